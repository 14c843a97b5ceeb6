"""Lengths: ٤٥ د، ساعة ونص، "half an hour", "1h30", each read into one mark with its minutes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.reading.marks import Build, Kind, Mark, rewrite, typed
from bot.reading.tokens import MINUTES_AN_HOUR

_TENTH_OF_AN_HOUR: Final = 6  # minutes
_MAGHREB_HOUR: Final = "سا"  # على 19 سا: at 19:00, not for 19 hours
_SLOPPY_HOURS: Final = (2, 3)  # ٢ ساعة may be two hours all the same: asked back
_SHORTEST_SPAN: Final = 10  # minutes
_NUMBER_AND_UNIT: Final = 2  # marks


def read_lengths(marks: list[Mark]) -> list[Mark]:
    """`marks` with every length read. "٨ ونص ساعة" is left alone: it may be part of a time."""
    for pattern, build in _RULES:
        marks = rewrite(marks, pattern, build)
    return marks


def minutes_in(found: Sequence[Mark]) -> int:
    """The minutes of a group such as "ساعة إلا ربع" or "1 hour 30 min"."""
    minutes, number, sign = 0, None, 1
    for mark in found:
        if mark.kind is Kind.MINUS:
            sign = -1
        elif mark.kind is Kind.NUMBER:
            number = mark.n
        elif mark.kind in {Kind.FRACTION, Kind.MINUTE, Kind.H_CLOCK, Kind.DECIMAL}:
            minutes += sign * _part(mark, number)
            number = None
        elif mark.kind in {Kind.HOUR, Kind.HOURS}:
            minutes += MINUTES_AN_HOUR * (mark.n or 1) * (1 if number is None else number)
            number = None
    return minutes


def _part(mark: Mark, number: int | None) -> int:
    if mark.kind is Kind.MINUTE:
        return number or 0
    if mark.kind is Kind.H_CLOCK:
        return mark.n * MINUTES_AN_HOUR + mark.minute
    return mark.n


def length_mark(found: Sequence[Mark], minutes: int) -> list[Mark]:
    """One mark for a length of `minutes`."""
    return [Mark(kind=Kind.LENGTH, n=minutes, raw=typed(found))]


def _sum(found: Sequence[Mark]) -> list[Mark]:
    return length_mark(found, minutes_in(found))


def _fraction_of_hour(found: Sequence[Mark]) -> list[Mark]:
    return length_mark(found, next(mark.n for mark in found if mark.kind is Kind.FRACTION))


def _hours(found: Sequence[Mark]) -> list[Mark] | None:
    """N hours; but Arabic counts 3-10 hours by ساعات, so ٨ ساعة is eight o'clock and an hour."""
    number, hour = found[0], found[1]
    if hour.kind is Kind.HOURS or not hour.arabic or number.n == 1:
        return _sum(found)
    if number.n in _SLOPPY_HOURS and len(found) == _NUMBER_AND_UNIT:
        return [Mark(kind=Kind.H_CLOCK, n=number.n, raw=typed(found))]
    return None


def _hour(found: Sequence[Mark]) -> list[Mark] | None:
    return None if found[0].raw == _MAGHREB_HOUR else _sum(found)


def _o_clock(found: Sequence[Mark]) -> list[Mark] | None:
    """ساعة ٧ is at seven; "hour 7" is not."""
    return [replace(found[0], kind=Kind.O_CLOCK)] if found[0].arabic else None


def _decimal_hours(found: Sequence[Mark]) -> list[Mark]:
    number = found[0]
    return length_mark(found, number.n * MINUTES_AN_HOUR + number.tenths * _TENTH_OF_AN_HOUR)


def _and_a_half_hours(found: Sequence[Mark]) -> list[Mark] | None:
    """English "one and a half hours"; the Arabic word order of this shape is a time or a length."""
    number, conjunction, fraction, hour = found
    if conjunction.arabic and hour.kind is Kind.HOUR:
        return None
    return length_mark(found, number.n * MINUTES_AN_HOUR + fraction.n)


def _comma_minutes(found: Sequence[Mark]) -> list[Mark]:
    """The text "7,30 min" was cut as the time 7:30; the minutes say that it is two numbers."""
    clock, minute = found
    hour = replace(clock, kind=Kind.NUMBER, raw=str(clock.n))
    return [hour, *length_mark([minute], clock.minute)]


def _from_length(found: Sequence[Mark]) -> list[Mark] | None:
    """The first of "20-30 min": two lengths, so that it is asked which; "8 - 30 min" begins with an hour."""
    number, way = found
    if way.raw or number.n < _SHORTEST_SPAN:
        return None
    return length_mark(found, number.n)


def _minutes(found: Sequence[Mark]) -> list[Mark]:
    """The number of "for 45"."""
    return length_mark(found, found[-1].n)


def _drop_for(found: Sequence[Mark]) -> list[Mark]:
    return [found[-1]]


_RULES: Final[tuple[tuple[re.Pattern[str], Build], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        ("CM", _comma_minutes),
        ("f[@>]?K(?:NM)?", _sum),
        ("KNM", _sum),
        ("Q[HG]", _decimal_hours),
        ("N&F[HG](?!&F|-F)", _and_a_half_hours),
        ("(?<![@O])N[HG](?:&?NM|&F|-F|-NM?)?", _hours),
        ("(?:(?<![Fh])|(?<=[NC]&F))H(?:&FH?|-F|&?NM|-NM?)", _sum),
        ("(?<![NC]&)FH", _fraction_of_hour),
        ("(?<!-)NM", _sum),
        ("(?<![Fh])H(?=[NCK])", _o_clock),
        ("(?<![Fh])H", _hour),
        ("f[@>]?N(?![HGNYytw&-])", _minutes),
        ("N>(?=L)", _from_length),
        ("f[@>]?L", _drop_for),
    )
)
