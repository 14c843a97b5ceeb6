"""Where a page's feeds are, when it does not say. Pure."""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from bot.feeds.rules_items import key_of
from bot.parsing.records import FeedLink, OutlineRead
from bot.reading.links import read_link

# A feed of a list, behind its key.
KeyedOutline: TypeAlias = tuple[str, OutlineRead]

MOST_PLACES: Final = (
    3  # addresses that are tried without being named; more would be knocking at doors
)
MOST_CHOICES: Final = 6  # buttons; more is a list that nobody reads
_USUAL: Final = ("/feed", "/rss.xml", "/atom.xml")
_CHANNEL: Final = re.compile(r"/channel/(UC[A-Za-z0-9_-]{22})(?:/|\Z)")
_OF_CHANNEL: Final = "https://www.youtube.com/feeds/videos.xml?channel_id="
_COMMENTS: Final = re.compile(r"comments?(?:/|\b)", re.IGNORECASE)


def usual_places(*addresses: str) -> tuple[str, ...]:
    """Addresses at which a page's feed often is, the likeliest first.

    Args:
        addresses: of the page: where it was found, and what it calls itself; empty ones are none.
    """
    found: dict[str, None] = {}
    for address in addresses:
        for place in _places(address) if address else ():
            found.setdefault(place)
    return tuple(found)[:MOST_PLACES]


def _places(address: str) -> tuple[str, ...]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ()
    host = (parts.hostname or "").removeprefix("www.")
    root = f"{parts.scheme}://{parts.netloc}"
    path = parts.path.rstrip("/")
    if host == "youtube.com":
        channel = _CHANNEL.search(parts.path)
        return (f"{_OF_CHANNEL}{channel[1]}",) if channel else ()
    if host == "reddit.com" and path:
        return (f"{root}{path}/.rss",)
    if host == "medium.com" and path:
        return (f"{root}/feed{path}",)
    return tuple(root + place for place in _USUAL)


def choices(links: Sequence[FeedLink]) -> tuple[FeedLink, ...]:
    """The feeds of a page that are worth choosing from, each once; comments only where there is nothing else."""
    found: dict[str, FeedLink] = {}
    for link in links:
        found.setdefault(key_of(link.url), link)
    posts = [link for link in found.values() if not _is_of_comments(link)]
    return tuple(posts or found.values())[:MOST_CHOICES]


def each_once(outlines: Sequence[OutlineRead]) -> tuple[KeyedOutline, ...]:
    """A list's feeds with their keys, in its order; the first of several with the same address.

    Those of a household (`http://nas/feed`) are left out: nobody is sent there.
    """
    found: dict[str, OutlineRead] = {}
    for outline in outlines:
        if read_link(outline.url) is not None:
            found.setdefault(key_of(outline.url), outline)
    return tuple(found.items())


def _is_of_comments(link: FeedLink) -> bool:
    return bool(_COMMENTS.search(urlsplit(link.url).path))
