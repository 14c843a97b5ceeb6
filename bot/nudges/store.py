"""The nudges' rows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, String, cast, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.nudges.records import Nudged, Turn
from bot.nudges.tables import nudge_turns, turn_checks
from bot.outbox.records import State as Sending
from bot.outbox.tables import deliveries
from bot.people.tables import people
from bot.sittings.records import Sitting, State
from bot.sittings.store import sitting_record
from bot.sittings.tables import sittings
from bot.slots.records import Occurrence, Slot, SlotId
from bot.slots.store import slot_record
from bot.slots.tables import slots


def _turn(row: Row[*tuple[Any, ...]]) -> Turn:
    values = {name: row._mapping[name] for name in nudge_turns.c.keys()}  # noqa: SLF001, SIM118
    return Turn(**{**values, "slot_id": SlotId(row.slot_id)})


# The comparison, once a minute -------------------------------------------------------------------


async def is_checked(conn: AsyncConnection, name: str, *, now: datetime) -> bool:
    """Whether the turns of that name were compared in this minute."""
    query = select(turn_checks.c.at).where(turn_checks.c.name == name)
    at: datetime | None = (await conn.execute(query)).scalar_one_or_none()
    return at is not None and _minute(at) == _minute(now)


async def mark_checked(conn: AsyncConnection, name: str, *, now: datetime) -> None:
    """The turns of that name are up to date now."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(turn_checks).values(name=name, at=now)
    await conn.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"at": now}))


async def is_by_table(conn: AsyncConnection, name: str, *, table: str) -> bool:
    """Whether the turns of that name were reckoned by that edition of the table of zones."""
    query = select(turn_checks.c.at).where(turn_checks.c.name == f"{name} by {table}")
    return (await conn.execute(query)).first() is not None


async def mark_table(conn: AsyncConnection, name: str, *, table: str, now: datetime) -> None:
    """The turns of that name are reckoned by that edition from now on."""
    await conn.execute(delete(turn_checks).where(turn_checks.c.name.like(f"{name} by %")))
    await mark_checked(conn, f"{name} by {table}", now=now)


def next_check(now: datetime) -> datetime:
    """The first moment of the next minute."""
    return _minute(now) + timedelta(minutes=1)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Stale:
    """A slot whose turn must be reckoned anew."""

    slot: Slot
    zone: str | None
    turn: Turn | None


async def list_stale(conn: AsyncConnection, *, limit: int) -> list[Stale]:
    """Slots in use without a turn, or whose timing, lead or zone differs from their turn's."""
    zone = func.coalesce(people.c.zone, "")
    query = (
        select(slots, people.c.zone)
        .join(people, people.c.id == slots.c.person_id)
        .outerjoin(nudge_turns, nudge_turns.c.slot_id == slots.c.id)
        .where(
            slots.c.ended_at.is_(None),
            or_(
                nudge_turns.c.slot_id.is_(None),
                nudge_turns.c.zone != zone,
                nudge_turns.c.changed_at != slots.c.changed_at,
                nudge_turns.c.lead_minutes != slots.c.lead_minutes,
            ),
        )
        .order_by(slots.c.id)
        .limit(limit)
    )
    found = []
    for row in (await conn.execute(query)).all():
        turn = await find_turn(conn, row.id)
        found.append(Stale(slot_record(row), row[-1], turn))
    return found


# Turns -------------------------------------------------------------------------------------------


async def find_turn(conn: AsyncConnection, slot_id: int) -> Turn | None:
    """A slot's turn."""
    query = select(nudge_turns).where(nudge_turns.c.slot_id == slot_id)
    row = (await conn.execute(query)).first()
    return _turn(row) if row else None


async def list_turns(conn: AsyncConnection) -> list[tuple[Slot, Turn]]:
    """Every slot that has a next nudge, with its turn."""
    query = (
        select(slots)
        .join(nudge_turns, nudge_turns.c.slot_id == slots.c.id)
        .where(nudge_turns.c.next_on.is_not(None))
        .order_by(slots.c.id)
    )
    turns = select(nudge_turns).where(nudge_turns.c.next_on.is_not(None))
    by_slot = {row.slot_id: _turn(row) for row in await conn.execute(turns)}
    return [(slot_record(row), by_slot[row.id]) for row in await conn.execute(query)]


async def due_turns(conn: AsyncConnection, *, at: datetime, limit: int) -> list[Turn]:
    """Turns whose nudge is due at `at`, oldest first."""
    query = (
        select(nudge_turns)
        .where(nudge_turns.c.next_at <= at)
        .order_by(nudge_turns.c.next_at, nudge_turns.c.slot_id)
        .limit(limit)
    )
    return [_turn(row) for row in await conn.execute(query)]


async def next_turn_at(conn: AsyncConnection) -> datetime | None:
    """When the next nudge is due."""
    at: datetime | None = (
        await conn.execute(select(func.min(nudge_turns.c.next_at)))
    ).scalar_one()
    return at


async def put_turn(
    conn: AsyncConnection, slot: Slot, zone: str | None, occurrence: Occurrence | None
) -> None:
    """Let the slot's next nudge be that of `occurrence`; None: it has none."""
    values = {
        "zone": zone or "",
        "changed_at": slot.changed_at,
        "lead_minutes": slot.lead_minutes,
        "next_on": occurrence.on if occurrence else None,
        "next_start_at": occurrence.at if occurrence else None,
        "next_at": occurrence.at - timedelta(minutes=slot.lead_minutes) if occurrence else None,
    }
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(nudge_turns).values(slot_id=slot.id, **values)
    await conn.execute(statement.on_conflict_do_update(index_elements=["slot_id"], set_=values))


async def change_turn(conn: AsyncConnection, slot_id: int, **values: Any) -> None:  # noqa: ANN401 - columns of several types
    """Set columns of one turn."""
    await conn.execute(
        update(nudge_turns).where(nudge_turns.c.slot_id == slot_id).values(**values)
    )


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove the turns of somebody's slots (erasure)."""
    own = select(slots.c.id).where(slots.c.person_id == person_id)
    await conn.execute(delete(nudge_turns).where(nudge_turns.c.slot_id.in_(own)))


# Sittings, as nudges see them --------------------------------------------------------------------


async def list_nudged(
    conn: AsyncConnection, person_id: int, *, since: datetime, among: Collection[Sending]
) -> list[Nudged]:
    """Somebody's nudges that were planned after `since` and whose message is in a state of `among`."""
    query = (
        select(
            sittings.c.slot_id,
            sittings.c.held_on,
            sittings.c.at,
            sittings.c.moved_at,
            slots.c.start,
            slots.c.changed_at,
            deliveries.c.planned_at,
            deliveries.c.finished_at,
            deliveries.c.expires_at,
        )
        .join(slots, slots.c.id == sittings.c.slot_id)
        .join(deliveries, deliveries.c.about == cast(sittings.c.id, String))
        .where(
            sittings.c.person_id == person_id,
            sittings.c.nudged_at > since,
            deliveries.c.kind == "nudge",
            deliveries.c.state.in_(among),
        )
    )
    return [
        Nudged(
            slot_id=SlotId(row.slot_id),
            start=row.start,
            changed_at=row.changed_at,
            on=row.held_on,
            at=row.at,
            is_moved=row.moved_at is not None,
            # One whose end is unknown is settled when we are back: it did not go out after its own end.
            sent_at=min(row.finished_at or row.planned_at, row.expires_at or row.planned_at),
        )
        for row in await conn.execute(query)
    ]


async def list_lapsed(
    conn: AsyncConnection, *, since: datetime, limit: int
) -> list[tuple[Sitting, Sending]]:
    """Nudged sittings whose message ended after `since` without being sent, with how it ended."""
    ended = (Sending.EXPIRED, Sending.CANCELLED, Sending.FAILED)
    query = (
        select(sittings, deliveries.c.state)
        .join(deliveries, deliveries.c.key == sittings.c.screen_key)
        .where(
            sittings.c.state == State.NUDGED,
            deliveries.c.finished_at > since,
            deliveries.c.state.in_(ended),
        )
        .order_by(sittings.c.id)
        .limit(limit)
    )
    return [(sitting_record(row), Sending(row[-1])) for row in await conn.execute(query)]
