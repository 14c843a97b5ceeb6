"""When a nudge is worth sending, and what becomes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.gate import QuietHours
from bot.nudges import rules
from bot.nudges.records import Nudged, Refusal, Turn, Verdict
from bot.people.records import Budget, Person, PersonId
from bot.sittings.records import Sitting, State
from bot.slots.records import SlotId
from bot.texts import Digits
from tests.sittings.makers import EVENING, MONDAY, make_sitting
from tests.support.slots import make_slot

CAIRO = ZoneInfo("Africa/Cairo")
LATENESS = timedelta(minutes=20)
SLOT = make_slot(days=range(7))
SITTING = make_sitting()
NIGHT = QuietHours(time(22, 0), time(7, 0))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
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
    quiet=NIGHT,
    budget=Budget.STANDARD,
    days_off=frozenset(),
    paused_until=None,
    unreachable_since=None,
    gone_at=None,
    met_at=LONG_AGO,
)
TURN = Turn(
    slot_id=SlotId(1),
    zone="Africa/Cairo",
    changed_at=LONG_AGO,
    lead_minutes=0,
    next_on=MONDAY,
    next_start_at=EVENING,
    next_at=EVENING,
    nudged_at=None,
    asked_on=None,
    fresh_from=None,
    rests_until=None,
)


@pytest.mark.parametrize(
    ("lead", "next_start", "begins", "expected"),
    [
        pytest.param(0, None, EVENING, timedelta(minutes=20), id="twenty minutes"),
        pytest.param(
            0, EVENING + timedelta(minutes=5), EVENING, timedelta(minutes=5), id="the next slot"
        ),
        pytest.param(60, None, EVENING, timedelta(0), id="with a lead, until it begins"),
        pytest.param(10, None, EVENING, timedelta(minutes=10), id="a short lead"),
        pytest.param(
            0, None, EVENING + timedelta(hours=2, minutes=50), timedelta(minutes=10),
            id="not into quiet hours",
        ),
        pytest.param(
            0, None, EVENING + timedelta(hours=4), timedelta(minutes=20),
            id="inside quiet hours it was confirmed",
        ),
    ],
)  # fmt: skip
def test_until_when_a_nudge_is_worth_sending(
    lead: int, next_start: datetime | None, begins: datetime, expected: timedelta
) -> None:
    until = rules.expires_at(
        replace(SITTING, at=begins),
        replace(SLOT, lead_minutes=lead),
        lateness=LATENESS,
        next_start=next_start,
        quiet=NIGHT,
        zone=CAIRO,
    )
    assert until - begins == expected


@pytest.mark.parametrize(
    ("begins", "falls_quiet", "minutes"),
    [
        # 01:50, ten minutes before the clocks go forward to 03:00, when it is quiet.
        pytest.param("2026-03-29T00:50", time(3), 10, id="an hour is left out"),
        # 01:50 for the first time of two; 02:10 comes after the second.
        pytest.param("2026-10-24T23:50", time(2, 10), 20, id="an hour comes twice"),
        pytest.param("2026-10-24T22:50", time(1, 5), 15, id="right before it"),
    ],
)
def test_it_is_quiet_when_the_clock_says_so_on_nights_when_clocks_change_too(
    begins: str, falls_quiet: time, minutes: int
) -> None:
    at = datetime.fromisoformat(begins).replace(tzinfo=UTC)
    until = rules.expires_at(
        replace(SITTING, at=at),
        SLOT,
        lateness=LATENESS,
        next_start=None,
        quiet=QuietHours(falls_quiet, time(9)),
        zone=ZoneInfo("Europe/Berlin"),
    )
    assert until - at == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, Verdict.NUDGE, id="at its minute"),
        pytest.param({"sitting": {"state": State.SKIPPED}}, Verdict.PASS, id="skipped"),
        pytest.param({"sitting": {"state": State.STARTED}}, Verdict.PASS, id="begun before"),
        pytest.param({"sitting": {"state": State.NUDGED}}, Verdict.PASS, id="nudged already"),
        pytest.param({"slot": {"ended_at": EVENING}}, Verdict.PASS, id="slot removed"),
        pytest.param({"person": {"days_off": frozenset({0})}}, Verdict.PASS, id="a day off"),
        pytest.param(
            {"person": {"days_off": frozenset({0})}, "sitting": {"moved_at": EVENING}},
            Verdict.NUDGE,
            id="moved to a day off by hand",
        ),
        pytest.param(
            {"person": {"paused_until": EVENING + timedelta(days=1)}}, Verdict.PASS, id="paused"
        ),
        pytest.param({"person": {"unreachable_since": EVENING}}, Verdict.PASS, id="unreachable"),
        pytest.param({"late": timedelta(minutes=20)}, Verdict.EXPIRE, id="too late"),
        pytest.param({"late": timedelta(minutes=19)}, Verdict.NUDGE, id="just in time"),
        pytest.param(
            {"turn": {"nudged_at": EVENING - timedelta(hours=7)}},
            Verdict.PASS,
            id="within 8 hours",
        ),
        pytest.param(
            {"turn": {"nudged_at": EVENING - timedelta(hours=8)}}, Verdict.NUDGE, id="8 hours ago"
        ),
        pytest.param({"is_crowded": True}, Verdict.PASS, id="more than slots and one in a day"),
        pytest.param({"unanswered": True}, Verdict.ASK, id="nobody answers"),
        pytest.param(
            {"unanswered": True, "turn": {"asked_on": date(2026, 3, 1)}}, Verdict.PASS, id="asked"
        ),
        pytest.param({"turn": {"asked_on": date(2026, 3, 1)}}, Verdict.NUDGE, id="answered since"),
        pytest.param({"turn": {"rests_until": date(2026, 3, 3)}}, Verdict.PASS, id="it rests"),
        pytest.param({"turn": {"rests_until": MONDAY}}, Verdict.NUDGE, id="the rest is over"),
    ],
)
def test_what_becomes_of_a_nudge_that_is_due(change: dict[str, Any], expected: Verdict) -> None:
    verdict = rules.judge(
        replace(SITTING, **change.get("sitting", {})),
        replace(SLOT, **change.get("slot", {})),
        replace(AMINA, **change.get("person", {})),
        replace(TURN, **change.get("turn", {})),
        expires=EVENING + LATENESS,
        unanswered=change.get("unanswered", False),
        is_crowded=change.get("is_crowded", False),
        now=EVENING + change.get("late", timedelta(0)),
    )
    assert verdict is expected


def nudged(hours: float, *, slot_id: int = 1, **values: Any) -> Nudged:
    """A nudge that went out so many hours before the evening, of a slot that began then in Cairo."""
    at = EVENING - timedelta(hours=hours)
    local = at.astimezone(CAIRO)
    columns: dict[str, Any] = {
        "start": local.time(),
        "changed_at": LONG_AGO,
        "on": local.date(),
        "is_moved": False,
        "at": at,
        "sent_at": at,
        **values,
    }
    return Nudged(slot_id=SlotId(slot_id), **columns)


@pytest.mark.parametrize(
    ("lately", "expected"),
    [
        pytest.param([], False, id="none"),
        pytest.param([nudged(7.9)], True, id="less than 8 hours"),
        pytest.param([nudged(8)], False, id="8 hours"),
        pytest.param([nudged(2, slot_id=2)], False, id="another slot"),
        pytest.param(
            [nudged(8.2, sent_at=EVENING - timedelta(hours=7.9))], True, id="it went out late"
        ),
    ],
)
def test_a_slot_is_nudged_once_in_eight_hours(lately: list[Nudged], expected: bool) -> None:
    assert rules.is_too_soon(SlotId(1), lately, now=EVENING) is expected


TWO_A_DAY = [nudged(23.9), nudged(23.5, slot_id=2), nudged(0.5)]
FAR_AWAY = ZoneInfo("Pacific/Kiritimati")


@pytest.mark.parametrize(
    ("lately", "zone", "slots", "expected"),
    [
        pytest.param(TWO_A_DAY, CAIRO, 2, False, id="who stays has a nudge a date"),
        pytest.param(TWO_A_DAY, FAR_AWAY, 2, True, id="who travels has one more"),
        pytest.param(TWO_A_DAY, FAR_AWAY, 3, False, id="and not before"),
        pytest.param([nudged(24), *TWO_A_DAY[1:]], FAR_AWAY, 2, False, id="24 hours"),
        pytest.param(
            [replace(each, changed_at=EVENING) for each in TWO_A_DAY], FAR_AWAY, 2, False,
            id="a slot that was changed tells nothing",
        ),
        pytest.param(
            [replace(each, is_moved=True) for each in TWO_A_DAY], FAR_AWAY, 2, False,
            id="nor does a sitting that was moved",
        ),
    ],
)  # fmt: skip
def test_a_traveller_has_a_nudge_for_each_slot_and_one_more_in_a_day(
    lately: list[Nudged], zone: ZoneInfo, slots: int, expected: bool
) -> None:
    assert rules.is_crowded(lately, zone, slots=slots, now=EVENING) is expected


def rows(*states: State) -> list[Sitting]:
    """Newest first, a day apart."""
    return [
        replace(SITTING, on=MONDAY - timedelta(days=days), state=state)
        for days, state in enumerate(states)
    ]


@pytest.mark.parametrize(
    ("newest_first", "fresh_from", "expected"),
    [
        pytest.param(rows(*[State.NUDGED] * 5), None, True, id="five"),
        pytest.param(rows(*[State.NUDGED] * 4), None, False, id="four"),
        pytest.param(
            rows(State.NUDGED, State.SKIPPED, *[State.NUDGED] * 3),
            None,
            False,
            id="a press between",
        ),
        pytest.param(rows(*[State.NUDGED] * 5), MONDAY, False, id="counted anew since"),
    ],
)
def test_are_unanswered(
    newest_first: list[Sitting], fresh_from: date | None, expected: bool
) -> None:
    turn = replace(TURN, fresh_from=fresh_from)
    assert rules.are_unanswered(newest_first, turn, most=5) is expected


@pytest.mark.parametrize(
    ("sitting", "minutes", "late", "expected"),
    [
        pytest.param({"state": State.NUDGED}, 60, timedelta(0), None, id="in an hour"),
        pytest.param({"state": State.STARTED}, 15, timedelta(0), Refusal.STARTED, id="begun"),
        pytest.param({"state": State.ANSWERED}, 15, timedelta(0), Refusal.ANSWERED, id="answered"),
        pytest.param(
            {"state": State.NUDGED}, 60, timedelta(hours=4), Refusal.PAST_MIDNIGHT, id="midnight"
        ),
        pytest.param({"state": State.NUDGED}, 15, timedelta(hours=5), Refusal.OVER, id="next day"),
    ],
)
def test_refuse_snooze(
    sitting: dict[str, Any], minutes: int, late: timedelta, expected: Refusal | None
) -> None:
    refusal = rules.refuse_snooze(
        replace(SITTING, **sitting), CAIRO, minutes=minutes, now=EVENING + late
    )
    assert refusal is expected


def test_a_new_slot_is_reckoned_from_when_it_was_made_even_if_we_were_away() -> None:
    slot = replace(SLOT, changed_at=EVENING - timedelta(minutes=2))
    late = EVENING + timedelta(minutes=5)
    found = rules.reckon(slot, "Africa/Cairo", None, now=late)
    assert found is not None
    assert found.at == EVENING


def test_a_new_zone_takes_no_sitting_of_the_past() -> None:
    in_london = replace(TURN, zone="Europe/London")
    found = rules.reckon(SLOT, "Africa/Cairo", in_london, now=EVENING + timedelta(minutes=1))
    assert found is not None
    assert found.at == EVENING + timedelta(days=1)
    this_very_minute = rules.reckon(SLOT, "Africa/Cairo", in_london, now=EVENING)
    assert this_very_minute is not None
    assert this_very_minute.at == EVENING
