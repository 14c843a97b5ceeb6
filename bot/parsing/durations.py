"""How long something plays, in the spellings that feeds and pages have."""

import re
from typing import Final

LONGEST_SECONDS: Final = 7 * 24 * 3600  # longer is a mistake: milliseconds, or a date
_LONGEST_TEXT: Final = 60  # characters

_CLOCK: Final = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,]\d+)?")
_SECONDS: Final = re.compile(r"(\d{1,9})(?:[.,]\d+)?")
_ISO: Final = re.compile(
    r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7})(?:[.,]\d+)?S)?)?",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(
    r"(?:(\d{1,3})\s*(?:h|hr|hrs|hours?|ساعة|ساعات)\b\.?)?[\s,]*"
    r"(?:(\d{1,4})\s*(?:m|min|mins|minutes?|دقيقة|دقائق)\b\.?)?[\s,]*"
    r"(?:(\d{1,6})\s*(?:s|sec|secs|seconds?|ثانية|ثوان|ثواني)\b\.?)?",
    re.IGNORECASE,
)


def read_seconds(value: object) -> int | None:
    """`1:02:03`, `62:03`, `3723`, `3723.5`, `PT1H2M3S`, `1h 2m`, a number; None: nothing that can be."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _sensible(int(value)) if 0 < value <= LONGEST_SECONDS else None
    text = str(value).strip() if value is not None else ""
    if not text or len(text) > _LONGEST_TEXT:
        return None
    if match := _SECONDS.fullmatch(text):
        return _sensible(int(match[1]))
    for form, units in (
        (_CLOCK, (3600, 60, 1)),
        (_ISO, (86_400, 3600, 60, 1)),
        (_WORDS, (3600, 60, 1)),
    ):
        if match := form.fullmatch(text):
            numbers = (int(group) if group else 0 for group in match.groups())
            return _sensible(sum(n * unit for n, unit in zip(numbers, units, strict=True)))
    return None


def _sensible(seconds: int) -> int | None:
    return seconds if 0 < seconds <= LONGEST_SECONDS else None
