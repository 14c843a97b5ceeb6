"""Time zones by name, by offset and by place on the map.

A zone is kept by the name that tzdata's `zone.tab` gives it, because those names have exactly one
country each, which decides week starts and holidays. Old names and links are read, never kept.
"""

import math
import re
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Final

from babel.core import get_global

from bot.reading.normalise import normalise

UTC_ZONE: Final = "Etc/UTC"

# The widest offsets that are in use: Baker Island and the Line Islands.
LOWEST_OFFSET: Final = timedelta(hours=-12)
HIGHEST_OFFSET: Final = timedelta(hours=14)

# POSIX leftovers. Who types EST wants New York, not Panama, which tzdata makes of it.
_JUNK: Final = frozenset(
    {
        *("CET", "EET", "MET", "WET"),
        *("EST", "MST", "HST", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"),
        *("Factory", "localtime"),
    }
)
_GREENWICH: Final = ("GMT", "Etc/GMT", "Etc/GMT+0", "Etc/GMT-0", "Etc/GMT0", "Etc/Greenwich")
# Long enough for any zone, offset or coordinate; what is longer is not one.
_LONGEST: Final = 64

_MINUS: Final = dict.fromkeys(map(ord, "−‐‑‒–—﹣－"), "-")
_NAME_OF_UTC: Final = r"(?:utc|gmt|z|(?:ب?توقيت )?[جغقك]ري?ني?تش)"
_SIGN: Final = r"(?P<{}>[+-]|plus|minus|زايد|ناقص)"
_OFFSET: Final = re.compile(
    rf"(?P<before>{_NAME_OF_UTC})? ?{_SIGN.format('sign')}? ?"
    r"(?:(?P<hours>\d{1,2})(?:[:.,٫،](?P<minutes>\d{1,2}))?|(?P<packed>\d{4}))"
    rf" ?{_SIGN.format('late')}? ?(?P<after>{_NAME_OF_UTC})?"
)
_ONLY_UTC: Final = re.compile(_NAME_OF_UTC)
_BACKWARDS: Final = frozenset({"-", "minus", "ناقص"})


def is_zone(name: str) -> bool:
    """Whether `name` is a zone as we keep it: canonical, spelled exactly."""
    return name in _countries() or name in _offsets_of_fixed_zones()


def canonical_zone(name: str) -> str | None:
    """The name we keep for a zone typed or stored elsewhere, or None if there is no such zone.

    Case and spaces do not matter: `asia/riyadh`, `Europe/Kiev` and `america/new york` are read.
    """
    if len(name) > _LONGEST:
        return None
    return _canonical_names().get("_".join(name.split()).casefold())


def country_of_zone(zone: str) -> str | None:
    """The country (ISO 3166 alpha-2) of a zone under any of its names; None for `Etc/…`."""
    return _countries().get(canonical_zone(zone) or "")


def old_names(zone: str) -> tuple[str, ...]:
    """Other names of the canonical `zone`: what older data, such as CLDR's, may call it."""
    return tuple(old for old, new in _links() if new == zone)


def zones() -> tuple[str, ...]:
    """All canonical zones that belong to a country, in the order of their countries."""
    return tuple(_countries())


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone at a place, in degrees; None where there is none, or no such place.

    Worked out from shapes that come with the package: nobody is asked. On the open sea it is a
    fixed offset.
    """
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - degrees on a globe
        return None
    # Imported late: the shapes take tens of megabytes, and most people choose a city by name.
    from tzfpy import get_tz  # noqa: PLC0415

    return canonical_zone(get_tz(longitude, latitude))


def read_offset(text: str) -> timedelta | None:
    """The offset from UTC that `text` is, or None: `+3`, `UTC+03:00`, `جرينتش +٣`, `+5:30`.

    A number needs a sign or the name of UTC beside it. The sign may follow (`3+`), as it does when
    typed from right to left. Within −12…+14, in quarters of an hour: no zone has anything else.
    """
    if len(text) > _LONGEST:
        return None
    typed = normalise(text).translate(_MINUS)
    if _ONLY_UTC.fullmatch(typed):
        return timedelta(0)
    match = _OFFSET.fullmatch(typed)
    if match is None:
        return None
    sign = match["sign"] or match["late"]
    named = match["before"] or match["after"]
    if not (sign or named) or (match["sign"] and match["late"]):
        return None
    offset = _span(match)
    if offset is None:
        return None
    if sign in _BACKWARDS:
        offset = -offset
    return offset if LOWEST_OFFSET <= offset <= HIGHEST_OFFSET else None


def _span(match: re.Match[str]) -> timedelta | None:
    if match["packed"]:
        hours, minutes = int(match["packed"][:2]), int(match["packed"][2:])
    else:
        hours = int(match["hours"])
        typed = match["minutes"] or "0"
        # "5.5" is half past five, "5:30" is too; "5:3" is nothing.
        minutes = 30 if typed == "5" else int(typed)
    if minutes not in {0, 15, 30, 45}:
        return None
    return timedelta(hours=hours, minutes=minutes)


def fixed_zone(offset: timedelta) -> str | None:
    """The zone that always has `offset`, or None if there is none (only whole hours have one).

    The names count westwards, so three hours *ahead* of UTC is `Etc/GMT-3`.
    """
    for zone, its_offset in _offsets_of_fixed_zones().items():
        if its_offset == offset:
            return zone
    return None


def offset_of_fixed_zone(zone: str) -> timedelta | None:
    """The offset of a zone that `fixed_zone` gives, or None if `zone` is a place."""
    return _offsets_of_fixed_zones().get(zone)


@cache
def _offsets_of_fixed_zones() -> dict[str, timedelta]:
    first, last = (int(end / timedelta(hours=1)) for end in (LOWEST_OFFSET, HIGHEST_OFFSET))
    ahead = {f"Etc/GMT{-hours:+d}": timedelta(hours=hours) for hours in range(first, last + 1)}
    return {UTC_ZONE: timedelta(0)} | {name: at for name, at in ahead.items() if at}


@cache
def _countries() -> dict[str, str]:
    """Country by canonical zone."""
    table = {}
    for line in _tzdata("zone.tab"):
        if not line.startswith("#"):
            country, _place, zone, *_comment = line.split("\t")
            table[zone] = country
    return table


@cache
def _links() -> tuple[tuple[str, str], ...]:
    """Old name and canonical name of every zone that has one.

    Babel comes first: it keeps Asmara in Eritrea, where tzdata's links lead to the zone that has
    had the same clock since 1970, in Kenya.
    """
    lines = (line.split(" ") for line in _tzdata("tzdata.zi") if line.startswith("L "))
    links = {old: new for _mark, new, old in lines}
    links |= dict.fromkeys(_GREENWICH, UTC_ZONE)
    links |= {old: new for old, new in get_global("zone_aliases").items() if old not in _GREENWICH}
    found = []
    for old in sorted(links.keys() - _JUNK):
        new = links[old]
        # A link may lead to a link; none leads further.
        new = links.get(new, new) if not is_zone(new) else new
        if is_zone(new) and not is_zone(old):
            found.append((old, new))
    return tuple(found)


@cache
def _canonical_names() -> dict[str, str]:
    """Canonical name by any name in small letters."""
    names = {old.casefold(): new for old, new in _links()}
    names |= {zone.casefold(): zone for zone in (*_countries(), *_offsets_of_fixed_zones())}
    return names


def _tzdata(name: str) -> list[str]:
    return files("tzdata.zoneinfo").joinpath(name).read_text(encoding="utf-8").splitlines()
