"""Mornings: what is offered, once a day, and what is not."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.feeds import actions, actions_answers, actions_offers, store_offers, store_subscriptions
from bot.feeds.actions_waiting import read_about
from bot.feeds.records import Answered, Offer
from bot.feeds.rules import Outcome, Refusal
from bot.outbox.records import State
from bot.people import store as people_store
from bot.people.records import Person
from bot.queue import store as queue_store
from bot.reading.links import read_link
from bot.resources import actions as resource_actions
from bot.sources import store as source_store
from tests.feeds.following import bring, follow, morning, put_feed
from tests.support.bench import Bench
from tests.support.learning import add_goal

pytestmark = pytest.mark.asyncio


async def offers_of(bench: Bench, person: Person, *, message: int = -1) -> list[Offer]:
    """What one of the messages offers."""
    planned = (await bench.planned(kind=actions.OFFER))[message]
    async with bench.work() as work:
        return await store_offers.list_offers(work.conn, person.id, at=read_about(planned.about))


async def test_the_next_morning_brings_one_message_with_the_newest(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        feed = await put_feed(work, "a.example")
        await bring(work, feed, *(f"Item {n}" for n in range(1, 21)))
        await follow(work, amina, feed)
    await morning(bench)
    assert [each.item.title for each in await offers_of(bench, amina)] == [
        "Item 20", "Item 19", "Item 18",
    ]  # fmt: skip
    assert len(await bench.planned(kind=actions.OFFER)) == 1


async def test_of_what_was_there_before_only_the_newest_few_ever_come(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        feed = await put_feed(work, "a.example")
        await bring(work, feed, *(f"Item {n}" for n in range(1, 21)))
        await follow(work, amina, feed)
    seen = []
    for _ in range(30):
        await morning(bench)
    for number in range(len(await bench.planned(kind=actions.OFFER))):
        seen += [each.item.title for each in await offers_of(bench, amina, message=number)]
    assert seen == ["Item 20", "Item 19", "Item 18", "Item 17", "Item 16"]


async def test_a_flood_never_brings_more_than_they_want_in_any_week(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        feed = await put_feed(work, "flood.example")
        other = await put_feed(work, "other.example")
        flood = await follow(work, amina, feed, per_week=3)
        slow = await follow(work, amina, other, per_week=7)
    moments: dict[int, list[datetime]] = {flood.id: [], slow.id: []}
    for day in range(21):
        async with bench.work() as work:
            await bring(work, feed, *(f"Flood {day} {n}" for n in range(40)))
            await bring(work, other, *(f"Other {day} {n}" for n in range(40)))
        before = len(await bench.planned(kind=actions.OFFER))
        await morning(bench)
        if len(await bench.planned(kind=actions.OFFER)) > before:
            offers = await offers_of(bench, amina)
            assert 0 < len(offers) <= 5
            for each in offers:
                moments[each.subscription.id].append(each.offered_at)
    for own, most in ((flood.id, 3), (slow.id, 7)):
        offered = moments[own]
        assert len(offered) == most * 3, "and as many as they want do come"
        for at in offered:
            within = [one for one in offered if at <= one < at + timedelta(days=7)]
            assert len(within) <= most


async def test_active_goals_come_first(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        goal = await add_goal(work, amina, "Statistics")
        feed = await put_feed(work, "a.example")
        await bring(work, feed, "Of a.example")
        await follow(work, amina, feed)
        feed = await put_feed(work, "b.example")
        await bring(work, feed, "Of b.example")
        made = await follow(work, amina, feed)
        await source_store.attach(work.conn, source_id=made.source_id, goal_id=goal.id)
        for host in ("c.example", "d.example", "e.example", "f.example", "g.example"):
            feed = await put_feed(work, host)
            await bring(work, feed, f"Of {host}")
            await follow(work, amina, feed)
    await morning(bench)
    offers = await offers_of(bench, amina)
    assert len(offers) == 5
    assert offers[0].item.title == "Of b.example"


async def test_words_keep_items_out(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        feed = await put_feed(work, "a.example")
        await bring(work, feed, "البرمجة للجميع", "مبادئ الرسم", "برمجة المبتدئين")
        await follow(work, amina, feed, include="برمجه", exclude="مبتدئ*")
    await morning(bench)
    assert [each.item.title for each in await offers_of(bench, amina)] == ["البرمجة للجميع"]


async def test_one_link_in_two_feeds_comes_once_and_what_they_have_not_at_all(
    bench: Bench,
) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        a, b = await put_feed(work, "a.example"), await put_feed(work, "b.example")
        await bring(work, a, "Twice", "Had")
        await bring(work, replace(b, site_url=a.site_url), "Twice")
        had = read_link("http://www.a.example/Had/")
        assert had is not None
        await resource_actions.keep(work, amina, had, title="Had", minutes=5)
        await follow(work, amina, a)
        await follow(work, amina, b)
    await morning(bench)
    await morning(bench)
    assert len(await bench.planned(kind=actions.OFFER)) == 1
    assert [each.item.title for each in await offers_of(bench, amina)] == ["Twice"]


async def test_saved_is_in_the_queue_with_its_goal_and_refused_never_comes_again(
    bench: Bench,
) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        goal = await add_goal(work, amina, "Statistics")
        feed = await put_feed(work, "a.example")
        await bring(work, feed, "One", "Two")
        made = await follow(work, amina, feed)
        await source_store.attach(work.conn, source_id=made.source_id, goal_id=goal.id)
    await morning(bench)
    two, one = await offers_of(bench, amina)
    async with bench.work() as work:
        assert await actions_answers.save(work, amina, two) is Outcome.SAVED
        assert await actions_answers.refuse(work, amina, one) is Outcome.REFUSED
    saved, refused = await offers_of(bench, amina)
    assert (saved.answered, refused.answered) == (Answered.SAVED, Answered.REFUSED)
    async with bench.work() as work:
        assert await actions_answers.save(work, amina, saved) is Outcome.SAME
        assert await actions_answers.refuse(work, amina, refused) is Outcome.SAME
        (entry,) = await queue_store.list_open(work.conn, amina.id)
    assert (entry.resource.title, entry.resource.goal_id) == ("Two", goal.id)
    for _ in range(20):
        await morning(bench)
    assert len(await bench.planned(kind=actions.OFFER)) == 1


async def test_who_is_away_is_offered_nothing_and_nothing_piles_up(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        feed = await put_feed(work, "a.example")
        await follow(work, amina, feed)
        until = work.now + timedelta(days=5)
        await people_store.change(work.conn, amina.id, paused_until=until)
        await bring(work, feed, *(f"Item {n}" for n in range(10)))
    for _ in range(4):
        await morning(bench)
    assert not await bench.planned(kind=actions.OFFER)
    for _ in range(3):
        await morning(bench)
    assert len(await offers_of(bench, amina)) == 3
    assert len(await bench.planned(kind=actions.OFFER)) == 1


async def test_what_nobody_has_seen_is_offered_again(bench: Bench) -> None:
    """Their messages of the day were used up: the offer ended with the day."""
    amina = await bench.person("Amina")
    async with bench.work() as work:
        feed = await put_feed(work, "a.example")
        await bring(work, feed, "One", "Two")
        await follow(work, amina, feed)
    await morning(bench, ends=State.EXPIRED)
    await morning(bench)
    assert [each.item.title for each in await offers_of(bench, amina)] == ["Two", "One"]
    await morning(bench)
    assert len(await bench.planned(kind=actions.OFFER)) == 2


async def test_stopping_withdraws_what_waits_and_the_rest_comes_tomorrow(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        a, b = await put_feed(work, "a.example"), await put_feed(work, "b.example")
        await bring(work, a, "Of a")
        await bring(work, b, "Of b")
        first = await follow(work, amina, a)
        await follow(work, amina, b)
    await morning(bench, ends=None)
    async with bench.work() as work:
        await actions.unsubscribe(work, amina, first)
        await source_store.get_source(work.conn, first.source_id)  # it stays
    (planned,) = await bench.planned(kind=actions.OFFER)
    assert planned.state == State.CANCELLED
    await morning(bench)
    assert [each.item.title for each in await offers_of(bench, amina)] == ["Of b"]


async def test_who_follows_nothing_has_no_mornings(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        made = await follow(work, amina, await put_feed(work, "a.example"))
        assert await store_subscriptions.find_turn(work.conn, amina.id) is not None
        await actions.unsubscribe(work, amina, made)
        assert await store_subscriptions.find_turn(work.conn, amina.id) is None


async def test_a_morning_follows_the_zone(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        await follow(work, amina, await put_feed(work, "a.example"))
        before = await store_subscriptions.find_turn(work.conn, amina.id)
        await people_store.change(work.conn, amina.id, zone="Asia/Tokyo", country="JP")
    async with bench.work() as work:
        assert await actions_offers.follow_zones(work) == 1
        assert await actions_offers.follow_zones(work) == 0
        after = await store_subscriptions.find_turn(work.conn, amina.id)
    assert before is not None
    assert after is not None
    assert after.next_at != before.next_at
    assert after.next_at.astimezone(ZoneInfo("Asia/Tokyo")).time() == time(9)


async def test_the_fifth_refusal_in_a_row_is_asked_about_once(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        feed = await put_feed(work, "a.example")
        await follow(work, amina, feed, per_week=7)
    outcomes = []
    for day in range(2):
        async with bench.work() as work:
            await bring(work, feed, *(f"Item {day} {n}" for n in range(5)))
        await morning(bench)
        for each in await offers_of(bench, amina):
            async with bench.work() as work:
                outcomes.append(await actions_answers.refuse(work, amina, each))
    # Of the second message only two: no feed offers more than its seven a week.
    assert outcomes == [Outcome.REFUSED] * 4 + [Outcome.TIRED] + [Outcome.REFUSED] * 2


async def test_nobody_follows_more_than_they_may_nor_anything_twice(bench: Bench) -> None:
    amina = await bench.person("Amina")
    feeds = bench.settings.feeds.model_copy(update={"per_person": 2})
    bench.works.settings = bench.settings.model_copy(update={"feeds": feeds})
    async with bench.work() as work:
        first = await put_feed(work, "a.example")
        await follow(work, amina, first)
        assert await actions.subscribe(work, amina, first) is Refusal.ALREADY
        await follow(work, amina, await put_feed(work, "b.example"))
        third = await put_feed(work, "c.example")
        assert await actions.subscribe(work, amina, third) is Refusal.TOO_MANY


async def test_another_feed_of_the_same_source_takes_its_place_and_its_settings(
    bench: Bench,
) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        first = await follow(
            work, amina, await put_feed(work, "a.example"), per_week=1, include="python"
        )
        source = await source_store.get_source(work.conn, first.source_id)
        other = await put_feed(work, "b.example")
        second = await actions.subscribe(work, amina, other, source=source)
        assert not isinstance(second, Refusal)
        (left,) = await store_subscriptions.list_subscriptions(work.conn, amina.id)
    assert left == second
    assert (left.feed_id, left.per_week, left.include) == (other.id, 1, "python")
