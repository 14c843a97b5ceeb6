"""Looking for feeds on somebody's behalf: what is found is followed, or chosen from."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias

from bot.errors import NotForYou
from bot.feeds import (
    actions,
    messages_searching,
    messages_stopped,
    store,
    store_readers,
    store_searches,
    store_subscriptions,
)
from bot.feeds.records import Feed, Looking, Search, Stage, Subscription
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.records import Person
from bot.sources import actions as source_actions
from bot.sources.records import Source, SourceId
from bot.work import Work

# Nothing found is told no sooner: how long it took says nothing of why.
MISSED_AFTER: Final = timedelta(seconds=5)
MOST_AT_WORK: Final = 3  # searches of one person


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFound:
    """A feed that was read, or that a page names."""

    url: str
    title: str
    site_url: str = ""
    is_podcast: bool = False


Found: TypeAlias = tuple[FeedFound, ...]


async def is_busy(work: Work, person: Person, *, source_id: int | None = None) -> bool:
    """Whether that is looked for already, or enough else is."""
    if source_id is not None and await store_searches.count_at_work(
        work.conn, person.id, source_id=source_id
    ):
        return True
    return await store_searches.count_at_work(work.conn, person.id) >= MOST_AT_WORK


async def look_for(
    work: Work,
    person: Person,
    *,
    search: Search,
    target: str,
    source_id: SourceId | None,
    screen_key: str,
) -> None:
    """Look for something; what is found is told on the screen that the delivery `screen_key` shows."""
    if not work.settings.feeds.fetch and search is not Search.LIST:
        off = messages_searching.off(work.say_to(person.reader), person)
        await work.outbox.change(off, of=screen_key)
        return
    await store_searches.add_search(
        work.conn,
        person_id=person.id,
        search=search,
        target=target,
        source_id=source_id,
        screen_key=screen_key,
        now=work.now,
    )


async def find_for_source(
    work: Work, person: Person, source_id: int, *, over: int | None
) -> Outgoing | None:
    """Look for what is new at a source of theirs.

    Returns:
        What is said at once instead, where nothing is looked for.

    Raises:
        NotForYou: it is not theirs, or has no address.
    """
    source = await source_actions.own_source(work, person, source_id)
    say = work.say_to(person.reader)
    if not work.settings.feeds.fetch:
        return messages_searching.off(say, person, source_id=source.id)
    if not source.url:
        raise NotForYou
    if await store_searches.count_at_work(work.conn, person.id, source_id=source.id):
        return messages_searching.looking(say, person)
    if await is_busy(work, person):
        return messages_searching.busy(say, person)
    key = await work.outbox.reply(messages_searching.looking(say, person), over=over)
    await look_for(
        work,
        person,
        search=Search.PAGE,
        target=source.url,
        source_id=source.id,
        screen_key=key,
    )
    return None


# What was found ----------------------------------------------------------------------------------


async def take_in(work: Work, looking: Looking, found: Found) -> None:
    """Go on with what was found for a search whose row is held."""
    if not found:
        await _miss(work, looking)
        return
    await store_searches.remove_search(work.conn, looking.id)
    person = await people_store.get_person(work.conn, looking.person_id)
    if looking.search is Search.FEED:
        await _revive(work, person, looking)
        return
    source = await _source_of(work, person, looking)
    feeds = [await _put(work, each) for each in found]
    if len(feeds) == 1:
        screen = await follow(work, person, feeds[0], source)
    else:
        say = work.say_to(person.reader)
        screen = messages_searching.choices(say, person, feeds, source_id=looking.source_id)
    await work.outbox.change(screen, of=looking.screen_key)


async def follow(work: Work, person: Person, feed: Feed, source: Source | None) -> Outgoing:
    """Follow a feed that was found; the screen that says so, or why not."""
    outcome = await actions.subscribe(work, person, feed, source=source)
    say = work.say_to(person.reader)
    if isinstance(outcome, Subscription):
        title = source.title if source else feed.name
        return messages_searching.followed(
            say, person, feed, title=title, source_id=outcome.source_id
        )
    there = await store_subscriptions.find_by_feed(work.conn, person.id, feed_id=feed.id)
    if there is not None:
        is_here = source is not None and there.source_id == source.id
        return messages_searching.already(say, person, source_id=there.source_id, is_here=is_here)
    most = work.settings.feeds.per_person
    source_id = source.id if source else None
    return messages_searching.too_many(say, person, most=most, source_id=source_id)


async def choose(work: Work, person: Person, feed_id: int, source_id: int) -> Outgoing:
    """Follow one of several.

    Raises:
        NotForYou: the source is not theirs, or the feed is forgotten meanwhile.
    """
    source = await source_actions.own_source(work, person, source_id) if source_id else None
    feed = await store.get_feed(work.conn, feed_id)
    return await follow(work, person, feed, source)


async def tell_missed(work: Work, looking: Looking) -> None:
    """Say that nothing was found: the same words whatever the reason."""
    await store_searches.remove_search(work.conn, looking.id)
    person = await people_store.get_person(work.conn, looking.person_id)
    say = work.say_to(person.reader)
    screen = messages_searching.missed(say, person, source_id=looking.source_id)
    if looking.search is Search.LIST:
        screen = messages_searching.no_list(say, person)
    elif looking.search is Search.FEED:
        reader = await _reader_of(work, looking)
        if reader is None:
            return
        subscription, title, feed = reader
        screen = messages_stopped.still_silent(
            say, person, feed, title=title, subscription_id=subscription.id
        )
    await work.outbox.change(screen, of=looking.screen_key)


async def _miss(work: Work, looking: Looking) -> None:
    at = looking.asked_at + MISSED_AFTER
    if at <= work.now:
        await tell_missed(work, looking)
    else:
        await store_searches.change_search(
            work.conn, looking.id, stage=Stage.MISSED, tries=0, next_at=at
        )


async def _revive(work: Work, person: Person, looking: Looking) -> None:
    reader = await _reader_of(work, looking)
    if reader is None:
        return
    subscription, title, feed = reader
    if feed.stopped is not None:
        await store.revive(work.conn, feed.id, now=work.now)
    screen = messages_stopped.revived(
        work.say_to(person.reader), person, title=title, source_id=subscription.source_id
    )
    await work.outbox.change(screen, of=looking.screen_key)


async def _reader_of(work: Work, looking: Looking) -> tuple[Subscription, str, Feed] | None:
    if looking.source_id is None:
        return None
    subscription = await store_subscriptions.find_by_source(work.conn, looking.source_id)
    found = await store_readers.find_reader(work.conn, subscription.id) if subscription else None
    if found is None:
        return None
    return (*found, await store.get_feed(work.conn, found[0].feed_id))


async def _source_of(work: Work, person: Person, looking: Looking) -> Source | None:
    if looking.source_id is None:
        return None
    return await source_actions.own_source(work, person, looking.source_id)


async def _put(work: Work, found: FeedFound) -> Feed:
    return await store.put_feed(
        work.conn,
        url=found.url,
        title=found.title,
        site_url=found.site_url,
        is_podcast=found.is_podcast,
        now=work.now,
    )
