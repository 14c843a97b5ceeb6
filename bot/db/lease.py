"""Who leads: one row with a number that rises with every leader (the fence).

A row of the outbox carries the fence of whoever claimed it, so that what an earlier leader left
behind is told from what the present one is doing.
"""

from sqlalchemy import BigInteger, Column, Integer, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.metadata import metadata

leadership = Table(
    "leadership",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fence", BigInteger, nullable=False),
)


async def take(conn: AsyncConnection) -> int:
    """Become the leader; returns the new fence, higher than any before."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    await conn.execute(dialect.insert(leadership).values(id=1, fence=0).on_conflict_do_nothing())
    await conn.execute(
        update(leadership).where(leadership.c.id == 1).values(fence=leadership.c.fence + 1)
    )
    query = select(leadership.c.fence).where(leadership.c.id == 1)
    return int((await conn.execute(query)).scalar_one())
