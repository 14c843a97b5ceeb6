"""A person's list: what is given to them, and how it goes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.queue import store, store_minutes
from bot.queue.records import Entry
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Everything that was ever on their list, in their order, and the minutes outside of sittings."""
    return {"queue": [await _told(conn, entry) for entry in await store.list_all(conn, person_id)]}


async def _told(conn: AsyncConnection, entry: Entry) -> Mapping[str, Any]:
    spent = await store_minutes.list_minutes_of(conn, entry.id)
    return {
        "title": entry.resource.title,
        "url": entry.resource.url,
        "state": entry.state.value,
        "note": entry.note,
        "minutes_spent": entry.minutes_spent,
        "later_on": entry.later_on.isoformat() if entry.later_on else None,
        "added_at": entry.added_at.isoformat(),
        "started_at": _moment(entry.started_at),
        "ended_at": _moment(entry.ended_at),
        "refused_at": _moment(entry.refused_at),
        "outside_of_sittings": [
            {"on": each.on.isoformat(), "minutes": each.minutes, "mode": each.mode}
            for each in spent
        ],
    }


async def erase(work: Work, person_id: int) -> None:
    """Remove it all."""
    await store.remove_all(work.conn, person_id)


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
