"""What happens in a town: each deed is a name and three numbers, so that a life can be told again."""

from collections.abc import Awaitable, Callable
from enum import Enum
from functools import wraps
from typing import Final, TypeAlias

from bot.errors import NotForYou
from bot.work import Work
from tests.safety.machine.town import Broken, Nobody, Town, change_count

Deed: TypeAlias = Callable[[Town, int, int, int], Awaitable[str]]
# Done to somebody in one transaction, as an update would: (town, work, who, which, how).
InOneWork: TypeAlias = Callable[[Town, Work, int, int, int], Awaitable[object]]

DEEDS: Final[dict[str, Deed]] = {}
YES, NOTHING, NOBODY, NOT_THEIRS = "yes", "nothing", "nobody", "not theirs"
# Refusals that are remembered on purpose.
_REMEMBERED = frozenset({"guesses_a_code"})


def deed(act: InOneWork) -> InOneWork:
    """Something that somebody does in one transaction; what is refused changes nothing (I-10)."""

    @wraps(act)
    async def done(town: Town, a: int, b: int, c: int) -> str:
        async with town.work() as work:
            before = await change_count(work.conn)
            word = said(await act(town, work, a, b, c))
            after = await change_count(work.conn)
            if word.startswith("no:") and before != after and act.__name__ not in _REMEMBERED:
                msg = f"I-10: {act.__name__} was refused ({word}), and {after} rows changed"
                raise Broken(msg)
        return word

    DEEDS[act.__name__] = done
    return act


def event(act: Deed) -> Deed:
    """Something that befalls the town."""
    DEEDS[act.__name__] = act
    return act


def said(outcome: object) -> str:
    """A word for how it went."""
    if isinstance(outcome, str) and not isinstance(outcome, Enum):
        return outcome
    if isinstance(outcome, tuple) and any(isinstance(part, Enum) for part in outcome):
        return next(f"no: {part.value}" for part in outcome if isinstance(part, Enum))
    if isinstance(outcome, Enum):
        return f"no: {outcome.value}"
    return NOTHING if outcome is None or outcome is False else YES


async def do(town: Town, name: str, a: int, b: int, c: int) -> str:
    """One step of a life, and a look at what is left of it."""
    try:
        word = await DEEDS[name](town, a, b, c)
    except Nobody:
        word = NOBODY
    except NotForYou:
        word = NOT_THEIRS
    town.notes.did[name, word] += 1
    if town.restarts_always:
        await town.restart()
    await town.look()
    return word
