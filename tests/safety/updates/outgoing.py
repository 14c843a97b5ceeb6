"""What must not be in a message, whatever somebody is called or writes."""

import re
from collections.abc import Iterator
from typing import Final

from bot.texts.html import FIRST_STRONG, POP

_NEVER_SENT: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\u2066\u2067\u061c\ufeff"
    "\u115f\u1160\u3164\uffa0\ud800-\udfff]"
)


def oddities(parameters: object) -> list[str]:
    """What in the strings of a call could turn a screen round, or hide in it."""
    return [found for told in _strings(parameters) if (found := _steers(told))]


def _steers(told: str) -> str | None:
    """What could turn a screen round or hide in it, for whatever somebody is called or writes."""
    if (found := _NEVER_SENT.search(told)) is not None:
        return ascii(found.group())
    open_now = 0
    for character in told:
        open_now += (character == FIRST_STRONG) - (character == POP)
        if open_now < 0:
            return "an isolate that was never opened"
    return "an isolate that is left open" if open_now else None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
