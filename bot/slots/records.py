"""Slots as values. Days are weekdays as in `date.weekday()`: Monday 0 … Sunday 6."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, NewType

from bot.goals.records import GoalId
from bot.people.records import PersonId
from bot.reading.records import Energy, Mode, Place, Question

SlotId = NewType("SlotId", int)

SHORTEST_MINUTES: Final = 10  # less is not worth a message and its answer
LONGEST_MINUTES: Final = 180  # three hours: more is a working day, not a slot
USUAL_MINUTES: Final = 30  # a way to work, or a lunch break
LONGEST_LEAD_MINUTES: Final = 60  # earlier, a nudge is forgotten again


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When in the week: days, wall-clock start, length."""

    days: frozenset[int]
    start: time
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDraft:
    """What a slot is made of.

    Attributes:
        timing: when in the week.
        mode: how they learn then; None: left open.
        place: where they are, or what their hands do; None: not told.
        energy: how much attention it can bear; None: not told.
        goal_id: what it is for; None: any.
    """

    timing: Timing
    mode: Mode | None = None
    place: Place | None = None
    energy: Energy | None = None
    goal_id: GoalId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One weekly learning time; its zone is the person's.

    Attributes:
        id: its id.
        person_id: whose.
        days: weekdays; never empty.
        start: wall clock, whole minutes.
        minutes: 10-180.
        mode: how they learn then; None: left open.
        place: where they are, or what their hands do; None: not told.
        energy: how much attention it can bear; None: not told.
        goal_id: what it is for; None: any. The goal may have ended meanwhile.
        lead_minutes: how long before the start the nudge comes, 0-60.
        created_at: sittings before it do not exist.
        changed_at: when days, start or length changed last: only what lies after it follows them.
        ended_at: set when it was removed; no sittings after it.
    """

    id: SlotId
    person_id: PersonId
    days: frozenset[int]
    start: time
    minutes: int
    mode: Mode | None
    place: Place | None
    energy: Energy | None
    goal_id: GoalId | None
    lead_minutes: int
    created_at: datetime
    changed_at: datetime
    ended_at: datetime | None

    @property
    def timing(self) -> Timing:
        """When in the week."""
        return Timing(days=self.days, start=self.start, minutes=self.minutes)

    @property
    def draft(self) -> SlotDraft:
        """What it is made of."""
        return SlotDraft(
            timing=self.timing,
            mode=self.mode,
            place=self.place,
            energy=self.energy,
            goal_id=self.goal_id,
        )


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """A slot on one date.

    Attributes:
        at: when it starts, UTC.
        on: the local date it belongs to and is keyed by; `at` may fall on the next one.
    """

    at: datetime
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is known so far of a slot that is being made or changed.

    Attributes:
        days: weekdays; empty: not known yet.
        start: wall clock; None: not known yet.
        minutes: None: not known yet.
        wrong_minutes: a length that was typed and is not possible; None: there is none.
        mode: None: not told.
        place: None: not told.
        energy: None: not told.
        goal_id: None: not told.
        asks: what was typed and can mean several things; each has choices.
        told: parts that were answered with "skip", or need no answer.
        unread: words that were not understood.
        slot_id: the slot that is changed; None: a new one.
    """

    days: frozenset[int] = frozenset()
    start: time | None = None
    minutes: int | None = None
    mode: Mode | None = None
    place: Place | None = None
    energy: Energy | None = None
    goal_id: GoalId | None = None
    asks: tuple[Question, ...] = ()
    told: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    slot_id: SlotId | None = None
    wrong_minutes: int | None = None
