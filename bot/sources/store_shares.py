"""Which stays share which sources, and what a circle sees of that."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles.records import CircleId, MemberId
from bot.circles.tables import circles, members
from bot.goals.records import GoalState
from bot.goals.tables import goal_shares, goals
from bot.people.tables import people
from bot.sources import store
from bot.sources.records import Shared, Source
from bot.sources.tables import source_goals, source_shares, sources


async def share(conn: AsyncConnection, *, source_id: int, member_id: MemberId) -> None:
    """Let the circle of that stay see the source."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(source_shares).values(source_id=source_id, member_id=member_id)
    await conn.execute(statement.on_conflict_do_nothing())


async def unshare(conn: AsyncConnection, *, source_id: int, member_id: MemberId) -> None:
    """Let the circle of that stay see the source no longer."""
    await conn.execute(
        delete(source_shares).where(
            source_shares.c.source_id == source_id, source_shares.c.member_id == member_id
        )
    )


async def list_circles_shared_with(conn: AsyncConnection, source_id: int) -> list[CircleId]:
    """The open circles that see the source, through a stay that lasts."""
    query = (
        select(members.c.circle_id)
        .join(source_shares, source_shares.c.member_id == members.c.id)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(source_shares.c.source_id == source_id, *_is_open())
        .order_by(members.c.joined_at, members.c.id)
    )
    return [CircleId(circle_id) for circle_id in await conn.scalars(query)]


async def list_shared(conn: AsyncConnection, circle_id: int, *, but_of: int) -> list[Shared]:
    """What present members share with the open circle, without one person's own; by kind and title."""
    query = (
        select(sources, people.c.name, source_shares.c.member_id)
        .join(source_shares, source_shares.c.source_id == sources.c.id)
        .join(members, members.c.id == source_shares.c.member_id)
        .join(circles, circles.c.id == members.c.circle_id)
        .join(people, people.c.id == sources.c.person_id)
        .where(members.c.circle_id == circle_id, sources.c.person_id != but_of, *_is_open())
        .order_by(sources.c.kind, sources.c.title, sources.c.id)
    )
    rows = (await conn.execute(query)).all()
    fields = await _fields(conn, [row.id for row in rows], circle_id)
    found = await store.records(conn, rows)
    return [
        Shared(source=source, owner_name=row.name, fields=tuple(fields.get(source.id, ())))
        for source, row in zip(found, rows, strict=True)
    ]


async def _fields(
    conn: AsyncConnection, source_ids: Sequence[int], circle_id: int
) -> dict[int, list[str]]:
    """The fields that each source serves, of goals that the circle sees as well: no source tells of a goal."""
    query = (
        select(source_goals.c.source_id, goals.c.field)
        .join(goals, goals.c.id == source_goals.c.goal_id)
        .join(goal_shares, goal_shares.c.goal_id == goals.c.id)
        .join(members, members.c.id == goal_shares.c.member_id)
        .where(
            source_goals.c.source_id.in_(source_ids),
            goals.c.state == GoalState.ACTIVE,
            members.c.circle_id == circle_id,
            members.c.left_at.is_(None),
        )
        .order_by(goals.c.id)
    )
    found: dict[int, list[str]] = {}
    for row in await conn.execute(query):
        known = found.setdefault(row.source_id, [])
        if row.field not in known:
            known.append(row.field)
    return found


async def find_seen(
    conn: AsyncConnection, source_id: int, *, person_id: int
) -> tuple[Source, CircleId] | None:
    """A fellow member's source with a circle that shows it to somebody; None: none does."""
    rows = (await conn.execute(_seen_by(person_id).where(sources.c.id == source_id))).all()
    if not rows:
        return None
    (source,) = await store.records(conn, rows[:1])
    return source, CircleId(rows[0].circle_id)


async def is_seen_in_chat(conn: AsyncConnection, source_id: int, *, chat_id: int) -> bool:
    """Whether a circle still shows the source to whoever's private chat that is."""
    query = select(people.c.id).where(people.c.telegram_id == chat_id)
    reader = (await conn.execute(query)).scalar_one_or_none()
    return reader is not None and await find_seen(conn, source_id, person_id=reader) is not None


def _seen_by(person_id: int) -> Select[Any]:
    reader = members.alias("reader")
    return (
        select(sources, members.c.circle_id)
        .join(source_shares, source_shares.c.source_id == sources.c.id)
        .join(members, members.c.id == source_shares.c.member_id)
        .join(circles, circles.c.id == members.c.circle_id)
        .join(reader, reader.c.circle_id == members.c.circle_id)
        .where(
            reader.c.person_id == person_id,
            reader.c.left_at.is_(None),
            sources.c.person_id != person_id,
            *_is_open(),
        )
        .order_by(members.c.circle_id)
    )


def _is_open() -> tuple[Any, Any]:
    """The stay lasts, and the circle is not closed."""
    return members.c.left_at.is_(None), circles.c.archived_at.is_(None)
