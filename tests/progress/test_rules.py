"""The strength of a habit, and the weeks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.people.records import PersonId
from bot.progress.records import Strength
from bot.progress.rules import in_words, strength, week_of, with_minutes, worth
from bot.queue.records import Spent
from bot.reading.records import Mode
from bot.sittings.records import Kept, Sitting, SittingId, State, Week
from bot.slots.records import SlotId

TODAY = date(2026, 3, 2)  # a Monday
DONE = Sitting(
    id=SittingId(1),
    slot_id=SlotId(1),
    person_id=PersonId(1),
    on=TODAY - timedelta(days=1),
    at=datetime(2026, 3, 1, 17, tzinfo=UTC),
    moved_at=None,
    moved_zone=None,
    minutes=30,
    mode=None,
    goal_id=None,
    state=State.ANSWERED,
    nudged_at=None,
    screen_key="",
    snoozes=0,
    snoozed_until=None,
    started_at=None,
    check_at=None,
    closes_at=None,
    answered_at=None,
    kept=Kept.DONE,
    reason=None,
)
PARTLY = replace(DONE, kept=Kept.PARTLY)
NOT_THIS_TIME = replace(DONE, kept=Kept.NOT_THIS_TIME)


def in_state(state: State) -> Sitting:
    return replace(DONE, state=state, kept=None)


SKIPPED = in_state(State.SKIPPED)


@pytest.mark.parametrize(
    ("sitting", "expected"),
    [
        pytest.param(DONE, 1.0, id="done"),
        pytest.param(PARTLY, 0.5, id="partly done"),
        pytest.param(NOT_THIS_TIME, 0.0, id="not this time"),
        pytest.param(in_state(State.MISSED), 0.0, id="started, never answered"),
        pytest.param(in_state(State.NUDGED), 0.0, id="nudged yesterday, never answered"),
        pytest.param(
            replace(in_state(State.NUDGED), on=TODAY), None, id="nudged today: still open"
        ),
        pytest.param(in_state(State.STARTED), None, id="begun"),
        pytest.param(SKIPPED, None, id="skipped is neutral"),
        pytest.param(in_state(State.EXPIRED), None, id="a nudge that was not sent is neutral"),
        pytest.param(in_state(State.PLANNED), None, id="planned"),
    ],
)
def test_worth(sitting: Sitting, expected: float | None) -> None:
    assert worth(sitting, today=TODAY) == expected


def in_a_row(*sittings: Sitting) -> list[Sitting]:
    """One a day, oldest first."""
    return [
        replace(sitting, on=TODAY - timedelta(days=len(sittings) - number))
        for number, sitting in enumerate(sittings)
    ]


@pytest.mark.parametrize(
    ("sittings", "expected"),
    [
        pytest.param([], None, id="nothing yet"),
        pytest.param([SKIPPED] * 5, None, id="only skips"),
        pytest.param([DONE], 0.12, id="the first"),
        pytest.param([DONE] * 4, 0.40, id="four"),
        pytest.param([DONE] * 8, 0.64, id="eight"),
        pytest.param([DONE] * 20, 0.92, id="twenty"),
        pytest.param([DONE] * 20 + [NOT_THIS_TIME], 0.81, id="one left out fades a little"),
        pytest.param([DONE] * 20 + [SKIPPED] * 20, 0.92, id="skips change nothing"),
        pytest.param([NOT_THIS_TIME], 0.0, id="begun with a no"),
    ],
)
def test_strength(sittings: list[Sitting], expected: float | None) -> None:
    told = strength(in_a_row(*sittings), today=TODAY)
    assert told == (None if expected is None else pytest.approx(expected, abs=0.005))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, Strength.NONE_YET),
        (0.0, Strength.BEGINNING),
        (0.2, Strength.GROWING),
        (0.45, Strength.STEADY),
        (0.65, Strength.STRONG),
        (0.85, Strength.FIRM),
        (1.0, Strength.FIRM),
    ],
)
def test_in_words(value: float | None, expected: Strength) -> None:
    assert in_words(value) is expected


@pytest.mark.parametrize(
    ("first_day", "expected"),
    [
        pytest.param(0, date(2026, 3, 2), id="weeks begin on Monday"),
        pytest.param(6, date(2026, 3, 1), id="on Sunday"),
        pytest.param(5, date(2026, 2, 28), id="on Saturday"),
    ],
)
def test_week_of(first_day: int, expected: date) -> None:
    assert week_of(TODAY, first_day=first_day) == expected


def test_minutes_outside_of_sittings_count_in_their_week_by_mode_and_nowhere_else() -> None:
    week = Week(starts_on=TODAY, kept=1, planned=3, minutes={Mode.LISTEN: 30})
    spent = [
        Spent(TODAY - timedelta(days=1), 90, Mode.LISTEN),
        Spent(TODAY, 10, Mode.LISTEN),
        Spent(TODAY + timedelta(days=6), 5, Mode.READ),
        Spent(TODAY + timedelta(days=6), 7, None),
        Spent(TODAY + timedelta(days=7), 90, Mode.LISTEN),
    ]
    counted = with_minutes(week, spent)
    assert counted.minutes == {Mode.LISTEN: 40, Mode.READ: 5, None: 7}
    assert (counted.kept, counted.planned) == (1, 3), "no habit is made of them"
    assert with_minutes(week, ()) == week
