"""Slot to instant, against a second reading of the clock that shares no code with the first."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.slots.rules_instants import instant_of, next_occurrence, occurrences
from tests.support.slots import make_slot

CAIRO, NEW_YORK = ZoneInfo("Africa/Cairo"), ZoneInfo("America/New_York")
CHANGES = {  # zone: the local dates near which its clocks change, 2026-2030 (and one lost day)
    "Africa/Cairo": [date(2026, 4, 24), date(2026, 10, 29), date(2028, 4, 28)],
    "Africa/Casablanca": [date(2026, 2, 15), date(2026, 3, 22), date(2027, 3, 14)],
    "Asia/Beirut": [date(2026, 3, 29), date(2026, 10, 24), date(2030, 3, 31)],
    "America/Havana": [date(2026, 3, 8), date(2026, 11, 1), date(2029, 3, 11)],
    "America/Nuuk": [date(2026, 3, 28), date(2026, 10, 24), date(2030, 3, 30)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4), date(2029, 10, 7)],
    "Asia/Gaza": [date(2026, 3, 28), date(2026, 10, 31)],
    "America/New_York": [date(2026, 3, 8), date(2026, 11, 1)],
    "Asia/Riyadh": [date(2026, 7, 1)],
    "Pacific/Apia": [date(2011, 12, 30)],
}


def walk_minutes(zone: ZoneInfo, around: date) -> list[tuple[datetime, datetime]]:
    """(instant, wall clock) of every minute of five days, as the zone shows them."""
    first = datetime(around.year, around.month, around.day, tzinfo=UTC) - timedelta(days=2)
    minutes = (first + timedelta(minutes=n) for n in range(5 * 24 * 60))
    return [(at, at.astimezone(zone).replace(tzinfo=None)) for at in minutes]


def instant_by_walking(
    minutes: list[tuple[datetime, datetime]], wall: datetime
) -> datetime | None:
    """The first minute whose wall clock is `wall`; else the first at which the clock jumped over it."""
    before: datetime | None = None
    jumped: datetime | None = None
    dates = set()
    for at, shown in minutes:
        dates.add(shown.date())
        if shown == wall:
            return at
        if jumped is None and before is not None and before < wall < shown:
            jumped = at
        before = shown
    return jumped if wall.date() in dates else None


@pytest.mark.parametrize("name", CHANGES)
def test_an_instant_is_the_one_a_walk_through_the_minutes_finds(name: str) -> None:
    zone = ZoneInfo(name)
    for around in CHANGES[name]:
        minutes = walk_minutes(zone, around)
        for shift in (-1, 0, 1):
            on = around + timedelta(days=shift)
            for step in range(0, 24 * 60, 15):
                start = time(step // 60, step % 60)
                expected = instant_by_walking(minutes, datetime.combine(on, start))
                assert instant_of(start, zone, on) == expected, (name, on, start)


@pytest.mark.parametrize(
    ("name", "on", "start", "expected"),
    [
        pytest.param("Africa/Cairo", date(2026, 11, 24), time(19), "2026-11-24T17:00", id="normal"),
        pytest.param("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30",
                     id="comes twice: the first"),
        pytest.param("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T07:00",
                     id="left out: the end of the gap"),
        pytest.param("Africa/Cairo", date(2026, 4, 24), time(0, 30), "2026-04-23T22:00",
                     id="a gap at midnight"),
        pytest.param("America/Nuuk", date(2026, 3, 28), time(23, 30), "2026-03-29T01:00",
                     id="a gap that ends on the next date keeps its own"),
        pytest.param("Pacific/Apia", date(2011, 12, 30), time(9), None, id="a date left out"),
        pytest.param("Pacific/Apia", date(2011, 12, 31), time(0), "2011-12-30T10:00",
                     id="the day after it"),
    ],
)  # fmt: skip
def test_instant_of(name: str, on: date, start: time, expected: str | None) -> None:
    wanted = None if expected is None else datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert instant_of(start, ZoneInfo(name), on) == wanted


def test_adjoining_spans_give_every_occurrence_once() -> None:
    slot = make_slot(days={0, 2, 6}, start=time(0, 30))
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    whole = occurrences(slot, CAIRO, after=begin, until=begin + timedelta(days=90))
    pieces = []
    for hours in range(0, 90 * 24, 7):
        after = begin + timedelta(hours=hours)
        until = min(after + timedelta(hours=7), begin + timedelta(days=90))
        pieces += occurrences(slot, CAIRO, after=after, until=until)

    assert pieces == whole
    assert [each.on.weekday() for each in whole[:3]] == [0, 2, 6]
    assert len({each.on for each in whole}) == len(whole)


def test_the_span_leaves_out_its_beginning_and_holds_its_end() -> None:
    slot = make_slot(days={1}, start=time(19))
    at = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)

    assert [each.at for each in occurrences(slot, CAIRO, after=at - timedelta(1), until=at)] == [
        at
    ]
    assert occurrences(slot, CAIRO, after=at, until=at + timedelta(days=6)) == []


def test_the_next_occurrence_is_found_over_a_lost_day() -> None:
    slot = make_slot(
        days={4}, start=time(9)
    )  # Fridays; 2011-12-30 was one, and did not exist there
    after = datetime(2011, 12, 24, tzinfo=UTC)

    found = next_occurrence(slot, ZoneInfo("Pacific/Apia"), after=after)

    assert found is not None
    assert found.on == date(2012, 1, 6)


def test_an_autumn_fold_has_one_occurrence() -> None:
    slot = make_slot(days=set(range(7)), start=time(1, 30))
    after = datetime(2026, 10, 31, 12, tzinfo=UTC)

    found = occurrences(slot, NEW_YORK, after=after, until=after + timedelta(days=2))

    assert [each.on for each in found] == [date(2026, 11, 1), date(2026, 11, 2)]
