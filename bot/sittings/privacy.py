"""A person's sittings: what is given to them, and how it goes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.sittings import store
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Every sitting that was touched."""
    return {
        "sittings": [
            {
                "slot": sitting.slot_id,
                "on": sitting.on.isoformat(),
                "at": sitting.at.isoformat(),
                "moved_to": _moment(sitting.moved_at),
                "minutes": sitting.minutes,
                "mode": sitting.mode,
                "state": sitting.state,
                "started_at": _moment(sitting.started_at),
                "answered_at": _moment(sitting.answered_at),
                "kept": sitting.kept,
                "reason": sitting.reason,
            }
            for sitting in await store.list_all(conn, person_id)
        ]
    }


async def erase(work: Work, person_id: int) -> None:
    """Remove them all."""
    await store.remove_all(work.conn, person_id)


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
