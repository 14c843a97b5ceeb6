"""Which zones, changes and wall clocks are tried."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from tests.safety.time.tzif import EVER, Stretch, zone_names
from tests.safety.time.walk import EPOCH, Walk

FIRST_YEAR: Final = 2026
LAST_YEAR: Final = 2037
A_MINUTE: Final = 60
MINUTES_A_DAY: Final = 24 * 60


def every_name() -> list[str]:
    """Every zone by every name, aliases too."""
    return sorted(zone_names())


def one_of_each() -> list[str]:
    """One name for each way in which clocks run over these years: aliases and lookalikes are left out."""
    found: dict[tuple[Stretch, ...], str] = {}
    for name in every_name():
        first, *rest = Walk(name).stretches
        found.setdefault((replace(first, begins=-EVER), *rest), name)
    return sorted(found.values())


def edges(before: Stretch, after: Stretch) -> set[int]:
    """Minutes of the day at which a change of clocks can be got wrong.

    A minute before, at and after both ends of what is left out or comes twice, its middle, the same
    distance before and after it, and midnight.
    """
    ends = sorted({after.begins + before.offset, after.begins + after.offset})
    low, high = ends[0], ends[-1]
    width = high - low
    walls = {low + shift for shift in (-width, -A_MINUTE, 0, A_MINUTE, width // 2)}
    walls |= {high + shift for shift in (-A_MINUTE, 0, A_MINUTE, width)}
    minutes = {wall // A_MINUTE % MINUTES_A_DAY for wall in walls}
    return minutes | {0, 1, MINUTES_A_DAY - 1}


def dates_around(before: Stretch, after: Stretch) -> list[date]:
    """The dates that the clocks show just before and after the change, and one more on each side."""
    shown = {
        (EPOCH + timedelta(seconds=after.begins + offset + shift)).date()
        for offset, shift in ((before.offset, -1), (after.offset, 0))
    }
    first, last = min(shown) - timedelta(days=1), max(shown) + timedelta(days=1)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def walls_around(walk: Walk, *, every_minutes: int) -> Iterator[tuple[date, time]]:
    """The dates and times to try around each change of one zone."""
    for before, after in walk.changes:
        minutes = sorted(edges(before, after) | set(range(0, MINUTES_A_DAY, every_minutes)))
        for on in dates_around(before, after):
            for minute in minutes:
                yield on, time(minute // 60, minute % 60)


def years() -> Iterator[date]:
    """Every date."""
    on = date(FIRST_YEAR, 1, 1)
    while on.year <= LAST_YEAR:
        yield on
        on += timedelta(days=1)


def moment(before_and_after: tuple[Stretch, Stretch]) -> datetime:
    """When those clocks change."""
    return EPOCH + timedelta(seconds=before_and_after[1].begins)
