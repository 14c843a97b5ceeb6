"""The rows of what was offered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds.records import (
    Answered,
    FeedId,
    Item,
    ItemId,
    Offer,
    SubscriptionId,
)
from bot.feeds.store_subscriptions import subscription_record
from bot.feeds.tables import feed_items, feed_offers, subscriptions
from bot.reading.records import Mode
from bot.sources.tables import sources

_NAME = "source_name"
_ITEM = tuple(column.label(f"item_{column.name}") for column in feed_items.c)


def _item(row: Row[*tuple[Any, ...]]) -> Item:
    return Item(
        id=ItemId(row.item_id),
        feed_id=FeedId(row.item_feed_id),
        url=row.item_url,
        title=row.item_title,
        text=row.item_text,
        mode=Mode(row.item_mode) if row.item_mode else None,
        minutes=row.item_minutes,
        published_at=row.item_published_at,
        found_at=row.item_found_at,
    )


async def add_offers(
    conn: AsyncConnection,
    offered: Sequence[tuple[SubscriptionId, ItemId]],
    *,
    at: datetime,
    answered: Answered,
) -> None:
    """Write down what one message or list offers, in its order."""
    if not offered:
        return
    rows = [
        {
            "subscription_id": subscription_id,
            "item_id": item_id,
            "offered_at": at,
            "place": place,
            "answered": answered,
        }
        for place, (subscription_id, item_id) in enumerate(offered, 1)
    ]
    await conn.execute(insert(feed_offers), rows)


async def put_saved(
    conn: AsyncConnection, subscription_id: int, item_id: int, *, at: datetime
) -> None:
    """An item was saved by hand: it is not offered (again)."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(feed_offers).values(
        subscription_id=subscription_id,
        item_id=item_id,
        offered_at=at,
        place=0,
        answered=Answered.SAVED,
    )
    await conn.execute(
        statement.on_conflict_do_update(
            index_elements=["subscription_id", "item_id"], set_={"answered": Answered.SAVED}
        )
    )


async def list_offers(conn: AsyncConnection, person_id: int, *, at: datetime) -> list[Offer]:
    """What one message or list offered to somebody, in its order."""
    query = (
        select(
            subscriptions,
            *_ITEM,
            sources.c.title.label(_NAME),
            feed_offers.c.offered_at,
            feed_offers.c.place,
            feed_offers.c.answered,
        )
        .join(feed_offers, feed_offers.c.subscription_id == subscriptions.c.id)
        .join(feed_items, feed_items.c.id == feed_offers.c.item_id)
        .join(sources, sources.c.id == subscriptions.c.source_id)
        .where(
            subscriptions.c.person_id == person_id,
            feed_offers.c.offered_at == at,
            feed_offers.c.place > 0,
        )
        .order_by(feed_offers.c.place, subscriptions.c.id)
    )
    return [
        Offer(
            subscription=subscription_record(row),
            item=_item(row),
            name=row.source_name,
            offered_at=row.offered_at,
            place=row.place,
            answered=Answered(row.answered),
        )
        for row in await conn.execute(query)
    ]


async def list_all_offers(
    conn: AsyncConnection, subscription_id: int
) -> list[tuple[Item, datetime, Answered]]:
    """All that one subscription ever offered and is still known, the oldest first."""
    query = (
        select(*_ITEM, feed_offers.c.offered_at, feed_offers.c.answered)
        .join(feed_offers, feed_offers.c.item_id == feed_items.c.id)
        .where(feed_offers.c.subscription_id == subscription_id)
        .order_by(feed_offers.c.offered_at, feed_offers.c.place)
    )
    return [
        (_item(row), row.offered_at, Answered(row.answered)) for row in await conn.execute(query)
    ]


async def answer(
    conn: AsyncConnection, subscription_id: int, item_id: int, answered: Answered
) -> bool:
    """Keep what became of an offer; False: that was so already, or there is no such offer."""
    statement = (
        update(feed_offers)
        .where(
            feed_offers.c.subscription_id == subscription_id,
            feed_offers.c.item_id == item_id,
            feed_offers.c.answered != answered,
        )
        .values(answered=answered)
    )
    return (await conn.execute(statement)).rowcount == 1


async def list_answers(
    conn: AsyncConnection, subscription_id: int, *, limit: int
) -> list[Answered]:
    """What became of the offers of one subscription that were answered, the newest first."""
    query = (
        select(feed_offers.c.answered)
        .where(
            feed_offers.c.subscription_id == subscription_id,
            feed_offers.c.answered.in_([Answered.SAVED, Answered.REFUSED]),
        )
        .order_by(feed_offers.c.offered_at.desc(), feed_offers.c.place.desc())
        .limit(limit)
    )
    return [Answered(answered) for answered in (await conn.execute(query)).scalars()]


async def count_offered(
    conn: AsyncConnection, person_id: int, *, since: datetime
) -> dict[SubscriptionId, int]:
    """How many offers each of somebody's subscriptions made since then.

    What was only passed over after a gap, or saved by hand, does not count.
    """
    query = (
        select(feed_offers.c.subscription_id, func.count())
        .join(subscriptions, subscriptions.c.id == feed_offers.c.subscription_id)
        .where(
            subscriptions.c.person_id == person_id,
            feed_offers.c.offered_at >= since,
            feed_offers.c.place > 0,
            feed_offers.c.answered != Answered.SKIPPED,
        )
        .group_by(feed_offers.c.subscription_id)
    )
    return {SubscriptionId(own): count for own, count in await conn.execute(query)}


async def last_offered(conn: AsyncConnection, person_id: int) -> dict[SubscriptionId, datetime]:
    """When each of somebody's subscriptions made its last offer."""
    query = (
        select(feed_offers.c.subscription_id, func.max(feed_offers.c.offered_at))
        .join(subscriptions, subscriptions.c.id == feed_offers.c.subscription_id)
        .where(subscriptions.c.person_id == person_id, feed_offers.c.place > 0)
        .group_by(feed_offers.c.subscription_id)
    )
    return {SubscriptionId(own): at for own, at in await conn.execute(query)}


async def take_back(conn: AsyncConnection, person_id: int, *, at: datetime) -> int:
    """Forget offers of a message that nobody has seen, so that they are made again; how many."""
    own = select(subscriptions.c.id).where(subscriptions.c.person_id == person_id)
    statement = delete(feed_offers).where(
        feed_offers.c.subscription_id.in_(own),
        feed_offers.c.offered_at == at,
        feed_offers.c.answered == Answered.NOTHING,
    )
    return (await conn.execute(statement)).rowcount


async def has_offers(conn: AsyncConnection, person_id: int, *, at: datetime) -> bool:
    """Whether a message or list of that very moment is there."""
    query = (
        select(feed_offers.c.item_id)
        .join(subscriptions, subscriptions.c.id == feed_offers.c.subscription_id)
        .where(subscriptions.c.person_id == person_id, feed_offers.c.offered_at == at)
        .limit(1)
    )
    return (await conn.execute(query)).first() is not None
