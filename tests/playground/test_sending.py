import pytest

from bot.playground.callbacks import ANSWERED_WITHIN
from tests.playground.conftest import png

pytestmark = pytest.mark.asyncio


async def test_a_sent_text_is_seen_and_answered_as_message(bot, amina, world):
    result = await bot.ok("sendMessage", chat_id=amina.id, text="<b>hi</b> 😀", parse_mode="HTML")

    assert result == {
        "message_id": 2,
        "from": {
            "id": 1000,
            "is_bot": True,
            "first_name": "Halqa",
            "username": "halqa_bot",
        },
        "chat": {
            "id": amina.id,
            "type": "private",
            "first_name": "Amina",
            "last_name": "Khalil",
            "username": "amina_k",
        },
        "date": int(world.clock.now().timestamp()),
        "text": "hi 😀",
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
    }
    assert amina.last.html == "<b>hi</b> 😀"
    assert amina.unread == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        (" \n\u200b ", "message text is empty"),
        ("<b></b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("<b>x", "can't parse entities"),
    ],
)
async def test_a_bad_text_is_refused(bot, amina, text, reason):
    refusal = await bot.refused("sendMessage", chat_id=amina.id, text=text, parse_mode="HTML")

    assert refusal.startswith(f"Bad Request: {reason}")
    assert amina.received == []


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "<b>" + "x" * 4096 + "</b>"])
async def test_a_text_of_4096_units_after_parsing_passes(bot, amina, text):
    await bot.ok("sendMessage", chat_id=amina.id, text=text, parse_mode="HTML")


async def test_only_people_who_can_be_reached_are_written_to(bot, world, amina):
    stranger = world.add_person("Omar")
    gone = world.add_person("Layla")
    gone.start()
    gone.delete_account()
    amina.block()

    async def refusal(chat_id: object) -> tuple[int, str]:
        body = await bot.call("sendMessage", chat_id=chat_id, text="x")
        return body["error_code"], body["description"]

    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await refusal(stranger.id) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    assert await refusal(amina.id) == blocked
    assert await refusal(gone.id) == (403, "Forbidden: user is deactivated")
    assert await refusal(12345) == (400, "Bad Request: chat not found")
    assert await refusal("@amina_k") == (400, "Bad Request: chat not found")
    amina.unblock()
    await bot.ok("sendMessage", chat_id=str(amina.id), text="x")


async def test_a_reply_needs_its_message(bot, amina):
    said = amina.send("question")
    answer = await bot.ok(
        "sendMessage", chat_id=amina.id, text="a", reply_parameters={"message_id": said.message_id}
    )
    assert answer["reply_to_message"]["text"] == "question"

    gone = {"message_id": 999}
    refusal = await bot.refused("sendMessage", chat_id=amina.id, text="a", reply_parameters=gone)
    assert refusal == "Bad Request: message to be replied not found"
    gone["allow_sending_without_reply"] = True
    lonely = await bot.ok("sendMessage", chat_id=amina.id, text="a", reply_parameters=gone)
    assert "reply_to_message" not in lonely


async def test_options_that_change_nothing_visible_are_accepted(bot, amina):
    sent = await bot.ok(
        "sendMessage",
        chat_id=amina.id,
        text="x",
        disable_notification=True,
        protect_content=True,
        message_effect_id="5",
        link_preview_options={"is_disabled": True},
    )
    assert sent["has_protected_content"] is True
    assert sent["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"reply_to_message_id": 1}, "unknown parameters: reply_to_message_id"),
        ({"disable_web_page_preview": True, "x": 1}, "disable_web_page_preview, x"),
        ({"message_thread_id": 5}, "not offered"),
        ({"chat_id": None}, "chat_id is empty"),
        ({"text": None}, "message text is empty"),
        ({"text": 5}, "must be a String"),
        ({"protect_content": "maybe"}, "must be a Boolean"),
        ({"reply_markup": "{"}, "it is no JSON"),
        ({"reply_markup": "[]"}, "must be a JSON object"),
        ({"entities": {}}, "must be a JSON array"),
        ({"entities": ["x"]}, "Array of MessageEntity"),
        ({"link_preview_options": {"enabled": False}}, "unknown field enabled"),
        ({"reply_parameters": {"message_id": 1, "quote": "x"}}, "not offered"),
    ],
)
async def test_parameters_are_checked(bot, amina, parameters, reason):
    call = {"chat_id": amina.id, "text": "x", **parameters}
    assert reason in await bot.refused("sendMessage", **call)


async def test_fast_sending_is_refused_and_said_how_long(bot, amina, world):
    for _ in range(5):
        await bot.ok("sendMessage", chat_id=amina.id, text="x")
    body = await bot.call("sendMessage", chat_id=amina.id, text="x")
    assert body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }

    await bot.ok("editMessageText", chat_id=amina.id, message_id=2, text="edits are free")
    world.clock.advance(seconds=1)
    await bot.ok("sendMessage", chat_id=amina.id, text="x")
    world.enforce_rates = False
    await bot.ok("sendMessage", chat_id=amina.id, text="x")


async def test_typing_is_seen_for_five_seconds(bot, amina, world):
    await bot.ok("sendChatAction", chat_id=amina.id, action="typing")
    assert amina.sees_typing
    world.clock.advance(seconds=5)
    assert not amina.sees_typing
    assert "action" in await bot.refused("sendChatAction", chat_id=amina.id, action="dancing")


async def test_a_press_is_answered_once_and_in_time(bot, amina, world):
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await bot.ok("sendMessage", chat_id=amina.id, text="x", reply_markup=markup)
    first, late = amina.press(amina.last, "Go"), amina.press(amina.last, "go")

    assert await bot.ok("answerCallbackQuery", callback_query_id=first, text="ok", show_alert=True)
    assert await bot.ok("answerCallbackQuery", callback_query_id=first, text="again")
    world.clock.advance(ANSWERED_WITHIN)
    assert await bot.ok("answerCallbackQuery", callback_query_id=late)
    assert [(each.text, each.show_alert) for each in amina.answers] == [("ok", True), ("", False)]

    too_late = amina.press(amina.last, "Go")
    world.clock.advance(seconds=61)
    for callback_id in (too_late, "5", ""):
        refusal = await bot.refused("answerCallbackQuery", callback_query_id=callback_id)
        assert "query is too old and response timeout expired or query ID is invalid" in refusal


async def test_an_answer_has_two_hundred_characters(bot, amina):
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await bot.ok("sendMessage", chat_id=amina.id, text="x", reply_markup=markup)
    press = amina.press(amina.last, "Go")

    refusal = await bot.refused("answerCallbackQuery", callback_query_id=press, text="x" * 201)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"
    await bot.ok("answerCallbackQuery", callback_query_id=press, text="ض" * 200)


async def test_files_are_kept_and_sent_again_by_their_id(bot, amina, world, client):
    url = f"/bot{world.token}/sendPhoto"
    form = {"chat_id": str(amina.id), "caption": "<b>c</b>", "parse_mode": "HTML"}
    answer = await client.post(url, data=form, files={"photo": ("p.png", png(4, 5), "image/png")})
    sent = answer.json()["result"]

    assert sent["caption"] == "c"
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(4, 5)]
    assert amina.last.photo.content == png(4, 5)
    again = await bot.ok("sendPhoto", chat_id=amina.id, photo=sent["photo"][0]["file_id"])
    assert "caption" not in again


async def test_attached_files_are_found_by_their_name(amina, world, client):
    answer = await client.post(
        f"/bot{world.token}/sendDocument",
        data={"chat_id": str(amina.id), "document": "attach://export"},
        files={"export": ("halqa.json", b"{}", "application/json")},
    )
    document = answer.json()["result"]["document"]

    assert (document["file_name"], document["mime_type"]) == ("halqa.json", "application/json")
    info = await client.get(f"/bot{world.token}/getFile", params={"file_id": document["file_id"]})
    path = info.json()["result"]["file_path"]
    assert (await client.get(f"/file/bot{world.token}/{path}")).content == b"{}"
    assert (await client.get("/file/bot1:x/documents/y")).status_code == 401
    assert (await client.get(f"/file/bot{world.token}/y")).status_code == 404


@pytest.mark.parametrize(
    ("method", "data", "files", "reason"),
    [
        ("sendPhoto", {}, {"photo": b"no picture"}, "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", {}, {"photo": png(1, 21)}, "PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", {}, {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "AgACx"}, {}, "wrong file identifier"),
        ("sendPhoto", {"photo": "https://example.org/x.png"}, {}, "not offered"),
        ("sendDocument", {"document": "attach://x"}, {}, "file x was not attached"),
        ("sendDocument", {}, {"document": b""}, "file must be non-empty"),
        ("sendDocument", {}, {"document": b"x", "stray": b"y"}, "no parameter refers to: stray"),
        ("sendPhoto", {"caption": "x" * 1025}, {"photo": png()}, "caption is too long"),
    ],
)
async def test_bad_files_are_refused(amina, bot, method, data, files, reason):  # noqa: PLR0917 - a table
    answer = await bot.client.post(
        f"/bot{bot.token}/{method}",
        data={"chat_id": str(amina.id), **data},
        files={name: (f"{name}.bin", content) for name, content in files.items()},
    )
    assert answer.status_code == 400
    assert reason in answer.json()["description"]
    assert amina.received == []
