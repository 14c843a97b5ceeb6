"""Nudges keep when the next one is due, and what was proposed for a sitting."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.nudges import store, store_proposals
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """What was proposed for their sittings."""
    return {"proposals": await store_proposals.list_all(conn, person_id)}


async def erase(work: Work, person_id: int) -> None:
    """Remove the turns of their slots, and what was proposed for their sittings."""
    await store_proposals.remove_all(work.conn, person_id)
    await store.remove_all(work.conn, person_id)
