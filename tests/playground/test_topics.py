import pytest

from tests.playground.seated import ALL, seat_bot, seated, told

pytestmark = pytest.mark.asyncio


@pytest.fixture
def forum(world, amina):
    return seated(world, amina, forum=True)


async def make(bot, forum, name: str = "Tajwid", **more: object) -> int:
    topic = await bot.ok("createForumTopic", chat_id=forum.id, name=name, **more)
    thread: int = topic["message_thread_id"]
    return thread


async def test_a_topic_is_made_and_the_bot_hears_its_own_line(bot, amina, forum):
    topic = await bot.ok(
        "createForumTopic",
        chat_id=forum.id,
        name=" Tajwid ",
        icon_color=16766590,
        icon_custom_emoji_id="5",
    )
    shown = {"name": "Tajwid", "icon_color": 16766590, "icon_custom_emoji_id": "5"}
    assert topic == {"message_thread_id": amina.at(forum).messages[-1].message_id, **shown}
    (update,) = await told(bot)
    assert update["message"]["forum_topic_created"] == shown
    assert update["message"]["message_thread_id"] == topic["message_thread_id"]


async def test_a_name_is_cut_and_a_colour_is_one_of_six(bot, forum):
    topic = await bot.ok("createForumTopic", chat_id=forum.id, name="x" * 200)
    assert (topic["name"], topic["icon_color"]) == ("x" * 128, 7322096)
    call = {"chat_id": forum.id}
    assert await bot.refused("createForumTopic", **call, name="x", icon_color=5) == (
        "Bad Request: invalid icon color specified"
    )
    assert await bot.refused("createForumTopic", **call, name=" \n ") == (
        "Bad Request: title must be non-empty"
    )


async def test_a_topic_is_renamed(bot, forum):
    thread = await make(bot, forum)
    call = {"chat_id": forum.id, "message_thread_id": thread}
    await told(bot)
    assert await bot.ok("editForumTopic", **call, name="Fiqh", icon_custom_emoji_id="7")
    assert await bot.ok("editForumTopic", **call, icon_custom_emoji_id="")
    lines = [update["message"]["forum_topic_edited"] for update in await told(bot)]
    assert lines == [
        {"name": "Fiqh", "icon_custom_emoji_id": "7"},
        {"icon_custom_emoji_id": ""},
    ]
    assert forum.topics[thread].name == "Fiqh"
    assert await bot.refused("editForumTopic", **call, name="Fiqh") == (
        "Bad Request: TOPIC_NOT_MODIFIED"
    )
    assert await bot.ok("editForumTopic", **call), "nothing asked for is nothing refused"
    assert await bot.refused("editForumTopic", **call, name=" ") == (
        "Bad Request: title must be non-empty"
    )


async def test_a_topic_is_closed_and_opened(bot, forum):
    call = {"chat_id": forum.id, "message_thread_id": await make(bot, forum)}
    await told(bot)
    not_modified = "Bad Request: TOPIC_NOT_MODIFIED"
    assert await bot.refused("reopenForumTopic", **call) == not_modified
    assert await bot.ok("closeForumTopic", **call)
    assert await bot.refused("closeForumTopic", **call) == not_modified
    assert await bot.ok("reopenForumTopic", **call)
    lines = [set(update["message"]) for update in await told(bot)]
    assert "forum_topic_closed" in lines[0]
    assert "forum_topic_reopened" in lines[1]


async def test_the_general_topic_is_closed_and_opened(bot, forum):
    call = {"chat_id": forum.id}
    assert await bot.ok("closeGeneralForumTopic", **call)
    assert forum.general_is_closed
    assert await bot.refused("closeGeneralForumTopic", **call) == "Bad Request: TOPIC_NOT_MODIFIED"
    assert await bot.ok("reopenGeneralForumTopic", **call)
    assert not forum.general_is_closed
    assert "not offered" in await bot.refused("hideGeneralForumTopic", **call)


async def test_a_topic_is_deleted_with_all_that_is_in_it(bot, amina, forum):
    thread = await make(bot, forum)
    amina.at(forum).send("/x", thread_id=thread)
    amina.at(forum).send("/stays")
    assert await bot.ok("deleteForumTopic", chat_id=forum.id, message_thread_id=thread)

    texts = [message.text for message in amina.at(forum).messages if message.is_text]
    assert texts == ["/stays"]
    refusal = await bot.refused(
        "sendMessage", chat_id=forum.id, message_thread_id=thread, text="x"
    )
    assert refusal == "Bad Request: message thread not found"


async def test_topics_need_the_rights_to_them(bot, world, amina, forum):
    thread = amina.at(forum).create_topic("Amina's")
    call = {"chat_id": forum.id, "message_thread_id": thread}
    own = {"chat_id": forum.id, "message_thread_id": await make(bot, forum)}
    seat_bot(world, forum, "can_pin_messages")
    closing = "Bad Request: not enough rights to close or open the topic"

    assert await bot.refused("createForumTopic", chat_id=forum.id, name="x") == (
        "Bad Request: not enough rights to create a topic"
    )
    assert await bot.refused("editForumTopic", **call, name="x") == (
        "Bad Request: not enough rights to edit the topic"
    )
    assert await bot.refused("closeForumTopic", **call) == closing
    assert await bot.refused("reopenForumTopic", **call) == closing
    assert await bot.refused("closeGeneralForumTopic", chat_id=forum.id) == closing
    assert await bot.refused("reopenGeneralForumTopic", chat_id=forum.id) == closing
    assert await bot.refused("deleteForumTopic", **call) == (
        "Bad Request: not enough rights to delete the topic"
    )
    assert await bot.ok("editForumTopic", **own, name="its own it may change")
    assert await bot.ok("closeForumTopic", **own)


async def test_there_is_no_topic_where_there_is_none(bot, world, amina, forum):
    plain = seated(world, amina)
    seat_bot(world, plain, *ALL)
    methods = {
        "editForumTopic": {"name": "x"},
        "closeForumTopic": {},
        "reopenForumTopic": {},
        "deleteForumTopic": {},
        "unpinAllForumTopicMessages": {},
    }
    for method, more in methods.items():
        for chat_id in (plain.id, amina.id):
            assert await bot.refused(method, chat_id=chat_id, message_thread_id=5, **more) == (
                "Bad Request: the chat is not a forum"
            )
        assert await bot.refused(method, chat_id=forum.id, message_thread_id=999, **more) == (
            "Bad Request: TOPIC_ID_INVALID"
        )
    for method in ("closeGeneralForumTopic", "unpinAllGeneralForumTopicMessages"):
        assert await bot.refused(method, chat_id=plain.id) == (
            "Bad Request: the chat is not a forum"
        )
    assert await bot.refused("closeForumTopic", chat_id=forum.id, message_thread_id=-1) == (
        "Bad Request: invalid message thread identifier specified"
    )
