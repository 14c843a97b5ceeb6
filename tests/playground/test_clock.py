from datetime import UTC, datetime, timedelta

import pytest

from bot.playground.clock import WorldClock

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_frozen_clock_stands_still():
    clock = WorldClock(NOON)

    assert clock.now() == clock.now() == NOON
    assert clock.monotonic() == clock.monotonic()


def test_both_readings_advance_together():
    clock = WorldClock(NOON)
    began = clock.monotonic()

    clock.advance(timedelta(hours=1))
    clock.advance(minutes=30, seconds=1)

    assert clock.now() == NOON + timedelta(hours=1, minutes=30, seconds=1)
    assert clock.monotonic() - began == 5401


def test_the_clock_goes_back_only_when_asked():
    clock = WorldClock(NOON)
    with pytest.raises(ValueError, match="already"):
        clock.move_to(NOON - timedelta(seconds=1))

    clock.advance(seconds=10)
    monotonic = clock.monotonic()
    clock.move_to(NOON, backwards=True)

    assert clock.now() == NOON
    assert clock.monotonic() == monotonic


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        WorldClock(datetime(2026, 3, 2, 12, 0))  # noqa: DTZ001 - what is refused


def test_a_running_clock_flows_from_its_start():
    clock = WorldClock.running(NOON, rate=1_000_000.0)
    first = clock.now()

    assert first > NOON
    assert clock.now() > first
    assert clock.monotonic() > 0


def test_a_clock_can_be_frozen_and_thawed():
    clock = WorldClock.running(NOON)
    clock.rate = 0
    assert clock.now() == clock.now()
    with pytest.raises(ValueError, match="backwards"):
        clock.rate = -1


def test_a_running_clock_without_a_start_begins_in_the_present():
    assert WorldClock.running().now() > datetime(2026, 1, 1, tzinfo=UTC)


def test_a_clock_flows_no_further_than_its_limit_and_is_moved_by_hand_beyond():
    clock = WorldClock.running(NOON, rate=1_000_000.0)
    clock.limit = NOON + timedelta(days=3_650)
    clock.limit = clock.now()  # here and no further
    stands, monotonic = clock.now(), clock.monotonic()

    assert (clock.now(), clock.monotonic()) == (stands, monotonic)
    clock.advance(hours=1)
    assert clock.now() == stands + timedelta(hours=1)
    assert clock.monotonic() == monotonic + 3600
    clock.limit = None
    assert clock.now() > stands + timedelta(hours=1)
