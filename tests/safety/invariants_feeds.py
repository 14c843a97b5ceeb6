"""What must be true of feeds, of who follows them, and of what they are offered."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.config import FeedSettings
from bot.feeds.actions import OFFER
from bot.feeds.actions_waiting import about_of
from bot.feeds.records import MOST_PER_WEEK
from bot.feeds.tables import (
    feed_items,
    feed_offers,
    feed_searches,
    feed_turns,
    feeds,
    subscriptions,
)
from bot.outbox.tables import deliveries
from bot.people.tables import people
from bot.sources.tables import sources
from tests.safety.findings import Question

# Whatever zone they are in, the seven dates that end with today's began so long ago at least: the
# clock may have been put forward.
SEVEN_DATES: Final = timedelta(days=6) - timedelta(hours=1)
APART: Final = timedelta(hours=18) - timedelta(minutes=1)
FOLLOWED_LATER: Final = timedelta(days=7)
WITH_WORDS: Final = timedelta(days=30)
A_DAY: Final = timedelta(days=1)


def own_subscriptions() -> Question:
    """I-5: the source that is followed belongs to whoever follows it."""
    return Question(
        "I-5: subscription {} is for source {} of somebody else",
        select(subscriptions.c.id, sources.c.id)
        .join(sources, sources.c.id == subscriptions.c.source_id)
        .where(sources.c.person_id != subscriptions.c.person_id),
    )


def one_feed_a_key() -> Question:
    """A feed is fetched once for all who read it."""
    return Question(
        "L-1: {} feeds have the key {}",
        select(func.count(), feeds.c.key).group_by(feeds.c.key).having(func.count() > 1),
    )


def followed_by_one() -> Question:
    """So many of one person at most."""
    return Question(
        "person {} follows {} feeds",
        select(subscriptions.c.person_id, func.count())
        .group_by(subscriptions.c.person_id)
        .having(func.count() > FeedSettings().per_person),
    )


def mornings() -> Question:
    """Who follows anything has a morning."""
    return Question(
        "person {} follows feed {}, and has no turn",
        select(subscriptions.c.person_id, subscriptions.c.feed_id)
        .outerjoin(feed_turns, feed_turns.c.person_id == subscriptions.c.person_id)
        .where(feed_turns.c.person_id.is_(None)),
    )


def mornings_of_readers() -> Question:
    """Who follows nothing has none."""
    return Question(
        "person {} has a turn, and follows nothing",
        select(feed_turns.c.person_id)
        .outerjoin(subscriptions, subscriptions.c.person_id == feed_turns.c.person_id)
        .where(subscriptions.c.person_id.is_(None)),
    )


def offers_of_what_is_followed() -> Question:
    """An offered item belongs to the feed that is followed."""
    return Question(
        "subscription {} offered item {} of another feed",
        select(feed_offers.c.subscription_id, feed_offers.c.item_id)
        .join(subscriptions, subscriptions.c.id == feed_offers.c.subscription_id)
        .join(feed_items, feed_items.c.id == feed_offers.c.item_id)
        .where(feed_items.c.feed_id != subscriptions.c.feed_id),
    )


def searches_of_own_sources() -> Question:
    """I-5: what is looked for is looked for at the person's own source."""
    return Question(
        "I-5: search {} is for source {} of somebody else",
        select(feed_searches.c.id, sources.c.id)
        .join(sources, sources.c.id == feed_searches.c.source_id)
        .where(sources.c.person_id != feed_searches.c.person_id),
    )


def failures() -> Question:
    """A feed that fails has begun to at some moment, and one that stopped is known since when."""
    return Question(
        "feed {} has {} failures, which does not fit its moments",
        select(feeds.c.id, feeds.c.failures).where(
            or_(
                (feeds.c.failures == 0) != feeds.c.failing_since.is_(None),
                feeds.c.stopped.is_not(None) != feeds.c.stopped_at.is_not(None),
            )
        ),
    )


ALWAYS = (
    own_subscriptions,
    one_feed_a_key,
    followed_by_one,
    mornings,
    mornings_of_readers,
    offers_of_what_is_followed,
    searches_of_own_sources,
    failures,
)


async def offers(conn: AsyncConnection, *, per_week_never_fell: bool) -> list[str]:
    """Nothing is offered twice, nothing beyond what somebody wants in a week, nothing twice in a morning.

    What was saved by hand, or from a list of what was missed, was no message.
    """
    query = (
        select(
            feed_offers.c.subscription_id,
            feed_offers.c.item_id,
            feed_offers.c.offered_at,
            feed_items.c.link_hash,
            subscriptions.c.person_id,
            subscriptions.c.per_week,
            people.c.telegram_id,
        )
        .join(subscriptions, subscriptions.c.id == feed_offers.c.subscription_id)
        .join(feed_items, feed_items.c.id == feed_offers.c.item_id)
        .join(people, people.c.id == subscriptions.c.person_id)
        .where(feed_offers.c.place > 0)
        .order_by(feed_offers.c.offered_at, feed_offers.c.place)
    )
    rows = (await conn.execute(query)).all()
    if not rows:
        return []
    told = select(deliveries.c.chat_id, deliveries.c.about).where(deliveries.c.kind == OFFER)
    messages = {(row.chat_id, row.about) for row in await conn.execute(told)}
    sent = [row for row in rows if (row.telegram_id, about_of(row.offered_at)) in messages]
    return [*_twice(sent), *_too_many(sent, per_week_never_fell), *_too_close(sent)]


def _twice(sent: list[Any]) -> list[str]:
    seen: set[tuple[int, str]] = set()
    found = []
    for row in sent:
        if (row.person_id, row.link_hash) in seen:
            found.append(f"item {row.item_id} was offered to person {row.person_id} again")
        seen.add((row.person_id, row.link_hash))
    return found


def _too_many(sent: list[Any], per_week_never_fell: bool) -> list[str]:
    moments: defaultdict[int, list[datetime]] = defaultdict(list)
    most: dict[int, int] = {}
    for row in sent:
        moments[row.subscription_id].append(row.offered_at)
        most[row.subscription_id] = row.per_week if per_week_never_fell else MOST_PER_WEEK
    return [
        f"subscription {own} offered {within} in a week, and {most[own]} are wanted"
        for own, at in moments.items()
        for last in sorted(set(at))
        if (within := sum(last - SEVEN_DATES < each <= last for each in at)) > most[own]
    ]


def _too_close(sent: list[Any]) -> list[str]:
    mornings_of: defaultdict[int, set[datetime]] = defaultdict(set)
    for row in sent:
        mornings_of[row.person_id].add(row.offered_at)
    return [
        f"person {person_id} was offered something at {before} and at {at}"
        for person_id, moments in mornings_of.items()
        for before, at in pairwise(sorted(moments))
        if at - before < APART
    ]


async def kept_too_long(conn: AsyncConnection, now: datetime) -> list[str]:
    """I-17: after the janitor has been, no feed is there that nobody follows, and no old words."""
    followed = select(subscriptions.c.id).where(subscriptions.c.feed_id == feeds.c.id)
    forgotten = select(feeds.c.id).where(
        or_(feeds.c.next_at.is_(None), feeds.c.next_at < now - FOLLOWED_LATER - A_DAY),
        ~followed.exists(),
    )
    wordy = select(feed_items.c.id).where(
        feed_items.c.text != "", feed_items.c.found_at < now - WITH_WORDS - A_DAY
    )
    return [
        *(
            f"I-17: feed {row.id}, which nobody follows, is still kept"
            for row in await conn.execute(forgotten)
        ),
        *(f"I-17: the words of item {row.id} are still kept" for row in await conn.execute(wordy)),
    ]
