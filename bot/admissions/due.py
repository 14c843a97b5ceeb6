"""What the clock triggers: rounds, reminders, ends, alerts, and seats for those in line."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admissions import (
    actions_decision,
    actions_line,
    rules,
    store,
)
from bot.admissions.records import Admission, Ended, State
from bot.circles import store as circle_store
from bot.circles.records import Roll
from bot.work import Work

BATCH: Final = 20  # circles in one transaction


async def look_after_one(work: Work) -> int:
    """Look at the admission whose moment has come; one at a time, since each locks its circle."""
    due = await store.list_due(work.conn, at=work.now, limit=1)
    for one in due:
        admission, roll = await actions_decision.locked(work, one.id)
        await look_after(work, admission, roll)
    return len(due)


async def look_after(work: Work, admission: Admission, roll: Roll) -> None:
    """Do all that time alone has made due; twice is once."""
    if admission.state is State.LINE:
        await actions_line.end_line(work, admission, roll)
        return
    if admission.is_undecided and roll.circle.is_open:
        closes_at = rules.host_close_at(admission)
        if closes_at is not None and work.now >= closes_at:
            await actions_decision.end(work, admission, roll, State.CLOSED, Ended.NO_WORD)
            return
    await actions_decision.settle(work, admission, roll)


async def next_look_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """When the next admission needs a look; at once when its circle has changed."""
    if await store.list_due(conn, at=after, limit=1):
        return after
    return await store.next_look_at(conn)


async def forget_circles(work: Work) -> int:
    """Remove the texts of deleted circles, once those at their door have been told by name."""
    gone = await store.list_forgettable(work.conn, limit=BATCH)
    for circle_id in gone:
        await circle_store.lock_circle(work.conn, circle_id)
        await circle_store.forget_texts(work.conn, circle_id)
    return len(gone)


async def next_forgetting_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """At once: whoever waits is told in the same moment."""
    return after if await store.list_forgettable(conn, limit=1) else None


async def offer_seats(work: Work) -> int:
    """Offer one freed seat; returns whether there was one."""
    return int(await actions_line.offer_next(work))


async def next_offer_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """At once when a seat is free for somebody in line: no clock says when one will be."""
    return after if await store.next_in_line(conn) is not None else None
