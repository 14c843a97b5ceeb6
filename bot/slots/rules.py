"""What is decided about slots. Pure."""

from collections.abc import Iterable, Sequence
from datetime import time
from enum import StrEnum
from typing import Final

from bot.gate import QuietHours
from bot.reading.records import DAYS_A_WEEK, Energy, Mode, Place
from bot.slots.records import LONGEST_MINUTES, SHORTEST_MINUTES, Slot, Timing

MINUTES_A_DAY: Final = 24 * 60
MINUTES_A_WEEK: Final = DAYS_A_WEEK * MINUTES_A_DAY


class Refusal(StrEnum):
    """Why a slot cannot be kept."""

    TOO_MANY_SLOTS = "too_many_slots"
    TOO_MANY_A_WEEK = "too_many_a_week"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


def refuse_slot(timing: Timing, others: Sequence[Slot], *, most: int) -> Refusal | None:
    """Why a slot of this timing may not be kept beside `others`, or None if it may.

    Args:
        timing: the slot's.
        others: the person's other slots; not the one that is being changed.
        most: slots a person may have, and occurrences a week over all of them.
    """
    if (wrong := refuse_minutes(timing.minutes)) is not None:
        return wrong
    if len(others) >= most:
        return Refusal.TOO_MANY_SLOTS
    if times_a_week([timing, *(other.timing for other in others)]) > most:
        return Refusal.TOO_MANY_A_WEEK
    return None


def refuse_minutes(minutes: int) -> Refusal | None:
    """Why a slot may not be that long, or None if it may."""
    if minutes < SHORTEST_MINUTES:
        return Refusal.TOO_SHORT
    if minutes > LONGEST_MINUTES:
        return Refusal.TOO_LONG
    return None


def times_a_week(timings: Iterable[Timing]) -> int:
    """How many occurrences a week they have together."""
    return sum(len(timing.days) for timing in timings)


def overlap(one: Timing, other: Timing) -> bool:
    """Whether two slots share a minute of the week, across midnight and from Sunday to Monday too.

    By the wall clock: what a change of clocks does for one night is not asked.
    """
    return any(
        _starts_within(start, first, one.minutes) or _starts_within(first, start, other.minutes)
        for first in _starts(one)
        for start in _starts(other)
    )


def overlapping(timing: Timing, others: Iterable[Slot]) -> list[Slot]:
    """Those of `others` that share a minute of the week with `timing`."""
    return [other for other in others if overlap(timing, other.timing)]


def is_quiet(timing: Timing, quiet: QuietHours) -> bool:
    """Whether any minute of the slot lies in the quiet hours: its messages would come then."""
    first = _minute(timing.start)
    return any(
        quiet.covers(_clock((first + minute) % MINUTES_A_DAY)) for minute in range(timing.minutes)
    )


def proposed_modes(place: Place | None, energy: Energy | None) -> tuple[Mode, ...]:
    """What fits a place and an energy, best first; empty: nothing fits better."""
    match place, energy:
        case ((Place.DRIVING | Place.WORKOUT | Place.HOUSEWORK), _):
            return (Mode.LISTEN,)
        case Place.TRANSIT, _:
            return (Mode.READ, Mode.LISTEN)
        case Place.DESK, Energy.HIGH:
            return (Mode.PRACTISE,)
        case _:
            return ()


def modes_in_order(place: Place | None, energy: Energy | None) -> tuple[Mode, ...]:
    """Every mode, what fits first."""
    first = proposed_modes(place, energy)
    return (*first, *(mode for mode in Mode if mode not in first))


def _starts(timing: Timing) -> list[int]:
    """The minutes of the week at which it starts; Monday 00:00 is 0."""
    return [day * MINUTES_A_DAY + _minute(timing.start) for day in timing.days]


def _starts_within(start: int, first: int, minutes: int) -> bool:
    return (start - first) % MINUTES_A_WEEK < minutes


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)
