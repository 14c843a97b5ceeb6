"""Reads a date: 2026-12-01, "1 Dec", أول كانون الأول, "in 2 weeks", الخميس القادم, "end of March"."""

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final, TypeAlias

from bot.reading import words_dates
from bot.reading.lexicon import mark_up
from bot.reading.marks import Kind, Mark, shape_of
from bot.reading.normalise import normalise
from bot.reading.records import DAYS_A_WEEK, Ask, Choice, Question
from bot.reading.senses import settle

MONTHS_A_YEAR: Final = 12
_LONGEST_DAYS: Final = 3660  # ten years ahead; what is further is a slip of the finger
_LONGEST_MONTHS: Final = 120
_CENTURY: Final = 100
_THIS_CENTURY: Final = 2000
_LEAP_YEARS: Final = 8  # 29 February comes back within so many years, even around 2100

_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST: Final = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?!\d)")
_ORDINAL: Final = re.compile(r"(?<!\d)(\d{1,2})\s?(?:st|nd|rd|th)\b")
_UNTIL: Final = re.compile(r"(?<!\S)لحد (?=\S)")  # before another word it is no Sunday
_ARABIC: Final = re.compile("[\u0621-\u064a\u0660-\u0669\u06f0-\u06f9]")
_IGNORED: Final = frozenset({Kind.SEPARATOR, Kind.AT, Kind.FROM, Kind.TO, Kind.FOR})

ReadDate: TypeAlias = date | Question | None


def read_date(text: str, *, today: date) -> ReadDate:
    """The date that `text` names, or a question if it can be two, or None if there is none.

    A date without a year is the next such date, today included; a weekday is the next one after today. Whether a
    date may lie in the past is for the caller to say.
    """
    spelled = normalise(text)
    if match := _YEAR_FIRST.search(spelled):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.search(spelled):
        return _figures(match, today, day_first=bool(_ARABIC.search(text)) or match[2] == ".")
    marks = _marks(spelled)
    shape = shape_of(marks)
    for pattern, read in _RULES:
        if pattern.fullmatch(shape):
            return read(marks, today)
    return None


def _marks(spelled: str) -> list[Mark]:
    plain = _UNTIL.sub("", _ORDINAL.sub(r"\1", spelled))
    marks = settle(mark_up(plain, words_dates.WORDS))
    return [mark for mark in marks if mark.kind not in _IGNORED]


def _figures(match: re.Match[str], today: date, *, day_first: bool) -> ReadDate:
    """1/12 is the first of December to most, and the twelfth of January in the United States."""
    first, second, year = int(match[1]), int(match[3]), _year(int(match[4] or 0))
    readings = [_on(today, month=second, day=first, year=year)]
    if not day_first:
        readings.append(_on(today, month=first, day=second, year=year))
    found = list(dict.fromkeys(reading for reading in readings if reading))
    return _one_of([each for each in found if each >= today] or found)


def _one_of(found: Sequence[date]) -> ReadDate:
    if len(found) <= 1:
        return found[0] if found else None
    choices = tuple(Choice(on=each) for each in found)
    return Question(ask=Ask.WHICH_DATE, choices=choices)


def _year(year: int) -> int | None:
    """A year of two figures is this century's; 0 stands for none."""
    if not year:
        return None
    return year if year >= _CENTURY else _THIS_CENTURY + year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on(today: date, *, month: int, day: int, year: int | None = None) -> date | None:
    """That day of that month in `year`, or the next one from today on."""
    if year:
        return _date(year, month, day)
    dates = (_date(today.year + ahead, month, day) for ahead in range(_LEAP_YEARS + 1))
    return next((found for found in dates if found and found >= today), None)


def _day_month(marks: Sequence[Mark], today: date) -> ReadDate:
    day = next((mark.n for mark in marks if mark.kind is Kind.NUMBER), 1)
    month = next(mark.n for mark in marks if mark.kind is Kind.MONTH)
    return _on(today, month=month, day=day, year=_year_in(marks))


def _year_in(marks: Sequence[Mark]) -> int | None:
    """Four figures in a row were cut as a time: 2026 is 20:26."""
    clocks = (mark for mark in marks if mark.kind is Kind.CLOCK and mark.raw.isdecimal())
    return next((mark.n * _CENTURY + mark.minute for mark in clocks), None)


def _month_end(marks: Sequence[Mark], today: date) -> date | None:
    month = next(mark.n for mark in marks if mark.kind is Kind.MONTH)
    year = _year_in(marks) or today.year + (month < today.month)
    return _last_day(year, month)


def _last_day(year: int, month: int) -> date | None:
    first = _date(year, month, 1)
    return first and first.replace(day=calendar.monthrange(year, month)[1])


def _whole_month(marks: Sequence[Mark], today: date) -> ReadDate:
    """A month alone: its first day or its last."""
    end = _month_end(marks, today)
    first = end and end.replace(day=1)
    return _one_of([found for found in (first, end) if found and found >= today])


def _after(marks: Sequence[Mark], today: date) -> date | None:
    """So many days, weeks, months or years from today."""
    number = next((mark for mark in marks if mark.kind is Kind.NUMBER), None)
    unit = next(mark for mark in marks if mark.kind is Kind.UNIT)
    n = 1 if number is None else number.n
    if unit.article and number is not None:
        return None  # ١٥ الشهر is a day of this month or the next
    days = {words_dates.DAY: 1, words_dates.WEEK: DAYS_A_WEEK}.get(unit.name)
    if days:
        return today + timedelta(days=n * days) if n * days <= _LONGEST_DAYS else None
    months = n * (MONTHS_A_YEAR if unit.name == words_dates.YEAR else 1)
    return _months_later(today, months) if months <= _LONGEST_MONTHS else None


def _months_later(today: date, months: int) -> date | None:
    """The same day of a later month, or that month's last if it is shorter."""
    years, month = divmod(today.month - 1 + months, MONTHS_A_YEAR)
    last = _last_day(today.year + years, month + 1)
    return last and last.replace(day=min(today.day, last.day))


def _weekday(marks: Sequence[Mark], today: date) -> date | None:
    days = next(mark.days for mark in marks if mark.kind in {Kind.DAY, Kind.DAY_WITH_L})
    if len(days) > 1:
        return None
    ahead = (min(days) - today.weekday() - 1) % DAYS_A_WEEK + 1
    return today + timedelta(days=ahead)


def _near(marks: Sequence[Mark], today: date) -> date:
    return today + timedelta(days=next(mark.n for mark in marks if mark.kind is Kind.NEAR_DAY))


def _unit_end(marks: Sequence[Mark], today: date) -> date | None:
    unit = next(mark for mark in marks if mark.kind is Kind.UNIT)
    is_next = any(mark.kind is Kind.COMING for mark in marks)
    if unit.name == words_dates.MONTH:
        later = _months_later(today, int(is_next))
        return later and _last_day(later.year, later.month)
    if unit.name == words_dates.YEAR:
        return _last_day(today.year + is_next, MONTHS_A_YEAR)
    return None  # which day ends a week is the country's business


def _unit_beginning(marks: Sequence[Mark], today: date) -> date | None:
    unit = next(mark for mark in marks if mark.kind is Kind.UNIT)
    if unit.name == words_dates.MONTH:
        later = _months_later(today, 1)
        return later and later.replace(day=1)
    if unit.name == words_dates.YEAR:
        return _date(today.year + 1, 1, 1)
    return None


_Reader: TypeAlias = Callable[[Sequence[Mark], date], ReadDate]
_RULES: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        ("U?[DE]?U?(?:N|q)U?J[CU]*", _day_month),
        ("U?[DE]?JN[CU]*", _day_month),
        ("zU?n?J[CU]*", _month_end),
        ("n?U?J[CU]*n?", _whole_month),
        ("A?N?Un?|nU", _after),
        ("U?n?[DE]n?", _weekday),
        ("r", _near),
        ("z(?:n?U|Un)", _unit_end),
        ("q(?:n?U|Un)", _unit_beginning),
    )
)
