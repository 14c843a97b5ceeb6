"""What the clock does about offers, and whether a planned one is still wanted."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds import actions_offers, store_offers, store_subscriptions
from bot.feeds.actions_waiting import read_about
from bot.feeds.records import Answered
from bot.outbox.records import Delivery
from bot.people import store as people_store
from bot.work import Work


async def follow_zones(work: Work) -> int:
    """Reckon mornings anew where the zone has changed."""
    return await actions_offers.follow_zones(work)


async def next_change_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """At once, while a zone has changed."""
    return after if await store_subscriptions.list_out_of_zone(conn, limit=1) else None


async def offer(work: Work) -> int:
    """Offer something to those whose morning has come."""
    return await actions_offers.offer_due(work)


async def next_offer_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next morning comes."""
    return await store_subscriptions.next_turn_at(conn)


# What the dispatcher asks ------------------------------------------------------------------------


async def wants_offer(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether all that the message offers is still to be offered."""
    person = await people_store.find_by_telegram_id(conn, delivery.chat_id)
    if person is None:
        return False
    offers = await store_offers.list_offers(conn, person.id, at=read_about(delivery.about))
    return any(offer.answered is Answered.NOTHING for offer in offers)


async def wants_gap(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the question is still open."""
    person = await people_store.find_by_telegram_id(conn, delivery.chat_id)
    if person is None:
        return False
    asked_at = read_about(delivery.about)
    followed = await store_subscriptions.list_subscriptions(conn, person.id)
    return any(subscription.gap_asked_at == asked_at for subscription in followed)
