"""What the clock triggers for links, and who a message is still for when it is sent."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles import store as circle_store
from bot.errors import NotForYou
from bot.outbox.records import Delivery
from bot.people import store as people_store
from bot.resources import (
    actions_lookup,
    actions_weekly,
    rules,
    store,
    store_lookup,
    store_shares,
    store_thanks,
)
from bot.resources.records import Hears
from bot.work import Work


async def next_lookup_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next page is to be asked."""
    return await store_lookup.next_due_at(conn)


async def answer(work: Work) -> int:
    """Ask whoever has waited long enough."""
    return await actions_lookup.answer_due(work)


async def next_answer_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next one has."""
    return await store_lookup.next_answer_at(conn)


async def tell_weeks(work: Work) -> int:
    """Tell circles the links of their week."""
    return await actions_weekly.tell_due(work)


async def next_week_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next week is over."""
    return await store_shares.next_week_at(conn)


# Audiences ------------------------------------------------------------------------------------------


async def wants_link(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether it is still shared, its sharer still there, and the reader hears of links at once."""
    member_id, _, what = delivery.about.partition(".")
    if what.startswith("b"):
        shared = bool(await store_shares.list_batch(conn, int(member_id), batch=int(what[1:])))
    else:
        shared, _batch = await store_shares.find_batch(
            conn, resource_id=int(what), member_id=int(member_id)
        )
    if not shared:
        return False
    try:
        sharer = await circle_store.get_member(conn, int(member_id))
    except NotForYou:
        return False
    if sharer.left_at is not None:
        return False
    found = await _hearing(conn, delivery.chat_id, sharer.circle_id)
    return found is not None and rules.hears_now(found[0], is_muted=found[1])


async def wants_week(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the reader is still a member, unmuted, and hears of links at all."""
    found = await _hearing(conn, delivery.chat_id, int(delivery.about))
    return found is not None and not found[1] and found[0] is not Hears.NEVER


async def _hearing(
    conn: AsyncConnection, chat_id: int, circle_id: int
) -> tuple[Hears, bool] | None:
    """How somebody hears of an open circle's links, and whether they muted it; None: not in it."""
    reader = await people_store.find_by_telegram_id(conn, chat_id)
    if reader is None:
        return None
    roll = await circle_store.get_roll(conn, circle_id)
    member = roll.find(reader.id)
    if member is None or not roll.circle.is_open:
        return None
    hears = await store_shares.list_hears(conn, [member.id])
    return hears[member.id], member.is_muted


async def wants_thanks(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether there is something to be thanked for, and somebody who did."""
    try:
        await store.get_resource(conn, int(delivery.about))
    except NotForYou:
        return False
    return bool(await store_thanks.list_names(conn, int(delivery.about)))
