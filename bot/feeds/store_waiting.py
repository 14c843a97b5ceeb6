"""What of the feeds' rows may still be offered to somebody."""

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds.records import Item, ItemId, Subscription
from bot.feeds.store_items import item_record
from bot.feeds.tables import feed_items, feed_offers, subscriptions
from bot.goals.records import GoalId, GoalState
from bot.goals.tables import goals
from bot.queue.records import OPEN
from bot.queue.tables import queue_entries
from bot.resources.tables import resources
from bot.sources.records import SourceId
from bot.sources.tables import source_goals


async def list_waiting(
    conn: AsyncConnection, subscription: Subscription, *, limit: int
) -> list[tuple[Item, str]]:
    """What one subscription has not offered yet, the newest first, each with the hash of its link."""
    is_offered = exists().where(
        feed_offers.c.subscription_id == subscription.id,
        feed_offers.c.item_id == feed_items.c.id,
    )
    query = (
        select(feed_items)
        .where(
            feed_items.c.feed_id == subscription.feed_id,
            feed_items.c.id > subscription.after_item,
            ~is_offered,
        )
        .order_by(feed_items.c.id.desc())
        .limit(limit)
    )
    return [(item_record(row), row.link_hash) for row in await conn.execute(query)]


async def list_newest(
    conn: AsyncConnection, feed_id: int, *, limit: int, offset: int = 0
) -> list[Item]:
    """What one feed holds, the newest first."""
    query = (
        select(feed_items)
        .where(feed_items.c.feed_id == feed_id)
        .order_by(feed_items.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [item_record(row) for row in await conn.execute(query)]


async def newest_id(conn: AsyncConnection, feed_id: int, *, until: datetime) -> ItemId | None:
    """The newest item that was there at `until`."""
    query = select(func.max(feed_items.c.id)).where(
        feed_items.c.feed_id == feed_id, feed_items.c.found_at <= until
    )
    found: int | None = (await conn.execute(query)).scalar_one()
    return ItemId(found) if found is not None else None


async def last_new_at(conn: AsyncConnection, feed_id: int) -> datetime | None:
    """When the newest item of a feed was published or found."""
    when = func.coalesce(feed_items.c.published_at, feed_items.c.found_at)
    query = select(func.max(when)).where(feed_items.c.feed_id == feed_id)
    at: datetime | None = (await conn.execute(query)).scalar_one()
    return at


async def list_offered_links(conn: AsyncConnection, person_id: int) -> frozenset[str]:
    """The hashes of all links that somebody was offered, from whichever feed."""
    query = (
        select(feed_items.c.link_hash)
        .join(feed_offers, feed_offers.c.item_id == feed_items.c.id)
        .join(subscriptions, subscriptions.c.id == feed_offers.c.subscription_id)
        .where(subscriptions.c.person_id == person_id)
    )
    return frozenset((await conn.execute(query)).scalars())


async def list_kept_keys(conn: AsyncConnection, person_id: int) -> list[str]:
    """The keys of all links that somebody has, or had."""
    query = select(resources.c.key).where(resources.c.person_id == person_id)
    return list((await conn.execute(query)).scalars())


async def list_queued_keys(conn: AsyncConnection, person_id: int) -> frozenset[str]:
    """The keys of all links in somebody's queue that are still to be done."""
    query = (
        select(resources.c.key)
        .join(queue_entries, queue_entries.c.resource_id == resources.c.id)
        .where(queue_entries.c.person_id == person_id, queue_entries.c.state.in_(sorted(OPEN)))
    )
    return frozenset((await conn.execute(query)).scalars())


async def list_goals_served(conn: AsyncConnection, person_id: int) -> dict[SourceId, GoalId]:
    """The active goal that each of somebody's sources serves; of several, the oldest."""
    query = (
        select(source_goals.c.source_id, goals.c.id)
        .join(goals, goals.c.id == source_goals.c.goal_id)
        .where(goals.c.person_id == person_id, goals.c.state == GoalState.ACTIVE)
        .order_by(goals.c.id.desc())
    )
    return {SourceId(source): GoalId(goal) for source, goal in await conn.execute(query)}
