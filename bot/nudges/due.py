"""What the clock does about nudges, and whether a planned one is still wanted."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotForYou
from bot.nudges import actions, actions_snooze, rules, store
from bot.outbox.records import Delivery
from bot.outbox.records import State as Sending
from bot.people import store as people_store
from bot.sittings import store as sitting_store
from bot.sittings.records import State
from bot.slots import store as slot_store
from bot.work import Work

MAY_BE_OUT: Final = frozenset({Sending.SENDING, Sending.SENT, Sending.UNKNOWN})


async def check_turns(work: Work) -> int:
    """Reckon anew what slots or zones have moved."""
    return await actions.check_turns(work)


async def next_check_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """The next minute, while a turn is out of date."""
    stale = await store.list_stale(conn, limit=1)
    moved = await sitting_store.list_out_of_zone(conn, limit=1)
    if not stale and not moved:
        return None
    is_checked = await store.is_checked(conn, "nudges", now=after)
    return store.next_check(after) if is_checked else after


async def plan_due(work: Work) -> int:
    """Plan the nudges whose turn has come."""
    return await actions.plan_due(work)


async def next_turn_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next one comes."""
    return await store.next_turn_at(conn)


async def plan_moved(work: Work) -> int:
    """Plan the nudges of moved sittings."""
    return await actions.plan_moved(work)


async def next_moved_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """When the next moved one comes; its lead is known only when it is near."""
    for sitting in await sitting_store.due_moved(conn, until=after + timedelta(days=30), limit=1):
        slot = await slot_store.get_slot(conn, sitting.slot_id)
        return sitting.starts_at - timedelta(minutes=slot.lead_minutes)
    return None


async def plan_snoozes(work: Work) -> int:
    """Plan the nudges that were put off."""
    return await actions_snooze.plan_snoozes(work)


async def next_snooze_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next one ends."""
    return await sitting_store.next_snooze_at(conn)


async def lapse(work: Work) -> int:
    """Write down what was not sent."""
    return await actions.lapse(work)


async def next_lapse_at(_conn: AsyncConnection, _after: datetime) -> datetime | None:
    """It follows from other deeds, not from the clock."""
    return None


# What the dispatcher asks ------------------------------------------------------------------------


async def wants_nudge(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether the sitting still waits for this very nudge, and it does not come on another's heels."""
    return await wants_snooze(conn, delivery, now) and not await _is_one_too_many(
        conn, delivery, now
    )


async def _is_one_too_many(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """One nudge of a slot in any 8 hours, and slots + 1 in any 24, however often the zone changes."""
    sitting = await sitting_store.get_sitting(conn, int(delivery.about))
    person = await people_store.get_person(conn, sitting.person_id)
    nudged = await store.list_nudged(
        conn, person.id, since=now - rules.LOOKS_BACK, among=MAY_BE_OUT
    )
    slots = await slot_store.list_slots(conn, person.id)
    return rules.is_too_soon(sitting.slot_id, nudged, now=now) or rules.is_crowded(
        nudged, person.reader.tz, slots=len(slots), now=now
    )


async def wants_snooze(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the sitting still waits for this very message, and its slot is still there."""
    try:
        sitting = await sitting_store.get_sitting(conn, int(delivery.about))
    except NotForYou:
        return False
    slot = await slot_store.get_slot(conn, sitting.slot_id)
    return (
        sitting.state is State.NUDGED
        and sitting.screen_key == delivery.key
        and slot.ended_at is None
    )


async def wants_question(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the slot is still there and its question still open."""
    turn = await store.find_turn(conn, int(delivery.about))
    if turn is None or turn.asked_on is None:
        return False
    return (await slot_store.get_slot(conn, turn.slot_id)).ended_at is None


async def is_there(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the person is."""
    return await people_store.find_by_telegram_id(conn, delivery.chat_id) is not None
