"""Nothing is left of whoever was erased: not the last message, nor what was planned in that moment."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import store as outbox_store
from bot.privacy import store
from bot.work import Work

FAREWELL: Final = "farewell"
BATCH: Final = 100  # chats in one transaction


async def forget_farewells(work: Work) -> int:
    """Remove the farewells that were sent, or could not be."""
    return await outbox_store.forget_ended(work.conn, kind=FAREWELL)


async def forget_strays(work: Work) -> int:
    """Remove what is left in the outbox of chats whose person is gone; how many chats."""
    strays = await store.list_strays(work.conn, limit=BATCH)
    for chat_id in strays:
        await outbox_store.forget_chat(work.conn, chat_id=chat_id)
    return len(strays)


async def never(_conn: AsyncConnection, _after: datetime) -> datetime | None:
    """Nothing is foreseen: farewells go out at once, and nobody waits for what is removed."""
    return None
