"""What may be done with a sitting, and what counts."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.reading.records import Mode
from bot.sittings import rules
from bot.sittings.records import Kept, Reason, Refusal, Sitting, State, Target
from tests.sittings.makers import EVENING, MONDAY, make_sitting

CAIRO = ZoneInfo("Africa/Cairo")
MIDNIGHT = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)  # the end of Monday in Cairo
PLANNED = make_sitting()
STARTED = make_sitting(
    state=State.STARTED, started_at=EVENING, closes_at=MIDNIGHT + timedelta(hours=12)
)
ANSWERED = make_sitting(state=State.ANSWERED, kept=Kept.DONE)


@pytest.mark.parametrize(
    ("sitting", "now", "expected"),
    [
        pytest.param(PLANNED, EVENING, None, id="at its time"),
        pytest.param(PLANNED, EVENING - timedelta(hours=5), None, id="earlier that day"),
        pytest.param(
            replace(PLANNED, state=State.SKIPPED), EVENING, None, id="changed their mind"
        ),
        pytest.param(replace(PLANNED, state=State.EXPIRED), EVENING, None, id="nudge was lost"),
        pytest.param(PLANNED, MIDNIGHT + timedelta(hours=2), None, id="after midnight"),
        pytest.param(PLANNED, MIDNIGHT + timedelta(hours=3), Refusal.OVER, id="the next day"),
        pytest.param(STARTED, EVENING, Refusal.STARTED, id="a second tap"),
        pytest.param(ANSWERED, EVENING, Refusal.ANSWERED, id="answered"),
        pytest.param(replace(PLANNED, state=State.MISSED), EVENING, Refusal.OVER, id="missed"),
    ],
)
def test_refuse_start(sitting: Sitting, now: datetime, expected: Refusal | None) -> None:
    assert rules.refuse_start(sitting, CAIRO, now=now) is expected


@pytest.mark.parametrize(
    ("sitting", "now", "expected"),
    [
        pytest.param(PLANNED, EVENING - timedelta(days=3), None, id="days before"),
        pytest.param(replace(PLANNED, state=State.NUDGED), EVENING, None, id="not today"),
        pytest.param(replace(PLANNED, state=State.SKIPPED), EVENING, None, id="twice"),
        pytest.param(PLANNED, MIDNIGHT, Refusal.OVER, id="its day is over"),
        pytest.param(STARTED, EVENING, Refusal.STARTED, id="begun"),
        pytest.param(ANSWERED, EVENING, Refusal.ANSWERED, id="answered"),
    ],
)
def test_refuse_skip(sitting: Sitting, now: datetime, expected: Refusal | None) -> None:
    assert rules.refuse_skip(sitting, CAIRO, now=now) is expected


@pytest.mark.parametrize(
    ("sitting", "to", "others", "expected"),
    [
        pytest.param(PLANNED, EVENING + timedelta(hours=1), (), None, id="an hour later"),
        pytest.param(PLANNED, EVENING - timedelta(hours=2), (), None, id="earlier, still ahead"),
        pytest.param(PLANNED, EVENING - timedelta(hours=10), (), Refusal.IN_THE_PAST, id="past"),
        pytest.param(PLANNED, EVENING + timedelta(days=8), (), Refusal.TOO_FAR, id="next week"),
        pytest.param(
            PLANNED,
            EVENING + timedelta(days=1),
            (EVENING + timedelta(days=1, hours=7),),
            Refusal.TOO_CLOSE,
            id="next to another",
        ),
        pytest.param(
            replace(PLANNED, state=State.NUDGED), EVENING + timedelta(hours=1), (), Refusal.OVER,
            id="nudged: a snooze does it",
        ),
        pytest.param(STARTED, EVENING + timedelta(hours=1), (), Refusal.STARTED, id="begun"),
    ],
)  # fmt: skip
def test_refuse_move(
    sitting: Sitting, to: datetime, others: tuple[datetime, ...], expected: Refusal | None
) -> None:
    now = EVENING - timedelta(hours=8)
    assert rules.refuse_move(sitting, to, others=others, now=now) is expected


@pytest.mark.parametrize(
    ("sitting", "after", "expected"),
    [
        pytest.param(STARTED, timedelta(hours=1), None, id="started"),
        pytest.param(STARTED, timedelta(hours=17), Refusal.OVER, id="noon of the next day"),
        pytest.param(PLANNED, timedelta(hours=1), Refusal.OVER, id="never started"),
        pytest.param(ANSWERED, timedelta(hours=1), Refusal.ANSWERED, id="twice"),
    ],
)
def test_refuse_answer(sitting: Sitting, after: timedelta, expected: Refusal | None) -> None:
    assert rules.refuse_answer(sitting, now=EVENING + after) is expected


def test_the_buttons_of_move_offer_only_what_lies_ahead() -> None:
    before = rules.move_choices(PLANNED, CAIRO, now=EVENING - timedelta(hours=5))
    assert before == {
        "plus1": Target(MONDAY, time(20, 0)),
        "plus2": Target(MONDAY, time(21, 0)),
        "evening": Target(MONDAY, time(20, 0)),
        "tomorrow": Target(date(2026, 3, 3), time(19, 0)),
    }
    late = rules.move_choices(PLANNED, CAIRO, now=EVENING + timedelta(hours=2))
    assert "evening" not in late


@pytest.mark.parametrize(
    ("on", "zone", "expected"),
    [
        pytest.param(MONDAY, "Africa/Cairo", MIDNIGHT, id="a usual night"),
        pytest.param(
            date(2026, 4, 23), "Africa/Cairo", datetime(2026, 4, 23, 22, tzinfo=UTC),
            id="the clock jumps from midnight to one",
        ),
        pytest.param(
            date(2026, 10, 29), "Africa/Cairo", datetime(2026, 10, 29, 22, tzinfo=UTC),
            id="the hour before midnight comes twice",
        ),
    ],
)  # fmt: skip
def test_a_day_ends_at_local_midnight(on: date, zone: str, expected: datetime) -> None:
    assert rules.midnight_after(on, ZoneInfo(zone)) == expected


def test_a_week_counts_what_was_kept_and_leaves_out_what_is_neutral() -> None:
    rows = [
        replace(ANSWERED, mode=Mode.LISTEN),
        replace(ANSWERED, mode=Mode.READ, kept=Kept.PARTLY),
        replace(ANSWERED, kept=Kept.NOT_THIS_TIME),
        make_sitting(state=State.SKIPPED),
        make_sitting(state=State.EXPIRED),
        make_sitting(state=State.PLANNED),
        make_sitting(state=State.NUDGED),
        make_sitting(state=State.MISSED),
    ]

    week = rules.summary(MONDAY, rows, ahead=2)

    assert (week.kept, week.planned) == (2, 7)
    assert week.minutes == {Mode.LISTEN: 45, Mode.READ: 22}
    assert week.all_minutes == 67


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        pytest.param([Reason.TIME] * 3, Reason.TIME, id="three"),
        pytest.param([Reason.TIME] * 2, None, id="two"),
        pytest.param([Reason.TIME] * 4, None, id="asked already at three"),
        pytest.param([Reason.TIME] * 6, Reason.TIME, id="three more"),
        pytest.param([Reason.TIME, Reason.TIME, Reason.FORGOT], None, id="not the same"),
        pytest.param([Reason.TIME, None, Reason.TIME, Reason.TIME], None, id="a kept one between"),
        pytest.param([None] * 3, None, id="no reasons"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_same_reason_in_a_row(reasons: list[Reason | None], expected: Reason | None) -> None:
    newest_first = [replace(ANSWERED, reason=reason) for reason in reasons]
    assert rules.same_reason_in_a_row(newest_first) is expected
