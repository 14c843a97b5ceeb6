"""The goals' rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles.records import CircleId, MemberId
from bot.circles.tables import circles, members
from bot.errors import NotForYou
from bot.goals.records import (
    ENDED,
    Goal,
    GoalChange,
    GoalDraft,
    GoalId,
    GoalState,
    Happened,
    Reach,
)
from bot.goals.tables import goal_changes, goal_shares, goals
from bot.people.records import PersonId
from bot.people.tables import people


def goal_record(row: Row[*tuple[Any, ...]]) -> Goal:
    """A goal from a row that holds all columns of `goals`."""
    return Goal(
        id=GoalId(row.id),
        person_id=PersonId(row.person_id),
        field=row.field,
        focus=row.focus,
        why=row.why,
        measure=row.measure,
        horizon_on=row.horizon_on,
        whom=row.whom,
        state=GoalState(row.state),
        created_at=row.created_at,
        changed_at=row.changed_at,
        quoted_on=row.quoted_on,
        reach=None if row.reach is None else Reach(row.reach),
    )


# Reading -----------------------------------------------------------------------------------------


async def get_goal(conn: AsyncConnection, goal_id: int) -> Goal:
    """The goal with that id, whatever its state.

    Raises:
        NotForYou: there is none.
    """
    row = (await conn.execute(select(goals).where(goals.c.id == goal_id))).first()
    if row is None:
        raise NotForYou
    return goal_record(row)


async def list_active(conn: AsyncConnection, person_id: int) -> list[Goal]:
    """What somebody works on now, oldest first."""
    return await list_goals(conn, person_id, states=(GoalState.ACTIVE,))


async def list_goals(
    conn: AsyncConnection, person_id: int, *, states: Sequence[GoalState] = tuple(GoalState)
) -> list[Goal]:
    """Somebody's goals in these states, oldest first."""
    query = (
        select(goals)
        .where(goals.c.person_id == person_id, goals.c.state.in_([s.value for s in states]))
        .order_by(goals.c.id)
    )
    return [goal_record(row) for row in await conn.execute(query)]


async def list_shared(conn: AsyncConnection, circle_id: int) -> list[tuple[PersonId, Goal]]:
    """The active goals that present members share with the circle, by person."""
    query = (
        select(goals)
        .join(goal_shares, goal_shares.c.goal_id == goals.c.id)
        .join(members, members.c.id == goal_shares.c.member_id)
        .where(
            members.c.circle_id == circle_id,
            members.c.left_at.is_(None),
            goals.c.state == GoalState.ACTIVE,
        )
        .order_by(goals.c.person_id, goals.c.id)
    )
    found = [goal_record(row) for row in await conn.execute(query)]
    return [(goal.person_id, goal) for goal in found]


async def list_circles_shared_with(conn: AsyncConnection, goal_id: int) -> list[CircleId]:
    """The open circles that see the goal, through a stay that lasts."""
    query = (
        select(members.c.circle_id)
        .join(goal_shares, goal_shares.c.member_id == members.c.id)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(
            goal_shares.c.goal_id == goal_id,
            members.c.left_at.is_(None),
            circles.c.archived_at.is_(None),
        )
        .order_by(members.c.joined_at, members.c.id)
    )
    return [CircleId(circle_id) for circle_id in await conn.scalars(query)]


async def list_changes(conn: AsyncConnection, goal_id: int) -> list[GoalChange]:
    """The goal's history, oldest first."""
    query = (
        select(goal_changes).where(goal_changes.c.goal_id == goal_id).order_by(goal_changes.c.id)
    )
    return [
        GoalChange(happened=Happened(row.happened), at=row.at, detail=row.detail)
        for row in await conn.execute(query)
    ]


async def list_unquoted(
    conn: AsyncConnection, *, now: datetime, until: date | None = None
) -> list[tuple[Goal, str, datetime | None]]:
    """Active goals whose horizon was not quoted back yet, each with its person's zone and pause.

    Leaves out people that the bot cannot reach. All of them, without a limit: whether the hour
    has come depends on the zone, and a batch of those that wait must not hide those that do not.

    Args:
        conn: the transaction.
        now: a pause that ended before it counts as none.
        until: only horizons up to this date.
    """
    query = (
        select(goals, people.c.zone, people.c.paused_until)
        .join(people, people.c.id == goals.c.person_id)
        .where(
            goals.c.state == GoalState.ACTIVE,
            goals.c.horizon_on.is_not(None),
            or_(goals.c.quoted_on.is_(None), goals.c.quoted_on != goals.c.horizon_on),
            people.c.unreachable_since.is_(None),
            people.c.gone_at.is_(None),
        )
        .order_by(goals.c.horizon_on, goals.c.id)
    )
    if until is not None:
        query = query.where(goals.c.horizon_on <= until)
    found = []
    for row in await conn.execute(query):
        pause = row.paused_until if row.paused_until and row.paused_until > now else None
        found.append((goal_record(row), row.zone or "UTC", pause))
    return found


async def is_quote_open(conn: AsyncConnection, goal_id: int, horizon_on: date) -> bool:
    """Whether an active goal was quoted back at that horizon, has it still, and was not answered."""
    query = select(goals.c.id).where(
        goals.c.id == goal_id,
        goals.c.state == GoalState.ACTIVE,
        goals.c.horizon_on == horizon_on,
        goals.c.quoted_on == horizon_on,
        goals.c.reach.is_(None),
    )
    return (await conn.execute(query)).first() is not None


async def may_hear_of(conn: AsyncConnection, *, goal_id: int, chat_id: int) -> bool:
    """Whether the achieved goal is still shared with a circle whose member they are, unmuted."""
    reader = members.alias("reader")
    query = (
        select(goals.c.id)
        .join(goal_shares, goal_shares.c.goal_id == goals.c.id)
        .join(members, members.c.id == goal_shares.c.member_id)
        .join(reader, reader.c.circle_id == members.c.circle_id)
        .join(people, people.c.id == reader.c.person_id)
        .where(
            goals.c.id == goal_id,
            goals.c.state == GoalState.ACHIEVED,
            members.c.left_at.is_(None),
            people.c.telegram_id == chat_id,
            reader.c.left_at.is_(None),
            reader.c.is_muted.is_(False),
        )
    )
    return (await conn.execute(query)).first() is not None


# Writing -----------------------------------------------------------------------------------------


async def lock_goals_of(conn: AsyncConnection, person_id: int) -> None:
    """Keep two transactions from both setting the last goal that somebody may have."""
    await conn.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


async def count_active(conn: AsyncConnection, person_id: int) -> int:
    """How many goals somebody works on now."""
    query = (
        select(func.count())
        .select_from(goals)
        .where(goals.c.person_id == person_id, goals.c.state == GoalState.ACTIVE)
    )
    return int((await conn.execute(query)).scalar_one())


async def add_goal(
    conn: AsyncConnection, *, person_id: int, draft: GoalDraft, now: datetime
) -> Goal:
    """A new active goal, with the first line of its history."""
    statement = (
        insert(goals)
        .values(
            person_id=person_id,
            field=draft.field,
            focus=draft.focus,
            why=draft.why,
            measure=draft.measure,
            horizon_on=draft.horizon_on,
            whom=draft.whom,
            state=GoalState.ACTIVE,
            created_at=now,
            changed_at=now,
        )
        .returning(goals)
    )
    goal = goal_record((await conn.execute(statement)).one())
    await write_change(conn, goal.id, Happened.SET, now=now)
    return goal


async def change_goal(
    conn: AsyncConnection,
    goal_id: int,
    *,
    now: datetime,
    **values: Any,  # noqa: ANN401 - columns of several types
) -> None:
    """Set columns of one goal."""
    await conn.execute(update(goals).where(goals.c.id == goal_id).values(changed_at=now, **values))


async def set_state(
    conn: AsyncConnection, goal_id: int, state: GoalState, *, now: datetime
) -> bool:
    """Move a goal that has not ended to another state; False when it has, or is there already."""
    statement = (
        update(goals)
        .where(goals.c.id == goal_id, goals.c.state.not_in([*ENDED, state]))
        .values(state=state, changed_at=now)
    )
    if (await conn.execute(statement)).rowcount != 1:
        return False
    await write_change(conn, goal_id, Happened.STATE, now=now, detail=state.value)
    return True


async def mark_quoted(conn: AsyncConnection, goal_id: int, *, horizon_on: date) -> None:
    """Remember that the goal was quoted back at this horizon; nothing is answered yet."""
    await conn.execute(
        update(goals).where(goals.c.id == goal_id).values(quoted_on=horizon_on, reach=None)
    )


async def put_reach(
    conn: AsyncConnection, goal_id: int, reach: Reach, *, horizon_on: date, now: datetime
) -> bool:
    """Keep the one answer to a quote-back; False when it came before, or the goal moved on."""
    statement = (
        update(goals)
        .where(
            goals.c.id == goal_id,
            goals.c.state == GoalState.ACTIVE,
            goals.c.quoted_on == horizon_on,
            goals.c.horizon_on == horizon_on,
            goals.c.reach.is_(None),
        )
        .values(reach=reach)
    )
    if (await conn.execute(statement)).rowcount != 1:
        return False
    await write_change(conn, goal_id, Happened.REACH, now=now, detail=str(reach.value))
    return True


async def write_change(
    conn: AsyncConnection, goal_id: int, happened: Happened, *, now: datetime, detail: str = ""
) -> None:
    """One more line in the goal's history."""
    await conn.execute(
        insert(goal_changes).values(goal_id=goal_id, happened=happened, at=now, detail=detail)
    )


async def share(conn: AsyncConnection, *, goal_id: int, member_id: MemberId) -> None:
    """Let the circle of that stay see the goal."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(goal_shares).values(goal_id=goal_id, member_id=member_id)
    await conn.execute(statement.on_conflict_do_nothing())


async def unshare(conn: AsyncConnection, *, goal_id: int, member_id: MemberId) -> None:
    """Let the circle of that stay see the goal no longer."""
    await conn.execute(
        delete(goal_shares).where(
            goal_shares.c.goal_id == goal_id, goal_shares.c.member_id == member_id
        )
    )


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove everything about a person's goals (erasure)."""
    theirs = select(goals.c.id).where(goals.c.person_id == person_id)
    await conn.execute(delete(goal_shares).where(goal_shares.c.goal_id.in_(theirs)))
    await conn.execute(delete(goal_changes).where(goal_changes.c.goal_id.in_(theirs)))
    await conn.execute(delete(goals).where(goals.c.person_id == person_id))
