"""How, where and with how much energy: mode, place and energy of a slot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.reading.marks import Kind, Mark
from bot.reading.records import Ask, Choice, Energy, Mode, Place, Question

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What a text says beside the time; two modes or places are asked about."""

    mode: Mode | None = None
    place: Place | None = None
    energy: Energy | None = None
    asks: tuple[Question, ...] = ()


def read_manner(marks: Sequence[Mark]) -> Manner:
    """The mode, place and energy that `marks` name."""
    modes, places = _modes(marks), _places(marks)
    asks = []
    if len(modes) > 1:
        choices = tuple(Choice(mode=mode) for mode in modes)
        asks.append(Question(ask=Ask.MODE, choices=choices))
    if len(places) > 1:
        asks.append(
            Question(ask=Ask.PLACE, choices=tuple(Choice(place=place) for place in places))
        )
    energies = _distinct(mark.energy for mark in marks)
    return Manner(
        mode=modes[0] if len(modes) == 1 else None,
        place=places[0] if len(places) == 1 else None,
        energy=energies[0] if len(energies) == 1 else None,
        asks=tuple(asks),
    )


def _modes(marks: Iterable[Mark]) -> list[Mode]:
    """Deeds before things: "listen to a book" is listening."""
    named = [mark for mark in marks if mark.kind is Kind.MODE]
    strongest = max((mark.n for mark in named), default=0)
    return _distinct(mark.mode for mark in named if mark.n == strongest)


def _places(marks: Iterable[Mark]) -> list[Place]:
    return _distinct(mark.place for mark in marks if mark.kind in {Kind.PLACE, Kind.ANCHOR})


def _distinct(values: Iterable[T | None]) -> list[T]:
    return list(dict.fromkeys(value for value in values if value is not None))
