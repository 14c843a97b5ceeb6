"""What the clock triggers in circles, and who a message is still for when it is sent."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles import actions_absent, store
from bot.circles.records import Event
from bot.errors import NotForYou
from bot.outbox.records import Delivery
from bot.work import Work

BATCH: Final = 20  # stays ended in one transaction
GONE_FOR: Final = timedelta(days=30)  # after Telegram has said that the account was deleted


async def end_stays_of_gone(work: Work) -> int:
    """End the stays of people whose Telegram account was deleted a month ago; returns how many."""
    gone = await store.list_stays_of_gone(work.conn, before=work.now - GONE_FOR, limit=BATCH)
    for member in gone:
        if await actions_absent.end_stay(work, member, event=Event.LEFT):
            await actions_absent.tell_hosts_of_gone(work, member)
    return len(gone)


async def next_gone_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next stay of a deleted account ends."""
    gone_at = await store.first_gone_at(conn)
    return gone_at + GONE_FOR if gone_at is not None else None


# Audiences -----------------------------------------------------------------------------------------


async def is_member(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the stay that a message is about (its id) has not ended."""
    try:
        member = await store.get_member(conn, int(delivery.about))
    except NotForYou:
        return False
    return member.left_at is None


async def is_host(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the stay that a message is about (its id) is a present host's."""
    try:
        member = await store.get_member(conn, int(delivery.about))
    except NotForYou:
        return False
    return member.left_at is None and member.is_host


async def is_still_removed(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the person (`<circle>.<person>`) has not come back meanwhile."""
    circle_id, _, person_id = delivery.about.partition(".")
    stay = await store.find_stay(conn, circle_id=int(circle_id), person_id=int(person_id))
    return stay is None
