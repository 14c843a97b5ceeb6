"""What reading feeds costs: `python -m benchmarks.feeds` (all parts), or with the names of some.

- `throughput`: items a second, through the child process with its limits and by feedparser alone.
- `lag`: how late the event loop is while 200 feeds are read, through the child and without it.
- `memory`: what following 10,000 feeds costs: feeds a second, memory, how late the loop is.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from io import BytesIO
from statistics import quantiles
from typing import Final

import feedparser

from benchmarks.ten_thousand_feeds import memory_at_10_000_feeds
from bot.parsing.parser import Parser
from bot.parsing.records import FeedRead

FEEDS: Final = 200
ITEMS: Final = 100  # of each feed
COUNTED: Final = 40  # feeds, for the throughput
TICK: Final = 0.005  # seconds
URL: Final = "https://feeds.example/feed.xml"
_WORDS: Final = (
    "Learning together works when everybody knows what the others are reading this week. ",
    "نتعلّم معًا حين يعرف كلّ واحد منّا ما يقرؤه الآخرون هذا الأسبوع وما الذي بقي عليه. ",
)


def feed(number: int) -> bytes:
    """A feed as they are: blogs and podcasts in turn, in English and Arabic, a kilobyte or two for each item."""
    words = _WORDS[number // 2 % 2]
    items = "".join(_item(number, place, words) for place in range(ITEMS))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content='
        '"http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
        f"<channel><title>Feed {number}</title><link>https://feeds.example/{number}</link>{items}</channel></rss>"
    ).encode()


def _item(number: int, place: int, words: str) -> str:
    more = (
        f'<enclosure url="https://cdn.example/{number}/{place}.mp3" length="{place + 1}000" type="audio/mpeg"/>'
        f"<itunes:duration>{place % 60}:30</itunes:duration>"
        if number % 2
        else f"<content:encoded><![CDATA[<p>{words * 4}</p><p><a href='/x'>{words}</a></p>]]></content:encoded>"
    )
    return (
        f"<item><title>{words[:40]} {place}</title><link>https://feeds.example/{number}/{place}</link>"
        f"<guid>{number}-{place}</guid><pubDate>Tue, 02 Jan 2024 {place % 24:02}:04:05 GMT</pubDate>"
        f"<description>&lt;p&gt;{words * 3}&lt;/p&gt;</description>{more}</item>"
    )


async def throughput() -> None:
    """Items a second."""
    feeds = [feed(number) for number in range(COUNTED)]
    size = sum(map(len, feeds)) / COUNTED / 1024
    print(f"items a second ({COUNTED} feeds of {ITEMS} items, {size:.0f} KiB each)")
    alone = _rate(lambda: [feedparser.parse(BytesIO(content)) for content in feeds])
    print(f"  feedparser alone, in this process   {alone:8.0f}")
    parser = Parser()
    await parser.feed(feeds[0], content_type="", url=URL)
    start = time.perf_counter()
    for content in feeds:
        read = await parser.feed(content, content_type="", url=URL)
        if not isinstance(read, FeedRead) or len(read.items) != ITEMS:
            raise SystemExit(f"not read: {read}")
    child = COUNTED * ITEMS / (time.perf_counter() - start)
    await parser.close()
    print(f"  through the child, as records       {child:8.0f}   ({child / alone:.2f} of it)")


def _rate(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return COUNTED * ITEMS / (time.perf_counter() - start)


async def lag() -> None:
    """How late a loop is that has nothing to do but to wake up every 5 ms."""
    print(f"lateness of the event loop, in ms, while {FEEDS} feeds of {ITEMS} items are read")
    parser = Parser()
    await parser.feed(feed(0), content_type="", url=URL)

    async def through_the_child(content: bytes) -> None:
        await parser.feed(content, content_type="", url=URL)

    async def in_the_loop(content: bytes) -> None:
        feedparser.parse(BytesIO(content))
        await asyncio.sleep(0)

    async def nothing(_: bytes) -> None:
        await asyncio.sleep(TICK)

    for name, read in (
        ("idle", nothing),
        ("through the child", through_the_child),
        ("in the loop", in_the_loop),
    ):
        start = time.perf_counter()
        late = await _lateness(read)
        seconds = time.perf_counter() - start
        p50, p99 = quantiles(late, n=100)[49], quantiles(late, n=100)[98]
        print(
            f"  {name:<20} p50 {p50:7.2f}   p99 {p99:7.2f}   max {max(late):7.2f}   ({seconds:.1f} s)"
        )
    await parser.close()


async def _lateness(read: Callable[[bytes], Awaitable[None]]) -> list[float]:
    late: list[float] = []
    done = asyncio.Event()

    async def tick() -> None:
        while not done.is_set():
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            late.append((time.perf_counter() - before - TICK) * 1000)

    async def work() -> None:
        for content in _feeds():
            await read(content)
        done.set()

    await asyncio.gather(tick(), work())
    return late


def _feeds() -> Iterator[bytes]:
    made = [
        feed(number) for number in range(8)
    ]  # not made anew each time: that would be late, too
    for number in range(FEEDS):
        yield made[number % len(made)]


# Each part prints for itself and takes less than a minute.
PARTS: Final = {"throughput": throughput, "lag": lag, "memory": memory_at_10_000_feeds}


def main() -> None:
    """Measure what is asked for, or everything."""
    for name in sys.argv[1:] or PARTS:
        asyncio.run(PARTS[name]())


if __name__ == "__main__":
    main()
