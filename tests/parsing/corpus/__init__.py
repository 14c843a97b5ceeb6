"""Feeds made by hand, each with what must come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.parsing.records import FeedRead, Unreadable

HERE = "https://feeds.example/blog/feed.xml"


@dataclass(frozen=True)
class Case:
    """A document, and what of it must be read.

    Attributes:
        name: what is odd about it.
        content: its bytes.
        expected: why nothing is read; or attributes of the feed, and with `item_` before them, of its
            items: a list of one value each.
        content_type: what its server says.
    """

    name: str
    content: bytes
    expected: Unreadable | frozenset[Unreadable] | Mapping[str, Any] = field(default_factory=dict)
    content_type: str = "application/rss+xml"

    def check(self, read: FeedRead | Unreadable) -> None:
        """Fail where something else was read."""
        if isinstance(self.expected, Unreadable):
            assert read == self.expected
            return
        if isinstance(self.expected, frozenset):
            assert read in self.expected
            return
        assert isinstance(read, FeedRead), read
        for name, value in self.expected.items():
            if name == "count":
                assert len(read.items) == value
            elif name.startswith("item_"):
                assert [getattr(item, name[5:]) for item in read.items] == value, name
            else:
                assert getattr(read, name) == value, name


def rss(items: str, *, about: str = "<title>Notes</title>", root: str = 'version="2.0"') -> str:
    """A document of RSS 2.0."""
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss {root}><channel>{about}{items}</channel></rss>'


def item(inside: str = "", *, title: str = "One") -> str:
    """An item of RSS."""
    return f"<item><title>{title}</title>{inside}</item>"


def atom(entries: str, *, about: str = "<title>Notes</title>", root: str = "") -> str:
    """A document of Atom 1.0."""
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{root}>{about}{entries}</feed>'
