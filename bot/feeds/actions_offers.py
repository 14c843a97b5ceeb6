"""What is offered in the morning."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.feeds import (
    actions_gap,
    messages_offers,
    rules_gap,
    rules_offers,
    store_offers,
    store_subscriptions,
)
from bot.feeds.actions import OFFER
from bot.feeds.actions_waiting import Chance, about_of, begin, free_moment, look_at, modes_of
from bot.feeds.records import Answered, Turn
from bot.feeds.rules_offers import Candidate
from bot.outbox import store as outbox_store
from bot.outbox.records import State
from bot.people import store as people_store
from bot.people.records import Person
from bot.work import Work

BATCH: Final = 1  # turns of one transaction: somebody may follow hundreds of feeds
_NOT_SEEN: Final = frozenset({State.EXPIRED, State.CANCELLED, State.FAILED})


async def offer_due(work: Work) -> int:
    """Offer something to everybody whose morning has come; how many turns were taken."""
    turns = await store_subscriptions.due_turns(work.conn, at=work.now, limit=BATCH)
    for turn in turns:
        await _take_turn(work, turn)
    return len(turns)


async def follow_zones(work: Work, *, limit: int = 200) -> int:
    """Reckon the mornings anew of those whose zone is another one by now; how many."""
    turns = await store_subscriptions.list_out_of_zone(work.conn, limit=limit)
    people = await people_store.list_people(work.conn, (turn.person_id for turn in turns))
    for turn in turns:
        await _put_next(work, people[turn.person_id], offered_at=turn.offered_at)
    return len(turns)


async def _take_turn(work: Work, turn: Turn) -> None:
    person = await people_store.get_person(work.conn, turn.person_id)
    offered_at = turn.offered_at
    await store_subscriptions.lock_subscriptions_of(work.conn, person.id)
    # Also for who is away: what comes from now on is what they miss.
    for subscription in await store_subscriptions.list_subscriptions(work.conn, person.id):
        await begin(work, subscription)
    if turn.zone == person.reader.zone and rules_offers.may_offer(person, now=work.now):
        offered_at = await _offer(work, person, turn)
    await _put_next(work, person, offered_at=offered_at)


async def _put_next(work: Work, person: Person, *, offered_at: datetime | None) -> None:
    zone = person.reader.zone
    following = rules_offers.next_turn(
        ZoneInfo(zone), person.quiet, after=work.now, offered_at=offered_at
    )
    await store_subscriptions.put_turn(
        work.conn, person.id, zone=zone, next_at=following, offered_at=offered_at
    )


async def _offer(work: Work, person: Person, turn: Turn) -> datetime | None:
    """Offer what there is, or ask what they missed; when they had their last offer now."""
    offered_at = await _take_back_unseen(work, person, turn)
    await actions_gap.settle_silent(work, person)
    chances = await look_at(work, person)
    if not any(each.subscription.gap_asked_at for each in chances):
        missed = [each for each in chances if _is_gap(each, offered_at=offered_at, now=work.now)]
        if missed:
            await actions_gap.ask(
                work,
                person,
                [each.subscription for each in missed],
                n=sum(len(each.waiting) for each in missed),
            )
            return offered_at
    chosen = rules_offers.choose(
        (one for each in chances if not each.subscription.gap_asked_at for one in each.waiting),
        left={each.subscription.id: each.left for each in chances},
        modes=await modes_of(work, person),
    )
    return (await _send(work, person, chosen) if chosen else None) or offered_at


def _is_gap(chance: Chance, *, offered_at: datetime | None, now: datetime) -> bool:
    subscription = chance.subscription
    return rules_gap.is_gap(
        [each.item for each in chance.waiting],
        per_week=subscription.per_week,
        since=chance.offered_at or subscription.created_at,
        offered_at=offered_at,
        now=now,
    )


async def _take_back_unseen(work: Work, person: Person, turn: Turn) -> datetime | None:
    """Let what nobody has seen be offered again; when they had the last offer that they saw."""
    if turn.offered_at is None:
        return None
    last = await outbox_store.find_latest(work.conn, kind=OFFER, chat_id=person.chat_id)
    if last is None or last.about != about_of(turn.offered_at):
        return turn.offered_at
    if last.state is State.PLANNED:
        await work.outbox.withdraw(key=last.key)
    elif last.state not in _NOT_SEEN:
        return turn.offered_at
    await store_offers.take_back(work.conn, person.id, at=turn.offered_at)
    seen = await store_offers.last_offered(work.conn, person.id)
    return max(seen.values(), default=None)


async def _send(work: Work, person: Person, chosen: Sequence[Candidate]) -> datetime | None:
    """One message, and its moment; None: this date had its own already."""
    zone = person.reader.tz
    key = f"{OFFER}:{person.id}:{work.now.astimezone(zone).date().isoformat()}"
    if await outbox_store.find_delivery(work.conn, key=key) is not None:
        return None
    at = await free_moment(work, person)
    await store_offers.add_offers(
        work.conn,
        [(each.subscription.id, each.item.id) for each in chosen],
        at=at,
        answered=Answered.NOTHING,
    )
    offers = await store_offers.list_offers(work.conn, person.id, at=at)
    await work.outbox.add(
        messages_offers.offers_screen(work.say_to(person.reader), person, offers),
        kind=OFFER,
        key=key,
        about=about_of(at),
        expires_at=rules_offers.day_ends(zone, now=work.now),
    )
    return at
