"""Circles, members, admissions and answers as values, for tests of rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.admissions.records import Admission, AdmissionId, Asked, Said, State
from bot.circles.records import Circle, CircleId, Member, MemberId, Role, Roll
from bot.people.records import PersonId

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=60)

DATA = Circle(
    id=CircleId(1), name="Data", field="Statistics", focus="", language="en", zone="UTC", seats=8,
    members=3, acquaintances_required=1, window_hours=72, hold_hours=0, host_has_last_word=False,
    only_hosts_invite=False, new_members_wait=False, opened_at=LONG_AGO, archived_at=None,
)  # fmt: skip


def make_member(number: int, *, hours: float = 1_000, host: bool = False) -> Member:
    """A present member who joined so many hours before noon."""
    return Member(
        id=MemberId(number), circle_id=DATA.id, person_id=PersonId(number),
        role=Role.HOST if host else Role.MEMBER, joined_at=NOON - timedelta(hours=hours),
        left_at=None, is_opener=host, helps_with="", is_muted=False,
    )  # fmt: skip


AMINA, OMAR, LAYLA = make_member(1, host=True), make_member(2), make_member(3)


def make_roll(*members: Member, **values: object) -> Roll:
    """A circle with those members; `values` are columns of the circle."""
    there = members or (AMINA, OMAR, LAYLA)
    return Roll(replace(DATA, members=len(there), **values), there)  # type: ignore[arg-type]


def make_admission(**values: object) -> Admission:
    """An admission that was opened at noon and asks for 72 hours."""
    admission = Admission(
        id=AdmissionId(1), circle_id=DATA.id, person_id=PersonId(9), invite_id=None,
        inviter_id=OMAR.id, is_personal=False, state=State.ASKING, introduction="…", helps_with="",
        has_hidden_marks=False, opened_at=NOON, closes_at=NOON + timedelta(hours=72),
        others_asked_at=None, reminded_at=None, held_until=None, host_since=None,
        host_alerted_at=None, line_since=None, offered_until=None, decided_at=None, reason=None,
        member_id=None, look_at=None,
    )  # fmt: skip
    return replace(admission, **values)  # type: ignore[arg-type]


def make_asked(member: Member, said: Said | None, *, in_round: int = 1, minutes: int = 0) -> Asked:
    """A member who was asked at noon and answered so many minutes later."""
    return Asked(
        admission_id=AdmissionId(1), member_id=member.id, round=in_round, asked_at=NOON, said=said,
        said_at=NOON + timedelta(minutes=minutes) if said else None,
    )  # fmt: skip
