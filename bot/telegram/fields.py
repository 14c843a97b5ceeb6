"""One field of an update, read with a look at its type and range: the library believes whatever there is."""

import math
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from bot.inbox.pump import Unparsable
from bot.texts.html import utf16_length

LARGEST_ID: Final = 2**52 - 1  # Bot API: ids have at most 52 significant bits

Raw: TypeAlias = Mapping[str, Any]


def an_object(raw: Raw, name: str) -> dict[str, Any]:
    """An object.

    Raises:
        Unparsable: it is something else.
    """
    value = raw.get(name)
    if not isinstance(value, dict):
        raise Unparsable
    return value


def is_number(value: object, least: int, most: int) -> bool:
    """Whether it is a whole number in that range."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def integer(raw: Raw, name: str, *, least: int = 0, most: int = LARGEST_ID) -> int:
    """A whole number.

    Raises:
        Unparsable: it is something else.
    """
    value = raw.get(name)
    if not isinstance(value, int) or not is_number(value, least, most):
        raise Unparsable
    return value


def degrees(raw: Raw, name: str, *, most: int) -> float:
    """A latitude or a longitude.

    Raises:
        Unparsable: it is something else.
    """
    value = raw.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Unparsable
    if not math.isfinite(value) or abs(value) > most:
        raise Unparsable
    return float(value)


def text_of(raw: Raw, name: str, *, longest: int) -> str | None:
    """A text, if there is one, that any database takes.

    Raises:
        Unparsable: it is something else.
    """
    value = raw.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or utf16_length(value) > longest:
        raise Unparsable
    # No database takes half a character, and PostgreSQL takes no NUL.
    whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", "")


def needed(raw: Raw, name: str, *, longest: int) -> str:
    """A text that must be there.

    Raises:
        Unparsable: it is something else.
    """
    value = text_of(raw, name, longest=longest)
    if value is None:
        raise Unparsable
    return value
