"""When something was published, in the spellings that feeds have; without a zone it is UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

_YEARS: Final = range(1970, 2101)  # outside of them it is a mistake or a trick
_LONGEST_TEXT: Final = 80  # characters
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_ZONES: Final = {  # hours; RFC 822's, and what is often seen
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "ast": 3, "ist": 5.5, "jst": 9,
}  # fmt: skip
_TIME: Final = r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?"
_ZONE: Final = r"\s*([A-Za-z]{1,5}|[+-]\d{1,2}:?\d{2}|[+-]\d{1,2})?(?:\s*\([^)]*\))?"
_ISO: Final = re.compile(
    rf"([+-]?\d{{4,5}})(?:-?(\d{{2}})(?:-?(\d{{2}})(?:(?:\s*T\s*|\s+){_TIME}{_ZONE})?)?)?"
)
_MAIL: Final = re.compile(
    rf"(?:[^\W\d]+\.?,?\s+)?(\d{{1,2}})[\s-]+([A-Za-z]{{3,9}})\.?,?[\s-]+(\d{{2}}|\d{{4}})(?:,?\s+{_TIME}{_ZONE})?"
)
_AMERICAN: Final = re.compile(  # asctime, and `January 2, 2024`
    rf"(?:[A-Za-z]{{3,9}}\.?,?\s+)?([A-Za-z]{{3,9}})\.?\s+(\d{{1,2}})(?:,|\s)\s*(?:{_TIME}\s*([A-Z]{{1,5}})?\s+)?(\d{{4}})"
)


def read_date(value: object) -> datetime | None:
    """When it was, or None where nobody can say."""
    text = value.strip() if isinstance(value, str) else ""
    if not text or len(text) > _LONGEST_TEXT:
        return None
    if match := _ISO.fullmatch(text.replace("٫", ".")):
        year, month, day, hour, minute, second, zone = match.groups()
        return _moment(int(year), int(month or 1), int(day or 1), (hour, minute, second), zone)
    if match := _MAIL.fullmatch(text):
        day, name, year, hour, minute, second, zone = match.groups()
        number = int(year) if len(year) > 2 else int(year) + (1900 if int(year) >= 70 else 2000)  # noqa: PLR2004 -- as mail does
        return _moment(number, _month(name), int(day), (hour, minute, second), zone)
    if match := _AMERICAN.fullmatch(text):
        name, day, hour, minute, second, zone, year = match.groups()
        return _moment(int(year), _month(name), int(day), (hour, minute, second), zone)
    return None


def _month(name: str) -> int:
    place = _MONTHS.find(name[:3].lower())
    return place // 4 + 1 if place >= 0 and place % 4 == 0 else 0


def _moment(
    year: int, month: int, day: int, time: tuple[str | None, ...], zone: str | None
) -> datetime | None:
    hour, minute, second = (int(part or 0) for part in time)
    try:
        found = datetime(year, month, day, tzinfo=UTC) + timedelta(
            hours=min(hour, 24), minutes=min(minute, 59), seconds=min(second, 59)
        )
        found = found.replace(tzinfo=_zone(zone or "")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if found.year in _YEARS else None


def _zone(text: str) -> timezone:
    digits = text[1:].replace(":", "")
    if text[:1] in {"+", "-"} and digits.isdecimal():
        hours, minutes = divmod(int(digits), 100) if len(digits) > len("03") else (int(digits), 0)
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if text[0] == "-" else offset)
    return timezone(timedelta(hours=_ZONES.get(text.lower(), 0)))
