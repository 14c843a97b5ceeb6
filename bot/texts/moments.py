"""Times, dates, weekdays and lists as words, by CLDR, with the places where CLDR misleads mended."""

import re
from collections.abc import Iterable
from datetime import date, time
from gettext import NullTranslations
from typing import Final

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.lists import format_list

from bot.reading.weeks import week_start
from bot.texts.reader import Reader

_GLUED_AND = re.compile("و\u2068(?=[A-Za-z])")
NOON = 12  # o'clock
# Readers there say 19:30, not 7:30 in the evening.
COUNTRIES_WITH_24_HOURS = frozenset({"MA", "DZ", "TN", "MR", "EH"})
DAYS_IN_WEEK = 7


def mark_within(context: str, message: str) -> tuple[str, str]:
    """A text with its context, to be looked up later: names it so that it is collected."""
    return context, message


# A language whose readers say "7:30 in the evening" translates this one as 12.
_HOURS_OF_CLOCK: Final = mark_within("12 or 24, how many hours a clock has in this language", "24")
_MIDNIGHT: Final = mark_within("time of day", "midnight")
_AT_NOON: Final = mark_within("time of day", "{clock} noon")
_MORNING: Final = mark_within("time of day", "{clock} in the morning")
_EVENING: Final = mark_within("time of day", "{clock} in the evening")
_AM: Final = mark_within("time of day, short", "{clock} am")
_PM: Final = mark_within("time of day, short", "{clock} pm")
_DAY_AND_TIME: Final = mark_within("moment", "{day}, {clock}")
_SPAN: Final = mark_within("times of day", "{first} to {last}")
_EVERY_DAY: Final = mark_within("days of the week", "every day")


def time_text(at: time, reader: Reader, words: NullTranslations, *, short: bool = False) -> str:
    """A wall-clock time; noon and midnight in words, because CLDR's «12:00 م» is read both ways."""
    if words.pgettext(*_HOURS_OF_CLOCK) != "12" or reader.country in COUNTRIES_WITH_24_HOURS:
        return f"{at.hour:02d}:{at.minute:02d}"
    if (at.hour, at.minute) == (0, 0):
        return words.pgettext(*_MIDNIGHT)
    if at.hour == NOON:
        form = _AT_NOON
    elif short:
        form = _AM if at.hour < NOON else _PM
    else:
        form = _MORNING if at.hour < NOON else _EVENING
    clock = f"{(at.hour - 1) % 12 + 1}:{at.minute:02d}"
    return words.pgettext(*form).format(clock=clock)


def date_text(on: date, reader: Reader, *, today: date | None = None) -> str:
    """Weekday, day and month; the year where it differs from `today`'s."""
    pattern = "EEEE d MMMM" if today is None or today.year == on.year else "EEEE d MMMM y"
    # CLDR's own digits for some Arabic countries would mix two systems in one message.
    return format_date(on, pattern, locale=_locale(reader))


def joined(day: str, clock: str, words: NullTranslations) -> str:
    """A date and a time as one value."""
    return words.pgettext(*_DAY_AND_TIME).format(day=day, clock=clock)


def span_text(start: time, end: time, reader: Reader, words: NullTranslations) -> str:
    """From … to …, in words."""
    first, last = time_text(start, reader, words), time_text(end, reader, words)
    return words.pgettext(*_SPAN).format(first=first, last=last)


def weekday_text(day: int, reader: Reader, *, short: bool = False) -> str:
    """One weekday's name (Monday 0). CLDR has no shorter form in Arabic: none is read at once."""
    width = "abbreviated" if short else "wide"
    return str(get_day_names(width, locale=_locale(reader))[day])  # type: ignore[arg-type]  # a literal, chosen above


def weekdays_text(days: Iterable[int], reader: Reader, words: NullTranslations) -> str:
    """Several weekdays in the order of the reader's week; all seven are `every day`."""
    ordered = in_week_order(days, reader)
    if len(ordered) == DAYS_IN_WEEK:
        return words.pgettext(*_EVERY_DAY)
    return list_text([weekday_text(day, reader) for day in ordered], reader)


def beginning(text: str) -> str:
    """`text` as it begins a line or a button: `Every day`. Arabic has no capitals."""
    return text[:1].upper() + text[1:]


def in_week_order(days: Iterable[int], reader: Reader) -> list[int]:
    """`days` as the reader's week runs, by the country of their zone."""
    first = week_start(reader.country)
    return sorted(set(days), key=lambda day: (day - first) % DAYS_IN_WEEK)


def list_text(items: list[str], reader: Reader) -> str:
    """`a, b and c` by the language's own rules."""
    joined = format_list(items, locale=_locale(reader)) if items else ""
    # The Arabic "and" is written together with the next word, but not with a Latin one.
    return _GLUED_AND.sub("و \u2068", joined)


def _locale(reader: Reader) -> Locale:
    return Locale.parse(reader.language)
