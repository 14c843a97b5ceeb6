"""Numbers without a word beside them: the time if there is none yet, else a length."""

import re
from typing import Final

from bot.reading.clock_text import as_hour, time_mark
from bot.reading.length_text import length_mark
from bot.reading.marks import Kind, Mark, Moment, shape_of
from bot.reading.tokens import MINUTES_AN_HOUR

_SHORTEST_LENGTH: Final = 10  # minutes; a smaller number without a unit is no length
_LONGEST_SITTING: Final = 180  # minutes; 18h30 cannot be a length
_LAST_SPOKEN_HOUR: Final = 12

_TIME: Final = re.compile("[TR]")
_AFTER_DAY: Final = re.compile("[DES]@?$")


def read_bare_numbers(marks: list[Mark]) -> list[Mark]:
    """`marks` with each number and each "1h30" that nothing explains taken for a time or a length."""
    read = list(marks)
    for at, mark in enumerate(marks):
        shape = shape_of(read)
        if mark.kind is Kind.H_CLOCK:
            read[at] = _h_clock(mark, shape)
        elif mark.kind is Kind.NUMBER:
            read[at] = _number(mark, shape[:at], shape[at + 1 :])
    return read


def _h_clock(mark: Mark, shape: str) -> Mark:
    """18h30 is a time; 1h30 may be a length too."""
    moment = Moment(hour=mark.n, minute=mark.minute)
    minutes = mark.n * MINUTES_AN_HOUR + mark.minute
    has_time = _TIME.search(shape) is not None
    if minutes > _LONGEST_SITTING or (Kind.LENGTH in shape and not has_time):
        (time,) = time_mark([mark], moment, clear=mark.clear)
    elif has_time:
        (time,) = length_mark([mark], minutes)
    else:
        (time,) = time_mark([mark], moment, Moment(hour=None, length=minutes))
    return time


def _number(mark: Mark, before: str, after: str) -> Mark:
    """The time, or the length; "20 pages" and "chapter 12" are neither."""
    if after.startswith(Kind.UNKNOWN):
        return mark
    moment, has_time = as_hour(mark), _TIME.search(before + after) is not None
    names_time = not has_time or (mark.n <= _LAST_SPOKEN_HOUR and _AFTER_DAY.search(before))
    if moment and names_time:
        return time_mark([mark], moment)[0]
    is_length = mark.n >= _SHORTEST_LENGTH and not before.endswith(Kind.UNKNOWN)
    if is_length and Kind.LENGTH not in before + after:
        return length_mark([mark], mark.n)[0]
    return mark
