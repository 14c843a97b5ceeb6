"""Learning times as a person meets them."""

from datetime import time

import pytest

from bot.reading.records import Energy, Mode, Place
from bot.slots import store
from bot.slots.records import Slot
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
ARABIC_LINE = "كل اثنين وأربعاء ٧ مساءً ٤٥ د استماع"
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


async def slots_of(actor: Actor) -> list[Slot]:
    person = await actor.person()
    async with actor.story.app.db.begin() as conn:
        return await store.list_slots(conn, person.id)


async def only_slot(actor: Actor) -> Slot:
    (slot,) = await slots_of(actor)
    return slot


async def toggles(actor: Actor, day: int) -> None:
    await actor.presses_starting(actor.say.weekday(day, short=True))


@LANGUAGES
async def test_a_time_is_made_by_buttons_alone_over_restarts(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/times")
    amina.sees("You have no learning time yet.")
    await amina.presses("Add a time")
    for day in (MONDAY, TUESDAY, WEDNESDAY, TUESDAY):
        await toggles(amina, day)
    await story.restart()
    await amina.presses("That is all")
    amina.sees("At what time?")
    await amina.presses_starting("19:00" if language == "en" else "7:00 م")
    await story.restart()
    await amina.presses_starting("19:30" if language == "en" else "7:30 م")
    await amina.presses_starting("45")
    await amina.presses("Driving")
    await amina.presses("Low energy")
    assert amina.last.labels[0] == amina.label("Listen")
    await amina.presses("Listen")
    echo = amina.last
    assert await slots_of(amina) == []
    await amina.presses("Yes")

    slot = await only_slot(amina)
    assert (slot.days, slot.start, slot.minutes) == (
        frozenset({MONDAY, WEDNESDAY}),
        time(19, 30),
        45,
    )
    assert (slot.mode, slot.place, slot.energy) == (Mode.LISTEN, Place.DRIVING, Energy.LOW)
    assert amina.sees("Kept.").message_id == echo.message_id  # one screen, edited in place


@LANGUAGES
async def test_what_may_be_left_open_is_skipped(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/times add")
    await amina.presses("Every day")
    await amina.presses("That is all")
    await amina.says("19:30")
    for _ in range(4):
        await amina.presses("Skip")
    await amina.presses("Yes")

    slot = await only_slot(amina)
    assert (len(slot.days), slot.start, slot.minutes) == (7, time(19, 30), 30)
    assert (slot.mode, slot.place, slot.energy, slot.goal_id) == (None, None, None, None)


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "Mon Wed 19:00 45m listen"), ("ar", ARABIC_LINE), ("ar", "أضف " + ARABIC_LINE)],
)
async def test_a_typed_line_is_echoed_in_full_and_then_kept(
    story: Story, language: str, line: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says(f"/times add {line}" if "أضف" not in line else f"/times {line}")
    if language == "en":
        amina.sees_text("Monday and Wednesday, 19:00, 45 minutes, listen. Right?")
    else:
        amina.sees_text("الاثنين والأربعاء، 7:00 مساءً، 45 دقيقة، استماع. صحيح؟")
    assert await slots_of(amina) == []
    await amina.presses("Yes")

    slot = await only_slot(amina)
    assert (slot.days, slot.start) == (frozenset({MONDAY, WEDNESDAY}), time(19))
    assert (slot.minutes, slot.mode) == (45, Mode.LISTEN)


async def test_every_open_question_is_asked_with_its_meanings_one_after_another(
    story: Story,
) -> None:
    amina = await story.actor("Amina")
    await amina.says("/times add tomorrow 7:30 banana 45m")
    amina.sees("Only once, or every week?")
    amina.sees_text("I did not understand: banana")
    await amina.presses("Only once: {days}", days="Tuesday")
    amina.sees("I can only keep times that come every week.")
    await amina.presses("Every week: {days}", days="Tuesday")
    amina.sees("Morning or evening?")
    await story.restart()
    await amina.presses_starting("19:30")
    amina.sees_text("Tuesday, 19:30, 45 minutes. Right?")
    await amina.presses("Yes")

    slot = await only_slot(amina)
    assert (slot.days, slot.start) == (frozenset({TUESDAY}), time(19, 30))


async def test_an_arabic_night_is_asked_and_belongs_to_the_chosen_day(story: Story) -> None:
    layla = await story.actor("ليلى", language="ar")
    await layla.says("/times add الخميس ١ بالليل ربع ساعة")
    layla.sees("Which night is it?")
    await layla.presses_starting("الجمعة")
    layla.sees_text("ساعات الهدوء")
    await layla.presses("Yes, keep it")

    slot = await only_slot(layla)
    assert (slot.days, slot.start, slot.minutes) == (frozenset({FRIDAY}), time(1), 15)


@LANGUAGES
async def test_a_line_typed_in_the_middle_of_the_talk_is_understood(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/times add")
    await amina.says(ARABIC_LINE)
    await amina.says("٨ مساءً")  # a correction at the echo
    await amina.presses("Change the length")
    await amina.says("٦٠")
    await amina.presses("Yes")

    slot = await only_slot(amina)
    assert (slot.start, slot.minutes, slot.mode) == (time(20), 60, Mode.LISTEN)


async def test_words_are_read_at_their_own_steps(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/times add")
    await amina.says("mon wed")
    await amina.says("7")
    amina.sees("Morning or evening?")
    await amina.says("19:00")
    await amina.says("200")
    amina.sees("A learning time lasts from {shortest} to {longest} minutes.",
               shortest=10, longest=180)  # fmt: skip
    await amina.says("15")
    await amina.says("in the metro")
    await amina.says("gibberish")
    amina.sees("I could not read a time in that.")
    await amina.presses("High energy")
    await amina.says("reading")
    await amina.says("yes")

    slot = await only_slot(amina)
    assert (slot.start, slot.minutes) == (time(19), 15)
    assert (slot.place, slot.mode) == (Place.TRANSIT, Mode.READ)


@LANGUAGES
async def test_an_overlap_is_pointed_out_and_may_be_kept(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/times add Mon Wed 19:00 45m")
    await amina.presses("Yes")
    await amina.says("/times add Wed 19:30 30m")
    amina.sees("It overlaps with:")
    await amina.presses("Change the time")
    await amina.says("19:40")
    await amina.presses("Keep both")

    assert [slot.start for slot in await slots_of(amina)] == [time(19), time(19, 40)]


async def test_an_overlap_that_came_up_since_the_echo_is_told_before_it_is_kept(
    story: Story,
) -> None:
    amina = await story.actor("Amina")
    await amina.says("/times add Mon 19:00 45m")
    first = amina.last
    yes = first.data_of("Yes")
    await amina.says("/times add Mon 19:15 45m")
    await amina.presses("Yes")

    await amina.presses_data(first, yes)  # its talk was replaced: an old button

    assert len(await slots_of(amina)) == 1


@LANGUAGES
async def test_parts_of_a_time_are_changed_one_by_one(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/goals add Python: tests")
    await amina.presses("Save")
    await amina.says("/times add Mon Wed 19:00 45m listen")
    await amina.presses("Yes")

    await amina.presses("Change the days")
    await toggles(amina, WEDNESDAY)
    await toggles(amina, THURSDAY)
    await amina.presses("That is all")
    await amina.presses("Yes")
    await amina.presses("Change the mode")
    await story.restart()
    await amina.presses("Read")
    await amina.presses("Yes")
    await amina.presses("Choose a goal for it")
    await amina.presses_starting("tests")
    await amina.presses("Yes")
    amina.sees("Changed.")
    amina.sees("Goal: {goal}", goal="tests")

    slot = await only_slot(amina)
    assert (slot.days, slot.mode) == (frozenset({MONDAY, THURSDAY}), Mode.READ)
    assert slot.goal_id is not None
    assert (slot.start, slot.minutes) == (time(19), 45)


@LANGUAGES
async def test_the_reminder_may_come_before_the_start(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/times add Mon 19:00")
    await amina.presses("Yes")
    await amina.presses("When to nudge me")
    await amina.presses_starting("15" if language == "en" else "قبل 15")

    assert (await only_slot(amina)).lead_minutes == 15
    assert amina.label("Remove") in amina.last.labels


@LANGUAGES
async def test_a_time_is_removed_once(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/times add Mon 19:00")
    await amina.presses("Yes")
    await amina.presses("Remove")
    shown = amina.last
    again = shown.data_of(amina.label("Yes, remove it"))
    await amina.presses("Yes, remove it")
    await amina.presses_data(shown, again)

    assert await slots_of(amina) == []
    assert amina.toast == amina.label("Nothing changed: it was so already.")


@LANGUAGES
async def test_the_zone_is_asked_first_and_what_was_typed_waits(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language, zone=None)
    line = ARABIC_LINE if language == "ar" else "Mon Wed 19:00 45m listen"
    await amina.says(f"/times add {line}")
    amina.sees("Your times follow your own clock, and I do not know it yet.")
    await story.restart()
    await story.wait(minutes=1)
    await amina.says("القاهرة" if language == "ar" else "Cairo")
    await amina.presses("Yes")
    await amina.presses("Yes")

    assert (await amina.person()).zone == "Africa/Cairo"
    slot = await only_slot(amina)
    assert (slot.days, slot.start) == (frozenset({MONDAY, WEDNESDAY}), time(19))


async def test_the_week_is_listed_as_the_readers_country_begins_it(story: Story) -> None:
    amina = await story.actor("Amina")  # Cairo: the week begins on Saturday
    for line in ("Fri 8:00am", "Sat 9:00am", "Mon 7:00am"):
        await amina.says(f"/times add {line}")
        await amina.presses("Yes")
    await amina.says("/times")

    shown = amina.texts()[-1]
    places = [shown.index(day) for day in ("Saturday", "Monday", "Friday")]
    assert places == sorted(places)


async def test_no_more_times_than_fit_in_a_week(story: Story) -> None:
    amina = await story.actor("Amina")
    for hour in (8, 10, 12):
        await amina.says(f"/times add every day {hour}:00 to {hour}:30")
        for _ in range(2):
            if amina.label("Yes") not in amina.last.labels:
                await amina.presses_starting(f"{hour:02d}:00")
        await amina.presses("Yes")
    await amina.says("/times add Mon 20:00")

    amina.sees("That would be more than {n} sitting a week.",
               many="That would be more than {n} sittings a week.", n=21)  # fmt: skip
    assert len(await slots_of(amina)) == 3


async def test_nothing_that_can_be_read_is_told_with_an_example(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/times add banana")
    amina.sees("I could not read a time in that.")
    await amina.says("/times")
    assert amina.label("Add a time") in amina.last.labels


@LANGUAGES
@pytest.mark.parametrize("length", ["5m", "200m", "0m"])
async def test_a_length_that_is_not_kept_is_told_when_it_is_asked_again(
    story: Story, language: str, length: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says(f"/times add Mon 19:00 {length}")
    amina.sees("A learning time lasts from {shortest} to {longest} minutes.",
               shortest=10, longest=180)  # fmt: skip
    await amina.says("45")
    await amina.presses("Change the length")

    assert amina.say("A learning time lasts from {shortest} to {longest} minutes.",
                     shortest=10, longest=180) not in amina.last.text  # fmt: skip
    await amina.presses_starting("1 hour" if language == "en" else "ساعة")
    await amina.presses("Yes")
    assert (await only_slot(amina)).minutes == 60


async def test_a_line_and_a_button_that_begin_with_every_day_have_a_capital(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/times add daily 19:00 45m")
    amina.sees_text("Every day, 19:00, 45 minutes. Right?")
    await amina.presses("Yes")
    amina.sees_text("Every day, 19:00, 45 minutes")
    await amina.says("/times")
    await amina.presses_starting("Every day, 19:00")
    await amina.says("/plan")

    assert "every day" not in amina.texts()[-1]
    amina.sees_text("Every day, 19:00, 45 minutes")
