"""What must be true of goals, slots, sittings, nudges and check-ins."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins.rules import LATE_COUNTS
from bot.checkins.tables import sitting_answers, weeklies
from bot.circles.tables import members
from bot.config import LimitSettings
from bot.goals.records import GoalState
from bot.goals.tables import goal_shares, goals
from bot.nudges.tables import nudge_turns
from bot.outbox.tables import deliveries
from bot.people.tables import people
from bot.sittings.records import State
from bot.sittings.tables import sittings
from bot.slots.tables import slots
from tests.safety.findings import Question

_LIMITS = LimitSettings()
APART = timedelta(hours=8)  # one nudge of a slot in any 8 hours
A_DAY = timedelta(hours=24)


# Goals and slots -----------------------------------------------------------------------------------


def active_goals() -> Question:
    """Three at most: focus is the point."""
    return Question(
        "person {} has {} active goals",
        select(goals.c.person_id, func.count())
        .where(goals.c.state == GoalState.ACTIVE)
        .group_by(goals.c.person_id)
        .having(func.count() > _LIMITS.active_goals_per_person),
    )


def shared_goals() -> Question:
    """I-5: a goal is shared by a stay of its owner."""
    return Question(
        "I-5: goal {} is shared by stay {} of somebody else",
        select(goal_shares.c.goal_id, goal_shares.c.member_id)
        .join(goals, goals.c.id == goal_shares.c.goal_id)
        .join(members, members.c.id == goal_shares.c.member_id)
        .where(or_(members.c.person_id.is_(None), members.c.person_id != goals.c.person_id)),
    )


def slots_a_week() -> Question:
    """Twenty-one occurrences a week at most."""
    week = func.sum(func.length(slots.c.days))
    return Question(
        "person {} has {} slots with {} occurrences a week",
        select(slots.c.person_id, func.count(), week)
        .where(slots.c.ended_at.is_(None))
        .group_by(slots.c.person_id)
        .having(
            or_(func.count() > _LIMITS.slots_per_person, week > _LIMITS.slots_per_person),
        ),
    )


def slots_for_own_goals() -> Question:
    """A slot is for a goal of its owner."""
    return Question(
        "slot {} is for goal {} of somebody else",
        select(slots.c.id, goals.c.id)
        .join(goals, goals.c.id == slots.c.goal_id)
        .where(goals.c.person_id != slots.c.person_id),
    )


# Sittings ------------------------------------------------------------------------------------------


def one_sitting_a_date() -> Question:
    """I-7: one sitting a slot and date."""
    return Question(
        "I-7: slot {} has {} sittings on {}",
        select(sittings.c.slot_id, func.count(), sittings.c.held_on)
        .group_by(sittings.c.slot_id, sittings.c.held_on)
        .having(func.count() > 1),
    )


def own_sittings() -> Question:
    """A sitting belongs to whoever the slot belongs to."""
    return Question(
        "sitting {} of slot {} is somebody else's",
        select(sittings.c.id, slots.c.id)
        .join(slots, slots.c.id == sittings.c.slot_id)
        .where(slots.c.person_id != sittings.c.person_id),
    )


def states_of_sittings() -> Question:
    """I-15: what a state needs is there, and what it excludes is not."""
    state, started = sittings.c.state, sittings.c.started_at
    is_begun = state.in_([State.STARTED, State.ANSWERED, State.MISSED])
    return Question(
        "I-15: sitting {} is '{}', which does not fit its moments",
        select(sittings.c.id, state).where(
            or_(
                and_(is_begun, started.is_(None)),
                and_(is_begun, sittings.c.closes_at.is_(None)),
                and_(state == State.NUDGED, sittings.c.nudged_at.is_(None)),
                and_(state == State.PLANNED, sittings.c.nudged_at.is_not(None)),
                and_(state.in_([State.PLANNED, State.NUDGED]), started.is_not(None)),
                and_(state != State.STARTED, sittings.c.check_at.is_not(None)),
                and_(state != State.NUDGED, sittings.c.snoozed_until.is_not(None)),
                (state == State.ANSWERED) != sittings.c.answered_at.is_not(None),
                (state == State.ANSWERED) != sittings.c.kept.is_not(None),
                and_(state != State.ANSWERED, sittings.c.reason.is_not(None)),
                sittings.c.answered_at >= sittings.c.closes_at,
                sittings.c.answered_at < started,
            )
        ),
    )


def lessons_of_answered_sittings() -> Question:
    """I-15: what was learned belongs to an answered sitting, its owner, slot and date."""
    return Question(
        "I-15: sitting {} is '{}', and what was learned in it does not fit",
        select(sittings.c.id, sittings.c.state)
        .join(sitting_answers, sitting_answers.c.sitting_id == sittings.c.id)
        .where(
            or_(
                sittings.c.state != State.ANSWERED,
                sitting_answers.c.person_id != sittings.c.person_id,
                sitting_answers.c.slot_id != sittings.c.slot_id,
                sitting_answers.c.held_on != sittings.c.held_on,
                sitting_answers.c.circle_id.is_not(None)
                != sitting_answers.c.shared_at.is_not(None),
            )
        ),
    )


def lessons_shared_by_members() -> Question:
    """I-5: what was learned was shared with a circle by somebody who was in it then."""
    was_in = (
        select(members.c.id)
        .where(
            members.c.circle_id == sitting_answers.c.circle_id,
            members.c.person_id == sitting_answers.c.person_id,
            members.c.joined_at <= sitting_answers.c.shared_at,
            or_(members.c.left_at.is_(None), members.c.left_at >= sitting_answers.c.shared_at),
        )
        .exists()
    )
    return Question(
        "I-5: the lesson of sitting {} was shared with circle {} by no member of it",
        select(sitting_answers.c.sitting_id, sitting_answers.c.circle_id).where(
            sitting_answers.c.circle_id.is_not(None), ~was_in
        ),
    )


def one_weekly_a_week() -> Question:
    """I-15: one weekly check-in a person and date, answered once."""
    return Question(
        "I-15: person {} has {} weekly check-ins on {}",
        select(weeklies.c.person_id, func.count(), weeklies.c.opens_on)
        .group_by(weeklies.c.person_id, weeklies.c.opens_on)
        .having(func.count() > 1),
    )


def states_of_weeklies() -> Question:
    """I-15: an answered week has its date and no reminder; what was shared was answered."""
    is_answered = weeklies.c.answered_at.is_not(None)
    return Question(
        "I-15: the weekly check-in {} of person {} does not fit its moments",
        select(weeklies.c.id, weeklies.c.person_id).where(
            or_(
                is_answered != weeklies.c.answered_on.is_not(None),
                and_(is_answered, weeklies.c.remind_at.is_not(None)),
                and_(weeklies.c.learned != "", ~is_answered),
                and_(weeklies.c.circle_id.is_not(None), ~is_answered),
                weeklies.c.closes_at <= weeklies.c.opened_at,
            )
        ),
    )


def turns_of_slots() -> Question:
    """A turn has a date where it has a moment, and none of them where it has not."""
    return Question(
        "the turn of slot {} has a date without a moment",
        select(nudge_turns.c.slot_id).where(
            or_(
                nudge_turns.c.next_on.is_(None) != nudge_turns.c.next_at.is_(None),
                nudge_turns.c.next_on.is_(None) != nudge_turns.c.next_start_at.is_(None),
            )
        ),
    )


ALWAYS = (
    active_goals,
    shared_goals,
    slots_a_week,
    slots_for_own_goals,
    one_sitting_a_date,
    own_sittings,
    states_of_sittings,
    lessons_of_answered_sittings,
    lessons_shared_by_members,
    one_weekly_a_week,
    states_of_weeklies,
    turns_of_slots,
)


def nudges_that_came_to_nothing() -> Question:
    """At rest: a sitting whose nudge was let go is not waiting for an answer."""
    return Question(
        "sitting {} waits for an answer to {}, which is '{}'",
        select(sittings.c.id, deliveries.c.key, deliveries.c.state)
        .join(deliveries, deliveries.c.key == sittings.c.screen_key)
        .where(
            sittings.c.state == State.NUDGED,
            deliveries.c.kind.in_(["nudge", "snooze"]),
            deliveries.c.state.in_(["expired", "cancelled", "failed"]),
        ),
    )


AT_REST = (nudges_that_came_to_nothing,)


async def nudges(conn: AsyncConnection) -> list[str]:
    """I-7: a nudge, its key and its sitting name the same slot and date; nudges are far enough apart."""
    query = (
        select(
            deliveries.c.key,
            deliveries.c.kind,
            deliveries.c.about,
            deliveries.c.chat_id,
            deliveries.c.state,
            deliveries.c.finished_at,
            deliveries.c.expires_at,
        )
        .where(deliveries.c.kind.in_(["nudge", "snooze", "checkin"]))
        .order_by(deliveries.c.planned_at, deliveries.c.id)
    )
    rows = (await conn.execute(query)).all()
    if not rows:
        return []
    known = {
        str(row.id): row
        for row in await conn.execute(
            select(
                sittings.c.id, sittings.c.slot_id, sittings.c.held_on, people.c.telegram_id
            ).join(people, people.c.id == sittings.c.person_id)
        )
    }
    found = []
    sent: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
    of_chat: defaultdict[int, list[datetime]] = defaultdict(list)
    for row in rows:
        _, slot_id, on, *_ = row.key.split(":")
        sitting = known.get(row.about)
        if (
            sitting is None
            or (str(sitting.slot_id), sitting.held_on.isoformat()) != (slot_id, on)
            or sitting.telegram_id != row.chat_id
        ):
            found.append(f"I-7: {row.key} is about sitting {row.about}, which is of another slot")
        if row.kind == "nudge" and row.state in {"sent", "unknown"}:
            # One whose end is unknown is settled when we are back: it was not sent after its time.
            at = min(row.finished_at, row.expires_at or row.finished_at)
            sent[slot_id].append((at, row.key))
            of_chat[row.chat_id].append(at)
    for nudged in sent.values():
        nudged.sort()
        found += [
            f"I-7: {key} went out {at - before} after another of its slot"
            for (before, _), (at, key) in pairwise(nudged)
            if at - before < APART
        ]
    return found + await _nudges_a_day(conn, of_chat)


async def _nudges_a_day(conn: AsyncConnection, of_chat: dict[int, list[datetime]]) -> list[str]:
    """Two dates of each slot may lie in 24 hours, where a slot was moved; more never do."""
    query = select(people.c.telegram_id, slots.c.created_at, slots.c.ended_at).join(
        people, people.c.id == slots.c.person_id
    )
    lives: defaultdict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for chat_id, created_at, ended_at in await conn.execute(query):
        lives[chat_id].append((created_at, ended_at))
    found = []
    for chat_id, moments in of_chat.items():
        for at in moments:
            since = at - A_DAY
            within = sum(since < other <= at for other in moments)
            there = sum(
                created <= at and (ended is None or ended > since)
                for created, ended in lives[chat_id]
            )
            if within > 2 * there:
                found.append(f"I-7: {within} nudges in a day to chat {chat_id} with {there} slots")
    return found


async def late_answers(conn: AsyncConnection) -> list[str]:
    """I-15: a weekly answer counts for a day after its window, no longer."""
    query = select(weeklies.c.id, weeklies.c.answered_at, weeklies.c.closes_at).where(
        weeklies.c.answered_at > weeklies.c.closes_at
    )
    return [
        f"I-15: the weekly check-in {row.id} was answered at {row.answered_at}, too late"
        for row in await conn.execute(query)
        if row.answered_at >= row.closes_at + LATE_COUNTS
    ]
