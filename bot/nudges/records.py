"""Turns as values: when a slot's next nudge is due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum, StrEnum, auto

from bot.queue.records import EntryId
from bot.sittings.records import Sitting, SittingId
from bot.slots.records import Slot, SlotId


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where a slot's nudges are.

    Attributes:
        slot_id: whose turn.
        zone: what it was reckoned in; empty: the person has not told one.
        changed_at: the slot's timing that it was reckoned from.
        lead_minutes: the slot's lead that it was reckoned from.
        next_on: the date of the next sitting; None: there is none.
        next_start_at: when that sitting begins.
        next_at: when its nudge is due.
        nudged_at: when the last nudge was planned.
        asked_on: the date on which the gentle question was asked; None: it is not open.
        fresh_from: nudges of earlier dates count as answered.
        rests_until: no nudges before this date; None: it does not rest.
    """

    slot_id: SlotId
    zone: str
    changed_at: datetime
    lead_minutes: int
    next_on: date | None
    next_start_at: datetime | None
    next_at: datetime | None
    nudged_at: datetime | None
    asked_on: date | None
    fresh_from: date | None
    rests_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudged:
    """A nudge that has gone out, or may have.

    Attributes:
        slot_id: of which slot.
        start: the slot's wall clock now.
        changed_at: when the slot's timing changed last.
        on: the date of its sitting.
        at: when that sitting began by the zone of then.
        is_moved: whether the sitting had a time of its own.
        sent_at: when it went out.
    """

    slot_id: SlotId
    start: time
    changed_at: datetime
    on: date
    at: datetime
    is_moved: bool
    sent_at: datetime


class Verdict(Enum):
    """What becomes of a sitting whose nudge is due."""

    NUDGE = auto()
    ASK = auto()  # the gentle question, in place of the nudge
    EXPIRE = auto()  # too late: neutral, and seen in today's list
    PASS = auto()  # nothing: held back, done already, or silent


class Refusal(StrEnum):
    """Why a nudge is not put off."""

    STARTED = "started"
    ANSWERED = "answered"
    OVER = "over"
    PAST_MIDNIGHT = "past_midnight"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a nudge talks about.

    Attributes:
        field: of the goal; None: no goal, or several.
        focus: of the goal; may be empty.
        fields: of several active goals, when the slot is for any.
    """

    field: str | None = None
    focus: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A slot that is not nudged for now.

    Attributes:
        slot: which.
        until: nudges come again from this date; None: when its question is answered.
        is_asked: whether that question was put; False: it comes in place of the next nudge.
    """

    slot: Slot
    until: date | None
    is_asked: bool

    def holds(self, sitting: Sitting) -> bool:
        """Whether no nudge comes for that sitting of the slot.

        A moved one is nudged all the same while the question has not been put.
        """
        if self.until is not None:
            return sitting.on < self.until
        return self.is_asked or sitting.moved_at is None


class Cause(StrEnum):
    """What there is to say about a time in which Halqa was away."""

    NUDGE = "nudge"  # one did not go out
    WAITS = "waits"  # several decisions come late
    DEAF = "deaf"  # what was written is lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """All that is said to one person about one outage.

    Attributes:
        causes: what there is to say.
        lost_until: what they wrote before this moment did not arrive.
    """

    causes: frozenset[Cause]
    lost_until: datetime | None = None

    def __or__(self, other: "Absence") -> "Absence":
        """Both."""
        return Absence(
            causes=self.causes | other.causes, lost_until=self.lost_until or other.lost_until
        )

    def to_about(self) -> str:
        """A form that fits in a delivery's `about`."""
        words = [cause.value for cause in sorted(self.causes)]
        if self.lost_until is not None:
            words.append(str(int(self.lost_until.timestamp())))
        return ",".join(words)

    @classmethod
    def from_about(cls, about: str) -> "Absence":
        """What `to_about` wrote."""
        words = about.split(",")
        numbers = [int(word) for word in words if word.isdecimal()]
        return cls(
            causes=frozenset(cause for cause in Cause if cause in words),
            lost_until=datetime.fromtimestamp(numbers[0], UTC) if numbers else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """The one thing of the person's queue that a sitting's nudge proposes.

    Attributes:
        sitting_id: for which sitting.
        entry_id: what.
        proposed_at: when.
        answered_at: when it was said, after the sitting, whether it is finished; None: not yet.
    """

    sitting_id: SittingId
    entry_id: EntryId
    proposed_at: datetime
    answered_at: datetime | None
