"""Which kills are tried in a segment of the week."""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Final, Protocol, TypeAlias

from bot.faultpoints import Point
from tests.safety.crash.bot_process import Crossing, Kill

Kills: TypeAlias = tuple[Kill, ...]  # one for each life

# Crossed at each look at the clock by every job, nearly always with nothing to do, and around every
# transaction, whose own points lie beside them: of these, every third state they leave is tried.
COARSE: Final = frozenset({
    Point.WORK_BEGUN, Point.WORK_DONE, Point.WORK_COMMITTED,
    Point.TICK_BEGUN, Point.TICK_DONE, Point.JOB_BEGINNING, Point.JOB_DONE,
})  # fmt: skip
COARSE_STRIDE: Final = 3
# Each segment begins with a start, and one is like the other: every fifth is tried.
OF_A_START: Final = frozenset({
    Point.START_MIGRATED, Point.START_GREETED, Point.LEASE_TAKING, Point.LEASE_TAKEN,
    Point.RECOVERY_SETTLING, Point.RECOVERY_DONE,
})  # fmt: skip
START_STRIDE: Final = 5
# A second death: while the first one is being settled, or once it is.
SECOND: Final = (
    Point.RECOVERY_SETTLING, Point.DELIVERY_ANSWERED, Point.LEASE_TAKING, Point.DELIVERIES_CLAIMED,
    Point.RECOVERY_DONE, Point.DELIVERY_RECORDING, Point.START_GREETED, Point.DELIVERY_CALLING,
    Point.LEASE_TAKEN, Point.INBOX_KEPT,
)  # fmt: skip
HALF: Final = 0.5
FIRST: Final = frozenset(
    {Point.DELIVERY_ANSWERED, Point.DELIVERY_CALLING, Point.DELIVERIES_CLAIMED}
)


class Aim(Protocol):
    """Chooses kills."""

    def wants(self, segment: int) -> bool:
        """Whether anything is tried in this segment."""
        ...

    def choose(self, segment: int, crossings: Sequence[Crossing]) -> list[Kills]:
        """What is tried, given what a life crosses that is left alone."""
        ...


class Nothing:
    """The week is left alone."""

    def __init__(self, seed: int) -> None:
        del seed

    def wants(self, segment: int) -> bool:
        """Nothing."""
        return segment < 0

    def choose(self, segment: int, crossings: Sequence[Crossing]) -> list[Kills]:
        """Nothing."""
        del segment, crossings
        return []


class Again(Nothing):
    """One case, to look at it."""

    def __init__(self, segment: int, kills: Kills) -> None:
        super().__init__(0)
        self._segment = segment
        self._kills = kills

    @classmethod
    def of(cls, text: str) -> "Again":
        """From `SEGMENT:POINT#N+POINT#N`, as reports name it."""
        segment, _, kills = text.partition(":")
        named = [kill.partition("#") for kill in kills.split("+")]
        return cls(int(segment), tuple(Kill(Point(name), int(n)) for name, _, n in named))

    def wants(self, segment: int) -> bool:
        """Its segment."""
        return segment == self._segment

    def choose(self, segment: int, crossings: Sequence[Crossing]) -> list[Kills]:
        """Its kills."""
        del segment, crossings
        return [self._kills]


class EveryPoint:
    """Every crossing of every point, but that two crossings of one point count as one between which
    nothing changed that outlives the process; with the strides above."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - a choice, not a secret
        self._seen: Counter[Point] = Counter()
        self._pairs = 0

    def wants(self, segment: int) -> bool:
        """All of them."""
        return segment > 0

    def choose(self, segment: int, crossings: Sequence[Crossing]) -> list[Kills]:
        """Nearly everything."""
        del segment
        kills: list[Kills] = []
        for kill in distinct(crossings):
            self._seen[kill.point] += 1
            stride = START_STRIDE if kill.point in OF_A_START else 1
            stride = COARSE_STRIDE if kill.point in COARSE else stride
            if self._seen[kill.point] % stride == 1 % stride:
                kills.append((kill,))
        return kills + self._two_deaths(crossings)

    def _two_deaths(self, crossings: Sequence[Crossing]) -> list[Kills]:
        firsts = [c.kill for c in crossings if c.kill.point in FIRST]
        if not firsts:
            return []
        self._pairs += 1
        second = SECOND[self._pairs % len(SECOND)]
        return [(self._rng.choice(firsts), Kill(second, 1))]


class EveryState(EveryPoint):
    """Every state that a death can leave behind, once; the points take turns."""

    def choose(self, segment: int, crossings: Sequence[Crossing]) -> list[Kills]:
        """One kill for each state, at the point that was used least so far."""
        del segment
        by_version: dict[int, list[Kill]] = {}
        for crossing in crossings:
            by_version.setdefault(crossing.version, []).append(crossing.kill)
        kills: list[Kills] = []
        for those in by_version.values():
            kill = min(those, key=lambda each: self._seen[each.point])
            self._seen[kill.point] += 1
            kills.append((kill,))
        return kills + self._two_deaths(crossings)


# Seven people write, and one update fails; a question is answered; nudges are due.
WRITING, ANSWERING, NUDGING = 5, 14, 20
OF_THE_EVENING: Final = frozenset({WRITING, ANSWERING, NUDGING})
BUSY: Final = 4  # crossings of a point in one segment: there is something to hit beside the first
PAIRS_IN_A_SEGMENT: Final = 1


class FewOfEach(EveryPoint):
    """For every point its first crossing and a random one in a busy segment, and a few second deaths."""

    def wants(self, segment: int) -> bool:
        """Segments that have something of everything."""
        return segment in OF_THE_EVENING

    def choose(self, segment: int, crossings: Sequence[Crossing]) -> list[Kills]:
        """Points that have not had their turn."""
        by_point: dict[Point, list[Kill]] = {}
        for kill in distinct(crossings):
            by_point.setdefault(kill.point, []).append(kill)
        kills: list[Kills] = []
        for point, those in by_point.items():
            visits = self._seen[point]
            has_more = len(those) >= BUSY and (segment == NUDGING or self._rng.random() < HALF)
            if not visits or (visits == 1 and has_more):
                self._seen[point] += 1
                kills.append((those[0] if not visits else self._rng.choice(those),))
        for _ in range(PAIRS_IN_A_SEGMENT):
            kills += self._two_deaths(crossings)
        return kills


def distinct(crossings: Sequence[Crossing]) -> list[Kill]:
    """Every crossing that leaves something else behind than the one of its point before it."""
    seen: dict[tuple[Point, int], Kill] = {}
    for crossing in crossings:
        seen.setdefault((crossing.kill.point, crossing.version), crossing.kill)
    return list(seen.values())
