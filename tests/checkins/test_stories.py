"""After a sitting, and once a week, through the whole bot."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.checkins import actions_weekly, store, store_weekly
from bot.checkins.records import Weekly
from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.playground.messages import Message
from bot.sittings import store as sitting_store
from bot.sittings.records import Kept, Reason, State
from bot.slots import store as slot_store
from bot.slots.records import Slot
from tests.support.learning import add_slot
from tests.support.story import Actor, Story

THURSDAY = date(2026, 3, 5)


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """A moment of March 2026 by Cairo's clock (UTC+2)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


async def has_slot(story: Story, actor: Actor, start: str, **values: object) -> Slot:
    person = await actor.person()
    async with story.app.works.begin(origin=f"slot{actor.player.id}{start}") as work:
        return await add_slot(work, person, start, **values)  # type: ignore[arg-type]


async def circle_of(story: Story, host: Actor, *others: Actor) -> Circle:
    person = await host.person()
    people = [await other.person() for other in others]
    async with story.app.works.begin(origin=f"circle{host.player.id}") as work:
        circle = await circle_actions.open_circle(
            work, person, name="Data", field="Statistics", focus="", language="en", seats=8,
            zone="Africa/Cairo",
        )  # fmt: skip
        assert isinstance(circle, Circle)
        for other in people:
            await circle_actions.admit(
                work, circle_id=circle.id, person_id=other.id, helps_with="", vouchers=[person.id]
            )
    return circle


async def weekly_of(story: Story, actor: Actor, on: date = THURSDAY) -> Weekly | None:
    person = await actor.person()
    async with story.app.db.begin() as conn:
        return await store_weekly.find_weekly(conn, person.id, on=on)


def last_of(actor: Actor) -> Message:
    """What they wrote last themselves."""
    return [message for message in actor.player.messages if not message.from_bot][-1]


def times_of(actor: Actor, text: str) -> list[datetime]:
    received = zip(actor.player.received, actor.texts(), strict=True)
    return [message.date for message, shown in received if text in shown]


@pytest.mark.asyncio
@pytest.mark.story
async def test_what_was_learned_is_shared_with_a_circle_at_once_and_corrected(
    story: Story,
) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("يوسف", language="ar")
    omar, layla = await story.actor("Omar"), await story.actor("Layla")
    circle = await circle_of(story, amina, yusuf, layla)
    await has_slot(story, amina, "18:00")
    member = await layla.person()
    async with story.app.works.begin(origin="mute") as work:
        roll = await circle_store.get_roll(work.conn, circle.id)
        muted = roll.find(member.id)
        assert muted is not None
        await circle_store.change_member(work.conn, muted.id, is_muted=True)
    await story.wait_until(at(18, 0))
    await amina.presses("Start")
    await story.wait_until(at(18, 45))
    await amina.presses("Done", context="sitting")
    await amina.says("Outliers pull the lime.")
    written = last_of(amina)

    await amina.presses("Share with {circle}", circle="Data")

    amina.sees("Shared with {circle}.", circle="Data")
    yusuf.sees_text("Outliers pull the lime.")
    yusuf.sees("One thing learned, by {name}:", name="Amina")
    for outsider in (omar, layla):
        outsider.does_not_see("Outliers")

    await amina.edits(written, "Outliers pull the line.")

    amina.sees("Corrected.")
    yusuf.sees_text("Outliers pull the line.")
    yusuf.does_not_see("lime")


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_second_answer_changes_nothing(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "18:00")
    await story.wait_until(at(18, 0))
    await amina.presses("Start")
    await story.wait_until(at(18, 45))
    question = amina.last
    await amina.presses("Not this time")
    done = next(iter(question.inline_keyboard or ())).callback_data
    assert done is not None

    await amina.presses_data(question, done)

    assert "answered already" in amina.toast
    async with story.app.db.begin() as conn:
        sitting = await sitting_store.find_sitting(conn, slot_id=slot.id, on=date(2026, 3, 2))
    assert sitting is not None
    assert sitting.kept is Kept.NOT_THIS_TIME


@pytest.mark.asyncio
@pytest.mark.story
async def test_finished_already_asks_before_its_time_and_not_again(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "18:00")
    await story.wait_until(at(18, 0))
    await amina.presses("Start")
    await story.wait_until(at(18, 20))

    await amina.presses("Finished already")
    await amina.presses("Done", context="sitting")
    await amina.presses("Skip")
    await story.wait_until(at(23, 0))

    amina.sees("Noted. It counts in your progress.")
    amina.does_not_see("How did your sitting")


@pytest.mark.asyncio
@pytest.mark.story
async def test_started_and_never_answered_is_missed_at_noon(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "18:00")
    await story.wait_until(at(18, 0))
    await amina.presses("Start")

    await story.wait_until(at(12, 0, day=3))

    async with story.app.db.begin() as conn:
        sitting = await sitting_store.find_sitting(conn, slot_id=slot.id, on=date(2026, 3, 2))
    assert sitting is not None
    assert sitting.state is State.MISSED
    await amina.presses("Done", context="sitting")
    assert "over" in amina.toast


@pytest.mark.asyncio
@pytest.mark.story
async def test_the_same_reason_three_times_brings_a_proposal_that_does_it(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "18:00")
    for day in (2, 3, 4):
        await story.wait_until(at(18, 0, day=day))
        await amina.presses("Start")
        await story.wait_until(at(18, 45, day=day))
        await amina.presses("Not this time")
        amina.does_not_see("three times in a row")
        await amina.presses("Too hard")

    amina.sees("Noted. That was the same reason three times in a row.")
    await amina.presses_starting("30 minutes")

    async with story.app.db.begin() as conn:
        changed = await slot_store.get_slot(conn, slot.id)
        latest = await sitting_store.list_latest(conn, slot.id, among={State.ANSWERED}, limit=1)
    assert changed.minutes == 30
    assert latest[0].reason is Reason.TOO_HARD


# The three weekly questions -----------------------------------------------------------------------


@pytest.mark.asyncio
@pytest.mark.story
async def test_three_questions_on_thursday_at_six_and_an_edit_corrects_one(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "08:00", days=[0])
    await story.wait_until(at(17, 59, day=5))
    amina.does_not_see("Your weekly check-in")
    await story.wait_until(at(18, 0, day=5))

    amina.sees_text("What did you learn this week?")
    await amina.presses("Answer the questions")
    await amina.says("Regresion.")
    written = last_of(amina)
    await amina.presses("Skip")
    await amina.says("Residuals.")

    amina.sees_text("Next focus: Residuals.")
    await amina.edits(written, "Regression.")
    weekly = await weekly_of(story, amina)
    assert weekly is not None
    assert (weekly.learned, weekly.stuck, weekly.focus) == ("Regression.", "", "Residuals.")
    assert weekly.answered_on == THURSDAY
    await story.wait_until(at(23, 0, day=10))
    assert len(times_of(amina, "Your weekly check-in")) <= 1
    amina.does_not_see("is open until")


@pytest.mark.asyncio
@pytest.mark.story
async def test_one_reminder_at_four_fifths_of_the_window_and_late_answers_count(
    story: Story,
) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "08:00", days=[0])
    await story.wait_until(at(12, 0, day=8))

    # 38 h 24 min after Thursday 18:00.
    assert times_of(amina, "Your weekly check-in is open until") == [at(8, 24, day=7)]
    story_of_it = await weekly_of(story, amina)
    assert story_of_it is not None
    assert story_of_it.answered_at is None
    await amina.presses("Answer the questions")
    await amina.says("Late, but here.")

    weekly = await weekly_of(story, amina)
    assert weekly is not None
    assert weekly.learned == "Late, but here."


@pytest.mark.asyncio
@pytest.mark.story
async def test_an_early_answer_counts_and_is_not_asked_for_again(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "08:00", days=[0])

    await amina.says("/checkin")
    await amina.says("Early.")
    await amina.presses("Skip")
    await amina.presses("Skip")
    await story.wait_until(at(23, 0, day=8))

    amina.does_not_see("Your weekly check-in is open")
    assert not times_of(amina, "Then: where you are stuck")
    weekly = await weekly_of(story, amina)
    assert weekly is not None
    assert weekly.learned == "Early."

    await story.wait_until(at(18, 0, day=12))
    amina.sees_text("What have you learned since Monday 2 March?")


@pytest.mark.asyncio
@pytest.mark.story
async def test_nobody_is_asked_who_learns_nothing_now(story: Story) -> None:
    amina = await story.actor("Amina")

    await story.wait_until(at(23, 0, day=6))

    amina.does_not_see("Your weekly check-in")


@pytest.mark.asyncio
@pytest.mark.story
async def test_the_day_and_time_are_the_persons_own(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "08:00", days=[0])
    person = await amina.person()
    async with story.app.works.begin(origin="settings") as work:
        await actions_weekly.set_weekly(work, person, weekday=2, at=time(20, 30))

    await story.wait_until(at(23, 0, day=6))

    assert times_of(amina, "Then: where you are stuck") == [at(20, 30, day=4)]


@pytest.mark.asyncio
@pytest.mark.story
async def test_an_answer_that_is_too_long_is_asked_for_again(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/checkin")

    await amina.says("x" * 1001)
    amina.sees_text("at most 1000 fit")
    await amina.says("Shorter.")

    person = await amina.person()
    async with story.app.db.begin() as conn:
        kept = await store_weekly.list_weeklies(conn, person.id)
        assert not await store.list_learned(conn, person.id)
    assert [weekly.learned for weekly in kept] == ["Shorter."]


@pytest.mark.asyncio
@pytest.mark.story
async def test_what_the_week_taught_is_shared_with_a_circle_at_once_and_corrected(
    story: Story,
) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("يوسف", language="ar")
    omar = await story.actor("Omar")
    await circle_of(story, amina, yusuf)
    await amina.says("/checkin")
    await amina.says("Outliers pull the lime.")
    written = last_of(amina)
    await amina.says("Stuck with proofs.")
    await amina.presses("Skip")
    amina.sees("Who may read what you learned? Your fellow members see it at once.")

    await amina.presses("Share with {circle}", circle="Data")

    amina.sees("Shared with {circle}.", circle="Data")
    yusuf.sees("One thing learned, by {name}:", name="Amina")
    yusuf.sees_text("Outliers pull the lime.")
    yusuf.does_not_see("proofs")
    omar.does_not_see("Outliers")

    await amina.edits(written, "Outliers pull the line.")

    assert len([text for text in yusuf.texts() if "Outliers pull the line." in text]) == 1
    yusuf.does_not_see("lime")
    await amina.says("/checkin")
    for _ in range(3):
        await amina.presses("Skip")
    assert amina.label("Keep private") not in amina.last.labels  # it is shared already


@pytest.mark.asyncio
@pytest.mark.story
async def test_the_weekly_buttons_go_when_answers_do_not_count_any_more(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina, "08:00", days=[0])
    await story.wait_until(at(17, 59, day=8))
    weeks = [m for m in amina.player.received if "weekly check-in" in m.text]
    assert [bool(message.labels) for message in weeks] == [False, True]

    await story.wait_until(at(18, 1, day=8))  # the window and the day after it are over

    weeks = [m for m in amina.player.received if "weekly check-in" in m.text]
    assert [bool(message.labels) for message in weeks] == [False, False]
