"""A person's answers: what is given to them, and how it goes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins import actions_sharing, store, store_weekly
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Everything they answered, and when they want to be asked."""
    settings = await store_weekly.get_settings(conn, person_id)
    return {
        "learned": [
            {
                "slot": learned.slot_id,
                "on": learned.on.isoformat(),
                "text": learned.text,
                "shared_with_circle": learned.circle_id,
            }
            for learned in await store.list_learned(conn, person_id)
        ],
        "weekly": [
            {
                "on": weekly.on.isoformat(),
                "answered_on": weekly.answered_on.isoformat() if weekly.answered_on else None,
                "learned": weekly.learned,
                "stuck": weekly.stuck,
                "focus": weekly.focus,
                "shared_with_circle": weekly.circle_id,
            }
            for weekly in await store_weekly.list_weeklies(conn, person_id)
        ],
        "weekly_settings": {
            "weekday": settings.weekday,
            "at": settings.at.isoformat("minutes"),
            "is_on": settings.is_on,
        },
    }


async def erase(work: Work, person_id: int) -> None:
    """Remove them all, and what still waits to be sent to fellow members."""
    for learned in await store.list_learned(work.conn, person_id):
        await actions_sharing.withdraw(work, about=learned.about)
    for weekly in await store_weekly.list_weeklies(work.conn, person_id):
        await actions_sharing.withdraw(work, about=weekly.about)
    await store.remove_all(work.conn, person_id)
    await store_weekly.remove_all(work.conn, person_id)
