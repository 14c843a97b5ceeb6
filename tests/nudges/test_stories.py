"""From a slot to what its owner learned, through the whole bot."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.nudges import actions_silence
from bot.nudges.records import Silence
from bot.people import actions as people_actions
from bot.sittings import store as sitting_store
from bot.sittings.records import Kept, Sitting, State
from bot.slots import store as slot_store
from bot.slots.records import Slot
from bot.texts import Digits
from tests.support.learning import add_goal, add_slot
from tests.support.story import Actor, Story

MONDAY = date(2026, 3, 2)  # the world begins at 09:00 UTC, 11:00 in Cairo
IT_IS_TIME = "It is your learning time."


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """A moment of March 2026 by Cairo's clock (UTC+2)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


async def has_slot(story: Story, actor: Actor, start: str, **values: object) -> Slot:
    person = await actor.person()
    async with story.app.works.begin(origin=f"slot{actor.player.id}{start}") as work:
        return await add_slot(work, person, start, **values)  # type: ignore[arg-type]


async def lives_in(story: Story, actor: Actor, zone: str) -> None:
    person = await actor.person()
    async with story.app.works.begin(origin=f"zone{zone}{story.clock.now()}") as work:
        await people_actions.set_zone(work, person, zone)


async def find_sitting(story: Story, slot: Slot, on: date = MONDAY) -> Sitting | None:
    async with story.app.db.begin() as conn:
        return await sitting_store.find_sitting(conn, slot_id=slot.id, on=on)


async def sitting_of(story: Story, slot: Slot, on: date = MONDAY) -> Sitting:
    found = await find_sitting(story, slot, on)
    assert found is not None
    return found


def nudge_times(actor: Actor, text: str = IT_IS_TIME) -> list[datetime]:
    received = zip(actor.player.received, actor.texts(), strict=True)
    return [message.date for message, shown in received if text in shown]


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_slot_is_nudged_at_its_minute_started_checked_and_done(story: Story) -> None:
    amina = await story.actor("Amina")
    person = await amina.person()
    async with story.app.works.begin(origin="goal") as work:
        await add_goal(work, person, "Statistics", focus="Regression")
    slot = await has_slot(story, amina, "19:00")

    await story.wait_until(at(18, 59))
    assert nudge_times(amina) == []
    await story.wait_until(at(19, 0))

    amina.sees_text("Regression")
    assert nudge_times(amina) == [at(19, 0)]
    await amina.presses("Start")
    amina.sees_text("At 19:45 I will ask how it went.")
    assert (await sitting_of(story, slot)).state is State.STARTED

    await story.wait_until(at(19, 45))
    amina.sees_text("How did your sitting of 19:00 go?")
    await amina.presses("Done", context="sitting")
    await amina.says("Outliers pull the line.")

    amina.sees("Noted, for you only.")
    sitting = await sitting_of(story, slot)
    assert (sitting.state, sitting.kept) == (State.ANSWERED, Kept.DONE)


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_snooze_counts_from_now_and_the_older_buttons_go(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "19:00")
    await story.wait_until(at(19, 7))

    await amina.presses("In 15 min")
    amina.sees_text("I will nudge you again at 19:22.")
    await story.wait_until(at(19, 22))

    # The first message was edited in place; the snooze is a message of its own.
    assert nudge_times(amina) == [at(19, 22)]
    put_off, again = amina.player.received[-2:]
    assert not put_off.labels
    assert again.labels == ["Start", "In 15 min", "In 1 hour", "Not today"]
    await story.wait_until(at(19, 0, day=3))
    assert nudge_times(amina) == [at(19, 22), at(19, 0, day=3)]


@pytest.mark.asyncio
@pytest.mark.story
async def test_no_snooze_is_offered_past_midnight(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "23:30")
    await story.wait_until(at(23, 30))

    assert amina.last.labels == ["Start", "In 15 min", "Not today"]
    await story.wait_until(at(23, 50))
    await amina.presses("In 15 min")

    assert amina.toast == amina.label(
        "That would be past midnight, and a sitting ends with its day."
    )
    assert amina.last.labels == ["Start", "In 15 min", "Not today"]


@pytest.mark.asyncio
@pytest.mark.story
async def test_not_today_is_neutral_and_can_be_taken_back(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "19:00")
    await story.wait_until(at(19, 0))

    await amina.presses("Not today")
    amina.sees_text("It counts neither for nor against you.")
    assert (await sitting_of(story, slot)).state is State.SKIPPED
    await amina.presses("Take it back")
    await amina.presses("Start")

    assert (await sitting_of(story, slot)).state is State.STARTED


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_restart_between_nudge_and_press_loses_nothing(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "19:00")
    await story.wait_until(at(19, 0))
    await story.restart()

    await amina.presses("Start")

    assert (await sitting_of(story, slot)).state is State.STARTED
    assert len(nudge_times(amina)) == 0  # edited into the started screen
    await story.wait_until(at(18, 0, day=3))
    assert nudge_times(amina) == []


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_press_after_days_is_answered_kindly(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "19:00", days=[0])
    await story.wait_until(at(9, 0, day=5))

    await amina.presses("Start")

    amina.sees_text("The day of this sitting is over")
    assert not amina.last.labels
    assert (await sitting_of(story, slot)).state is State.NUDGED


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_nudge_too_late_is_dropped_and_told_of_in_one_line(story: Story) -> None:
    amina = await story.actor("Amina")
    early = await has_slot(story, amina, "12:00")
    late = await has_slot(story, amina, "13:00")
    await story.wait_until(at(11, 30))

    story.clock.move_to(at(14, 0))  # nobody was there
    await story.settle()
    await story.wait(minutes=1)  # what else there is to say about it is said with it

    assert nudge_times(amina) == []
    assert len(nudge_times(amina, "did not go out")) == 1
    for slot in (early, late):
        assert (await sitting_of(story, slot)).state is State.EXPIRED


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_nudge_a_little_late_still_goes_out(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "12:00")
    await story.wait_until(at(11, 30))

    story.clock.move_to(at(12, 19))
    await story.settle()

    assert nudge_times(amina) == [at(12, 19)]


@pytest.mark.asyncio
@pytest.mark.story
async def test_after_five_unanswered_one_question_then_silence_until_answered(
    story: Story,
) -> None:
    amina = await story.actor("Amina")
    evening = await has_slot(story, amina, "19:00")
    other = await has_slot(story, amina, "08:00", days=[0])

    await story.wait_until(at(23, 0, day=12))

    # Six evenings would be the next; in its place came the question, and then nothing.
    evenings = [m for m in nudge_times(amina) if m.hour == 17]
    assert evenings == [at(19, 0, day=day) for day in range(2, 7)]
    assert nudge_times(amina, "What would suit you better?") == [at(19, 0, day=7)]
    assert (await sitting_of(story, other, date(2026, 3, 9))).state is State.NUDGED
    person = await amina.person()
    async with story.app.works.begin(origin="silent") as work:
        assert await actions_silence.list_silent(work, person) == {
            evening.id: Silence(slot=evening, until=None, is_asked=True)
        }
    await amina.presses("Keep it")
    async with story.app.works.begin(origin="loud") as work:
        assert await actions_silence.list_silent(work, person) == {}
    await story.wait_until(at(19, 0, day=13))
    assert nudge_times(amina)[-1] == at(19, 0, day=13)


@pytest.mark.asyncio
@pytest.mark.story
async def test_the_question_moves_the_slot_with_two_presses(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "19:00")
    await story.wait_until(at(19, 30, day=7))

    await amina.presses("Another time")
    await amina.presses_starting("21:00")
    await story.wait_until(at(21, 0, day=8))

    assert nudge_times(amina)[-1] == at(21, 0, day=8)


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_pause_is_silent_and_neutral(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "19:00")
    await amina.says("/pause")
    await amina.presses("A week")

    await story.wait_until(at(12, 0, day=9))
    assert nudge_times(amina) == []
    assert await find_sitting(story, slot, date(2026, 3, 5)) is None
    await story.wait_until(at(19, 0, day=9))
    assert nudge_times(amina) == [at(19, 0, day=9)]


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_change_of_zone_never_nudges_a_date_twice_nor_sends_the_past(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "19:00")
    await story.wait_until(at(19, 0))

    await lives_in(story, amina, "Europe/London")  # 17:00 there: 19:00 is still to come
    await story.wait_until(at(23, 0))
    assert nudge_times(amina) == [at(19, 0)]

    await lives_in(story, amina, "Asia/Tokyo")  # 06:00 of the 3rd
    await story.wait_until(at(23, 0, day=3))
    assert nudge_times(amina) == [at(19, 0), at(12, 0, day=3)]  # 19:00 in Tokyo


@pytest.mark.asyncio
@pytest.mark.story
async def test_flights_round_the_world_bring_one_nudge_in_eight_hours(story: Story) -> None:
    amina = await story.actor("Amina", zone="Pacific/Kiritimati")
    await has_slot(story, amina, "12:00")

    for _ in range(12):
        for zone in ("Etc/GMT+12", "Pacific/Kiritimati"):
            await lives_in(story, amina, zone)
            await story.wait(hours=3)

    times = nudge_times(amina)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps
    assert all(gap >= timedelta(hours=8) for gap in gaps)


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize(
    ("zone", "night", "start"),
    [
        pytest.param("Africa/Cairo", date(2026, 10, 29), "23:30", id="the hour that comes twice"),
        pytest.param("Africa/Cairo", date(2026, 4, 24), "00:30", id="the hour that is left out"),
        pytest.param("Africa/Casablanca", date(2026, 3, 22), "02:30", id="the end of Ramadan"),
        pytest.param("Europe/London", date(2026, 10, 25), "01:30", id="London's autumn"),
    ],
)
async def test_a_night_when_clocks_change_has_exactly_one_nudge(
    story: Story, zone: str, night: date, start: str
) -> None:
    amina = await story.actor("Amina", zone=zone)
    story.clock.move_to(
        datetime(night.year, night.month, night.day, tzinfo=UTC) - timedelta(days=2)
    )
    await story.settle()
    slot = await has_slot(story, amina, start, days=[night.weekday()])

    await story.wait(days=4)

    assert len(nudge_times(amina)) == 1
    assert (await sitting_of(story, slot, night)).state is State.NUDGED


@pytest.mark.asyncio
@pytest.mark.story
async def test_with_a_lead_the_nudge_comes_before_and_says_when(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "19:00", lead=30)

    await story.wait_until(at(18, 30))

    assert nudge_times(amina, "Your learning time begins at 19:00.") == [at(18, 30)]


@pytest.mark.asyncio
@pytest.mark.story
async def test_the_older_nudge_loses_its_buttons_when_a_newer_one_comes(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "18:00")
    await has_slot(story, amina, "19:00")

    await story.wait_until(at(19, 1))

    first, second = [m for m in amina.player.received if IT_IS_TIME in m.text]
    assert not first.labels
    assert second.labels


@pytest.mark.asyncio
@pytest.mark.story
async def test_arabic_with_its_own_digits(story: Story) -> None:
    amina = await story.actor("أمينة", language="ar")
    person = await amina.person()
    async with story.app.works.begin(origin="digits") as work:
        await people_actions.set_digits(work, person, Digits.ARABIC)
    await has_slot(story, amina, "19:00")

    await story.wait_until(at(19, 0))
    amina.sees("<b>It is your learning time.</b>")
    await amina.presses("Start")

    amina.sees_text("٧:٤٥ مساءً")
    await story.wait_until(at(19, 45))
    await amina.presses("Partly")
    await amina.presses("Skip")
    assert not [text for text in amina.texts()[-1:] if any(c in text for c in "0123456789")]


@pytest.mark.asyncio
@pytest.mark.story
async def test_silence_does_not_follow_from_a_question_that_never_went_out(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "23:00")
    await story.wait_until(at(23, 10, day=7))  # the question waits for the morning
    await amina.says("/pause")
    await amina.presses("A week")  # and for longer than it is worth

    await story.wait_until(at(23, 0, day=15))

    assert len(nudge_times(amina, "What would suit you better?")) == 1


@pytest.mark.asyncio
@pytest.mark.story
async def test_double_taps_change_nothing_and_leave_the_newest_screen(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "19:00")
    await story.wait_until(at(19, 0))
    nudge = amina.last
    for label in ("Start", "Done"):
        message = amina.last
        button = next(b for b in message.inline_keyboard or () if b.text == label)
        assert button.callback_data is not None
        await amina.presses_data(message, button.callback_data)
        shown = amina.last
        await amina.presses_data(message, button.callback_data)
        assert amina.toast
        assert (amina.last.text, amina.last.labels) == (shown.text, shown.labels)
        await story.wait_until(at(19, 45))

    amina.sees_text("What is one thing you learned?")
    assert nudge.message_id != amina.last.message_id
    assert len(nudge_times(amina)) == 0


@pytest.mark.asyncio
@pytest.mark.story
async def test_fewer_days_and_a_rest_are_two_presses_away(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "19:00")
    await story.wait_until(at(19, 30, day=7))

    await amina.presses("Fewer days")
    await amina.presses("Without {day}", day="Sunday")
    async with story.app.db.begin() as conn:
        assert 6 not in (await slot_store.get_slot(conn, slot.id)).days

    # Nobody answers again: the question comes once more, and this time the slot rests for a week.
    await story.wait_until(at(20, 0, day=20))
    await amina.presses("Let it rest")
    await amina.presses("A week")
    rested_at = story.clock.now()
    await story.wait_until(rested_at + timedelta(days=6))
    assert nudge_times(amina)[-1] < rested_at
    await story.wait_until(rested_at + timedelta(days=9))
    assert nudge_times(amina)[-1] > rested_at + timedelta(days=6)


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("answer", ["Another time", "Fewer days", "Let it rest"])
async def test_the_first_press_ends_the_silence_and_back_leads_to_the_four_answers(
    story: Story, answer: str, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await has_slot(story, amina, "19:00")
    await story.wait_until(at(19, 30, day=7))
    person = await amina.person()

    await amina.presses(answer)
    async with story.app.works.begin(origin="silent") as work:
        assert await actions_silence.list_silent(work, person) == {}
    await amina.presses("Back")

    assert set(amina.last.labels) == {
        amina.label(text) for text in ("Keep it", "Another time", "Fewer days", "Let it rest")
    }
    amina.sees("What would suit you better? Until you choose, I nudge you as before.")
    await story.wait_until(at(19, 0, day=8))
    amina.sees("<b>It is your learning time.</b>")


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_slots_page_tells_its_silence_and_its_rest_and_ends_them(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    slot = await has_slot(story, amina, "19:00", lead=10)
    await story.wait_until(at(19, 0, day=6))
    await amina.says("/times")
    await amina.presses(amina.last.labels[0])
    amina.sees("In place of the next nudge I will ask what would suit you better.")

    await story.wait_until(at(20, 0, day=7))
    question = amina.last
    await amina.says("/times")
    await amina.presses(amina.last.labels[0])
    amina.sees("I am silent about it until you answer.")
    await amina.presses("Nudge me again")

    assert amina.label("Nudge me again") not in amina.last.labels
    shown = next(m for m in amina.player.received if m.message_id == question.message_id)
    assert not shown.labels
    person = await amina.person()
    async with story.app.works.begin(origin="rest") as work:
        until = await actions_silence.rest(work, person, slot, days=7)
    await amina.says("/times")
    await amina.presses(amina.last.labels[0])
    day = amina.say.day(until.astimezone(person.reader.tz).date())
    amina.sees("It rests: no nudges before {day}.", day=day)
    await amina.presses("Nudge me again")
    await story.wait_until(at(18, 50, day=8))
    assert story.clock.now() in {message.date for message in amina.player.received}
