"""What Telegram does to the characters of any text before it keeps it.

Offsets count code points inside the playground and UTF-16 units on its border, as in the Bot API.
"""

import re
from dataclasses import dataclass

from bot.playground.refusals import bad_request

# Deleted: carriage returns, line and paragraph separators, directional embeddings and overrides (U+2028-U+202E), and
# the combining marks Telegram strips because they paint over neighbouring lines.
_DELETED = (
    frozenset("\r\0") | {chr(code) for code in range(0x2028, 0x202F)} | set("\u0333\u033f\u030a")
)
_DIRECTION_MARKS = "\u200e\u200f"
_ZERO_WIDTH_NON_JOINER = "\u200c"
# Neither ends nor begins a message; what is made of these alone is empty.
_BLANK = frozenset(" \t\n\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff" + _DIRECTION_MARKS)
_TRIMMED = frozenset(" \t\n\v\f")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the Bot API's measure of texts and offsets."""
    return len(text) + sum(1 for char in text if char > "\uffff")


def utf16_offsets(text: str) -> list[int]:
    """For each code point index, and for the end, the UTF-16 offset."""
    offsets = [0]
    for char in text:
        offsets.append(offsets[-1] + (2 if char > "\uffff" else 1))
    return offsets


def is_blank(text: str) -> bool:
    """Whether Telegram calls `text` empty."""
    return all(char in _BLANK for char in text)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text as Telegram keeps it, and where each old code point index went."""

    text: str
    moved: tuple[int, ...]


def clean(text: str, *, marked_from: int | None = None) -> Cleaned:
    """Delete, replace and trim as Telegram does.

    Args:
        text: as it was written.
        marked_from: where the first marked stretch begins; blanks in front are cut only until there (TDLib).

    Raises:
        ApiError: the text holds half of a surrogate pair, so it is not valid UTF-8.
    """
    if re.search("[\ud800-\udfff]", text):
        raise bad_request("strings must be encoded in UTF-8")
    kept: list[str] = []
    moved: list[int] = []
    for char in text:
        moved.append(len(kept))
        if char in _DELETED:
            continue
        kept.append(" " if char < " " and char != "\n" else char)
    moved.append(len(kept))
    for index in range(len(kept) - 1):
        if kept[index] in _DIRECTION_MARKS and kept[index + 1] in _DIRECTION_MARKS:
            kept[index] = _ZERO_WIDTH_NON_JOINER
    first, last = _trimmed(kept, len(kept) if marked_from is None else moved[marked_from])
    return Cleaned(
        text="".join(kept[first:last]),
        moved=tuple(min(max(index - first, 0), last - first) for index in moved),
    )


def _trimmed(kept: list[str], marked_from: int) -> tuple[int, int]:
    first, last = 0, len(kept)
    while last > 0 and kept[last - 1] in _TRIMMED:
        last -= 1
    while first < min(last, marked_from) and kept[first] in _TRIMMED:
        first += 1
    return first, last
