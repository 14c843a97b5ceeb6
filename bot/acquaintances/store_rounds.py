"""The rows that say who was asked: members without a tie, and the round after two months."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.acquaintances.records import Untied
from bot.acquaintances.tables import rounds, untied
from bot.circles.records import CircleId, Member, MemberId
from bot.circles.store import member_record
from bot.circles.tables import circles, members

# Members without a tie ---------------------------------------------------------------------------


async def put_untied(
    conn: AsyncConnection, member_id: MemberId, circle_id: CircleId, *, now: datetime
) -> bool:
    """Remember a member without a tie; False when that is known."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(untied)
        .values(member_id=member_id, circle_id=circle_id, since=now)
        .on_conflict_do_nothing()
        .returning(untied.c.member_id)
    )
    return (await conn.execute(statement)).first() is not None


async def list_untied(conn: AsyncConnection, circle_id: int) -> list[Untied]:
    """The members of a circle that are known to have no tie, longest first."""
    query = (
        select(untied)
        .where(untied.c.circle_id == circle_id)
        .order_by(untied.c.since, untied.c.member_id)
    )
    return [Untied(**row._mapping) for row in await conn.execute(query)]  # noqa: SLF001 - public


async def find_untied(conn: AsyncConnection, member_id: int) -> Untied | None:
    """What is known of one member who has no tie."""
    row = (await conn.execute(select(untied).where(untied.c.member_id == member_id))).first()
    return Untied(**row._mapping) if row else None  # noqa: SLF001


async def drop_untied(conn: AsyncConnection, member_ids: Iterable[int]) -> None:
    """Those members have a tie now, or are gone."""
    ids = sorted(set(member_ids))
    await conn.execute(delete(untied).where(untied.c.member_id.in_(ids)))


async def due_untied(conn: AsyncConnection, *, since: datetime, limit: int) -> list[Untied]:
    """Members that have had no tie since `since` or longer, whose hosts have not heard of it."""
    query = (
        select(untied)
        .where(untied.c.since <= since, untied.c.host_told_at.is_(None))
        .order_by(untied.c.since, untied.c.member_id)
        .limit(limit)
    )
    return [Untied(**row._mapping) for row in await conn.execute(query)]  # noqa: SLF001


async def mark_host_told(conn: AsyncConnection, member_id: MemberId, *, now: datetime) -> None:
    """The hosts have heard."""
    await conn.execute(
        update(untied).where(untied.c.member_id == member_id).values(host_told_at=now)
    )


async def first_untied_since(conn: AsyncConnection) -> datetime | None:
    """The longest that a member has had no tie without the hosts' hearing of it."""
    query = select(func.min(untied.c.since)).where(untied.c.host_told_at.is_(None))
    first: datetime | None = (await conn.execute(query)).scalar_one()
    return first


# The round after two months ----------------------------------------------------------------------


async def due_rounds(conn: AsyncConnection, *, joined_by: datetime, limit: int) -> list[Member]:
    """Members who joined by then, were not asked yet, and have a fellow who joined by then too."""
    fellow = members.alias("fellow")
    has_fellow = (
        select(fellow.c.id)
        .where(
            fellow.c.circle_id == members.c.circle_id,
            fellow.c.id != members.c.id,
            fellow.c.left_at.is_(None),
            fellow.c.joined_at <= joined_by,
        )
        .exists()
    )
    query = (
        select(members)
        .join(circles, circles.c.id == members.c.circle_id)
        .outerjoin(rounds, rounds.c.member_id == members.c.id)
        .where(
            members.c.left_at.is_(None),
            members.c.joined_at <= joined_by,
            circles.c.archived_at.is_(None),
            rounds.c.member_id.is_(None),
            has_fellow,
        )
        .order_by(members.c.joined_at, members.c.id)
        .limit(limit)
    )
    return [member_record(row) for row in await conn.execute(query)]


async def put_round(conn: AsyncConnection, member_id: MemberId, *, now: datetime) -> bool:
    """Remember that somebody was asked; False when they were before."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(rounds)
        .values(member_id=member_id, asked_at=now)
        .on_conflict_do_nothing()
        .returning(rounds.c.member_id)
    )
    return (await conn.execute(statement)).first() is not None


async def next_joining_after(conn: AsyncConnection, after: datetime) -> datetime | None:
    """The first joining after that moment, of a member who was not asked yet."""
    query = (
        select(func.min(members.c.joined_at))
        .select_from(members.outerjoin(rounds, rounds.c.member_id == members.c.id))
        .where(
            members.c.left_at.is_(None),
            members.c.joined_at > after,
            rounds.c.member_id.is_(None),
        )
    )
    first: datetime | None = (await conn.execute(query)).scalar_one()
    return first


async def forget(conn: AsyncConnection, member_ids: Iterable[int]) -> None:
    """Remove all rows of some stays (erasure)."""
    ids = sorted(set(member_ids))
    await conn.execute(delete(untied).where(untied.c.member_id.in_(ids)))
    await conn.execute(delete(rounds).where(rounds.c.member_id.in_(ids)))
