"""A person's own data in invites: what is given to them, and how it goes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.invites import store
from bot.people import store as people_store
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """The invites they made; whom they were for is the other person's."""
    return {
        "invites": [
            {
                "circle": invite.circle_id,
                "kind": invite.kind.value,
                "uses": invite.uses,
                "used": invite.used,
                "made_at": invite.created_at.isoformat(),
                "ends_at": invite.expires_at.isoformat(),
                "revoked_at": invite.revoked_at.isoformat() if invite.revoked_at else None,
            }
            for invite in await store.list_made_by(conn, person_id)
        ]
    }


async def erase(work: Work, person_id: int) -> None:
    """Revoke what they made (their stays are unnamed below), and forget them as a guest."""
    person = await people_store.get_person(work.conn, person_id)
    for invite in await store.list_made_by(work.conn, person_id):
        await store.revoke(work.conn, invite.id, now=work.now)
    await store.forget_guest(work.conn, person.telegram_id)
