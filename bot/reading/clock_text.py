"""Times of day: hours in figures and words, their halves and quarters, parts of the day, ranges.

A time comes out as one mark with its possible `moments` and the `hours` that a part of the day allows. Which half of
the day is meant is settled in `hours_of_day`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.reading.marks import Build, Kind, Mark, Moment, rewrite, shape_of, typed
from bot.reading.tokens import LAST_HOUR, MINUTES_AN_HOUR

_NOON: Final = 12
_LAST_SPOKEN_HOUR: Final = 12
_DARJ: Final = 5  # minutes: Tunisia counts past the hour in fives, السبعة وأربعة is 7:20
_LAST_DARJ: Final = 11
_MINUTES_TO: Final = (5, 10, 20, 25)  # "ten to eight" is a time, "seven to eight" a range
_PAST_HOUR: Final = re.compile("(?<=[NC]&)N")
_M: Final = frozenset({"م", "ص", "am", "pm"})
_FIRST_SPOKEN_MINUTE: Final = 10  # "seven thirty", but not "seven eight"
_PARTS_OF_AN_HOUR: Final = frozenset({Kind.FRACTION, Kind.NUMBER, Kind.LENGTH})
_HOUR_DIGITS: Final = 100  # 730 is 7 * 100 + 30


def read_clocks(marks: list[Mark]) -> list[Mark]:
    """`marks` with every time and range read. To be called when lengths and rhythms are."""
    if Kind.TUNISIAN in shape_of(marks):
        marks = rewrite(marks, _PAST_HOUR, _fives)
        marks = [mark for mark in marks if mark.kind is not Kind.TUNISIAN]
    for pattern, build in _RULES:
        marks = rewrite(marks, pattern, build)
    return marks


def as_hour(number: Mark) -> Moment | None:
    """The time that a bare number can stand for: 8, 19, or 730."""
    if number.n <= LAST_HOUR:
        return Moment(hour=number.n)
    hour, minute = divmod(number.n, _HOUR_DIGITS)
    if 0 < hour <= LAST_HOUR and minute < MINUTES_AN_HOUR:
        return Moment(hour=hour, minute=minute)
    return None


def time_mark(found: Sequence[Mark], *moments: Moment, clear: bool = False) -> list[Mark]:
    """One mark for a time that is one of `moments`."""
    return [Mark(kind=Kind.TIME, moments=moments, clear=clear, raw=typed(found))]


def _fives(found: Sequence[Mark]) -> list[Mark] | None:
    number = found[0]
    if not number.spelled or number.n > _LAST_DARJ:
        return None
    return [replace(number, kind=Kind.FRACTION, n=number.n * _DARJ)]


def _minutes_past(found: Sequence[Mark]) -> list[Mark] | None:
    """The number in ٨ وخمسة or ٨ و٢٠, but not in "7 and 8"."""
    number = found[0]
    if number.n >= MINUTES_AN_HOUR or not (number.spelled or number.n > _LAST_SPOKEN_HOUR):
        return None
    return [replace(number, kind=Kind.FRACTION)]


def _minutes_before(found: Sequence[Mark]) -> list[Mark] | None:
    return [replace(found[0], kind=Kind.FRACTION)] if found[0].n < MINUTES_AN_HOUR else None


def _no_hour(found: Sequence[Mark]) -> list[Mark] | None:
    """٤٥ م is neither a time nor 45 minutes."""
    if found[1].raw not in _M or as_hour(found[0]):
        return None
    return [Mark(kind=Kind.UNKNOWN, raw=typed(found))]


def _time(found: Sequence[Mark]) -> list[Mark] | None:
    """An hour in figures or a bare number, with what marks it as a time around it."""
    head = next(mark for mark in found if mark.kind in {Kind.NUMBER, Kind.CLOCK, Kind.H_CLOCK})
    moment = _moment(head)
    return None if moment is None else time_mark(found, moment, clear=head.clear)


def _moment(head: Mark) -> Moment | None:
    if head.kind is Kind.NUMBER:
        return as_hour(head)
    return Moment(hour=head.n, minute=head.minute)


def _time_with_parts(found: Sequence[Mark]) -> list[Mark] | None:
    """٨ ونص، ٧ إلا خمسة، ١٠ ونص وخمسة."""
    at = next(i for i, mark in enumerate(found) if mark.kind in {Kind.NUMBER, Kind.CLOCK})
    head, moment = found[at], _moment(found[at])
    if moment is None:
        return None
    minute = moment.minute
    for sign, part in zip(found[at + 1 :: 2], found[at + 2 :: 2], strict=True):
        minute += -part.n if sign.kind is Kind.MINUS else part.n
    if not -MINUTES_AN_HOUR < minute < MINUTES_AN_HOUR:
        return None
    return time_mark(found, replace(moment, minute=minute), clear=head.clear)


def _time_or_length(found: Sequence[Mark]) -> list[Mark] | None:
    """٨ ونص ساعة: 8:00 for half an hour or 8:30 for an hour; ٨ و٢٠ دقيقة: 8:20 or 8:00 for 20 minutes."""
    at = next(i for i, mark in enumerate(found) if mark.kind in {Kind.NUMBER, Kind.CLOCK})
    head, part, moment = found[at], found[at + 2], _moment(found[at])
    if moment is None or part.n >= MINUTES_AN_HOUR:
        return None
    if moment.minute:
        length = Mark(kind=Kind.LENGTH, n=part.n, raw=typed(found[at + 2 :]))
        return [*time_mark(found[: at + 1], moment, clear=head.clear), length]
    full_hour = MINUTES_AN_HOUR if part.kind is Kind.FRACTION else None
    return time_mark(
        found,
        replace(moment, length=part.n),
        replace(moment, minute=part.n, length=full_hour),
        clear=head.clear,
    )


def _past_or_to(found: Sequence[Mark]) -> list[Mark] | None:
    """Half past seven, quarter to eight, ten to eight; "8 to 10" and "from five to six" are ranges."""
    part, way, head = found[0], found[1], found[-1]
    moment = as_hour(head)
    if moment is None or moment.minute or part.n >= MINUTES_AN_HOUR:
        return None
    is_to = way.kind is Kind.TO
    if is_to and (_is_from(part) or not way.raw):
        return None
    return time_mark(found, replace(moment, minute=-part.n if is_to else part.n))


def _half_eight(found: Sequence[Mark]) -> list[Mark] | None:
    """British "half eight": 8:30."""
    half, head = found
    if half.raw != "half" or not 1 <= head.n <= _LAST_SPOKEN_HOUR:
        return None
    return time_mark(found, Moment(hour=head.n, minute=half.n))


def _spoken_time(found: Sequence[Mark]) -> list[Mark] | None:
    """Seven thirty."""
    head, minutes = found[-2:]
    if not (1 <= head.n <= LAST_HOUR and _FIRST_SPOKEN_MINUTE <= minutes.n < MINUTES_AN_HOUR):
        return None
    return time_mark(found, Moment(hour=head.n, minute=minutes.n))


def _spoken_digits(found: Sequence[Mark]) -> list[Mark] | None:
    """In figures, "7 30" may be 7:30, or 7:00 for 30 minutes."""
    spoken = _spoken_time(found)
    head, minutes = found[-2:]
    if spoken is None or (head.spelled and minutes.spelled and not head.arabic):
        return spoken
    moment = Moment(hour=head.n)
    return time_mark(found, *spoken[0].moments, replace(moment, length=minutes.n))


def _past_hours(found: Sequence[Mark]) -> list[Mark]:
    """Tunisia's ماضي ساعتين: two o'clock."""
    return time_mark(found, Moment(hour=found[-1].n or 1))


def _named_hour(found: Sequence[Mark]) -> list[Mark] | None:
    """Noon, or midnight; "12 noon" is one time."""
    named = found[-1]
    head = next((mark for mark in found if mark.kind in {Kind.NUMBER, Kind.CLOCK}), None)
    if head and head.n != _NOON:
        return None
    moment = Moment(hour=_NOON, minute=head.minute if head else 0)
    return [replace(time_mark(found, moment)[0], hours=frozenset({named.n}))]


def _around_noon_or_midnight(found: Sequence[Mark]) -> list[Mark] | None:
    """A quarter to midnight, ten past noon; "8 to midnight" is a range."""
    named = next(mark for mark in found if mark.kind is Kind.NAMED_HOUR)
    part = next(mark for mark in found if mark.kind in _PARTS_OF_AN_HOUR)
    is_before = bool({Kind.TO, Kind.MINUS} & {mark.kind for mark in found})
    if part.n >= MINUTES_AN_HOUR or (is_before and _is_from(part)):
        return None
    moment = Moment(hour=_NOON, minute=-part.n if is_before else part.n)
    return [replace(time_mark(found, moment)[0], hours=frozenset({named.n}))]


def _is_from(part: Mark) -> bool:
    """Whether a number before "to" is where a range begins, not minutes before an hour."""
    is_minutes = part.spelled and part.n in _MINUTES_TO and not part.arabic
    return part.kind is Kind.NUMBER and not is_minutes


def _with_hours(found: Sequence[Mark]) -> list[Mark] | None:
    """A time with the parts of the day before or after it."""
    time = next(mark for mark in found if mark.kind is Kind.TIME)
    parts = [mark.hours for mark in found if mark.kind is Kind.PART and mark.hours]
    if time.hours or not parts:
        return [time]
    common = frozenset.intersection(*parts)
    return [replace(time, hours=common or parts[-1], raw=typed(found))]


def _with_hours_before(found: Sequence[Mark]) -> list[Mark] | None:
    time = found[-1]
    return None if time.hours else _with_hours(found)


def _with_hours_and_days(found: Sequence[Mark]) -> list[Mark] | None:
    """مساء الأحد ٨: the days stay where they are."""
    part, time = found[0], found[-1]
    if time.hours or not part.hours:
        return None
    return [*found[1:-1], replace(time, hours=part.hours)]


def _half_after_part(found: Sequence[Mark]) -> list[Mark] | None:
    """٨ مساء ونص، ٨ مساء إلا ربع."""
    time, sign, fraction = found
    moment = time.moments[0]
    if moment.minute or len(time.moments) > 1:
        return None
    minute = -fraction.n if sign.kind is Kind.MINUS else fraction.n
    return [replace(time, moments=(replace(moment, minute=minute),), raw=typed(found))]


def _two_times(found: Sequence[Mark]) -> list[Mark] | None:
    """The first of "7 and 8 pm"."""
    number, conjunction, time = found
    moment = as_hour(number)
    if moment is None:
        return None
    return [replace(time_mark([number], moment)[0], hours=time.hours), conjunction, time]


def _range(found: Sequence[Mark]) -> list[Mark] | None:
    starts, ends = [mark for mark in found if mark.kind is Kind.TIME]
    if len(starts.moments) > 1 or len(ends.moments) > 1:
        return None
    return [
        Mark(
            kind=Kind.RANGE,
            moments=starts.moments,
            hours=starts.hours,
            clear=starts.clear,
            ends=ends.moments,
            ends_hours=ends.hours,
            ends_clear=ends.clear,
            raw=typed(found),
        )
    ]


_RULES: Final[tuple[tuple[re.Pattern[str], Build], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        ("(?<=-)NM?", _minutes_before),
        ("(?<!<[NC]&)(?<=[NCF]&)N(?!H)", _minutes_past),
        ("[@O]*[NC]&(?:FH|L)", _time_or_length),
        ("[@O]*[NC](?:[&-]F(?!H))+", _time_with_parts),
        ("F[h>][@O]*NO?", _past_or_to),
        ("(?<!<)[NL][h>]NO?", _past_or_to),
        ("FN(?![HGMYytw])", _half_eight),
        ("h[@O]*N", _time),
        ("hH", _past_hours),
        ("[FNL][h>]X|X[&-]F(?!H)", _around_noon_or_midnight),
        ("[@O]*[NC]?@?X", _named_hour),
        ("[@O]*NN(?=@?P)", _spoken_time),
        ("[@O]*NN(?![OLt])", _spoken_digits),
        ("NP", _no_hour),
        (
            "[@O]+[NCK]O?|[@O]*NH|[NC]O|C|N(?=@?P)|(?<=<)N(?=@?P?>|&[@O]*[NCT])|N(?=>[@O]*[NCT])",
            _time,
        ),
        ("(?<=T>)[@O]*N|(?<=TP>)[@O]*N|(?<=T@P>)[@O]*N", _time),
        ("(?<=<T&)[@O]*N", _time),
        ("T(?:[@,]?P)+", _with_hours),
        ("T[&-]F(?!H)", _half_after_part),
        ("(?:P[@,]?)+T", _with_hours_before),
        ("P[@,&e]*[DES][@,&DES]*T", _with_hours_and_days),
        ("<?T>[@O]*T|<T&T", _range),
        ("N&T", _two_times),
    )
)
