"""What is made of sittings. Pure.

The strength is an exponential moving average over the sittings that count, oldest first:

    s(0) = 0        s(k) = s(k-1) + STEP * (x(k) - s(k-1))

with x = 1 for a sitting that was done, 1/2 for one that was partly done, and 0 for one that was not,
or that nobody answered. Skips, days off, pauses and nudges that were not sent are no terms at all, and
time alone changes nothing. All done: 0.12, 0.23, 0.32, 0.40, 0.47, 0.54 … 0.64 after 8 sittings, 0.92
after 20. One that is left out at 0.92 leaves 0.81: still the same word or the next one, never zero.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.progress.records import Strength
from bot.queue.records import Spent
from bot.reading.records import DAYS_A_WEEK
from bot.sittings.records import Kept, Sitting, State, Week

STEP: Final = 0.12  # a habit of three sittings a week is "strong" after about a month
# From which strength on each word holds, strongest first.
WORDS: Final = (
    (0.85, Strength.FIRM),
    (0.65, Strength.STRONG),
    (0.45, Strength.STEADY),
    (0.20, Strength.GROWING),
    (0.00, Strength.BEGINNING),
)
_WORTH: Final = {Kept.DONE: 1.0, Kept.PARTLY: 0.5, Kept.NOT_THIS_TIME: 0.0}


def worth(sitting: Sitting, *, today: date) -> float | None:
    """What a sitting adds, 0-1; None: it does not count (yet).

    Args:
        sitting: one that has a row.
        today: the person's local date; what is still open on it does not count yet.
    """
    match sitting.state:
        case State.ANSWERED:
            return _WORTH[sitting.kept] if sitting.kept is not None else None
        case State.MISSED:
            return 0.0
        case State.NUDGED if sitting.on < today:
            return 0.0
        case _:
            return None


def strength(sittings: Iterable[Sitting], *, today: date) -> float | None:
    """The moving average, 0-1; None before anything counts."""
    average: float | None = None
    for sitting in sorted(sittings, key=lambda s: (s.on, s.at)):
        if (value := worth(sitting, today=today)) is not None:
            before = average or 0.0
            average = before + STEP * (value - before)
    return average


def in_words(value: float | None) -> Strength:
    """The word for a strength."""
    if value is None:
        return Strength.NONE_YET
    return next(word for least, word in WORDS if value >= least)


def week_of(day: date, *, first_day: int) -> date:
    """The first date of the week that `day` lies in; weeks begin with `first_day` (Monday 0)."""
    return day - timedelta(days=(day.weekday() - first_day) % DAYS_A_WEEK)


def with_minutes(week: Week, spent: Iterable[Spent]) -> Week:
    """A week with what was learned in it outside of sittings; only its minutes change.

    Such minutes are a gift, not a habit: they count neither as sittings nor for the strength.
    """
    minutes = dict(week.minutes)
    last = week.starts_on + timedelta(days=DAYS_A_WEEK - 1)
    for each in spent:
        if week.starts_on <= each.on <= last:
            minutes[each.mode] = minutes.get(each.mode, 0) + each.minutes
    return replace(week, minutes=minutes)
