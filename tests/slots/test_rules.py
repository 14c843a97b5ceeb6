"""What is decided about slots."""

from collections.abc import Sequence
from datetime import time

import pytest

from bot.gate import QuietHours
from bot.reading.records import Energy, Mode, Place
from bot.slots.records import Slot, Timing
from bot.slots.rules import (
    Refusal,
    is_quiet,
    modes_in_order,
    overlap,
    proposed_modes,
    refuse_slot,
    times_a_week,
)
from tests.support.slots import make_slot

MONDAY, TUESDAY, FRIDAY, SUNDAY = 0, 1, 4, 6
DAILY = frozenset(range(7))


def timing(days: set[int] | frozenset[int], start: time, minutes: int) -> Timing:
    return Timing(days=frozenset(days), start=start, minutes=minutes)


EVENING = timing({MONDAY}, time(19), 45)


@pytest.mark.parametrize(
    ("wanted", "others", "expected"),
    [
        pytest.param(EVENING, [], None, id="the first one"),
        pytest.param(EVENING, [make_slot(days={0})] * 20, None, id="the last that fits"),
        pytest.param(
            EVENING, [make_slot(days={0})] * 21, Refusal.TOO_MANY_SLOTS, id="as many as may be"
        ),
        pytest.param(
            timing(DAILY, time(19), 45),
            [make_slot(days=DAILY)] * 2,
            None,
            id="three times every day",
        ),
        pytest.param(
            timing({MONDAY}, time(19), 45),
            [make_slot(days=DAILY)] * 3,
            Refusal.TOO_MANY_A_WEEK,
            id="one occurrence more than fits in a week",
        ),
        pytest.param(timing({0}, time(19), 9), [], Refusal.TOO_SHORT, id="9 minutes"),
        pytest.param(timing({0}, time(19), 10), [], None, id="10 minutes"),
        pytest.param(timing({0}, time(19), 180), [], None, id="180 minutes"),
        pytest.param(timing({0}, time(19), 181), [], Refusal.TOO_LONG, id="181 minutes"),
    ],
)
def test_refuse_slot(wanted: Timing, others: Sequence[Slot], expected: Refusal | None) -> None:
    assert refuse_slot(wanted, others, most=21) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(EVENING, timing({MONDAY}, time(19, 30), 30), True, id="within"),
        pytest.param(EVENING, timing({MONDAY}, time(19, 45), 30), False, id="one after the other"),
        pytest.param(EVENING, timing({TUESDAY}, time(19), 45), False, id="another day"),
        pytest.param(EVENING, timing(DAILY, time(18), 61), True, id="the last minute of it"),
        pytest.param(
            timing({MONDAY}, time(23, 30), 60),
            timing({TUESDAY}, time(0, 15), 30),
            True,
            id="across midnight",
        ),
        pytest.param(
            timing({SUNDAY}, time(23, 30), 60),
            timing({MONDAY}, time(0), 30),
            True,
            id="from Sunday night to Monday",
        ),
        pytest.param(
            timing({SUNDAY}, time(23, 30), 60),
            timing({MONDAY}, time(0, 30), 30),
            False,
            id="Sunday night ends where Monday's begins",
        ),
    ],
)
def test_overlap(one: Timing, other: Timing, *, expected: bool) -> None:
    assert overlap(one, other) is expected
    assert overlap(other, one) is expected


def test_occurrences_of_a_week_are_counted_over_all_slots() -> None:
    assert times_a_week([timing({0, 2}, time(7), 30), timing(DAILY, time(19), 30)]) == 9


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        pytest.param(time(21), 60, False, id="ends as they begin"),
        pytest.param(time(21, 30), 45, True, id="its end falls into them"),
        pytest.param(time(23), 30, True, id="inside"),
        pytest.param(time(6, 45), 30, True, id="begins inside"),
        pytest.param(time(7), 30, False, id="begins as they end"),
    ],
)
def test_is_quiet(start: time, minutes: int, *, expected: bool) -> None:
    night = QuietHours(time(22), time(7))
    assert is_quiet(timing({0}, start, minutes), night) is expected


def test_no_quiet_hours_are_never_quiet() -> None:
    assert not is_quiet(timing({0}, time(3), 30), QuietHours(time(0), time(0)))


@pytest.mark.parametrize(
    ("place", "energy", "expected"),
    [
        (Place.DRIVING, None, (Mode.LISTEN,)),
        (Place.WORKOUT, Energy.HIGH, (Mode.LISTEN,)),
        (Place.HOUSEWORK, Energy.LOW, (Mode.LISTEN,)),
        (Place.TRANSIT, None, (Mode.READ, Mode.LISTEN)),
        (Place.DESK, Energy.HIGH, (Mode.PRACTISE,)),
        (Place.DESK, Energy.LOW, ()),
        (Place.ANYWHERE, None, ()),
        (None, None, ()),
    ],
)
def test_proposed_modes(
    place: Place | None, energy: Energy | None, expected: tuple[Mode, ...]
) -> None:
    assert proposed_modes(place, energy) == expected
    assert set(modes_in_order(place, energy)) == set(Mode)
    assert modes_in_order(place, energy)[: len(expected)] == expected
