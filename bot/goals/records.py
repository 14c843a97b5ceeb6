"""Goals as values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Final, NewType

from bot.people.records import PersonId

GoalId = NewType("GoalId", int)

LONGEST_FIELD: Final = 100  # characters, as a circle's field
LONGEST_FOCUS: Final = 200  # characters, as a circle's focus
LONGEST_ANSWER: Final = 300  # characters: why, measure and whom fit on one screen together


class GoalState(StrEnum):
    """Where a goal stands. Only active ones are nudged about and shown to circles."""

    ACTIVE = "active"
    PAUSED = "paused"
    ACHIEVED = "achieved"
    DROPPED = "dropped"


ENDED: Final = frozenset({GoalState.ACHIEVED, GoalState.DROPPED})


class Reach(IntEnum):
    """How far somebody got by the horizon, in their own judgement."""

    NOT_BEGUN = 0
    A_PART = 1
    MOST = 2
    ALL = 3


class Happened(StrEnum):
    """What stands in a goal's history."""

    SET = "set"
    STATE = "state"  # detail: the new state
    FOCUS = "focus"  # detail: the new focus
    HORIZON = "horizon"  # detail: the new date, or empty
    REACH = "reach"  # detail: the step of the scale


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDraft:
    """What a goal is made of; only the field is never empty.

    Attributes:
        field: what it is about.
        focus: the part to begin with.
        why: which gap it closes.
        measure: how they will know that they have learned it.
        horizon_on: by when, a local date.
        whom: from or with whom they would like to learn it.
    """

    field: str
    focus: str = ""
    why: str = ""
    measure: str = ""
    horizon_on: date | None = None
    whom: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a person wants to learn.

    Attributes:
        id: its id.
        person_id: whose.
        field: what it is about; never empty.
        focus: the part to begin with; may be empty.
        why: which gap it closes; may be empty.
        measure: how they will know that they have learned it; may be empty.
        horizon_on: by when, a local date; None: open.
        whom: from or with whom; may be empty.
        state: where it stands.
        created_at: when it was set.
        changed_at: when its state, focus or horizon changed last.
        quoted_on: the horizon that was quoted back already.
        reach: what they answered to that; None: nothing yet.
    """

    id: GoalId
    person_id: PersonId
    field: str
    focus: str
    why: str
    measure: str
    horizon_on: date | None
    whom: str
    state: GoalState
    created_at: datetime
    changed_at: datetime
    quoted_on: date | None
    reach: Reach | None

    @property
    def title(self) -> str:
        """Its shortest name: the focus, or the field without one."""
        return self.focus or self.field

    @property
    def is_active(self) -> bool:
        """Whether it is worked on now."""
        return self.state is GoalState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """One line of a goal's history."""

    happened: Happened
    at: datetime
    detail: str
