"""Long weeks stay on one screen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.home import messages_days
from bot.home.records import Ahead, Why
from bot.outbox.splitting import fits
from bot.texts import Reader
from tests.home.test_rules import AMINA
from tests.support.bench import TEXTS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def a_full_week(messages: int) -> dict[date, list[Ahead]]:
    """That many nudges, four a day, with long titles."""
    days: dict[date, list[Ahead]] = {}
    for number in range(messages):
        at = NOON + timedelta(days=number // 4, hours=number % 4)
        ahead = Ahead(at=at, why=Why.NUDGE, about="x" * 100, arg=f"n.{number}.{at.date()}")
        days.setdefault(at.date(), []).append(ahead)
    return days


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("messages", "more"),
    [
        pytest.param(25, 0, id="as many as fit"),
        pytest.param(26, 1, id="one more"),
        pytest.param(28, 3, id="three more"),
    ],
)
def test_a_full_week_is_capped(language: str, messages: int, more: int) -> None:
    say = TEXTS.say(Reader(language=language))

    screen = messages_days.upcoming(say, AMINA, a_full_week(messages), total=messages, silent=[])

    assert fits(screen.html)
    assert screen.html.count("x" * 100) == messages - more
    assert (say.n("And {n} more.", "And {n} more.", n=more) in screen.html) is (more > 0)
    assert sum(len(row) for row in screen.buttons) <= messages_days.MOST_SKIPS
