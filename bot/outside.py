"""Everything that is not ours and not Telegram's talk: pages, feeds, files that people sent."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.fetching.fetcher import Fetcher
from bot.fetching.records import Outcome, Wanted
from bot.parsing.parser import Parser
from bot.parsing.records import FeedRead, OutlineRead, PageRead, Unreadable

# A file's id and its largest size in bytes → its content; None: it is larger, or not to be had (any more).
Download: TypeAlias = Callable[[str, int], Awaitable[bytes | None]]


class Outside:
    """What an errand is handed: it looks out, and reads what it finds, without any transaction."""

    def __init__(self, fetcher: Fetcher, parser: Parser, download: Download) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._download = download

    async def fetch(self, wanted: Wanted) -> Outcome:
        """One page from outside; never raises for what the world answers."""
        return await self._fetcher.fetch(wanted)

    async def feed(self, content: bytes, *, content_type: str, url: str) -> FeedRead | Unreadable:
        """Read a feed."""
        return await self._parser.feed(content, content_type=content_type, url=url)

    async def page(self, content: bytes, *, content_type: str, url: str) -> PageRead | Unreadable:
        """Read a web page."""
        return await self._parser.page(content, content_type=content_type, url=url)

    async def outlines(self, content: bytes) -> tuple[OutlineRead, ...] | Unreadable:
        """Read an OPML list of feeds."""
        return await self._parser.outlines(content)

    async def download(self, file_id: str, *, most_bytes: int) -> bytes | None:
        """A file that somebody sent; None: it is larger, or not to be had (any more)."""
        return await self._download(file_id, most_bytes)

    async def close(self) -> None:
        """Give back connections and the parsers' process."""
        await self._fetcher.close()
        await self._parser.close()
