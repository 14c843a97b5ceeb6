import pytest

from bot.playground.refusals import NotPossibleError

pytestmark = pytest.mark.asyncio


def picker(**fields):
    request = {"request_id": 7, "max_quantity": 2, **fields}
    return {"keyboard": [[{"text": "Choose", "request_users": request}], ["Skip"]]}


async def updates(bot):
    found = await bot.ok("getUpdates")
    if found:
        await bot.ok("getUpdates", offset=found[-1]["update_id"] + 1)
    return found


async def show(bot, player, markup, text="x"):
    return await bot.ok("sendMessage", chat_id=player.id, text=text, reply_markup=markup)


async def test_start_with_a_payload_is_a_command(bot, world):
    omar = world.add_person("Omar", language_code="ar")
    omar.start("j_K7Q2")
    (update,) = await updates(bot)

    assert update["message"]["text"] == "/start j_K7Q2"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert update["message"]["from"]["language_code"] == "ar"
    assert update["message"]["chat"]["type"] == "private"
    with pytest.raises(NotPossibleError):
        omar.start("two words")
    with pytest.raises(NotPossibleError):
        omar.start("x" * 65)


async def test_a_person_may_have_no_language(bot, world):
    omar = world.add_person("Omar", language_code=None)
    omar.start()
    (update,) = await updates(bot)

    assert "language_code" not in update["message"]["from"]
    assert omar.commands() == []


async def test_people_have_ids_above_and_below_32_bits(world):
    ids = [world.add_person(str(number)).id for number in range(4)]

    assert any(each > 2**32 for each in ids)
    assert any(each < 2**31 for each in ids)
    assert len(set(ids)) == 4


async def test_a_link_to_the_bot_starts_it(bot, world):
    omar = world.add_person("Omar")
    for link in (
        "https://t.me/halqa_bot?start=j_1",
        "t.me/Halqa_Bot?start=j_1",
        "tg://resolve?domain=halqa_bot&start=j_1",
    ):
        assert omar.open_link(link).text == "/start j_1"
    assert omar.open_link("https://t.me/halqa_bot").text == "/start"
    for link in ("https://t.me/other_bot?start=1", "https://example.org", "mailto:a@b.c"):
        with pytest.raises(NotPossibleError):
            omar.open_link(link)


async def test_an_edit_is_told_to_the_bot(bot, amina, world):
    said = amina.send("wrong")
    world.clock.advance(minutes=2)
    amina.edit(said.message_id, "right /now")
    _, edited = await updates(bot)

    assert edited["edited_message"]["message_id"] == said.message_id
    assert edited["edited_message"]["text"] == "right /now"
    assert edited["edited_message"]["edit_date"] == edited["edited_message"]["date"] + 120
    with pytest.raises(NotPossibleError):
        amina.edit(said.message_id, "right /now")


async def test_a_button_is_pressed_by_label_or_data_while_it_stands(bot, amina):
    await show(bot, amina, {"inline_keyboard": [[{"text": "Go", "callback_data": "go:1"}]]})
    message = amina.last
    callback_id = amina.press(message.message_id, "go:1")
    (update,) = await updates(bot)

    query = update["callback_query"]
    assert (query["id"], query["data"]) == (callback_id, "go:1")
    assert query["message"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Go"
    assert query["from"]["id"] == amina.id
    with pytest.raises(
        NotPossibleError, match="no button “\u2068Stop\u2069” under this message, only"
    ):
        amina.press(message, "Stop")
    await bot.ok("editMessageReplyMarkup", chat_id=amina.id, message_id=message.message_id)
    with pytest.raises(NotPossibleError):
        amina.press(message, "Go")


async def test_a_forged_press_reaches_the_bot_even_for_a_message_that_is_gone(bot, amina):
    await show(bot, amina, None)
    message = amina.last
    await bot.ok("deleteMessage", chat_id=amina.id, message_id=message.message_id)
    amina.press_raw(message, "forged")
    (update,) = await updates(bot)

    assert update["callback_query"]["data"] == "forged"
    assert update["callback_query"]["message"]["date"] == 0


async def test_a_link_button_sends_nothing(bot, amina):
    await show(bot, amina, {"inline_keyboard": [[{"text": "Web", "url": "https://example.org"}]]})
    with pytest.raises(NotPossibleError, match="sends nothing"):
        amina.press(amina.last, "Web")


async def test_the_picker_tells_ids_and_no_more(bot, world, amina):
    omar = world.add_person("Omar", "Said", "omar_s")
    await show(bot, amina, picker())
    amina.pick_users([omar])
    (update,) = await updates(bot)

    assert update["message"]["users_shared"] == {
        "request_id": 7,
        "users": [{"user_id": omar.id}],
    }


async def test_the_picker_tells_names_when_asked(bot, world, amina):
    omar, layla = world.add_person("Omar", "Said", "omar_s"), world.add_person("ليلى")
    await show(bot, amina, picker(request_name=True, request_username=True))
    amina.pick_users([omar, layla.id], request_id=7)
    (update,) = await updates(bot)

    assert update["message"]["users_shared"]["users"] == [
        {"user_id": omar.id, "first_name": "Omar", "last_name": "Said", "username": "omar_s"},
        {"user_id": layla.id, "first_name": "ليلى"},
    ]


async def test_the_picker_keeps_its_limits(bot, world, amina):
    others = [world.add_person(str(number)) for number in range(3)]
    with pytest.raises(NotPossibleError, match="no reply keyboard"):
        amina.pick_users(others[:1])
    await show(bot, amina, picker())
    with pytest.raises(NotPossibleError, match="1-2 different"):
        amina.pick_users(others)
    with pytest.raises(NotPossibleError, match="1-2 different"):
        amina.pick_users([])
    with pytest.raises(NotPossibleError, match="oneself"):
        amina.pick_users([amina])
    with pytest.raises(NotPossibleError, match="no button that picks people"):
        amina.pick_users(others[:1], request_id=8)
    with pytest.raises(NotPossibleError, match="nobody"):
        amina.pick_users([12345])


async def test_only_the_last_reply_keyboard_counts(bot, amina):
    await show(bot, amina, picker())
    await show(bot, amina, {"keyboard": [["Yes", "No"]]})

    assert amina.reply_keyboard.labels == ["Yes", "No"]
    assert amina.tap("Yes").text == "Yes"
    await show(bot, amina, {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]})
    assert amina.reply_keyboard is not None
    await show(bot, amina, {"remove_keyboard": True})
    assert amina.reply_keyboard is None
    with pytest.raises(NotPossibleError):
        amina.tap("Yes")


async def test_a_keyboard_goes_with_its_message(bot, amina):
    sent = await show(bot, amina, picker())
    await bot.ok("deleteMessage", chat_id=amina.id, message_id=sent["message_id"])

    assert amina.reply_keyboard is None


async def test_a_one_time_keyboard_is_put_away_after_its_use(bot, amina):
    await show(bot, amina, {"keyboard": [["Yes"]], "one_time_keyboard": True})
    amina.send("typed by hand")
    assert amina.reply_keyboard is not None
    amina.tap("Yes")
    assert amina.reply_keyboard is None
    amina.show_keyboard()
    assert amina.reply_keyboard is not None


async def test_a_picker_cannot_be_tapped(bot, amina):
    await show(bot, amina, picker())
    with pytest.raises(NotPossibleError, match="picker"):
        amina.tap("Choose")


async def test_a_location_or_contact_is_given_only_when_asked(bot, amina):
    with pytest.raises(NotPossibleError):
        amina.share_location(30.04, 31.24)
    await show(
        bot,
        amina,
        {
            "keyboard": [
                [{"text": "Here", "request_location": True}],
                [{"text": "Me", "request_contact": True}],
            ]
        },
    )
    amina.share_location(30.04, 31.24)
    amina.share_contact("+20100")
    location, contact = await updates(bot)

    assert location["message"]["location"] == {"latitude": 30.04, "longitude": 31.24}
    assert contact["message"]["contact"] == {
        "phone_number": "+20100",
        "first_name": "Amina",
        "last_name": "Khalil",
        "user_id": amina.id,
    }
    with pytest.raises(NotPossibleError, match="no such place"):
        amina.share_location(91, 0)


async def test_a_forced_reply_makes_the_next_message_a_reply(bot, amina):
    sent = await show(bot, amina, {"force_reply": True, "input_field_placeholder": "Name"})
    amina.send("Algebra")
    amina.send("more")
    first, second = await updates(bot)

    assert first["message"]["reply_to_message"]["message_id"] == sent["message_id"]
    assert "reply_to_message" not in second["message"]


async def test_a_block_and_its_end_are_told(bot, amina):
    amina.block()
    with pytest.raises(NotPossibleError):
        amina.send("x")
    amina.start()
    block, unblock, start = await updates(bot)

    member = {"user": {"id": 1000, "is_bot": True, "first_name": "Halqa", "username": "halqa_bot"}}
    assert block["my_chat_member"]["new_chat_member"] == {
        **member,
        "status": "kicked",
        "until_date": 0,
    }
    assert unblock["my_chat_member"]["new_chat_member"] == {**member, "status": "member"}
    assert start["message"]["text"] == "/start"


async def test_a_deleted_account_does_nothing_more(amina):
    amina.delete_account()
    for deed in (amina.start, amina.block, lambda: amina.send("x")):
        with pytest.raises(NotPossibleError):
            deed()


async def test_files_are_sent_with_a_caption(bot, amina):
    amina.send_document(b"x", "notes.txt", caption="my /notes")
    (update,) = await updates(bot)

    assert update["message"]["document"]["file_name"] == "notes.txt"
    assert update["message"]["caption"] == "my /notes"
    assert update["message"]["caption_entities"][0]["type"] == "bot_command"
    file_id = update["message"]["document"]["file_id"]
    assert amina.file(file_id).content == b"x"


async def test_what_cannot_be_said_is_not_said(amina):
    for text in ("", "  ", "x" * 4097):
        with pytest.raises(NotPossibleError):
            amina.send(text)
    with pytest.raises(NotPossibleError):
        amina.send("x", reply_to=999)


async def test_nothing_was_received_yet(amina):
    with pytest.raises(NotPossibleError, match="has not written"):
        _ = amina.last
