"""What feeds of every format have in common: which items are kept, in which order."""

import re
from datetime import datetime
from typing import Final

from bot.parsing.records import MOST_ITEMS, ItemRead

# The newest are at one end or the other; what lies between is not read at all.
AT_EACH_END: Final = 150
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def newest_first(items: list[ItemRead]) -> tuple[ItemRead, ...]:
    """At most `MOST_ITEMS`; one without a date stays beside the one before it."""
    keys: list[float] = []
    before = float("inf")
    for item in items:
        before = item.published_at.timestamp() if item.published_at is not None else before
        keys.append(before)
    order = sorted(range(len(items)), key=lambda place: -keys[place])
    seen: set[tuple[str, str, str, datetime | None]] = set()
    found: list[ItemRead] = []
    for place in order:
        item = items[place]
        mark = (item.guid, item.url, item.title, item.published_at)
        if mark not in seen:
            seen.add(mark)
            found.append(item)
    return tuple(found[:MOST_ITEMS])


def language_of(value: object) -> str:
    """A language's tag, or nothing where it is none."""
    text = value.strip()[:40] if isinstance(value, str) else ""
    return text if _LANGUAGE.fullmatch(text) else ""


def is_podcast(items: tuple[ItemRead, ...]) -> bool:
    """Whether most have audio."""
    audio = sum(1 for item in items if item.enclosure_type.startswith("audio/"))
    return audio * 2 > len(items)
