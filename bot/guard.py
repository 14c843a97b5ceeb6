"""Whether the machine's clock can be believed. Pure, but for the clock it is handed.

Four witnesses: the wall clock, the monotonic clock (which no hand sets), the highest moment that was
ever kept, and the `Date` that Telegram puts on each answer. While they contradict one another nothing
that is sent at most once goes out, and nothing falls due.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.clock import Clock

log = logging.getLogger(__name__)

# Small steps (a time server's corrections, a slow answer) mean nothing.
BACK_AT_MOST: Final = timedelta(minutes=10)
# A sleeping laptop wakes hours later. More than a day at once is a wrong clock until somebody confirms it.
AHEAD_AT_MOST: Final = timedelta(hours=24)
TELEGRAM_AGREES: Final = timedelta(minutes=5)
EARLIEST: Final = datetime(
    2026, 1, 1, tzinfo=UTC
)  # no release is older: a clock that was never set


@dataclass(frozen=True, slots=True)
class _Reading:
    wall: datetime
    monotonic: float

    def drift_to(self, later: "_Reading") -> timedelta:
        """How far the wall clock was moved by hand between two readings; negative: put back."""
        passed = timedelta(seconds=later.monotonic - self.monotonic)
        return (later.wall - self.wall) - passed


class ClockGuard:
    """Compares what is known about the time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._believed: _Reading | None = None  # the last one that was plausible
        self._telegram: tuple[_Reading, timedelta] | None = None  # what it differed by, and when
        self._trouble: str | None = None
        self.highest: datetime | None = None

    def remember(self, highest: datetime | None) -> None:
        """Take up the highest moment that an earlier life has kept."""
        self.highest = highest

    def hear(self, date: datetime) -> None:
        """Telegram says that it is `date`."""
        reading = self._read()
        self._telegram = (reading, date - reading.wall)

    @property
    def trouble(self) -> str | None:
        """Why the clock is not to be believed now; None: it is."""
        reading = self._read()
        trouble = self._judge(reading)
        if trouble is None:
            self._believed = reading
            # Once Telegram confirms an earlier time, the higher one was the wrong one.
            is_lower = self.highest is not None and reading.wall < self.highest - BACK_AT_MOST
            if self.highest is None or is_lower:
                self.highest = reading.wall
            self.highest = max(self.highest, reading.wall)
        if trouble != self._trouble:
            self._trouble = trouble
            log.warning("clock believed again" if trouble is None else "clock not believed",
                        extra={"reason": trouble})  # fmt: skip
        return trouble

    def _judge(self, reading: _Reading) -> str | None:
        if self._telegram is not None:
            then, difference = self._telegram
            if abs(then.drift_to(reading)) <= TELEGRAM_AGREES:  # nobody has set the clock since
                return None if abs(difference) <= TELEGRAM_AGREES else "telegram says otherwise"
        if reading.wall < EARLIEST:
            return "before any release"
        if self.highest is not None and reading.wall < self.highest - BACK_AT_MOST:
            return "put back"
        if self._believed is not None and self._believed.drift_to(reading) > AHEAD_AT_MOST:
            return "far ahead"
        return None

    def _read(self) -> _Reading:
        return _Reading(self._clock.now(), self._clock.monotonic())
