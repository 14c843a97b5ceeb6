from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.feeds import (
    actions,
    due_forgetting,
    store,
    store_offers,
    store_subscriptions,
    store_waiting,
)
from bot.feeds.actions_fetching import KEEP_OFFERED
from bot.feeds.records import Answered, ItemId
from bot.feeds.tables import feed_items
from tests.feeds.machine import Machine
from tests.feeds.makers import RSS, rss

pytestmark = pytest.mark.asyncio
HOST, PATH = "blog.example", "/feed"


def publish(machine: Machine, numbers: range) -> str:
    return machine.web.put(HOST, PATH, rss(numbers), content_type=RSS)


async def keep_house(machine: Machine) -> int:
    done = 0
    for job in (due_forgetting.forget_texts, due_forgetting.forget_feeds):
        while True:
            async with machine.bench.work() as work:
                some = await job(work)
            done += some
            if not some:
                break
    return done


async def words(machine: Machine) -> list[str]:
    async with machine.bench.db.begin() as conn:
        return list((await conn.execute(select(feed_items.c.text))).scalars())


async def test_the_words_of_items_are_dropped_after_thirty_days_and_the_items_stay_known(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    await machine.follow(mona, publish(machine, range(1, 101)))
    await machine.run()
    machine.bench.clock.advance(days=29)
    assert await keep_house(machine) == 0
    assert all(await words(machine))
    machine.bench.clock.advance(days=1, seconds=1)
    assert await keep_house(machine) == 100
    assert await words(machine) == [""] * 100
    await machine.run()
    assert len(await words(machine)) == 100


async def test_a_feed_that_nobody_follows_is_forgotten_a_week_after_it_would_have_been_fetched(
    machine: Machine,
) -> None:
    mona, karim = await machine.bench.person("Mona"), await machine.bench.person("Karim")
    url = publish(machine, range(1, 11))
    for person in (mona, karim):
        await machine.follow(person, url)
    await machine.run()
    for person, left in ((mona, 1), (karim, 0)):
        await machine.run()
        async with machine.bench.work() as work:
            (own,) = await store_subscriptions.list_subscriptions(work.conn, person.id)
            await actions.unsubscribe(work, person, own)
        await keep_house(machine)
        assert len(await machine.feeds()) == 1
        machine.bench.clock.advance(days=9)
        await keep_house(machine)
        assert len(await machine.feeds()) == left
    assert await words(machine) == []


async def test_one_that_stopped_is_kept_for_those_who_follow_it(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    await machine.follow(mona, machine.web.put(HOST, PATH, status=410))
    await machine.run()
    machine.bench.clock.advance(days=300)
    await keep_house(machine)
    assert len(await machine.feeds()) == 1


async def test_what_was_offered_is_remembered_for_ninety_days_though_it_is_listed_no_more(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    followed = await machine.follow(mona, publish(machine, range(1, 3)))
    await machine.run()
    async with machine.bench.work() as work:
        first = await store_waiting.newest_id(work.conn, followed.feed_id, until=work.now)
        assert first is not None
        offered = [(followed.id, ItemId(first - 1))]
        await store_offers.add_offers(work.conn, offered, at=work.now, answered=Answered.NOTHING)
    publish(machine, range(100, 200))
    await machine.wait(hours=3)
    titles = await machine.titles(followed.feed_id)
    assert titles[0] == "Post number 1"  # offered; number 2 was not
    assert len(titles) == 101
    machine.bench.clock.advance(seconds=KEEP_OFFERED.total_seconds())
    publish(machine, range(101, 201))
    await machine.run()
    await machine.wait(hours=1)
    assert (await machine.titles(followed.feed_id))[0] == "Post number 101"


async def test_a_choice_may_be_made_for_a_week(machine: Machine) -> None:
    """Feeds that a page names are kept while somebody chooses between them."""
    async with machine.bench.work() as work:
        await store.put_feed(
            work.conn, url="http://blog.example/ar.xml", title="", site_url="", is_podcast=False,
            now=work.now,
        )  # fmt: skip
    machine.bench.clock.advance(days=6)
    assert await keep_house(machine) == 0
    machine.bench.clock.move_to(machine.now + timedelta(days=2))
    assert await keep_house(machine) == 1
