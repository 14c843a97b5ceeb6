"""Settles which time of the day a time as typed can mean, and what must be asked if there are several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.reading.marks import Kind, Mark, Moment
from bot.reading.records import Ask
from bot.reading.tokens import LAST_HOUR, MINUTES_AN_HOUR

HALF_A_DAY: Final = 720  # minutes
A_DAY: Final = 1440  # minutes
_NOON: Final = 12
_LAST_NIGHT_HOUR: Final = 4  # 1 to 4 at night belong to the evening before
_LATE: Final = 23  # an hour by which "night" is told from "a.m."


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """One thing that a time as typed can mean."""

    start: time | None
    minutes: int | None = None
    days_later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReading:
    """All that a time as typed can mean; `ask` is None if that is one thing."""

    readings: tuple[TimeReading, ...]
    ask: Ask | None = None


def read_hours(mark: Mark) -> ClockReading:
    """What the time or range in `mark` can mean, the likeliest first."""
    if mark.kind is Kind.RANGE:
        return _read_range(mark)
    readings: list[TimeReading] = []
    for moment in mark.moments:
        readings += _readings(moment, mark.hours, clear=mark.clear)
    return ClockReading(readings=tuple(readings), ask=_ask(mark.moments, readings))


def _ask(moments: Sequence[Moment], readings: Sequence[TimeReading]) -> Ask | None:
    if len(readings) == 1:
        return None
    if len(moments) > 1:
        return Ask.CLOCK_OR_LENGTH
    starts = {reading.start for reading in readings}
    if len(starts) == 1:
        return Ask.WHICH_NIGHT
    is_twelve = moments[0].hour == _NOON or any(start and start.hour == 0 for start in starts)
    return Ask.NOON_OR_MIDNIGHT if is_twelve else Ask.AM_PM


def _readings(moment: Moment, hours: frozenset[int], *, clear: bool) -> Iterator[TimeReading]:
    if moment.hour is None:
        yield TimeReading(start=None, minutes=moment.length)
        return
    if clear or _is_clear(moment):
        minute = (moment.hour * MINUTES_AN_HOUR + moment.minute) % A_DAY
        if moment.hour == LAST_HOUR:
            yield _reading(minute, moment.length, days_later=1)
        yield _reading(minute, moment.length)
        return
    minutes = _minutes_of_day(moment, hours)
    is_open = len(minutes) > 1
    # Noon comes before the two midnights; a.m. before p.m.
    for minute in sorted(minutes, key=lambda at: (at < MINUTES_AN_HOUR, at)):
        night = _is_night(minute, hours) or (is_open and minute < MINUTES_AN_HOUR)
        if night:
            yield _reading(minute, moment.length, days_later=1)
        yield _reading(minute, moment.length)


def _reading(minute: int, length: int | None, *, days_later: int = 0) -> TimeReading:
    start = time(minute // MINUTES_AN_HOUR, minute % MINUTES_AN_HOUR)
    return TimeReading(start=start, minutes=length, days_later=days_later)


def _is_clear(moment: Moment) -> bool:
    return moment.hour is not None and (moment.hour == 0 or moment.hour > _NOON)


def _minutes_of_day(moment: Moment, hours: frozenset[int]) -> list[int]:
    """The minutes of the day, one or two, that a time on the 12-hour clock can mean within `hours`."""
    hour = moment.hour or 0
    typed = [hour % _NOON * MINUTES_AN_HOUR, (hour % _NOON) * MINUTES_AN_HOUR + HALF_A_DAY]
    meant = [(minute + moment.minute) % A_DAY for minute in typed]
    if not hours:
        return meant
    # "a quarter to three" at dawn (3-6) is 2:45: the hour named may lie in the part although the time does not.
    inside = [minute for minute in meant if minute // MINUTES_AN_HOUR in hours]
    named = [
        (minute + moment.minute) % A_DAY for minute in typed if minute // MINUTES_AN_HOUR in hours
    ]
    return inside or named or meant


def _is_night(minute: int, hours: frozenset[int]) -> bool:
    """Whether a time after midnight was called night, so that it may belong to the day before."""
    if minute < MINUTES_AN_HOUR:
        return 0 in hours
    return minute // MINUTES_AN_HOUR <= _LAST_NIGHT_HOUR and {0, _LATE} <= hours


def _read_range(mark: Mark) -> ClockReading:
    """The shortest spans that fit; several starts of the same length are asked about."""
    spans = range_minutes(mark)
    readings: list[TimeReading] = []
    for starts, length in spans:
        night = _is_night(starts, mark.hours | mark.ends_hours) and not mark.clear
        twelve = len(spans) > 1 and starts < MINUTES_AN_HOUR
        if night or twelve:
            readings.append(_reading(starts, length, days_later=1))
        readings.append(_reading(starts, length))
    moment = mark.moments[0]
    return ClockReading(readings=tuple(readings), ask=_ask((moment,), readings))


def range_minutes(mark: Mark) -> list[tuple[int, int]]:
    """Start (minute of the day) and length in minutes of each shortest span that the range can mean."""
    starts = _options(mark.moments[0], mark.hours, clear=mark.clear)
    ends = _options(mark.ends[0], mark.ends_hours, clear=mark.ends_clear)
    lengths = {start: min((end - start) % A_DAY or A_DAY for end in ends) for start in starts}
    shortest = min(lengths.values())
    kept = [start for start, length in lengths.items() if length == shortest]
    return [(start, shortest) for start in sorted(kept, key=lambda at: (at < MINUTES_AN_HOUR, at))]


def _options(moment: Moment, hours: frozenset[int], *, clear: bool) -> list[int]:
    if clear or _is_clear(moment):
        return [((moment.hour or 0) * MINUTES_AN_HOUR + moment.minute) % A_DAY]
    return _minutes_of_day(moment, hours)
