"""Between cities and zones: the city that stands for a zone, and what people call it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import Locale

from bot.reading.gazetteer import City, gazetteer, main_cities
from bot.reading.place_names import fold_name
from bot.reading.zones import (
    canonical_zone,
    country_of_zone,
    offset_of_fixed_zone,
    old_names,
    zones,
)

_NOT_IN_KEYS: Final = re.compile(r"[^a-z0-9]+")


def city_by_key(key: str) -> City | None:
    """The city that was offered under `key`."""
    return _cities_by_key().get(key)


def city_of_zone(zone: str) -> City | None:
    """The city that stands for `zone` under any of its names; None for fixed offsets.

    Where we list no city in a zone, the one that the zone is named after.
    """
    return _cities_by_zone().get(canonical_zone(zone) or "")


def cities_with_offset(offset: timedelta, *, at: datetime, limit: int = 8) -> list[City]:
    """Cities whose clocks are `offset` from UTC at the moment `at` (aware), one a country.

    Those that speakers of Arabic and English are most likely to live in come first.
    """
    by_country = main_cities(gazetteer().cities).values()
    with_offset = (
        next(
            (city for city in mains if at.astimezone(_clock(city.zone)).utcoffset() == offset),
            None,
        )
        for mains in by_country
    )
    return [*islice(filter(None, with_offset), limit)]


def zone_label(zone: str, *, language: str) -> str:
    """What to call `zone` in `language`: القاهرة or Cairo; `UTC+03:00` for a fixed offset.

    The name comes back as it went in if there is no such zone.
    """
    kept = canonical_zone(zone)
    if kept is None:
        return zone
    offset = offset_of_fixed_zone(kept)
    if offset is not None:
        return _offset_label(offset)
    city = _cities_by_zone()[kept]
    return city.name_ar if language.startswith("ar") else city.name_en


def territory_name(country: str, *, language: str) -> str:
    """What to call a country (ISO 3166 code) in `language`."""
    return str(Locale.parse(language).territories.get(country, country))


@cache
def _clock(zone: str) -> ZoneInfo:
    # Kept here, because zoneinfo itself keeps only the last eight from being read again.
    return ZoneInfo(zone)


def _offset_label(offset: timedelta) -> str:
    if not offset:
        return "UTC"
    sign = "-" if offset < timedelta(0) else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"UTC{sign}{hours:02}:{minutes:02}"


@cache
def _cities_by_zone() -> dict[str, City]:
    listed = {city.zone: city for city in reversed(gazetteer().cities)}
    return {zone: _named_after(zone) or listed.get(zone) or _unlisted(zone) for zone in zones()}


@cache
def _cities_by_key() -> dict[str, City]:
    unlisted = {city.key: city for city in _cities_by_zone().values()}
    return unlisted | {city.key: city for city in gazetteer().cities}


def _named_after(zone: str) -> City | None:
    """The listed city that gave `zone` its name."""
    name = fold_name(_last_part(zone)).replace(" ", "")
    return next(
        (
            city
            for known in gazetteer().compact.get(name, ())
            for city in known.cities
            if city.zone == zone and known.country is None
        ),
        None,
    )


def _unlisted(zone: str) -> City:
    """The city that `zone` is named after, with the names CLDR has for it."""
    country = country_of_zone(zone)
    assert country is not None  # noqa: S101 - only zones of a country come here
    return City(
        key=_NOT_IN_KEYS.sub("-", zone.lower()),
        name_en=_name_in_cldr(zone, "en") or _last_part(zone),
        name_ar=_name_in_cldr(zone, "ar") or _last_part(zone),
        country=country,
        zone=zone,
    )


def _name_in_cldr(zone: str, language: str) -> str | None:
    names = Locale.parse(language).time_zones
    cities: Iterator[str | None] = (
        names.get(name, {}).get("city") for name in (zone, *old_names(zone))
    )
    return next(filter(None, cities), None)


def _last_part(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
