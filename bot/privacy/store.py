"""What must not be left of people who are gone."""

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.records import TERMINAL
from bot.outbox.tables import deliveries
from bot.people.tables import people


async def list_strays(conn: AsyncConnection, *, limit: int) -> list[int]:
    """Private chats of nobody whom the bot knows, whose deliveries have all ended.

    Such as what somebody planned for a fellow member in the very moment of their erasure.
    """
    is_open = case((deliveries.c.state.in_(sorted(TERMINAL)), 0), else_=1)
    query = (
        select(deliveries.c.chat_id)
        .outerjoin(people, people.c.telegram_id == deliveries.c.chat_id)
        .where(deliveries.c.chat_id > 0, people.c.id.is_(None))  # groups have negative ids
        .group_by(deliveries.c.chat_id)
        .having(func.sum(is_open) == 0)
        .order_by(deliveries.c.chat_id)
        .limit(limit)
    )
    return list((await conn.execute(query)).scalars())
