"""Zones by name, by offset and by place on the map."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.zones import (
    canonical_zone,
    country_of_zone,
    fixed_zone,
    is_zone,
    old_names,
    read_offset,
    zone_at,
    zones,
)

A_DAY = datetime(2026, 11, 24, tzinfo=UTC)
JUNK = {"localtime", "Factory", "EST", "MST", "HST", "CET", "MET", "EET", "WET"} | {
    *("EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT")
}


def test_every_zone_can_be_loaded_and_has_a_country():
    for zone in zones():
        assert is_zone(zone)
        assert ZoneInfo(zone).key == zone
        assert canonical_zone(zone) == zone
        assert len(country_of_zone(zone) or "") == 2


def test_every_name_that_python_knows_is_read_or_is_junk():
    for name in available_timezones():
        kept = canonical_zone(name)
        if name in JUNK:
            assert kept is None
        else:
            assert kept is not None, name
            assert is_zone(kept)


@pytest.mark.parametrize(
    ("old", "kept"),
    [
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Asia/Katmandu", "Asia/Kathmandu"),
        ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
        ("Asia/Istanbul", "Europe/Istanbul"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("US/Eastern", "America/New_York"),
        ("Africa/Asmera", "Africa/Asmara"),
        ("Africa/Timbuktu", "Africa/Bamako"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("Egypt", "Africa/Cairo"),
        ("GMT", "Etc/UTC"),
        ("Etc/GMT", "Etc/UTC"),
        ("Zulu", "Etc/UTC"),
    ],
)
def test_old_names_are_read_and_not_kept(old, kept):
    assert not is_zone(old)
    assert canonical_zone(old) == kept
    assert old in old_names(kept)


@pytest.mark.parametrize("typed", ["asia/riyadh", "ASIA/RIYADH", " Asia/Riyadh "])
def test_a_zone_is_read_whatever_its_case(typed):
    assert canonical_zone(typed) == "Asia/Riyadh"
    assert canonical_zone("america/new york") == "America/New_York"


@pytest.mark.parametrize(
    "name", ["", "/", "EST", "localtime", "posix/Asia/Riyadh", "../etc/passwd", "Riyadh"]
)
def test_what_is_no_zone_stays_outside(name):
    assert not is_zone(name)
    assert canonical_zone(name) is None
    assert country_of_zone(name) is None


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Africa/Cairo", "EG"),
        ("Asia/Kuwait", "KW"),
        ("Asia/Gaza", "PS"),
        ("Asia/Aden", "YE"),
        ("Europe/Kiev", "UA"),
        ("Africa/El_Aaiun", "EH"),
        ("Etc/GMT-3", None),
        ("Etc/UTC", None),
    ],
)
def test_a_zone_has_one_country_and_a_fixed_offset_none(zone, country):
    assert country_of_zone(zone) == country


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("+3", 3),
        ("-5", -5),
        ("−3", -3),
        ("–3", -3),
        ("+03:00", 3),
        ("UTC+3", 3),
        ("utc +3", 3),
        ("UTC+03:00", 3),
        ("GMT+2", 2),
        ("GMT 2", 2),
        ("gmt-3:30", -3.5),
        ("جرينتش +٣", 3),
        ("توقيت غرينتش +3", 3),
        ("بتوقيت جرينيتش ٣", 3),
        ("+٣ جرينتش", 3),
        ("٣+", 3),
        ("3-", -3),
        ("۳+", 3),
        ("\u200f+٣\u200f", 3),
        ("زائد ٣", 3),
        ("ناقص ٥", -5),
        ("plus 3", 3),
        ("+5:30", 5.5),
        ("+5.5", 5.5),
        ("+0530", 5.5),
        ("+5:45", 5.75),
        ("UTC", 0),
        ("جرينتش", 0),
        ("+0", 0),
        ("-0", 0),
        ("-12", -12),
        ("+14", 14),
    ],
)
def test_an_offset_is_read(typed, hours):
    assert read_offset(typed) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "3", "٣", "+", "UTC+", "+-3", "+3-", "+3 or +4", "x" * 500),
        *("+15", "-13", "+14:15", "-12:30", "+5:07", "+5:60", "+966", "+20", "+³³"),
        *("2100", "12:30", "7:30 م", "Cairo", "القاهرة"),
    ],
)
def test_what_is_no_offset_is_not_read(typed):
    assert read_offset(typed) is None


@given(st.text(max_size=100) | st.text("+-−0123456789٠٣:. UTCgmtجرينتش", max_size=12))
def test_no_text_raises(text):
    offset = read_offset(text)
    assert offset is None or timedelta(hours=-12) <= offset <= timedelta(hours=14)
    assert canonical_zone(text) is None or is_zone(canonical_zone(text) or "")


@pytest.mark.parametrize(
    ("hours", "zone"),
    [
        (3, "Etc/GMT-3"),
        (-3, "Etc/GMT+3"),
        (14, "Etc/GMT-14"),
        (-12, "Etc/GMT+12"),
        (0, "Etc/UTC"),
        (5.5, None),
        (15, None),
        (-13, None),
    ],
)
def test_the_names_of_fixed_zones_count_westwards(hours, zone):
    assert fixed_zone(timedelta(hours=hours)) == zone


@pytest.mark.parametrize("hours", range(-12, 15))
def test_a_fixed_zone_has_the_offset_it_was_asked_for(hours):
    zone = fixed_zone(timedelta(hours=hours))

    assert zone is not None
    assert is_zone(zone)
    assert A_DAY.astimezone(ZoneInfo(zone)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        pytest.param(30.04, 31.24, "Africa/Cairo", id="Cairo"),
        pytest.param(24.71, 46.68, "Asia/Riyadh", id="Riyadh"),
        pytest.param(33.57, -7.59, "Africa/Casablanca", id="Casablanca"),
        pytest.param(33.89, 35.50, "Asia/Beirut", id="Beirut"),
        pytest.param(31.52, 34.45, "Asia/Gaza", id="Gaza"),
        pytest.param(15.50, 32.56, "Africa/Khartoum", id="Khartoum"),
        pytest.param(50.45, 30.52, "Europe/Kyiv", id="Kyiv"),
        pytest.param(28.61, 77.21, "Asia/Kolkata", id="Delhi"),
        pytest.param(40.71, -74.01, "America/New_York", id="New York"),
    ],
)
def test_a_place_has_its_zone(latitude, longitude, zone):
    assert zone_at(latitude, longitude) == zone


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(0.0, -30.0), (-50.0, -120.0), (90.0, 0.0), (-90.0, 180.0)]
)
def test_the_open_sea_and_the_poles_have_a_zone_we_keep(latitude, longitude):
    zone = zone_at(latitude, longitude)
    assert zone is not None
    assert is_zone(zone)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (0.0, float("inf"))],
)
def test_what_is_no_place_has_no_zone(latitude, longitude):
    assert zone_at(latitude, longitude) is None


@given(st.floats(), st.floats())
def test_no_place_raises(latitude, longitude):
    zone = zone_at(latitude, longitude)
    assert zone is None or is_zone(zone)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_the_globe_has_a_zone(latitude, longitude):
    zone = zone_at(latitude, longitude)
    assert zone is not None
    assert is_zone(zone)
