"""The rows of the circles' logs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles.records import CircleId, Event, LogEntry
from bot.circles.tables import circle_log, members
from bot.people.records import PersonId


def _log_entry(row: Row[*tuple[Any, ...]]) -> LogEntry:
    return LogEntry(
        event=Event(row.event),
        at=row.at,
        person_id=row.person_id,
        by_person_id=row.by_person_id,
        details=row.details,
    )


async def list_log(conn: AsyncConnection, circle_id: int, *, limit: int) -> list[LogEntry]:
    """The newest lines of the log, newest first."""
    query = (
        select(circle_log)
        .where(circle_log.c.circle_id == circle_id)
        .order_by(circle_log.c.id.desc())
        .limit(limit)
    )
    return [_log_entry(row) for row in await conn.execute(query)]


async def find_joining(
    conn: AsyncConnection, *, circle_id: int, person_id: int
) -> LogEntry | None:
    """The log's newest line about that person's coming; the opener has none."""
    query = (
        select(circle_log)
        .where(
            circle_log.c.circle_id == circle_id,
            circle_log.c.person_id == person_id,
            circle_log.c.event == Event.JOINED,
        )
        .order_by(circle_log.c.id.desc())
        .limit(1)
    )
    row = (await conn.execute(query)).first()
    return _log_entry(row) if row else None


async def write_log(
    conn: AsyncConnection,
    circle_id: CircleId,
    event: Event,
    *,
    now: datetime,
    person_id: PersonId | None = None,
    by: PersonId | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """One more line in the circle's log."""
    await conn.execute(
        insert(circle_log).values(
            circle_id=circle_id,
            event=event,
            at=now,
            person_id=person_id,
            by_person_id=by,
            details=dict(details or {}),
        )
    )


async def unname(conn: AsyncConnection, person_id: int) -> None:
    """Take a person's name out of every line; their stays must still bear it."""
    for column in (circle_log.c.person_id, circle_log.c.by_person_id):
        await conn.execute(
            update(circle_log).where(column == person_id).values({column.name: None})
        )
    was_there = select(members.c.circle_id).where(members.c.person_id == person_id)
    query = select(circle_log.c.id, circle_log.c.details).where(
        circle_log.c.event == Event.JOINED, circle_log.c.circle_id.in_(was_there)
    )
    for row in (await conn.execute(query)).all():
        vouchers, inviter = row.details.get("vouchers", []), row.details.get("invited_by")
        if person_id not in vouchers and person_id != inviter:
            continue
        unnamed = {
            "vouchers": [None if voucher == person_id else voucher for voucher in vouchers],
            "invited_by": None if inviter == person_id else inviter,
        }
        await conn.execute(
            update(circle_log).where(circle_log.c.id == row.id).values(details=unnamed)
        )


async def forget_log(conn: AsyncConnection, circle_id: CircleId) -> None:
    """Remove every line (the circle is deleted)."""
    await conn.execute(delete(circle_log).where(circle_log.c.circle_id == circle_id))
