"""What becomes of what was offered, one transaction each."""

from collections.abc import Sequence
from datetime import datetime

from bot.errors import NotForYou
from bot.feeds import rules_items, rules_offers, store_items, store_offers, store_waiting
from bot.feeds.actions_waiting import free_moment
from bot.feeds.records import Answered, Item, ItemId, Offer, Subscription
from bot.feeds.rules import Outcome
from bot.people.records import Person
from bot.queue import actions as queue_actions
from bot.queue.records import Entry
from bot.reading.links import read_link
from bot.resources import actions as resource_actions
from bot.work import Work


async def find_offer(work: Work, person: Person, item_id: int, *, at: datetime) -> Offer | None:
    """One of what was offered together; None: it is forgotten, or its feed is followed no longer."""
    offers = await store_offers.list_offers(work.conn, person.id, at=at)
    return next((each for each in offers if each.item.id == item_id), None)


async def save(work: Work, person: Person, offer: Offer) -> Outcome:
    """Keep an offered item among their links, and put it into their queue."""
    if offer.answered is Answered.SAVED:
        return Outcome.SAME
    outcome = await _keep(work, person, offer.item, offer.subscription, name=offer.name)
    if outcome is Outcome.SAVED:
        await store_offers.answer(work.conn, offer.subscription.id, offer.item.id, Answered.SAVED)
    return outcome


async def save_by_hand(
    work: Work, person: Person, subscription: Subscription, item_id: int, *, name: str
) -> Outcome:
    """Likewise, from a list of what is new there."""
    item = await store_items.find_item(work.conn, item_id)
    if item is None or item.feed_id != subscription.feed_id:
        return Outcome.GONE
    outcome = await _keep(work, person, item, subscription, name=name)
    if outcome is Outcome.SAVED:
        await store_offers.put_saved(
            work.conn, subscription.id, item.id, at=await free_moment(work, person)
        )
    return outcome


async def list_saved(work: Work, person: Person, items: Sequence[Item]) -> frozenset[ItemId]:
    """Which of these are in their queue."""
    queued = await store_waiting.list_queued_keys(work.conn, person.id)
    return frozenset(item.id for item in items if rules_items.key_of(item.url) in queued)


async def save_forgotten(work: Work, person: Person, item_id: int) -> Outcome:
    """Likewise, where the feed it came from is followed no longer: the button says that it was offered."""
    item = await store_items.find_item(work.conn, item_id)
    return Outcome.GONE if item is None else await _keep(work, person, item, None, name="")


async def _keep(
    work: Work, person: Person, item: Item, subscription: Subscription | None, *, name: str
) -> Outcome:
    link = read_link(item.url)
    if link is None:
        return Outcome.GONE
    served = await store_waiting.list_goals_served(work.conn, person.id)
    goal_id = served.get(subscription.source_id) if subscription is not None else None
    resource = await resource_actions.keep(
        work,
        person,
        link,
        title=item.title,
        mode=item.mode,
        minutes=item.minutes,
        goal_id=goal_id,
        site=name,
    )
    entry = await queue_actions.add(work, person, resource)
    return Outcome.SAVED if isinstance(entry, Entry) else Outcome.FULL


async def refuse(work: Work, person: Person, offer: Offer) -> Outcome:
    """Not for them: it never comes again. After five of one feed in a row, that is asked about once.

    Raises:
        NotForYou: the offer is somebody else's.
    """
    if offer.subscription.person_id != person.id:
        raise NotForYou
    if offer.answered in {Answered.REFUSED, Answered.SAVED}:
        return Outcome.SAME
    await store_offers.answer(work.conn, offer.subscription.id, offer.item.id, Answered.REFUSED)
    answers = await store_offers.list_answers(
        work.conn, offer.subscription.id, limit=rules_offers.REFUSED_IN_A_ROW + 1
    )
    return Outcome.TIRED if rules_offers.is_tired(answers) else Outcome.REFUSED
