"""Messages that are forwarded, copied, reacted to or changed into another; places and cards."""

import json

import pytest

from tests.playground.conftest import png

pytestmark = pytest.mark.asyncio


@pytest.fixture
def omar(world):
    player = world.add_person("Omar", username="omar_s")
    player.start()
    return player


async def test_a_forwarded_message_says_whose_it_is(bot, amina, omar):
    said = amina.send_photo(png(), "my week")
    sent = await bot.ok(
        "forwardMessage", chat_id=omar.id, from_chat_id=amina.id, message_id=said.message_id
    )

    assert sent["forward_origin"]["sender_user"]["id"] == amina.id
    assert sent["caption"] == "my week"
    assert omar.last.photo == said.photo
    again = await bot.ok(
        "forwardMessage", chat_id=amina.id, from_chat_id=omar.id, message_id=sent["message_id"]
    )
    assert again["forward_origin"] == sent["forward_origin"]


async def test_a_copy_is_the_bots_own_and_may_have_another_caption(bot, amina, omar):
    said = amina.send_photo(png(), "my week")
    named = {"chat_id": omar.id, "from_chat_id": amina.id, "message_id": said.message_id}

    assert await bot.ok("copyMessage", **named) == {"message_id": omar.last.message_id}
    assert (omar.last.text, omar.last.origin) == ("my week", None)
    await bot.ok("copyMessage", **named, caption="<b>hers</b>", parse_mode="HTML")
    assert omar.last.html == "<b>hers</b>"
    await bot.ok("copyMessage", **named, caption="", reply_markup={"inline_keyboard": []})
    assert omar.last.text == ""


async def test_a_copied_text_keeps_its_marks_and_ignores_a_caption(bot, amina, omar):
    await bot.ok("sendMessage", chat_id=amina.id, text="<b>x</b>", parse_mode="HTML")
    await bot.ok(
        "copyMessage",
        chat_id=omar.id,
        from_chat_id=amina.id,
        message_id=amina.last.message_id,
        caption="y",
    )

    assert omar.last.html == "<b>x</b>"


@pytest.mark.parametrize(
    ("method", "verb", "participle"),
    [("forwardMessage", "forward", "forwarded"), ("copyMessage", "copy", "copied")],
)
async def test_what_cannot_be_passed_on_is_refused(bot, world, amina, method, verb, participle):  # noqa: PLR0917 - fixtures
    async def refused(message_id: int, from_chat_id: int = amina.id) -> str:
        reason: str = await bot.refused(
            method, chat_id=amina.id, from_chat_id=from_chat_id, message_id=message_id
        )
        return reason

    assert await refused(999) == f"Bad Request: message to {verb} not found"
    stranger = world.add_person("Nobody yet")
    assert await refused(1, stranger.id) == "Bad Request: chat not found"
    await bot.ok("sendMessage", chat_id=amina.id, text="x", protect_content=True)
    reason = f"Bad Request: the message can't be {participle}"
    assert await refused(amina.last.message_id) == reason
    await bot.ok(
        "sendMessage",
        chat_id=amina.id,
        text="?",
        reply_markup={"keyboard": [[{"text": "x", "request_users": {"request_id": 1}}]]},
    )
    shared = amina.pick_users([stranger])
    assert await refused(shared.message_id) == reason


async def test_a_forwarded_message_cannot_be_edited(bot, amina, omar):
    said = amina.send("hers")
    sent = await bot.ok(
        "forwardMessage", chat_id=omar.id, from_chat_id=amina.id, message_id=said.message_id
    )
    edited = {"chat_id": omar.id, "message_id": sent["message_id"], "text": "mine"}

    assert await bot.refused("editMessageText", **edited) == (
        "Bad Request: message can't be edited"
    )


async def test_a_place_is_shown(bot, amina):
    sent = await bot.ok("sendLocation", chat_id=amina.id, latitude="30.5", longitude=-31)

    assert sent["location"] == {"latitude": 30.5, "longitude": -31.0}
    assert amina.last.service == {"location": sent["location"]}
    named = {"chat_id": amina.id, "message_id": sent["message_id"], "caption": "x"}
    assert "no caption in the message" in await bot.refused("editMessageCaption", **named)


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"longitude": 1}, "latitude is empty"),
        ({"latitude": 1}, "longitude is empty"),
        ({"latitude": 91, "longitude": 1}, "invalid location specified"),
        ({"latitude": 1, "longitude": -181}, "invalid location specified"),
        ({"latitude": "north", "longitude": 1}, 'parameter "latitude" must be a Float'),
        ({"latitude": "nan", "longitude": 1}, 'parameter "latitude" must be a Float'),
        ({"latitude": True, "longitude": 1}, 'parameter "latitude" must be a Float'),
        ({"latitude": 1, "longitude": 1, "horizontal_accuracy": 1501}, "horizontal_accuracy"),
        ({"latitude": 1, "longitude": 1, "live_period": 60}, "not offered"),
    ],
)
async def test_a_place_that_is_none_is_refused(bot, amina, parameters, reason):
    assert reason in await bot.refused("sendLocation", chat_id=amina.id, **parameters)


async def test_a_card_leads_to_the_person_with_its_number(bot, amina, omar):
    number = omar.person.phone_number
    sent = await bot.ok(
        "sendContact", chat_id=amina.id, phone_number=number, first_name="Omar", vcard="V"
    )

    assert sent["contact"] == {
        "phone_number": number,
        "first_name": "Omar",
        "vcard": "V",
        "user_id": omar.id,
    }
    other = await bot.ok(
        "sendContact", chat_id=amina.id, phone_number="+1", first_name="X", last_name="Y"
    )
    assert other["contact"] == {"phone_number": "+1", "first_name": "X", "last_name": "Y"}
    blank = {"phone_number": "+1", "first_name": " "}
    assert "first name is empty" in await bot.refused("sendContact", chat_id=amina.id, **blank)
    long = {"phone_number": "+1", "first_name": "X", "vcard": "x" * 2049}
    assert "vcard is too long" in await bot.refused("sendContact", chat_id=amina.id, **long)


async def test_a_reaction_stands_under_a_message_until_it_is_taken_away(bot, amina):
    said = amina.send("done!")
    named = {"chat_id": amina.id, "message_id": said.message_id}
    for emoji in ("👍", "❤️", "👨‍💻"):
        await bot.ok("setMessageReaction", **named, reaction=[{"type": "emoji", "emoji": emoji}])
        assert amina.message(said.message_id).reaction == emoji.replace("\ufe0f", "")

    assert not amina.message(said.message_id).edited
    await bot.ok("setMessageReaction", **named)
    assert amina.message(said.message_id).reaction == ""


@pytest.mark.parametrize(
    ("reaction", "reason"),
    [
        ([{"type": "emoji", "emoji": "🧇"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}] * 2, "REACTIONS_TOO_MANY"),
        ([{"type": "paid"}], "REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "5"}], "not offered"),
        (["👍"], "can't parse ReactionType: object expected"),
        ([{"type": "emoji", "emoji": "👍", "size": 2}], "unknown field size"),
    ],
)
async def test_a_reaction_that_telegram_does_not_know_is_refused(bot, amina, reaction, reason):
    said = amina.send("x")
    named = {"chat_id": amina.id, "message_id": said.message_id}

    assert reason in await bot.refused("setMessageReaction", **named, reaction=reaction)
    assert "message to react not found" in await bot.refused(
        "setMessageReaction", chat_id=amina.id, message_id=999
    )


async def test_a_message_becomes_a_picture_and_a_picture_a_file(bot, client, world, amina):
    await bot.ok("sendMessage", chat_id=amina.id, text="soon")
    named = {"chat_id": amina.id, "message_id": amina.last.message_id}
    media = {"type": "photo", "media": "attach://week", "caption": "*w*", "parse_mode": "Markdown"}
    answer = await client.post(
        f"/bot{world.token}/editMessageMedia",
        data={**named, "media": json.dumps({**media, "has_spoiler": True})},
        files={"week": ("week.png", png())},
    )

    assert answer.json()["result"]["has_media_spoiler"] is True
    assert (amina.last.html, amina.last.is_text, amina.last.edited) == ("<b>w</b>", False, True)
    picture = amina.last.photo
    assert picture is not None
    assert picture.content == png()
    answer = await client.post(
        f"/bot{world.token}/editMessageMedia",
        data={**named, "media": json.dumps({"type": "document", "media": "attach://f"})},
        files={"f": ("week.ics", b"x")},
    )
    assert answer.json()["ok"]
    assert (amina.last.photo, amina.last.text) == (None, "")
    again = {"type": "photo", "media": picture.file_id}
    await bot.ok("editMessageMedia", **named, media=again)
    assert "not modified" in await bot.refused("editMessageMedia", **named, media=again)


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        ({"type": "video", "media": "x"}, "not offered"),
        ({"type": "hologram", "media": "x"}, "type hologram is unsupported"),
        ({"type": "photo", "media": "attach://none"}, "file none was not attached"),
        ({"type": "photo", "media": "x"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo", "media": "https://example.org/x.png"}, "not offered"),
        ({"type": "photo"}, 'can\'t find field "media"'),
        ({"media": "x"}, 'can\'t find field "type"'),
    ],
)
async def test_media_that_cannot_be_shown_is_refused(bot, amina, media, reason):
    await bot.ok("sendMessage", chat_id=amina.id, text="x")
    named = {"chat_id": amina.id, "message_id": amina.last.message_id}

    assert reason in await bot.refused("editMessageMedia", **named, media=media)
    assert amina.last.text == "x"


async def test_a_bot_that_logged_out_is_let_in_again_after_ten_minutes(bot, world):
    await bot.ok("logOut")
    world.clock.advance(minutes=9)
    assert await bot.call("getMe") == {
        "ok": False,
        "error_code": 400,
        "description": "Logged out",
    }
    world.clock.advance(minutes=1)
    assert (await bot.ok("getMe"))["is_bot"] is True


async def test_a_bot_cannot_close_in_its_first_ten_minutes(bot, world):
    refused = await bot.call("close")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 600})
    world.clock.advance(minutes=10)

    assert await bot.ok("close") is True
