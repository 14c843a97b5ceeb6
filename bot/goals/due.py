"""What the clock triggers for goals: the question at the horizon."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.goals import actions, rules, store
from bot.outbox.records import Delivery
from bot.work import Work

BATCH: Final = 100  # goals a transaction


async def quote_due_goals(work: Work) -> int:
    """Ask about every goal whose horizon's evening has come; how many.

    Running twice is harmless: a quoted horizon is remembered in the same transaction.
    """
    until = rules.latest_date_somewhere(work.now)
    waiting = await store.list_unquoted(work.conn, now=work.now, until=until)
    asked = 0
    for goal, zone, pause in waiting:
        if asked == BATCH:
            break
        if goal.horizon_on is None or pause is not None:
            continue
        if rules.quoted_at(goal.horizon_on, ZoneInfo(zone)) <= work.now:
            await actions.quote_back(work, goal, goal.horizon_on)
            asked += 1
    return asked


async def next_quote_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """When the next horizon's evening comes."""
    moments = [
        max(rules.quoted_at(goal.horizon_on, ZoneInfo(zone)), pause or after, after)
        for goal, zone, pause in await store.list_unquoted(conn, now=after)
        if goal.horizon_on is not None
    ]
    return min(moments, default=None)


async def is_quote_wanted(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether the goal is still active and has that horizon, unanswered."""
    del now
    goal_id, horizon_on = actions.read_quote_about(delivery.about)
    return await store.is_quote_open(conn, goal_id, horizon_on)


async def is_cheer_wanted(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether goal and reader still share a circle in which the reader wants to hear of it."""
    del now
    return await store.may_hear_of(conn, goal_id=int(delivery.about), chat_id=delivery.chat_id)
