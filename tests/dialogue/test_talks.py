import pytest

from bot.dialogue import store
from bot.janitor import JANITOR
from bot.telegram.incoming import NOT_FOR_YOU, OLD_BUTTON
from tests.dialogue.conftest import GONE
from tests.support.story import Actor, Story

pytestmark = pytest.mark.asyncio

LEFT = "Left for now. What you answered is kept for a week; to go on: {command}"
BEGUN = "You had begun this. We go on where you stopped."


async def asked_for_a_colour(told: Story, language: str = "en") -> Actor:
    """Amina, who has named her kite."""
    amina = await told.actor("Amina", language=language)
    await amina.says("/kite")
    await amina.says("Bird")
    amina.sees_text("Which colour has Bird?")
    return amina


async def asked_for_friends(told: Story, language: str = "en") -> Actor:
    amina = await asked_for_a_colour(told, language)
    await amina.presses_starting("Red")
    amina.sees_text("With whom?")
    return amina


def keyboard(actor: Actor) -> list[str]:
    shown = actor.player.reply_keyboard
    return [] if shown is None else [str(label) for label in shown.labels]


async def count_talks(told: Story, actor: Actor) -> int:
    async with told.app.db.begin() as conn:
        found = [await store.find_talk(conn, chat_id=actor.player.id, name=name)
                 for name in ("kite", "note")]  # fmt: skip
    return len([talk for talk in found if talk is not None])


# Forward -----------------------------------------------------------------------------------------


async def test_a_talk_asks_one_thing_after_the_other_and_ends(told: Story) -> None:
    amina = await asked_for_friends(told)
    omar = await told.actor("Omar")
    await amina.picks(omar)

    amina.sees_text("Made: Bird, red, Omar")
    assert await count_talks(told, amina) == 0
    await amina.says("Bird")
    amina.does_not_see("A note")


async def test_a_typed_answer_is_as_good_as_a_button_and_takes_the_buttons_away(
    told: Story,
) -> None:
    amina = await asked_for_a_colour(told)
    await amina.says("Blue")

    amina.sees_text("With whom?")
    assert amina.sees_text("Which colour").labels == []


async def test_what_is_known_from_the_command_is_not_asked(told: Story) -> None:
    amina = await told.actor("Amina")
    await amina.says("/kite Bird")
    await amina.presses_starting("Blue")
    amina.sees_text("With whom?")


@pytest.mark.parametrize("step", ["name", "colour", "friends"])
async def test_nonsense_is_answered_and_the_place_is_kept(told: Story, step: str) -> None:
    amina = await told.actor("Amina")
    await amina.says("/kite")
    if step != "name":
        await amina.says("Bird")
    if step == "friends":
        await amina.presses_starting("Red")
    nonsense = "x" * 21 if step == "name" else "neither"
    answer = {
        "name": "A name has 20 letters.",
        "colour": "Red or blue.",
        "friends": "Pick somebody.",
    }[step]
    for _ in range(2):
        await amina.says(nonsense)
        assert amina.last.text == answer

    if step == "name":
        await amina.says("Bird")
        amina.sees_text("Which colour has Bird?")
    elif step == "colour":
        await amina.presses_starting("Red")  # the question's own buttons still work
        amina.sees_text("With whom?")
    else:
        await amina.taps("Skip")
        amina.sees_text("Made: Bird, red, alone")


# Skip and cancel ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_step_is_skipped_by_its_button(told: Story, language: str) -> None:
    amina = await asked_for_a_colour(told, language)
    await amina.presses("Skip")
    await amina.taps("Skip")
    amina.sees_text("Made: Bird, None, alone")


@pytest.mark.parametrize("word", ["Skip", "تخطّي"])
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_skip_may_be_typed_in_either_language(told: Story, language: str, word: str) -> None:
    amina = await asked_for_a_colour(told, language)
    await amina.says(word)
    await amina.says(word)
    amina.sees_text("Made: Bird, None, alone")


async def test_a_step_that_needs_an_answer_has_no_skip(told: Story) -> None:
    amina = await told.actor("Amina")
    await amina.says("/kite")
    assert amina.last.labels == ["Cancel"]
    await amina.says("Skip")
    amina.sees_text("Which colour has Skip?")


@pytest.mark.parametrize("how", ["button", "Cancel", "إلغاء", "/stop"])
async def test_a_talk_is_left_and_what_was_answered_is_kept(told: Story, how: str) -> None:
    amina = await asked_for_a_colour(told)
    if how == "button":
        await amina.presses("Cancel")
    else:
        await amina.says(how)

    amina.sees(LEFT, command=amina.say.literal("/kite"))
    assert not [labels for labels in amina.buttons() if "Red" in labels]
    await amina.says("Blue")
    amina.does_not_see("With whom?")

    await amina.says("/kite")
    amina.sees(BEGUN)
    await amina.presses_starting("Blue")
    amina.sees_text("With whom?")


async def test_there_is_nothing_to_leave_twice(told: Story) -> None:
    amina = await asked_for_a_colour(told)
    await amina.says("/stop")
    await amina.says("/stop")
    amina.sees_text("Nothing to stop.")


async def test_a_talk_without_a_command_is_left_without_one(told: Story) -> None:
    amina = await told.actor("Amina")
    await amina.says("/note")
    await amina.presses("Cancel")
    amina.sees("Left for now. Nothing was changed.")


# The picker's keyboard ---------------------------------------------------------------------------


async def test_the_keyboard_comes_with_its_question_and_goes_with_the_answer(
    told: Story,
) -> None:
    amina = await asked_for_a_colour(told)
    assert keyboard(amina) == []
    await amina.presses_starting("Red")
    assert keyboard(amina) == ["Pick", "Skip", "Cancel"]
    assert amina.sees_text("Which colour").labels == [], "the pressed screen gives up its buttons"
    await amina.taps("Skip")
    assert keyboard(amina) == []


@pytest.mark.parametrize("how", ["key", "/stop"])
async def test_the_keyboard_goes_when_the_talk_is_left(told: Story, how: str) -> None:
    amina = await asked_for_friends(told)
    if how == "key":
        await amina.taps("Cancel")
    else:
        await amina.says(how)
    assert keyboard(amina) == []
    amina.sees(LEFT, command=amina.say.literal("/kite"))


async def test_the_rows_of_a_keyboard_are_turned_round_in_arabic(told: Story) -> None:
    amina = await asked_for_friends(told, "ar")
    assert keyboard(amina) == ["Pick", "إلغاء", "تخطّي"]


# Going on later ----------------------------------------------------------------------------------


async def test_a_talk_goes_on_after_a_restart(told: Story) -> None:
    amina = await asked_for_a_colour(told)
    for answers in (amina.presses_starting("Red"), amina.taps("Skip")):
        await told.restart()
        await told.wait(seconds=5)  # the pace of the time before is not remembered
        await answers
    amina.sees_text("Made: Bird, red, alone")


async def test_start_over_forgets_what_was_answered(told: Story) -> None:
    amina = await asked_for_a_colour(told)
    await amina.says("/kite")
    amina.sees(BEGUN)
    await amina.presses("Start over")
    amina.sees_text("What is it called?")
    await amina.says("Kite")
    amina.sees_text("Which colour has Kite?")


async def test_a_fresh_start_takes_the_place_of_what_was_left(told: Story) -> None:
    amina = await asked_for_a_colour(told)
    await amina.says("/kite new")
    assert amina.last.text == "What is it called?"
    assert await count_talks(told, amina) == 1


async def test_two_talks_are_kept_apart(told: Story) -> None:
    amina = await asked_for_a_colour(told)
    await amina.says("/note")
    await amina.says("Blue")
    amina.sees_text("A note: Blue")
    amina.does_not_see("With whom?")

    await amina.says("/kite")
    amina.sees(BEGUN)
    await amina.says("/note")
    await amina.presses_starting("Red")
    amina.sees_text("With whom?")
    await amina.says("neither")
    assert amina.last.text == "Pick somebody.", "the talk whose button was pressed goes on"


async def test_questions_of_two_talks_never_share_a_button(told: Story) -> None:
    amina = await told.actor("Amina")
    await amina.says("/kite Bird")  # two questions in one update …
    kite = amina.last
    await amina.says("/note")  # … and the next update begins another talk
    note = amina.last

    data = [button.callback_data for message in (kite, note)
            for button in message.inline_keyboard or ()]  # fmt: skip
    assert len(set(data)) == len(data)
    amina.player.press(kite, "Red")
    await told.settle()
    amina.sees_text("With whom?")


async def test_after_a_week_an_unfinished_talk_is_forgotten(told: Story) -> None:
    amina = await asked_for_a_colour(told)
    await told.wait(days=7)
    for moment, count in (("a week", 1), ("and a second", 0)):
        async with told.app.works.begin(origin=moment) as work:
            await JANITOR.run(work)
        assert await count_talks(told, amina) == count, moment
        await told.wait(seconds=1)


# Old buttons -------------------------------------------------------------------------------------


async def test_an_old_button_changes_nothing_and_says_so(told: Story) -> None:
    amina = await asked_for_a_colour(told)
    question = amina.last
    data = next(b.callback_data for b in question.inline_keyboard or () if b.text == "Red")
    await amina.presses_starting("Red")
    assert data is not None
    await amina.presses_data(question, data)

    assert amina.toast == OLD_BUTTON
    assert amina.texts().count("With whom?") == 1


async def test_a_double_tap_counts_once(told: Story) -> None:
    amina = await asked_for_a_colour(told)
    amina.player.press(amina.last, "Red")
    amina.player.press(amina.last, "Blue")
    await told.settle()
    await amina.taps("Skip")

    amina.sees_text("Made: Bird, red, alone")
    assert amina.toast == OLD_BUTTON


async def test_a_step_that_a_new_version_has_not_is_left_quietly(told: Story) -> None:
    amina = await asked_for_a_colour(told)
    async with told.app.db.begin() as conn:
        talk = await store.find_active(conn, chat_id=amina.player.id)
        assert talk is not None
        await store.move(conn, talk, step="gone", data={}, version=talk.version,
                         now=told.clock.now())  # fmt: skip
    await amina.presses_starting("Red")
    assert amina.toast == OLD_BUTTON
    await amina.says("hello")
    assert await count_talks(told, amina) == 0


@pytest.mark.parametrize("way_out", ["some words", "/stop", "the button"])
async def test_a_talk_about_something_that_is_gone_traps_nobody(told: Story, way_out: str) -> None:
    amina = await told.actor("Amina")
    GONE.clear()
    await amina.says("/note")
    GONE.add(amina.player.id)
    if way_out == "the button":
        await amina.presses("Cancel")
        assert amina.toast == NOT_FOR_YOU
    else:
        await amina.says(way_out)
        amina.sees(NOT_FOR_YOU)

    assert await count_talks(told, amina) == 0
    await amina.says("/stop")
    amina.sees_text("Nothing to stop.")
