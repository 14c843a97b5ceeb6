"""A person's stays: what is given to them, and how they go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles import actions_absent, store
from bot.circles.records import Event
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Their own stays, past and present; nothing about fellow members."""
    return {
        "stays": [
            {
                "circle": circle.name,
                "field": circle.field,
                "role": member.role.value,
                "joined_at": member.joined_at.isoformat(),
                "left_at": member.left_at.isoformat() if member.left_at else None,
                "opened_it": member.is_opener,
                "helps_with": member.helps_with,
                "is_muted": member.is_muted,
            }
            for circle, member in await store.list_stays(conn, person_id)
        ],
        "removals": [
            {"circle": name, "at": at.isoformat()}
            for name, at in await store.list_removals(conn, person_id)
        ],
    }


async def erase(work: Work, person_id: int) -> None:
    """End every stay, see to a host where they were the last, and take their name out of the rest.

    Circles are locked in the order of their ids: two people may erase themselves at one time.
    """
    stays = await store.list_circles_of(work.conn, person_id)
    for _, member in sorted(stays, key=lambda stay: stay[0].id):
        await actions_absent.end_stay(work, member, event=Event.ERASED)
    await store.unname(work.conn, person_id)
