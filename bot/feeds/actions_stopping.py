"""A feed that stops: each of its readers hears of it once, and may have it tried again."""

from datetime import UTC, datetime
from typing import Final

from bot.errors import NotForYou
from bot.feeds import (
    actions_searching,
    messages_searching,
    messages_stopped,
    rules_fetching,
    store,
    store_readers,
    store_searches,
    store_subscriptions,
)
from bot.feeds.records import Feed, Search, Subscription
from bot.outbox import store as outbox_store
from bot.outbox.records import Outgoing, State
from bot.people import store as people_store
from bot.people.records import Person
from bot.work import Work

STOPPED: Final = "feed_stopped"


async def tell(work: Work, feed: Feed) -> None:
    """Tell each reader of a feed that has just stopped, in the evening.

    Whoever brought a list of many may lose several within a few days: what stops before the word is
    sent is told in the same message.
    """
    readers = await store_readers.list_readers(work.conn, feed.id)
    ids = {subscription.person_id for subscription, _ in readers}
    people = await people_store.list_people(work.conn, ids)
    for _, person in sorted(people.items()):
        # Two that stop at the same moment would each write a word without the other.
        await store_subscriptions.lock_subscriptions_of(work.conn, person.id)
        await _tell(work, person)


async def _tell(work: Work, person: Person) -> None:
    planned = await outbox_store.find_latest(work.conn, kind=STOPPED, chat_id=person.chat_id)
    is_waiting = planned is not None and planned.state is State.PLANNED
    about = planned.about if planned is not None and is_waiting else str(_second(work.now))
    stopped = await store_readers.list_stopped(work.conn, person.id, since=read_about(about))
    word = messages_stopped.stopped(work.say_to(person.reader), person, stopped)
    if planned is not None and is_waiting and await outbox_store.rewrite(
        work.conn, planned.id, word, about=about, expires_at=planned.expires_at
    ):  # fmt: skip
        return
    await work.outbox.add(
        word,
        kind=STOPPED,
        key=f"{STOPPED}:{person.id}:{_second(work.now)}",
        about=about,
        due_at=rules_fetching.told_at(work.now, person.reader.tz),
    )


def read_about(about: str) -> datetime:
    """Since when what a word names has stopped."""
    return datetime.fromtimestamp(int(about), tz=UTC)


def _second(now: datetime) -> int:
    return int(now.timestamp())


async def own_reading(
    work: Work, person: Person, subscription_id: int
) -> tuple[Subscription, str, Feed]:
    """What somebody follows, the title of its source, and the feed.

    Raises:
        NotForYou: there is no such thing, or it is somebody else's.
    """
    found = await store_readers.find_reader(work.conn, subscription_id)
    if found is None or found[0].person_id != person.id:
        raise NotForYou
    subscription, title = found
    return subscription, title, await store.get_feed(work.conn, subscription.feed_id)


async def try_again(
    work: Work, person: Person, subscription_id: int, *, over: int | None
) -> Outgoing | None:
    """Ask a stopped feed once more, at once; the outcome is told on the same screen.

    Returns:
        What is said at once instead, where it is not asked.
    """
    subscription, title, feed = await own_reading(work, person, subscription_id)
    say = work.say_to(person.reader)
    if feed.stopped is None:
        return messages_stopped.revived(say, person, title=title, source_id=subscription.source_id)
    source_id = subscription.source_id
    if await store_searches.count_at_work(work.conn, person.id, source_id=source_id):
        return messages_stopped.trying(say, person, title=title)
    if await actions_searching.is_busy(work, person):
        return messages_searching.busy(say, person)
    key = await work.outbox.reply(messages_stopped.trying(say, person, title=title), over=over)
    await actions_searching.look_for(
        work,
        person,
        search=Search.FEED,
        target=feed.url,
        source_id=subscription.source_id,
        screen_key=key,
    )
    return None
