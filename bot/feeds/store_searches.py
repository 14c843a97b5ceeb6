"""The rows of what is being looked for on somebody's behalf."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotForYou
from bot.feeds.records import Looking, Search, SearchId, Stage
from bot.feeds.tables import feed_searches
from bot.people.records import PersonId
from bot.sources.records import SourceId

_AT_WORK = (Stage.LOOKING, Stage.MISSED, Stage.ADDING)


def _record(row: Row[*tuple[Any, ...]]) -> Looking:
    return Looking(
        id=SearchId(row.id),
        person_id=PersonId(row.person_id),
        search=Search(row.search),
        target=row.target,
        source_id=None if row.source_id is None else SourceId(row.source_id),
        screen_key=row.screen_key,
        stage=Stage(row.stage),
        tries=row.tries,
        done=row.done,
        added=row.added,
        asked_at=row.asked_at,
    )


# Reading -----------------------------------------------------------------------------------------


async def find_search(conn: AsyncConnection, search_id: int) -> Looking | None:
    """One search; nobody else changes it until the transaction ends."""
    query = select(feed_searches).where(feed_searches.c.id == search_id).with_for_update()
    row = (await conn.execute(query)).first()
    return _record(row) if row is not None else None


async def get_list_of(conn: AsyncConnection, person_id: int, search_id: int) -> Looking:
    """The list that somebody sent, and that waits for their word.

    Raises:
        NotForYou: there is none (any more), or it is somebody else's.
    """
    found = await find_search(conn, search_id)
    if found is None or found.person_id != person_id or found.stage is not Stage.FOUND:
        raise NotForYou
    return found


async def list_searches(conn: AsyncConnection, person_id: int) -> list[Looking]:
    """All of somebody's searches, oldest first."""
    query = (
        select(feed_searches)
        .where(feed_searches.c.person_id == person_id)
        .order_by(feed_searches.c.id)
    )
    return [_record(row) for row in await conn.execute(query)]


async def count_at_work(
    conn: AsyncConnection, person_id: int, *, source_id: int | None = None
) -> int:
    """How many searches of somebody's are under way; of one source, where one is named."""
    query = select(func.count()).where(
        feed_searches.c.person_id == person_id, feed_searches.c.stage.in_(_AT_WORK)
    )
    if source_id is not None:
        query = query.where(feed_searches.c.source_id == source_id)
    return int((await conn.execute(query)).scalar_one())


async def next_due_at(conn: AsyncConnection) -> datetime | None:
    """When the next search is due, leased ones included."""
    query = select(func.min(feed_searches.c.next_at))
    earliest: datetime | None = (await conn.execute(query)).scalar_one()
    return earliest


# Writing -----------------------------------------------------------------------------------------


async def add_search(
    conn: AsyncConnection,
    *,
    person_id: int,
    search: Search,
    target: str,
    source_id: int | None,
    screen_key: str,
    now: datetime,
) -> None:
    """Look for something, beginning now."""
    await conn.execute(
        insert(feed_searches).values(
            person_id=person_id,
            search=search,
            target=target,
            source_id=source_id,
            screen_key=screen_key,
            stage=Stage.LOOKING,
            tries=0,
            done=0,
            added=0,
            asked_at=now,
            next_at=now,
        )
    )


async def claim_due(
    conn: AsyncConnection, *, now: datetime, until: datetime, limit: int
) -> list[Looking]:
    """Lease searches that are due until `until`, and count the try; the longest due first."""
    due = (
        select(feed_searches.c.id)
        .where(feed_searches.c.next_at <= now)
        .order_by(feed_searches.c.next_at, feed_searches.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list((await conn.execute(due)).scalars())
    if not ids:
        return []
    chosen = feed_searches.c.id.in_(ids)
    await conn.execute(
        update(feed_searches).where(chosen).values(next_at=until, tries=feed_searches.c.tries + 1)
    )
    query = select(feed_searches).where(chosen).order_by(feed_searches.c.id)
    return [_record(row) for row in await conn.execute(query)]


async def change_search(
    conn: AsyncConnection,
    search_id: int,
    **values: Any,  # noqa: ANN401 - columns of several types
) -> None:
    """Set columns of one search."""
    await conn.execute(
        update(feed_searches).where(feed_searches.c.id == search_id).values(**values)
    )


async def remove_search(conn: AsyncConnection, search_id: int) -> None:
    """It is over."""
    await conn.execute(delete(feed_searches).where(feed_searches.c.id == search_id))


async def remove_of_source(conn: AsyncConnection, source_id: int) -> None:
    """Nothing is looked for any more for a source that goes."""
    await conn.execute(delete(feed_searches).where(feed_searches.c.source_id == source_id))


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove all that somebody had looked for (erasure)."""
    await conn.execute(delete(feed_searches).where(feed_searches.c.person_id == person_id))
