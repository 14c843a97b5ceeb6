"""When somebody is asked what they missed: decided without a database."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.feeds import rules_gap
from bot.feeds.records import Item
from tests.feeds.making import NOW, make_item


def days(n: float) -> datetime:
    """So many days ago."""
    return NOW - timedelta(days=n)


def weekly(n: int, *, found: datetime | None = None) -> list[Item]:
    """An item each two days, the oldest first; found when it was published, unless said otherwise."""
    return [
        make_item(number, published=days(2 * (n - number)), found=found or days(2 * (n - number)))
        for number in range(n)
    ]


def is_gap(
    waiting: Sequence[Item],
    *,
    per_week: int = 3,
    since: float = 20,
    offered: float | None = 20,
) -> bool:
    return rules_gap.is_gap(
        waiting,
        per_week=per_week,
        since=days(since),
        offered_at=None if offered is None else days(offered),
        now=NOW,
    )


def test_who_was_away_for_two_weeks_is_asked() -> None:
    assert is_gap(weekly(8))
    assert is_gap(weekly(8), offered=None)


def test_a_shorter_time_is_no_gap() -> None:
    assert not is_gap(weekly(8), since=13, offered=13)


def test_a_few_are_simply_offered() -> None:
    assert not is_gap(weekly(6))
    assert is_gap(weekly(7))
    assert not is_gap(weekly(14), per_week=7)
    assert is_gap(weekly(15), per_week=7)
    assert not is_gap(weekly(5), per_week=1)
    assert is_gap(weekly(6), per_week=1)


def test_a_feed_that_had_nothing_to_say_and_then_much_is_no_gap() -> None:
    assert not is_gap([make_item(n, found=days(0.5)) for n in range(20)], since=40, offered=None)


def test_a_feed_that_stands_back_behind_others_is_no_gap() -> None:
    assert not is_gap(weekly(10), since=30, offered=1)


def test_a_feed_that_was_revived_is_one_though_others_were_offered() -> None:
    assert is_gap(weekly(10, found=days(0.1)), since=30, offered=1)


def test_who_wants_nothing_by_itself_is_asked_nothing() -> None:
    assert not is_gap(weekly(30), per_week=0)


def test_silence_is_an_answer_after_a_week() -> None:
    assert not rules_gap.is_silent(days(6.9), now=NOW)
    assert rules_gap.is_silent(days(7), now=NOW)
