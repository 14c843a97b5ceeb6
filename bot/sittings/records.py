"""Sittings as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum, unique
from typing import Final, NewType

from bot.goals.records import GoalId
from bot.people.records import PersonId
from bot.reading.records import Mode
from bot.slots.records import Slot, SlotId

SittingId = NewType("SittingId", int)


@unique
class State(StrEnum):
    """Where a sitting is."""

    PLANNED = "planned"
    NUDGED = "nudged"  # and not answered yet
    STARTED = "started"
    ANSWERED = "answered"
    MISSED = "missed"  # started, and the check-in was never answered
    SKIPPED = "skipped"  # neutral
    EXPIRED = "expired"  # its nudge was not sent; neutral


OVER: Final = frozenset({State.ANSWERED, State.MISSED})
# Nothing of them is counted, neither for nor against the person.
NEUTRAL: Final = frozenset({State.PLANNED, State.SKIPPED, State.EXPIRED})


@unique
class Kept(StrEnum):
    """What the check-in was answered with."""

    DONE = "done"
    PARTLY = "partly"
    NOT_THIS_TIME = "not_this_time"


@unique
class Reason(StrEnum):
    """Why not this time."""

    TIME = "time"
    ENERGY = "energy"
    TOO_HARD = "too_hard"
    FORGOT = "forgot"
    OTHER = "other"


@unique
class Refusal(StrEnum):
    """Why a sitting stays as it is."""

    STARTED = "started"
    ANSWERED = "answered"
    OVER = "over"
    NOT_PLANNED = "not_planned"
    IN_THE_PAST = "in_the_past"
    TOO_FAR = "too_far"
    TOO_CLOSE = "too_close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One slot on one local date.

    Attributes:
        id: its row; None: untouched, computed from its slot.
        slot_id: of what.
        person_id: whose.
        on: the local date it is keyed by; never changes.
        at: when its slot has it begin, UTC.
        moved_at: when it begins instead, UTC; None: not moved.
        moved_zone: the zone that `moved_at` was reckoned in.
        minutes: how long, as it was when it was touched.
        mode: how they learn.
        goal_id: what for.
        state: where it is.
        nudged_at: when its nudge was planned.
        screen_key: the delivery that shows its newest buttons; empty: none has any.
        snoozes: how many times it was put off.
        snoozed_until: when it is nudged again; None: it is not.
        started_at: when they began.
        check_at: when the check-in is due; None: not yet started, or asked already.
        closes_at: the check-in is answered before, or the sitting was missed.
        answered_at: when the check-in was answered.
        kept: with what.
        reason: why not this time.
    """

    id: SittingId | None
    slot_id: SlotId
    person_id: PersonId
    on: date
    at: datetime
    moved_at: datetime | None
    moved_zone: str | None
    minutes: int
    mode: Mode | None
    goal_id: GoalId | None
    state: State
    nudged_at: datetime | None
    screen_key: str
    snoozes: int
    snoozed_until: datetime | None
    started_at: datetime | None
    check_at: datetime | None
    closes_at: datetime | None
    answered_at: datetime | None
    kept: Kept | None
    reason: Reason | None

    @property
    def row_id(self) -> SittingId:
        """Its row's id.

        Raises:
            LookupError: it is untouched.
        """
        if self.id is None:
            msg = "an untouched sitting has no row"
            raise LookupError(msg)
        return self.id

    @property
    def starts_at(self) -> datetime:
        """When it begins, moved or not."""
        return self.moved_at or self.at

    @property
    def arg(self) -> str:
        """What its buttons carry: the slot and the date, which it has even without a row."""
        return f"{self.slot_id}.{self.on.isoformat()}"


@unique
class Held(StrEnum):
    """Why a planned sitting will not be nudged."""

    SKIPPED = "skipped"
    DAY_OFF = "day_off"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A sitting ahead, with what its nudge will do.

    Attributes:
        sitting: which.
        slot: of what.
        nudge_at: when the nudge (or the snooze) comes, UTC.
        held: why it will not come; None: it will.
    """

    sitting: Sitting
    slot: Slot
    nudge_at: datetime
    held: Held | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week in numbers. Skips, days off, pauses and expired nudges are in none of them.

    Attributes:
        starts_on: its first date.
        kept: sittings done or partly done.
        planned: sittings that count, those still ahead in this week included.
        minutes: learned, by mode (None: a slot without one).
    """

    starts_on: date
    kept: int
    planned: int
    minutes: Mapping[Mode | None, int]

    @property
    def all_minutes(self) -> int:
        """Learned in all."""
        return sum(self.minutes.values())


@dataclass(frozen=True, slots=True)
class Target:
    """Where a sitting is moved to, by the person's own wall clock."""

    on: date
    start: time
