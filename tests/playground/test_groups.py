"""Life in a group: who hears what, who may write what, and what each one sees of it."""

import pytest

from bot.playground.refusals import NotPossibleError
from tests.playground.conftest import png
from tests.playground.heard import heard, lines

pytestmark = pytest.mark.asyncio


@pytest.fixture
def omar(world):
    return world.add_person("Omar", username="omar")


@pytest.fixture
def group(world, amina, omar):
    """A supergroup of Amina and Omar with the bot as a plain member; nothing waits."""
    group = world.add_group("Circle", amina)
    amina.at(group).add(omar)
    amina.at(group).add_bot()
    world.updates.drop_all()
    return group


async def test_in_privacy_mode_the_bot_hears_commands_and_answers_only(
    world, amina, omar, group, bot
):
    said = (await bot.ok("sendMessage", chat_id=group.id, text="hello"))["message_id"]
    here = amina.at(group)
    here.send("just talk")
    here.send("hello @halqa_bot")
    here.send("/today")
    here.send("/today@halqa_bot please")
    here.send("/today@other_bot")
    here.send("now /today")
    here.send("thanks", said)
    question = omar.at(group).send("anybody?")
    here.send("me", question.message_id)
    here.send_photo(png())
    texts = [message["text"] for _, message in await heard(world)]

    assert texts == ["/today", "/today@halqa_bot please", "thanks"]


async def test_a_bot_without_privacy_mode_hears_everything(world, amina, group):
    world.bot.switches["can_read_all_group_messages"] = True
    said = amina.at(group).send("just talk")
    amina.at(group).edit(said.message_id, "just talked")

    assert [kind for kind, _ in await heard(world)] == ["message", "edited_message"]


async def test_an_administrator_hears_everything(world, amina, omar, group):
    amina.at(group).promote(world.bot.id)
    world.updates.drop_all()
    omar.at(group).send("just talk")
    ((_, message),) = await heard(world)

    assert message["from"]["id"] == omar.id
    assert message["chat"] == {"id": group.id, "type": "supergroup", "title": "Circle"}


async def test_tapping_a_key_in_a_group_answers_the_message_that_brought_it(
    world, amina, group, bot
):
    await bot.ok("sendMessage", chat_id=group.id, text="?", reply_markup={"keyboard": [["Yes"]]})
    amina.at(group).tap("Yes")
    ((_, message),) = await heard(world)

    assert message["text"] == "Yes"
    assert message["reply_to_message"]["text"] == "?"


async def test_two_people_press_the_same_button(world, amina, omar, group, bot):
    markup = {"inline_keyboard": [[{"text": "I come", "callback_data": "come"}]]}
    await bot.ok("sendMessage", chat_id=group.id, text="who?", reply_markup=markup)
    presses = [each.at(group).press(each.at(group).last, "I come") for each in (amina, omar)]
    (_, first), (_, second) = await heard(world)

    assert (first["from"]["id"], second["from"]["id"]) == (amina.id, omar.id)
    assert first["chat_instance"] == second["chat_instance"]
    assert first["message"]["chat"]["id"] == group.id
    await bot.ok("answerCallbackQuery", callback_query_id=presses[1], text="noted")
    assert [answer.text for answer in omar.answers] == ["noted"]
    assert amina.answers == []
    stranger = world.add_person("Sami")
    with pytest.raises(NotPossibleError):
        stranger.at(group).press_raw(first["message"]["message_id"], "come")


async def test_who_may_not_write_still_presses(world, amina, omar, group, bot):
    group.permissions -= {"can_send_messages"}
    with pytest.raises(NotPossibleError, match="not allowed"):
        omar.at(group).send("x")
    assert not omar.at(group).can_write()
    assert amina.at(group).send("administrators do").text
    assert omar.at(group).press_raw(1, "x")


async def test_each_kind_of_message_has_its_permission(world, amina, omar, group):
    group.permissions -= {"can_send_photos", "can_send_documents"}
    here = omar.at(group)
    here.send("text")
    here.send_location(30, 31)
    here.send_contact(amina)
    photo = amina.at(group).send_photo(png())
    for refused in (
        lambda: here.send_photo(png()),
        lambda: here.send_document(b"x"),
        lambda: here.forward(photo, group),
    ):
        with pytest.raises(NotPossibleError, match="not allowed"):
            refused()
    assert len(here.messages) == 7


async def test_everybody_counts_their_own_unread(world, amina, omar, group, bot):
    for each in (amina, omar):
        each.at(group).read()
    await bot.ok("sendMessage", chat_id=group.id, text="one")
    omar.at(group).send("two")

    assert (amina.at(group).unread, omar.at(group).unread) == (2, 0)
    assert amina.unread == 0
    amina.at(group).read()
    assert amina.at(group).unread == 0


async def test_a_keyboard_in_a_group_is_put_away_for_each_person_alone(
    world, amina, omar, group, bot
):
    markup = {"keyboard": [["Yes"]], "one_time_keyboard": True}
    await bot.ok("sendMessage", chat_id=group.id, text="?", reply_markup=markup)
    amina.at(group).tap("Yes")

    assert amina.at(group).reply_keyboard is None
    assert omar.at(group).reply_keyboard is not None
    omar.at(group).leave()
    assert omar.at(group).reply_keyboard is None
    assert world.add_person("Sami").at(group).reply_keyboard is None


async def test_a_person_edits_their_own_texts_only(world, amina, omar, group):
    said = omar.at(group).send("Omar's")
    with pytest.raises(NotPossibleError, match="own texts"):
        amina.at(group).edit(said.message_id, "Amina's")
    omar.at(group).edit(said.message_id, "better")
    assert amina.at(group).message(said.message_id).text == "better"


async def test_a_place_and_a_contact_are_sent_unasked(world, amina, omar):
    amina.send_location(30.04, 31.2)
    amina.send_contact(omar)
    (_, first), (_, second) = await heard(world)

    assert first["location"] == {"latitude": 30.04, "longitude": 31.2}
    assert second["contact"] == {
        "phone_number": omar.person.phone_number,
        "first_name": "Omar",
        "user_id": omar.id,
    }
    with pytest.raises(NotPossibleError, match="no such place"):
        amina.send_location(91, 0)
    with pytest.raises(NotPossibleError, match="no such place"):
        amina.send_location(float("nan"), 0)
    with pytest.raises(NotPossibleError):
        amina.send_contact(5)


async def test_forwarding_says_who_wrote_it(world, amina, omar, group):
    world.clock.advance(hours=1)
    said = omar.at(group).send("from the group")
    world.clock.advance(hours=1)
    forwarded = amina.at(group).forward(said)
    ((_, message),) = await heard(world)

    assert message["chat"]["id"] == message["from"]["id"] == amina.id
    assert message["text"] == "from the group"
    assert message["forward_origin"] == {
        "type": "user",
        "date": int(said.date.timestamp()),
        "sender_user": omar.person.to_user(),
    }
    amina.forward(forwarded, group)
    again = amina.at(group).messages[-1]
    assert again.origin == forwarded.origin
    with pytest.raises(NotPossibleError, match="own texts"):
        amina.at(group).edit(again.message_id, "x")


async def test_a_deleted_accounts_messages_are_forwarded_without_the_account(
    world, amina, omar, group
):
    said = omar.at(group).send("bye")
    omar.delete_account()
    amina.at(group).forward(said)
    ((_, message),) = await heard(world)

    assert message["forward_origin"]["type"] == "hidden_user"
    assert message["forward_origin"]["sender_user_name"] == "Omar"


async def test_pictures_files_and_cards_are_forwarded_but_no_lines_of_telegram(
    world, amina, omar, group, bot
):
    amina.send_photo(png(), "c")
    amina.send_document(b"x", "x.txt")
    amina.send_contact(omar)
    for message in amina.messages[-3:]:
        amina.forward(message, group)
    photo, document, card = amina.at(group).messages[-3:]

    assert (photo.text, photo.photo) == ("c", amina.messages[-3].photo)
    assert document.document
    assert card.service == amina.messages[-1].service
    line = next(each for each in amina.at(group).messages if not each.is_content)
    with pytest.raises(NotPossibleError, match="own lines"):
        amina.at(group).forward(line)
    await bot.ok("sendMessage", chat_id=amina.id, text="secret", protect_content=True)
    with pytest.raises(NotPossibleError, match="protected"):
        amina.forward(amina.last, group)
    await bot.ok("sendMessage", chat_id=amina.id, text="open")
    amina.forward(amina.last, group)
    assert amina.at(group).messages[-1].origin["sender_user"] == world.bot.to_user()


async def test_the_bot_hears_some_lines_about_its_own_deeds(world, amina, omar, group):
    world.say_service(group, world.bot.id, {"new_chat_title": "Evening"})
    world.say_service(group, world.bot.id, {"new_chat_members": [omar.person.to_user()]})

    assert lines(await heard(world)) == ["message: new_chat_title"]


async def test_a_supergroup_counts_its_messages_alone_and_a_basic_group_with_the_private_chats(
    world, amina, group
):
    small = world.add_group("Small", amina, kind="group")
    last = amina.send("private").message_id
    assert amina.at(small).send("x").message_id == last + 1
    assert amina.at(group).send("x").message_id == len(group.messages)
