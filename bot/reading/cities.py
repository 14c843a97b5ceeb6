"""Finds the city, and so the time zone, that somebody means.

Everything about places that other slices need is imported from here or from `bot.reading.zones`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from bot.reading.gazetteer import City, Gazetteer, Name, gazetteer, names_by_sound
from bot.reading.normalise import strip_invisible
from bot.reading.place_names import (
    fold_name,
    sound_of,
    without_glued_article,
    without_preposition,
)
from bot.reading.zone_cities import cities_with_offset, city_by_key, city_of_zone, zone_label
from bot.reading.zones import canonical_zone

__all__ = [
    "City",
    "cities_with_offset",
    "city_by_key",
    "city_of_zone",
    "find_cities",
    "zone_label",
]

# A name with its country fits many times over; what is longer is a story.
_LONGEST_TEXT: Final = 120
# "United States of America" and the longest city names, with one to spare.
_LONGEST_NAME_IN_WORDS: Final = 5
# A shorter beginning fits too many names, and a shorter word inside a sentence is seldom a place.
_SHORTEST_PART: Final = 3
# In a shorter word a single slip makes another name: Rome, Lome.
_SHORTEST_SLIP: Final = 4
# Percent of letters in common: one wrong letter in five is 80. One word out of a sentence needs
# more.
_ALIKE: Final = 80
_VERY_ALIKE: Final = 88
# Slips that have this much less in common than the best are left out.
_NEARLY_AS_GOOD: Final = 8

# Words that people put around the name of a city.
_FILLERS: Final = frozenset(
    fold_name(
        """
        a am area around at by city clock close country from here hi hello i im in is it live
        living local my near now of our please region the time timezone to town we zone
        أنا إحنا نحن في من ب هنا قرب قريب جنب ساكن ساكنة مقيم مقيمة أعيش عايش عايشة أسكن
        مدينة محافظة توقيت بتوقيت وقت الوقت حسب على منطقة دولة بلد لو سمحت
        """
    ).split()
)


def find_cities(text: str, *, limit: int = 6) -> list[City]:
    """The cities that `text` may mean, best first; empty when nothing fits.

    Reads Arabic and English, with or without a sentence or a country around the name, countries
    ("Egypt" is Cairo; of a country with several zones, a city of each) and names of zones.
    Same-named cities all come. A whole name goes before the beginning of one, and that before a
    misspelling.
    """
    typed = strip_invisible(text[:_LONGEST_TEXT])
    if "://" in typed:  # an address is no place, whatever words are in it
        return []
    zone = canonical_zone(typed) if "/" in typed else None
    if zone is not None:
        city = city_of_zone(zone)
        return [city] if city else []
    words = fold_name(typed).split()
    known = gazetteer()
    found = _as_a_whole(words, known) or _inside(words, known)
    return list(dict.fromkeys(found))[:limit]


def _as_a_whole(words: list[str], known: Gazetteer) -> list[City]:
    """Cities whose name is all of `words`, or begins with them."""
    whole = " ".join(words)
    exact = _cities(_named(words, known))
    if not exact:
        begun = _cities(_beginning_with(whole, known))
        return [*begun, *_cities(_alike(whole, at_least=_VERY_ALIKE))] if begun else []
    if whole in _FILLERS or len(whole) < _SHORTEST_PART:
        return exact
    # "Santiago" may be "Santiago de los Caballeros"; "Khartoum North" has the clock of "Khartoum".
    clocks = {city.zone for city in exact}
    longer = (name for name in known.names if name.folded.startswith(f"{whole} "))
    return [*exact, *(city for city in _cities(longer) if city.zone not in clocks)]


def _named(words: list[str], known: Gazetteer) -> list[Name]:
    """Names that all of `words` are, together."""
    for spelling in _spellings(words):
        if names := known.compact.get(spelling):
            return names
    return []


def _spellings(words: list[str]) -> list[str]:
    """`words` as one, as typed and then without what may be glued to them."""
    compact = "".join(words)
    spellings = [compact, without_glued_article(compact), without_preposition(compact)]
    return [spelling for spelling in spellings if spelling]


def _beginning_with(whole: str, known: Gazetteer) -> list[Name]:
    """Names that begin with `whole`, then names with a later word that does."""
    if len(whole) < _SHORTEST_PART:
        return []
    later = [name for name in known.names if f" {whole}" in name.folded]
    for spelling in _spellings(whole.split()):
        starts = (compact for compact in known.compact if compact.startswith(spelling))
        if begun := [name for compact in starts for name in known.compact[compact]]:
            return begun + later
    return later


def _alike(whole: str, *, at_least: int) -> list[Name]:
    """Names that sound like `whole`, the most alike first; `at_least` is in percent."""
    if len(whole) < _SHORTEST_SLIP:
        return []
    sounds = names_by_sound()
    close = process.extract(
        sound_of(whole), list(sounds), scorer=fuzz.ratio, score_cutoff=at_least, limit=None
    )
    best = max((score for _sound, score, _index in close), default=0)
    return [
        name
        for sound, score, _index in close
        if score >= best - _NEARLY_AS_GOOD
        for name in sounds[sound]
    ]


@dataclass(frozen=True, slots=True)
class _Span:
    """Some of the words, and the names they are."""

    names: list[Name]

    @property
    def cities(self) -> list[City]:
        return _cities(name for name in self.names if name.country is None)

    @property
    def countries(self) -> set[str]:
        return {name.country for name in self.names if name.country}


def _inside(words: list[str], known: Gazetteer) -> list[City]:
    """Cities named among other words, or misspelled.

    A country beside a city tells which one is meant; a country alone stands for its cities.
    """
    content = [word for word in words if word not in _FILLERS]
    spans, left = _spans(words, known, skip=_FILLERS if content else frozenset())
    places = [city for span in spans for city in span.cities]
    if places:
        return _in_their_country(spans) or places
    countries = {country for span in spans for country in span.countries}
    guessed = _cities(_guesses([word for word in left if word not in _FILLERS], known))
    there = [city for city in guessed if not countries or city.country in countries]
    return there or _cities(name for span in spans for name in span.names)


def _in_their_country(spans: list[_Span]) -> list[City]:
    """Cities of a span that lie in a country which another span names."""
    return [
        city
        for span in spans
        for city in span.cities
        if any(city.country in other.countries for other in spans if other is not span)
    ]


def _spans(
    words: list[str], known: Gazetteer, *, skip: frozenset[str]
) -> tuple[list[_Span], list[str]]:
    """The names in `words`, longest first, and the words that are none.

    A word of `skip` is no name by itself, though it may be part of one: "city", in Kuwait City.
    """
    spans: list[_Span] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        length, names = _longest_name(words[at : at + _LONGEST_NAME_IN_WORDS], known, skip=skip)
        if names:
            spans.append(_Span(names))
        else:
            left.append(words[at])
        at += length
    return spans, left


def _longest_name(
    words: list[str], known: Gazetteer, *, skip: frozenset[str]
) -> tuple[int, list[Name]]:
    """How many of the first of `words` are one name, and that name; (1, []) for none."""
    for length in range(len(words), 1, -1):
        if names := _named(words[:length], known):
            return length, names
    names = [] if words[0] in skip else _named(words[:1], known)
    if len(words[0]) < _SHORTEST_PART:
        names = [name for name in names if name.country]
    return 1, names


def _guesses(words: list[str], known: Gazetteer) -> list[Name]:
    """Names that misspelled `words` may be: together, or else one by one."""
    whole = " ".join(words)
    together = _beginning_with(whole, known) or _alike(whole, at_least=_ALIKE)
    return together or [name for word in words for name in _alike(word, at_least=_VERY_ALIKE)]


def _cities(names: Iterable[Name]) -> list[City]:
    return list(dict.fromkeys(city for name in names for city in name.cities))
