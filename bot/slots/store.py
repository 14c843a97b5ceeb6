"""The slots' rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotForYou
from bot.goals.records import GoalId
from bot.people.records import PersonId
from bot.people.tables import people
from bot.reading.records import Energy, Mode, Place
from bot.slots.records import Slot, SlotDraft, SlotId
from bot.slots.tables import slots


def slot_record(row: Row[*tuple[Any, ...]]) -> Slot:
    """A slot from a row that holds all columns of `slots`."""
    return Slot(
        id=SlotId(row.id),
        person_id=PersonId(row.person_id),
        days=frozenset(int(day) for day in row.days),
        start=row.start,
        minutes=row.minutes,
        mode=Mode(row.mode) if row.mode else None,
        place=Place(row.place) if row.place else None,
        energy=Energy(row.energy) if row.energy else None,
        goal_id=GoalId(row.goal_id) if row.goal_id is not None else None,
        lead_minutes=row.lead_minutes,
        created_at=row.created_at,
        changed_at=row.changed_at,
        ended_at=row.ended_at,
    )


async def get_slot(conn: AsyncConnection, slot_id: int) -> Slot:
    """The slot with that id, removed or not.

    Raises:
        NotForYou: there is none.
    """
    row = (await conn.execute(select(slots).where(slots.c.id == slot_id))).first()
    if row is None:
        raise NotForYou
    return slot_record(row)


async def list_slots(conn: AsyncConnection, person_id: int) -> list[Slot]:
    """The slots somebody has now, in the order of the clock."""
    query = (
        select(slots)
        .where(slots.c.person_id == person_id, slots.c.ended_at.is_(None))
        .order_by(slots.c.start, slots.c.id)
    )
    return [slot_record(row) for row in await conn.execute(query)]


async def list_all_slots(conn: AsyncConnection, person_id: int) -> list[Slot]:
    """Every slot somebody ever had, oldest first."""
    query = select(slots).where(slots.c.person_id == person_id).order_by(slots.c.id)
    return [slot_record(row) for row in await conn.execute(query)]


async def lock_slots_of(conn: AsyncConnection, person_id: int) -> None:
    """Keep two transactions from both adding the last slot that somebody may have."""
    await conn.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


async def add_slot(
    conn: AsyncConnection, *, person_id: int, draft: SlotDraft, now: datetime
) -> Slot:
    """A new slot, without a lead."""
    statement = (
        insert(slots)
        .values(
            person_id=person_id,
            lead_minutes=0,
            created_at=now,
            changed_at=now,
            **_columns(draft),
        )
        .returning(slots)
    )
    return slot_record((await conn.execute(statement)).one())


async def change_slot(
    conn: AsyncConnection, slot: Slot, draft: SlotDraft, *, now: datetime
) -> Slot:
    """Make the slot into `draft`; `changed_at` moves only when its timing does."""
    values = _columns(draft)
    if draft.timing != slot.timing:
        values["changed_at"] = now
    statement = update(slots).where(slots.c.id == slot.id).values(**values).returning(slots)
    return slot_record((await conn.execute(statement)).one())


async def set_lead(conn: AsyncConnection, slot_id: int, *, minutes: int) -> None:
    """Change how long before the start its nudge comes."""
    await conn.execute(update(slots).where(slots.c.id == slot_id).values(lead_minutes=minutes))


async def end_slot(conn: AsyncConnection, slot_id: int, *, now: datetime) -> bool:
    """Remove a slot; its row stays for the sittings it had. False when it was removed before."""
    statement = (
        update(slots).where(slots.c.id == slot_id, slots.c.ended_at.is_(None)).values(ended_at=now)
    )
    return (await conn.execute(statement)).rowcount == 1


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove every slot a person ever had (erasure)."""
    await conn.execute(delete(slots).where(slots.c.person_id == person_id))


def _columns(draft: SlotDraft) -> dict[str, Any]:
    return {
        "days": "".join(str(day) for day in sorted(draft.timing.days)),
        "start": draft.timing.start,
        "minutes": draft.timing.minutes,
        "mode": draft.mode,
        "place": draft.place,
        "energy": draft.energy,
        "goal_id": draft.goal_id,
    }
