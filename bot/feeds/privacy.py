"""What somebody follows and was offered: what is given to them, and how it goes."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds import store, store_offers, store_searches, store_subscriptions
from bot.feeds.actions import GAP, OFFER
from bot.people import store as people_store
from bot.work import Work

_KINDS: Final = (OFFER, GAP)


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """The feeds they follow, how, and what they were offered."""
    followed = []
    for subscription in await store_subscriptions.list_subscriptions(conn, person_id):
        feed = await store.get_feed(conn, subscription.feed_id)
        offers = await store_offers.list_all_offers(conn, subscription.id)
        followed.append(
            {
                "feed": feed.url,
                "title": feed.title,
                "source": subscription.source_id,
                "since": subscription.created_at.isoformat(),
                "offers_a_week": subscription.per_week,
                "must_be_in_it": subscription.include,
                "must_not_be_in_it": subscription.exclude,
                "offered": [
                    {
                        "url": item.url,
                        "title": item.title,
                        "at": at.isoformat(),
                        "answered": answered.value,
                    }
                    for item, at, answered in offers
                ],
            }
        )
    turn = await store_subscriptions.find_turn(conn, person_id)
    return {
        "feeds": followed,
        "next_offer_at": turn.next_at.isoformat() if turn else None,
        "looked_for": [
            {
                "what": looking.search.value,
                "where": looking.target,
                "at": looking.asked_at.isoformat(),
            }
            for looking in await store_searches.list_searches(conn, person_id)
        ],
    }


async def erase(work: Work, person_id: int) -> None:
    """Remove it all, and what still waits to be sent; others who read the same feed notice nothing."""
    person = await people_store.get_person(work.conn, person_id)
    for kind in _KINDS:
        await work.outbox.withdraw(kind=kind, chat_id=person.chat_id)
    await store_searches.remove_all(work.conn, person_id)
    await store_subscriptions.remove_all(work.conn, person_id)
