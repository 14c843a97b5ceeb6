"""Everything about one person, collected and removed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

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
    """Remove or unname all that is stored about a person, from the highest slice down."""
    for feature in reversed(slices):
        if feature.erase is not None:
            await feature.erase(work, person_id)
