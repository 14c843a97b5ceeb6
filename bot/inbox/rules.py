"""How much one person may send before the rest is left aside. Pure, but for what it remembers."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

# Telegram lets a bot write once a second in one chat: who sends faster than that for long cannot be
# answered in any case. The burst is a guided talk tapped through in a hurry, or an outage's backlog.
BURST: Final = 40  # updates
PER_SECOND: Final = 1.0
MOST_WAITING: Final = 80  # updates; no honest person leaves that many unheard, even in an outage
# A flood is over once nothing came for that long; going on keeps it going.
LONGEST_PENANCE_SECONDS: Final = 60.0
MOST_REMEMBERED: Final = (
    10_000  # people who wrote just now; the full buckets among them are dropped
)


class Admission(Enum):
    """What becomes of an update."""

    HEARD = auto()
    TOO_MANY = auto()  # the first of a flood: its person is told once
    STILL_TOO_MANY = auto()


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    is_told: bool = False


class Allowance:
    """A token bucket for each lane, in memory: a restart only gives one more burst."""

    def __init__(self) -> None:
        self._buckets: dict[int, _Bucket] = {}

    def admit(self, lane: int, *, behind: int, at: float) -> Admission:
        """Whether one more update of `lane` is heard at monotonic second `at`; `behind` wait for it."""
        bucket = self._filled(lane, at)
        if bucket.tokens >= 1 and behind <= MOST_WAITING:
            bucket.is_told = (
                bucket.is_told and bucket.tokens < BURST
            )  # until they were quiet for long
            bucket.tokens -= 1
            return Admission.HEARD
        was_told, bucket.is_told = bucket.is_told, True
        return Admission.STILL_TOO_MANY if was_told else Admission.TOO_MANY

    def charge(self, lane: int, updates: int, *, at: float) -> None:
        """What was left aside counts too, so that a flood that goes on is not heard in between."""
        bucket = self._filled(lane, at)
        deepest = -LONGEST_PENANCE_SECONDS * PER_SECOND
        bucket.tokens = max(deepest, bucket.tokens - updates)

    def _filled(self, lane: int, at: float) -> _Bucket:
        if len(self._buckets) > MOST_REMEMBERED:
            self._buckets = {
                known: bucket
                for known, bucket in self._buckets.items()
                if bucket.tokens + (at - bucket.at) * PER_SECOND < BURST
            }
        bucket = self._buckets.setdefault(lane, _Bucket(BURST, at))
        bucket.tokens = min(BURST, bucket.tokens + max(0.0, at - bucket.at) * PER_SECOND)
        bucket.at = at
        return bucket
