"""Words with their kinds, and rewriting by shape.

The shape of a text is the string of its marks' kinds, one letter each: "كل اثنين ٧ ونص م" is `edN&FP`. A grammar
rule is a pattern over shapes, with what its marks become. Rules see both languages alike.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final, TypeAlias

from bot.reading.records import NO_DAYS, Energy, Mode, Place


@unique
class Kind(StrEnum):
    """What a word can be; the letters are those of the grammar's patterns."""

    # Days
    DAY = "D"
    DAY_WITH_L = "E"  # لخميس: "Thursday" in the Maghreb, "to Thursday" elsewhere
    DAY_OR_NUMBER = "d"  # اتنين، تلات، أربع
    NUMBER_OR_DAY = "b"  # أربعة، تلاتة: a number, but for يوم الأربعة
    ONE_OR_SUNDAY = "s"  # واحد may be و + أحد
    DAY_OR_WEEK = "j"  # جمعة
    SUNDAY_OR_UNTIL = "v"  # لحد
    DAYS = "S"  # a set with a name: daily, workdays, weekend
    RHYTHM = "B"  # twice a week, every other day: it names no days
    EVERY = "e"
    ONE_DAY = "y"
    MANY_DAYS = "Y"
    WEEK = "w"
    TIMES = "t"
    OTHER = "o"  # every *other* day
    EXCEPT = "x"
    EXCEPT_OR_MINUS = "i"  # إلا، غير
    NEAR_DAY = "r"  # today, tomorrow
    LETTER = "a"  # ح ن ث: a weekday's first letter, if in a list of such
    COMING = "n"  # next, this
    EVE = "l"  # ليلة
    # Times and lengths
    NUMBER = "N"
    DECIMAL = "Q"
    CLOCK = "C"  # 7:30
    H_CLOCK = "K"  # 18h30, 1h30: a time or a length
    NAMED_HOUR = "X"  # noon, midnight
    TIME = "T"  # read: a time of day
    RANGE = "R"  # read: from a time to another
    LENGTH = "L"  # read: minutes
    FRACTION = "F"
    HOUR = "H"
    HOURS = "G"
    MINUTE = "M"
    O_CLOCK = "O"  # الساعة
    AT = "@"
    PAST = "h"
    MINUS = "-"
    PART = "P"  # of the day
    AFTER = "A"  # after, before
    ANCHOR = "Z"  # work, sleep, a meal, a prayer
    FOR = "f"
    # Both
    FROM = "<"
    TO = ">"
    AND = "&"
    SEPARATOR = ","
    # Manner
    MODE = "m"
    PLACE = "p"
    ENERGY = "g"
    # Dates
    MONTH = "J"
    UNIT = "U"  # a day, week, month or year
    BEGINNING = "q"
    END = "z"
    # The rest
    TUNISIAN = "u"  # متاع: a number after the hour counts in fives
    FILLER = "_"
    UNKNOWN = "?"


TIMES: Final = frozenset({Kind.TIME, Kind.RANGE})
DAY_KINDS: Final = frozenset({Kind.DAY, Kind.DAY_WITH_L, Kind.DAYS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One reading of a time of day before a.m. and p.m. are settled.

    An `hour` of None is the reading in which the words were no time at all, only a length.
    """

    hour: int | None  # 0-24
    minute: int = 0
    length: int | None = None  # minutes, if this reading brings a length with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A word, or a read group of words, with its kind. The fields a kind does not use stay empty."""

    kind: Kind
    raw: str = ""  # as typed
    n: int = 0  # a number; the minutes of a length or fraction; how strongly a word names a mode
    tenths: int = 0  # of a decimal: 1.5 is n=1, tenths=5
    minute: int = 0  # of a clock
    days: frozenset[int] = NO_DAYS
    other_days: frozenset[int] = NO_DAYS  # a second reading of the same words
    hours: frozenset[int] = frozenset()  # of a part of the day; empty: no limit
    name: str = ""  # of a set of days
    mode: Mode | None = None
    place: Place | None = None
    energy: Energy | None = None
    moments: tuple[Moment, ...] = ()  # of a time
    ends: tuple[Moment, ...] = ()  # of a range
    ends_hours: frozenset[int] = frozenset()
    ends_clear: bool = False
    article: bool = False  # written with ال
    spelled: bool = False  # a number in words
    arabic: bool = False
    clear: bool = False  # a time on the 24-hour clock
    eve: bool = False  # ليلة: maybe the evening before
    once: bool = False  # next Monday: maybe only that one


Build: TypeAlias = Callable[[Sequence[Mark]], Iterable[Mark] | None]


def shape_of(marks: Iterable[Mark]) -> str:
    """The kinds of `marks`, one letter each."""
    return "".join(mark.kind for mark in marks)


def rewrite(marks: list[Mark], pattern: re.Pattern[str], build: Build) -> list[Mark]:
    """`marks` with each match of `pattern` replaced by what `build` makes of it.

    None from `build` leaves the match as it is.
    """
    rewritten: list[Mark] = []
    done = 0
    for match in pattern.finditer(shape_of(marks)):
        found = marks[match.start() : match.end()]
        made = build(found)
        rewritten += marks[done : match.start()]
        rewritten += found if made is None else made
        done = match.end()
    return rewritten + marks[done:]


def typed(marks: Iterable[Mark]) -> str:
    """The words of `marks` as they were typed."""
    return " ".join(mark.raw for mark in marks if mark.raw)


def drop(_: Sequence[Mark]) -> tuple[Mark, ...]:
    """Nothing: for rules that only take words away."""
    return ()
