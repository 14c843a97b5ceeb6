"""From a slot's wall clock to instants: the only conversion there is. Pure.

For each local date there is exactly one instant, or none: normally the obvious one; a time that comes
twice is used the first time; a time that is left out becomes the first instant after the gap, and
stays keyed by its own date even where the gap runs past midnight; a date that a zone left out has none.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import tzdata

from bot.slots.records import Occurrence, Slot

# The edition of the table of zones: by another one, what is still to come may lie elsewhere.
TABLE: Final[str] = tzdata.IANA_VERSION

# No zone is further from UTC than 14 hours, and no date longer than a day and a gap.
_DATES_AROUND: Final = timedelta(days=2)
_FURTHEST: Final = timedelta(
    days=15
)  # a weekly slot comes at least once in it, a left-out date included
_SECOND: Final = timedelta(seconds=1)


def instant_of(start: time, zone: ZoneInfo, on: date) -> datetime | None:
    """The UTC instant at which the wall clock `start` is met on the local date `on`.

    None when that date does not exist in the zone (Apia, 2011-12-30).
    """
    wall = datetime.combine(on, start)
    first = _instant(wall, zone)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return first
    after = _gap_end(wall, zone)
    skips_before = (after - _SECOND).astimezone(zone).date() < on
    skips_after = after.astimezone(zone).date() > on
    return None if skips_before and skips_after else after


def occurrences(
    slot: Slot, zone: ZoneInfo, *, after: datetime, until: datetime
) -> list[Occurrence]:
    """The slot's occurrences with `after` < at <= `until`, in order.

    Adjoining spans give every occurrence exactly once. What the slot's own history says (made,
    changed, ended) is not asked here.
    """
    if until <= after:
        return []
    found = []
    on = after.astimezone(zone).date() - _DATES_AROUND
    last = until.astimezone(zone).date() + _DATES_AROUND
    while on <= last:
        if on.weekday() in slot.days:
            at = instant_of(slot.start, zone, on)
            if at is not None and after < at <= until:
                found.append(Occurrence(at, on))
        on += timedelta(days=1)
    return sorted(found)


def next_occurrence(slot: Slot, zone: ZoneInfo, *, after: datetime) -> Occurrence | None:
    """The slot's first occurrence after `after`; None: it has no days."""
    return next(iter(occurrences(slot, zone, after=after, until=after + _FURTHEST)), None)


def _instant(wall: datetime, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _gap_end(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after the gap that `wall` lies in.

    By the offset of before (fold 0) such a wall clock reads as an instant after the change, by that of
    after it (fold 1) as one before: the change is searched between the two, to the second.
    """
    early, late = _instant(wall, zone, fold=1), _instant(wall, zone, fold=0)
    offset = early.astimezone(zone).utcoffset()
    while late - early > _SECOND:
        middle = early + timedelta(seconds=(late - early) // _SECOND // 2)
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late
