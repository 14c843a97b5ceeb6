"""The queue as values."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, unique
from typing import Final, NewType, Self

from bot.people.records import PersonId
from bot.reading.records import Mode
from bot.resources.records import Resource

EntryId = NewType("EntryId", int)

LONGEST_NOTE: Final = 500  # characters


@unique
class EntryState(StrEnum):
    """Where an entry is."""

    WAITING = "waiting"
    STARTED = "started"
    DONE = "done"
    DROPPED = "dropped"


OPEN: Final = frozenset({EntryState.WAITING, EntryState.STARTED})
MOST_OPEN: Final = 500  # entries of a person: more is a pile, and nobody gets through it


@unique
class Refusal(StrEnum):
    """Why the list stays as it is."""

    FULL = "full"
    ENDED = "ended"  # done or dropped already
    NOT_ENDED = "not_ended"  # nothing to bring back
    TOO_LONG = "too_long"


@unique
class Later(StrEnum):
    """For how long an entry is put off."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A resource on somebody's list.

    Attributes:
        id: its id.
        person_id: whose list.
        resource: what.
        state: where it is.
        position: its place; smaller comes first.
        note: the person's own; may be empty.
        minutes_spent: in and outside of sittings.
        later_on: not shown or proposed before this local date; None: now.
        added_at: when it came.
        started_at: when it was begun.
        ended_at: when it was done or dropped.
        refused_at: when `Something else` was pressed; it is not proposed again.
    """

    id: EntryId
    person_id: PersonId
    resource: Resource
    state: EntryState
    position: int
    note: str
    minutes_spent: int
    later_on: date | None
    added_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    refused_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be got through."""
        return self.state in OPEN


@unique
class Shelf(StrEnum):
    """A part of the list."""

    OPEN = "open"
    LATER = "later"  # open, and put off
    ENDED = "ended"  # done and dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown of a list: a button carries it, so that `Back` leads where one came from.

    Attributes:
        shelf: which part.
        mode: only what is taken in like that; None: whatever.
        minutes: only what is known to take at most so long; None: however long.
        page: from 1.
    """

    shelf: Shelf = Shelf.OPEN
    mode: Mode | None = None
    minutes: int | None = None
    page: int = 1

    @property
    def arg(self) -> str:
        """A form that fits in a button beside an id: `l.20.1`."""
        letter = _SHELVES[self.shelf] if self.shelf is not Shelf.OPEN else _letter(self.mode)
        return f"{letter}.{self.minutes or 0}.{self.page}"

    @classmethod
    def from_arg(cls, arg: str) -> Self:
        """The view that `arg` wrote; what cannot be read is the whole list."""
        found = _ARG.fullmatch(arg)
        if found is None:
            return cls()
        letter, minutes, page = found[1], int(found[2]), max(int(found[3]), 1)
        shelf = next((shelf for shelf, of in _SHELVES.items() if of == letter), Shelf.OPEN)
        mode = next((mode for mode in Mode if _letter(mode) == letter), None)
        return cls(shelf=shelf, mode=mode, minutes=minutes or None, page=page)


def _letter(mode: Mode | None) -> str:
    return mode.value[0] if mode else "a"


_SHELVES: Final = {Shelf.OPEN: "a", Shelf.LATER: "z", Shelf.ENDED: "f"}
_ARG: Final = re.compile(r"([a-z])\.(\d{1,4})\.(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes on an entry, outside of sittings.

    Attributes:
        on: the person's local date, fixed when it was said.
        minutes: how many.
        mode: of what they were spent on.
    """

    on: date
    minutes: int
    mode: Mode | None
