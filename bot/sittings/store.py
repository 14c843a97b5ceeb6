"""The sittings' rows."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotForYou
from bot.goals.records import GoalId
from bot.people.records import PersonId
from bot.people.tables import people
from bot.reading.records import Mode
from bot.sittings.records import Kept, Reason, Sitting, SittingId, State
from bot.sittings.tables import sittings
from bot.slots.records import SlotId


def sitting_record(row: Row[*tuple[Any, ...]]) -> Sitting:
    """A sitting from a row that holds all columns of `sittings`."""
    return Sitting(
        id=SittingId(row.id),
        slot_id=SlotId(row.slot_id),
        person_id=PersonId(row.person_id),
        on=row.held_on,
        at=row.at,
        moved_at=row.moved_at,
        moved_zone=row.moved_zone,
        minutes=row.minutes,
        mode=Mode(row.mode) if row.mode else None,
        goal_id=GoalId(row.goal_id) if row.goal_id is not None else None,
        state=State(row.state),
        nudged_at=row.nudged_at,
        screen_key=row.screen_key,
        snoozes=row.snoozes,
        snoozed_until=row.snoozed_until,
        started_at=row.started_at,
        check_at=row.check_at,
        closes_at=row.closes_at,
        answered_at=row.answered_at,
        kept=Kept(row.kept) if row.kept else None,
        reason=Reason(row.reason) if row.reason else None,
    )


# Reading -----------------------------------------------------------------------------------------


async def get_sitting(conn: AsyncConnection, sitting_id: int) -> Sitting:
    """The sitting with that id.

    Raises:
        NotForYou: there is none.
    """
    row = (await conn.execute(select(sittings).where(sittings.c.id == sitting_id))).first()
    if row is None:
        raise NotForYou
    return sitting_record(row)


async def find_sitting(conn: AsyncConnection, *, slot_id: int, on: date) -> Sitting | None:
    """What was touched of a slot on a date."""
    query = select(sittings).where(sittings.c.slot_id == slot_id, sittings.c.held_on == on)
    row = (await conn.execute(query)).first()
    return sitting_record(row) if row else None


async def list_between(
    conn: AsyncConnection, person_id: int, *, first: date, last: date
) -> list[Sitting]:
    """Somebody's sittings of those dates that have a row, both ends included, in order."""
    return await _list(
        conn,
        select(sittings)
        .where(sittings.c.person_id == person_id, sittings.c.held_on.between(first, last))
        .order_by(sittings.c.held_on, sittings.c.at, sittings.c.id),
    )


async def list_moved(conn: AsyncConnection, person_id: int) -> list[Sitting]:
    """Somebody's sittings that were moved and are still to come."""
    return await _list(
        conn,
        select(sittings)
        .where(
            sittings.c.person_id == person_id,
            sittings.c.moved_at.is_not(None),
            sittings.c.state.in_([State.PLANNED, State.SKIPPED]),
        )
        .order_by(sittings.c.moved_at),
    )


async def list_latest(
    conn: AsyncConnection, slot_id: int, *, among: Collection[State], limit: int
) -> list[Sitting]:
    """A slot's newest sittings in those states, newest first."""
    return await _list(
        conn,
        select(sittings)
        .where(sittings.c.slot_id == slot_id, sittings.c.state.in_(among))
        .order_by(sittings.c.held_on.desc())
        .limit(limit),
    )


async def list_with_screen(conn: AsyncConnection, person_id: int) -> list[Sitting]:
    """Somebody's unanswered sittings whose nudge still has its buttons."""
    return await _list(
        conn,
        select(sittings).where(
            sittings.c.person_id == person_id,
            sittings.c.state == State.NUDGED,
            sittings.c.screen_key != "",
        ),
    )


async def is_any_started(conn: AsyncConnection, person_id: int, *, now: datetime) -> bool:
    """Whether somebody is in the midst of a sitting: begun, and its check-in is still to come."""
    query = select(sittings.c.id).where(
        sittings.c.person_id == person_id,
        sittings.c.state == State.STARTED,
        sittings.c.check_at > now,
    )
    return (await conn.execute(query.limit(1))).first() is not None


async def list_all(conn: AsyncConnection, person_id: int) -> list[Sitting]:
    """Every sitting of somebody that has a row, oldest first."""
    return await _list(
        conn,
        select(sittings).where(sittings.c.person_id == person_id).order_by(sittings.c.id),
    )


# What is due -------------------------------------------------------------------------------------


async def due_moved(conn: AsyncConnection, *, until: datetime, limit: int) -> list[Sitting]:
    """Moved sittings that begin by `until` and wait for their nudge, soonest first."""
    return await _list(
        conn,
        select(sittings)
        .where(sittings.c.state == State.PLANNED, sittings.c.moved_at <= until)
        .order_by(sittings.c.moved_at, sittings.c.id)
        .limit(limit),
    )


async def due_snoozes(conn: AsyncConnection, *, at: datetime, limit: int) -> list[Sitting]:
    """Sittings whose snooze is over at `at`, soonest first."""
    return await _list(
        conn,
        select(sittings)
        .where(sittings.c.snoozed_until <= at)
        .order_by(sittings.c.snoozed_until, sittings.c.id)
        .limit(limit),
    )


async def due_checks(conn: AsyncConnection, *, at: datetime, limit: int) -> list[Sitting]:
    """Started sittings whose check-in is due at `at`, soonest first."""
    return await _list(
        conn,
        select(sittings)
        .where(sittings.c.check_at <= at)
        .order_by(sittings.c.check_at, sittings.c.id)
        .limit(limit),
    )


async def due_closings(conn: AsyncConnection, *, at: datetime, limit: int) -> list[Sitting]:
    """Started sittings that can no longer be answered at `at`."""
    return await _list(
        conn,
        select(sittings)
        .where(sittings.c.state == State.STARTED, sittings.c.closes_at <= at)
        .order_by(sittings.c.closes_at, sittings.c.id)
        .limit(limit),
    )


async def list_out_of_zone(conn: AsyncConnection, *, limit: int) -> list[Sitting]:
    """Moved sittings to come whose person has meanwhile gone to another zone."""
    return await _list(
        conn,
        select(sittings)
        .join(people, people.c.id == sittings.c.person_id)
        .where(
            sittings.c.state.in_([State.PLANNED, State.SKIPPED]),
            sittings.c.moved_at.is_not(None),
            sittings.c.moved_zone != people.c.zone,
        )
        .order_by(sittings.c.id)
        .limit(limit),
    )


async def next_moved_at(conn: AsyncConnection) -> datetime | None:
    """When the next moved sitting begins."""
    return await _least(conn, sittings.c.moved_at, sittings.c.state == State.PLANNED)


async def next_snooze_at(conn: AsyncConnection) -> datetime | None:
    """When the next snooze ends."""
    return await _least(conn, sittings.c.snoozed_until)


async def next_check_at(conn: AsyncConnection) -> datetime | None:
    """When the next check-in of a sitting is due."""
    return await _least(conn, sittings.c.check_at)


async def next_closing_at(conn: AsyncConnection) -> datetime | None:
    """When the next started sitting closes."""
    return await _least(conn, sittings.c.closes_at, sittings.c.state == State.STARTED)


# Writing -----------------------------------------------------------------------------------------


async def touch(conn: AsyncConnection, sitting: Sitting) -> Sitting:
    """The row of an untouched sitting: made now, or the one that somebody else made first."""
    if sitting.id is not None:
        return sitting
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(sittings).values(
        slot_id=sitting.slot_id,
        person_id=sitting.person_id,
        held_on=sitting.on,
        at=sitting.at,
        minutes=sitting.minutes,
        mode=sitting.mode,
        goal_id=sitting.goal_id,
        state=State.PLANNED,
    )
    await conn.execute(statement.on_conflict_do_nothing(index_elements=["slot_id", "held_on"]))
    query = (
        select(sittings)
        .where(sittings.c.slot_id == sitting.slot_id, sittings.c.held_on == sitting.on)
        .with_for_update()
    )
    return sitting_record((await conn.execute(query)).one())


async def change(
    conn: AsyncConnection,
    sitting_id: int,
    *,
    among: Collection[State],
    **values: Any,  # noqa: ANN401 - columns of several types
) -> Sitting | None:
    """Set columns of one sitting if its state is still one of `among`; None: it is not."""
    statement = (
        update(sittings)
        .where(sittings.c.id == sitting_id, sittings.c.state.in_(among))
        .values(**values)
        .returning(sittings)
    )
    row = (await conn.execute(statement)).first()
    return sitting_record(row) if row else None


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove every sitting of somebody (erasure)."""
    await conn.execute(delete(sittings).where(sittings.c.person_id == person_id))


async def _list(conn: AsyncConnection, query: Select[Any]) -> list[Sitting]:
    return [sitting_record(row) for row in await conn.execute(query)]


async def _least(
    conn: AsyncConnection, column: ColumnElement[Any], *conditions: ColumnElement[bool]
) -> datetime | None:
    least: datetime | None = (
        await conn.execute(select(func.min(column)).where(*conditions))
    ).scalar_one()
    return least


def by_key(rows: Collection[Sitting]) -> Mapping[tuple[SlotId, date], Sitting]:
    """Sittings by slot and date."""
    return {(sitting.slot_id, sitting.on): sitting for sitting in rows}
