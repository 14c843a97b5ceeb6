"""The time of a world: frozen for tests, flowing for the playground."""

import time
from datetime import UTC, datetime, timedelta

A_MONDAY_MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class WorldClock:
    """Wall and monotonic time of one world.

    The clock stands still unless `rate` is set: at rate 1 it flows with real time, at 60 a minute passes in a second.
    The monotonic reading moves by the same steps as the wall reading, but never back.

    Attributes:
        limit: how far it may flow by itself; there it waits for whoever set it. None: as far as it likes.
            Moving it by hand is not limited.
    """

    def __init__(self, at: datetime = A_MONDAY_MORNING, *, rate: float = 0.0) -> None:
        self._wall = _aware_utc(at)
        self._monotonic = 0.0
        self._rate = rate
        self._real = time.monotonic()
        self._limit: datetime | None = None

    @classmethod
    def running(cls, start: datetime | None = None, *, rate: float = 1.0) -> "WorldClock":
        """A clock that flows from `start`, or from the real present."""
        if start is None:
            start = datetime.now(UTC)  # noqa: TID251 - the one place where a world meets real time
        return cls(start, rate=rate)

    def now(self) -> datetime:
        """The world's present, aware, in UTC."""
        self._flow()
        return self._wall

    def monotonic(self) -> float:
        """Seconds since the world began; never goes back."""
        self._flow()
        return self._monotonic

    @property
    def rate(self) -> float:
        """World seconds per real second; 0 means frozen."""
        return self._rate

    @rate.setter
    def rate(self, rate: float) -> None:
        if rate < 0:
            raise ValueError("a world's clock does not flow backwards")
        self._flow()
        self._rate = rate

    @property
    def limit(self) -> datetime | None:
        """How far it may flow by itself."""
        return self._limit

    @limit.setter
    def limit(self, limit: datetime | None) -> None:
        self._flow()
        self._limit = limit

    def advance(self, delta: timedelta | None = None, /, **units: float) -> datetime:
        """Move forward by `delta`, or by `advance(hours=1, minutes=30)`; returns the new present."""
        step = timedelta(**units) if delta is None else delta
        return self.move_to(self.now() + step)

    def move_to(self, at: datetime, *, backwards: bool = False) -> datetime:
        """Set the wall reading to `at`.

        Args:
            at: an aware moment.
            backwards: whether `at` may lie in the past; the monotonic reading stays then.

        Raises:
            ValueError: `at` lies in the past and `backwards` was not asked for.
        """
        self._flow()
        at = _aware_utc(at)
        step = (at - self._wall).total_seconds()
        if step < 0 and not backwards:
            raise ValueError(f"the world's clock is already at {self._wall.isoformat()}")
        self._wall = at
        self._monotonic += max(step, 0.0)
        return at

    def _flow(self) -> None:
        real = time.monotonic()
        passed = (real - self._real) * self._rate
        self._real = real
        if self._limit is not None:
            passed = min(passed, max(0.0, (self._limit - self._wall).total_seconds()))
        if passed:
            self._wall += timedelta(seconds=passed)
            self._monotonic += passed


def _aware_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment without a zone is not a moment")
    return at.astimezone(UTC)
