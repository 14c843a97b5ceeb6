"""Progress as values."""

from dataclasses import dataclass
from enum import StrEnum

from bot.checkins.records import Learned
from bot.goals.records import Goal
from bot.sittings.records import Week


class Strength(StrEnum):
    """How firm the habit is, in words."""

    NONE_YET = "none_yet"
    BEGINNING = "beginning"
    GROWING = "growing"
    STEADY = "steady"
    STRONG = "strong"
    FIRM = "firm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What `/progress` shows.

    Attributes:
        weeks: this week first, then those before it, newest first.
        strength: how firm the habit is.
        achieved: goals that were achieved, newest first.
        learned: the last things learned, newest first.
    """

    weeks: tuple[Week, ...]
    strength: Strength
    achieved: tuple[Goal, ...]
    learned: tuple[Learned, ...]
