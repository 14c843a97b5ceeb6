"""When things appear: every so many days from a day on, as long as the world lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.web.records import Present


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A site's habit.

    Attributes:
        begins: days from this web's first day to the first thing.
        every: days from one to the next.
        at: time of the day, from midnight UTC.
    """

    begins: int
    every: int
    at: timedelta

    def moment(self, number: int, present: Present) -> datetime:
        """When the thing of that number (from 0) appears."""
        return present.first_day + timedelta(days=self.begins + number * self.every) + self.at

    def published(self, present: Present, *, most: int) -> list[tuple[int, datetime]]:
        """Number and moment of the newest that are there, newest first."""
        begun = present.first_day + timedelta(days=self.begins) + self.at
        count = (present.now - begun) // timedelta(days=self.every) + 1
        newest = range(count - 1, max(-1, count - 1 - most), -1)
        return [(number, self.moment(number, present)) for number in newest]
