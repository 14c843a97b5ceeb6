"""What fellow members say they work on: read from the rows of others."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles.tables import circles, members
from bot.goals.records import Goal, GoalState
from bot.goals.store import goal_record
from bot.goals.tables import goal_shares, goals
from bot.people.records import PersonId


async def list_goals_shown(conn: AsyncConnection, person_id: int) -> Mapping[PersonId, list[Goal]]:
    """The active goals that fellow members share with a circle that somebody is in, by member."""
    mine = members.alias("mine")
    query = (
        select(goals)
        .distinct()
        .join(goal_shares, goal_shares.c.goal_id == goals.c.id)
        .join(members, members.c.id == goal_shares.c.member_id)
        .join(mine, mine.c.circle_id == members.c.circle_id)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(
            mine.c.person_id == person_id,
            mine.c.left_at.is_(None),
            members.c.person_id != person_id,
            members.c.left_at.is_(None),
            circles.c.archived_at.is_(None),
            goals.c.state == GoalState.ACTIVE,
        )
        .order_by(goals.c.id)
    )
    found: dict[PersonId, list[Goal]] = defaultdict(list)
    for row in await conn.execute(query):
        goal = goal_record(row)
        found[goal.person_id].append(goal)
    return found
