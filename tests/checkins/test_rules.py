"""When the weekly questions open, and what is proposed."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.checkins import rules
from bot.checkins.records import Proposal, WeeklySettings
from bot.sittings.records import Reason

USUAL = WeeklySettings()


@pytest.mark.parametrize(
    ("zone", "settings", "after", "at", "on"),
    [
        pytest.param(
            "Africa/Cairo", USUAL, datetime(2026, 3, 2, 9, tzinfo=UTC),
            datetime(2026, 3, 5, 16, tzinfo=UTC), date(2026, 3, 5), id="Thursday at six",
        ),
        pytest.param(
            "Africa/Cairo", USUAL, datetime(2026, 3, 5, 16, tzinfo=UTC),
            datetime(2026, 3, 12, 16, tzinfo=UTC), date(2026, 3, 12), id="and a week later",
        ),
        pytest.param(
            "Africa/Cairo", WeeklySettings(weekday=4, at=time(0, 30)),
            datetime(2026, 4, 20, tzinfo=UTC),
            datetime(2026, 4, 23, 22, tzinfo=UTC), date(2026, 4, 24),
            id="a time that the clock leaves out",
        ),
        pytest.param(
            "Africa/Cairo", WeeklySettings(weekday=3, at=time(23, 30)),
            datetime(2026, 10, 27, tzinfo=UTC),
            datetime(2026, 10, 29, 20, 30, tzinfo=UTC), date(2026, 10, 29),
            id="a time that comes twice: the first",
        ),
    ],
)  # fmt: skip
def test_next_weekly(
    zone: str, settings: WeeklySettings, after: datetime, at: datetime, on: date
) -> None:
    found = rules.next_weekly(settings, ZoneInfo(zone), after=after)
    assert (found.at, found.on) == (at, on)


@pytest.mark.parametrize(
    ("reason", "minutes", "expected"),
    [
        pytest.param(Reason.TIME, 45, Proposal(may_move=True, minutes=30), id="no time"),
        pytest.param(Reason.ENERGY, 45, Proposal(may_move=True, minutes=None), id="no energy"),
        pytest.param(Reason.FORGOT, 45, Proposal(may_move=True, minutes=None), id="forgot"),
        pytest.param(Reason.TOO_HARD, 60, Proposal(may_move=False, minutes=40), id="too hard"),
        pytest.param(
            Reason.TOO_HARD, 10, Proposal(may_move=True, minutes=None), id="short already"
        ),
        pytest.param(Reason.OTHER, 12, Proposal(may_move=True, minutes=10), id="another reason"),
    ],
)
def test_propose(reason: Reason, minutes: int, expected: Proposal) -> None:
    assert rules.propose(reason, minutes=minutes) == expected
