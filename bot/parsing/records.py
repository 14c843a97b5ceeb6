"""What was read. Texts are plain (no markup, no control characters), cut and never None."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Final

MOST_ITEMS: Final = 100  # of one feed, the newest
MOST_OUTLINES: Final = 2_000  # of one list of feeds
LONGEST_TITLE: Final = 300  # characters
LONGEST_TEXT: Final = 2_000  # characters of an item: what keywords are looked for in
LONGEST_URL: Final = 2_000  # characters; longer ones are left out


@unique
class Unreadable(StrEnum):
    """Why nothing was read."""

    NOT_A_FEED = "not_a_feed"
    NOT_A_PAGE = "not_a_page"
    NOT_A_LIST = "not_a_list"  # no OPML, or none with feeds in it
    FORBIDDEN = "forbidden"  # a document type with parts of its own, or entities
    TOO_MUCH = "too_much"  # it took more seconds or memory than it may
    BROKEN = "broken"  # the parser gave up


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRead:
    """One item of a feed.

    Attributes:
        guid: what the feed calls it; empty: nothing.
        url: where it leads (an enclosure's address where there is no other); empty: nowhere.
        title: empty: it has none; then its text's beginning does.
        text: its summary or content, plain, for keywords.
        words: how many words its whole content has (0: unknown).
        published_at: aware UTC; None: not said or not readable. Never later than it was found.
        enclosure_url: audio or video; empty: none.
        enclosure_type: its media type.
        enclosure_bytes: its size; None: not said.
        seconds: how long it plays; None: not said.
    """

    guid: str = ""
    url: str = ""
    title: str = ""
    text: str = ""
    words: int = 0
    published_at: datetime | None = None
    enclosure_url: str = ""
    enclosure_type: str = ""
    enclosure_bytes: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRead:
    """A feed.

    Attributes:
        kind: rss, atom, json, or rdf.
        title: its name; may be empty.
        site_url: the page it belongs to; may be empty.
        language: as it says (`ar`, `en-GB`); may be empty.
        is_podcast: whether most of its items have audio.
        items: newest first, at most `MOST_ITEMS`.
        minutes_to_live: RSS `ttl` or the syndication module's period; None: not said.
    """

    kind: str
    title: str = ""
    site_url: str = ""
    language: str = ""
    is_podcast: bool = False
    items: tuple[ItemRead, ...] = ()
    minutes_to_live: int | None = None


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """A web page.

    Attributes:
        title: `og:title`, or its title; may be empty.
        site: `og:site_name`; may be empty.
        canonical_url: what it calls itself, only on the same host; may be empty.
        media: `article`, `video`, `audio`, `course` or empty: what it says that it is.
        words: of its main text; 0: none found.
        seconds: how long its media play; None: not said.
        language: as it says; may be empty.
        feeds: those it names, absolute addresses, at most 10.
    """

    title: str = ""
    site: str = ""
    canonical_url: str = ""
    media: str = ""
    words: int = 0
    seconds: int | None = None
    language: str = ""
    feeds: tuple[FeedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineRead:
    """One feed of an OPML list.

    Attributes:
        url: the feed's address.
        title: may be empty.
        site_url: may be empty.
        tags: the names of the folders it lies in, outermost first, at most 5.
    """

    url: str
    title: str
    site_url: str
    tags: tuple[str, ...]
