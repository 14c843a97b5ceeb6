"""The errand that fetches feeds: claimed by lease, so many side by side, spread over time."""

import asyncio
import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds import rules_fetching, store
from bot.feeds.actions_fetching import Answer, take_in
from bot.feeds.records import Feed
from bot.feeds.rules_items import items_of
from bot.fetching.records import Failed, Wanted
from bot.outside import Outside
from bot.parsing.records import Unreadable
from bot.registry import Errand
from bot.work import Work

log = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 64  # the setting `feeds.at_once` is at most this
# The fetch, and waiting for the one parser: less than the lease.
DEADLINE_SECONDS: Final = 240.0
ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5"
)
OFF_FOR: Final = timedelta(days=1)  # what is due waits, while feeds are not fetched at all …
FULL_FOR: Final = timedelta(hours=1)  # … or the disk is full


@dataclass(frozen=True, slots=True)
class Task:
    """A feed that was claimed; as long as it is due at `leased_until`, nobody else was faster."""

    feed: Feed
    leased_until: datetime


async def claim(work: Work, most: int) -> Sequence[Task]:
    """Lease what is due."""
    if not work.settings.feeds.fetch:
        await store.put_off(work.conn, now=work.now, until=work.now + OFF_FOR)
        return []
    free = work.settings.feeds.at_once - (MOST_AT_ONCE - most)
    if free <= 0:
        return []
    if not _has_room(work.settings.database.url):
        if await store.put_off(work.conn, now=work.now, until=work.now + FULL_FOR):
            log.warning("disk nearly full: feeds wait for an hour")
        return []
    until = work.now + rules_fetching.LEASE
    feeds = await store.claim_due(work.conn, now=work.now, until=until, limit=free)
    return [Task(feed, until) for feed in feeds]


async def run(outside: Outside, task: Task) -> Answer:
    """Fetch and read one."""
    feed = task.feed
    wanted = Wanted(
        url=feed.url, etag=feed.etag, last_modified=feed.last_modified, accept=ACCEPT
    )  # fmt: skip
    outcome = await outside.fetch(wanted)
    if isinstance(outcome, Failed):
        return Answer(outcome)
    bare = replace(outcome, content=b"")
    if outcome.is_unchanged:
        return Answer(bare)
    read = await outside.feed(outcome.content, content_type=outcome.content_type, url=outcome.url)
    if isinstance(read, Unreadable):
        return Answer(bare, read)
    # A tenth of a second for a hundred items: not in the loop, and not in a transaction.
    items = await asyncio.to_thread(
        items_of, read, feed_url=outcome.url, now=task.leased_until - rules_fetching.LEASE
    )
    return Answer(bare, replace(read, items=()), items)


async def settle(work: Work, task: Task, answer: Answer) -> None:
    """Write it, unless it was written before, or is for nothing any more."""
    feed = await store.find_feed(work.conn, task.feed.id, locked=True)
    if feed is not None and feed.next_at == task.leased_until and feed.stopped is None:
        await take_in(work, feed, answer)


async def next_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """When the next feed is due."""
    del after
    return await store.next_due_at(conn)


def _has_room(database_url: str) -> bool:
    """Whether the disk of a SQLite file has room; a server's disk is somebody else's to watch."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return True
    try:
        disk = shutil.disk_usage(Path(url.database).resolve().parent)
    except OSError:
        return True
    return rules_fetching.has_room(total=disk.total, free=disk.free)


FETCH: Final = Errand(
    name="feeds.fetch",
    claim=claim,
    run=run,
    settle=settle,
    next_at=next_at,
    most_at_once=MOST_AT_ONCE,
    deadline_seconds=DEADLINE_SECONDS,
)
