"""The clock guard: four witnesses, and what follows when they contradict one another."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.guard import EARLIEST, ClockGuard

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1),
                             timedelta(days=1))  # fmt: skip


class Hands:
    """A clock whose two hands are moved apart."""

    def __init__(self, wall: datetime = NOON) -> None:
        self.wall = wall
        self.seconds = 1_000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def passes(self, delta: timedelta) -> None:
        """Time goes by: both hands move."""
        self.wall += delta
        self.seconds += delta.total_seconds()

    def is_set(self, by: timedelta) -> None:
        """Somebody turns the wall clock."""
        self.wall += by


def trouble_of(guard: ClockGuard) -> str | None:
    """Why the clock is not believed now."""
    return guard.trouble


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def guard(hands: Hands) -> ClockGuard:
    made = ClockGuard(hands)
    assert trouble_of(made) is None
    return made


def test_a_clock_that_goes_on_is_believed(guard: ClockGuard, hands: Hands) -> None:
    for _ in range(100):
        hands.passes(20 * SECOND)
        assert trouble_of(guard) is None
    assert guard.highest == hands.wall


@pytest.mark.parametrize("step", [-5 * SECOND, 5 * SECOND, -9 * MINUTE, 9 * MINUTE, 23 * HOUR])
def test_small_steps_and_a_sleep_mean_nothing(
    guard: ClockGuard, hands: Hands, step: timedelta
) -> None:
    hands.is_set(step)
    assert trouble_of(guard) is None


def test_jitter_does_not_move_the_highest_moment_back(guard: ClockGuard, hands: Hands) -> None:
    highest = hands.wall
    for step in (-5, 5, -5, 3):
        hands.is_set(step * SECOND)
        assert trouble_of(guard) is None
        assert guard.highest is not None
        assert guard.highest >= highest
        highest = guard.highest


def test_a_clock_that_is_put_back_an_hour_is_not_believed_until_it_is_right_again(
    guard: ClockGuard, hands: Hands
) -> None:
    hands.is_set(-HOUR)
    assert trouble_of(guard) == "put back"
    hands.passes(40 * MINUTE)
    assert trouble_of(guard) == "put back"
    assert guard.highest == NOON, "a wrong clock teaches nothing"
    hands.is_set(HOUR)
    assert trouble_of(guard) is None


def test_time_itself_heals_a_clock_that_was_put_back(guard: ClockGuard, hands: Hands) -> None:
    hands.is_set(-HOUR)
    hands.passes(51 * MINUTE)
    assert trouble_of(guard) is None, "nine minutes below the highest moment"


def test_a_clock_two_days_ahead_is_not_believed_however_long_it_stays_so(
    guard: ClockGuard, hands: Hands
) -> None:
    hands.is_set(2 * DAY)
    assert trouble_of(guard) == "far ahead"
    hands.passes(HOUR)
    assert trouble_of(guard) == "far ahead"
    assert guard.highest == NOON
    hands.is_set(-2 * DAY)
    assert trouble_of(guard) is None


def test_a_clock_that_was_never_set_is_not_believed() -> None:
    hands = Hands(datetime(1970, 1, 1, tzinfo=UTC))
    guard = ClockGuard(hands)
    assert trouble_of(guard) == "before any release"
    hands.wall = EARLIEST
    assert trouble_of(guard) is None


def test_an_earlier_life_has_kept_the_highest_moment() -> None:
    guard = ClockGuard(Hands())
    guard.remember(NOON + HOUR)
    assert trouble_of(guard) == "put back"
    assert guard.highest == NOON + HOUR


def test_telegram_confirms_a_jump_of_two_days(guard: ClockGuard, hands: Hands) -> None:
    hands.is_set(2 * DAY)
    assert trouble_of(guard) == "far ahead"
    guard.hear(hands.wall + 2 * SECOND)
    assert trouble_of(guard) is None
    hands.passes(HOUR)
    assert trouble_of(guard) is None, "and what follows from it"


def test_telegram_contradicts_a_clock_that_looks_well(guard: ClockGuard, hands: Hands) -> None:
    hands.is_set(30 * MINUTE)
    assert trouble_of(guard) is None, "a sleep, for all that we know"
    guard.hear(NOON)
    assert trouble_of(guard) == "telegram says otherwise"
    hands.is_set(-30 * MINUTE)
    guard.hear(NOON)
    assert trouble_of(guard) is None


def test_telegram_confirms_a_lower_time_and_the_higher_one_is_forgotten() -> None:
    guard = ClockGuard(Hands())
    guard.remember(NOON + 3 * DAY)
    assert trouble_of(guard) == "put back"
    guard.hear(NOON)
    assert trouble_of(guard) is None
    assert guard.highest == NOON


def test_what_telegram_said_before_the_clock_was_set_counts_no_more(
    guard: ClockGuard, hands: Hands
) -> None:
    guard.hear(NOON)
    hands.is_set(2 * DAY)
    assert trouble_of(guard) == "far ahead"
    hands.is_set(-2 * DAY - HOUR)
    assert trouble_of(guard) == "put back"


def test_a_sleep_of_eight_hours_is_no_trouble(guard: ClockGuard, hands: Hands) -> None:
    guard.hear(NOON)
    hands.is_set(8 * HOUR)  # a machine whose monotonic hand stands still meanwhile
    assert trouble_of(guard) is None
    hands.passes(8 * HOUR)  # and one whose hand goes on
    assert trouble_of(guard) is None
