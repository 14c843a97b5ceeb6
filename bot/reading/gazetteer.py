"""The cities we know, and every name that they and their countries go by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from babel.core import Locale

from bot.reading.place_names import fold_name, sound_of

_COMMENT: Final = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A place that somebody may say they live in.

    `key` is short ASCII that never changes, `country` is ISO 3166 alpha-2, `zone` is canonical.
    """

    key: str
    name_en: str
    name_ar: str
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class Name:
    """A folded name and the cities it may mean: one, or the main ones of a country."""

    folded: str
    cities: tuple[City, ...]
    country: str | None = None

    @property
    def compact(self) -> str:
        """The name without spaces: newyork."""
        return self.folded.replace(" ", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All cities and names, those of more weight first and countries last."""

    cities: tuple[City, ...]
    names: tuple[Name, ...]
    compact: dict[str, list[Name]]


@cache
def gazetteer() -> Gazetteer:
    """Every city and every name."""
    rows = list(_rows("cities.tsv"))
    cities = tuple(
        City(key=key, name_en=name_en, name_ar=name_ar, country=country, zone=zone)
        for key, name_en, name_ar, country, zone, _alt in rows
    )
    names: dict[Name, None] = {}
    for city, row in zip(cities, rows, strict=True):
        for name in (city.name_en, city.name_ar, *_split(row[-1])):
            names[Name(fold_name(name), (city,))] = None
    for country, mains in main_cities(cities).items():
        for name in _names_of_country(country):
            names[Name(fold_name(name), mains, country)] = None
    compact = defaultdict(list)
    for known in names:
        compact[known.compact].append(known)
    return Gazetteer(cities=cities, names=tuple(names), compact=dict(compact))


@cache
def names_by_sound() -> dict[str, list[Name]]:
    """Every name under its sound; apart, because only misspellings need it."""
    sounds = defaultdict(list)
    for known in gazetteer().names:
        sounds[sound_of(known.folded)].append(known)
    return dict(sounds)


def main_cities(cities: Iterable[City]) -> dict[str, tuple[City, ...]]:
    """Of every country the first city in each of its zones: one, for most."""
    found: dict[str, dict[str, City]] = defaultdict(dict)
    for city in cities:
        found[city.country].setdefault(city.zone, city)
    return {country: tuple(by_zone.values()) for country, by_zone in found.items()}


@cache
def _other_names_of_countries() -> dict[str, tuple[str, ...]]:
    return {country: _split(alt) for country, alt in _rows("countries.tsv")}


def _names_of_country(country: str) -> tuple[str, ...]:
    in_cldr = (Locale.parse(language).territories.get(country, "") for language in ("en", "ar"))
    others = _other_names_of_countries().get(country, ())
    return tuple(name for name in (*in_cldr, *others) if name)


def _split(alternatives: str) -> tuple[str, ...]:
    return tuple(filter(None, alternatives.split("|")))


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of one of our tables, without its comments and its heading."""
    text = files("bot.reading").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith(_COMMENT))
    next(lines)
    for line in lines:
        yield line.split("\t")
