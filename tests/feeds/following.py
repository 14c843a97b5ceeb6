"""Feeds that somebody follows, for tests on a database: without a web."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.feeds import (
    actions,
    actions_offers,
    rules_items,
    store,
    store_items,
    store_offers,
    store_searches,
)
from bot.feeds.records import Answered, Feed, Search, Subscription
from bot.outbox import store as outbox_store
from bot.outbox.records import State
from bot.outbox.rules import Finish
from bot.parsing.records import FeedRead, ItemRead
from bot.people.records import Person
from bot.work import Work
from tests.support.bench import Bench


async def put_feed(work: Work, host: str) -> Feed:
    """A feed on that host, that was read once."""
    feed = await store.put_feed(
        work.conn,
        url=f"https://{host}/feed",
        title=f"Feed of {host}",
        site_url=f"https://{host}/",
        is_podcast=False,
        now=work.now,
    )
    await store.change_feed(work.conn, feed.id, fetched_at=work.now)
    return await store.get_feed(work.conn, feed.id)


async def bring(work: Work, feed: Feed, *titles: str, published: Sequence[datetime] = ()) -> None:
    """Let a feed bring items, the oldest first."""
    read = FeedRead(
        kind="rss",
        title=feed.title,
        items=tuple(
            ItemRead(
                guid=title,
                url=f"{feed.site_url}{title.replace(' ', '-')}",
                title=title,
                text=f"What there is to say of {title}, at some length.",
                published_at=published[number] if published else work.now,
            )
            for number, title in reversed(list(enumerate(titles)))
        ),
    )
    items = rules_items.items_of(read, feed_url=feed.url, now=work.now)
    known = await store_items.list_hashes(work.conn, feed.id)
    new = rules_items.new_among(items, known.values())
    await store_items.add_items(work.conn, feed.id, new, now=work.now)


async def follow(work: Work, person: Person, feed: Feed, **values: object) -> Subscription:
    """Let somebody follow it."""
    made = await actions.subscribe(work, person, feed)
    assert isinstance(made, Subscription), made
    for name, value in values.items():
        if name == "per_week":
            assert isinstance(value, int)
            await actions.set_per_week(work, person, made.id, per_week=value)
        else:
            await actions.set_words(work, person, made.id, **{name: str(value)})
    return await actions.own_subscription(work, person, made.id)


async def add_search(work: Work, person: Person, host: str) -> None:
    """Something that is looked for on somebody's behalf, and was not found yet."""
    await store_searches.add_search(
        work.conn,
        person_id=person.id,
        search=Search.PAGE,
        target=f"https://{host}/",
        source_id=None,
        screen_key="",
        now=work.now + timedelta(days=30),
    )


async def refuse_newest(work: Work, subscription: Subscription) -> None:
    """As if the newest of a feed had been offered and refused."""
    (item,) = await store_items.list_after(work.conn, subscription.feed_id, after=0, limit=1)
    offered = [(subscription.id, item.id)]
    await store_offers.add_offers(work.conn, offered, at=work.now, answered=Answered.REFUSED)


async def morning(
    bench: Bench, *, zone: str = "Africa/Cairo", ends: State | None = State.SENT
) -> None:
    """Let time pass until the next nine o'clock there, and let the morning's messages be planned.

    Args:
        bench: where.
        zone: whose clock.
        ends: how the messages end, as the dispatcher would have it; None: they still wait.
    """
    local = bench.clock.now().astimezone(ZoneInfo(zone))
    at = local.replace(hour=9, minute=0, second=0, microsecond=0)
    bench.clock.move_to(at if at > local else at + timedelta(days=1))
    for _ in range(50):
        async with bench.work() as work:
            if not await actions_offers.offer_due(work):
                break
    if ends is not None:
        await settle(bench, ends)


async def settle(bench: Bench, ends: State) -> None:
    """Let all that waits of offers and questions end in that state."""
    for kind in (actions.OFFER, actions.GAP):
        for planned in await bench.planned(kind=kind):
            async with bench.work() as work:
                found = await outbox_store.find_delivery(work.conn, key=planned.key)
                assert found is not None
                if found.state is State.PLANNED:
                    step = Finish(ends, "test", None)
                    await outbox_store.settle(work.conn, found.id, step, now=work.now)
