"""What happens to who follows which feed, one transaction each."""

from collections.abc import Collection, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.errors import NotForYou
from bot.feeds import rules, rules_offers, store_offers, store_searches, store_subscriptions
from bot.feeds.records import (
    MOST_PER_WEEK,
    USUAL_PER_WEEK,
    Feed,
    Subscription,
)
from bot.feeds.rules import Refusal
from bot.people.records import Person
from bot.reading.links import read_link
from bot.sources import actions as source_actions
from bot.sources import store as source_store
from bot.sources.records import LONGEST_SITE, LONGEST_TITLE, Source, SourceDraft, SourceKind
from bot.sources.rules_recognising import draft_of_link
from bot.texts.html import one_line
from bot.work import Work

OFFER: Final = "feed_offer"
GAP: Final = "feed_gap"


async def own_subscription(work: Work, person: Person, subscription_id: int) -> Subscription:
    """What somebody follows.

    Raises:
        NotForYou: there is no such thing, or it is somebody else's.
    """
    found = await store_subscriptions.get_subscription(work.conn, subscription_id)
    if found.person_id != person.id:
        raise NotForYou
    return found


async def subscribe(
    work: Work,
    person: Person,
    feed: Feed,
    *,
    source: Source | None = None,
    title: str = "",
    tags: Sequence[str] = (),
    goal_ids: Collection[int] = (),
) -> Subscription | Refusal:
    """Follow a feed from now on; the first look at it settles what of it is past.

    Args:
        work: the transaction.
        person: who.
        feed: what; it may never have been read.
        source: what it belongs to; None: one is made, or theirs that has that address is taken. One that
            followed another feed follows this one from now on, with the same settings.
        title: of a source that is made; empty: as the feed calls itself.
        tags: of a source that is made.
        goal_ids: the goals that a source that is made serves.
    """
    await store_subscriptions.lock_subscriptions_of(work.conn, person.id)
    if await store_subscriptions.find_by_feed(work.conn, person.id, feed_id=feed.id):
        return Refusal.ALREADY
    source = source or await _theirs(work, person, feed)
    before = await store_subscriptions.find_by_source(work.conn, source.id) if source else None
    if before is None:
        followed = await store_subscriptions.count_subscriptions(work.conn, person.id)
        if refusal := rules.refuse_one_more(followed, most=work.settings.feeds.per_person):
            return refusal
    if source is None:
        made = await _make_source(work, person, feed, title=title, tags=tags, goal_ids=goal_ids)
        if made is None:
            return Refusal.TOO_MANY
        source = made
    if before is not None:
        await _forget(work, person, before)
    new = await store_subscriptions.add_subscription(
        work.conn,
        person_id=person.id,
        feed_id=feed.id,
        source_id=source.id,
        per_week=before.per_week if before else USUAL_PER_WEEK,
        now=work.now,
    )
    if before is not None:
        await store_subscriptions.change_subscription(
            work.conn, new.id, include=before.include, exclude=before.exclude
        )
    await _begin_turns(work, person)
    return await store_subscriptions.get_subscription(work.conn, new.id)


async def _theirs(work: Work, person: Person, feed: Feed) -> Source | None:
    """Their source that has the feed's address, or its site's and no feed yet."""
    for url in (feed.url, feed.site_url):
        link = read_link(url) if url else None
        if link is None:
            continue
        key = draft_of_link(link).key
        found = await source_store.find_by_key(work.conn, person.id, key)
        if found is None:
            continue
        is_taken = await store_subscriptions.find_by_source(work.conn, found.id) is not None
        if not is_taken or (url == feed.url and key == link.key):
            return found
    return None


async def _make_source(
    work: Work,
    person: Person,
    feed: Feed,
    *,
    title: str,
    tags: Sequence[str],
    goal_ids: Collection[int],
) -> Source | None:
    """The source that a feed becomes; None: they have as many as they may, or it has no address."""
    link = read_link(feed.url)
    if link is None:
        return None
    name = one_line(title) or one_line(feed.title) or link.host
    site = read_link(feed.site_url) if feed.site_url else None
    key = draft_of_link(link).key
    if await source_store.find_by_key(work.conn, person.id, key) is not None:
        key = link.key  # another feed of the same profile is another source
    draft = SourceDraft(
        kind=SourceKind.PODCAST if feed.is_podcast else SourceKind.FEED,
        title=name[:LONGEST_TITLE],
        key=key,
        site=(site or link).host[:LONGEST_SITE],
        url=(site or link).url,
    )
    made = await source_actions.add_source(
        work, person, draft, goal_ids=tuple(goal_ids), tags=tuple(tags)
    )
    return made if isinstance(made, Source) else None


async def _begin_turns(work: Work, person: Person) -> None:
    """Let the mornings begin, unless they have."""
    if await store_subscriptions.find_turn(work.conn, person.id) is not None:
        return
    zone = person.reader.zone
    await store_subscriptions.put_turn(
        work.conn,
        person.id,
        zone=zone,
        next_at=rules_offers.next_turn(
            ZoneInfo(zone), person.quiet, after=work.now, offered_at=None
        ),
        offered_at=None,
    )


async def unsubscribe(work: Work, person: Person, subscription: Subscription) -> None:
    """Offer nothing of it any more; its source stays."""
    await store_subscriptions.lock_subscriptions_of(work.conn, person.id)
    await _forget(work, person, subscription)
    if not await store_subscriptions.count_subscriptions(work.conn, person.id):
        await store_subscriptions.remove_turn(work.conn, person.id)


async def let_go(work: Work, person: Person, source: Source) -> None:
    """A source goes: what is offered from there goes first, and what is looked for there."""
    found = await store_subscriptions.find_by_source(work.conn, source.id)
    if found is not None:
        await unsubscribe(work, person, found)
    await store_searches.remove_of_source(work.conn, source.id)


async def _forget(work: Work, person: Person, subscription: Subscription) -> None:
    """Remove it; a message that still waits is not sent: what else it held is offered anew."""
    turn = await store_subscriptions.find_turn(work.conn, person.id)
    withdrawn = await work.outbox.withdraw(kind=OFFER, chat_id=person.chat_id)
    if withdrawn and turn is not None and turn.offered_at is not None:
        await store_offers.take_back(work.conn, person.id, at=turn.offered_at)
    await store_subscriptions.remove_subscription(work.conn, subscription.id)


async def set_per_week(
    work: Work, person: Person, subscription_id: int, *, per_week: int
) -> Subscription:
    """How many of it are offered in seven days, at most."""
    subscription = await own_subscription(work, person, subscription_id)
    wanted = min(max(per_week, 0), MOST_PER_WEEK)
    await store_subscriptions.change_subscription(work.conn, subscription.id, per_week=wanted)
    return await store_subscriptions.get_subscription(work.conn, subscription.id)


async def set_words(
    work: Work,
    person: Person,
    subscription_id: int,
    *,
    include: str | None = None,
    exclude: str | None = None,
) -> Subscription:
    """Which words must be in what is offered, or must not; what is None stays."""
    subscription = await own_subscription(work, person, subscription_id)
    await store_subscriptions.change_subscription(
        work.conn,
        subscription.id,
        include=subscription.include if include is None else include,
        exclude=subscription.exclude if exclude is None else exclude,
    )
    return await store_subscriptions.get_subscription(work.conn, subscription.id)
