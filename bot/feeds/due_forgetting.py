"""What is kept no longer, and whether word of a stopped feed is still wanted."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds import actions_stopping, store, store_items, store_readers
from bot.outbox.records import Delivery
from bot.people import store as people_store
from bot.work import Work

KEEP_TEXTS: Final = timedelta(days=30)  # keywords are looked for in what is new
KEEP_UNFOLLOWED: Final = timedelta(days=7)  # somebody may be choosing between several
BATCH: Final = 500  # rows a transaction
FEEDS_A_BATCH: Final = 50  # each with up to some hundred items


async def forget_texts(work: Work) -> int:
    """Drop the words of items that are old; how many."""
    return await store_items.forget_texts(work.conn, before=work.now - KEEP_TEXTS, limit=BATCH)


async def forget_feeds(work: Work) -> int:
    """Forget feeds that nobody follows, with their items; how many."""
    before = work.now - KEEP_UNFOLLOWED
    ids = await store.list_unfollowed(work.conn, before=before, limit=FEEDS_A_BATCH)
    for feed_id in ids:
        await store.remove_feed(work.conn, feed_id)
    return len(ids)


async def never(_conn: AsyncConnection, _after: datetime) -> datetime | None:
    """Housekeeping is not waited for."""
    return None


async def wants_stopped(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether they still follow something that has stopped since then."""
    del now
    person = await people_store.find_by_telegram_id(conn, delivery.chat_id)
    if person is None:
        return False
    since = actions_stopping.read_about(delivery.about)
    return bool(await store_readers.list_stopped(conn, person.id, since=since))
