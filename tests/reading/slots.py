"""Writes an expected slot the way the word lists' table does: days, start, length, mode, place, questions."""

from datetime import time

from bot.reading.records import Ask, Energy, Mode, Place, TypedSlot

_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SETS = {
    "daily": frozenset(range(7)),
    "work": frozenset({6, 0, 1, 2, 3}),
    "weekend": frozenset({4, 5}),
    "": frozenset[int](),
}


def days(names: str) -> frozenset[int]:
    """Weekdays by their English names; "daily", "work" and "weekend" are sets."""
    if names in _SETS:
        return _SETS[names]
    return frozenset(_NAMES.index(name) for name in names.split())


def clock(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def summary(slot: TypedSlot) -> tuple[object, ...]:
    """What a row of a table compares: everything but the choices."""
    return (
        slot.days,
        slot.start,
        slot.minutes,
        slot.mode,
        slot.place,
        slot.energy,
        {question.ask for question in slot.asks},
    )


def expected(outcome: str) -> tuple[object, ...]:
    """ "Mon Wed 19:00 45m listen @transit ASK am_pm" as `summary` gives it."""
    known, _, asked = outcome.partition("ASK")
    names: list[str] = []
    start, minutes, mode, place, energy = None, None, None, None, None
    for word in known.split():
        if word in _SETS or word in _NAMES:
            names.append(word)
        elif ":" in word:
            start = time.fromisoformat(word)
        elif word.startswith("@"):
            place = Place(word[1:])
        elif word in {"high", "low"}:
            energy = Energy(word)
        elif word.endswith("m") and word[:-1].isdigit():
            minutes = int(word[:-1])
        else:
            mode = Mode(word)
    asks = {Ask(word) for word in asked.split()}
    return (days(" ".join(names)), start, minutes, mode, place, energy, asks)
