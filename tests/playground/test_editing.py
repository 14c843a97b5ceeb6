import pytest

from tests.playground.conftest import png

pytestmark = pytest.mark.asyncio

BUTTONS = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
OTHERS = {"inline_keyboard": [[{"text": "Stop", "callback_data": "stop"}]]}


async def test_an_edit_changes_text_and_buttons(bot, amina, world):
    sent = await bot.ok("sendMessage", chat_id=amina.id, text="one", reply_markup=BUTTONS)
    world.clock.advance(minutes=1)
    edited = await bot.ok(
        "editMessageText",
        chat_id=amina.id,
        message_id=sent["message_id"],
        text="two",
        reply_markup=OTHERS,
    )

    assert edited["text"] == "two"
    assert edited["edit_date"] == edited["date"] + 60
    assert amina.last.labels == ["Stop"]
    assert len(amina.received) == 1


async def test_an_edit_without_buttons_takes_them_away(bot, amina):
    await bot.ok("sendMessage", chat_id=amina.id, text="one", reply_markup=BUTTONS)
    message_id = amina.last.message_id
    await bot.ok("editMessageText", chat_id=amina.id, message_id=message_id, text="one")

    assert amina.last.inline_keyboard is None


async def test_an_edit_must_change_something(bot, amina):
    await bot.ok("sendMessage", chat_id=amina.id, text="one", reply_markup=BUTTONS)
    same = {"chat_id": amina.id, "message_id": amina.last.message_id, "reply_markup": BUTTONS}
    expected = (
        "Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )

    assert await bot.refused("editMessageText", text=" one ", **same) == expected
    assert await bot.refused("editMessageReplyMarkup", **same) == expected


@pytest.mark.parametrize(
    "markup",
    [{"keyboard": [["Skip"]]}, {"remove_keyboard": True}, {"force_reply": True}],
)
async def test_a_message_with_another_markup_cannot_be_edited(bot, amina, markup):
    await bot.ok("sendMessage", chat_id=amina.id, text="one", reply_markup=markup)
    refusal = await bot.refused(
        "editMessageText", chat_id=amina.id, message_id=amina.last.message_id, text="two"
    )
    assert refusal == "Bad Request: message can't be edited"


async def test_only_own_messages_that_stand_are_edited(bot, amina):
    said = amina.send("mine")
    call = {"chat_id": amina.id, "text": "x"}

    assert (
        await bot.refused("editMessageText", message_id=said.message_id, **call)
        == "Bad Request: message can't be edited"
    )
    assert (
        await bot.refused("editMessageText", message_id=99, **call)
        == "Bad Request: message to edit not found"
    )
    assert (
        await bot.refused("editMessageText", **call)
        == "Bad Request: message identifier is not specified"
    )
    assert (
        await bot.refused("editMessageText", message_id=99, text="x")
        == "Bad Request: chat_id is empty"
    )


async def test_text_and_caption_are_not_confused(bot, amina, world, client):
    await bot.ok("sendMessage", chat_id=amina.id, text="one")
    text = {"chat_id": amina.id, "message_id": amina.last.message_id}
    await client.post(
        f"/bot{world.token}/sendPhoto", data={"chat_id": amina.id}, files={"photo": png()}
    )
    photo = {"chat_id": amina.id, "message_id": amina.last.message_id}

    assert "no caption" in await bot.refused("editMessageCaption", caption="x", **text)
    assert "no text" in await bot.refused("editMessageText", text="x", **photo)
    edited = await bot.ok("editMessageCaption", caption="<i>x</i>", parse_mode="HTML", **photo)
    assert edited["caption_entities"] == [{"type": "italic", "offset": 0, "length": 1}]
    with_buttons = await bot.ok("editMessageReplyMarkup", reply_markup=BUTTONS, **photo)
    assert with_buttons["reply_markup"] == BUTTONS


async def test_messages_of_both_sides_are_deleted_within_two_days(bot, amina, world):
    said = amina.send("mine")
    await bot.ok("sendMessage", chat_id=amina.id, text="x")
    chat = {"chat_id": amina.id}

    world.clock.advance(hours=48)
    await bot.ok("deleteMessage", message_id=said.message_id, **chat)
    assert (
        await bot.refused("deleteMessage", message_id=said.message_id, **chat)
        == "Bad Request: message to delete not found"
    )
    world.clock.advance(seconds=1)
    assert (
        await bot.refused("deleteMessage", message_id=amina.last.message_id, **chat)
        == "Bad Request: message can't be deleted for everyone"
    )


async def test_several_messages_are_deleted_and_missing_ones_skipped(bot, amina):
    ids = [amina.send(text).message_id for text in "abc"]
    await bot.ok("deleteMessages", chat_id=amina.id, message_ids=[*ids[:2], 999])

    assert [message.text for message in amina.messages] == ["/start", "c"]
    assert "not specified" in await bot.refused("deleteMessages", chat_id=amina.id, message_ids=[])
    assert "too many" in await bot.refused(
        "deleteMessages", chat_id=amina.id, message_ids=list(range(1, 102))
    )


async def test_who_blocked_the_bot_is_out_of_reach_for_edits(bot, amina):
    await bot.ok("sendMessage", chat_id=amina.id, text="x")
    amina.block()
    refusal = await bot.refused(
        "editMessageText", chat_id=amina.id, message_id=amina.last.message_id, text="y"
    )
    assert refusal == "Forbidden: bot was blocked by the user"
