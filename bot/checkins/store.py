"""The rows of what sittings taught."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins.records import Learned
from bot.checkins.tables import sitting_answers
from bot.circles.records import CircleId
from bot.people.records import PersonId
from bot.sittings.records import Sitting, SittingId
from bot.slots.records import SlotId


def _learned(row: Row[*tuple[Any, ...]]) -> Learned:
    return Learned(
        sitting_id=SittingId(row.sitting_id),
        person_id=PersonId(row.person_id),
        slot_id=SlotId(row.slot_id),
        on=row.held_on,
        text=row.text,
        message_id=row.message_id,
        circle_id=CircleId(row.circle_id) if row.circle_id is not None else None,
    )


async def find_learned(conn: AsyncConnection, sitting_id: int) -> Learned | None:
    """What a sitting taught."""
    query = select(sitting_answers).where(sitting_answers.c.sitting_id == sitting_id)
    row = (await conn.execute(query)).first()
    return _learned(row) if row else None


async def find_by_message(
    conn: AsyncConnection, person_id: int, *, message_id: int
) -> Learned | None:
    """The answer that a message of theirs holds."""
    query = select(sitting_answers).where(
        sitting_answers.c.person_id == person_id, sitting_answers.c.message_id == message_id
    )
    row = (await conn.execute(query)).first()
    return _learned(row) if row else None


async def list_learned(
    conn: AsyncConnection, person_id: int, *, limit: int | None = None
) -> list[Learned]:
    """What somebody learned, newest first."""
    query = (
        select(sitting_answers)
        .where(sitting_answers.c.person_id == person_id)
        .order_by(sitting_answers.c.held_on.desc(), sitting_answers.c.sitting_id.desc())
        .limit(limit)
    )
    return [_learned(row) for row in await conn.execute(query)]


async def list_shared(conn: AsyncConnection, circle_id: int, *, since: datetime) -> list[Learned]:
    """What was shared with a circle since then, oldest first: for its digest."""
    query = (
        select(sitting_answers)
        .where(sitting_answers.c.circle_id == circle_id, sitting_answers.c.shared_at >= since)
        .order_by(sitting_answers.c.shared_at, sitting_answers.c.sitting_id)
    )
    return [_learned(row) for row in await conn.execute(query)]


async def put_learned(
    conn: AsyncConnection, sitting: Sitting, *, text: str, message_id: int | None
) -> Learned:
    """Keep what a sitting taught, in place of what was kept before."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(sitting_answers).values(
        sitting_id=sitting.row_id,
        person_id=sitting.person_id,
        slot_id=sitting.slot_id,
        held_on=sitting.on,
        text=text,
        message_id=message_id,
    )
    statement = statement.on_conflict_do_update(
        index_elements=["sitting_id"], set_={"text": text, "message_id": message_id}
    ).returning(*sitting_answers.c)
    return _learned((await conn.execute(statement)).one())


async def change_text(conn: AsyncConnection, sitting_id: int, *, text: str) -> None:
    """Correct it."""
    await conn.execute(
        update(sitting_answers).where(sitting_answers.c.sitting_id == sitting_id).values(text=text)
    )


async def share(
    conn: AsyncConnection, sitting_id: int, *, circle_id: int | None, now: datetime
) -> bool:
    """Share it with a circle, once; None: keep it private. False: it was shared before."""
    statement = (
        update(sitting_answers)
        .where(sitting_answers.c.sitting_id == sitting_id, sitting_answers.c.circle_id.is_(None))
        .values(circle_id=circle_id, shared_at=now if circle_id is not None else None)
    )
    return (await conn.execute(statement)).rowcount == 1


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove everything that somebody learned (erasure)."""
    await conn.execute(delete(sitting_answers).where(sitting_answers.c.person_id == person_id))
