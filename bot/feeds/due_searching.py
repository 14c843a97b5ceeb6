"""The errand that looks for feeds: at an address, in a list that somebody sent, at one that stopped."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds import actions_importing, actions_searching, rules_searching, store_searches
from bot.feeds.actions_searching import FeedFound, Found
from bot.feeds.due_fetching import ACCEPT
from bot.feeds.records import Looking, Search, Stage
from bot.feeds.rules_searching import KeyedOutline
from bot.fetching.records import Failed, Failure, Fetched, Wanted
from bot.outside import Outside
from bot.parsing.records import FeedRead, PageRead, Unreadable
from bot.registry import Errand
from bot.work import Work

MOST_AT_ONCE: Final = 4
LEASE: Final = timedelta(minutes=2)
DEADLINE_SECONDS: Final = 60.0  # for a list: its download, and waiting for the one parser
MOST_TRIES: Final = 3  # a search that ended the process twice is not begun again
ONE_SECONDS: Final = 5.0  # for one address
ALL_SECONDS: Final = 15.0  # somebody is waiting
ACCEPT_PAGE: Final = f"text/html, {ACCEPT}"


async def claim(work: Work, most: int) -> Sequence[Looking]:
    """Lease what is due; what is to be told only, is told."""
    until = work.now + LEASE
    due = await store_searches.claim_due(work.conn, now=work.now, until=until, limit=most)
    begun = []
    for looking in due:
        if looking.stage is Stage.FOUND:
            await actions_importing.let_go(work, looking)
        elif looking.stage is Stage.ADDING and looking.tries > MOST_TRIES:
            await actions_importing.break_off(work, looking)
        elif looking.stage is Stage.MISSED or looking.tries > MOST_TRIES:
            await actions_searching.tell_missed(work, looking)
        else:
            begun.append(looking)
    return begun


async def run(outside: Outside, looking: Looking) -> Found | tuple[KeyedOutline, ...]:
    """Look, without any transaction."""
    if looking.search is Search.LIST:
        return await _read_list(outside, looking.target)
    found: Found = ()
    try:
        async with asyncio.timeout(ALL_SECONDS):
            if looking.search is Search.FEED:
                # As patient as the schedule is: a slow feed can be revived, too.
                found = await _feed_at(outside, looking.target, seconds=ALL_SECONDS)
            else:
                found = await look(outside, looking.target)
    except TimeoutError:
        return ()
    return found


async def settle(work: Work, looking: Looking, found: Found | tuple[KeyedOutline, ...]) -> None:
    """Tell it, or go on with it; unless somebody did before."""
    held = await store_searches.find_search(work.conn, looking.id)
    if held is None or (held.stage, held.tries) != (looking.stage, looking.tries):
        return
    if looking.search is Search.LIST:
        outlines = tuple(each for each in found if not isinstance(each, FeedFound))
        await actions_importing.take_in(work, held, outlines)
    else:
        feeds = tuple(each for each in found if isinstance(each, FeedFound))
        await actions_searching.take_in(work, held, feeds)


async def next_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """When the next search is due."""
    del after
    return await store_searches.next_due_at(conn)


# Looking -----------------------------------------------------------------------------------------


async def look(outside: Outside, url: str) -> Found:
    """The feeds of an address: the one that is there, those that its page names, or one at a usual place."""
    wanted = Wanted(url=url, accept=ACCEPT_PAGE, seconds=ONE_SECONDS)
    fetched = await outside.fetch(wanted)
    if isinstance(fetched, Failed) and fetched.failure is Failure.TOO_LARGE:
        # Too large for a feed; of a page the beginning is enough.
        fetched = await outside.fetch(replace(wanted, may_be_cut=True))
        is_cut = True
    else:
        is_cut = False
    if not isinstance(fetched, Fetched):
        return ()
    if not is_cut and (there := await _read(outside, fetched, url)) is not None:
        return (there,)
    page = await outside.page(fetched.content, content_type=fetched.content_type, url=fetched.url)
    named = rules_searching.choices(page.feeds) if isinstance(page, PageRead) else ()
    if len(named) > 1:
        return tuple(FeedFound(url=link.url, title=link.title) for link in named)
    canonical = page.canonical_url if isinstance(page, PageRead) else ""
    usual = rules_searching.usual_places(fetched.url, canonical)
    for place in (named[0].url,) if named else usual:
        if found := await _feed_at(outside, place):
            return found
    return ()


async def _feed_at(outside: Outside, url: str, *, seconds: float = ONE_SECONDS) -> Found:
    fetched = await outside.fetch(Wanted(url=url, accept=ACCEPT, seconds=seconds))
    found = await _read(outside, fetched, url) if isinstance(fetched, Fetched) else None
    return (found,) if found is not None else ()


async def _read(outside: Outside, fetched: Fetched, url: str) -> FeedFound | None:
    read = await outside.feed(fetched.content, content_type=fetched.content_type, url=fetched.url)
    if not isinstance(read, FeedRead):
        return None
    return FeedFound(
        url=fetched.moved_to or url,
        title=read.title,
        site_url=read.site_url,
        is_podcast=read.is_podcast,
    )


async def _read_list(outside: Outside, file_id: str) -> tuple[KeyedOutline, ...]:
    content = await outside.download(file_id, most_bytes=actions_importing.MOST_BYTES)
    if content is None:
        return ()
    outlines = await outside.outlines(content)
    if isinstance(outlines, Unreadable):
        return ()
    # A quarter of a second for two thousand addresses: not in the loop.
    return await asyncio.to_thread(rules_searching.each_once, outlines)


SEARCH: Final = Errand(
    name="feeds.search",
    claim=claim,
    run=run,
    settle=settle,
    next_at=next_at,
    most_at_once=MOST_AT_ONCE,
    deadline_seconds=DEADLINE_SECONDS,
)
