"""Every step of the talks about goals and slots, restarted all the time."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Final

import pytest

from bot.goals import store as goal_store
from bot.goals.records import Goal, GoalState
from bot.reading.records import Energy, Mode, Place
from bot.slots import store as slot_store
from bot.slots.records import Slot
from tests.stories.test_restarts import OF_PLANS, STEPS, Walk, WalkedStory, walk_through
from tests.support.learning import add_goal, add_slot
from tests.support.story import Actor

# No button leads there: an edit keeps how awake somebody is.
NOT_REACHED: Final[Mapping[str, frozenset[str]]] = {"slot_edit": frozenset({"energy"})}


# Goals ---------------------------------------------------------------------------------------------


async def goals_of(story: WalkedStory, actor: Actor) -> list[Goal]:
    person = await actor.person()
    async with story.work() as work:
        return await goal_store.list_goals(work.conn, person.id)


async def a_goal_is_told_step_by_step(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    story.restarts_always = True
    await amina.says("/goals")
    await amina.presses("Add a goal")
    await amina.says("Statistics")
    await amina.says("everything")
    await amina.presses("Keep it as it is")
    await amina.says("I read reports that I cannot judge.")
    await amina.presses("Skip")
    await amina.says("4/5/2026")
    await amina.presses_starting("Monday 4 May")
    await amina.says("Somebody who works with it")
    await amina.presses("Save")

    amina.sees("Your goal is saved.")
    (goal,) = await goals_of(story, amina)
    assert (goal.field, goal.focus, goal.measure) == ("Statistics", "everything", "")
    assert (goal.why, goal.whom) == (
        "I read reports that I cannot judge.", "Somebody who works with it",
    )  # fmt: skip
    assert goal.horizon_on == date(2026, 5, 4)


async def a_goal_takes_the_place_of_another(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    person = await layla.person()
    async with story.work() as work:
        for field in ("الكتابة", "الرسم", "الخياطة"):
            await add_goal(work, person, field)
    story.restarts_always = True
    await layla.says("/goals إضافة الإحصاء: تحليل الانحدار حتى ١ يونيو")
    await layla.presses_starting("الرسم")
    await layla.presses("Tell more first")
    await layla.presses("Skip")
    await layla.says("أشرحه لزميل")
    await layla.presses("Skip")
    await layla.presses("Save")

    layla.sees("Your goal is saved.")
    states = {goal.field: goal.state for goal in await goals_of(story, layla)}
    assert states == {
        "الكتابة": GoalState.ACTIVE,
        "الرسم": GoalState.PAUSED,
        "الخياطة": GoalState.ACTIVE,
        "الإحصاء": GoalState.ACTIVE,
    }


async def a_goal_is_changed(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    person = await amina.person()
    async with story.work() as work:
        await add_goal(work, person, "Statistics", focus="regression")
    story.restarts_always = True
    await amina.says("/goals")
    await amina.presses_starting("regression")
    await amina.presses("Change the focus")
    await amina.says("basics")
    await amina.says("averages")
    amina.sees("Changed.")
    await amina.presses("Change the date")
    await amina.says("4/5/2026")
    await amina.presses_starting("Monday 4 May")

    amina.sees("By {day}", day="Monday 4 May")
    (goal,) = await goals_of(story, amina)
    assert (goal.focus, goal.horizon_on) == ("averages", date(2026, 5, 4))


async def a_goal_gets_another_date_by_a_button(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    person = await layla.person()
    async with story.work() as work:
        await add_goal(work, person, "الإحصاء", focus="الانحدار")
    story.restarts_always = True
    await layla.says("/goals")
    await layla.presses_starting("الانحدار")
    await layla.presses("Change the date")
    await layla.presses("3 months")

    layla.sees("Changed.")
    (goal,) = await goals_of(story, layla)
    assert goal.horizon_on == date(2026, 6, 2)


# Slots ---------------------------------------------------------------------------------------------


async def only_slot(story: WalkedStory, actor: Actor) -> Slot:
    person = await actor.person()
    async with story.work() as work:
        (slot,) = await slot_store.list_slots(work.conn, person.id)
    return slot


async def a_slot_is_made_by_buttons(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    person = await amina.person()
    async with story.work() as work:
        goal = await add_goal(work, person, "Statistics")
    story.restarts_always = True
    await amina.says("/times")
    await amina.presses("Add a time")
    for label in ("Mon", "Tue", "Wed", "Tue ✓", "That is all"):
        await amina.presses_starting(label)
    for label in ("19:00", "19:30", "45 minutes", "At a desk", "Low energy", "Read", "Statistics"):
        await amina.presses_starting(label)
    await amina.presses("Yes")

    amina.sees("Kept.")
    slot = await only_slot(story, amina)
    assert (sorted(slot.days), slot.start, slot.minutes) == ([0, 2], time(19, 30), 45)
    assert (slot.place, slot.energy, slot.mode, slot.goal_id) == (
        Place.DESK, Energy.LOW, Mode.READ, goal.id,
    )  # fmt: skip


async def a_slot_is_typed_and_asked_back(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar", zone=None)
    story.restarts_always = True
    await layla.says("/times")
    await layla.presses("Add a time")
    await layla.says("القاهرة")  # the zone comes first, then the slot
    await layla.presses("Yes")
    await layla.says("السبت ٧")
    await layla.presses_starting("7:00 م")
    await layla.says("٥٠")
    await layla.presses("Skip")
    await layla.presses("Skip")
    await layla.says("استماع")
    await layla.presses("Yes")

    layla.sees("Kept.")
    slot = await only_slot(story, layla)
    assert (sorted(slot.days), slot.start, slot.minutes) == ([5], time(19), 50)
    assert (slot.place, slot.energy, slot.mode) == (None, None, Mode.LISTEN)


async def every_part_of_a_slot_is_changed(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    person = await amina.person()
    async with story.work() as work:
        goal = await add_goal(work, person, "Statistics")
        await add_slot(work, person, "19:00", days={0})
    story.restarts_always = True
    await amina.says("/times")
    await amina.presses_starting("Mon")
    for change, *answers in (
        ("Change the days", "Wed", "That is all"),
        ("Change the time", "20:00", "20:15"),
        ("Change the length", "1 hour"),
        ("Change the mode", "Practise"),
        ("Change the place", "Driving"),
        ("Choose a goal for it", "Statistics"),
    ):
        await amina.presses(change)
        for answer in answers:
            await amina.presses_starting(answer)
        await amina.presses("Yes")
        amina.sees("Changed.")

    slot = await only_slot(story, amina)
    assert (sorted(slot.days), slot.start, slot.minutes) == ([0, 2], time(20, 15), 60)
    assert (slot.place, slot.mode, slot.goal_id) == (Place.DRIVING, Mode.PRACTISE, goal.id)


async def a_slot_is_changed_by_typing(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    person = await layla.person()
    async with story.work() as work:
        await add_slot(work, person, "19:00", days={0})
    story.restarts_always = True
    await layla.says("/times")
    await layla.presses_starting("الاثنين")
    await layla.presses("Change the time")
    await layla.says("٨")
    await layla.presses_starting("8:00 م")
    await layla.says(layla.label("Yes"))

    layla.sees("Changed.")
    assert (await only_slot(story, layla)).start == time(20)


WALKS: Final[Mapping[str, Sequence[Walk]]] = {
    "goal": (a_goal_is_told_step_by_step, a_goal_takes_the_place_of_another),
    "goal_edit": (a_goal_is_changed, a_goal_gets_another_date_by_a_button),
    "slot": (a_slot_is_made_by_buttons, a_slot_is_typed_and_asked_back),
    "slot_edit": (every_part_of_a_slot_is_changed, a_slot_is_changed_by_typing),
}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", OF_PLANS)
async def test_every_step_outlives_a_restart(sqlite_url: str, name: str) -> None:
    assert name in WALKS, "a guided talk without a walk"

    visited = await walk_through(sqlite_url, name, WALKS[name])

    assert visited == STEPS[name] - NOT_REACHED.get(name, frozenset())
