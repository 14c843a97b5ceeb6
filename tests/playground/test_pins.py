import pytest

from tests.playground.seated import seat_bot, seated, told

pytestmark = pytest.mark.asyncio

NO_RIGHT = "Bad Request: not enough rights to manage pinned messages in the chat"


@pytest.fixture
def group(world, amina):
    return seated(world, amina)


@pytest.fixture
def forum(world, amina):
    return seated(world, amina, forum=True)


async def test_the_newest_pinned_message_is_shown_and_a_line_tells_of_it(bot, amina, group):
    first, second = (amina.at(group).send(text).message_id for text in ("/a", "/b"))
    await told(bot)
    call = {"chat_id": group.id}
    assert await bot.ok("pinChatMessage", **call, message_id=second, disable_notification=True)
    assert await bot.ok("pinChatMessage", **call, message_id=first)

    lines = [update["message"]["pinned_message"] for update in await told(bot)]
    assert [line["text"] for line in lines] == ["/b", "/a"]
    shown = (await bot.ok("getChat", **call))["pinned_message"]
    assert shown["message_id"] == second
    assert await bot.ok("unpinChatMessage", **call)
    assert (await bot.ok("getChat", **call))["pinned_message"]["message_id"] == first
    assert await bot.ok("unpinChatMessage", **call, message_id=first)
    assert "pinned_message" not in await bot.ok("getChat", **call)
    assert await told(bot) == []


async def test_a_deleted_message_is_pinned_no_more(bot, amina, group):
    said = amina.at(group).send("/a").message_id
    call = {"chat_id": group.id}
    await bot.ok("pinChatMessage", **call, message_id=said)
    await bot.ok("deleteMessage", **call, message_id=said)
    assert "pinned_message" not in await bot.ok("getChat", **call)
    assert await bot.refused("unpinChatMessage", **call) == (
        "Bad Request: message to unpin not found"
    )


async def test_what_cannot_be_pinned(bot, amina, group):
    said = amina.at(group).send("/a").message_id
    call = {"chat_id": group.id}
    assert await bot.refused("pinChatMessage", **call, message_id=99) == (
        "Bad Request: message to pin not found"
    )
    assert await bot.refused("pinChatMessage", **call, message_id=1) == (
        "Bad Request: a service message can't be pinned"
    )
    await bot.ok("pinChatMessage", **call, message_id=said)
    assert await bot.refused("pinChatMessage", **call, message_id=said) == (
        "Bad Request: CHAT_NOT_MODIFIED"
    )
    assert await bot.refused("unpinChatMessage", **call, message_id=99) == (
        "Bad Request: message to unpin not found"
    )


async def test_pins_are_for_administrators_with_the_right(bot, world, amina, group, forum):
    for chat in (group, forum):
        seat_bot(world, chat, "can_delete_messages")
    said = amina.at(group).send("/a").message_id
    group.pinned.append(said)
    call = {"chat_id": group.id, "message_id": said}
    assert await bot.refused("pinChatMessage", **call) == NO_RIGHT
    assert await bot.refused("unpinChatMessage", **call) == NO_RIGHT
    assert await bot.refused("unpinAllChatMessages", chat_id=group.id) == NO_RIGHT
    assert await bot.refused("unpinAllGeneralForumTopicMessages", chat_id=forum.id) == NO_RIGHT


async def test_all_pins_of_a_chat_or_of_a_topic_are_taken_away(bot, amina, forum):
    here = amina.at(forum)
    threads = [here.create_topic(name) for name in "ab"]
    said = [here.send("/x", thread_id=thread).message_id for thread in (*threads, None)]
    call = {"chat_id": forum.id}
    for message_id in said:
        await bot.ok("pinChatMessage", **call, message_id=message_id)
    assert here.messages[-3].thread_id == threads[0], "the line stands in the message's topic"
    await bot.ok("unpinAllForumTopicMessages", **call, message_thread_id=threads[0])
    assert forum.pinned == said[1:]
    await bot.ok("unpinAllGeneralForumTopicMessages", **call)
    assert forum.pinned == said[1:2]
    await bot.ok("unpinAllChatMessages", **call)
    assert forum.pinned == []


async def test_a_private_chat_has_pins_too(bot, amina):
    said = amina.send("mine")
    await told(bot)
    await bot.ok("pinChatMessage", chat_id=amina.id, message_id=said.message_id)
    (update,) = await told(bot)
    assert update["message"]["pinned_message"]["text"] == "mine"
    assert (await bot.ok("getChat", chat_id=amina.id))["pinned_message"]["text"] == "mine"
    await bot.ok("unpinAllChatMessages", chat_id=amina.id)


async def test_title_and_description_are_set(bot, world, amina, group):
    call = {"chat_id": group.id}
    assert await bot.ok("setChatTitle", **call, title=" Night \n readers ")
    assert await bot.ok("setChatTitle", **call, title="Night readers")
    (update,) = await told(bot)
    assert update["message"]["new_chat_title"] == "Night readers"
    assert update["message"]["chat"]["title"] == "Night readers"
    assert await bot.ok("setChatDescription", **call, description="x" * 300)
    assert (await bot.ok("getChat", **call))["description"] == "x" * 255
    assert await bot.refused("setChatDescription", **call, description="x" * 255) == (
        "Bad Request: chat description is not modified"
    )
    assert await bot.ok("setChatDescription", **call)
    assert "description" not in await bot.ok("getChat", **call)
    assert await bot.refused("setChatTitle", **call, title=" ") == (
        "Bad Request: title must be non-empty"
    )
    for chat_id, refusals in (
        (amina.id, ("can't change private chat title", "can't change private chat description")),
        (
            group.id,
            (
                "not enough rights to change chat title",
                "not enough rights to set chat description",
            ),
        ),
    ):
        seat_bot(world, group, "can_pin_messages")
        title, description = (f"Bad Request: {each}" for each in refusals)
        assert await bot.refused("setChatTitle", chat_id=chat_id, title="x") == title
        assert await bot.refused("setChatDescription", chat_id=chat_id) == description
