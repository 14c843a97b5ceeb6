"""The last message to somebody who was erased leaves no row behind."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import store as outbox_store
from bot.work import Work

FAREWELL: Final = "farewell"


async def forget_farewells(work: Work) -> int:
    """Remove the farewells that were sent, or could not be."""
    return await outbox_store.forget_ended(work.conn, kind=FAREWELL)


async def next_farewell_at(_conn: AsyncConnection, _after: datetime) -> datetime | None:
    """Nothing is foreseen: farewells go out at once."""
    return None
