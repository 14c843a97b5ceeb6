"""What the front door decides. Pure."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process, utils

from bot.home.records import Greeting
from bot.invites.rules_codes import is_plainly_a_code, read_code
from bot.people.records import Person

CLOSE_ENOUGH: Final = 70  # of 100: "gaols" is close to "goals", "hello" to nothing
HINTS: Final = 2


def greeting_for(before: Person | None) -> Greeting:
    """How to greet somebody who was `before` until now (None: never met)."""
    if before is None:
        return Greeting.NEW
    return Greeting.AGAIN if before.is_reachable else Greeting.FOUND_AGAIN


def likely_commands(text: str, names: Sequence[str], *, usual: Sequence[str]) -> tuple[str, ...]:
    """Two commands that whoever wrote `text` may have meant, then the usual ones.

    Args:
        text: what was typed, perhaps an unknown command.
        names: all commands, without slashes.
        usual: what to offer instead; at least two.
    """
    first = (text.split() or [""])[0].removeprefix("/").partition("@")[0]
    found = process.extract(
        first, names, scorer=fuzz.ratio, processor=utils.default_process, limit=HINTS,
        score_cutoff=CLOSE_ENOUGH,
    )  # fmt: skip
    return tuple(dict.fromkeys([*(name for name, _, _ in found), *usual]))[:HINTS]


def is_code(text: str) -> bool:
    """Whether `text` can be meant as an invite code: twelve symbols that are no word."""
    if is_plainly_a_code(text):
        return True
    return any(character.isdigit() for character in text) and read_code(text) is not None
