"""What is enough, who counts, what follows, and when the clock looks."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.admissions.records import (
    ONLY_TOLD,
    Admission,
    Asked,
    KnockRefusal,
    Said,
    State,
    Step,
)
from bot.admissions.rules import (
    concerns,
    counting,
    fits,
    has_enough,
    host_alert_at,
    host_close_at,
    latecomers,
    needed,
    next_look,
    next_step,
    refuse_knock,
    reminder_at,
    reminder_is_due,
    second_round_is_due,
)
from bot.circles.records import Member, Roll
from tests.admissions.making import (
    AMINA,
    LAYLA,
    NOON,
    OMAR,
    make_admission,
    make_asked,
    make_member,
    make_roll,
)

HOUR = timedelta(hours=1)
NEW = make_member(4, hours=23.9)
JUST_OLD_ENOUGH = make_member(4, hours=24)
ROLL = make_roll()


# The knock ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"is_waiting": True}, KnockRefusal.ASKED_ALREADY),
        ({"tries": 3}, KnockRefusal.TOO_MANY_TRIES),
        ({"open_in_circle": 10}, KnockRefusal.CIRCLE_BUSY),
        ({"circles": 10}, KnockRefusal.TOO_MANY_CIRCLES),
    ],
)
def test_refuse_knock(changes: dict[str, object], expected: KnockRefusal | None) -> None:
    facts: dict[str, object] = {
        "is_waiting": False, "tries": 2, "open_in_circle": 9, "circles": 9, "most_circles": 10,
        **changes,
    }  # fmt: skip
    assert refuse_knock(**facts) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a" * 19, False), ("a" * 20, True), ("a" * 500, True), ("a" * 501, False)],
)
def test_an_introduction_has_20_to_500_characters(text: str, expected: bool) -> None:
    assert fits(text, shortest=20, longest=500) is expected


# Enough ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        pytest.param(make_roll(acquaintances_required=1), 1, id="one"),
        pytest.param(make_roll(acquaintances_required=3), 3, id="three of three"),
        pytest.param(make_roll(AMINA, OMAR, acquaintances_required=3), 2, id="only two may vouch"),
        pytest.param(make_roll(AMINA, NEW, acquaintances_required=2), 1, id="one of two is new"),
        pytest.param(make_roll(NEW, acquaintances_required=2), 1, id="never less than one"),
    ],
)
def test_enough_is_the_smaller_of_threshold_and_who_may_vouch(roll: Roll, expected: int) -> None:
    assert needed(roll, now=NOON) == expected


@pytest.mark.parametrize(
    ("asked", "roll", "expected"),
    [
        pytest.param([make_asked(OMAR, Said.WELL)], ROLL, True, id="well"),
        pytest.param([make_asked(OMAR, Said.LITTLE)], ROLL, True, id="a little"),
        pytest.param([make_asked(OMAR, Said.UNKNOWN)], ROLL, False, id="not at all"),
        pytest.param([make_asked(OMAR, None)], ROLL, False, id="no answer"),
        pytest.param([make_asked(OMAR, Said.WELL)], make_roll(AMINA, LAYLA), False,
                     id="the voucher has left"),
        pytest.param([make_asked(NEW, Said.WELL)], make_roll(AMINA, NEW), False,
                     id="not 24 hours there"),
        pytest.param([make_asked(JUST_OLD_ENOUGH, Said.WELL)], make_roll(AMINA, JUST_OLD_ENOUGH),
                     True, id="24 hours there to the minute"),
        pytest.param([make_asked(AMINA, Said.WELL)],
                     make_roll(replace(AMINA, joined_at=NOON)), True, id="the opener at once"),
        pytest.param([make_asked(OMAR, Said.WELL)], make_roll(acquaintances_required=2), False,
                     id="one of two"),
        pytest.param([make_asked(OMAR, Said.WELL), make_asked(AMINA, Said.LITTLE)],
                     make_roll(acquaintances_required=2), True, id="two of two"),
    ],
)  # fmt: skip
def test_has_enough(asked: list[Asked], roll: Roll, expected: bool) -> None:
    assert has_enough(asked, roll, now=NOON) is expected


def test_who_knows_them_well_is_named_first() -> None:
    asked = [
        make_asked(OMAR, Said.LITTLE, minutes=1),
        make_asked(LAYLA, Said.WELL, minutes=3),
        make_asked(AMINA, Said.WELL, minutes=2),
    ]

    assert counting(asked, ROLL, now=NOON) == (AMINA.id, LAYLA.id, OMAR.id)


def test_any_present_members_concern_counts_without_standing() -> None:
    asked = [make_asked(NEW, Said.CONCERN), make_asked(OMAR, Said.CONCERN)]

    assert concerns(asked, make_roll(AMINA, NEW)) == (NEW.id,)


# What follows ------------------------------------------------------------------------------------

VOUCHED = [make_asked(OMAR, Said.WELL)]
DOUBTED = [*VOUCHED, make_asked(LAYLA, Said.CONCERN)]
OVERRULED = [VOUCHED[0], replace(DOUBTED[1], is_overruled=True)]
SILENT = [make_asked(OMAR, None)]
ASKING = make_admission()
HELD = make_admission(state=State.HELD, held_until=NOON + 24 * HOUR)
WITH_HOST = make_admission(state=State.HOST, host_since=NOON)


@pytest.mark.parametrize(
    ("admission", "asked", "roll", "hours", "expected"),
    [
        pytest.param(ASKING, SILENT, ROLL, 0, Step.WAIT, id="asking"),
        pytest.param(ASKING, VOUCHED, ROLL, 0, Step.ADMIT, id="enough"),
        pytest.param(ASKING, SILENT, ROLL, 72, Step.CLOSE, id="time is over"),
        pytest.param(ASKING, VOUCHED, ROLL, 72, Step.ADMIT, id="enough at the last moment"),
        pytest.param(ASKING, VOUCHED, make_roll(host_has_last_word=True), 0, Step.TO_HOST,
                     id="the host's last word"),
        pytest.param(ASKING, VOUCHED, make_roll(hold_hours=24), 0, Step.HOLD, id="a hold"),
        pytest.param(ASKING, DOUBTED, ROLL, 0, Step.TO_HOST, id="a concern comes first"),
        pytest.param(ASKING, VOUCHED, make_roll(archived_at=NOON), 0, Step.CLOSE, id="closed"),
        pytest.param(HELD, VOUCHED, make_roll(hold_hours=24), 23, Step.WAIT, id="held"),
        pytest.param(HELD, VOUCHED, make_roll(hold_hours=24), 24, Step.ADMIT, id="hold is over"),
        pytest.param(HELD, VOUCHED, make_roll(hold_hours=24, host_has_last_word=True), 24,
                     Step.TO_HOST, id="hold is over, then the host"),
        pytest.param(HELD, DOUBTED, make_roll(hold_hours=24), 1, Step.TO_HOST,
                     id="a concern in the hold"),
        pytest.param(HELD, SILENT, make_roll(hold_hours=24), 1, Step.ASK_AGAIN,
                     id="the vouch was taken back in the hold"),
        pytest.param(WITH_HOST, DOUBTED, ROLL, 500, Step.WAIT, id="the host decides"),
        pytest.param(WITH_HOST, VOUCHED, ROLL, 1, Step.ASK_AGAIN, id="the concern was taken back"),
        pytest.param(WITH_HOST, VOUCHED, make_roll(host_has_last_word=True), 1, Step.WAIT,
                     id="the concern was taken back, the last word stays"),
        pytest.param(make_admission(state=State.LINE), VOUCHED, ROLL, 1, Step.WAIT, id="in line"),
        pytest.param(ASKING, OVERRULED, ROLL, 0, Step.ADMIT, id="a host has decided about it"),
        pytest.param(replace(WITH_HOST, held_until=NOON + 24 * HOUR), VOUCHED,
                     make_roll(hold_hours=24, host_has_last_word=True), 1, Step.ASK_AGAIN,
                     id="the concern was taken back while the hold runs"),
        pytest.param(replace(ASKING, held_until=NOON + 24 * HOUR), VOUCHED,
                     make_roll(hold_hours=24), 24, Step.ADMIT, id="a hold is not begun again"),
    ],
)  # fmt: skip
def test_next_step(
    admission: Admission, asked: list[Asked], roll: Roll, hours: int, expected: Step
) -> None:
    assert next_step(admission, asked, roll, now=NOON + hours * HOUR) is expected


@pytest.mark.parametrize(
    ("admission", "asked", "named", "hours", "expected"),
    [
        pytest.param(ASKING, SILENT, True, 0, False, id="named ones have a day"),
        pytest.param(ASKING, SILENT, False, 0, True, id="nobody named is a member"),
        pytest.param(ASKING, [make_asked(OMAR, Said.UNKNOWN)], True, 0, True,
                     id="everybody has answered"),
        pytest.param(ASKING, [make_asked(OMAR, Said.UNKNOWN), make_asked(AMINA, None)], True, 0,
                     False, id="one has not answered"),
        pytest.param(ASKING, SILENT, True, 24, True, id="after a day"),
        pytest.param(replace(ASKING, closes_at=NOON + 24 * HOUR), SILENT, True, 12, True,
                     id="after half of a short window"),
        pytest.param(ASKING, [make_asked(OMAR, Said.UNKNOWN), make_asked(NEW, None)], True, 0,
                     True, id="who has not answered has left"),
        pytest.param(ASKING, [make_asked(OMAR, Said.UNKNOWN),
                              make_asked(AMINA, None, in_round=ONLY_TOLD)], True, 0, True,
                     id="who was only told was not asked"),
        pytest.param(replace(ASKING, others_asked_at=NOON), SILENT, True, 24, False,
                     id="only once"),
        pytest.param(make_admission(state=State.LINE), SILENT, False, 24, False, id="in line"),
    ],
)  # fmt: skip
def test_second_round(
    admission: Admission, asked: list[Asked], named: bool, hours: int, expected: bool
) -> None:
    is_due = second_round_is_due(
        admission, asked, ROLL, enough=False, someone_was_named=named, now=NOON + hours * HOUR
    )

    assert is_due is expected


def test_nobody_else_is_asked_when_enough_know_them() -> None:
    assert not second_round_is_due(
        ASKING, VOUCHED, ROLL, enough=True, someone_was_named=False, now=NOON + 30 * HOUR
    )


def test_who_joins_after_the_second_round_is_asked_once_their_word_counts() -> None:
    second_round = replace(ASKING, others_asked_at=NOON)
    roll = make_roll(AMINA, OMAR, NEW)
    asked = [make_asked(AMINA, None), make_asked(OMAR, None)]

    assert latecomers(second_round, asked, roll, enough=False, now=NOON) == ()
    assert latecomers(second_round, asked, roll, enough=False, now=RIPENS_AT) == (NEW.id,)
    assert latecomers(second_round, asked, roll, enough=True, now=RIPENS_AT) == ()
    assert latecomers(ASKING, asked, roll, enough=False, now=RIPENS_AT) == ()
    assert next_look(second_round, asked, roll, now=NOON) == RIPENS_AT


def test_a_reminder_is_not_used_up_while_enough_know_them() -> None:
    at = reminder_at(ASKING)

    assert not reminder_is_due(ASKING, enough=True, now=at)
    assert reminder_is_due(ASKING, enough=False, now=at)
    assert not reminder_is_due(replace(ASKING, reminded_at=at), enough=False, now=at)
    assert not reminder_is_due(ASKING, enough=False, now=ASKING.closes_at)


# Time --------------------------------------------------------------------------------------------


def test_the_reminder_comes_at_four_fifths_of_the_window() -> None:
    assert reminder_at(ASKING) == NOON + timedelta(hours=57, minutes=36)


def test_hosts_are_alerted_after_the_window_and_a_day_and_have_three_days_more() -> None:
    early, late = WITH_HOST, replace(WITH_HOST, host_since=NOON + 70 * HOUR)

    assert host_alert_at(early) == NOON + 72 * HOUR
    assert host_alert_at(late) == NOON + 94 * HOUR
    assert host_close_at(early) is None
    alerted = replace(early, host_alerted_at=NOON + 72 * HOUR)
    assert host_close_at(alerted) == NOON + 144 * HOUR


RIPENS_AT = NOON + timedelta(minutes=6)


@pytest.mark.parametrize(
    ("admission", "members", "asked", "hours", "expected"),
    [
        pytest.param(ASKING, (), SILENT, 0, NOON + 24 * HOUR, id="the second round"),
        pytest.param(replace(ASKING, others_asked_at=NOON), (), SILENT, 0, reminder_at(ASKING),
                     id="the reminder"),
        pytest.param(replace(ASKING, others_asked_at=NOON, reminded_at=NOON), (), SILENT, 0,
                     NOON + 72 * HOUR, id="the end of the window"),
        pytest.param(ASKING, (AMINA, NEW), [make_asked(NEW, Said.WELL)], 0, RIPENS_AT,
                     id="a new member's vouch begins to count"),
        pytest.param(HELD, (), VOUCHED, 0, NOON + 24 * HOUR, id="the hold"),
        pytest.param(replace(WITH_HOST, others_asked_at=NOON, reminded_at=NOON), (), DOUBTED, 71,
                     NOON + 72 * HOUR, id="the hosts' alert"),
        pytest.param(replace(WITH_HOST, others_asked_at=NOON, reminded_at=NOON,
                             host_alerted_at=NOON + 72 * HOUR), (), DOUBTED, 73,
                     NOON + 144 * HOUR, id="the end of the hosts' time"),
        pytest.param(make_admission(state=State.LINE, line_since=NOON), (), [], 0,
                     NOON + timedelta(days=14), id="the end of the line"),
        pytest.param(make_admission(state=State.LINE, line_since=NOON,
                                    offered_until=NOON + 72 * HOUR), (), [], 0,
                     NOON + 72 * HOUR, id="the end of an offer"),
        pytest.param(make_admission(state=State.ADMITTED), (), [], 0, None, id="decided"),
    ],
)  # fmt: skip
def test_next_look(
    admission: Admission,
    members: tuple[Member, ...],
    asked: list[Asked],
    hours: int,
    expected: datetime | None,
) -> None:
    assert next_look(admission, asked, make_roll(*members), now=NOON + hours * HOUR) == expected
