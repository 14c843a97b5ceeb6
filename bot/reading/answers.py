"""Puts an answer into what was read, and keeps the questions that remain true to it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.reading.day_sets import shifted
from bot.reading.records import Ask, Choice, Question, TypedClock, TypedSlot

# Questions whose choices lie on days reckoned from the days as typed.
_RECKONED = frozenset({Ask.AM_PM, Ask.NOON_OR_MIDNIGHT, Ask.WHICH_NIGHT, Ask.CLOCK_OR_LENGTH})


def open_questions(slot: TypedSlot) -> tuple[Question, ...]:
    """What must still be asked, days first: what the text left open, and what it did not say at all."""
    asked = {question.ask for question in slot.asks}
    missing = []
    if not slot.days and not asked & _ABOUT_DAYS:
        missing.append(Question(ask=Ask.DAYS))
    if slot.start is None and not asked & _ABOUT_CLOCK:
        missing.append(Question(ask=Ask.CLOCK))
    return tuple(sorted((*slot.asks, *missing), key=lambda question: _ORDER.index(question.ask)))


def answered(slot: TypedSlot, question: Question, choice: Choice) -> TypedSlot:
    """`slot` with `choice` taken for `question`. Other open questions follow if the days change."""
    rest = tuple(each for each in slot.asks if each.ask is not question.ask)
    told = replace(
        slot,
        days=choice.days or slot.days,
        start=slot.start if choice.start is None else choice.start,
        minutes=slot.minutes if choice.minutes is None else choice.minutes,
        mode=choice.mode or slot.mode,
        place=choice.place or slot.place,
        once=slot.once or choice.once,
        asks=rest,
    )
    return _reckoned(told) if choice.days else told


def with_days(slot: TypedSlot, days: frozenset[int]) -> TypedSlot:
    """`slot` on `days`, picked by hand or typed by themselves; no question about days is left."""
    rest = tuple(each for each in slot.asks if each.ask not in _ABOUT_DAYS)
    return _reckoned(replace(slot, days=days, asks=rest))


def with_clock(slot: TypedSlot, clock: TypedClock) -> TypedSlot:
    """`slot` at the time in `clock`, with its questions in place of the old ones about the time."""
    rest = tuple(each for each in slot.asks if each.ask not in _ABOUT_CLOCK)
    minutes = slot.minutes if clock.minutes is None else clock.minutes
    return _reckoned(replace(slot, start=clock.start, minutes=minutes, asks=(*rest, *clock.asks)))


def _reckoned(slot: TypedSlot) -> TypedSlot:
    """`slot` with the choices about its time laid on its days; a question with one answer left goes."""
    asks = (_moved(each, slot.days) if each.ask in _RECKONED else each for each in slot.asks)
    return replace(slot, asks=tuple(_open(asks)))


def _moved(question: Question, days: frozenset[int]) -> Question:
    choices = (
        replace(choice, days=shifted(days, choice.days_later)) for choice in question.choices
    )
    return replace(question, choices=tuple(choices))


def _open(questions: Iterable[Question]) -> Iterable[Question]:
    for question in questions:
        answers = {(c.days, c.start, c.minutes) for c in question.choices}
        if question.ask in _RECKONED and len(answers) == 1:
            continue
        yield question


_ABOUT_DAYS = frozenset(
    {Ask.DAYS, Ask.EVERY_DAY_OR_WORKDAYS, Ask.WHICH_EVENING, Ask.ONCE_OR_WEEKLY}
)
_ABOUT_CLOCK = _RECKONED | {Ask.CLOCK, Ask.WHICH_TIME}
_ORDER = tuple(Ask)
