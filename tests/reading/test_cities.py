"""What people type for the place they live in, and the city and zone that they get."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.cities import (
    cities_with_offset,
    city_by_key,
    city_of_zone,
    find_cities,
    zone_label,
)
from bot.reading.gazetteer import gazetteer
from bot.reading.zones import country_of_zone, is_zone, zones

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)

# Kosovo has a code that people use and tzdata does not.
COUNTRIES_TZDATA_LACKS = {"XK": "RS"}

ARAB_LEAGUE = [
    ("Algiers", "الجزائر", "Africa/Algiers"),
    ("Manama", "المنامة", "Asia/Bahrain"),
    ("Moroni", "موروني", "Indian/Comoro"),
    ("Djibouti", "جيبوتي", "Africa/Djibouti"),
    ("Cairo", "القاهرة", "Africa/Cairo"),
    ("Baghdad", "بغداد", "Asia/Baghdad"),
    ("Amman", "عمّان", "Asia/Amman"),
    ("Kuwait City", "الكويت", "Asia/Kuwait"),
    ("Beirut", "بيروت", "Asia/Beirut"),
    ("Tripoli Libya", "طرابلس ليبيا", "Africa/Tripoli"),
    ("Nouakchott", "نواكشوط", "Africa/Nouakchott"),
    ("Rabat", "الرباط", "Africa/Casablanca"),
    ("Muscat", "مسقط", "Asia/Muscat"),
    ("Ramallah", "رام الله", "Asia/Hebron"),
    ("Doha", "الدوحة", "Asia/Qatar"),
    ("Riyadh", "الرياض", "Asia/Riyadh"),
    ("Mogadishu", "مقديشو", "Africa/Mogadishu"),
    ("Khartoum", "الخرطوم", "Africa/Khartoum"),
    ("Damascus", "دمشق", "Asia/Damascus"),
    ("Tunis", "تونس", "Africa/Tunis"),
    ("Abu Dhabi", "أبوظبي", "Asia/Dubai"),
    ("Sanaa", "صنعاء", "Asia/Aden"),
]


def keys(text: str) -> list[str]:
    return [city.key for city in find_cities(text)]


def test_every_listed_city_has_a_zone_we_keep_in_its_own_country():
    for city in gazetteer().cities:
        assert is_zone(city.zone), city
        assert ZoneInfo(city.zone).key == city.zone
        expected = COUNTRIES_TZDATA_LACKS.get(city.country, city.country)
        assert country_of_zone(city.zone) == expected, city


def test_every_listed_city_has_a_key_that_fits_a_button():
    for city in gazetteer().cities:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", city.key), city
        # Of the 64 bytes of a button, room for what the button does.
        assert len(city.key) <= 40, city


def test_names_are_unique_within_a_country():
    for name in ("name_en", "name_ar"):
        seen = Counter((getattr(city, name), city.country) for city in gazetteer().cities)
        assert [entry for entry, times in seen.items() if times > 1] == []


def test_arabic_names_are_written_in_arabic_alone():
    for city in gazetteer().cities:
        assert re.fullmatch("[\u0621-\u063a\u0641-\u0652 ]+", city.name_ar), city
        assert city.name_ar == city.name_ar.strip(), city


def test_every_listed_city_is_found_by_both_names_and_by_key():
    for city in gazetteer().cities:
        assert city in find_cities(city.name_en), city
        assert city in find_cities(city.name_ar), city
        assert city_by_key(city.key) is city


def test_every_other_spelling_finds_its_city():
    for name in gazetteer().names:
        found = find_cities(name.folded, limit=30)
        assert set(name.cities) <= set(found), name


@pytest.mark.parametrize(("english", "arabic", "zone"), ARAB_LEAGUE)
def test_capitals_of_the_arab_league_come_first_in_both_languages(english, arabic, zone):
    assert find_cities(english)[0].zone == zone
    assert find_cities(arabic)[0].zone == zone


def test_every_sovereign_state_has_a_city():
    states = {country_of_zone(zone) for zone in zones()}
    # Islands and bases of other states, a few thousand people together; their zones are found.
    without = {
        *("AI", "AQ", "AX", "BL", "BQ", "CC", "CX", "GS", "IO", "MF", "MS", "NF", "NU", "PM"),
        *("PN", "SH", "SJ", "SX", "TC", "TF", "TK", "UM", "VG", "VI", "WF"),
    }
    assert states - {city.country for city in gazetteer().cities} == without


@pytest.mark.parametrize(
    "typed",
    [
        "Cairo",
        "CAIRO",
        "  cairo  ",
        "kairo",
        "Le Caire",
        "Al-Qahirah",
        "القاهرة",
        "القاهره",
        "قاهرة",
        "القاهـــرة",
        "اَلْقَاهِرَة",
        "\u200fالقاهرة\u200f",
        "بالقاهرة",
        "أنا في القاهرة",
        "توقيت القاهرة",
        "I live in Cairo",
        "Cairo, Egypt",
        "Egypt Cairo",
        "Cario Egypt",
        "مصر",
        "Egypt",
        "Egpyt",
        "ام الدنيا",
        "Africa/Cairo",
        "africa/cairo",
    ],
)
def test_cairo_is_found_however_it_is_typed(typed):
    assert keys(typed) == ["cairo"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("جده", "jeddah"),
        ("Jidda", "jeddah"),
        ("alriyadh", "riyadh"),
        ("رياض", "riyadh"),
        ("بقداد", "baghdad"),
        ("مكه", "mecca"),
        ("ساكن في المدينة", "medina"),
        ("مدينة جدة", "jeddah"),
        ("كازا", "casablanca"),
        ("Casablanka", "casablanca"),
        ("الدار البيضا", "casablanca"),
        ("Fès", "fez"),
        ("فاس", "fez"),
        ("رامالله", "ramallah"),
        ("غزه", "gaza"),
        ("أمدرمان", "omdurman"),
        ("7alab", "aleppo"),
        ("3amman", "amman"),
        ("الشام", "damascus"),
        ("ابو ظبي", "abu-dhabi"),
        ("أبو ضبي", "abu-dhabi"),
        ("٦ أكتوبر", "6th-of-october-city"),
        ("newyork", "new-york"),
        ("NYC", "new-york"),
        ("new yor", "new-york"),
        ("Los Angelas", "los-angeles"),
        ("San Fransico", "san-francisco"),
        ("München", "munich"),
        ("Łódź", "lodz"),
        ("Diyarbakır", "diyarbakir"),
        ("St. Petersburg", "saint-petersburg"),
        ("اسطنبول", "istanbul"),
        ("كوالا لمبور", "kuala-lumpur"),
        ("UK London", "london"),
        ("London, Canada", "london-ca"),
        ("صفاقس تونس", "sfax"),
        ("توقيت مكة", "mecca"),
        ("I want to learn English in Egypt", "cairo"),
        ("Europe/Kiev", "kyiv"),
        ("asia/riyadh", "riyadh"),
    ],
)
def test_spellings_slips_and_sentences(typed, first):
    assert keys(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "all_of_them"),
    [
        ("Tripoli", ["tripoli", "tripoli-ly"]),
        ("طرابلس", ["tripoli", "tripoli-ly"]),
        ("طرابلس الغرب", ["tripoli-ly"]),
        ("طرابلس لبنان", ["tripoli"]),
        ("Alexandria", ["alexandria", "alexandria-us"]),
        ("Alexandria USA", ["alexandria-us"]),
        ("Hama", ["hama"]),
        ("Hyderabad", ["hyderabad", "hyderabad-in"]),
        ("صور", ["sur", "tyre"]),
        ("عمان", ["amman", "muscat"]),
        ("القدس", ["jerusalem", "jerusalem-il"]),
    ],
)
def test_cities_of_the_same_name_are_all_offered(typed, all_of_them):
    assert keys(typed) == all_of_them


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("السعودية", "Asia/Riyadh"), ("UAE", "Asia/Dubai"), ("Turkey", "Europe/Istanbul")],
)
def test_a_country_with_one_zone_is_its_capital(typed, zone):
    assert [city.zone for city in find_cities(typed)] == [zone]


@pytest.mark.parametrize("typed", ["USA", "أمريكا", "Canada", "روسيا", "Australia"])
def test_a_country_with_many_zones_offers_a_city_of_each(typed):
    found = find_cities(typed)
    assert len({city.zone for city in found}) == len(found) == 6
    assert len({city.country for city in found}) == 1


def test_the_limit_is_kept():
    assert len(find_cities("USA", limit=20)) > 6
    assert len(find_cities("san", limit=3)) == 3


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "x", "ال", "...", "/", "😀", "\u200f", "+3", "UTC+3", "123"),
        *("hello", "مرحبا", "I don't know", "لا أعرف", "skip", "تخطي", "cancel", "نعم"),
        *("Etc/GMT-3", "Mars/Olympus"),
    ],
)
def test_what_is_no_place_finds_nothing(typed):
    assert find_cities(typed) == []


@given(st.text(max_size=200))
def test_no_text_raises(text):
    assert len(find_cities(text)) <= 6
    assert city_by_key(text) is None or text.isascii()


WORDS = "cairo القاهرة egypt مصر in في al ال new york city مدينة 3 san الـ st - / +3"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12))
def test_no_mixture_of_known_words_raises(words):
    assert len(find_cities(" ".join(words))) <= 6


def test_a_zone_without_a_listed_city_is_found_by_its_name_and_has_a_key():
    [knox] = find_cities("America/Indiana/Knox")

    assert (knox.zone, knox.country) == ("America/Indiana/Knox", "US")
    assert city_by_key(knox.key) == knox


def test_every_zone_has_a_city_with_a_key_of_its_own():
    chosen = [city_of_zone(zone) for zone in zones()]

    assert None not in chosen
    assert [city.zone for city in chosen if city] == list(zones())
    assert len({city.key for city in chosen if city}) == len(zones())
    assert all(city_by_key(city.key) == city for city in chosen if city)


def test_an_unknown_key_is_nobodys():
    assert city_by_key("atlantis") is None
    assert city_of_zone("Etc/GMT-3") is None
    assert city_of_zone("Mars/Olympus") is None


@pytest.mark.parametrize(
    ("hours", "at", "inside", "outside"),
    [
        pytest.param(3, WINTER, {"riyadh", "baghdad"}, {"cairo"}, id="Cairo is at +2 in winter"),
        pytest.param(3, SUMMER, {"riyadh", "cairo"}, {"london"}, id="and at +3 in summer"),
        pytest.param(0, WINTER, {"london", "nouakchott"}, {"berlin"}, id="Greenwich"),
        pytest.param(-5, WINTER, {"new-york", "toronto"}, {"chicago"}, id="America's east"),
        pytest.param(5.5, WINTER, {"new-delhi"}, {"islamabad"}, id="half an hour"),
    ],
)
def test_an_offset_offers_cities_that_have_it_now(hours, at, inside, outside):
    found = {city.key for city in cities_with_offset(timedelta(hours=hours), at=at)}

    assert inside <= found
    assert not outside & found


def test_an_offset_offers_one_city_a_country_and_not_too_many():
    found = cities_with_offset(timedelta(hours=3), at=SUMMER)

    assert found[0].key == "cairo"
    assert len(found) == 8
    assert len({city.country for city in found}) == 8
    assert len(cities_with_offset(timedelta(hours=3), at=SUMMER, limit=30)) > 8


def test_an_offset_that_nobody_has_offers_nothing():
    assert cities_with_offset(timedelta(minutes=15), at=WINTER) == []


@pytest.mark.parametrize(
    ("zone", "arabic", "english"),
    [
        ("Africa/Cairo", "القاهرة", "Cairo"),
        ("Asia/Riyadh", "الرياض", "Riyadh"),
        ("Asia/Kuwait", "مدينة الكويت", "Kuwait City"),
        ("Europe/Kiev", "كييف", "Kyiv"),
        ("Asia/Calcutta", "كولكاتا", "Kolkata"),
        ("Antarctica/Troll", "ترول", "Troll"),
        ("Etc/GMT-3", "UTC+03:00", "UTC+03:00"),
        ("Etc/GMT+5", "UTC-05:00", "UTC-05:00"),
        ("Etc/UTC", "UTC", "UTC"),
        ("Mars/Olympus", "Mars/Olympus", "Mars/Olympus"),
    ],
)
def test_a_zone_is_called_by_its_city(zone, arabic, english):
    assert zone_label(zone, language="ar") == arabic
    assert zone_label(zone, language="en") == english


def test_every_zone_has_a_name_in_both_languages():
    for zone in zones():
        assert zone_label(zone, language="en").isprintable()
        assert zone_label(zone, language="ar").isprintable()


def test_an_address_is_no_place_whatever_words_are_in_it():
    assert find_cities("Paris")
    assert find_cities("https://news.example/paris") == []
