"""What is decided about circles."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.circles.records import (
    Circle,
    CircleId,
    Member,
    MemberId,
    Refusal,
    Role,
    Roll,
    Setting,
)
from bot.circles.rules import (
    may_invite,
    read_reason,
    read_seats,
    read_text,
    refuse_leave,
    refuse_new_host,
    refuse_open,
    refuse_removal,
    refuse_setting,
    refuse_step_down,
    successor,
)
from bot.people.records import PersonId

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DATA = Circle(
    id=CircleId(1),
    name="Data",
    field="Statistics",
    focus="",
    language="en",
    zone="Africa/Cairo",
    seats=8,
    members=3,
    acquaintances_required=1,
    window_hours=72,
    hold_hours=0,
    host_has_last_word=False,
    only_hosts_invite=False,
    new_members_wait=False,
    opened_at=NOON - timedelta(days=100),
    archived_at=None,
)
AMINA = Member(
    id=MemberId(11),
    circle_id=DATA.id,
    person_id=PersonId(1),
    role=Role.HOST,
    joined_at=NOON - timedelta(days=100),
    left_at=None,
    is_opener=True,
    helps_with="",
    is_muted=False,
)
YUSUF = replace(
    AMINA,
    id=MemberId(12),
    person_id=PersonId(2),
    role=Role.MEMBER,
    is_opener=False,
    joined_at=NOON - timedelta(days=20),
)
LAYLA = replace(YUSUF, id=MemberId(13), person_id=PersonId(3), joined_at=NOON - timedelta(days=1))
ROLL = Roll(DATA, (AMINA, YUSUF, LAYLA))
TWO_HOSTS = Roll(DATA, (AMINA, replace(YUSUF, role=Role.HOST), LAYLA))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("Data", "Data", id="as it is"),
        pytest.param("  Data \n club ", "Data club", id="on one line"),
        pytest.param("🙂", "🙂", id="an emoji is seen"),
        pytest.param("x" * 64, "x" * 64, id="as long as can be"),
        pytest.param("x" * 65, None, id="too long"),
        pytest.param("\u202e\u200b \u2067", None, id="nothing but marks"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_name_has_1_to_64_visible_characters(typed, kept):
    assert read_text(typed, Setting.NAME) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2", 2),
        ("20", 20),
        ("٨", 8),
        ("۱۲", 12),
        (" 5 ", 5),
        ("1", None),
        ("21", None),
        ("eight", None),
        ("8 seats", None),
        ("-8", None),
        ("", None),
        ("²", None),
    ],
)
def test_seats_are_typed_in_any_digits_from_2_to_20(typed, kept):
    assert read_seats(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Silent", "Silent"),
        ("x" * 300, "x" * 300),
        ("x" * 301, None),
        ("\u200b", None),
        ("  ", None),
    ],
)
def test_a_reason_has_1_to_300_characters(typed, kept):
    assert read_reason(typed) == kept


@pytest.mark.parametrize(
    ("hosted", "joined", "refusal"),
    [
        pytest.param(0, 0, None, id="the first"),
        pytest.param(4, 9, None, id="the last that may be"),
        pytest.param(5, 5, Refusal.TOO_MANY_HOSTED, id="hosts five"),
        pytest.param(1, 10, Refusal.TOO_MANY_CIRCLES, id="is in ten"),
    ],
)
def test_a_person_opens_no_more_circles_than_the_limits(hosted, joined, refusal):
    assert refuse_open(hosted=hosted, joined=joined, most_hosted=5, most_joined=10) is refusal


@pytest.mark.parametrize(
    ("changes", "member", "may"),
    [
        pytest.param({}, LAYLA, True, id="every member may"),
        pytest.param({"only_hosts_invite": True}, YUSUF, False, id="only hosts"),
        pytest.param({"only_hosts_invite": True}, AMINA, True, id="only hosts: a host"),
        pytest.param({"new_members_wait": True}, LAYLA, False, id="a day is not 14"),
        pytest.param({"new_members_wait": True}, YUSUF, True, id="after 14 days"),
        pytest.param({"new_members_wait": True}, AMINA, True, id="a host need not wait"),
    ],
)
def test_who_may_invite(changes, member, may):
    assert may_invite(replace(DATA, **changes), member, now=NOON) is may


@pytest.mark.parametrize(
    ("roll", "member", "refusal"),
    [
        pytest.param(ROLL, YUSUF, None, id="a member"),
        pytest.param(ROLL, AMINA, Refusal.LAST_HOST, id="the last host of others"),
        pytest.param(TWO_HOSTS, AMINA, None, id="another host remains"),
        pytest.param(Roll(DATA, (AMINA,)), AMINA, None, id="nobody else is there"),
    ],
)
def test_a_circle_is_never_left_without_a_host(roll, member, refusal):
    assert refuse_leave(roll, member) is refusal


def test_the_last_host_does_not_step_down_even_when_alone():
    assert refuse_step_down(ROLL, AMINA) is Refusal.LAST_HOST
    assert refuse_step_down(Roll(DATA, (AMINA,)), AMINA) is Refusal.LAST_HOST
    assert refuse_step_down(TWO_HOSTS, AMINA) is None


def test_whom_a_host_may_make_host():
    assert refuse_new_host(ROLL, AMINA, YUSUF.id) is None
    assert refuse_new_host(ROLL, AMINA, AMINA.id) is Refusal.ONESELF
    assert refuse_new_host(ROLL, AMINA, MemberId(99)) is Refusal.NOT_A_MEMBER
    assert refuse_new_host(TWO_HOSTS, AMINA, YUSUF.id) is Refusal.ALREADY_HOST


def test_whom_a_host_may_remove():
    assert refuse_removal(ROLL, AMINA, LAYLA.id) is None
    assert refuse_removal(ROLL, AMINA, AMINA.id) is Refusal.ONESELF
    assert refuse_removal(ROLL, AMINA, MemberId(99)) is Refusal.NOT_A_MEMBER


@pytest.mark.parametrize(
    ("setting", "value", "refusal"),
    [
        (Setting.NAME, "Data science", None),
        (Setting.NAME, "", Refusal.NOT_A_VALUE),
        (Setting.FOCUS, "", None),
        (Setting.SEATS, 3, None),
        (Setting.SEATS, 20, None),
        (Setting.SEATS, 2, Refusal.TOO_FEW_SEATS),
        (Setting.SEATS, 21, Refusal.NOT_A_VALUE),
        (Setting.REQUIRED, 3, None),
        (Setting.REQUIRED, 4, Refusal.NOT_A_VALUE),
        (Setting.WINDOW, 120, None),
        (Setting.WINDOW, 5, Refusal.NOT_A_VALUE),
        (Setting.HOLD, 0, None),
        (Setting.LAST_WORD, 1, None),
        (Setting.NEW_WAIT, 2, Refusal.NOT_A_VALUE),
    ],
)
def test_what_a_setting_may_be(setting, value, refusal):
    assert refuse_setting(DATA, setting, value) is refusal


def test_whoever_has_been_there_longest_succeeds():
    assert successor([LAYLA, YUSUF]) == YUSUF
    assert successor([]) is None
