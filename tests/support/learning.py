"""Slots, goals and links for tests, kept as their chats would keep them."""

from collections.abc import Iterable
from datetime import time

from bot.goals import store as goal_store
from bot.goals.records import Goal, GoalDraft
from bot.people.records import Person
from bot.queue import actions as queue_actions
from bot.queue.records import Entry
from bot.reading.links import read_link
from bot.reading.records import EVERY_DAY, Mode
from bot.resources import actions as resource_actions
from bot.slots import store as slot_store
from bot.slots.records import Slot, SlotDraft, Timing
from bot.work import Work


async def add_slot(
    work: Work,
    person: Person,
    start: str,
    *,
    days: Iterable[int] = EVERY_DAY,
    minutes: int = 45,
    mode: Mode | None = Mode.LISTEN,
    goal: Goal | None = None,
    lead: int = 0,
) -> Slot:
    """A slot that begins at `start` ("19:00") on the person's wall clock."""
    timing = Timing(days=frozenset(days), start=time.fromisoformat(start), minutes=minutes)
    draft = SlotDraft(timing=timing, mode=mode, goal_id=goal.id if goal else None)
    slot = await slot_store.add_slot(work.conn, person_id=person.id, draft=draft, now=work.now)
    if lead:
        await slot_store.set_lead(work.conn, slot.id, minutes=lead)
    return await slot_store.get_slot(work.conn, slot.id)


async def add_goal(work: Work, person: Person, field: str, *, focus: str = "") -> Goal:
    """An active goal."""
    draft = GoalDraft(field=field, focus=focus)
    return await goal_store.add_goal(work.conn, person_id=person.id, draft=draft, now=work.now)


async def add_link(
    work: Work,
    person: Person,
    title: str,
    *,
    mode: Mode | None = Mode.LISTEN,
    minutes: int | None = 12,
    goal: Goal | None = None,
) -> Entry:
    """A link on the person's queue; its address follows from its title."""
    link = read_link(f"https://example.org/{title.casefold().replace(' ', '-')}")
    assert link is not None
    resource = await resource_actions.keep(
        work, person, link, title=title, mode=mode, minutes=minutes,
        goal_id=goal.id if goal else None, site="Example",
    )  # fmt: skip
    entry = await queue_actions.add(work, person, resource)
    assert isinstance(entry, Entry)
    return entry
