"""What people do about feeds and about what they are offered."""

from typing import Any

from sqlalchemy import select

from bot.feeds import (
    actions,
    actions_answers,
    actions_gap,
    actions_searching,
    store,
    store_subscriptions,
    store_waiting,
)
from bot.feeds.records import Feed, Search, Subscription
from bot.feeds.tables import feed_offers, feeds, subscriptions
from bot.outbox.records import Outgoing
from bot.people.records import Person
from bot.sources import actions as source_actions
from bot.sources.tables import sources
from bot.work import Work
from tests.safety.machine.deeds import deed
from tests.safety.machine.outside import feed_url, site_url
from tests.safety.machine.town import Nobody, Town, pick


async def _a_feed(work: Work, number: int) -> Feed:
    return await store.put_feed(
        work.conn,
        url=feed_url(number),
        title=f"Feed {number % 8}",
        site_url=site_url(number) if number % 2 else "",
        is_podcast=False,
        now=work.now,
    )


@deed
async def follows_a_feed(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    outcome = await actions.subscribe(work, person, await _a_feed(work, b))
    # A feed that is not followed after all was written all the same: the janitor forgets it.
    return outcome if isinstance(outcome, Subscription) else outcome.value


async def _a_subscription(town: Town, work: Work, a: int, c: int) -> tuple[Person, Subscription]:
    everybody = await town.everybody(work)
    acting = {person.id: person for person in everybody}
    query = select(subscriptions.c.id, subscriptions.c.person_id).order_by(subscriptions.c.id)
    rows = [row for row in await work.conn.execute(query) if row.person_id in acting]
    row = pick(rows, a)
    person = pick(everybody, c) if c % 8 == 7 else acting[row.person_id]
    return person, await actions.own_subscription(work, person, row.id)


@deed
async def follows_it_no_longer(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, subscription = await _a_subscription(town, work, a, c)
    if b % 2:
        source = await source_actions.own_source(work, person, subscription.source_id)
        await actions.let_go(work, person, source)
        return await source_actions.remove_source(work, person, source.id)
    await actions.unsubscribe(work, person, subscription)
    return True


@deed
async def says_how_much(town: Town, work: Work, a: int, b: int, c: int) -> object:
    """Never less than before: so it can be seen in the rows whether it was too much."""
    person, subscription = await _a_subscription(town, work, a, c)
    if b % 2:
        return await actions.set_words(work, person, subscription.id, exclude=f"part {b % 10}")
    return await actions.set_per_week(
        work, person, subscription.id, per_week=subscription.per_week + b % 3
    )


async def _an_offer(town: Town, work: Work, a: int) -> tuple[Person, Any]:
    acting = {person.id: person for person in await town.everybody(work)}
    query = (
        select(feed_offers, subscriptions.c.person_id)
        .join(subscriptions, subscriptions.c.id == feed_offers.c.subscription_id)
        .where(feed_offers.c.place > 0)
        .order_by(feed_offers.c.offered_at.desc(), feed_offers.c.place)
    )
    rows = [row for row in await work.conn.execute(query) if row.person_id in acting]
    row = pick(rows, a)
    return acting[row.person_id], row


@deed
async def answers_an_offer(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, row = await _an_offer(town, work, a % 12)
    offer = await actions_answers.find_offer(work, person, row.item_id, at=row.offered_at)
    if offer is None:
        raise Nobody
    if c % 8 == 7:
        person = await town.somebody(work, b)
        return (await actions_answers.refuse(work, person, offer)).name
    if b % 2:
        return (await actions_answers.save(work, person, offer)).name
    return (await actions_answers.refuse(work, person, offer)).name


@deed
async def saves_what_is_new(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, subscription = await _a_subscription(town, work, a, c)
    newest = await store_waiting.list_newest(work.conn, subscription.feed_id, limit=8)
    item = pick(newest, b)
    return (
        await actions_answers.save_by_hand(work, person, subscription, item.id, name="Feed")
    ).name


@deed
async def says_what_of_the_gap(town: Town, work: Work, a: int, b: int, c: int) -> object:
    acting = {person.id: person for person in await town.everybody(work)}
    query = select(subscriptions.c.person_id, subscriptions.c.gap_asked_at).where(
        subscriptions.c.gap_asked_at.is_not(None)
    )
    found = [
        row
        for row in await work.conn.execute(query.order_by(subscriptions.c.id))
        if row.person_id in acting
    ]
    row = pick(found, a)
    person = acting[row.person_id]
    if b % 2:
        return await actions_gap.from_now_on(work, person, at=row.gap_asked_at)
    listed = await actions_gap.list_what_was_missed(work, person, at=row.gap_asked_at)
    return "listed" if listed else None


@deed
async def looks_for_feeds(town: Town, work: Work, a: int, b: int, c: int) -> object:
    """At a source, at an address, in a list; or asks a feed that stopped once more."""
    acting = {person.id: person for person in await town.everybody(work)}
    person = pick(list(acting.values()), a)
    if await actions_searching.is_busy(work, person):
        return None
    source_id, search, target = None, Search.PAGE, site_url(b)
    if c % 4 == 1:
        search, target = Search.LIST, "a list"
    elif c % 4 == 2:
        query = select(sources.c.id, sources.c.url).where(
            sources.c.person_id == person.id, sources.c.url.like("https://feed%")
        )
        row = pick((await work.conn.execute(query.order_by(sources.c.id))).all(), b)
        source_id, target = row.id, row.url
    key = await work.outbox.reply(_looking(person))
    await actions_searching.look_for(
        work, person, search=search, target=target, source_id=source_id, screen_key=key
    )
    return search.value


def _looking(person: Person) -> Outgoing:
    return Outgoing(to=person.chat_id, html="I am looking.")


@deed
async def asks_a_feed_again(town: Town, work: Work, a: int, b: int, c: int) -> object:
    acting = {person.id: person for person in await town.everybody(work)}
    query = (
        select(subscriptions.c.person_id, subscriptions.c.feed_id)
        .join(feeds, feeds.c.id == subscriptions.c.feed_id)
        .where(feeds.c.stopped.is_not(None))
        .order_by(subscriptions.c.id)
    )
    rows = [row for row in await work.conn.execute(query) if row.person_id in acting]
    row = pick(rows, a)
    found = await store_subscriptions.find_by_feed(work.conn, row.person_id, feed_id=row.feed_id)
    assert found is not None
    feed = await store.get_feed(work.conn, row.feed_id)
    key = await work.outbox.reply(_looking(acting[row.person_id]))
    await actions_searching.look_for(
        work,
        acting[row.person_id],
        search=Search.FEED,
        target=feed.url,
        source_id=found.source_id,
        screen_key=key,
    )
    return True
