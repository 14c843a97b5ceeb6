"""Makes one set of weekdays of the days in a text, and the questions they raise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.reading.days_text import DAILY, EVERY_DAY_OR_WORKDAYS, WEEKEND, WORKDAYS
from bot.reading.marks import DAY_KINDS, Kind, Mark
from bot.reading.records import (
    DAYS_A_WEEK,
    EVERY_DAY,
    NO_DAYS,
    Ask,
    Choice,
    Question,
    TypedDays,
)

# What may stand between the days of one list; anything else ends an "except".
_BETWEEN_DAYS: Final = frozenset(
    {Kind.AND, Kind.SEPARATOR, Kind.ONE_DAY, Kind.MANY_DAYS, Kind.AT, Kind.EVERY, Kind.COMING}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What "work days" and "the weekend" are where the person lives, and today's weekday if known."""

    workdays: frozenset[int]
    weekend: frozenset[int]
    today: int | None = None


def shifted(days: Iterable[int], by: int) -> frozenset[int]:
    """The weekdays `by` days after `days`."""
    return frozenset((day + by) % DAYS_A_WEEK for day in days)


def read_set(marks: Sequence[Mark], week: Week) -> TypedDays:
    """The days that `marks` name together, as listed less what follows an "except".

    Where a question settles the days, they are left empty: its choices hold them.
    """
    wanted, unwanted = _split_by_except(marks)
    days = _union(wanted, week) or (EVERY_DAY if unwanted else NO_DAYS)
    days -= _union(unwanted, week)
    for ask in (_which_evening, _every_day_or_workdays, _range_or_list):
        if question := ask(wanted, unwanted, week):
            return TypedDays(asks=(question,))
    return TypedDays(days=days, asks=tuple(_rhythm_or_once(marks, days, week)))


def _split_by_except(marks: Iterable[Mark]) -> tuple[list[Mark], list[Mark]]:
    wanted: list[Mark] = []
    unwanted: list[Mark] = []
    excepting = False
    for mark in marks:
        if mark.kind is Kind.EXCEPT:
            excepting = True
        elif mark.kind in DAY_KINDS:
            (unwanted if excepting else wanted).append(mark)
        elif mark.kind not in _BETWEEN_DAYS:
            excepting = False
    return wanted, unwanted


def _union(marks: Sequence[Mark], week: Week, *, other: bool = False) -> frozenset[int]:
    """All days of `marks`; "daily from Sunday to Thursday" means those from Sunday to Thursday."""
    named = {WORKDAYS: week.workdays, WEEKEND: week.weekend}
    days = NO_DAYS.union(
        *(
            named.get(mark.name, mark.other_days if other and mark.other_days else mark.days)
            for mark in marks
        )
    )
    is_daily = any(mark.name == DAILY for mark in marks)
    return EVERY_DAY if is_daily and not days else days


def _which_evening(
    wanted: Sequence[Mark], unwanted: Sequence[Mark], week: Week
) -> Question | None:
    """ليلة الجمعة is Thursday evening by tradition, and Friday evening to many."""
    if not any(mark.eve for mark in wanted):
        return None
    days = _union(wanted, week) - _union(unwanted, week)
    choices = Choice(days=shifted(days, -1), days_later=-1), Choice(days=days)
    return Question(ask=Ask.WHICH_EVENING, choices=choices)


def _every_day_or_workdays(
    wanted: Sequence[Mark], unwanted: Sequence[Mark], week: Week
) -> Question | None:
    if not any(mark.name == EVERY_DAY_OR_WORKDAYS for mark in wanted):
        return None
    less = _union(unwanted, week)
    choices = Choice(days=EVERY_DAY - less), Choice(days=week.workdays - less)
    return Question(ask=Ask.EVERY_DAY_OR_WORKDAYS, choices=choices)


def _range_or_list(
    wanted: Sequence[Mark], unwanted: Sequence[Mark], week: Week
) -> Question | None:
    less = _union(unwanted, week)
    between = _union(wanted, week) - less
    listed = _union(wanted, week, other=True) - less
    if between == listed:
        return None
    return Question(ask=Ask.DAYS, choices=(Choice(days=between), Choice(days=listed)))


def _rhythm_or_once(marks: Sequence[Mark], days: frozenset[int], week: Week) -> Iterable[Question]:
    if any(m.kind is Kind.RHYTHM and (not m.n or m.n != len(days)) for m in marks):
        yield Question(ask=Ask.DAYS)
    near = next((mark.n for mark in marks if mark.kind is Kind.NEAR_DAY), None)
    if near is not None:
        near_days = NO_DAYS if week.today is None else shifted({week.today}, near)
        once = Choice(days=near_days, days_ahead=near, once=True)
        yield Question(
            ask=Ask.ONCE_OR_WEEKLY, choices=(once, Choice(days=near_days, days_ahead=near))
        )
    elif days and any(mark.once for mark in marks):
        yield Question(
            ask=Ask.ONCE_OR_WEEKLY, choices=(Choice(days=days, once=True), Choice(days=days))
        )
