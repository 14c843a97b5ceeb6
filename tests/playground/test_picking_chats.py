"""The reply keyboard's chat picker: which groups it shows, and what the bot gets there."""

import pytest

from bot.playground.groups.right_names import ADMIN_RIGHTS
from bot.playground.refusals import NotPossibleError
from tests.playground.heard import heard, lines, statuses

pytestmark = pytest.mark.asyncio


def rights(*given):
    return {name: name in given for name in ADMIN_RIGHTS}


@pytest.fixture
def ask(bot, world, amina):
    async def show(player=amina, **fields):
        request = {"request_id": 7, "chat_is_channel": False, **fields}
        keyboard = [[{"text": "Choose", "request_chat": request}]]
        markup = {"keyboard": keyboard, "one_time_keyboard": True}
        await bot.ok("sendMessage", chat_id=player.id, text="?", reply_markup=markup)
        world.updates.drop_all()

    return show


async def test_a_group_is_chosen(world, amina, ask):
    group = world.add_group("Circle", amina)
    await ask(request_title=True)
    amina.pick_chat(group, 7)
    ((_, message),) = await heard(world)

    assert message["chat_shared"] == {"request_id": 7, "chat_id": group.id, "title": "Circle"}
    assert message["chat"]["id"] == amina.id
    assert amina.reply_keyboard is None
    with pytest.raises(NotPossibleError):
        amina.pick_chat(group, 8)


async def test_without_being_asked_for_the_title_is_not_told(world, amina, ask):
    group = world.add_group("Circle", amina)
    await ask()
    amina.pick_chat(group)
    ((_, message),) = await heard(world)

    assert message["chat_shared"] == {"request_id": 7, "chat_id": group.id}


async def test_choosing_gives_the_bot_the_rights_it_asked_for(world, amina, ask, bot):
    group = world.add_group("Circle", amina)
    wanted = rights("can_invite_users", "can_restrict_members")
    await ask(user_administrator_rights=wanted, bot_administrator_rights=wanted)
    amina.pick_chat(group)
    updates = await heard(world)

    assert lines(updates) == [
        "my_chat_member",
        "message: new_chat_members",
        "message: chat_shared",
    ]
    assert statuses(updates[0][1]) == ("left", "administrator")
    assert group.membership(world.bot.id).may("can_restrict_members")
    await ask(user_administrator_rights=wanted, bot_administrator_rights=wanted)
    amina.pick_chat(group)
    assert lines(await heard(world)) == ["message: chat_shared"]


async def test_a_member_bot_is_promoted_and_keeps_what_it_has(world, amina, ask):
    group = world.add_group("Circle", amina)
    amina.at(group).promote(world.bot.id, can_pin_messages=True)
    wanted = rights("can_invite_users")
    await ask(user_administrator_rights=wanted, bot_administrator_rights=wanted)
    amina.pick_chat(group)

    assert {"can_pin_messages", "can_invite_users"} <= group.membership(world.bot.id).rights


async def test_the_bot_is_added_where_it_must_be_a_member(world, amina, ask):
    group = world.add_group("Circle", amina)
    await ask(bot_is_member=True)
    amina.pick_chat(group)
    assert lines(await heard(world)) == [
        "my_chat_member",
        "message: new_chat_members",
        "message: chat_shared",
    ]


async def test_a_basic_group_gives_its_one_set_of_rights(world, amina, ask):
    group = world.add_group("Small", amina, kind="group")
    wanted = rights("can_invite_users", "can_promote_members")
    await ask(user_administrator_rights=wanted, bot_administrator_rights=wanted)
    amina.pick_chat(group)

    assert group.membership(world.bot.id).may("can_invite_users")
    await ask(user_administrator_rights=wanted, bot_administrator_rights=wanted)
    amina.pick_chat(group)
    assert lines(await heard(world)) == ["message: chat_shared"]


async def test_the_picker_shows_only_what_suits(world, amina, ask):
    world.enforce_rates = False
    omar = world.add_person("Omar")
    omar.start()
    own, others = world.add_group("Circle", amina), world.add_group("Other", omar)
    omar.at(others).add(amina)
    forum = world.add_group("Forum", amina, forum=True)
    stranger = world.add_group("Strange", omar)
    old = world.add_group("Small", amina, kind="group")
    amina.at(old).upgrade()

    async def shows(group, **fields):
        await ask(**fields)
        try:
            amina.pick_chat(group)
        except NotPossibleError:
            return False
        return True

    assert not await shows(stranger)
    assert not await shows(old)
    assert not await shows(own, chat_is_channel=True)
    assert not await shows(own, chat_has_username=True)
    assert await shows(own, chat_has_username=False)
    assert not await shows(own, chat_is_forum=True)
    assert await shows(forum, chat_is_forum=True)
    assert not await shows(forum, chat_is_forum=False)
    assert await shows(own, chat_is_created=True)
    assert not await shows(others, chat_is_created=True)
    wanted = rights("can_invite_users")
    assert not await shows(others, user_administrator_rights=wanted)
    omar.at(others).promote(amina, can_invite_users=True)
    assert await shows(others, user_administrator_rights=wanted)
    both = {"user_administrator_rights": wanted, "bot_administrator_rights": wanted}
    assert not await shows(others, **both)
    omar.at(others).promote(amina, can_invite_users=True, can_promote_members=True)
    assert await shows(others, **both)


async def test_a_picker_that_is_wrong_is_refused(world, amina, bot):
    for fields in (
        {"request_id": 1},
        {"request_id": 2**31, "chat_is_channel": False},
        {"request_id": 1, "chat_is_channel": "no"},
        {"request_id": 1, "chat_is_channel": False, "chat_is_round": True},
        {"request_id": 1, "chat_is_channel": False, "bot_administrator_rights": {"x": True}},
        {
            "request_id": 1,
            "chat_is_channel": False,
            "bot_administrator_rights": rights("can_invite_users"),
        },
    ):
        keyboard = {"keyboard": [[{"text": "Choose", "request_chat": fields}]]}
        refused = await bot.refused(
            "sendMessage", chat_id=amina.id, text="?", reply_markup=keyboard
        )
        assert refused.startswith("Bad Request")
