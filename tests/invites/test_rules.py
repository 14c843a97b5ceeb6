"""Who may invite, whose code opens the door, and who must wait."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.circles.records import Circle, CircleId, Member, MemberId, Role, Roll
from bot.invites.records import Invite, InviteId, Kind, MakingRefusal, UseRefusal
from bot.invites.rules import must_wait, refuse_guest, refuse_making, refuse_use, warned_at
from bot.people.records import PersonId

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AMINA, OMAR, YUSUF = PersonId(1), PersonId(2), PersonId(3)
YUSUFS_ACCOUNT = 7_000_000_003

DATA = Circle(
    id=CircleId(1), name="Data", field="Statistics", focus="", language="en", zone="UTC", seats=3,
    members=2, acquaintances_required=1, window_hours=72, hold_hours=0, host_has_last_word=False,
    only_hosts_invite=False, new_members_wait=False, opened_at=NOON - timedelta(days=60),
    archived_at=None,
)  # fmt: skip
HOST = Member(
    id=MemberId(1), circle_id=DATA.id, person_id=AMINA, role=Role.HOST, joined_at=DATA.opened_at,
    left_at=None, is_opener=True, helps_with="", is_muted=False,
)  # fmt: skip
PLAIN = replace(
    HOST, id=MemberId(2), person_id=OMAR, role=Role.MEMBER, is_opener=False,
    joined_at=NOON - timedelta(days=13),
)  # fmt: skip
ROLL = Roll(DATA, (HOST, PLAIN))
OPEN = Invite(
    id=InviteId(1), circle_id=DATA.id, member_id=PLAIN.id, kind=Kind.OPEN, for_telegram_id=None,
    for_name=None, depth=None, by_host=False, uses=1, used=0, created_at=NOON - timedelta(days=6),
    expires_at=NOON + timedelta(days=1), revoked_at=None, warned_at=None,
)  # fmt: skip
LONG_BEFORE, SINCE = NOON - timedelta(days=30), NOON - timedelta(days=1)
PERSONAL = replace(OPEN, kind=Kind.PERSONAL, for_telegram_id=YUSUFS_ACCOUNT)


def circle(**values: object) -> Roll:
    return Roll(replace(DATA, **values), ROLL.members)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("member", "roll", "live", "expected"),
    [
        pytest.param(PLAIN, ROLL, 4, None, id="a member, room left"),
        pytest.param(PLAIN, ROLL, 5, MakingRefusal.TOO_MANY, id="as many as one may have"),
        pytest.param(PLAIN, circle(only_hosts_invite=True), 0, MakingRefusal.ONLY_HOSTS,
                     id="only hosts"),
        pytest.param(HOST, circle(only_hosts_invite=True), 0, None, id="a host"),
        pytest.param(PLAIN, circle(new_members_wait=True), 0, MakingRefusal.TOO_NEW,
                     id="thirteen days there"),
        pytest.param(replace(PLAIN, joined_at=NOON - timedelta(days=14)),
                     circle(new_members_wait=True), 0, None, id="fourteen days there"),
        pytest.param(PLAIN, circle(seats=2), 0, MakingRefusal.CIRCLE_FULL, id="no seat"),
        pytest.param(HOST, circle(archived_at=NOON), 0, MakingRefusal.CIRCLE_CLOSED, id="closed"),
    ],
)  # fmt: skip
def test_refuse_making(
    member: Member, roll: Roll, live: int, expected: MakingRefusal | None
) -> None:
    assert refuse_making(member, roll, live=live, limit=5, now=NOON) is expected


@pytest.mark.parametrize(
    ("member", "guest", "was_removed", "expected"),
    [
        pytest.param(PLAIN, YUSUF, False, None, id="somebody else"),
        pytest.param(PLAIN, None, False, None, id="somebody who has not met the bot"),
        pytest.param(PLAIN, OMAR, False, MakingRefusal.ONESELF, id="oneself"),
        pytest.param(PLAIN, AMINA, False, MakingRefusal.ALREADY_MEMBER, id="inside already"),
        pytest.param(PLAIN, YUSUF, True, MakingRefusal.WAS_REMOVED, id="removed, by a member"),
        pytest.param(HOST, YUSUF, True, None, id="removed, by a host"),
    ],
)
def test_refuse_guest(
    member: Member, guest: PersonId | None, was_removed: bool, expected: MakingRefusal | None
) -> None:
    assert refuse_guest(member, ROLL, guest_id=guest, was_removed=was_removed) is expected


@pytest.mark.parametrize(
    ("invite", "changes", "expected"),
    [
        pytest.param(OPEN, {}, None, id="open, room left"),
        pytest.param(PERSONAL, {}, None, id="personal, the right account"),
        pytest.param(PERSONAL, {"telegram_id": 5}, UseRefusal.NOT_THIS_ACCOUNT,
                     id="personal, another account"),
        pytest.param(replace(PERSONAL, for_telegram_id=None), {}, UseRefusal.NOT_THIS_ACCOUNT,
                     id="personal, the account erased"),
        pytest.param(replace(PERSONAL, for_telegram_id=None, revoked_at=NOON), {},
                     UseRefusal.REVOKED, id="personal, taken back and the account forgotten"),
        pytest.param(replace(PERSONAL, for_telegram_id=None, expires_at=NOON), {},
                     UseRefusal.EXPIRED, id="personal, run out and the account forgotten"),
        pytest.param(OPEN, {"person_id": AMINA}, UseRefusal.ALREADY_MEMBER, id="inside already"),
        pytest.param(replace(OPEN, revoked_at=NOON), {}, UseRefusal.REVOKED, id="taken back"),
        pytest.param(OPEN, {"inviter": None}, UseRefusal.REVOKED, id="the inviter has left"),
        pytest.param(OPEN, {"roll": circle(archived_at=NOON)}, UseRefusal.REVOKED, id="closed"),
        pytest.param(OPEN, {"removed_at": LONG_BEFORE}, UseRefusal.WAS_REMOVED,
                     id="removed once"),
        pytest.param(replace(OPEN, by_host=True), {"removed_at": LONG_BEFORE}, None,
                     id="removed once, a host's invite since"),
        pytest.param(replace(OPEN, by_host=True), {"removed_at": SINCE}, UseRefusal.WAS_REMOVED,
                     id="removed after the host had made it"),
        pytest.param(replace(OPEN, expires_at=NOON), {}, UseRefusal.EXPIRED,
                     id="expires this very moment"),
        pytest.param(replace(OPEN, used=1), {}, UseRefusal.USED_UP, id="no use left"),
        pytest.param(OPEN, {"free_seats": 0}, UseRefusal.CIRCLE_FULL, id="circle full"),
    ],
)  # fmt: skip
def test_refuse_use(
    invite: Invite, changes: dict[str, object], expected: UseRefusal | None
) -> None:
    facts: dict[str, object] = {
        "inviter": PLAIN, "roll": ROLL, "person_id": YUSUF, "telegram_id": YUSUFS_ACCOUNT,
        "removed_at": None, "free_seats": 1, "now": NOON, **changes,
    }  # fmt: skip
    assert refuse_use(invite, **facts) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("own", "everybody", "expected"),
    [
        pytest.param(4, 10, False, id="four wrong"),
        pytest.param(5, 5, True, id="five wrong"),
        pytest.param(0, 1_000, False, id="an honest person in a rush of guesses"),
        pytest.param(1, 60, False, id="sixty a minute are no rush"),
        pytest.param(1, 61, True, id="one wrong in a rush"),
    ],
)
def test_only_who_guessed_wrong_must_wait(own: int, everybody: int, expected: bool) -> None:
    assert must_wait(own_wrong=own, all_wrong=everybody, own_limit=5, rush_limit=60) is expected


def test_an_invite_of_one_day_has_no_warning() -> None:
    assert warned_at(OPEN) == NOON
    assert warned_at(replace(OPEN, created_at=NOON)) is None
