"""After a gap: what I missed, or from now on; one transaction each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.feeds import messages_gap, rules_gap, store_offers, store_subscriptions, store_waiting
from bot.feeds.actions import GAP
from bot.feeds.actions_waiting import about_of, free_moment, list_missed, moment_of
from bot.feeds.records import Answered, Subscription
from bot.people.records import Person
from bot.work import Work

MOST_LISTED: Final = (
    50  # items: five pages, the best first; what is further down is not looked for
)


async def ask(work: Work, person: Person, missed: Sequence[Subscription], *, n: int) -> None:
    """Ask once, about all feeds in which something was missed; they are silent until it is answered."""
    at = moment_of(work.now)
    for subscription in missed:
        await store_subscriptions.change_subscription(work.conn, subscription.id, gap_asked_at=at)
    await work.outbox.add(
        messages_gap.question(
            work.say_to(person.reader), person, n=n, feeds=len(missed), about=about_of(at)
        ),
        kind=GAP,
        key=f"{GAP}:{person.id}:{about_of(at)}",
        about=about_of(at),
    )


async def list_asked(work: Work, person: Person, *, at: datetime) -> list[Subscription]:
    """The feeds that a question of that moment is about, as long as it is open."""
    followed = await store_subscriptions.list_subscriptions(work.conn, person.id)
    return [each for each in followed if each.gap_asked_at == at]


async def from_now_on(work: Work, person: Person, *, at: datetime) -> bool:
    """What came until now is past; False: that question is not open any more."""
    await store_subscriptions.lock_subscriptions_of(work.conn, person.id)
    asked = await list_asked(work, person, at=at)
    for subscription in asked:
        await _pass_over(work, subscription, until=work.now)
    return bool(asked)


async def list_what_was_missed(work: Work, person: Person, *, at: datetime) -> datetime | None:
    """Make a list of what came meanwhile, to save from; what it does not hold is past.

    Returns:
        The moment that names the list; None: that question is not open any more.
    """
    await store_subscriptions.lock_subscriptions_of(work.conn, person.id)
    asked = await list_asked(work, person, at=at)
    if not asked:
        return None
    missed = await list_missed(work, person, asked)
    listed_at = await free_moment(work, person)
    await store_offers.add_offers(
        work.conn,
        [(each.subscription.id, each.item.id) for each in missed[:MOST_LISTED]],
        at=listed_at,
        answered=Answered.SKIPPED,
    )
    for subscription in asked:
        await _pass_over(work, subscription, until=work.now)
    return listed_at


async def settle_silent(work: Work, person: Person) -> int:
    """A question that nobody answered for a week is taken as "from now on", as of when it was asked."""
    settled = 0
    for subscription in await store_subscriptions.list_subscriptions(work.conn, person.id):
        asked_at = subscription.gap_asked_at
        if asked_at is not None and rules_gap.is_silent(asked_at, now=work.now):
            await _pass_over(work, subscription, until=asked_at)
            await work.outbox.withdraw(kind=GAP, about=about_of(asked_at), chat_id=person.chat_id)
            settled += 1
    return settled


async def _pass_over(work: Work, subscription: Subscription, *, until: datetime) -> None:
    newest = await store_waiting.newest_id(work.conn, subscription.feed_id, until=until)
    await store_subscriptions.change_subscription(
        work.conn,
        subscription.id,
        gap_asked_at=None,
        after_item=max(subscription.after_item, newest or subscription.after_item),
    )
