"""Text that is safe to send: what people wrote is escaped, cleaned and isolated in its direction."""

import re
import unicodedata
from collections.abc import Iterator
from html import escape
from typing import Final

FIRST_STRONG: Final = "\u2068"  # FSI: the value has its own direction …
POP: Final = "\u2069"  # PDI: … until here
RIGHT_TO_LEFT_MARK: Final = "\u200f"
LEFT_TO_RIGHT_MARK: Final = "\u200e"

# Direction overrides, isolates and marks that could turn the rest of a line round, and characters
# that nobody sees, letters by Unicode among them (Hangul fillers, the grapheme joiner).
_STEERING = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u061c\ufeff\u115f\u1160\u3164\uffa0\u034f]"
)
_BLANK_CELL: Final = (
    "\u2800"  # Braille's space: a space like any other, so that it is none at an end
)
_JOINERS: Final = "\u200c\u200d"
# ZWNJ and ZWJ stay, one at a time, where they join something: emoji, Persian and Indian scripts need
# them, Latin, Greek and Cyrillic do not, and at an end they only make two names look alike.
_JOINED = "[\u0590-\u1dff\u2070-\U0010ffff]"
_STRAY_JOINERS: Final = re.compile(
    f"(?<!{_JOINED})[{_JOINERS}]+|[{_JOINERS}]+(?!{_JOINED}|[{_JOINERS}])"
)
_MORE_JOINERS: Final = re.compile(f"([{_JOINERS}])[{_JOINERS}]+")
# Python's own table of characters is older than people's keyboards: what it does not know there are
# this year's emoji.
_EMOJI: Final = range(0x1F000, 0x1FC00)
_KEPT: Final = frozenset("\n\t\u2028\u2029" + _JOINERS)
_DROPPED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LONGEST_COMBINING_RUN: Final = 4  # Arabic with shadda, vowel and Quranic marks needs three


class Html(str):
    """A piece of Telegram HTML that is already safe; `say` puts it in as it is."""

    __slots__ = ()


def clean(text: str, *, keep_lines: bool = True) -> str:
    """What a person wrote, without what could scramble, hide or overload the rest.

    Args:
        text: anything, lone surrogates and control characters included.
        keep_lines: whether line breaks stay; names and titles have none.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _STEERING.sub("", text).replace(_BLANK_CELL, " ")
    text = "".join(_kept(text, keep_lines=keep_lines))
    text = _STRAY_JOINERS.sub("", _MORE_JOINERS.sub(r"\1", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _kept(text: str, *, keep_lines: bool) -> Iterator[str]:
    """The characters that stay; of a tower of combining marks only the lowest."""
    run = 0
    for character in text:
        category = unicodedata.category(character)
        is_new_emoji = category == "Cn" and ord(character) in _EMOJI
        if category in _DROPPED_CATEGORIES and character not in _KEPT and not is_new_emoji:
            continue
        if category in {"Mn", "Me"}:
            run += 1
            if run > _LONGEST_COMBINING_RUN:
                continue
        elif character not in _JOINERS:
            run = 0
        is_gap = character in "\t\u2028\u2029" or (character == "\n" and not keep_lines)
        yield " " if is_gap else character


def one_line(text: str) -> str:
    """`clean`, on one line with single spaces: for names and titles."""
    return " ".join(clean(text, keep_lines=False).split())


def utf16_length(text: str) -> int:
    """How Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def isolated(text: str) -> str:
    """`text` with a direction of its own; the marks stand outside a pair of tags."""
    return f"{FIRST_STRONG}{text}{POP}"


def escaped(text: str) -> str:
    """`text` without markup. Telegram knows only &lt; &gt; &amp; and &quot;."""
    return escape(text, quote=False)


def lines(*parts: str | None) -> Html:
    """Whole sentences, one a line; empty and absent ones leave no gap."""
    return Html("\n".join(part for part in parts if part))


def paragraphs(*parts: str | None) -> Html:
    """Whole sentences with a blank line between them."""
    return Html("\n\n".join(part for part in parts if part))
