"""The queue's rows."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotForYou
from bot.people.records import PersonId
from bot.queue.records import OPEN, Entry, EntryId, EntryState
from bot.queue.tables import queue_entries, queue_minutes
from bot.reading.records import Mode
from bot.resources.records import Resource, ResourceId
from bot.resources.store import list_resources
from bot.resources.tables import resources


def _entry(row: Row[*tuple[Any, ...]], resource: Resource) -> Entry:
    return Entry(
        id=EntryId(row.id),
        person_id=PersonId(row.person_id),
        resource=resource,
        state=EntryState(row.state),
        position=row.position,
        note=row.note,
        minutes_spent=row.minutes_spent,
        later_on=row.later_on,
        added_at=row.added_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        refused_at=row.refused_at,
    )


# Reading -----------------------------------------------------------------------------------------


async def get_entry(conn: AsyncConnection, entry_id: int) -> Entry:
    """The entry with that id, whatever its state.

    Raises:
        NotForYou: there is none, or its link was removed.
    """
    entry = await find_entry(conn, entry_id)
    if entry is None:
        raise NotForYou
    return entry


async def find_entry(conn: AsyncConnection, entry_id: int) -> Entry | None:
    """The entry with that id, whatever its state; None: there is none, or its link was removed."""
    found = await _list(conn, _seen().where(queue_entries.c.id == entry_id))
    return found[0] if found else None


async def find_entry_of(
    conn: AsyncConnection, person_id: int, *, resource_id: int
) -> Entry | None:
    """What somebody's list has of a resource, whatever its state."""
    query = _seen().where(
        queue_entries.c.person_id == person_id, queue_entries.c.resource_id == resource_id
    )
    found = await _list(conn, query)
    return found[0] if found else None


async def list_open(conn: AsyncConnection, person_id: int) -> list[Entry]:
    """What somebody means to get through, in their own order."""
    return await _list(
        conn,
        _seen()
        .where(queue_entries.c.person_id == person_id, queue_entries.c.state.in_(sorted(OPEN)))
        .order_by(queue_entries.c.position, queue_entries.c.id),
    )


async def list_offerable(
    conn: AsyncConnection, person_id: int, *, mode: Mode | None, today: date
) -> list[Entry]:
    """What of it a sitting in that mode may be offered; the rule looks at the rest."""
    query = _seen().where(
        queue_entries.c.person_id == person_id,
        queue_entries.c.state.in_(sorted(OPEN)),
        queue_entries.c.refused_at.is_(None),
        or_(queue_entries.c.later_on.is_(None), queue_entries.c.later_on <= today),
    )
    if mode is not None:
        query = query.where(or_(resources.c.mode.is_(None), resources.c.mode == mode))
    return await _list(conn, query.order_by(queue_entries.c.position, queue_entries.c.id))


async def list_ended(
    conn: AsyncConnection, person_id: int, *, limit: int | None = None
) -> list[Entry]:
    """What was done and dropped, newest first."""
    return await _list(
        conn,
        _seen()
        .where(queue_entries.c.person_id == person_id, queue_entries.c.state.not_in(sorted(OPEN)))
        .order_by(queue_entries.c.ended_at.desc(), queue_entries.c.id.desc())
        .limit(limit),
    )


async def list_all(conn: AsyncConnection, person_id: int) -> list[Entry]:
    """Every row of somebody's, those of removed links too, in their own order (export)."""
    return await _list(
        conn,
        select(queue_entries)
        .where(queue_entries.c.person_id == person_id)
        .order_by(queue_entries.c.position, queue_entries.c.id),
    )


def _seen() -> Select[Any]:
    """Entries whose link its owner has not removed: that takes it away everywhere."""
    return (
        select(queue_entries)
        .join(resources, resources.c.id == queue_entries.c.resource_id)
        .where(resources.c.removed_at.is_(None))
    )


async def count_open(conn: AsyncConnection, person_id: int) -> int:
    """How much there is to get through."""
    query = (
        select(func.count())
        .select_from(queue_entries)
        .join(resources, resources.c.id == queue_entries.c.resource_id)
        .where(
            queue_entries.c.person_id == person_id,
            queue_entries.c.state.in_(sorted(OPEN)),
            resources.c.removed_at.is_(None),
        )
    )
    return int((await conn.execute(query)).scalar_one())


async def ends_of(conn: AsyncConnection, person_id: int) -> tuple[int, int]:
    """The first and the last place that are taken on somebody's list."""
    place = queue_entries.c.position
    query = select(func.min(place), func.max(place)).where(queue_entries.c.person_id == person_id)
    first, last = (await conn.execute(query)).one()
    return first or 0, last or 0


async def _list(conn: AsyncConnection, query: Select[Any]) -> list[Entry]:
    rows = (await conn.execute(query)).all()
    found = await list_resources(conn, [row.resource_id for row in rows])
    return [_entry(row, found[row.resource_id]) for row in rows]


# Writing -----------------------------------------------------------------------------------------


async def add_entry(
    conn: AsyncConnection,
    *,
    person_id: int,
    resource_id: ResourceId,
    position: int,
    now: datetime,
) -> None:
    """Put a resource on somebody's list; where it is on it already nothing changes."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(queue_entries).values(
        person_id=person_id,
        resource_id=resource_id,
        state=EntryState.WAITING,
        position=position,
        note="",
        minutes_spent=0,
        added_at=now,
    )
    await conn.execute(
        statement.on_conflict_do_nothing(index_elements=["person_id", "resource_id"])
    )


async def change(
    conn: AsyncConnection,
    entry_id: int,
    *,
    among: Collection[EntryState] = tuple(EntryState),
    **values: Any,  # noqa: ANN401 - columns of several types
) -> bool:
    """Set columns of one entry if its state is still one of `among`; whether it was."""
    statement = (
        update(queue_entries)
        .where(queue_entries.c.id == entry_id, queue_entries.c.state.in_(sorted(among)))
        .values(**values)
    )
    return (await conn.execute(statement)).rowcount == 1


async def add_spent(conn: AsyncConnection, entry_id: int, *, minutes: int) -> None:
    """So many minutes more were spent on it."""
    await conn.execute(
        update(queue_entries)
        .where(queue_entries.c.id == entry_id)
        .values(minutes_spent=queue_entries.c.minutes_spent + minutes)
    )


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove somebody's list, and the minutes spent on it (erasure)."""
    await conn.execute(delete(queue_minutes).where(queue_minutes.c.person_id == person_id))
    await conn.execute(delete(queue_entries).where(queue_entries.c.person_id == person_id))
