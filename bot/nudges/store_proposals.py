"""The rows of what nudges propose."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.nudges.records import Proposed
from bot.nudges.tables import nudge_proposals
from bot.queue.records import EntryId
from bot.queue.tables import queue_entries
from bot.sittings.records import SittingId
from bot.sittings.tables import sittings


async def find_proposed(conn: AsyncConnection, sitting_id: int) -> Proposed | None:
    """What was proposed for a sitting."""
    query = select(nudge_proposals).where(nudge_proposals.c.sitting_id == sitting_id)
    row = (await conn.execute(query)).first()
    if row is None:
        return None
    return Proposed(
        sitting_id=SittingId(row.sitting_id),
        entry_id=EntryId(row.entry_id),
        proposed_at=row.proposed_at,
        answered_at=row.answered_at,
    )


async def put_proposed(
    conn: AsyncConnection, sitting_id: SittingId, entry_id: EntryId, *, now: datetime
) -> None:
    """Propose an entry for a sitting, in the place of what was proposed before."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    values = {"entry_id": entry_id, "proposed_at": now, "answered_at": None}
    statement = dialect.insert(nudge_proposals).values(sitting_id=sitting_id, **values)
    await conn.execute(statement.on_conflict_do_update(index_elements=["sitting_id"], set_=values))


async def mark_answered(conn: AsyncConnection, sitting_id: int, *, now: datetime) -> bool:
    """It was said whether it is finished; False: it was said before."""
    statement = (
        update(nudge_proposals)
        .where(nudge_proposals.c.sitting_id == sitting_id, nudge_proposals.c.answered_at.is_(None))
        .values(answered_at=now)
    )
    return (await conn.execute(statement)).rowcount == 1


async def remove_proposed(conn: AsyncConnection, sitting_id: int) -> None:
    """Propose nothing for a sitting any more."""
    await conn.execute(delete(nudge_proposals).where(nudge_proposals.c.sitting_id == sitting_id))


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove what was proposed to somebody (erasure)."""
    theirs = select(sittings.c.id).where(sittings.c.person_id == person_id)
    listed = select(queue_entries.c.id).where(queue_entries.c.person_id == person_id)
    await conn.execute(
        delete(nudge_proposals).where(
            nudge_proposals.c.sitting_id.in_(theirs) | nudge_proposals.c.entry_id.in_(listed)
        )
    )


async def list_all(conn: AsyncConnection, person_id: int) -> list[dict[str, Any]]:
    """Everything that was proposed for somebody's sittings, oldest first; JSON values."""
    query = (
        select(
            sittings.c.held_on,
            nudge_proposals.c.entry_id,
            nudge_proposals.c.proposed_at,
            nudge_proposals.c.answered_at,
        )
        .join(sittings, sittings.c.id == nudge_proposals.c.sitting_id)
        .where(sittings.c.person_id == person_id)
        .order_by(nudge_proposals.c.proposed_at, nudge_proposals.c.sitting_id)
    )
    return [
        {
            "sitting_on": row.held_on.isoformat(),
            "queue_entry": row.entry_id,
            "proposed_at": row.proposed_at.isoformat(),
            "answered_at": row.answered_at.isoformat() if row.answered_at else None,
        }
        for row in await conn.execute(query)
    ]
