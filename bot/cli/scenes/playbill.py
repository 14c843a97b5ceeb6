"""What is played in which scene."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

from bot.cli.scenes import CIRCLE, EVENING, circle, evening
from bot.cli.scenes.actors import Actor
from bot.cli.scenes.stage import Stage

# Sets the scene on its day; the people whose chats are worth looking at first.
Play: TypeAlias = Callable[[Stage, date], Awaitable[Sequence[Actor]]]

PLAYS: Final[Mapping[str, Play]] = {CIRCLE: circle.play, EVENING: evening.play}
_TUESDAY: Final = 1


def day_of_play(now: datetime) -> date:
    """The last Tuesday: every scene is the same on whatever weekday somebody looks at it."""
    today = now.date()
    return today - timedelta(days=(today.weekday() - _TUESDAY) % 7)
