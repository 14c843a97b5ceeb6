"""What is decided about goals."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.goals.rules import (
    Refusal,
    WrongDate,
    is_too_broad,
    months_after,
    quoted_at,
    refuse_horizon,
    refuse_one_more,
)
from bot.goals.rules_line import read_line, typed_add

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("field", "focus", "expected"),
    [
        pytest.param("Python", "", True, id="nothing"),
        pytest.param("Python", "python ", True, id="the field again"),
        pytest.param("Python", "the basics", True, id="a generic word with an article"),
        pytest.param("Python", "Everything", True, id="everything"),
        pytest.param("Python", "!!", True, id="no word"),
        pytest.param("Python", "basics of testing", False, id="a generic word of something"),
        pytest.param("Python", "pandas", False, id="one telling word"),
        pytest.param("بايثون", "الأساسيات", True, id="Arabic, generic"),
        pytest.param("بايثون", "كل شيء", True, id="Arabic, everything"),
        pytest.param("البرمجة", "البرمجه", True, id="Arabic, the field spelled otherwise"),
        pytest.param("بايثون", "أساسيات الاختبار", False, id="Arabic, a part"),
    ],
)
def test_is_too_broad(field: str, focus: str, *, expected: bool) -> None:
    assert is_too_broad(field, focus) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 23), WrongDate.PAST),
        (TODAY, WrongDate.PAST),
        (date(2026, 11, 25), None),
        (date(2031, 11, 24), None),
        (date(2031, 11, 25), WrongDate.TOO_FAR),
    ],
)
def test_refuse_horizon(on: date, expected: WrongDate | None) -> None:
    assert refuse_horizon(on, today=TODAY) is expected


@pytest.mark.parametrize(
    ("on", "months", "expected"),
    [
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
    ],
)
def test_months_after(on: date, months: int, expected: date) -> None:
    assert months_after(on, months) == expected


@pytest.mark.parametrize(("active", "expected"), [(2, None), (3, Refusal.TOO_MANY_ACTIVE)])
def test_refuse_one_more(active: int, expected: Refusal | None) -> None:
    assert refuse_one_more(active, most=3) is expected


def test_a_goal_is_quoted_back_in_the_evening_where_the_person_lives() -> None:
    at = quoted_at(date(2026, 12, 1), ZoneInfo("Africa/Cairo"))
    assert at == datetime(2026, 12, 1, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("add Python: testing", "Python: testing"),
        ("Add  Python", "Python"),
        ("أضف بايثون: الاختبار", "بايثون: الاختبار"),
        ("إضافة بايثون", "بايثون"),
        ("address book", None),
        ("list", None),
    ],
)
def test_typed_add(line: str, expected: str | None) -> None:
    assert typed_add(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Python: the basics of testing by 1 December",
            {"field": "Python", "focus": "the basics of testing", "horizon": "2026-12-01"},
            id="all of it",
        ),
        pytest.param(
            "بايثون: أساسيات الاختبار حتى ١ ديسمبر",
            {"field": "بايثون", "focus": "أساسيات الاختبار", "horizon": "2026-12-01"},
            id="all of it in Arabic",
        ),
        pytest.param("Python", {"field": "Python", "focus": ""}, id="the field alone"),
        pytest.param(
            "Music: playing by ear",
            {"field": "Music", "focus": "playing by ear"},
            id="no date behind by",
        ),
        pytest.param(
            "Music: playing by ear by 1 December",
            {"field": "Music", "focus": "playing by ear", "horizon": "2026-12-01"},
            id="the last by has the date",
        ),
        pytest.param(
            "Go: tests by 1/12",
            {"field": "Go", "focus": "tests", "dates": ["2026-12-01", "2027-01-12"]},
            id="a date with two readings",
        ),
        pytest.param(":", None, id="no words"),
        pytest.param("x" * 101, None, id="too long"),
    ],
)
def test_read_line(line: str, expected: dict[str, object] | None) -> None:
    assert read_line(line, today=TODAY) == expected
