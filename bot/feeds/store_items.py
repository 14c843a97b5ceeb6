"""The items' rows."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds.records import FeedId, Item, ItemId
from bot.feeds.rules_items import NewItem
from bot.feeds.tables import feed_items, feed_offers
from bot.reading.records import Mode


def item_record(row: Row[*tuple[Any, ...]]) -> Item:
    """An item from a row that holds all columns of `feed_items`."""
    return Item(
        id=ItemId(row.id),
        feed_id=FeedId(row.feed_id),
        url=row.url,
        title=row.title,
        text=row.text,
        mode=None if row.mode is None else Mode(row.mode),
        minutes=row.minutes,
        published_at=row.published_at,
        found_at=row.found_at,
    )


# Reading -----------------------------------------------------------------------------------------


async def find_item(conn: AsyncConnection, item_id: int) -> Item | None:
    """One item."""
    row = (await conn.execute(select(feed_items).where(feed_items.c.id == item_id))).first()
    return item_record(row) if row is not None else None


async def list_after(conn: AsyncConnection, feed_id: int, *, after: int, limit: int) -> list[Item]:
    """A feed's items with a higher id than `after`, the newest first."""
    query = (
        select(feed_items)
        .where(feed_items.c.feed_id == feed_id, feed_items.c.id > after)
        .order_by(feed_items.c.id.desc())
        .limit(limit)
    )
    return [item_record(row) for row in await conn.execute(query)]


async def latest_id(conn: AsyncConnection, feed_id: int) -> ItemId:
    """The highest id among a feed's items; 0: it has none."""
    query = select(func.max(feed_items.c.id)).where(feed_items.c.feed_id == feed_id)
    return ItemId((await conn.execute(query)).scalar_one() or 0)


async def list_hashes(conn: AsyncConnection, feed_id: int) -> dict[ItemId, frozenset[str]]:
    """What tells a feed's items apart, by their ids, the newest first."""
    query = (
        select(
            feed_items.c.id,
            feed_items.c.guid_hash,
            feed_items.c.link_hash,
            feed_items.c.content_hash,
        )
        .where(feed_items.c.feed_id == feed_id)
        .order_by(feed_items.c.id.desc())
    )
    return {
        ItemId(row.id): frozenset({row.guid_hash, row.link_hash, row.content_hash})
        for row in await conn.execute(query)
    }


# Writing -----------------------------------------------------------------------------------------


async def add_items(
    conn: AsyncConnection, feed_id: int, items: Sequence[NewItem], *, now: datetime
) -> None:
    """Keep new items, in that order; whoever does so holds the feed's row."""
    if items:
        rows = [{**asdict(item), "feed_id": feed_id, "found_at": now} for item in items]
        await conn.execute(insert(feed_items), rows)


async def forget_items(
    conn: AsyncConnection, ids: Sequence[int], *, offered_before: datetime
) -> None:
    """Remove items; one that was offered to somebody stays until `offered_before` has passed it."""
    if not ids:
        return
    old = select(feed_items.c.id).where(
        feed_items.c.id.in_(ids), feed_items.c.found_at < offered_before
    )
    await conn.execute(delete(feed_offers).where(feed_offers.c.item_id.in_(old)))
    is_offered = exists().where(feed_offers.c.item_id == feed_items.c.id)
    await conn.execute(delete(feed_items).where(feed_items.c.id.in_(ids), ~is_offered))


async def forget_texts(conn: AsyncConnection, *, before: datetime, limit: int) -> int:
    """Drop the words of old items: nobody looks for keywords in them any more; how many."""
    old = (
        select(feed_items.c.id)
        .where(feed_items.c.found_at < before, feed_items.c.text != "")
        .order_by(feed_items.c.found_at)
        .limit(limit)
    )
    ids = list((await conn.execute(old)).scalars())
    if ids:
        await conn.execute(update(feed_items).where(feed_items.c.id.in_(ids)).values(text=""))
    return len(ids)
