from datetime import timedelta

import pytest

from bot.feeds import store, store_readers
from bot.feeds.due_fetching import FETCH, Task
from bot.feeds.due_forgetting import wants_stopped
from bot.feeds.records import Stopped
from bot.feeds.rules_fetching import LEASE
from bot.figures import REGISTRY
from bot.outbox import store as outbox_store
from bot.outbox.records import Delivery
from tests.feeds.machine import Machine
from tests.feeds.makers import RSS, rss

pytestmark = pytest.mark.asyncio
HOST, PATH = "blog.example", "/feed"


def publish(machine: Machine, *numbers: int, host: str = HOST, path: str = PATH, **values) -> str:
    return machine.web.put(host, path, rss(numbers, host=host), content_type=RSS, **values)


async def test_a_feed_that_somebody_follows_is_read_and_then_only_what_is_new(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    followed = await machine.follow(mona, publish(machine, 1, 2))
    await machine.run()
    feed = await machine.feed(followed.feed_id)
    assert (feed.title, feed.site_url, feed.fetched_at) == (
        "Blog", "https://blog.example/", machine.now,
    )  # fmt: skip
    assert await machine.titles(feed.id) == ["Post number 1", "Post number 2"]

    publish(machine, 1, 2, 3)
    await machine.wait(hours=3)
    assert await machine.titles(feed.id) == ["Post number 1", "Post number 2", "Post number 3"]


async def test_a_feed_is_fetched_once_for_all_who_follow_it_and_not_at_all_for_nobody(
    machine: Machine,
) -> None:
    url = publish(machine, 1)
    for name in ("Mona", "Karim"):
        await machine.follow(await machine.bench.person(name), url)
    publish(machine, 1, host="nobody.example")
    async with machine.bench.work() as work:
        await store.put_feed(
            work.conn, url="http://nobody.example/feed", title="", site_url="", is_podcast=False,
            now=work.now,
        )  # fmt: skip
    await machine.run()
    assert machine.asked(HOST, PATH) == 1
    assert machine.asked("nobody.example", PATH) == 0


async def test_what_the_server_said_is_given_back_and_nothing_is_sent_twice(
    machine: Machine,
) -> None:
    headers = {"ETag": '"one"', "Last-Modified": "Mon, 02 Mar 2026 08:00:00 GMT"}
    mona = await machine.bench.person("Mona")
    followed = await machine.follow(mona, publish(machine, 1, headers=headers))
    await machine.run()
    await machine.wait(hours=2)
    asked = machine.web.asked_for(HOST, PATH)
    assert "if-none-match" not in asked[0].headers
    assert asked[1].headers["if-none-match"] == '"one"'
    assert asked[1].headers["if-modified-since"] == headers["Last-Modified"]
    assert await machine.titles(followed.feed_id) == ["Post number 1"]
    assert (await machine.feed(followed.feed_id)).failures == 0


async def test_a_feed_that_asks_to_wait_is_left_alone(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    busy = {"Retry-After": "36000"}
    followed = await machine.follow(mona, publish(machine, 1, status=503, headers=busy))
    await machine.run()
    feed = await machine.feed(followed.feed_id)
    assert feed.next_at is not None
    assert feed.next_at - machine.now >= timedelta(hours=10)

    calm = rss([1], extra="<ttl>600</ttl>")
    url = machine.web.put("calm.example", PATH, calm, content_type=RSS)
    slow = await machine.follow(mona, url)
    await machine.run()
    feed = await machine.feed(slow.feed_id)
    assert feed.next_at is not None
    assert feed.next_at - machine.now >= timedelta(hours=10)


async def test_only_the_newest_hundred_and_what_is_still_listed_are_kept(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    followed = await machine.follow(mona, publish(machine, *range(1, 101)))
    await machine.run()
    publish(machine, *range(61, 161))
    await machine.wait(hours=3)
    titles = await machine.titles(followed.feed_id)
    assert len(titles) == 100
    assert (titles[0], titles[-1]) == ("Post number 61", "Post number 160")
    await machine.wait(hours=10)
    assert await machine.titles(followed.feed_id) == titles


async def test_each_fetch_is_counted_by_what_came_of_it(machine: Machine) -> None:
    def counted(outcome: str) -> float:
        told = REGISTRY.get_sample_value("halqa_feed_fetches_total", {"outcome": outcome})
        return told or 0.0

    before = {name: counted(name) for name in ("news", "unchanged", "gone", "not_a_feed")}
    mona = await machine.bench.person("Mona")
    url = publish(machine, 1, headers={"ETag": '"one"'})
    for each in (
        url,
        publish(machine, host="gone.example", status=410),
        machine.web.put("page.example", PATH, "<!doctype html><title>A page</title>"),
    ):
        await machine.follow(mona, each)
    await machine.run()
    await machine.wait(minutes=90)
    after = {name: counted(name) - before[name] for name in before}
    assert after == {"news": 1, "unchanged": 1, "gone": 1, "not_a_feed": 1}


# Crashes -----------------------------------------------------------------------------------------


async def claim(machine: Machine) -> list[Task]:
    async with machine.bench.work() as work:
        return list(await FETCH.claim(work, FETCH.most_at_once))


async def test_a_crash_between_claim_and_settling_lets_it_be_claimed_again_after_the_lease(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    followed = await machine.follow(mona, publish(machine, 1))
    (task,) = await claim(machine)
    assert await claim(machine) == []
    machine.bench.clock.advance(seconds=LEASE.total_seconds() - 1)
    assert await claim(machine) == []
    machine.bench.clock.advance(seconds=1)
    (again,) = await claim(machine)

    # The first one was only slow: what it brings is not written over what the second one does.
    answer = await FETCH.run(machine.outside, task)
    async with machine.bench.work() as work:
        await FETCH.settle(work, task, answer)
    assert await machine.titles(followed.feed_id) == []
    for _ in range(2):
        async with machine.bench.work() as work:
            await FETCH.settle(work, again, answer)
    assert await machine.titles(followed.feed_id) == ["Post number 1"]


async def test_what_nobody_follows_any_more_settles_for_nothing(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    await machine.follow(mona, publish(machine, 1))
    (task,) = await claim(machine)
    answer = await FETCH.run(machine.outside, task)
    async with machine.bench.work() as work:
        await store.revive(work.conn, task.feed.id, now=work.now)
        await FETCH.settle(work, task, answer)
    assert await machine.titles(task.feed.id) == []


async def test_so_many_are_fetched_side_by_side_as_is_set_the_longest_due_first(
    machine: Machine,
) -> None:
    machine.set(at_once=3)
    mona = await machine.bench.person("Mona")
    for number in range(5):
        await machine.follow(mona, publish(machine, 1, host=f"b{number}.example"))
        machine.bench.clock.advance(seconds=1)
    async with machine.bench.work() as work:
        first = await FETCH.claim(work, FETCH.most_at_once)
    assert [task.feed.url for task in first] == [f"http://b{n}.example/feed" for n in range(3)]
    async with machine.bench.work() as work:
        assert await FETCH.claim(work, FETCH.most_at_once - 3) == []
        assert len(await FETCH.claim(work, FETCH.most_at_once - 2)) == 1


async def test_nothing_is_fetched_where_that_is_switched_off(machine: Machine) -> None:
    machine.set(fetch=False)
    mona = await machine.bench.person("Mona")
    await machine.follow(mona, publish(machine, 1))
    await machine.wait(hours=30)
    assert not machine.web.asked


# Where it moved ----------------------------------------------------------------------------------


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    followed = await machine.follow(mona, machine.web.move(HOST, PATH, "http://new.example/feed"))
    publish(machine, 1, host="new.example")
    await machine.run()
    assert (await machine.feed(followed.feed_id)).url == "http://new.example/feed"
    await machine.wait(hours=3)
    assert machine.asked(HOST, PATH) == 1
    assert machine.asked("new.example", PATH) > 1


async def test_a_feed_that_only_leads_elsewhere_for_now_keeps_its_address(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    url = machine.web.move(HOST, PATH, "http://new.example/feed", status=302)
    followed = await machine.follow(mona, url)
    publish(machine, 1, host="new.example")
    await machine.run()
    assert (await machine.feed(followed.feed_id)).url == url
    assert await machine.titles(followed.feed_id) == ["Post number 1"]


async def test_a_move_to_what_is_no_feed_is_not_believed(machine: Machine) -> None:
    """A hotel's network, or a domain that was sold."""
    mona = await machine.bench.person("Mona")
    url = machine.web.move(HOST, PATH, "http://parked.example/")
    machine.web.put("parked.example", "/", "<html><title>Buy this domain</title></html>")
    followed = await machine.follow(mona, url)
    await machine.run()
    feed = await machine.feed(followed.feed_id)
    assert (feed.url, feed.failures, feed.stopped) == (url, 1, None)


async def test_two_feeds_that_become_one_are_one_for_all_their_readers(machine: Machine) -> None:
    mona, karim = await machine.bench.person("Mona"), await machine.bench.person("Karim")
    old, new = publish(machine, 1), publish(machine, 1, 2, host="new.example")
    only_old = await machine.follow(mona, old)
    both_old, both_new = await machine.follow(karim, old), await machine.follow(karim, new)
    await machine.run()
    machine.web.move(HOST, PATH, new, status=308)
    await machine.wait(hours=3)
    (left,) = await machine.feeds()
    assert (left.id, left.url) == (both_new.feed_id, new)
    async with machine.bench.work() as work:
        readers = await store_readers.list_readers(work.conn, left.id)
    assert [(one.id, one.person_id) for one, _ in readers] == [
        (only_old.id, mona.id), (both_new.id, karim.id),
    ]  # fmt: skip
    assert both_old.id not in {one.id for one, _ in readers}
    assert readers[0][0].after_item >= 0


# Stopping ----------------------------------------------------------------------------------------


async def stopped_notes(machine: Machine) -> list[int]:
    return [note.chat_id for note in await machine.bench.planned(kind="feed_stopped")]


async def test_one_that_says_it_is_gone_is_stopped_at_once_and_each_reader_is_told_once(
    machine: Machine,
) -> None:
    mona, karim = await machine.bench.person("Mona"), await machine.bench.person("Karim")
    url = publish(machine, status=410)
    followed = await machine.follow(mona, url)
    await machine.follow(karim, url)
    await machine.wait(days=3)
    feed = await machine.feed(followed.feed_id)
    assert (feed.stopped, feed.next_at) == (Stopped.GONE, None)
    assert machine.asked(HOST, PATH) == 1
    assert sorted(await stopped_notes(machine)) == sorted([mona.chat_id, karim.chat_id])


async def test_several_that_stop_before_the_evening_are_told_in_one_message(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    hosts = [f"b{n}.example" for n in range(11)]
    first = await machine.follow(mona, publish(machine, host=hosts[0], status=410))
    await machine.run()
    for host in hosts[1:]:
        await machine.follow(mona, publish(machine, host=host, status=410))
    await machine.wait(minutes=5)
    (note,) = await machine.bench.planned(kind="feed_stopped")
    assert note.payload is not None
    assert note.payload["html"].count("is gone for good") == 8
    assert "And 3 more feeds." in note.payload["html"]
    assert len(note.payload["buttons"]) == 8

    # What is revived before it is sent is wanted no more; when nothing is left, nothing is sent.
    delivery = await latest_note(machine, mona.chat_id)
    all_of_them = await machine.feeds()
    async with machine.bench.work() as work:
        assert delivery.due_at.astimezone(mona.reader.tz).hour == 18
        await store.revive(work.conn, first.feed_id, now=work.now)
        assert await wants_stopped(work.conn, delivery, work.now)
        for feed in all_of_them:
            await store.revive(work.conn, feed.id, now=work.now)
        assert not await wants_stopped(work.conn, delivery, work.now)


async def latest_note(machine: Machine, chat_id: int) -> Delivery:
    async with machine.bench.db.begin() as conn:
        found = await outbox_store.find_latest(conn, kind="feed_stopped", chat_id=chat_id)
    assert found is not None
    return found


async def test_one_that_fails_for_two_weeks_is_asked_ever_less_and_then_stopped(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    followed = await machine.follow(mona, publish(machine, status=500))
    await machine.wait(days=13)
    assert (await machine.feed(followed.feed_id)).stopped is None
    await machine.wait(days=3)
    assert (await machine.feed(followed.feed_id)).stopped is Stopped.FAILING
    assert 10 <= machine.asked(HOST, PATH) <= 20
    assert await stopped_notes(machine) == [mona.chat_id]


async def test_one_that_becomes_a_page_is_stopped_as_such(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    url = machine.web.put(HOST, PATH, "<!doctype html><title>A shop</title><p>Shoes</p>")
    followed = await machine.follow(mona, url)
    await machine.wait(days=16)
    assert (await machine.feed(followed.feed_id)).stopped is Stopped.NOT_A_FEED


async def test_one_that_leads_where_nobody_is_sent_is_stopped_the_third_time(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    url = machine.web.move(HOST, PATH, "http://127.0.0.1/feed")
    followed = await machine.follow(mona, url)
    await machine.wait(days=2)
    assert (await machine.feed(followed.feed_id)).stopped is Stopped.NOT_ALLOWED
    assert machine.asked(HOST, PATH) == 3


async def test_one_that_answers_again_in_time_has_never_failed(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    followed = await machine.follow(mona, publish(machine, status=500))
    await machine.wait(days=10)
    publish(machine, 1)
    await machine.wait(days=2)
    feed = await machine.feed(followed.feed_id)
    assert (feed.failures, feed.failing_since, feed.stopped) == (0, None, None)
    assert await stopped_notes(machine) == []


async def test_whoever_follows_a_stopped_feed_anew_has_it_asked_again(machine: Machine) -> None:
    mona, karim = await machine.bench.person("Mona"), await machine.bench.person("Karim")
    url = publish(machine, status=410)
    followed = await machine.follow(mona, url)
    await machine.run()
    publish(machine, 1)
    await machine.follow(karim, url)
    await machine.run()
    assert (await machine.feed(followed.feed_id)).stopped is None
    assert await machine.titles(followed.feed_id) == ["Post number 1"]
