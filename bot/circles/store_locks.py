"""Locks that span more than one circle. On SQLite all of them are one: there is one writer at a time."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles.records import CircleId
from bot.circles.tables import circles, members

# The number under which PostgreSQL keeps our locks of "this person gets a seat".
_JOINING: Final = 4_257


async def lock_circles(conn: AsyncConnection, circle_ids: Iterable[int]) -> None:
    """Lock several circles, in the order of their ids: all who need more than one do so."""
    ids = sorted(set(circle_ids))
    query = select(circles.c.id).where(circles.c.id.in_(ids)).order_by(circles.c.id)
    await conn.execute(query.with_for_update())


async def lock_joining(conn: AsyncConnection, person_id: int) -> None:
    """Let nobody else give that person a seat, anywhere, until the transaction ends.

    After the circle's lock, never before it. Not the person's row: whoever writes holds their own
    row while they wait for a circle.
    """
    if conn.dialect.name == "postgresql":  # SQLite has one writer at a time
        await conn.execute(select(func.pg_advisory_xact_lock(_JOINING, person_id)))


async def list_circle_ids_of(conn: AsyncConnection, person_id: int) -> list[CircleId]:
    """Every circle that somebody is or was in."""
    query = select(members.c.circle_id).where(members.c.person_id == person_id).distinct()
    return [CircleId(number) for number in (await conn.execute(query)).scalars()]
