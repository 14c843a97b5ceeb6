"""The rows of minutes spent outside of sittings."""

from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.queue.records import EntryId, Spent
from bot.queue.tables import queue_minutes
from bot.reading.records import Mode


async def add_minutes(
    conn: AsyncConnection,
    *,
    person_id: int,
    entry_id: EntryId,
    on: date,
    minutes: int,
    mode: Mode | None,
) -> None:
    """Write down minutes that were spent on an entry, outside of any sitting."""
    await conn.execute(
        insert(queue_minutes).values(
            person_id=person_id, entry_id=entry_id, held_on=on, minutes=minutes, mode=mode
        )
    )


async def list_minutes(
    conn: AsyncConnection,
    person_id: int,
    *,
    first: date | None = None,
    last: date | None = None,
) -> list[Spent]:
    """What somebody spent outside of sittings, both dates included, oldest first."""
    query = select(queue_minutes).where(queue_minutes.c.person_id == person_id)
    if first is not None:
        query = query.where(queue_minutes.c.held_on >= first)
    if last is not None:
        query = query.where(queue_minutes.c.held_on <= last)
    rows = await conn.execute(query.order_by(queue_minutes.c.held_on, queue_minutes.c.id))
    return [
        Spent(on=row.held_on, minutes=row.minutes, mode=Mode(row.mode) if row.mode else None)
        for row in rows
    ]


async def list_minutes_of(conn: AsyncConnection, entry_id: int) -> list[Spent]:
    """What was spent on one entry outside of sittings, oldest first."""
    query = (
        select(queue_minutes)
        .where(queue_minutes.c.entry_id == entry_id)
        .order_by(queue_minutes.c.held_on, queue_minutes.c.id)
    )
    return [
        Spent(on=row.held_on, minutes=row.minutes, mode=Mode(row.mode) if row.mode else None)
        for row in await conn.execute(query)
    ]
