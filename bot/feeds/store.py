"""The feeds' rows."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, delete, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import LostRace, NotForYou
from bot.feeds import rules_fetching
from bot.feeds.records import (
    LONGEST_TITLE,
    LONGEST_URL,
    Feed,
    FeedId,
    Stopped,
)
from bot.feeds.rules_fetching import Next
from bot.feeds.rules_items import key_of
from bot.feeds.tables import feed_items, feeds, subscriptions

MOST_TURNS: Final = 3  # to make a feed that others forget and make


def feed_record(row: Row[*tuple[Any, ...]]) -> Feed:
    """A feed from a row that holds all columns of `feeds`."""
    return Feed(
        id=FeedId(row.id),
        url=row.url,
        title=row.title,
        site_url=row.site_url,
        is_podcast=row.is_podcast,
        etag=row.etag,
        last_modified=row.last_modified,
        next_at=row.next_at,
        fetched_at=row.fetched_at,
        period_minutes=row.period_minutes,
        failures=row.failures,
        failing_since=row.failing_since,
        stopped=None if row.stopped is None else Stopped(row.stopped),
    )


def _is_followed() -> ColumnElement[bool]:
    return exists().where(subscriptions.c.feed_id == feeds.c.id)


# Reading -----------------------------------------------------------------------------------------


async def get_feed(conn: AsyncConnection, feed_id: int) -> Feed:
    """The feed with that id.

    Raises:
        NotForYou: there is none.
    """
    row = (await conn.execute(select(feeds).where(feeds.c.id == feed_id))).first()
    if row is None:
        raise NotForYou
    return feed_record(row)


async def find_feed(conn: AsyncConnection, feed_id: int, *, locked: bool = False) -> Feed | None:
    """Likewise, or None; `locked`: nobody else changes it until the transaction ends."""
    query = select(feeds).where(feeds.c.id == feed_id)
    row = (await conn.execute(query.with_for_update() if locked else query)).first()
    return feed_record(row) if row is not None else None


async def find_feed_by_key(conn: AsyncConnection, key: str) -> Feed | None:
    """The feed at that address, by its key."""
    row = (await conn.execute(select(feeds).where(feeds.c.key == key))).first()
    return feed_record(row) if row is not None else None


async def list_by_keys(conn: AsyncConnection, keys: Collection[str]) -> dict[str, Feed]:
    """The feeds that there are of these keys."""
    query = select(feeds).where(feeds.c.key.in_(sorted(keys)))
    return {row.key: feed_record(row) for row in await conn.execute(query)}


async def next_due_at(conn: AsyncConnection) -> datetime | None:
    """When the next feed that somebody follows is fetched, leased ones included."""
    query = select(func.min(feeds.c.next_at)).where(feeds.c.stopped.is_(None), _is_followed())
    earliest: datetime | None = (await conn.execute(query)).scalar_one()
    return earliest


# Writing -----------------------------------------------------------------------------------------


async def put_feed(
    conn: AsyncConnection,
    *,
    url: str,
    title: str,
    site_url: str,
    is_podcast: bool,
    now: datetime,
    within: timedelta = timedelta(0),
) -> Feed:
    """The feed at that address: the one that there is, or a new one.

    A new one, and one that had stopped, is read soon: somebody wants it again.

    Args:
        conn: the transaction.
        url: its address, as it was found.
        title: what it is called so far; it will say itself.
        site_url: the page it belongs to; may be empty.
        is_podcast: whether most of its items are audio, as far as is known.
        now: the moment.
        within: many new ones are spread over so long.
    """
    key = key_of(url)
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(feeds)
        .values(
            key=key,
            url=url[:LONGEST_URL],
            title=title[:LONGEST_TITLE],
            site_url=site_url[:LONGEST_URL],
            is_podcast=is_podcast,
            etag="",
            last_modified="",
            next_at=now,
            period_minutes=0,
            failures=0,
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(feeds)
    )
    # The lock keeps whoever forgets feeds without readers away from this one, and nobody else.
    query = select(feeds).where(feeds.c.key == key).with_for_update(read=True, key_share=True)
    row, is_new = None, False
    for _ in range(MOST_TURNS):  # it may be forgotten at this very moment, and made anew by others
        if (row := (await conn.execute(statement)).first()) is not None:
            is_new = True
            break
        if (row := (await conn.execute(query)).first()) is not None:
            break
    if row is None:
        raise LostRace
    feed = feed_record(row)
    if is_new and within:
        at = rules_fetching.first_at(feed.id, now=now, within=within)
        await change_feed(conn, feed.id, next_at=at)
    elif feed.stopped is not None:
        await revive(conn, feed.id, now=now)
    return await get_feed(conn, feed.id)


async def claim_due(
    conn: AsyncConnection, *, now: datetime, until: datetime, limit: int
) -> list[Feed]:
    """Lease feeds that are due and followed until `until`, the longest due first."""
    due = (
        select(feeds)
        .where(feeds.c.next_at <= now, feeds.c.stopped.is_(None), _is_followed())
        .order_by(feeds.c.next_at, feeds.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = [feed_record(row) for row in await conn.execute(due)]
    if found:
        ids = [feed.id for feed in found]
        await conn.execute(update(feeds).where(feeds.c.id.in_(ids)).values(next_at=until))
    return found


async def put_off(conn: AsyncConnection, *, now: datetime, until: datetime) -> int:
    """Let all that is due wait until `until`, unasked; how many."""
    statement = (
        update(feeds)
        .where(feeds.c.next_at <= now, feeds.c.stopped.is_(None), _is_followed())
        .values(next_at=until)
    )
    return (await conn.execute(statement)).rowcount


async def change_feed(
    conn: AsyncConnection,
    feed_id: int,
    **values: Any,  # noqa: ANN401 - columns of several types
) -> None:
    """Set columns of one feed."""
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(**values))


async def set_next(
    conn: AsyncConnection,
    feed_id: int,
    following: Next,
    **values: Any,  # noqa: ANN401 - columns of several types
) -> None:
    """Write what follows from a fetch, and what it brought."""
    await change_feed(
        conn,
        feed_id,
        next_at=following.next_at,
        period_minutes=following.period_minutes,
        failures=following.failures,
        failing_since=following.failing_since,
        stopped=following.stopped.value if following.stopped else None,
        **values,
    )


async def revive(conn: AsyncConnection, feed_id: int, *, now: datetime) -> None:
    """Fetch a feed again, and at once: as if it had never failed."""
    await change_feed(
        conn,
        feed_id,
        stopped=None,
        stopped_at=None,
        failures=0,
        failing_since=None,
        next_at=now,
    )


async def remove_feed(conn: AsyncConnection, feed_id: int) -> None:
    """Remove a feed that nobody follows, and its items."""
    await conn.execute(delete(feed_items).where(feed_items.c.feed_id == feed_id))
    await conn.execute(delete(feeds).where(feeds.c.id == feed_id))


async def list_unfollowed(conn: AsyncConnection, *, before: datetime, limit: int) -> list[FeedId]:
    """Feeds that nobody follows, and that would have been fetched before `before`, or never.

    They are locked: nobody begins to follow one of them until the transaction ends.
    """
    query = (
        select(feeds.c.id)
        .where(
            (feeds.c.next_at < before) | feeds.c.next_at.is_(None),
            ~_is_followed(),
        )
        .order_by(feeds.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list((await conn.execute(query)).scalars())
    # Somebody may have begun to while the lock was waited for.
    still = select(feeds.c.id).where(feeds.c.id.in_(ids), ~_is_followed()).order_by(feeds.c.id)
    return [FeedId(number) for number in (await conn.execute(still)).scalars()]
