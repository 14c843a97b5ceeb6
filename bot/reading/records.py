"""What a reader makes of a text: values, and questions where the text leaves a choice.

Days are weekday numbers as in `date.weekday()`: Monday 0 … Sunday 6. Times are the person's own wall clock.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum, unique

DAYS_A_WEEK = 7
EVERY_DAY: frozenset[int] = frozenset(range(DAYS_A_WEEK))
NO_DAYS: frozenset[int] = frozenset()


@unique
class Mode(StrEnum):
    """How somebody learns in a slot."""

    LISTEN = "listen"
    READ = "read"
    WATCH = "watch"
    PRACTISE = "practise"
    DISCUSS = "discuss"


@unique
class Place(StrEnum):
    """Where somebody is, or what their hands do, during a slot."""

    DRIVING = "driving"
    TRANSIT = "transit"
    WORKOUT = "workout"
    HOUSEWORK = "housework"
    DESK = "desk"
    ANYWHERE = "anywhere"


@unique
class Energy(StrEnum):
    """How much attention a slot can bear."""

    HIGH = "high"
    LOW = "low"


@unique
class Ask(StrEnum):
    """What a text leaves open. Those marked with choices always bring two or more."""

    DAYS = "days"  # a rhythm without days, or two readings of a list (then with choices)
    CLOCK = "clock"  # a part of the day, or a prayer, without an hour
    AM_PM = "am_pm"  # choices
    NOON_OR_MIDNIGHT = (
        "noon_or_midnight"  # choices: noon, midnight after the day, midnight before it
    )
    WHICH_NIGHT = "which_night"  # choices: the night after the day, the night before it
    WHICH_TIME = "which_time"  # choices: the text names several times, and a slot has one
    CLOCK_OR_LENGTH = (
        "clock_or_length"  # choices: "8 ونص ساعة" is 8:00 for 30 min or 8:30 for an hour
    )
    LENGTH = "length"  # two lengths (then with choices), or one that cannot be read
    EVERY_DAY_OR_WORKDAYS = "every_day_or_workdays"  # choices
    ONCE_OR_WEEKLY = "once_or_weekly"  # choices
    WHICH_EVENING = "which_evening"  # choices: the evening before the day (ليلة), or the day's own
    MODE = "mode"  # choices
    PLACE = "place"  # choices
    WHICH_DATE = "which_date"  # choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One full answer to a question. What is empty or None is left as it was."""

    days: frozenset[int] = NO_DAYS
    start: time | None = None
    minutes: int | None = None
    mode: Mode | None = None
    place: Place | None = None
    days_later: int = 0  # how far `days` lie after the days as typed: 1 for the night after them
    once: bool = False  # only the next such day, not every week
    days_ahead: int | None = None  # 0 today, 1 tomorrow: the reader may not know what day it is
    ends: time | None = None  # of a span
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something to ask back; without choices it wants a picker or a new text."""

    ask: Ask
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedClock:
    """A time of day as typed. `start` may be known while the night it belongs to is asked."""

    start: time | None = None
    minutes: int | None = None  # of a range: from 7 to 8
    asks: tuple[Question, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDays:
    """Weekdays as typed; empty when there are none, or when they must be asked."""

    days: frozenset[int] = NO_DAYS
    asks: tuple[Question, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSlot:
    """A weekly learning time as typed; what was not typed is None or empty."""

    days: frozenset[int] = NO_DAYS
    start: time | None = None
    minutes: int | None = None
    mode: Mode | None = None
    place: Place | None = None
    energy: Energy | None = None
    asks: tuple[Question, ...] = ()
    unread: tuple[str, ...] = ()
    once: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing more need be asked: days and start known, no question open."""
        return bool(self.days) and self.start is not None and not self.asks
