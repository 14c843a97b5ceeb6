"""What is decided about sources. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from bot.reading.normalise import folded_ar
from bot.sources.records import (
    LONGEST_TAG,
    MOST_TAGS,
    Refusal,
    Source,
    SourceKind,
)
from bot.texts.html import one_line

T = TypeVar("T")

MOST_SOURCES: Final = (
    300  # of one person: all the feeds that somebody may have, and others beside them
)
PAGE: Final = 8  # sources on a screen, a button each
# What may have something new that can be read by the bot; the others have no page of that sort.
WITH_NEWS: Final = frozenset(
    {SourceKind.BLOG, SourceKind.PODCAST, SourceKind.FEED, SourceKind.PERSON}
)
_ORDER: Final = {kind: place for place, kind in enumerate(SourceKind)}
_TAGS: Final = re.compile(r"[\s,،;؛#]+")
_ADD: Final = re.compile(r"(?:add|new|أضف|إضافة|اضافة|اضف|جديد)(?:\s+|$)", re.IGNORECASE)


def refuse_one_more(count: int) -> Refusal | None:
    """Why one more source may not be kept, or None if it may."""
    return Refusal.TOO_MANY if count >= MOST_SOURCES else None


def typed_source(line: str) -> str:
    """What is to be added by `/sources add …`; `add` may be left out."""
    match = _ADD.match(line)
    return (line[match.end() :] if match else line).strip()


def read_tags(text: str) -> tuple[str, ...] | None:
    """Tags as they were typed, with spaces, commas or `#` between them. None: too many, or too long."""
    found: dict[str, str] = {}
    for tag in _TAGS.split(one_line(text)):
        if tag and re.search(r"\w", tag):
            found.setdefault(folded_ar(tag), tag)
    if len(found) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in found.values()):
        return None
    return tuple(found.values())


def kept_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """As many of the tags of somewhere else as one source may have."""
    cleaned = (one_line(tag)[:LONGEST_TAG].strip() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))[:MOST_TAGS]


def in_order(sources: Iterable[Source]) -> list[Source]:
    """By kind, then by title as it is read aloud."""
    return sorted(sources, key=lambda s: (_ORDER[s.kind], folded_ar(s.title), s.id))


def page_of(count: int, wanted: int) -> int:
    """The page that is shown when `wanted` is asked for: sources may have gone meanwhile."""
    return max(0, min(wanted, (count - 1) // PAGE))


def cut(items: Sequence[T], page: int) -> Sequence[T]:
    """What stands on that page."""
    return items[page * PAGE : (page + 1) * PAGE]
