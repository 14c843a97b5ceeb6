"""What the clock does to sittings."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.sittings import actions, store
from bot.work import Work


async def close_missed(work: Work) -> int:
    """Close what was started and never answered."""
    return await actions.close_missed(work)


async def next_closing_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next one closes."""
    return await store.next_closing_at(conn)
