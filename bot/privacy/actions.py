"""Everything about one person, collected and removed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admissions import store as admission_store
from bot.circles import store_locks
from bot.people import store as people_store
from bot.registry import Feature
from bot.work import Work


async def collect(
    conn: AsyncConnection, slices: Sequence[Feature], person_id: int
) -> dict[str, Any]:
    """What every slice stores about a person, by slice; JSON values."""
    return {
        feature.name: dict(await feature.export(conn, person_id))
        for feature in slices
        if feature.export is not None
    }


async def erase(work: Work, slices: Sequence[Feature], person_id: int) -> None:
    """Remove or unname all that is stored about a person, from the highest slice down.

    Their circles are locked first, all at once and in the order of their ids, then their own row:
    nobody lets them in, asks them or plans a nudge for them meanwhile, and of two people who erase
    themselves in the same circles one waits for the other.
    """
    joined = await store_locks.list_circle_ids_of(work.conn, person_id)
    knocked = await admission_store.list_circle_ids_of(work.conn, person_id)
    await store_locks.lock_circles(work.conn, [*joined, *knocked])
    await people_store.lock(work.conn, person_id)
    for feature in reversed(slices):
        if feature.erase is not None:
            await feature.erase(work, person_id)
