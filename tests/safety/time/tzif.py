"""Zones read from the tzdata package's own files: nothing here knows `zoneinfo` or the bot.

A zone is a list of stretches: from one change of its clocks to the next, each with its offset from UTC.
The table of changes comes from the file, what lies after it from the file's last line, a POSIX rule.
Everything is whole seconds since 1970.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import tzdata

FOLDER: Final = Path(tzdata.__file__).parent
A_DAY: Final = 86_400  # seconds
AN_HOUR: Final = 3_600
EVER: Final = 1 << 40  # further from 1970 than any clock
_HEADER: Final = 44  # bytes
_SWITCH: Final = 2 * AN_HOUR  # when clocks change if the rule does not say


@dataclass(frozen=True, slots=True)
class Stretch:
    """Seconds from `begins` to before `ends`, during which clocks are `offset` ahead of UTC."""

    begins: int
    ends: int
    offset: int


def zone_names() -> list[str]:
    """Every name that the package lists, aliases too."""
    return (FOLDER / "zones").read_text(encoding="ascii").split()


def file_of(name: str) -> bytes:
    """A zone's file."""
    return FOLDER.joinpath("zoneinfo", *name.split("/")).read_bytes()


@cache
def stretches_of(name: str, first: int, last: int) -> tuple[Stretch, ...]:
    """The zone's stretches that touch the years from `first` to `last`."""
    times, offsets, rule = _parse(file_of(name))
    changes = list(zip(times, offsets[1:], strict=True))
    for year in range(first - 1, last + 2):
        for at, offset in _changes_by_rule(rule, year):
            if not times or at > times[-1]:
                changes.append((at, offset))
    begins, offset = -EVER, offsets[0]
    found: list[Stretch] = []
    for at, following in changes:
        if following != offset:
            found.append(Stretch(begins, at, offset))
            begins, offset = at, following
    found.append(Stretch(begins, EVER, offset))
    low, high = day_number(first, 1, 1) * A_DAY, day_number(last + 1, 1, 1) * A_DAY
    return tuple(s for s in found if s.ends > low - A_DAY and s.begins < high + A_DAY)


def _parse(data: bytes) -> tuple[list[int], list[int], str]:
    """Moments of change, the offsets before, between and after them, and the rule for later."""
    version, counts = _header(data)
    assert version >= b"2"
    isutc, isstd, leaps, times, types, letters = counts
    begin = _HEADER + times * 5 + types * 6 + letters + leaps * 8 + isstd + isutc
    _, counts = _header(data[begin:])
    isutc, isstd, leaps, times, types, letters = counts
    at = begin + _HEADER
    moments = list(struct.unpack(f">{times}q", data[at : at + times * 8]))
    at += times * 8
    kinds = list(data[at : at + times])
    at += times
    table = [
        int.from_bytes(data[at + n * 6 : at + n * 6 + 4], "big", signed=True) for n in range(types)
    ]
    at += types * 6 + letters + leaps * 12 + isstd + isutc
    rule = data[at:].strip(b"\n").decode("ascii")
    return moments, [table[0], *(table[kind] for kind in kinds)], rule


def _header(data: bytes) -> tuple[bytes, tuple[int, ...]]:
    magic, version, *counts = struct.unpack(">4sc15x6l", data[:_HEADER])
    assert magic == b"TZif"
    return version, tuple(counts)


# The rule ----------------------------------------------------------------------------------------

_NAME = r"(?:<[^>]+>|[A-Za-z]+)"
_CLOCK = r"[+-]?\d+(?::\d+){0,2}"
_RULE = re.compile(
    rf"{_NAME}(?P<std>{_CLOCK})(?:{_NAME}(?P<dst>{_CLOCK})?"
    rf",(?P<on>[^,/]+)(?:/(?P<on_at>{_CLOCK}))?,(?P<off>[^,/]+)(?:/(?P<off_at>{_CLOCK}))?)?"
)


def _changes_by_rule(rule: str, year: int) -> Iterator[tuple[int, int]]:
    """(moment, offset from then on) of one year, in order; a rule without summer time has its offset."""
    if not rule:
        return
    match = _RULE.fullmatch(rule)
    assert match is not None, rule
    standard = -_seconds(match["std"])
    if match["on"] is None:
        return
    summer = standard + AN_HOUR if match["dst"] is None else -_seconds(match["dst"])
    on = _day(match["on"], year) * A_DAY + _seconds(match["on_at"]) - standard
    off = _day(match["off"], year) * A_DAY + _seconds(match["off_at"]) - summer
    yield from sorted([(on, summer), (off, standard)])


def _seconds(clock: str | None) -> int:
    if clock is None:
        return _SWITCH
    sign = -1 if clock.startswith("-") else 1
    parts = [int(part) for part in clock.lstrip("+-").split(":")]
    units = (AN_HOUR, AN_HOUR // 60, 1)
    return sign * sum(part * unit for part, unit in zip(parts, units, strict=False))


def _day(rule: str, year: int) -> int:
    """The day's number since 1970 that `M3.5.0`, `J60` or `59` mean in that year."""
    if rule.startswith("M"):
        month, week, weekday = (int(part) for part in rule[1:].split("."))
        first = day_number(year, month, 1)
        day = first + (weekday - (first + 4)) % 7 + (week - 1) * 7  # 1970-01-01 was a Thursday
        return day if day < first + _length(year, month) else day - 7
    if rule.startswith("J"):
        number = int(rule[1:])
        leap = number >= 60 and _length(year, 2) == 29
        return day_number(year, 1, 1) + number - 1 + leap
    return day_number(year, 1, 1) + int(rule)


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01, by counting."""
    before = sum(366 if _length(each, 2) == 29 else 365 for each in range(1970, year))
    return before + sum(_length(year, each) for each in range(1, month)) + day - 1


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31
