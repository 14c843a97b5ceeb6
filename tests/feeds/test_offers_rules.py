"""What is offered, to whom, when: decided without a database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import rules_offers
from bot.feeds.records import Answered
from bot.feeds.rules_offers import Candidate, choose
from bot.gate import QuietHours
from bot.reading.records import Mode
from tests.feeds.making import NOW, make_candidate, make_item, make_person

CAIRO = ZoneInfo("Africa/Cairo")
NIGHT = QuietHours(time(22), time(7))
ANY = frozenset[Mode]()
ZONES = ("Africa/Cairo", "Europe/London", "America/New_York", "Pacific/Apia", "Asia/Kathmandu")


def numbers(chosen: list[Candidate]) -> list[int]:
    return [each.item.id for each in chosen]


# When --------------------------------------------------------------------------------------------


def test_the_morning_is_nine_on_their_own_clock() -> None:
    at = rules_offers.next_turn(CAIRO, NIGHT, after=NOW - timedelta(hours=1), offered_at=None)
    assert at == NOW


def test_who_sleeps_longer_is_offered_something_when_quiet_hours_end() -> None:
    quiet = QuietHours(time(23), time(10, 30))
    at = rules_offers.next_turn(CAIRO, quiet, after=NOW - timedelta(hours=1), offered_at=None)
    assert at.astimezone(CAIRO).time() == time(10, 30)


def test_after_a_morning_comes_the_next_one() -> None:
    at = rules_offers.next_turn(CAIRO, NIGHT, after=NOW, offered_at=NOW)
    assert at == NOW + timedelta(days=1)


def test_who_travels_west_has_no_two_mornings_in_one_day() -> None:
    """Offered at nine in Auckland; where they land it will be nine again after eleven hours."""
    offered = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)  # 9:00 on the 2nd in Auckland
    at = rules_offers.next_turn(
        ZoneInfo("Europe/London"), NIGHT, after=offered + timedelta(hours=1), offered_at=offered
    )
    assert at == datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@given(
    st.integers(0, 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 23),
    st.one_of(st.none(), st.integers(0, 48)),
)
def test_a_turn_is_later_never_at_night_and_apart_from_the_last(
    now: datetime, zone: str, starts: int, ends: int, hours_ago: int | None
) -> None:
    quiet = QuietHours(time(starts), time(ends))
    offered = None if hours_ago is None else now - timedelta(hours=hours_ago)
    at = rules_offers.next_turn(ZoneInfo(zone), quiet, after=now, offered_at=offered)
    assert now < at <= now + timedelta(days=3)
    assert not quiet.covers(at.astimezone(ZoneInfo(zone)).time())
    assert offered is None or at - offered >= rules_offers.APART


def test_seven_local_dates_are_a_week() -> None:
    began = rules_offers.week_began(CAIRO, now=NOW)
    assert began.astimezone(CAIRO).date() == date(2026, 2, 24)
    assert rules_offers.day_ends(CAIRO, now=NOW) == datetime(2026, 3, 2, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "may"),
    [
        ({}, True),
        ({"unreachable_since": NOW}, False),
        ({"gone_at": NOW}, False),
        ({"paused_until": NOW + timedelta(days=1)}, False),
        ({"paused_until": NOW}, True),
        ({"days_off": frozenset({0})}, False),
        ({"days_off": frozenset({1})}, True),
    ],
)
def test_who_is_away_is_offered_nothing(values: dict[str, object], *, may: bool) -> None:
    assert rules_offers.may_offer(make_person(**values), now=NOW) is may


def test_what_could_only_go_out_tomorrow_is_not_offered_today() -> None:
    late = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)  # 22:30 in Cairo
    assert not rules_offers.may_offer(make_person(), now=late)
    assert rules_offers.may_offer(make_person(), now=late - timedelta(hours=1))


# What --------------------------------------------------------------------------------------------


def test_active_goals_come_first_then_the_mode_then_the_newest() -> None:
    offered = choose(
        [
            make_candidate(1, feed=1, age_hours=1),
            make_candidate(2, feed=2, age_hours=2, mode=Mode.LISTEN),
            make_candidate(3, feed=3, age_hours=3, mode=Mode.WATCH),
            make_candidate(4, feed=4, age_hours=9, goal=True, mode=Mode.WATCH),
            make_candidate(5, feed=5, age_hours=1, mode=Mode.LISTEN),
        ],
        left=dict.fromkeys(range(1, 6), 3),
        modes=frozenset({Mode.LISTEN}),
    )
    assert numbers(offered) == [4, 5, 2, 1, 3]


def test_each_feed_has_one_before_another_has_a_second() -> None:
    flood = [make_candidate(n, feed=1, age_hours=n / 100) for n in range(1, 50)]
    slow = [make_candidate(100, feed=2, age_hours=90), make_candidate(101, feed=3, age_hours=99)]
    offered = choose(flood + slow, left={1: 7, 2: 7, 3: 7}, modes=ANY)
    assert numbers(offered) == [1, 100, 101, 2, 3]


def test_no_feed_offers_more_than_is_left_of_its_week() -> None:
    flood = [make_candidate(n, feed=1) for n in range(1, 50)]
    assert len(choose(flood, left={1: 2}, modes=ANY)) == 2
    assert choose(flood, left={1: 0}, modes=ANY) == []
    assert choose(flood, left={}, modes=ANY) == []


def test_the_same_link_in_two_feeds_is_one() -> None:
    twice = [make_candidate(1, feed=1, key="same"), make_candidate(2, feed=2, key="same")]
    assert len(choose(twice, left={1: 3, 2: 3}, modes=ANY)) == 1


CANDIDATES = st.lists(
    st.builds(
        make_candidate,
        st.integers(1, 500),
        feed=st.integers(1, 6),
        goal=st.booleans(),
        key=st.one_of(st.none(), st.sampled_from("abc")),
        mode=st.one_of(st.none(), st.sampled_from(list(Mode))),
        age_hours=st.floats(0, 1_000),
    ),
    max_size=40,
    unique_by=lambda each: each.item.id,
)


@given(
    candidates=CANDIDATES,
    left=st.dictionaries(st.integers(1, 6), st.integers(0, 7)),
    listens=st.booleans(),
)
def test_never_more_than_five_never_more_than_is_left_never_one_twice(
    candidates: list[Candidate],
    left: dict[int, int],
    *,
    listens: bool,
) -> None:
    modes = frozenset({Mode.LISTEN}) if listens else ANY
    offered = choose(candidates, left=left, modes=modes)
    assert len(offered) <= rules_offers.MOST_AT_ONCE
    assert len({each.key for each in offered}) == len(offered)
    for feed in range(1, 7):
        own = [each for each in offered if each.subscription.id == feed]
        assert len(own) <= left.get(feed, 0)
    # Nothing is held back: with room in the message, what is left out is no more to be had.
    if len(offered) < rules_offers.MOST_AT_ONCE:
        for each in candidates:
            own = [one for one in offered if one.subscription.id == each.subscription.id]
            is_taken = each.key in {one.key for one in offered}
            assert is_taken or len(own) >= left.get(each.subscription.id, 0)


def test_of_what_a_feed_held_before_only_the_newest_few_are_to_come() -> None:
    assert rules_offers.modes_wanted([Mode.READ, None]) == ANY
    assert rules_offers.modes_wanted([Mode.READ, Mode.WATCH]) == {Mode.READ, Mode.WATCH}
    assert rules_offers.modes_wanted([]) == ANY
    assert rules_offers.happened_at(make_item(1)) == NOW


R, S = Answered.REFUSED, Answered.SAVED


@pytest.mark.parametrize(
    ("newest_first", "is_tired"),
    [
        ([R, R, R, R], False),
        ([R, R, R, R, R], True),
        ([R, R, R, R, R, S], True),
        ([R, R, R, R, R, R], False),  # asked at the fifth, and not again
        ([R, R, S, R, R, R], False),
        ([], False),
    ],
)
def test_five_refusals_in_a_row_are_asked_about_once(
    newest_first: list[Answered], *, is_tired: bool
) -> None:
    assert rules_offers.is_tired(newest_first) is is_tired
