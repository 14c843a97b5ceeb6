"""The order in which a line is read: what a step does not take is left for the next."""

from dataclasses import replace

from bot.reading.anchor_text import read_anchors
from bot.reading.bare_numbers import read_bare_numbers
from bot.reading.clock_text import read_clocks
from bot.reading.days_text import read_day_groups, read_rhythms
from bot.reading.length_text import read_lengths
from bot.reading.lexicon import mark_up
from bot.reading.marks import TIMES, Kind, Mark
from bot.reading.senses import settle


def read_marks(text: str) -> list[Mark]:
    """The marks of `text` after every rule: times, lengths and days each in one mark."""
    marks = read_anchors(settle(mark_up(text)))
    marks = read_lengths(read_rhythms(marks))
    marks = read_clocks(marks)
    marks = read_bare_numbers(marks)
    marks = read_clocks(marks)
    return read_day_groups(_parts_everywhere(marks))


def _parts_everywhere(marks: list[Mark]) -> list[Mark]:
    """A part of the day that stands away from the time counts for every time without one."""
    parts = [mark.hours for mark in marks if mark.kind is Kind.PART and mark.hours]
    if not parts:
        return marks
    hours = frozenset.intersection(*parts) or parts[0]
    return [
        replace(mark, hours=hours)
        if mark.kind in TIMES and not mark.hours and not mark.ends_hours
        else mark
        for mark in marks
    ]
