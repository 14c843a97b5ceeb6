"""Which circles were asked for communities elsewhere."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles.records import CircleId, MemberId
from bot.circles.tables import circles, members
from bot.goals.records import GoalId, GoalState
from bot.goals.tables import goals
from bot.people.records import PersonId
from bot.people.tables import people
from bot.sources.records import CommunityAsk
from bot.sources.tables import community_asks


async def add_ask(
    conn: AsyncConnection, *, member_id: MemberId, goal_id: GoalId, now: datetime
) -> bool:
    """Remember that this stay's circle is asked for the goal; False when it was before."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(community_asks)
        .values(member_id=member_id, goal_id=goal_id, asked_at=now)
        .on_conflict_do_nothing()
        .returning(community_asks.c.goal_id)
    )
    return (await conn.execute(statement)).first() is not None


async def list_asked(conn: AsyncConnection, goal_id: int) -> set[MemberId]:
    """The stays whose circle was asked for the goal."""
    query = select(community_asks.c.member_id).where(community_asks.c.goal_id == goal_id)
    return {MemberId(member_id) for member_id in await conn.scalars(query)}


async def find_ask(
    conn: AsyncConnection, *, member_id: int, goal_id: int, person_id: int
) -> CommunityAsk | None:
    """What somebody was asked as a fellow member; None: it is no longer asked, or never was of them."""
    reader = members.alias("reader")
    query = (
        _open_ask(member_id, goal_id)
        .join(reader, reader.c.circle_id == members.c.circle_id)
        .where(
            reader.c.person_id == person_id,
            reader.c.left_at.is_(None),
            members.c.person_id != person_id,
        )
    )
    row = (await conn.execute(query)).first()
    if row is None:
        return None
    return CommunityAsk(
        member_id=MemberId(row.member_id),
        goal_id=GoalId(row.goal_id),
        asker_id=PersonId(row.person_id),
        circle_id=CircleId(row.circle_id),
        field=row.field,
    )


async def is_wanted(conn: AsyncConnection, *, member_id: int, goal_id: int, chat_id: int) -> bool:
    """Whether the question stands, and whoever's chat that is may still be asked: a member, not muted."""
    reader = members.alias("reader")
    query = (
        _open_ask(member_id, goal_id)
        .join(reader, reader.c.circle_id == members.c.circle_id)
        .join(people, people.c.id == reader.c.person_id)
        .where(
            people.c.telegram_id == chat_id,
            reader.c.left_at.is_(None),
            reader.c.is_muted.is_(False),
        )
    )
    return (await conn.execute(query)).first() is not None


async def list_abouts(conn: AsyncConnection, person_id: int) -> list[str]:
    """What names each question that somebody asked (`about` of its messages)."""
    query = (
        select(community_asks.c.member_id, community_asks.c.goal_id)
        .join(goals, goals.c.id == community_asks.c.goal_id)
        .where(goals.c.person_id == person_id)
    )
    return [f"{row.member_id}.{row.goal_id}" for row in await conn.execute(query)]


async def list_all(conn: AsyncConnection, person_id: int) -> list[tuple[str, str, datetime]]:
    """Circle, field and time of each question that somebody asked, oldest first."""
    query = (
        select(circles.c.name, goals.c.field, community_asks.c.asked_at)
        .join(goals, goals.c.id == community_asks.c.goal_id)
        .join(members, members.c.id == community_asks.c.member_id)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(goals.c.person_id == person_id)
        .order_by(community_asks.c.asked_at)
    )
    return [(row.name, row.field, row.asked_at) for row in await conn.execute(query)]


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove what somebody asked (erasure)."""
    theirs = select(goals.c.id).where(goals.c.person_id == person_id)
    stays = select(members.c.id).where(members.c.person_id == person_id)
    await conn.execute(
        delete(community_asks).where(
            or_(community_asks.c.goal_id.in_(theirs), community_asks.c.member_id.in_(stays))
        )
    )


def _open_ask(member_id: int, goal_id: int) -> Select[Any]:
    """The question, while its goal is worked on, its asker is there and the circle is open."""
    return (
        select(community_asks, members.c.person_id, members.c.circle_id, goals.c.field)
        .join(members, members.c.id == community_asks.c.member_id)
        .join(circles, circles.c.id == members.c.circle_id)
        .join(goals, goals.c.id == community_asks.c.goal_id)
        .where(
            community_asks.c.member_id == member_id,
            community_asks.c.goal_id == goal_id,
            goals.c.state == GoalState.ACTIVE,
            members.c.left_at.is_(None),
            circles.c.archived_at.is_(None),
        )
    )
