"""What a site publishes, and what is asked of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing in a feed.

    Attributes:
        guid: what the feed calls it.
        url: its page.
        title: its name.
        html: its text.
        published_at: when it appeared.
        seconds: how long it plays; None: it is to be read.
        audio_url: where it would be heard.
        audio_bytes: its size.
    """

    guid: str
    url: str
    title: str
    html: str
    published_at: datetime
    seconds: int | None = None
    audio_url: str = ""
    audio_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself."""

    title: str
    about: str
    site_url: str
    feed_url: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site answers.

    Attributes:
        content: the body.
        content_type: of the body.
        status: of HTTP.
        changed_at: when this last changed; None: nobody says.
        delay_seconds: real time that passes before; some sites are slow.
    """

    content: bytes
    content_type: str = HTML
    status: int = 200
    changed_at: datetime | None = None
    delay_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Present:
    """When it is asked, and when this web began: the Tuesday on or before the world's first day."""

    now: datetime
    first_day: datetime


# A path, and when → what is there; None: nothing is.
Pages: TypeAlias = Callable[[str, Present], Answer | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site.

    Attributes:
        host: its name.
        title: as it calls itself.
        shows: what it is there for, in English.
        pages: what it answers.
        feeds: its feeds' paths, for the list of all.
    """

    host: str
    title: str
    shows: str
    pages: Pages
    feeds: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its front page."""
        return f"http://{self.host}/"
