"""Reads a slot, or a part of one, from a line of text in Arabic, English, or both."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot.reading.clock_questions import settle_clock
from bot.reading.day_sets import Week, read_set, shifted
from bot.reading.length_text import read_lengths
from bot.reading.lexicon import mark_up
from bot.reading.manner_text import read_manner
from bot.reading.marks import Kind, Mark
from bot.reading.records import (
    NO_DAYS,
    Ask,
    Choice,
    Question,
    TypedClock,
    TypedDays,
    TypedSlot,
)
from bot.reading.senses import settle
from bot.reading.sentence import read_marks
from bot.reading.tokens import MINUTES_AN_HOUR

SUNDAY_TO_THURSDAY: Final = frozenset({6, 0, 1, 2, 3})
FRIDAY_AND_SATURDAY: Final = frozenset({4, 5})

_UNREAD: Final = frozenset({Kind.UNKNOWN, Kind.NUMBER, Kind.DECIMAL})


def read_slot(
    text: str,
    *,
    workdays: frozenset[int] = SUNDAY_TO_THURSDAY,
    weekend: frozenset[int] = FRIDAY_AND_SATURDAY,
    today: int | None = None,
) -> TypedSlot:
    """The weekly learning time in `text`, with questions where it can mean two things.

    Args:
        text: what was typed, in any mixture of the two languages.
        workdays: what "work days" are in the person's country.
        weekend: what "the weekend" is there.
        today: today's weekday, for "tomorrow"; without it the choices only say how many days ahead.
    """
    marks = read_marks(text)
    week = Week(workdays=workdays, weekend=weekend, today=today)
    days = read_set(marks, week)
    clock = settle_clock(marks, days.days, week)
    minutes, about_length = _length(marks, clock)
    manner = read_manner(marks)
    return TypedSlot(
        days=days.days,
        start=clock.start,
        minutes=minutes,
        mode=manner.mode,
        place=manner.place,
        energy=manner.energy,
        asks=_merged(*_evenings(days.asks, clock), about_length, manner.asks),
        unread=_unread(marks),
    )


def read_clock(text: str, *, days: frozenset[int] = NO_DAYS) -> TypedClock:
    """The time of day in `text`, for a step that asks for nothing else.

    Args:
        text: what was typed.
        days: the weekdays it is for, so that "midnight" can ask which night.
    """
    marks = read_marks(text)
    week = Week(workdays=SUNDAY_TO_THURSDAY, weekend=FRIDAY_AND_SATURDAY)
    clock = settle_clock(marks, days, week)
    return replace(clock, unread=_unread(marks))


def read_days(
    text: str,
    *,
    workdays: frozenset[int] = SUNDAY_TO_THURSDAY,
    weekend: frozenset[int] = FRIDAY_AND_SATURDAY,
    today: int | None = None,
) -> TypedDays:
    """The weekdays in `text`, for a step that asks for nothing else; as `read_slot` reads them."""
    marks = read_marks(text)
    read = read_set(marks, Week(workdays=workdays, weekend=weekend, today=today))
    return replace(read, unread=_unread(marks))


def read_minutes(text: str) -> int | None:
    """The length in `text` in minutes; a bare number is minutes. None if there is none, or two."""
    marks = read_lengths(settle(mark_up(text)))
    lengths = {mark.n for mark in marks if mark.kind is Kind.LENGTH}
    if lengths:
        return lengths.pop() if len(lengths) == 1 else None
    loose = [mark for mark in marks if mark.kind in _LENGTHS_WITHOUT_UNIT]
    if len(loose) != 1:
        return None
    if loose[0].kind in {Kind.CLOCK, Kind.H_CLOCK}:
        return loose[0].n * MINUTES_AN_HOUR + loose[0].minute
    return loose[0].n


_LENGTHS_WITHOUT_UNIT: Final = frozenset({Kind.NUMBER, Kind.FRACTION, Kind.CLOCK, Kind.H_CLOCK})


def read_number(text: str) -> int | None:
    """The one whole number in `text`, in figures of any kind or in words; None if there is not one."""
    numbers = [mark.n for mark in settle(mark_up(text)) if mark.kind is Kind.NUMBER]
    return numbers[0] if len(numbers) == 1 else None


def _evenings(
    about_days: tuple[Question, ...], clock: TypedClock
) -> tuple[Sequence[Question], Sequence[Question]]:
    """The questions about days and clock; ليلة الجمعة ١ is one question, its evenings end a day later."""
    evening = next((each for each in about_days if each.ask is Ask.WHICH_EVENING), None)
    if evening is None or Ask.WHICH_NIGHT not in {each.ask for each in clock.asks}:
        return about_days, clock.asks
    choices = tuple(
        replace(
            choice,
            days=shifted(choice.days, 1),
            start=clock.start,
            minutes=clock.minutes,
            days_later=choice.days_later + 1,
        )
        for choice in evening.choices
    )
    rest = [each for each in clock.asks if each.ask is not Ask.WHICH_NIGHT]
    return [replace(evening, choices=choices)], rest


def _length(marks: Iterable[Mark], clock: TypedClock) -> tuple[int | None, tuple[Question, ...]]:
    """The length, or a question if the text names two: "from 7 to 8, 30 min"."""
    typed = [mark.n for mark in marks if mark.kind is Kind.LENGTH]
    lengths = list(dict.fromkeys(([] if clock.minutes is None else [clock.minutes]) + typed))
    if len(lengths) <= 1:
        return (lengths[0] if lengths else None), ()
    choices = tuple(Choice(minutes=minutes) for minutes in lengths)
    return None, (Question(ask=Ask.LENGTH, choices=choices),)


def _merged(*asks: Sequence[Question]) -> tuple[Question, ...]:
    """All questions, one of each kind."""
    merged: dict[Ask, Question] = {}
    for question in (question for group in asks for question in group):
        merged.setdefault(question.ask, question)
    return tuple(merged.values())


def _unread(marks: Iterable[Mark]) -> tuple[str, ...]:
    words = (mark.raw for mark in marks if mark.kind in _UNREAD and mark.raw)
    return tuple(dict.fromkeys(words))
