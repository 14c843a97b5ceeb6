"""Reads a span of the day, such as quiet hours: "22-7", من ١٠ مساءً إلى ٧ صباحًا."""

from datetime import time

from bot.reading.hours_of_day import A_DAY, range_minutes
from bot.reading.marks import TIMES, Kind, Mark
from bot.reading.records import Ask, Choice, Question
from bot.reading.sentence import read_marks
from bot.reading.tokens import MINUTES_AN_HOUR


def read_span(text: str) -> tuple[time, time] | Question | None:
    """Start and end of the span in `text`; it may cross midnight, and equal ends mean none.

    Returns:
        The two times; a question if the halves of the day are open ("10-7" is a night or a working day); None if
        there is no span.
    """
    mark = _range(read_marks(text))
    if mark is None:
        return None
    spans = [(_time(start), _time(start + length)) for start, length in range_minutes(mark)]
    if len(spans) == 1:
        return spans[0]
    choices = tuple(Choice(start=start, ends=end) for start, end in spans)
    return Question(ask=Ask.AM_PM, choices=choices)


def _range(marks: list[Mark]) -> Mark | None:
    """The one range, or two times without a word between them."""
    times = [mark for mark in marks if mark.kind in TIMES]
    if len(times) == 1 and times[0].kind is Kind.RANGE:
        return times[0]
    if [mark.kind for mark in times] != [Kind.TIME, Kind.TIME]:
        return None
    start, end = times
    if len(start.moments) > 1 or len(end.moments) > 1:
        return None
    return Mark(
        kind=Kind.RANGE,
        moments=start.moments,
        hours=start.hours,
        clear=start.clear,
        ends=end.moments,
        ends_hours=end.hours,
        ends_clear=end.clear,
    )


def _time(minute: int) -> time:
    return time(minute % A_DAY // MINUTES_AN_HOUR, minute % MINUTES_AN_HOUR)
