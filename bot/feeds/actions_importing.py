"""A list of feeds that somebody brings: looked at, confirmed, and followed a part at a time.

The list itself is not kept: it is fetched from Telegram and read anew for each part. What was gone
through is counted in the search's row, so that a crash begins no part twice.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.feeds import (
    actions,
    actions_searching,
    messages_importing,
    store,
    store_readers,
    store_searches,
    store_subscriptions,
)
from bot.feeds.records import LONGEST_TITLE, LONGEST_URL, Looking, Search, Stage, Subscription
from bot.feeds.rules import Refusal
from bot.feeds.rules_searching import KeyedOutline
from bot.outbox.records import Outgoing
from bot.parsing.records import OutlineRead
from bot.people import store as people_store
from bot.people.records import Person
from bot.sources import store as source_store
from bot.sources.records import LONGEST_TAG, MOST_TAGS
from bot.sources.rules import MOST_SOURCES
from bot.texts.html import one_line
from bot.work import Work

MOST_BYTES: Final = 1024 * 1024  # of a list; 2,000 feeds take about 400 KiB
A_PART: Final = 25  # feeds in one transaction: others want to write, too
WAITS: Final = timedelta(days=1)  # for their word; Telegram keeps the file far longer
_MOST_TARGET: Final = LONGEST_URL


async def bring(work: Work, person: Person, file_id: str, *, size: int | None) -> Outgoing | None:
    """Look at a list that was sent.

    Returns:
        What is said at once instead, where it is not looked at.
    """
    say = work.say_to(person.reader)
    if (size is not None and size > MOST_BYTES) or len(file_id) > _MOST_TARGET:
        return messages_importing.no_list(say, person)
    if await actions_searching.is_busy(work, person):
        return messages_importing.busy(say, person)
    await _drop_waiting(work, person)
    key = await work.outbox.reply(messages_importing.reading(say, person))
    await actions_searching.look_for(
        work, person, search=Search.LIST, target=file_id, source_id=None, screen_key=key
    )
    return None


async def _drop_waiting(work: Work, person: Person) -> None:
    """One list at a time waits for somebody's word."""
    for looking in await store_searches.list_searches(work.conn, person.id):
        if looking.stage is Stage.FOUND:
            await let_go(work, looking)


async def take_in(work: Work, looking: Looking, outlines: Sequence[KeyedOutline]) -> None:
    """Go on with a list that was read, whose search's row is held."""
    person = await people_store.get_person(work.conn, looking.person_id)
    if looking.stage is Stage.ADDING:
        await _add_part(work, person, looking, outlines)
    elif not outlines:
        await actions_searching.tell_missed(work, looking)
    else:
        await _ask(work, person, looking, dict(outlines))


async def _ask(
    work: Work, person: Person, looking: Looking, outlines: dict[str, OutlineRead]
) -> None:
    followed = await store_readers.list_followed_keys(work.conn, person.id)
    new = outlines.keys() - followed
    room = await _room(work, person)
    screen = messages_importing.found(
        work.say_to(person.reader),
        person,
        search_id=looking.id,
        total=len(outlines),
        new=len(new),
        room=room,
        tagged=any(outlines[key].tags for key in new),
        is_off=not work.settings.feeds.fetch,
    )
    await work.outbox.change(screen, of=looking.screen_key)
    if not screen.buttons:
        await store_searches.remove_search(work.conn, looking.id)
        return
    await store_searches.change_search(
        work.conn, looking.id, stage=Stage.FOUND, tries=0, next_at=work.now + WAITS
    )


async def _room(work: Work, person: Person) -> int:
    """How many feeds somebody may still follow, each as a source of its own."""
    followed = await store_subscriptions.count_subscriptions(work.conn, person.id)
    has = await source_store.count_sources(work.conn, person.id)
    return max(0, min(work.settings.feeds.per_person - followed, MOST_SOURCES - has))


async def add_all(work: Work, person: Person, search_id: int, *, over: int | None) -> None:
    """They want it: it is followed part by part from now on.

    Raises:
        NotForYou: it waits no longer, or is somebody else's.
    """
    looking = await store_searches.get_list_of(work.conn, person.id, search_id)
    screen = messages_importing.adding(work.say_to(person.reader), person)
    key = await work.outbox.reply(screen, over=over)
    await store_searches.change_search(
        work.conn, looking.id, stage=Stage.ADDING, tries=0, next_at=work.now, screen_key=key
    )


async def add_none(work: Work, person: Person, search_id: int) -> Outgoing:
    """They do not.

    Raises:
        NotForYou: it waits no longer, or is somebody else's.
    """
    looking = await store_searches.get_list_of(work.conn, person.id, search_id)
    await store_searches.remove_search(work.conn, looking.id)
    return messages_importing.cancelled(work.say_to(person.reader), person)


async def let_go(work: Work, looking: Looking) -> None:
    """A list has waited long enough for their word."""
    await store_searches.remove_search(work.conn, looking.id)
    person = await people_store.get_person(work.conn, looking.person_id)
    screen = messages_importing.let_go(work.say_to(person.reader), person)
    await work.outbox.change(screen, of=looking.screen_key)


async def break_off(work: Work, looking: Looking) -> None:
    """The list is not to be had any more; what was added stays."""
    await store_searches.remove_search(work.conn, looking.id)
    person = await people_store.get_person(work.conn, looking.person_id)
    screen = messages_importing.broken_off(work.say_to(person.reader), person, added=looking.added)
    await work.outbox.change(screen, of=looking.screen_key)


async def _add_part(
    work: Work,
    person: Person,
    looking: Looking,
    outlines: Sequence[KeyedOutline],
) -> None:
    if not outlines:
        await break_off(work, looking)
        return
    done, added, is_full = looking.done, looking.added, False
    for _, outline in outlines[looking.done : looking.done + A_PART]:
        outcome = await _add(work, person, outline)
        if outcome is Refusal.TOO_MANY:
            is_full = True
            break
        done += 1
        added += isinstance(outcome, Subscription)
    if done < len(outlines) and not is_full:
        await store_searches.change_search(
            work.conn, looking.id, tries=0, done=done, added=added, next_at=work.now
        )
        return
    say = work.say_to(person.reader)
    followed = await store_readers.list_followed_keys(work.conn, person.id)
    left_out = sum(key not in followed for key, _ in outlines[done:])
    await store_searches.remove_search(work.conn, looking.id)
    screen = messages_importing.added(
        say, person, added=added, known=len(outlines) - left_out - added, left_out=left_out
    )
    await work.outbox.change(screen, of=looking.screen_key)


async def _add(work: Work, person: Person, outline: OutlineRead) -> Subscription | Refusal:
    title = one_line(outline.title)[:LONGEST_TITLE]
    feed = await store.put_feed(
        work.conn,
        url=outline.url,
        title="",  # what one member calls it is not what others see
        site_url=outline.site_url,
        is_podcast=False,
        now=work.now,
        within=timedelta(minutes=work.settings.feeds.minutes_between),
    )
    tags = [tag[:LONGEST_TAG] for name in outline.tags[:MOST_TAGS] if (tag := one_line(name))]
    return await actions.subscribe(work, person, feed, title=title, tags=tags)
