"""What the clock does about check-ins, and whether a planned one is still wanted."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins import actions, actions_weekly, store, store_weekly
from bot.checkins.records import WEEK, Learned, Weekly
from bot.circles import store as circle_store
from bot.errors import NotForYou
from bot.nudges import store as nudge_store
from bot.outbox.records import Delivery
from bot.people import store as people_store
from bot.sittings import store as sitting_store
from bot.sittings.records import State
from bot.work import Work


async def ask_after_sittings(work: Work) -> int:
    """Ask how it went."""
    return await actions.ask_due(work)


async def next_check_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next sitting's minutes have passed."""
    return await sitting_store.next_check_at(conn)


async def check_turns(work: Work) -> int:
    """Reckon anew when the weeks open."""
    return await actions_weekly.check_turns(work)


async def next_turn_check_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """The next minute, while a turn is out of date."""
    if not await store_weekly.list_stale(conn, limit=1):
        return None
    is_checked = await nudge_store.is_checked(conn, actions_weekly.CHECKS, now=after)
    return nudge_store.next_check(after) if is_checked else after


async def ask_weekly(work: Work) -> int:
    """Ask the three questions."""
    return await actions_weekly.ask_due(work)


async def next_weekly_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next week opens."""
    return await store_weekly.next_turn_at(conn)


async def remind(work: Work) -> int:
    """Remind once."""
    return await actions_weekly.remind_due(work)


async def next_reminder_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next reminder is due."""
    return await store_weekly.next_reminder_at(conn)


async def close_weeks(work: Work) -> int:
    """Take the buttons of weeks that are over."""
    return await actions_weekly.close_due(work)


async def next_closing_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next week is over."""
    return await store_weekly.next_closing_at(conn)


# What the dispatcher asks ------------------------------------------------------------------------


async def wants_checkin(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the sitting still waits for its answer."""
    try:
        sitting = await sitting_store.get_sitting(conn, int(delivery.about))
    except NotForYou:
        return False
    return sitting.state is State.STARTED


async def wants_weekly(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether the week is open and unanswered."""
    try:
        weekly = await store_weekly.get_weekly(conn, int(delivery.about))
    except NotForYou:
        return False
    return weekly.answered_at is None and now < weekly.closes_at


async def wants_learned(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether it is still shared, its author still a member, the reader one who wants posts."""
    lesson = await _lesson(conn, delivery.about)
    if lesson is None or lesson.circle_id is None:
        return False
    reader = await people_store.find_by_telegram_id(conn, delivery.chat_id)
    roll = await circle_store.get_roll(conn, lesson.circle_id)
    stay = roll.find(reader.id) if reader else None
    is_open = roll.circle.is_open and roll.find(lesson.person_id) is not None
    return is_open and stay is not None and not stay.is_muted


async def _lesson(conn: AsyncConnection, about: str) -> Learned | Weekly | None:
    """What a sitting or a week taught."""
    if not about.startswith(WEEK):
        return await store.find_learned(conn, int(about))
    try:
        return await store_weekly.get_weekly(conn, int(about.removeprefix(WEEK)))
    except NotForYou:
        return None
