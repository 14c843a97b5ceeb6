import pytest

from bot.playground.groups.group import Membership, Status
from bot.playground.groups.right_names import PERMISSIONS
from tests.playground.conftest import png
from tests.playground.seated import ALL, seat_bot, seated

pytestmark = pytest.mark.asyncio

KEYS = {"keyboard": [["Yes", "No"]]}


@pytest.fixture
def omar(world):
    player = world.add_person("Omar", username="omar_s")
    player.start()
    world.updates.drop_all()
    return player


@pytest.fixture
def group(world, amina, omar):
    return seated(world, amina, omar)


@pytest.fixture
def forum(world, amina, omar):
    return seated(world, amina, omar, forum=True)


async def test_a_text_reaches_everybody_in_the_group(bot, amina, omar, group):
    sent = await bot.ok("sendMessage", chat_id=group.id, text="Salam")

    assert sent["chat"] == {"id": group.id, "type": "supergroup", "title": "Readers"}
    assert amina.at(group).last.text == omar.at(group).last.text == "Salam"
    assert omar.at(group).unread == 1
    assert amina.received == []


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_who_is_not_in_a_group_does_not_write_there(bot, world, amina, kind):
    group = seated(world, amina, kind=kind)
    group.change(world.bot.id, status=Status.KICKED, is_inside=False)
    refusal = await bot.refused("sendMessage", chat_id=group.id, text="x")
    assert refusal == f"Forbidden: bot was kicked from the {kind} chat"
    group.change(world.bot.id, status=Status.LEFT)
    refusal = await bot.refused("sendMessage", chat_id=group.id, text="x")
    assert refusal == f"Forbidden: bot is not a member of the {kind} chat"
    del group.members[world.bot.id]
    assert await bot.refused("sendMessage", chat_id=group.id, text="x") == (
        "Bad Request: chat not found"
    )


async def test_a_send_to_a_group_that_moved_says_where_to(bot, world, amina):
    group = seated(world, amina, kind="group")
    for _ in range(20):
        await bot.ok("sendMessage", chat_id=group.id, text="x")
    new = amina.at(group).upgrade()
    body = await bot.call("sendMessage", chat_id=group.id, text="x")

    assert body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    refusal = await bot.refused("sendMessage", chat_id=new.id, text="the pace follows")
    assert refusal == "Too Many Requests: retry after 3"
    world.clock.advance(seconds=3)
    await bot.ok("sendMessage", chat_id=new.id, text="x")


async def test_a_group_takes_twenty_messages_a_minute(bot, world, group, amina):
    for _ in range(20):
        await bot.ok("sendMessage", chat_id=group.id, text="x")
    body = await bot.call("sendMessage", chat_id=group.id, text="x")

    assert (body["error_code"], body["parameters"]) == (429, {"retry_after": 3})
    await bot.ok("sendMessage", chat_id=amina.id, text="elsewhere it goes on")


async def test_a_member_needs_the_permission_for_what_it_sends(bot, world, group, client):
    async def refusals() -> list[str]:
        found = [await bot.refused("sendMessage", chat_id=group.id, text="x")]
        for method, name in (("sendPhoto", "photo"), ("sendDocument", "document")):
            answer = await client.post(
                f"/bot{world.token}/{method}", data={"chat_id": group.id}, files={name: png()}
            )
            found.append(answer.json()["description"])
        return found

    seat_bot(world, group)
    expected = [
        f"Bad Request: not enough rights to send {what} to the chat"
        for what in ("text messages", "photos", "documents")
    ]
    group.permissions = frozenset()
    assert await refusals() == expected
    group.permissions = frozenset(PERMISSIONS)
    group.set_membership(Membership(user_id=world.bot.id, status=Status.RESTRICTED))
    assert await refusals() == expected
    seat_bot(world, group, "can_manage_chat")
    await bot.ok("sendMessage", chat_id=group.id, text="an administrator may always write")


async def test_what_asks_people_for_something_belongs_in_private_chats(bot, group):
    users, chat = {"request_id": 1}, {"request_id": 1, "chat_is_channel": False}
    for field, value, what in (
        ("request_contact", True, "phone number"),
        ("request_location", True, "location"),
        ("request_users", users, "users"),
        ("request_chat", chat, "chats"),
    ):
        keyboard = {"keyboard": [[{"text": "x", field: value}]]}
        refusal = await bot.refused(
            "sendMessage", chat_id=group.id, text="?", reply_markup=keyboard
        )
        assert refusal == f"Bad Request: {what} can be requested in private chats only"
    refusal = await bot.refused("sendMessage", chat_id=group.id, text="!", message_effect_id="5")
    assert refusal == "Bad Request: can't use message effects in the chat"


async def test_a_keyboard_is_for_all_or_for_those_it_is_meant_for(bot, amina, omar, group):
    async def send(text: str, **markup: object) -> None:
        await bot.ok(
            "sendMessage", chat_id=group.id, text=text, parse_mode="HTML", reply_markup=markup
        )

    here, there = amina.at(group), omar.at(group)
    await send("for all", **KEYS)
    assert here.reply_keyboard
    assert there.reply_keyboard
    await send("away with it for @omar_s", remove_keyboard=True, selective=True)
    assert here.reply_keyboard
    assert not there.reply_keyboard
    await send("away with it", remove_keyboard=True)
    assert not here.reply_keyboard

    named = f'<a href="tg://user?id={omar.id}">Omar</a>'
    await send(named, **KEYS, selective=True)
    assert there.reply_keyboard
    assert not here.reply_keyboard
    said = here.send("/ask")
    await bot.ok(
        "sendMessage",
        chat_id=group.id,
        text="you",
        reply_markup={"force_reply": True, "selective": True},
        reply_parameters={"message_id": said.message_id},
    )
    assert here.send("to the bot").reply_to == here.last.message_id
    assert there.send("to nobody").reply_to is None


async def test_a_topic_gets_what_is_sent_to_it(bot, amina, forum):
    thread = amina.at(forum).create_topic("Tajwid")
    sent = await bot.ok(
        "sendMessage", chat_id=forum.id, message_thread_id=thread, text="in the topic"
    )
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    said = amina.at(forum).send("/x", thread_id=thread)
    answer = await bot.ok(
        "sendMessage",
        chat_id=forum.id,
        text="a reply follows into the topic",
        reply_parameters={"message_id": said.message_id},
    )
    assert answer["message_thread_id"] == thread
    general = await bot.ok("sendMessage", chat_id=forum.id, text="in General")
    assert "message_thread_id" not in general
    await bot.ok("sendChatAction", chat_id=forum.id, message_thread_id=thread, action="typing")


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction"])
async def test_a_topic_that_is_not_there_takes_nothing(bot, amina, group, forum, method):
    call = {"text": "x"} if method == "sendMessage" else {"action": "typing"}
    for chat_id, thread in ((forum.id, 999), (forum.id, 1), (group.id, 1)):
        refusal = await bot.refused(method, chat_id=chat_id, message_thread_id=thread, **call)
        assert refusal == "Bad Request: message thread not found"
    refusal = await bot.refused(method, chat_id=amina.id, message_thread_id=5, **call)
    assert "not offered" in refusal


async def test_a_reply_stays_in_its_topic(bot, amina, forum):
    first, second = (amina.at(forum).create_topic(name) for name in "ab")
    said = amina.at(forum).send("/x", thread_id=first)
    refusal = await bot.refused(
        "sendMessage",
        chat_id=forum.id,
        message_thread_id=second,
        text="x",
        reply_parameters={"message_id": said.message_id},
    )
    assert (
        refusal
        == "Bad Request: replying to a message of another topic is not offered by the playground"
    )


async def test_a_closed_topic_takes_messages_of_those_who_manage_topics(bot, world, amina, forum):
    thread = amina.at(forum).create_topic("Tajwid")
    amina.at(forum).close_topic(thread)
    call = {"chat_id": forum.id, "message_thread_id": thread, "text": "x"}
    await bot.ok("sendMessage", **call)
    seat_bot(world, forum, "can_manage_chat")
    assert await bot.refused("sendMessage", **call) == "Bad Request: TOPIC_CLOSED"
    forum.general_is_closed = True
    assert await bot.refused("sendMessage", chat_id=forum.id, text="x") == (
        "Bad Request: TOPIC_CLOSED"
    )


async def test_only_own_messages_are_edited_in_a_group_too(bot, amina, group):
    said = amina.at(group).send("/x")
    refusal = await bot.refused(
        "editMessageText", chat_id=group.id, message_id=said.message_id, text="y"
    )
    assert refusal == "Bad Request: message can't be edited"
    sent = await bot.ok("sendMessage", chat_id=group.id, text="x")
    await bot.ok("editMessageText", chat_id=group.id, message_id=sent["message_id"], text="y")
    assert amina.at(group).last.text == "y"


async def test_deleting_is_by_right_and_for_two_days(bot, world, amina, group):
    said, sent = amina.at(group).send("/x"), []
    for text in "abc":
        message = await bot.ok("sendMessage", chat_id=group.id, text=text)
        sent.append(message["message_id"])
    seat_bot(world, group, "can_pin_messages")

    async def refusal(message_id: int):
        return await bot.refused("deleteMessage", chat_id=group.id, message_id=message_id)

    cant = "Bad Request: message can't be deleted"
    assert await refusal(said.message_id) == cant
    await bot.ok("deleteMessage", chat_id=group.id, message_id=sent[0])
    seat_bot(world, group, "can_delete_messages")
    await bot.ok("deleteMessage", chat_id=group.id, message_id=said.message_id)
    assert await refusal(1) == cant, "the supergroup began with this line"
    assert await bot.refused("deleteMessages", chat_id=group.id, message_ids=[sent[1], 1]) == cant
    world.clock.advance(hours=48, seconds=1)
    assert await refusal(sent[1]) == cant


async def test_administrators_delete_anything_in_a_basic_group(bot, world, amina):
    group = seated(world, amina, kind="group", rights=())
    said = amina.at(group).send("/x")
    call = {"chat_id": group.id, "message_id": said.message_id}
    assert await bot.refused("deleteMessage", **call) == (
        "Bad Request: message can't be deleted for everyone"
    )
    seat_bot(world, group, *ALL)
    await bot.ok("deleteMessage", **call)


async def test_each_place_of_a_group_has_its_commands(bot, world, amina, omar, group):
    def menu(name: str) -> dict[str, object]:
        return {"commands": [{"command": name, "description": name}]}

    async def set_menu(name: str, kind: str, **of: int) -> None:
        await bot.ok("setMyCommands", **menu(name), scope={"type": kind, **of})

    def shown() -> tuple[str, str]:
        here, there = amina.at(group).commands(), omar.at(group).commands()
        return here[0][0], there[0][0]

    in_group = {"chat_id": group.id}
    await bot.ok("setMyCommands", **menu("any"))
    await set_menu("private", "all_private_chats")
    assert shown() == ("any", "any")
    await set_menu("groups", "all_group_chats")
    assert shown() == ("groups", "groups")
    await set_menu("admins", "all_chat_administrators")
    assert shown() == ("admins", "groups")
    await set_menu("here", "chat", **in_group)
    assert shown() == ("here", "here")
    await set_menu("admins_here", "chat_administrators", **in_group)
    assert shown() == ("admins_here", "here")
    await set_menu("omar", "chat_member", **in_group, user_id=omar.id)
    assert shown() == ("admins_here", "omar")
    assert [line[0] for line in amina.commands()] == ["private"]

    async def refusal(**scope: object):
        return await bot.refused("setMyCommands", **menu("x"), scope=scope)

    assert await refusal(type="chat", chat_id=-5) == "Bad Request: chat not found"
    assert await refusal(type="chat_member", **in_group, user_id=5) == (
        "Bad Request: user not found"
    )
    refused = await refusal(type="chat_administrators", chat_id=amina.id)
    assert "can't use the scope chat_administrators in a private chat" in refused
    assert await bot.refused("setChatMenuButton", chat_id=group.id) == (
        "Bad Request: invalid chat_id specified"
    )
