"""The rows of who follows which feed, and when somebody is next offered something."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotForYou
from bot.feeds.records import (
    NOT_BEGUN,
    FeedId,
    ItemId,
    Subscription,
    SubscriptionId,
    Turn,
)
from bot.feeds.tables import feed_offers, feed_turns, subscriptions
from bot.people.records import PersonId
from bot.people.tables import people
from bot.sources.records import SourceId

_NO_ZONE = "UTC"  # of somebody who has not told theirs


def subscription_record(row: Row[Any]) -> Subscription:
    """A subscription from a row that holds all columns of `subscriptions`."""
    return Subscription(
        id=SubscriptionId(row.id),
        person_id=PersonId(row.person_id),
        feed_id=FeedId(row.feed_id),
        source_id=SourceId(row.source_id),
        per_week=row.per_week,
        include=row.include,
        exclude=row.exclude,
        after_item=ItemId(row.after_item),
        gap_asked_at=row.gap_asked_at,
        created_at=row.created_at,
    )


async def add_subscription(
    conn: AsyncConnection,
    *,
    person_id: int,
    feed_id: int,
    source_id: int,
    per_week: int,
    now: datetime,
) -> Subscription:
    """Somebody follows a feed from now on."""
    statement = (
        insert(subscriptions)
        .values(
            person_id=person_id,
            feed_id=feed_id,
            source_id=source_id,
            per_week=per_week,
            include="",
            exclude="",
            after_item=NOT_BEGUN,
            created_at=now,
        )
        .returning(subscriptions)
    )
    return subscription_record((await conn.execute(statement)).one())


async def get_subscription(conn: AsyncConnection, subscription_id: int) -> Subscription:
    """The subscription with that id.

    Raises:
        NotForYou: there is none (any more).
    """
    query = select(subscriptions).where(subscriptions.c.id == subscription_id)
    row = (await conn.execute(query)).first()
    if row is None:
        raise NotForYou
    return subscription_record(row)


async def find_by_feed(
    conn: AsyncConnection, person_id: int, *, feed_id: int
) -> Subscription | None:
    """How somebody follows a feed; None: they do not."""
    query = select(subscriptions).where(
        subscriptions.c.person_id == person_id, subscriptions.c.feed_id == feed_id
    )
    row = (await conn.execute(query)).first()
    return subscription_record(row) if row else None


async def find_by_source(conn: AsyncConnection, source_id: int) -> Subscription | None:
    """How the feed of a source is followed; None: it is not."""
    query = select(subscriptions).where(subscriptions.c.source_id == source_id)
    row = (await conn.execute(query)).first()
    return subscription_record(row) if row else None


async def list_subscriptions(conn: AsyncConnection, person_id: int) -> list[Subscription]:
    """All that somebody follows, the oldest first."""
    query = (
        select(subscriptions)
        .where(subscriptions.c.person_id == person_id)
        .order_by(subscriptions.c.id)
    )
    return [subscription_record(row) for row in await conn.execute(query)]


async def count_subscriptions(conn: AsyncConnection, person_id: int) -> int:
    """How many feeds somebody follows."""
    query = select(func.count()).where(subscriptions.c.person_id == person_id)
    return int((await conn.execute(query)).scalar_one())


async def lock_subscriptions_of(conn: AsyncConnection, person_id: int) -> None:
    """Keep two transactions from both adding the last one, or from both offering."""
    await conn.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


async def change_subscription(conn: AsyncConnection, subscription_id: int, **values: Any) -> None:  # noqa: ANN401 - columns of several types
    """Set columns of one subscription."""
    statement = update(subscriptions).where(subscriptions.c.id == subscription_id).values(**values)
    await conn.execute(statement)


async def remove_subscription(conn: AsyncConnection, subscription_id: int) -> None:
    """Remove it with its offers; the feed stays for those who also follow it."""
    await conn.execute(delete(feed_offers).where(feed_offers.c.subscription_id == subscription_id))
    await conn.execute(delete(subscriptions).where(subscriptions.c.id == subscription_id))


# Turns -------------------------------------------------------------------------------------------


def _turn(row: Row[Any]) -> Turn:
    return Turn(
        person_id=PersonId(row.person_id),
        zone=row.zone,
        offered_at=row.offered_at,
        next_at=row.next_at,
    )


async def put_turn(
    conn: AsyncConnection,
    person_id: int,
    *,
    zone: str,
    next_at: datetime,
    offered_at: datetime | None,
) -> None:
    """Let somebody be offered something at `next_at`."""
    values = {"zone": zone, "next_at": next_at, "offered_at": offered_at}
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(feed_turns).values(person_id=person_id, **values)
    await conn.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


async def find_turn(conn: AsyncConnection, person_id: int) -> Turn | None:
    """Somebody's turn; None: they follow nothing."""
    query = select(feed_turns).where(feed_turns.c.person_id == person_id)
    row = (await conn.execute(query)).first()
    return _turn(row) if row else None


async def due_turns(conn: AsyncConnection, *, at: datetime, limit: int) -> list[Turn]:
    """Turns that are due at `at`, oldest first."""
    query = (
        select(feed_turns)
        .where(feed_turns.c.next_at <= at)
        .order_by(feed_turns.c.next_at, feed_turns.c.person_id)
        .limit(limit)
    )
    return [_turn(row) for row in await conn.execute(query)]


async def list_out_of_zone(conn: AsyncConnection, *, limit: int) -> list[Turn]:
    """Turns of people whose zone is another one by now."""
    query = (
        select(feed_turns)
        .join(people, people.c.id == feed_turns.c.person_id)
        .where(feed_turns.c.zone != func.coalesce(people.c.zone, _NO_ZONE))
        .order_by(feed_turns.c.person_id)
        .limit(limit)
    )
    return [_turn(row) for row in await conn.execute(query)]


async def next_turn_at(conn: AsyncConnection) -> datetime | None:
    """When the next one is due."""
    at: datetime | None = (await conn.execute(select(func.min(feed_turns.c.next_at)))).scalar_one()
    return at


async def remove_turn(conn: AsyncConnection, person_id: int) -> None:
    """Nothing is offered to them any more."""
    await conn.execute(delete(feed_turns).where(feed_turns.c.person_id == person_id))


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove all that somebody follows, with its offers and their turn (erasure)."""
    own = select(subscriptions.c.id).where(subscriptions.c.person_id == person_id)
    await conn.execute(delete(feed_offers).where(feed_offers.c.subscription_id.in_(own)))
    await conn.execute(delete(subscriptions).where(subscriptions.c.person_id == person_id))
    await remove_turn(conn, person_id)
