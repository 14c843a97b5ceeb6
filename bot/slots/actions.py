"""What happens to slots, one transaction each."""

from dataclasses import replace
from datetime import time

from bot.errors import NotForYou
from bot.goals import store as goal_store
from bot.goals.records import Goal
from bot.people.records import Person
from bot.slots import rules, store
from bot.slots.records import SHORTEST_MINUTES, Slot, SlotDraft, SlotId, Timing
from bot.slots.rules import Refusal
from bot.work import Work


async def slot_as_owner(work: Work, person: Person, slot_id: int) -> Slot:
    """The slot, if it is theirs and was not removed.

    Raises:
        NotForYou: there is none (any more), or it is somebody else's.
    """
    slot = await store.get_slot(work.conn, slot_id)
    if slot.person_id != person.id or slot.ended_at is not None:
        raise NotForYou
    return slot


async def keep_slot(
    work: Work, person: Person, draft: SlotDraft, *, slot_id: SlotId | None = None
) -> Slot | Refusal:
    """Keep a new slot, or change the one with `slot_id`.

    A goal that is not theirs or not active (any more) is left out.
    """
    await store.lock_slots_of(work.conn, person.id)
    changed = await slot_as_owner(work, person, slot_id) if slot_id is not None else None
    others = [slot for slot in await store.list_slots(work.conn, person.id) if slot.id != slot_id]
    most = work.settings.limits.slots_per_person
    if (refusal := rules.refuse_slot(draft.timing, others, most=most)) is not None:
        return refusal
    if draft.goal_id not in {goal.id for goal in await list_goals(work, person)}:
        draft = replace(draft, goal_id=None)
    if changed is not None:
        return await store.change_slot(work.conn, changed, draft, now=work.now)
    return await store.add_slot(work.conn, person_id=person.id, draft=draft, now=work.now)


async def set_lead(work: Work, person: Person, slot_id: int, *, minutes: int) -> Slot:
    """Let the nudge come that long before the start (0-60 minutes)."""
    slot = await slot_as_owner(work, person, slot_id)
    await store.set_lead(work.conn, slot.id, minutes=minutes)
    return replace(slot, lead_minutes=minutes)


async def remove_slot(work: Work, person: Person, slot_id: int) -> bool:
    """Remove a slot; False when it was removed before.

    Raises:
        NotForYou: there is none, or it is somebody else's.
    """
    slot = await store.get_slot(work.conn, slot_id)
    if slot.person_id != person.id:
        raise NotForYou
    return await store.end_slot(work.conn, slot.id, now=work.now)


async def list_goals(work: Work, person: Person) -> list[Goal]:
    """The goals that a slot can be for."""
    return await goal_store.list_active(work.conn, person.id)


async def refuse_one_more(work: Work, person: Person) -> Refusal | None:
    """Why not even the smallest slot may be added, or None if it may."""
    others = await store.list_slots(work.conn, person.id)
    smallest = Timing(days=frozenset({0}), start=time(0), minutes=SHORTEST_MINUTES)
    most = work.settings.limits.slots_per_person
    return rules.refuse_slot(smallest, others, most=most)
