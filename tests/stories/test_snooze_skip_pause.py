"""A week of somebody who puts off, leaves out, is silent for a while, and comes back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.people import actions as people_actions
from bot.sittings import store, store_ahead
from bot.sittings.records import State, Week
from bot.slots.records import Slot
from bot.texts import Digits
from tests.support.learning import add_slot
from tests.support.story import Actor, Story

MONDAY = date(2026, 3, 2)
TIME_TO_LEARN = "<b>It is your learning time.</b>"


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """A moment of March 2026 by Cairo's clock (UTC+2)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


async def begins(story: Story, language: str) -> tuple[Actor, Slot]:
    """Amina, with a slot every evening at seven."""
    amina = await story.actor("أمينة" if language == "ar" else "Amina", language=language)
    person = await amina.person()
    async with story.app.works.begin(origin="slot") as work:
        if language == "ar":
            await people_actions.set_digits(work, person, Digits.ARABIC)
        return amina, await add_slot(work, person, "19:00")


async def states(story: Story, slot: Slot) -> dict[int, State]:
    """By day of the month."""
    async with story.app.db.begin() as conn:
        rows = await store.list_all(conn, slot.person_id)
    return {row.on.day: row.state for row in rows}


async def week_of(story: Story, actor: Actor) -> Week:
    person = await actor.person()
    async with story.app.db.begin() as conn:
        return await store_ahead.week_summary(conn, person, week=MONDAY, now=story.clock.now())


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_week_with_a_snooze_a_skip_and_a_pause(story: Story, language: str) -> None:
    amina, slot = await begins(story, language)

    # Monday: put off twice, then done; each time from the moment of the press.
    await story.wait_until(at(19, 5))
    await amina.presses("In 15 min")
    await story.wait_until(at(19, 20))
    await amina.presses("In 1 hour")
    await story.restart()
    await story.wait_until(at(20, 20))
    await amina.presses("Start")
    await story.wait_until(at(21, 5))
    await amina.presses("Done", context="sitting")
    await amina.presses("Skip")

    # Tuesday: not today. Wednesday: silence from both sides. Thursday: a pause of a week.
    await story.wait_until(at(19, 0, day=3))
    await amina.presses("Not today")
    await story.wait_until(at(12, 0, day=5))
    await amina.says("/pause")
    await amina.presses("A week")
    await story.wait_until(at(19, 30, day=12))

    assert await states(story, slot) == {
        2: State.ANSWERED,
        3: State.SKIPPED,
        4: State.NUDGED,
        12: State.NUDGED,
    }
    amina.sees(TIME_TO_LEARN)
    assert amina.last.date == at(19, 0, day=12)
    # Kept one of two that count: what was skipped and what fell into the pause is neutral.
    week = await week_of(story, amina)
    assert (week.kept, week.planned) == (1, 2)


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_pause_after_the_start_makes_the_sitting_neutral(story: Story) -> None:
    amina, slot = await begins(story, "en")
    await story.wait_until(at(19, 0))
    await amina.presses("Start")
    await amina.says("/pause")
    await amina.presses("A week")

    await story.wait_until(at(13, 0, day=3))

    amina.does_not_see("How did your sitting")
    assert (await states(story, slot))[2] is State.EXPIRED


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_snooze_is_dropped_by_a_pause_and_counts_for_nothing(story: Story) -> None:
    amina, slot = await begins(story, "en")
    await story.wait_until(at(19, 0))
    await amina.presses("In 1 hour")
    await amina.says("/pause")
    await amina.presses("A week")

    await story.wait_until(at(23, 0))

    assert (await states(story, slot))[2] is State.EXPIRED
    assert (await week_of(story, amina)).planned == 0
