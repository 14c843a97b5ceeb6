"""How a code is made, shown and read. Pure."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from bot.reading.normalise import latin_digits, strip_invisible

# Crockford's base 32: no I, L, O and U, so that nothing is misread and no word appears by accident.
SYMBOLS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12  # symbols
CODE_BITS: Final = 5 * LENGTH
PREFIX: Final = "j_"  # of the deep link's payload

_MISREAD: Final = str.maketrans("OIL", "011")
_CODE: Final = re.compile(f"[{SYMBOLS}]{{{LENGTH}}}")
_LINK: Final = re.compile(r"[?&]start=j_([0-9a-z_-]+)", re.IGNORECASE)
_PAYLOAD: Final = re.compile(r"^\s*j_(?=.)", re.IGNORECASE)
_GROUPED: Final = re.compile(r"(?<!\w)(\w{4}[-‐-―−]\w{4}[-‐-―−]\w{4})(?!\w)")


def code_of(bits: int) -> str:
    """The code that stands for 60 random bits, without dashes."""
    return "".join(SYMBOLS[bits >> 5 * place & 31] for place in reversed(range(LENGTH)))


def new_code(random_bits: Callable[[int], int]) -> str:
    """A code with a digit in it, so that it is told from a word of twelve letters when nobody asked for it.

    Args:
        random_bits: gives that many random bits. One code in 90 is drawn again; it costs 0.02 of the 60 bits.
    """
    code = code_of(random_bits(CODE_BITS))
    while code.isalpha():
        code = code_of(random_bits(CODE_BITS))
    return code


def shown(code: str) -> str:
    """A code as people see it: `K7Q2-M9XP-RD4T`."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def link_to(bot_username: str, code: str) -> str:
    """The deep link that knocks with `code`."""
    return f"https://t.me/{bot_username}?start={PREFIX}{code}"


def read_code(text: str) -> str | None:
    """The code in what somebody typed or pasted, without dashes; None where there is none.

    Forgives case, spaces, any dash, O for 0, I and L for 1, Arabic-Indic and Persian digits, invisible
    marks; takes it out of a whole link, and out of a sentence where it stands in three groups.
    """
    text = latin_digits(unicodedata.normalize("NFKC", strip_invisible(text)))
    if (link := _LINK.search(text)) is not None:
        return _strict(link.group(1))
    if (code := _strict(_PAYLOAD.sub("", text))) is not None:
        return code
    grouped = _GROUPED.search(text)
    return _strict(grouped.group(1)) if grouped else None


def is_plainly_a_code(text: str) -> bool:
    """Whether a text that nobody asked for is an invite: a whole link, or a code in three groups."""
    bare = strip_invisible(text)
    has_form = _LINK.search(bare) is not None or _GROUPED.fullmatch(bare.strip()) is not None
    return has_form and read_code(text) is not None


def _strict(text: str) -> str | None:
    bare = "".join(c for c in text if not _is_between(c)).upper().translate(_MISREAD)
    return bare if _CODE.fullmatch(bare) else None


def _is_between(character: str) -> bool:
    """Whether it only separates: spaces, dashes, underscores, dots."""
    return character.isspace() or character in "_.−" or unicodedata.category(character) == "Pd"
