"""What could be offered to somebody: what waits in the feeds they follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.feeds import (
    rules_items,
    rules_offers,
    rules_words,
    store_items,
    store_offers,
    store_subscriptions,
    store_waiting,
)
from bot.feeds.records import NOT_BEGUN, Item, ItemId, Subscription
from bot.feeds.rules_offers import Candidate
from bot.people.records import Person
from bot.reading.records import Mode
from bot.slots import store as slot_store
from bot.work import Work

LOOKED_AT: Final = 100  # items of one feed, the newest; a feed lists no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What one subscription could offer now.

    Attributes:
        subscription: which.
        waiting: what its words let through and nobody has seen, the newest first.
        left: how many it may still offer this week.
        offered_at: when it made its last offer; None: never.
    """

    subscription: Subscription
    waiting: tuple[Candidate, ...]
    left: int
    offered_at: datetime | None


async def look_at(work: Work, person: Person) -> list[Chance]:
    """What could be offered to somebody now, from each feed that still may offer something this week."""
    week = rules_offers.week_began(person.reader.tz, now=work.now)
    offered = await store_offers.count_offered(work.conn, person.id, since=week)
    last = await store_offers.last_offered(work.conn, person.id)
    known = await _links_known(work, person)
    served = await store_waiting.list_goals_served(work.conn, person.id)
    chances = []
    for subscription in await store_subscriptions.list_subscriptions(work.conn, person.id):
        left = subscription.per_week - offered.get(subscription.id, 0)
        if left <= 0:
            continue
        serves_goal = subscription.source_id in served
        waiting = await list_waiting(work, subscription, known=known, serves_goal=serves_goal)
        chances.append(
            Chance(
                subscription=subscription,
                waiting=waiting,
                left=left,
                offered_at=last.get(subscription.id),
            )
        )
    return chances


async def _links_known(work: Work, person: Person) -> frozenset[str]:
    """Hashes of links that they have, had, or were offered."""
    kept = await store_waiting.list_kept_keys(work.conn, person.id)
    offered = await store_waiting.list_offered_links(work.conn, person.id)
    return offered | {rules_items.link_hash_of(key) for key in kept}


async def begin(work: Work, subscription: Subscription) -> None:
    """At the first look at a feed with items: all but the newest few are past."""
    if subscription.after_item != NOT_BEGUN:
        return
    few = await store_items.list_after(
        work.conn, subscription.feed_id, after=NOT_BEGUN, limit=rules_offers.FIRST_FEW
    )
    if few:
        await store_subscriptions.change_subscription(
            work.conn, subscription.id, after_item=few[-1].id - 1
        )


async def list_waiting(
    work: Work, subscription: Subscription, *, known: frozenset[str], serves_goal: bool
) -> tuple[Candidate, ...]:
    """What its words let through, and they neither have nor were offered; the newest first."""
    include = rules_words.read_words(subscription.include)
    exclude = rules_words.read_words(subscription.exclude)
    found = await store_waiting.list_waiting(work.conn, subscription, limit=LOOKED_AT)
    return tuple(
        Candidate(subscription=subscription, item=item, key=key, serves_goal=serves_goal)
        for item, key in found
        if key not in known
        and rules_words.lets_through(_words_of(item), include=include, exclude=exclude)
    )


async def list_missed(
    work: Work, person: Person, missed: Sequence[Subscription]
) -> list[Candidate]:
    """All that these subscriptions hold and nobody has seen, the best first, each link once."""
    known = await _links_known(work, person)
    served = await store_waiting.list_goals_served(work.conn, person.id)
    found: list[Candidate] = []
    for subscription in missed:
        serves_goal = subscription.source_id in served
        found += await list_waiting(work, subscription, known=known, serves_goal=serves_goal)
    return rules_offers.best_first(found, modes=await modes_of(work, person))


def list_left_out(subscription: Subscription, items: Sequence[Item]) -> frozenset[ItemId]:
    """Which of these its words keep from being offered."""
    include = rules_words.read_words(subscription.include)
    exclude = rules_words.read_words(subscription.exclude)
    return frozenset(
        item.id
        for item in items
        if not rules_words.lets_through(_words_of(item), include=include, exclude=exclude)
    )


def _words_of(item: Item) -> str:
    return f"{item.title}\n{item.text}"


async def modes_of(work: Work, person: Person) -> frozenset[Mode]:
    """How they learn in their slots; empty: any mode will do."""
    slots = await slot_store.list_slots(work.conn, person.id)
    return rules_offers.modes_wanted(slot.mode for slot in slots)


# Moments -----------------------------------------------------------------------------------------
# What was offered together has the same one; a button names it.


def moment_of(now: datetime) -> datetime:
    """A moment as it names what was offered together: in whole seconds."""
    return now.replace(microsecond=0)


def about_of(at: datetime) -> str:
    """A moment on a button."""
    return str(int(at.timestamp()))


def read_about(about: str) -> datetime:
    """The moment of what `about_of` wrote."""
    return datetime.fromtimestamp(int(about), tz=UTC)


async def free_moment(work: Work, person: Person) -> datetime:
    """Now, or the next second that names nothing of theirs yet."""
    at = moment_of(work.now)
    while await store_offers.has_offers(work.conn, person.id, at=at):
        at += timedelta(seconds=1)
    return at
