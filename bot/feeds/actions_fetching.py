"""What follows from fetching a feed, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot import figures
from bot.feeds import (
    actions_stopping,
    rules_fetching,
    rules_items,
    store,
    store_items,
    store_readers,
)
from bot.feeds.records import LONGEST_TITLE, LONGEST_URL, LONGEST_VALIDATOR, Feed, Stopped
from bot.feeds.rules_items import NewItem
from bot.fetching.records import Failed, Failure, Fetched
from bot.parsing.records import MOST_ITEMS, FeedRead, Unreadable
from bot.texts.html import one_line
from bot.work import Work

MOST_KEPT: Final = MOST_ITEMS  # items of a feed, the newest; and those that it still lists
KEEP_OFFERED: Final = timedelta(days=90)  # what was offered is remembered, so that it is not again


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking a feed.

    Attributes:
        outcome: how it was fetched; without its content.
        read: what was in it, without its items; None: it is the same as the last time, or nothing came.
        items: as they are kept.
    """

    outcome: Fetched | Failed
    read: FeedRead | Unreadable | None = None
    items: tuple[NewItem, ...] = ()


def outcome_name(answer: Answer, *, new: int) -> str:
    """How it is counted."""
    if isinstance(answer.outcome, Failed):
        return answer.outcome.failure.value
    if isinstance(answer.read, Unreadable):
        return answer.read.value
    if answer.read is None:
        return "unchanged"
    return "news" if new else "no_news"


async def take_in(work: Work, feed: Feed, answer: Answer) -> None:
    """Write what came of asking a feed, whose row is held."""
    new = 0
    match answer:
        case Answer(Failed() as failed):
            await _failed(work, feed, _why(failed), retry_after=failed.retry_after)
        case Answer(Fetched(), Unreadable() as unreadable):
            is_other = unreadable is Unreadable.NOT_A_FEED
            await _failed(work, feed, Stopped.NOT_A_FEED if is_other else Stopped.FAILING)
        case Answer(Fetched() as fetched, FeedRead() as read):
            new = await _read(work, feed, fetched, read, answer.items)
        case Answer(Fetched() as fetched, _):
            await _unchanged(work, feed, fetched)
    figures.FEED_FETCHES.labels(outcome_name(answer, new=new)).inc()


def _why(failed: Failed) -> Stopped:
    match failed.failure:
        case Failure.GONE:
            return Stopped.GONE
        case Failure.NOT_ALLOWED:
            return Stopped.NOT_ALLOWED
        case _:
            return Stopped.FAILING


async def _failed(
    work: Work, feed: Feed, why: Stopped, *, retry_after: timedelta | None = None
) -> None:
    following = rules_fetching.after_failure(
        feed,
        now=work.now,
        between_minutes=work.settings.feeds.minutes_between,
        why=why,
        retry_after=retry_after,
    )
    stopped_at = work.now if following.stopped else None
    await store.set_next(work.conn, feed.id, following, stopped_at=stopped_at)
    if following.stopped is not None:
        await actions_stopping.tell(work, await store.get_feed(work.conn, feed.id))


async def _unchanged(work: Work, feed: Feed, fetched: Fetched) -> None:
    following = rules_fetching.after_reading(
        feed,
        now=work.now,
        between_minutes=work.settings.feeds.minutes_between,
        new=0,
        asks=fetched.fresh_for,
    )
    await store.set_next(work.conn, feed.id, following, fetched_at=work.now)
    await _follow(work, feed, fetched.moved_to)


async def _read(
    work: Work, feed: Feed, fetched: Fetched, read: FeedRead, items: Sequence[NewItem]
) -> int:
    new = await _keep(work, feed, items)
    following = rules_fetching.after_reading(
        feed,
        now=work.now,
        between_minutes=work.settings.feeds.minutes_between,
        new=new,
        asks=_asks(fetched, read),
    )
    title = one_line(read.title)[:LONGEST_TITLE]
    site_url = read.site_url if len(read.site_url) <= LONGEST_URL else ""
    await store.set_next(
        work.conn,
        feed.id,
        following,
        title=title or feed.title,
        site_url=site_url or feed.site_url,
        is_podcast=read.is_podcast,
        etag=_validator(fetched.etag),
        last_modified=_validator(fetched.last_modified),
        fetched_at=work.now,
    )
    figures.FEED_ITEMS.inc(new)
    await _follow(work, feed, fetched.moved_to)
    return new


async def _keep(work: Work, feed: Feed, items: Sequence[NewItem]) -> int:
    """Keep what is new, and forget what is old and no longer listed; how many are new."""
    known = await store_items.list_hashes(work.conn, feed.id)
    new = rules_items.new_among(items, known.values())
    await store_items.add_items(work.conn, feed.id, new, now=work.now)
    listed = frozenset[str]().union(*(item.hashes for item in items))
    old = list(known)[max(0, MOST_KEPT - len(new)) :]
    # One that is still listed would come back as a new one.
    gone = [number for number in old if not known[number] & listed]
    await store_items.forget_items(work.conn, gone, offered_before=work.now - KEEP_OFFERED)
    return len(new)


def _asks(fetched: Fetched, read: FeedRead) -> timedelta | None:
    """How long the feed asks to be left alone, in whichever way."""
    ttl = timedelta(minutes=read.minutes_to_live) if read.minutes_to_live else timedelta()
    return max(ttl, fetched.fresh_for or timedelta()) or None


def _validator(value: str) -> str:
    """As it is given back; one that is cut would be another."""
    return value if len(value) <= LONGEST_VALIDATOR else ""


async def _follow(work: Work, feed: Feed, moved_to: str) -> None:
    """Ask at the new address from now on: it moved for good, and the feed was there.

    At once: a redirect that only pretends to be for good (a hotel's network) leads to no feed.
    """
    if not moved_to or moved_to == feed.url or len(moved_to) > LONGEST_URL:
        return
    key = rules_items.key_of(moved_to)
    other = await store.find_feed_by_key(work.conn, key)
    if other is None or other.id == feed.id:
        await store.change_feed(work.conn, feed.id, url=moved_to, key=key)
        return
    await store_readers.merge(work.conn, feed, into=other)
    if other.stopped is not None:
        await store.revive(work.conn, other.id, now=work.now)
