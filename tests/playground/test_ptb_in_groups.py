"""python-telegram-bot leads a group of the playground, over real HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChatAdministrators,
    ChatAdministratorRights,
    ChatMemberRestricted,
    ChatPermissions,
    ForumTopicCreated,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.playground.server import serve
from tests.playground.seated import seated

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def ptb(world) -> AsyncIterator[Bot]:
    async with serve(world) as server:
        bot = Bot(world.token, base_url=f"{server.url}/bot")
        async with bot:
            yield bot


async def test_it_leads_members(ptb, world, amina):
    omar = world.add_person("Omar")
    group = seated(world, amina, omar)
    until = world.clock.now() + timedelta(hours=1)

    await ptb.promote_chat_member(group.id, omar.id, can_pin_messages=True)
    await ptb.set_chat_administrator_custom_title(group.id, omar.id, "Librarian")
    admins = await ptb.get_chat_administrators(group.id)
    assert [each.user.first_name for each in admins] == ["Amina", "Omar", "Halqa"]
    await ptb.promote_chat_member(group.id, omar.id, can_pin_messages=False)
    await ptb.restrict_chat_member(
        group.id, omar.id, ChatPermissions.no_permissions(), until_date=until
    )
    member = await ptb.get_chat_member(group.id, omar.id)
    assert isinstance(member, ChatMemberRestricted)
    assert (member.can_send_messages, member.until_date) == (False, until)
    await ptb.restrict_chat_member(group.id, omar.id, ChatPermissions.all_permissions())
    await ptb.ban_chat_member(group.id, omar.id, until_date=until)
    await ptb.unban_chat_member(group.id, omar.id, only_if_banned=True)
    assert await ptb.get_chat_member_count(group.id) == 2
    kinds = [update.chat_member for update in await ptb.get_updates()]
    assert len([each for each in kinds if each is not None]) == 6
    with pytest.raises(BadRequest, match="Can't remove chat owner"):
        await ptb.ban_chat_member(group.id, amina.id)


async def test_it_opens_doors_and_topics(ptb, world, amina):
    omar = world.add_person("Omar")
    group = seated(world, amina, forum=True)
    link = await ptb.create_chat_invite_link(group.id, name="Spring", creates_join_request=True)
    omar.join(link.invite_link)
    (update,) = await ptb.get_updates()
    request = update.chat_join_request
    assert request is not None
    assert request.invite_link is not None
    assert request.invite_link.invite_link == link.invite_link
    await request.approve()
    assert group.membership(omar.id).is_in
    await ptb.revoke_chat_invite_link(group.id, link)

    topic = await ptb.create_forum_topic(group.id, "Tajwid")
    sent = await ptb.send_message(group.id, "x", message_thread_id=topic.message_thread_id)
    assert sent.reply_to_message is not None
    assert isinstance(sent.reply_to_message.forum_topic_created, ForumTopicCreated)
    await sent.pin()
    chat = await ptb.get_chat(group.id)
    assert chat.is_forum
    assert chat.pinned_message is not None
    assert chat.pinned_message.text == "x"
    await ptb.close_forum_topic(group.id, topic.message_thread_id)
    await ptb.delete_forum_topic(group.id, topic.message_thread_id)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await ptb.send_message(group.id, "x", message_thread_id=topic.message_thread_id)


async def test_it_says_who_it_is_to_groups(ptb, world, amina):
    group = seated(world, amina)
    scope = BotCommandScopeChatAdministrators(group.id)
    await ptb.set_my_commands([BotCommand("seats", "Seats")], scope=scope)
    assert amina.at(group).commands() == [("seats", "Seats")]
    await ptb.set_my_default_administrator_rights(ChatAdministratorRights.all_rights())
    assert (await ptb.get_my_default_administrator_rights()).can_pin_messages
    await ptb.set_chat_permissions(group.id, ChatPermissions(can_send_messages=True))
    await ptb.set_chat_title(group.id, "Night readers")
    await ptb.set_chat_description(group.id, "We read")
    assert (await ptb.get_chat(group.id)).description == "We read"


async def test_it_follows_a_group_that_moved_and_leaves(ptb, world, amina):
    group = seated(world, amina, kind="group")
    new = amina.at(group).upgrade()
    with pytest.raises(ChatMigrated) as moved:
        await ptb.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    assert await ptb.leave_chat(new.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await ptb.send_message(new.id, "x")
