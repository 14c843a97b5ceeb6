"""What the front door shows, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.circles.records import Circle, Member
from bot.goals.records import Goal
from bot.slots.records import Slot


class Asked(StrEnum):
    """The three questions."""

    WHAT = "what"
    WHEN = "when"
    WHOM = "whom"


class Greeting(StrEnum):
    """How somebody comes through the door."""

    NEW = "new"
    AGAIN = "again"
    FOUND_AGAIN = "found_again"  # the bot could not reach them for a while


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """One circle of somebody's.

    Attributes:
        circle: the circle.
        hosts: the first names of those who host it.
    """

    circle: Circle
    hosts: tuple[str, ...]


class WaitsFor(StrEnum):
    """What somebody who has asked to join waits for."""

    ANSWER = "answer"  # the members'
    SEAT = "seat"  # in line
    ONESELF = "oneself"  # a seat is kept for them


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request that has not ended: to which circle, and for what it waits."""

    circle: str
    waits_for: WaitsFor


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody has told about the three questions.

    Attributes:
        goals: the active ones, oldest first.
        slots: in the order of their week.
        company: their open circles, oldest first.
        waiting: their requests that have not ended yet, oldest first.
        next_at: when their next learning time begins; None: there is none.
    """

    goals: tuple[Goal, ...]
    slots: tuple[Slot, ...]
    company: tuple[Company, ...]
    waiting: tuple[Waiting, ...]
    next_at: datetime | None

    @property
    def open(self) -> tuple[Asked, ...]:
        """The questions that are not answered yet."""
        told = {
            Asked.WHAT: self.goals,
            Asked.WHEN: self.slots,
            Asked.WHOM: self.company or self.waiting,
        }
        return tuple(asked for asked in Asked if not told[asked])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fellow:
    """A member as the others see them.

    Attributes:
        member: their stay.
        name: their first name.
        goals: what they share with this circle.
    """

    member: Member
    name: str
    goals: tuple[Goal, ...]


class Why(StrEnum):
    """Why a message is planned."""

    NUDGE = "nudge"
    QUESTION = "question"  # whether a slot still suits, in place of its nudge
    HORIZON = "horizon"
    WEEKLY = "weekly"
    WAITS = "waits"  # held back by quiet hours, budget or a pause


class Fate(StrEnum):
    """What becomes of it."""

    COMES = "comes"
    SKIPPED = "skipped"
    DAY_OFF = "day_off"
    PAUSED = "paused"
    SILENT = "silent"  # its nudges were not answered: none comes until they are
    RESTS = "rests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A message that the bot will start by itself, as far as can be foreseen.

    Attributes:
        at: when it comes, UTC.
        why: for what.
        about: the goal's title; may be empty.
        fate: whether it comes.
        arg: what its skip button carries: `n.<slot>.<date>`, `h.<goal>`, `c.<date>` (the
            weekly check-in's), `w.<delivery>`; None: it
            cannot be skipped.
    """

    at: datetime
    why: Why
    about: str = ""
    fate: Fate = Fate.COMES
    arg: str | None = None
