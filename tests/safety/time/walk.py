"""The second reading of a slot: a walk through the stretches of its zone, in whole seconds.

It shares neither code nor idea with the bot's: no `zoneinfo`, no fold, no search. Somebody looks at a
wall clock from the first stretch on, and takes the first second at which it shows the time, or at which
it has jumped over it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from tests.safety.time.tzif import A_DAY, Stretch, stretches_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Walk:
    """One zone over some years."""

    def __init__(self, name: str, *, first: int = 2026, last: int = 2037) -> None:
        self.name = name
        self.stretches = stretches_of(name, first, last)

    @cached_property
    def changes(self) -> list[tuple[Stretch, Stretch]]:
        """Each change of clocks as what is before and what is after."""
        return list(zip(self.stretches, self.stretches[1:], strict=False))

    def second(self, wall: int) -> int | None:
        """The first second since 1970 at which the clock shows `wall`, or is past it for the first time.

        None: no clock of the zone ever showed the date of `wall`.
        """
        midnight = wall - wall % A_DAY
        jumped: int | None = None
        was_lived = False
        shown_before: int | None = None
        for stretch in self.stretches:
            shows_first, shows_last = (
                stretch.begins + stretch.offset,
                stretch.ends + stretch.offset,
            )
            if shows_first <= wall < shows_last:
                return wall - stretch.offset
            if shown_before is not None and shown_before <= wall < shows_first and jumped is None:
                jumped = stretch.begins
            was_lived = was_lived or (shows_first < midnight + A_DAY and midnight < shows_last)
            shown_before = shows_last
        return jumped if was_lived else None

    def instant(self, start: time, on: date) -> datetime | None:
        """The moment of the wall clock `start` on the date `on`."""
        wall = datetime.combine(on, start, tzinfo=UTC) - EPOCH
        found = self.second(wall // timedelta(seconds=1))
        return None if found is None else EPOCH + timedelta(seconds=found)

    def clock(self, at: datetime) -> datetime:
        """What the wall clock shows at `at` (as if it were UTC)."""
        second = (at - EPOCH) // timedelta(seconds=1)
        for stretch in self.stretches:
            if stretch.begins <= second < stretch.ends:
                return at + timedelta(seconds=stretch.offset)
        raise ValueError(at)

    def daily(
        self, start: time, *, after: datetime, until: datetime
    ) -> Iterator[tuple[datetime, date]]:
        """(moment, date) of a daily slot with `after` < moment <= `until`, by date."""
        on = after.date() - timedelta(days=3)
        while on <= until.date() + timedelta(days=3):
            at = self.instant(start, on)
            if at is not None and after < at <= until:
                yield at, on
            on += timedelta(days=1)
