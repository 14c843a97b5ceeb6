"""Reads a goal from one line: `FIELD: FOCUS by DATE`, in Arabic and English. Pure."""

import re
from datetime import date
from typing import Any, Final

from bot.goals.records import GoalDraft
from bot.goals.rules import fits, refuse_horizon
from bot.reading.dates import read_date
from bot.reading.records import Question as Unclear
from bot.texts.html import one_line

_ADD: Final = re.compile(r"(?:add|new|أضف|إضافة|اضافة|اضف|جديد)(?:\s+|$)", re.IGNORECASE)
_COLON: Final = re.compile(r"\s*[:：]\s*")
_UNTIL: Final = re.compile(
    r"\s+(?:by|until|till|before|حتى|حتي|قبل|لغاية|بحلول)\s+", re.IGNORECASE
)


def typed_add(line: str) -> str | None:
    """What follows `add` in `/goals add …`; None if the line begins otherwise."""
    match = _ADD.match(line)
    return line[match.end() :].strip() if match else None


def split_line(line: str) -> tuple[str, str]:
    """(field, focus) of `FIELD: FOCUS`; without a colon all of it is the field."""
    parts = _COLON.split(line.strip(), maxsplit=1)
    field, focus = parts[0], parts[1] if len(parts) > 1 else ""
    return field.strip(), focus.strip()


def split_horizons(line: str) -> list[tuple[str, str]]:
    """Where a `by DATE` may begin: (what stands before, the date's text), the last one first."""
    return [
        (line[: match.start()].strip(), line[match.end() :].strip())
        for match in reversed(list(_UNTIL.finditer(line)))
    ]


def read_line(line: str, *, today: date) -> dict[str, Any] | None:
    """The talk's data of `FIELD: FOCUS by DATE`; None where there are no words, or too many.

    A `by` without a date that can be read belongs to the focus.
    """
    found: dict[str, Any] = {}
    rest = one_line(line)
    for before, after in split_horizons(rest):
        on = read_date(after, today=today)
        if isinstance(on, Unclear):
            dates = [choice.on.isoformat() for choice in on.choices if choice.on is not None]
            found, rest = {"dates": dates}, before
            break
        if on is not None and refuse_horizon(on, today=today) is None:
            found, rest = {"horizon": on.isoformat()}, before
            break
    field, focus = split_line(rest)
    if not fits(GoalDraft(field=field, focus=focus)):
        return None
    return {**found, "field": field, "focus": focus}
