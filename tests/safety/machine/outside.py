"""What lies outside of a town: pages, and feeds that bring something new as its clock goes on.

There is no network and no child process here: what a page or a feed says follows from its address and
the time alone, so that the same life reads the same on every engine.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from typing_extensions import override

from bot.clock import Clock
from bot.fetching.records import Failed, Failure, Fetched, Outcome, Wanted
from bot.outside import Outside
from bot.parsing.records import FeedLink, FeedRead, ItemRead, OutlineRead, PageRead, Unreadable

FEEDS: Final = 8
PAGES: Final = 12
_EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
_BETWEEN: Final = tuple(timedelta(hours=hours) for hours in (5, 24, 12, 5, 30, 9, 3, 70))
_LISTED: Final = 8  # items of each feed
_MOVED, _GONE, _MOODY, _NO_FEED = 4, 5, 6, 7


def feed_url(number: int) -> str:
    """Where a feed is."""
    return f"https://feed{number % FEEDS}.example/feed"


def site_url(number: int) -> str:
    """The page that names it."""
    return f"https://feed{number % FEEDS}.example/"


def page_url(number: int) -> str:
    """A page; some have no title, and some are not there."""
    return f"https://page{number % PAGES}.example/read"


class TownOutside(Outside):
    """The outside of one town."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    @override
    async def fetch(self, wanted: Wanted) -> Outcome:
        """By the address: a feed that moves, one that is gone one day, one that is there every other day."""
        host = wanted.url.split("/")[2]
        kind, number = host[:4], int(host[4:-8])
        days = (self._clock.now() - _EPOCH).days
        if kind == "page" and number % 4 == 3:
            return Failed(failure=Failure.UNREACHABLE)
        if kind == "feed":
            if number == _GONE and days > 95:
                return Failed(failure=Failure.GONE, status=410)
            if number == _MOODY and days % 2:
                return Failed(failure=Failure.TOO_SLOW)
            if number == _MOVED and days > 85 and wanted.url == feed_url(_MOVED):
                return Fetched(url=feed_url(0), moved_to=feed_url(0), content=b"x")
        return Fetched(url=wanted.url, content=b"x")

    @override
    async def feed(self, content: bytes, *, content_type: str, url: str) -> FeedRead | Unreadable:
        """What it lists now, the newest first; the first and the fourth list the same pages."""
        number = int(url.split("/")[2][4:-8])
        if not url.endswith("/feed") or number == _NO_FEED:
            return Unreadable.NOT_A_FEED
        between = _BETWEEN[number]
        newest = int((self._clock.now() - _EPOCH) / between)
        at = 0 if number == 3 else number
        items = tuple(
            ItemRead(
                guid=f"{number}.{n}",
                url=f"https://feed{at}.example/{n}",
                title=f"Medians, part {n}",
                text="What there is to say of medians.",
                words=400 * (n % 3),
                published_at=_EPOCH + n * between,
            )
            for n in range(newest, newest - _LISTED, -1)
        )
        return FeedRead(kind="rss", title=f"Feed {number}", site_url=site_url(number), items=items)

    @override
    async def page(self, content: bytes, *, content_type: str, url: str) -> PageRead | Unreadable:
        """A page, which may name a feed."""
        kind, number = url.split("/")[2][:4], int(url.split("/")[2][4:-8])
        if kind == "feed":
            return PageRead(title=f"Site {number}", feeds=(FeedLink(feed_url(number), "News"),))
        return PageRead(title="" if number % 4 == 2 else f"Page {number}", words=300 * number)

    @override
    async def outlines(self, content: bytes) -> tuple[OutlineRead, ...] | Unreadable:
        """A list of three."""
        return tuple(
            OutlineRead(feed_url(n), f"Feed {n}", site_url(n), ("Statistics",)) for n in (1, 2, 6)
        )

    @override
    async def download(self, file_id: str, *, most_bytes: int) -> bytes | None:
        """A list that somebody sent."""
        return b"x"

    @override
    async def close(self) -> None:
        """Nothing to give back."""
