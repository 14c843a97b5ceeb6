"""A person's learning times: what is given to them, and how they go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.slots import store
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Every learning time the person ever had; days count from Monday 0."""
    return {
        "learning_times": [
            {
                "days": sorted(slot.days),
                "start": slot.start.isoformat("minutes"),
                "minutes": slot.minutes,
                "mode": slot.mode,
                "place": slot.place,
                "energy": slot.energy,
                "goal_id": slot.goal_id,
                "lead_minutes": slot.lead_minutes,
                "made_at": slot.created_at.isoformat(),
                "changed_at": slot.changed_at.isoformat(),
                "removed_at": slot.ended_at.isoformat() if slot.ended_at else None,
            }
            for slot in await store.list_all_slots(conn, person_id)
        ]
    }


async def erase(work: Work, person_id: int) -> None:
    """Remove them; what refers to them (sittings) is gone before."""
    await store.remove_all(work.conn, person_id)
