from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gate import (
    WHEN_REACHABLE,
    Drop,
    Go,
    Hold,
    QuietHours,
    Standing,
    Verdict,
    after_quiet_hours,
    pass_gate,
)
from bot.outbox.records import Class, Gate, Kind, Priority

CAIRO = ZoneInfo("Africa/Cairo")
NIGHT = QuietHours(time(22), time(7))
AWAKE = Standing(
    is_reachable=True,
    paused_until=None,
    zone="Africa/Cairo",
    quiet=NIGHT,
    days_off=frozenset(),
    budget=5,
)


def kind(gate: Gate, *, pausable: bool = True) -> Kind:
    return Kind(name="k", cls=Class.A, priority=Priority.BULK, gate=gate, pausable=pausable)


def at(local: str, zone: ZoneInfo = CAIRO) -> datetime:
    """A wall-clock moment, as an aware one in UTC."""
    return datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)


NOON = at("2026-03-02 12:00")  # a Monday
LATE = at("2026-03-02 23:00")
MORNING = at("2026-03-03 07:00")
AFTER_WEEKEND = at("2026-03-08 07:00")


@pytest.mark.parametrize(
    ("quiet", "clock", "expected"),
    [
        pytest.param(NIGHT, time(21, 59), False, id="before"),
        pytest.param(NIGHT, time(22), True, id="as it begins"),
        pytest.param(NIGHT, time(0), True, id="midnight"),
        pytest.param(NIGHT, time(6, 59), True, id="before it ends"),
        pytest.param(NIGHT, time(7), False, id="as it ends"),
        pytest.param(QuietHours(time(13), time(15)), time(14), True, id="in the afternoon"),
        pytest.param(QuietHours(time(13), time(15)), time(15), False, id="after the siesta"),
        pytest.param(QuietHours(time(9), time(9)), time(9), False, id="equal ends are none"),
    ],
)
def test_quiet_hours_cover(quiet: QuietHours, clock: time, *, expected: bool) -> None:
    assert quiet.covers(clock) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(NOON, NOON, id="awake"),
        pytest.param(LATE, MORNING, id="before midnight: tomorrow morning"),
        pytest.param(at("2026-03-03 00:30"), MORNING, id="after midnight: this morning"),
        pytest.param(
            at("2026-04-23 23:30"), at("2026-04-24 07:00"), id="the night in spring without 00:30"
        ),
        pytest.param(
            at("2026-10-29 23:30"), at("2026-10-30 07:00"), id="the night in autumn, 23:30 twice"
        ),
    ],
)
def test_quiet_hours_end_at_their_wall_clock_time(moment: datetime, expected: datetime) -> None:
    assert after_quiet_hours(moment, NIGHT, CAIRO) == expected


def test_the_spring_night_is_an_hour_shorter() -> None:
    evening, morning = at("2026-04-23 22:00"), at("2026-04-24 07:00")
    assert morning - evening == timedelta(hours=8)
    assert after_quiet_hours(evening, NIGHT, CAIRO) == morning


def test_an_end_that_comes_twice_is_the_second_one_for_who_is_past_the_first() -> None:
    zone = ZoneInfo("America/New_York")  # 01:00-02:00 comes twice on 1 November 2026
    second_quarter_past = datetime(2026, 11, 1, 6, 15, tzinfo=UTC)
    quiet = QuietHours(time(22), time(1, 30))

    assert after_quiet_hours(second_quarter_past, quiet, zone) == datetime(
        2026, 11, 1, 6, 30, tzinfo=UTC
    )


@settings(deadline=None)  # the machine may be busy
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from(["Africa/Cairo", "America/New_York", "Asia/Amman", "Africa/Casablanca",
                     "Australia/Lord_Howe", "Pacific/Apia"]),
)  # fmt: skip
def test_a_held_message_is_never_sent_before_it_was_due(
    moment: datetime, starts: time, ends: time, zone: str
) -> None:
    held = after_quiet_hours(moment, QuietHours(starts, ends), ZoneInfo(zone))
    assert moment <= held <= moment + timedelta(hours=26)


@pytest.mark.parametrize(
    ("gate", "change", "sent_today", "now", "expected"),
    [
        pytest.param(Gate.FULL, {}, 0, NOON, Go(), id="awake, budget left"),
        pytest.param(Gate.FULL, {}, 0, LATE, Hold(MORNING), id="quiet hours"),
        pytest.param(Gate.FULL, {}, 4, NOON, Go(), id="the last of the budget"),
        pytest.param(Gate.FULL, {}, 5, NOON, Hold(MORNING), id="budget used up: tomorrow morning"),
        pytest.param(
            Gate.FULL, {"days_off": frozenset({0})}, 0, NOON, Hold(MORNING), id="a day off"
        ),
        pytest.param(
            Gate.FULL,
            {"days_off": frozenset({0}), "quiet": QuietHours(time(0), time(0))},
            0,
            NOON,
            Hold(at("2026-03-03 00:00")),
            id="a day off without quiet hours",
        ),
        pytest.param(
            Gate.FULL,
            {"days_off": frozenset({0}), "quiet": QuietHours(time(13), time(15))},
            0,
            NOON,
            Hold(at("2026-03-03 00:00")),
            id="a day off with a siesta",
        ),
        pytest.param(
            Gate.FULL, {"is_reachable": False}, 0, NOON, Drop("unreachable"), id="blocked"
        ),
        pytest.param(Gate.FULL, {"paused_until": AFTER_WEEKEND}, 0, NOON, Hold(AFTER_WEEKEND),
                     id="paused"),
        pytest.param(Gate.FULL, {"paused_until": NOON}, 0, NOON, Go(), id="the pause is over"),
        pytest.param(Gate.QUIET, {}, 9, NOON, Go(), id="a request does not know the budget"),
        pytest.param(Gate.QUIET, {}, 0, LATE, Hold(MORNING), id="a request waits for morning"),
        pytest.param(
            Gate.QUIET, {"days_off": frozenset({0})}, 0, NOON, Go(), id="a request on a day off"
        ),
        pytest.param(Gate.NUDGE, {}, 9, LATE, Go(), id="a nudge passes night and budget"),
        pytest.param(
            Gate.NUDGE, {"paused_until": MORNING}, 0, NOON, Drop("paused"), id="a nudge in a pause"
        ),
        pytest.param(
            Gate.NUDGE, {"is_reachable": False}, 0, NOON, Drop("unreachable"), id="a nudge to nobody"
        ),
        pytest.param(
            Gate.NONE,
            {"is_reachable": False, "paused_until": MORNING},
            9,
            LATE,
            Go(),
            id="a reply was asked for",
        ),
    ],
)  # fmt: skip
def test_the_gate(
    gate: Gate, change: dict[str, object], sent_today: int, now: datetime, expected: Verdict
) -> None:
    standing = replace(AWAKE, **change)  # type: ignore[arg-type]  # a table of fields
    assert pass_gate(kind(gate), standing, sent_today=sent_today, now=now) == expected


def test_a_pause_does_not_stop_decisions_about_oneself() -> None:
    standing = replace(AWAKE, paused_until=AFTER_WEEKEND)
    decision = kind(Gate.QUIET, pausable=False)
    assert pass_gate(decision, standing, sent_today=0, now=NOON) == Go()
    assert pass_gate(decision, standing, sent_today=0, now=LATE) == Hold(MORNING)


def test_what_awaits_a_return_is_kept_for_who_blocked_the_bot_and_not_for_who_is_gone() -> None:
    blocked = replace(AWAKE, is_reachable=False)
    kept = replace(kind(Gate.QUIET), awaits_return=True)

    assert pass_gate(kept, blocked, sent_today=0, now=NOON) == Hold(WHEN_REACHABLE)
    gone = replace(blocked, is_gone=True)
    assert pass_gate(kept, gone, sent_today=0, now=NOON) == Drop("unreachable")


def test_which_gates_count_toward_the_budget() -> None:
    assert [gate for gate in Gate if kind(gate).counts] == [Gate.NUDGE, Gate.FULL]
