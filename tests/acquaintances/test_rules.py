"""The graph of who knows whom."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.acquaintances.records import Depth, Tie, Untied
from bot.acquaintances.rules import known_to, strangers, untied, was_asked_about, weaker
from bot.circles.records import CircleId, Member, MemberId, Role
from bot.people.records import PersonId

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
A, B, C, D = (MemberId(number) for number in (1, 2, 3, 4))


def tie(one: MemberId, other: MemberId) -> Tie:
    return Tie(
        circle_id=CircleId(1),
        first=min(one, other),
        second=max(one, other),
        depth=Depth.WELL,
        vouched=True,
        since=NOON,
    )


def member(member_id: MemberId, *, joined_at: datetime = NOON) -> Member:
    return Member(
        id=member_id,
        circle_id=CircleId(1),
        person_id=PersonId(member_id),
        role=Role.MEMBER,
        joined_at=joined_at,
        left_at=None,
        is_opener=False,
        helps_with="",
        is_muted=False,
    )


@pytest.mark.parametrize(
    ("present", "ties", "without"),
    [
        pytest.param([A], [], set(), id="a sole opener"),
        pytest.param([], [], set(), id="nobody"),
        pytest.param([A, B], [(A, B)], set(), id="two who know each other"),
        pytest.param([A, B], [], {A, B}, id="two who do not"),
        pytest.param([A, B, C], [(A, B), (B, C)], set(), id="a chain"),
        pytest.param([A, C], [(A, B), (B, C)], {A, C}, id="the middle of the chain has left"),
        pytest.param([A, B, C], [(A, B)], {C}, id="one hangs on nobody"),
        pytest.param([A, B, C, D], [(A, B), (C, D)], set(), id="two pairs are enough"),
        pytest.param([A, B, C], [(A, B), (C, D)], {C}, id="known only by one who left"),
    ],
)
def test_who_has_no_tie(present, ties, without):
    assert untied(present, [tie(*ends) for ends in ties]) == without


def test_a_tie_is_known_from_both_ends():
    ties = [tie(A, B), tie(C, A)]

    assert known_to(A, ties) == {B, C}
    assert known_to(B, ties) == {A}
    assert known_to(D, ties) == frozenset()


def test_strangers_are_those_without_a_tie_and_never_oneself():
    present = [member(A), member(B), member(C)]

    assert [m.id for m in strangers(A, present, [tie(A, B)])] == [C]


@pytest.mark.parametrize(
    ("one", "other", "depth"),
    [
        (Depth.WELL, Depth.WELL, Depth.WELL),
        (Depth.WELL, Depth.LITTLE, Depth.LITTLE),
        (Depth.LITTLE, Depth.WELL, Depth.LITTLE),
        (Depth.LITTLE, Depth.LITTLE, Depth.LITTLE),
    ],
)
def test_a_tie_is_no_deeper_than_either_side_says(one, other, depth):
    assert weaker(one, other) is depth


@pytest.mark.parametrize(
    ("untied_ids", "asked_joined", "about_joined", "was_asked"),
    [
        pytest.param([], NOON, NOON, False, id="nobody is untied"),
        pytest.param([B], NOON, NOON, True, id="asked about the untied one"),
        pytest.param([A], NOON, NOON, True, id="the untied one was asked about all"),
        pytest.param(
            [B], NOON + timedelta(days=1), NOON, False, id="came after the question was put"
        ),
        pytest.param([A], NOON, NOON + timedelta(days=1), False, id="was no choice yet"),
        pytest.param([C], NOON, NOON, False, id="somebody else is untied"),
    ],
)
def test_who_has_a_question_already(untied_ids, asked_joined, about_joined, was_asked):
    rows = [
        Untied(member_id=i, circle_id=CircleId(1), since=NOON, host_told_at=None)
        for i in untied_ids
    ]
    asked, about = member(A, joined_at=asked_joined), member(B, joined_at=about_joined)

    assert was_asked_about(asked, about, rows) is was_asked
