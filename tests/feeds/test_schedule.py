from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import rules_fetching as rules
from bot.feeds.records import Stopped
from tests.feeds.makers import NOW, feed

BETWEEN = st.integers(min_value=15, max_value=1_440)
IDS = st.integers(min_value=1, max_value=10**9)
ASKS = st.none() | st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000))
DAY = timedelta(days=1)
WITH_SPREAD = 1 + 1 / rules.SPREAD


@given(first=IDS, count=st.integers(min_value=100, max_value=10_000))
def test_feeds_that_are_added_at_once_are_spread_evenly_over_their_period(first, count) -> None:
    hour = timedelta(hours=1)
    minutes = [0] * 60
    for number in range(first, first + count):
        at = rules.first_at(number, now=NOW, within=hour)
        assert NOW <= at < NOW + hour
        minutes[int((at - NOW).total_seconds() // 60)] += 1
    assert max(minutes) <= count / 60 + 3
    assert min(minutes) >= count / 60 - 3


def test_feeds_that_came_into_step_drift_apart() -> None:
    """After an outage all are due at once; two rounds later no minute has many."""
    at = dict.fromkeys(range(1, 1_001), NOW)
    for _ in range(8):
        for number, now in at.items():
            following = rules.after_reading(feed(id=number), now=now, between_minutes=60, new=1)
            assert following.next_at is not None
            at[number] = following.next_at
    minutes: dict[int, int] = {}
    for moment in at.values():
        minute = int((moment - NOW).total_seconds() // 60)
        minutes[minute] = minutes.get(minute, 0) + 1
    assert max(minutes.values()) <= 1_000 / 60 + 5


@given(
    number=IDS, between=BETWEEN, period=st.integers(0, 50_000), new=st.integers(0, 100), asks=ASKS
)
def test_a_feed_that_is_well_waits_between_the_shortest_time_and_a_day(
    number, between, period, new, asks
) -> None:
    following = rules.after_reading(
        feed(id=number, period_minutes=period),
        now=NOW,
        between_minutes=between,
        new=new,
        asks=asks,
    )
    assert following.next_at is not None
    wait = following.next_at - NOW
    assert wait >= timedelta(minutes=between)
    assert wait >= min(asks or timedelta(), DAY)
    assert wait <= DAY * WITH_SPREAD
    assert between <= following.period_minutes <= rules.longest_period(between)
    assert (following.failures, following.failing_since, following.stopped) == (0, None, None)


def test_a_feed_with_news_is_asked_more_often_and_one_without_less() -> None:
    known = feed(period_minutes=240)
    assert rules.after_reading(known, now=NOW, between_minutes=60, new=3).period_minutes == 120
    assert rules.after_reading(known, now=NOW, between_minutes=60, new=0).period_minutes == 360
    periods = [60]
    for _ in range(20):
        quiet = feed(period_minutes=periods[-1])
        periods.append(
            rules.after_reading(quiet, now=NOW, between_minutes=60, new=0).period_minutes
        )
    assert periods == sorted(periods)
    assert periods[-1] == 24 * 60
    first = feed(fetched_at=None, period_minutes=0)
    assert rules.after_reading(first, now=NOW, between_minutes=60, new=100).period_minutes == 60


@given(number=IDS, between=BETWEEN, failures=st.integers(0, 10_000), asks=ASKS)
def test_a_feed_that_fails_is_asked_ever_less_up_to_once_a_day_or_as_it_asks(
    number, between, failures, asks
) -> None:
    following = rules.after_failure(
        feed(id=number, failures=failures, failing_since=NOW),
        now=NOW,
        between_minutes=between,
        why=Stopped.FAILING,
        retry_after=asks,
    )
    assert following.next_at is not None
    wait = following.next_at - NOW
    assert wait >= min(timedelta(minutes=between), DAY)
    assert wait >= min(asks or timedelta(), rules.LONGEST_WAIT)
    assert wait <= max(DAY, min(asks or timedelta(), rules.LONGEST_WAIT)) * WITH_SPREAD
    assert following.failures == failures + 1


@given(between=BETWEEN)
def test_each_failure_doubles_the_wait(between) -> None:
    waits = [rules.back_off(failures, between) for failures in range(1, 40)]
    for one, other in pairwise(waits):
        assert other == min(one * 2, DAY)


def failing(why: Stopped, *, lasting: timedelta, failures: int) -> Stopped | None:
    known = feed(failures=failures - 1, failing_since=NOW - lasting)
    return rules.after_failure(known, now=NOW, between_minutes=60, why=why).stopped


@pytest.mark.parametrize("why", [Stopped.FAILING, Stopped.NOT_A_FEED])
def test_it_is_stopped_after_two_weeks_of_failures(why: Stopped) -> None:
    assert failing(why, lasting=timedelta(days=14), failures=17) is why
    assert failing(why, lasting=timedelta(days=13, hours=23), failures=17) is None


def test_an_outage_of_ours_stops_no_feed() -> None:
    """It failed once before the bot stood still for a month, and once after."""
    assert failing(Stopped.FAILING, lasting=timedelta(days=30), failures=2) is None


def test_what_says_that_it_is_gone_is_stopped_at_once_and_what_may_not_be_asked_the_third_time() -> (
    None
):
    assert failing(Stopped.GONE, lasting=timedelta(), failures=1) is Stopped.GONE
    assert failing(Stopped.NOT_ALLOWED, lasting=timedelta(hours=2), failures=2) is None
    not_allowed = failing(Stopped.NOT_ALLOWED, lasting=timedelta(hours=6), failures=3)
    assert not_allowed is Stopped.NOT_ALLOWED


def test_two_weeks_of_failures_are_enough_of_them() -> None:
    """By its own back-off, a feed fails more often in two weeks than it takes to be stopped."""
    now, known, stopped = NOW, feed(), None
    for _ in range(100):
        following = rules.after_failure(known, now=now, between_minutes=60, why=Stopped.FAILING)
        stopped = following.stopped
        if stopped is not None:
            break
        assert following.next_at is not None
        now = following.next_at
        known = feed(failures=following.failures, failing_since=following.failing_since)
    assert stopped is Stopped.FAILING
    assert timedelta(days=14) <= now - NOW <= timedelta(days=16)
    assert 15 <= known.failures <= 20


@given(
    later=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=2_000)),
    zone=st.sampled_from(
        ["Africa/Cairo", "America/Santiago", "Pacific/Apia", "Asia/Tehran", "UTC"]
    ),
)
def test_word_of_a_stop_comes_in_the_next_evening(later, zone) -> None:
    now = NOW + later
    at = rules.told_at(now, ZoneInfo(zone))
    assert now <= at <= now + timedelta(hours=25)
    assert at.astimezone(ZoneInfo(zone)).time() == rules.TOLD_AT


def test_feeds_wait_while_the_disk_is_nearly_full() -> None:
    gib = 1024**3
    assert rules.has_room(total=20 * gib, free=2 * gib)
    assert not rules.has_room(total=20 * gib, free=2 * gib - 1)
    assert rules.has_room(total=1_000 * gib, free=2 * gib)  # a large disk need not be a tenth free
    assert not rules.has_room(total=10 * gib, free=gib - 1)
