"""Hands documents to child processes that have limits, and takes records back."""

from typing import Final

from bot.parsing.lane import Lane
from bot.parsing.records import FeedRead, OutlineRead, PageRead, Unreadable

LONGEST_SECONDS: Final = 10.0  # for one document, by the clock on the wall
_CHILD: Final = ("-m", "bot.parsing.child")


class Parser:
    """Two children, started when they are needed: nobody who sent a link waits behind the feeds."""

    def __init__(
        self, *, seconds: float = LONGEST_SECONDS, child: tuple[str, ...] = _CHILD
    ) -> None:
        self.feeds = Lane(seconds=seconds, child=child)
        self.people = Lane(seconds=seconds, child=child)

    async def feed(self, content: bytes, *, content_type: str, url: str) -> FeedRead | Unreadable:
        """Read RSS, Atom, RDF or JSON Feed; relative addresses are completed by `url`."""
        answer = await self.feeds.ask("feed", content, content_type=content_type, url=url)
        return answer if isinstance(answer, FeedRead | Unreadable) else Unreadable.BROKEN

    async def page(self, content: bytes, *, content_type: str, url: str) -> PageRead | Unreadable:
        """Read a web page."""
        answer = await self.people.ask("page", content, content_type=content_type, url=url)
        return answer if isinstance(answer, PageRead | Unreadable) else Unreadable.BROKEN

    async def outlines(self, content: bytes) -> tuple[OutlineRead, ...] | Unreadable:
        """Read an OPML list of feeds."""
        answer = await self.people.ask("outlines", content)
        return answer if isinstance(answer, tuple | Unreadable) else Unreadable.BROKEN

    async def close(self) -> None:
        """End the children."""
        await self.feeds.close()
        await self.people.close()
