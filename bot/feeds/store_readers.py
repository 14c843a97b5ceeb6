"""Everybody who follows a feed."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds import store, store_items
from bot.feeds.records import NOT_BEGUN, Feed, Subscription
from bot.feeds.store_subscriptions import subscription_record
from bot.feeds.tables import feed_offers, feeds, subscriptions
from bot.sources.tables import sources


async def list_readers(conn: AsyncConnection, feed_id: int) -> list[tuple[Subscription, str]]:
    """Who follows a feed, each with the title of their source, oldest first."""
    query = (
        select(subscriptions, sources.c.title)
        .join(sources, sources.c.id == subscriptions.c.source_id)
        .where(subscriptions.c.feed_id == feed_id)
        .order_by(subscriptions.c.id)
    )
    return [(subscription_record(row), row.title) for row in await conn.execute(query)]


async def find_reader(
    conn: AsyncConnection, subscription_id: int
) -> tuple[Subscription, str] | None:
    """One subscription, with the title of its source."""
    query = (
        select(subscriptions, sources.c.title)
        .join(sources, sources.c.id == subscriptions.c.source_id)
        .where(subscriptions.c.id == subscription_id)
    )
    row = (await conn.execute(query)).first()
    return (subscription_record(row), row.title) if row is not None else None


async def list_stopped(
    conn: AsyncConnection, person_id: int, *, since: datetime
) -> list[tuple[Subscription, str, Feed]]:
    """What somebody follows and has stopped since then, in that order, with the title of its source."""
    query = (
        select(subscriptions, sources.c.title)
        .join(feeds, feeds.c.id == subscriptions.c.feed_id)
        .join(sources, sources.c.id == subscriptions.c.source_id)
        .where(
            subscriptions.c.person_id == person_id,
            feeds.c.stopped.is_not(None),
            feeds.c.stopped_at >= since,
        )
        .order_by(feeds.c.stopped_at, subscriptions.c.id)
    )
    rows = (await conn.execute(query)).all()
    return [
        (subscription_record(row), row.title, await store.get_feed(conn, row.feed_id))
        for row in rows
    ]


async def list_followed_keys(conn: AsyncConnection, person_id: int) -> frozenset[str]:
    """The keys of all feeds that somebody follows."""
    query = (
        select(feeds.c.key)
        .join(subscriptions, subscriptions.c.feed_id == feeds.c.id)
        .where(subscriptions.c.person_id == person_id)
    )
    return frozenset((await conn.execute(query)).scalars())


async def merge(conn: AsyncConnection, feed: Feed, *, into: Feed) -> None:
    """Let everybody who follows `feed` follow `into` from now on, and remove `feed`.

    Whoever follows both keeps the other; what was offered of the old one is forgotten with its items.
    """
    is_read = into.fetched_at is not None
    latest = await store_items.latest_id(conn, into.id) if is_read else NOT_BEGUN
    of_old = select(subscriptions.c.id).where(subscriptions.c.feed_id == feed.id)
    of_both = select(subscriptions.c.person_id).where(subscriptions.c.feed_id == into.id)
    await conn.execute(delete(feed_offers).where(feed_offers.c.subscription_id.in_(of_old)))
    twice = select(subscriptions.c.id).where(
        subscriptions.c.feed_id == feed.id, subscriptions.c.person_id.in_(of_both)
    )
    ids = list((await conn.execute(twice)).scalars())
    await conn.execute(delete(subscriptions).where(subscriptions.c.id.in_(ids)))
    await conn.execute(
        update(subscriptions)
        .where(subscriptions.c.feed_id == feed.id)
        .values(feed_id=into.id, after_item=latest, gap_asked_at=None)
    )
    await store.remove_feed(conn, feed.id)
