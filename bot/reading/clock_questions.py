"""Turns what a time can mean into values and at most one question with full answers."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.reading.day_sets import Week, read_set, shifted
from bot.reading.hours_of_day import ClockReading, TimeReading, read_hours
from bot.reading.marks import DAY_KINDS, TIMES, Kind, Mark, shape_of
from bot.reading.records import Ask, Choice, Question, TypedClock

_WANTS_HOUR: Final = (Kind.PART, Kind.AFTER, Kind.O_CLOCK, Kind.FRACTION)
_HOUR_AND_HALF: Final = "O&F"


def settle_clock(marks: Sequence[Mark], days: frozenset[int], week: Week) -> TypedClock:
    """The time that `marks` name for `days`, with its question if there is one.

    The days matter for the night after them: 1 at night on Thursday is Friday 01:00.
    """
    times = [mark for mark in marks if mark.kind in TIMES]
    readings = list(dict.fromkeys(read_hours(time) for time in times))
    if not readings:
        return TypedClock(asks=tuple(_without_time(marks)))
    if len(readings) > 1:
        return TypedClock(asks=(_which_time(marks, days, week),))
    reading = readings[0]
    question = clock_question(reading, days)
    starts = {each.start for each in reading.readings}
    lengths = {each.minutes for each in reading.readings}
    return TypedClock(
        start=starts.pop() if len(starts) == 1 else None,
        minutes=lengths.pop() if len(lengths) == 1 else None,
        asks=(question,) if question else (),
    )


def _without_time(marks: Sequence[Mark]) -> Iterable[Question]:
    """A part of the day, an "after", or the word "hour", and no hour."""
    shape = shape_of(marks)
    if any(kind in shape for kind in _WANTS_HOUR):
        yield Question(ask=Ask.CLOCK)
    if _HOUR_AND_HALF in shape:  # الساعة ونص: at half past something, or for an hour and a half
        yield Question(ask=Ask.LENGTH)


def _which_time(marks: Sequence[Mark], days: frozenset[int], week: Week) -> Question:
    """A slot has one time: each time becomes a choice, with its own days if every time has some."""
    groups = _groups(marks)
    own = [read_set(group, week).days for group in groups]
    times = [next(mark for mark in group if mark.kind in TIMES) for group in groups]
    each_has_days = all(own)
    choices = [
        _choice(reading, own_days if each_has_days else days)
        for time, own_days in zip(times, own, strict=True)
        for reading in read_hours(time).readings
    ]
    return Question(ask=Ask.WHICH_TIME, choices=tuple(dict.fromkeys(choices)))


def _groups(marks: Sequence[Mark]) -> list[list[Mark]]:
    """`marks` cut so that each group holds one time: behind times if days come first, else before them."""
    kinds = [mark.kind for mark in marks if mark.kind in TIMES | DAY_KINDS]
    days_first = kinds[0] in DAY_KINDS
    groups: list[list[Mark]] = [[]]
    for mark in marks:
        has_time = any(each.kind in TIMES for each in groups[-1])
        if has_time and (mark.kind in TIMES or (days_first and mark.kind in DAY_KINDS)):
            groups.append([])
        groups[-1].append(mark)
    if not any(mark.kind in TIMES for mark in groups[-1]):
        groups[-2:] = [groups[-2] + groups[-1]]
    return groups


def clock_question(reading: ClockReading, days: frozenset[int]) -> Question | None:
    """What to ask about `reading` on `days`, or None if it is one time on the same days."""
    if reading.ask is None:
        return None
    choices = tuple(dict.fromkeys(_choice(each, days) for each in reading.readings))
    return Question(ask=reading.ask, choices=choices) if len(choices) > 1 else None


def _choice(reading: TimeReading, days: frozenset[int]) -> Choice:
    moved = shifted(days, reading.days_later)
    return Choice(
        days=moved,
        start=reading.start,
        minutes=reading.minutes,
        days_later=0 if moved == days and days else reading.days_later,
    )
