"""What the front door decides."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.gate import QuietHours
from bot.home.records import Greeting
from bot.home.rules import greeting_for, is_code, likely_commands
from bot.people.records import Budget, Person, PersonId
from bot.texts import Digits

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AMINA = Person(
    id=PersonId(1),
    telegram_id=7,
    name="Amina",
    full_name="Amina",
    username=None,
    language="en",
    digits=Digits.WESTERN,
    zone="Africa/Cairo",
    country="EG",
    quiet=QuietHours(time(22), time(7)),
    budget=Budget.STANDARD,
    days_off=frozenset(),
    paused_until=None,
    unreachable_since=None,
    gone_at=None,
    met_at=NOON,
)
NAMES = ["start", "help", "goals", "times", "today", "circles"]
USUAL = ("start", "help")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param(None, Greeting.NEW, id="never met"),
        pytest.param(AMINA, Greeting.AGAIN, id="known"),
        pytest.param(
            replace(AMINA, unreachable_since=NOON), Greeting.FOUND_AGAIN, id="was not reachable"
        ),
    ],
)
def test_greeting(before: Person | None, expected: Greeting) -> None:
    assert greeting_for(before) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("/gaols", ("goals", "start"), id="letters swapped"),
        pytest.param("/goal", ("goals", "start"), id="a letter missing"),
        pytest.param("/goals@halqa_bot", ("goals", "start"), id="with the bot's name"),
        pytest.param("Today please", ("today", "start"), id="a word, not a command"),
        pytest.param("good morning", USUAL, id="nothing like a command"),
        pytest.param("", USUAL, id="nothing at all"),
        pytest.param("ماذا الآن", USUAL, id="Arabic"),
        pytest.param("/strat", ("start", "help"), id="one of the usual ones is not told twice"),
    ],
)
def test_likely_commands(text: str, expected: tuple[str, str]) -> None:
    assert likely_commands(text, NAMES, usual=USUAL) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("K7Q2-M9XP-RD4T", True, id="as it is shown"),
        pytest.param("k7q2m9xprd4t", True, id="without dashes"),
        pytest.param("KQWE-MPXP-RDTT", True, id="as it is shown, without a digit"),
        pytest.param("https://t.me/halqa_bot?start=j_K7Q2M9XPRD4T", True, id="the link"),
        pytest.param("see you there", False, id="a sentence"),
        pytest.param("helloarthers", False, id="a word of twelve letters"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_may_be_a_code(text: str, expected: bool) -> None:
    assert is_code(text) is expected
