"""Weekdays: lists, ranges, named sets, exceptions, and rhythms that name no days."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot.reading.marks import Build, Kind, Mark, drop, rewrite, typed
from bot.reading.records import DAYS_A_WEEK, NO_DAYS
from bot.reading.word_lists import NIGHT

DAILY: Final = "daily"
WORKDAYS: Final = "workdays"
WEEKEND: Final = "weekend"
EVERY_DAY_OR_WORKDAYS: Final = "every_day_or_workdays"

_DAILY: Final = Mark(kind=Kind.DAYS, name=DAILY)
_AT_NIGHT: Final = Mark(kind=Kind.PART, hours=NIGHT)


def read_rhythms(marks: list[Mark]) -> list[Mark]:
    """`marks` with "every day" and "twice a week" read. Before clocks: their numbers are no hours."""
    for pattern, build in _RHYTHM_RULES:
        marks = rewrite(marks, pattern, build)
    return marks


def read_day_groups(marks: list[Mark]) -> list[Mark]:
    """`marks` with ranges of days read. After clocks: what is left of "from … to" belongs to days."""
    for pattern, build in _GROUP_RULES:
        marks = rewrite(marks, pattern, build)
    return marks


def _rhythm(found: Sequence[Mark]) -> list[Mark] | None:
    """So often, without days; `n` says how many days would do."""
    number = next((mark.n for mark in found if mark.kind is Kind.NUMBER), 0)
    times = next((mark.n for mark in found if mark.kind is Kind.TIMES), 0)
    return [Mark(kind=Kind.RHYTHM, n=number or times, raw=typed(found))]


def _days_a_week(found: Sequence[Mark]) -> list[Mark]:
    return [_DAILY] if found[0].n >= DAYS_A_WEEK else _rhythm(found) or []


def _times_a_day(found: Sequence[Mark]) -> list[Mark] | None:
    return [_DAILY] if found[0].n == 1 else _rhythm(found)


def _every_other(found: Sequence[Mark]) -> list[Mark]:
    """Every other Monday: the days stay, the rhythm is asked about."""
    return [Mark(kind=Kind.RHYTHM, raw=typed(found[:-1])), found[-1]]


def _become(*marks: Mark) -> Build:
    def build(_: Sequence[Mark]) -> Iterable[Mark]:
        return marks

    return build


def _night_of(found: Sequence[Mark]) -> list[Mark]:
    return [replace(found[-1], kind=Kind.DAY, eve=True), _AT_NIGHT]


def _coming(found: Sequence[Mark]) -> list[Mark]:
    day = next(mark for mark in found if mark.kind in {Kind.DAY, Kind.DAY_WITH_L})
    return [replace(day, once=True)]


def _workdays(_: Sequence[Mark]) -> list[Mark]:
    return [Mark(kind=Kind.DAYS, name=WORKDAYS)]


def _either(found: Sequence[Mark]) -> list[Mark]:
    return [Mark(kind=Kind.DAYS, name=EVERY_DAY_OR_WORKDAYS, raw=typed(found))]


def days_between(first: frozenset[int], last: frozenset[int]) -> frozenset[int]:
    """The days from `first` to `last`, both kept, over the end of the week if need be."""
    start, end = min(first), min(last)
    length = (end - start) % DAYS_A_WEEK + 1
    return frozenset((start + step) % DAYS_A_WEEK for step in range(length))


def _chain(found: Sequence[Mark]) -> list[Mark]:
    """Mon-Wed-Fri is a list."""
    days = frozenset[int]().union(*(mark.days for mark in found))
    return [Mark(kind=Kind.DAY, days=days, raw=typed(found))]


def _range(found: Sequence[Mark]) -> list[Mark]:
    """From … to …; without the "from", a bare ل or لحد may also make a list of it, in the Maghreb."""
    days = [mark for mark in found if mark.kind in {Kind.DAY, Kind.DAY_WITH_L}]
    between = days_between(days[0].days, days[1].days)
    middle = next((mark.other_days for mark in found if mark.kind is Kind.TO), NO_DAYS)
    listed = days[0].days | middle | days[1].days
    way = Kind.TO in {mark.kind for mark in found}
    is_doubtful = found[0].kind is not Kind.FROM and (bool(middle) or not way)
    other = listed if is_doubtful and listed != between else NO_DAYS
    return [Mark(kind=Kind.DAY, days=between, other_days=other, raw=typed(found))]


_RHYTHM_RULES: Final[tuple[tuple[re.Pattern[str], Build], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        ("e(?=l[DE])", drop),
        ("le?[DE]", _night_of),
        ("el", _become(_DAILY, _AT_NIGHT)),
        ("l", _become(_AT_NIGHT)),
        ("n[DE]|[DE]@?n", _coming),
        ("n@?w|w@?n", _become(Mark(kind=Kind.COMING, once=True))),
        ("eo[DES]", _every_other),
        ("eo[yYw]|o[yY]", _rhythm),
        ("eN[yYw]|eN?[HG]", _rhythm),
        ("N?t@?e?y", _times_a_day),
        ("(?:ew)?N?t[@,]?(?:e?w)?", _rhythm),
        ("N[yY][@,]?e?w", _days_a_week),
        ("NY", _rhythm),
        ("e[yY]@?w|eY|ey(?=$|[^DE<])|ey(?=<[^DE])", _become(_DAILY)),
        ("Yw", _either),
        ("wY", _workdays),
        ("e(?=@?P)", _become(_DAILY)),
        ("[eyY]+(?=<?[DES])", drop),
    )
)
_GROUP_RULES: Final[tuple[tuple[re.Pattern[str], Build], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        ("y(?=[DE])", drop),
        ("D(?:>D){2,}", _chain),
        ("<?[DE]@?>@?[DE]|<[DE]E|DE", _range),
    )
)
