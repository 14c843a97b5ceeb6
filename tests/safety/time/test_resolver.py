"""Slot to instant over all of tzdata, 2026-2037, against a second reading that shares nothing with it.

Run with `-s` to see how many cases there were.
"""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.slots.records import Occurrence
from bot.slots.rules_instants import instant_of, next_occurrence, occurrences
from tests.safety.time.cases import (
    LAST_YEAR,
    edges,
    every_name,
    moment,
    one_of_each,
    walls_around,
    years,
)
from tests.safety.time.walk import Walk
from tests.support.slots import make_slot

APART = timedelta(hours=8)  # no two nudges of a slot are closer
EVERY_DAY = range(7)
LONG = pytest.mark.long


def violations_around_changes(
    names: Sequence[str], *, every_minutes: int
) -> tuple[int, list[str]]:
    """How many cases there were, and which the bot and the walk read differently."""
    cases, wrong = 0, []
    for name in names:
        walk, zone = Walk(name), ZoneInfo(name)
        for on, start in walls_around(walk, every_minutes=every_minutes):
            cases += 1
            expected = walk.instant(start, on)
            if expected is None or instant_of(start, zone, on) != expected:
                wrong.append(f"{name} {on} {start}: not {expected}")
    return cases, wrong


@pytest.mark.parametrize(
    ("names", "every_minutes", "at_least"),
    [
        pytest.param(one_of_each, 15, 150_000, id="one of each, by quarters of an hour"),
        pytest.param(every_name, 15, 1_000_000, id="every name, by quarters", marks=LONG),
        pytest.param(one_of_each, 1, 2_000_000, id="one of each, every minute", marks=LONG),
    ],
)
def test_around_every_change_of_clocks_a_slot_is_where_the_walk_finds_it(
    names, every_minutes: int, at_least: int
) -> None:
    cases, wrong = violations_around_changes(names(), every_minutes=every_minutes)

    print(f"{cases} cases, {len(wrong)} violations")  # noqa: T201 - a figure for the note
    assert wrong == []
    assert cases >= at_least


@pytest.mark.parametrize(
    ("names", "starts", "step"),
    [
        pytest.param(one_of_each, [time(2, 30)], 11, id="one of each, one day in eleven"),
        pytest.param(
            every_name, [time(0), time(2, 30), time(23, 30)], 1, id="every name, every day", marks=LONG
        ),
    ],
)  # fmt: skip
def test_on_every_date_a_slot_is_where_the_walk_finds_it(
    names, starts: Sequence[time], step: int
) -> None:
    cases, wrong = 0, []
    for name in names():
        walk, zone = Walk(name), ZoneInfo(name)
        for on in list(years())[::step]:
            for start in starts:
                cases += 1
                if instant_of(start, zone, on) != walk.instant(start, on):
                    wrong.append(f"{name} {on} {start}")

    print(f"{cases} cases, {len(wrong)} violations")  # noqa: T201
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "lost"), [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))]
)  # fmt: skip
def test_a_date_that_a_zone_left_out_has_no_instant_and_its_neighbours_have_theirs(
    name: str, lost: date
) -> None:
    walk, zone = Walk(name, first=lost.year, last=lost.year), ZoneInfo(name)

    for day in range(-3, 4):
        for minute in range(0, 24 * 60, 15):
            on, start = lost + timedelta(days=day), time(minute // 60, minute % 60)
            assert instant_of(start, zone, on) == walk.instant(start, on), (on, start)
    assert instant_of(time(9), zone, lost) is None


# Spans -------------------------------------------------------------------------------------------


def changing(names: Sequence[str]) -> list[tuple[Walk, ZoneInfo]]:
    """Those of the zones whose clocks change at all in these years."""
    return [(walk, ZoneInfo(walk.name)) for walk in map(Walk, names) if walk.changes]


@pytest.mark.parametrize(
    ("names", "most"),
    [
        pytest.param(one_of_each, 6, id="one of each, six changes"),
        pytest.param(every_name, 100, id="every name, every change", marks=LONG),
    ],
)
def test_spans_that_adjoin_give_every_slot_and_date_once_and_hours_apart(names, most: int) -> None:
    seed = 20_261_124
    chance = random.Random(seed)  # noqa: S311 - cuts, not secrets
    cases = 0
    least = timedelta(days=9)
    for walk, zone in changing(names()):
        for change in walk.changes[:most]:
            begin, end = moment(change) - timedelta(days=4), moment(change) + timedelta(days=4)
            for minute in edges(*change):
                start = time(minute // 60, minute % 60)
                slot = make_slot(days=EVERY_DAY, start=start)
                expected = sorted(
                    Occurrence(at, on) for at, on in walk.daily(start, after=begin, until=end)
                )
                cuts = [begin, end, *(found.at for found in expected), moment(change)]
                cuts += [begin + (end - begin) * chance.random() for _ in range(4)]
                pieces: list[Occurrence] = []
                for after, until in pairwise(sorted(cuts)):
                    pieces += occurrences(slot, zone, after=after, until=until)
                told = (walk.name, start, seed)
                assert pieces == expected, told
                assert len({found.on for found in pieces}) == len(pieces), told
                least = min(least, *(b.at - a.at for a, b in pairwise(pieces)))
                cases += 1

    print(f"{cases} cases, the closest two {least} apart")  # noqa: T201
    assert least >= APART


@pytest.mark.parametrize(
    ("names", "most"),
    [
        pytest.param(one_of_each, 6, id="one of each, six changes"),
        pytest.param(every_name, 100, id="every name, every change", marks=LONG),
    ],
)
def test_the_next_occurrence_is_the_first_of_those_that_follow(names, most: int) -> None:
    seed = 20_261_125
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    cases = 0
    for walk, zone in changing(names()):
        for change in walk.changes[:most]:
            for minute in edges(*change):
                days = set(chance.sample(EVERY_DAY, chance.randint(1, 7)))
                slot = make_slot(days=days, start=time(minute // 60, minute % 60))
                after = moment(change) + timedelta(minutes=chance.randint(-5 * 24 * 60, 24 * 60))
                until = after + timedelta(days=16)  # a weekly slot comes twice in it
                expected = [
                    Occurrence(at, on)
                    for at, on in walk.daily(slot.start, after=after, until=until)
                    if on.weekday() in days
                ]
                told = (walk.name, slot.start, sorted(days), after, seed)
                found = next_occurrence(slot, zone, after=after)
                assert found == min(expected), told
                assert found == occurrences(slot, zone, after=after, until=until)[0], told
                # From the moment itself on, the next one is another.
                assert next_occurrence(slot, zone, after=found.at) == sorted(expected)[1], told
                cases += 1

    print(f"{cases} cases")  # noqa: T201


def test_the_cases_hold_the_changes_that_are_easy_to_get_wrong() -> None:
    widths = {
        (after.offset - before.offset) // 60
        for walk, _ in changing(one_of_each())
        for before, after in walk.changes
    }
    assert {-120, -60, -30, 30, 60, 120} <= widths
    assert len(every_name()) > 590
    assert all(moment(change).year <= LAST_YEAR + 1 for change in Walk("Africa/Cairo").changes)
    crossing = [
        walk.name
        for walk, _ in changing(one_of_each())
        for before, after in walk.changes
        if (after.begins + before.offset) // 86_400 != (after.begins + after.offset) // 86_400
    ]
    assert {"America/Godthab", "America/Nuuk", "America/Scoresbysund"} & set(crossing)


def test_the_walk_reads_the_known_changes_of_clocks_right() -> None:
    """The second reading is tried too: against dates that anybody can look up."""
    berlin = Walk("Europe/Berlin")
    told = [f"{moment(change):%Y-%m-%d %H:%M}" for change in berlin.changes[:2]]
    assert told == ["2026-03-29 01:00", "2026-10-25 01:00"]
    assert f"{moment(berlin.changes[-1]):%Y-%m-%d %H:%M}" >= "2037-10-25 01:00"
    havana = Walk("America/Havana").instant(time(0, 30), date(2026, 3, 8))
    assert havana == datetime.fromisoformat("2026-03-08T05:00+00:00")
