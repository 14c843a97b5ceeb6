"""What makes two items one, and what is kept of an item. Pure."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from bot.feeds.records import HASH_LENGTH, LONGEST_TEXT, LONGEST_TITLE, LONGEST_URL
from bot.parsing.records import FeedRead, ItemRead
from bot.reading.links import read_link
from bot.reading.records import Mode
from bot.resources.records import LONGEST_MINUTES
from bot.resources.rules import WORDS_A_MINUTE, mode_of_link
from bot.texts.html import one_line

# Fewer are a teaser, mostly: how long the page itself takes to read, they do not tell.
FEWEST_WORDS: Final = 150
# Shorter words are used again for another item: a weekly open thread, an untitled picture.
SHORTEST_CONTENT: Final = 40  # characters of title and text together
_TITLE_FROM_TEXT: Final = 80  # characters
_BY_KIND: Final = {"audio": Mode.LISTEN, "video": Mode.WATCH}  # of an enclosure


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item as it is kept: the columns of its row.

    Attributes:
        guid_hash: of what the feed calls it.
        link_hash: of where it leads.
        content_hash: of its words.
        url: never empty.
        title: never empty.
        text: for keywords; may be empty.
        mode: None: not known.
        minutes: None: not known.
        published_at: never later than now.
    """

    guid_hash: str
    link_hash: str
    content_hash: str
    url: str
    title: str
    text: str
    mode: Mode | None
    minutes: int | None
    published_at: datetime | None

    @property
    def hashes(self) -> frozenset[str]:
        """All three; each begins from another word, so that they never meet by chance."""
        return frozenset({self.guid_hash, self.link_hash, self.content_hash})


def items_of(read: FeedRead, *, feed_url: str, now: datetime) -> tuple[NewItem, ...]:
    """A feed's items as they are kept, oldest first, each once.

    Args:
        read: the feed.
        feed_url: where it was found: what an item that leads nowhere leads to.
        now: no item was published later.
    """
    home = read.site_url or feed_url
    shared = _shared_links(read)
    found: list[NewItem] = []
    seen: set[str] = set()
    for item in read.items:
        kept = _kept(item, home=home, shared=shared, now=now)
        if not kept.hashes & seen:
            found.append(kept)
        seen |= kept.hashes
    return tuple(reversed(found))


def new_among(items: Sequence[NewItem], known: Iterable[frozenset[str]]) -> list[NewItem]:
    """The items that are none of the known ones by any of the three, in their order."""
    seen = frozenset[str]().union(*known)
    return [item for item in items if not item.hashes & seen]


def _kept(item: ItemRead, *, home: str, shared: frozenset[str], now: datetime) -> NewItem:
    url, key = _where(item, shared)
    title = one_line(item.title)
    text = " ".join(
        item.text.split()
    )  # plain already, and long: cleaning it anew would hold up others
    words = f"{title} {text}".strip().casefold()
    own_words = words if title and text and len(words) >= SHORTEST_CONTENT else ""
    # What there is of guid, link and words tells it apart; what is absent borrows from the next.
    anything = item.guid.strip() or key or words or str(item.published_at)
    mode, minutes = _length(item)
    return NewItem(
        guid_hash=_hash("guid", item.guid.strip() or f"no guid {key or anything}"),
        link_hash=link_hash_of(key or f"no link {anything}"),
        content_hash=_hash("words", own_words or f"few words {anything}"),
        url=(url or home)[:LONGEST_URL],
        title=(title or _beginning(text) or url or home)[:LONGEST_TITLE],
        text=text[:LONGEST_TEXT],
        mode=mode,
        minutes=minutes,
        published_at=min(item.published_at, now) if item.published_at else None,
    )


def _where(item: ItemRead, shared: frozenset[str]) -> tuple[str, str]:
    """(address, key) of where an item leads; both empty: nowhere of its own.

    Some podcasts let every item lead to the same page: then the sound itself is where it leads.
    """
    for url in (item.url, item.enclosure_url):
        if url and (key := key_of(url)) not in shared:
            return clean_url(url), key
    return "", ""


def _shared_links(read: FeedRead) -> frozenset[str]:
    """Keys that tell no item from another: several different items have them, or the page itself does."""
    guids_of: dict[str, set[str]] = {}
    for item in read.items:
        if item.url and item.guid:
            guids_of.setdefault(key_of(item.url), set()).add(item.guid.strip())
    titles_of: dict[str, Counter[str]] = {}
    for item in read.items:
        if item.url:
            titles_of.setdefault(key_of(item.url), Counter())[item.title.strip()] += 1
    # The same address under two guids is one item that was written anew, unless it has other words.
    shared = {key for key, guids in guids_of.items() if len(guids) > 1 and len(titles_of[key]) > 1}
    if read.site_url:
        shared.add(key_of(read.site_url))
    return frozenset(shared)


def _length(item: ItemRead) -> tuple[Mode | None, int | None]:
    """How an item is taken in, and for how many minutes."""
    link = _read_link(item.url) if item.url else None
    mode = _BY_KIND.get(item.enclosure_type.partition("/")[0].lower())
    mode = mode or (mode_of_link(link) if link is not None else None)
    if item.seconds:  # it plays, whether it says what or not
        return mode or Mode.WATCH, _minutes(item.seconds / 60)
    if mode is None and item.words:
        mode = Mode.READ
    if mode is Mode.READ and item.words >= FEWEST_WORDS:
        return mode, _minutes(item.words / WORDS_A_MINUTE)
    return mode, None


def _minutes(exact: float) -> int | None:
    minutes = math.ceil(exact)
    return minutes if minutes <= LONGEST_MINUTES else None


def _beginning(text: str) -> str:
    """What stands for a title that is missing."""
    if len(text) > _TITLE_FROM_TEXT:
        head, _, _ = text[:_TITLE_FROM_TEXT].rpartition(" ")
        text = f"{head or text[: _TITLE_FROM_TEXT - 1]}…"
    return one_line(text)


# Addresses ---------------------------------------------------------------------------------------

# An item's address is asked for several times over, and reading one is a tenth of a millisecond.
_read_link: Final = lru_cache(maxsize=512)(read_link)


def key_of(url: str) -> str:
    """The same for every spelling of an address."""
    link = _read_link(url)
    return link.key if link is not None else hashlib.sha256(url.encode()).hexdigest()


def link_hash_of(key: str) -> str:
    """The `link_hash` of items that lead to the address with that key."""
    return _hash("link", key)


def clean_url(url: str) -> str:
    """An address without what only tracks."""
    link = _read_link(url)
    return link.url if link is not None else url


def _hash(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}\0{value}".encode()).hexdigest()[:HASH_LENGTH]
