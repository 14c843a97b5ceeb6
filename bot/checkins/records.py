"""Check-ins as values."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum, unique
from typing import Final, NewType

from bot.circles.records import CircleId
from bot.people.records import PersonId
from bot.sittings.records import SittingId
from bot.slots.records import SlotId

WeeklyId = NewType("WeeklyId", int)

WEEK: Final = "w"  # before the id: what was shared is of a weekly check-in, not of a sitting
LONGEST_TEXT: Final = 1_000  # characters: a few sentences, and a digest can still hold several
THURSDAY: Final = 3
USUAL_TIME: Final = time(18, 0)  # on Thursday: the working week is over, or nearly


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What a kept sitting taught.

    Attributes:
        sitting_id: of which sitting.
        person_id: whose.
        slot_id: of which slot.
        on: the sitting's local date.
        text: in their words.
        message_id: the message that holds it: editing that corrects it.
        circle_id: shared with; None: private.
    """

    sitting_id: SittingId
    person_id: PersonId
    slot_id: SlotId
    on: date
    text: str
    message_id: int | None
    circle_id: CircleId | None

    @property
    def about(self) -> str:
        """By what it is found again in the fellow members' chats."""
        return str(self.sitting_id)


@unique
class Asked(StrEnum):
    """The three weekly questions, in order."""

    LEARNED = "learned"
    STUCK = "stuck"
    FOCUS = "focus"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklySettings:
    """When somebody wants the weekly questions, by their own clock.

    Attributes:
        weekday: Monday 0.
        at: wall clock.
        is_on: whether they want them at all.
    """

    weekday: int = THURSDAY
    at: time = USUAL_TIME
    is_on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyTurn:
    """When somebody's next weekly check-in opens, and what that was reckoned from."""

    person_id: PersonId
    zone: str
    weekday: int
    at: time
    next_on: date
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """One weekly check-in.

    Attributes:
        id: its id.
        person_id: whose.
        on: the local date on which it opens; never changes.
        opened_at: when it was asked, or answered early.
        closes_at: late answers count for a day more.
        asked_at: when the questions were sent; None: not yet (answered early).
        remind_at: when the one reminder is due; None: not any more.
        shown_until: when the buttons under its questions go; None: they are gone.
        answered_at: when the first answer came, or it was put aside; None: open.
        answered_on: the local date of that, fixed then.
        learned: an answer; empty: none.
        stuck: likewise.
        focus: likewise.
        circle_id: with whom `learned` is shared; None: private.
    """

    id: WeeklyId
    person_id: PersonId
    on: date
    opened_at: datetime
    closes_at: datetime
    asked_at: datetime | None
    remind_at: datetime | None
    shown_until: datetime | None
    answered_at: datetime | None
    answered_on: date | None
    learned: str
    stuck: str
    focus: str
    circle_id: CircleId | None

    @property
    def has_answers(self) -> bool:
        """Whether anything was written."""
        return bool(self.learned or self.stuck or self.focus)

    @property
    def about(self) -> str:
        """By what `learned` is found again in the fellow members' chats."""
        return f"{WEEK}{self.id}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is offered after the same reason three times.

    Attributes:
        may_move: another time.
        minutes: a shorter length; None: not offered.
    """

    may_move: bool
    minutes: int | None
