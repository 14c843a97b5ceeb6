"""`/progress` over sittings that were lived through."""

from datetime import UTC, datetime, time

import pytest

from bot.goals import actions as goal_actions
from bot.goals.records import Goal, GoalDraft, GoalState
from bot.reading.records import EVERY_DAY, Mode
from bot.slots import actions as slot_actions
from bot.slots.records import Slot, SlotDraft, Timing
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
EVENING_UTC = 17  # o'clock: 19:00 in Cairo in March


async def learns_every_evening(actor: Actor) -> Slot:
    """Reads for 30 minutes at 19:00."""
    person = await actor.person()
    timing = Timing(days=EVERY_DAY, start=time(19), minutes=30)
    async with actor.story.app.works.begin(origin="slot") as work:
        kept = await slot_actions.keep_slot(work, person, SlotDraft(timing=timing, mode=Mode.READ))
    assert isinstance(kept, Slot)
    return kept


async def sits(actor: Actor, *, learned: str) -> None:
    """Waits for the nudge, starts, and says how it went."""
    story = actor.story
    now = story.clock.now()
    await story.wait_until(datetime(now.year, now.month, now.day, EVENING_UTC, tzinfo=UTC))
    await actor.presses("Start")
    await story.wait(minutes=31)
    await actor.presses("Done", context="sitting")
    await actor.says(learned)


@LANGUAGES
async def test_before_anything_happened_it_says_so(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.says("/progress")

    amina.sees("This week: no sittings yet.")
    amina.sees("The strength of the habit: it shows after the first sitting.")


@LANGUAGES
async def test_a_sitting_counts_in_minutes_strength_and_words(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await learns_every_evening(amina)
    await sits(amina, learned="Residuals tell the truth")

    await amina.says("/progress")

    shown = amina.texts()[-1]
    # Monday: the week of Cairo, from Saturday, has five evenings left.
    amina.sees(
        "This week: {kept} of {n} sitting.", n=5, kept=1,
        many="This week: {kept} of {n} sittings.",
    )  # fmt: skip
    assert "30" in shown
    assert "Residuals tell the truth" in shown
    amina.sees("The strength of the habit: just beginning.")


async def test_last_weeks_stand_below_each_in_a_line(story: Story) -> None:
    amina = await story.actor("Amina")
    await learns_every_evening(amina)
    await sits(amina, learned="One")
    await story.wait(days=7)

    await amina.says("/progress")

    amina.sees_text("• From Saturday 28 February: 1 of 5, 30 minutes")


@LANGUAGES
async def test_what_was_learned_is_corrected_from_there(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await learns_every_evening(amina)
    await sits(amina, learned="Resideuals")
    await amina.says("/progress")

    await amina.presses(amina.last.labels[0])
    await amina.says("x" * 1_001)
    await amina.says("Residuals")

    assert "Resideuals" not in amina.texts()[-1]
    amina.sees_text("Residuals")


async def test_a_correction_of_somebody_elses_is_refused(story: Story) -> None:
    amina, omar = await story.actor("Amina"), await story.actor("Omar")
    await learns_every_evening(amina)
    await sits(amina, learned="Mine")
    await amina.says("/progress")
    button = amina.last.data_of(amina.last.labels[0])
    await omar.says("/progress")

    await omar.presses_data(omar.last, button)

    omar.does_not_see("Mine")
    assert len(omar.new()) == 0


@LANGUAGES
async def test_achieved_goals_are_shown(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    person = await amina.person()
    async with story.app.works.begin(origin="goal") as work:
        goal = await goal_actions.set_goal(work, person, GoalDraft(field="Statistics"))
        assert isinstance(goal, Goal)
        await goal_actions.set_state(work, person, goal.id, GoalState.ACHIEVED)

    await amina.says("/progress")

    amina.sees("<b>Achieved</b>")
    amina.sees_text("Statistics")
