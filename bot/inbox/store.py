"""The inbox's rows."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inbox.records import RawUpdate, UpdateState, fit_to_keep, lane_of
from bot.inbox.tables import updates


async def keep(
    conn: AsyncConnection, received: Iterable[Mapping[str, Any]], *, now: datetime
) -> int:
    """Keep raw updates; those that are known already are left as they are. How many were new."""
    rows = [
        {
            "update_id": raw["update_id"],
            "lane": lane_of(raw),
            "state": UpdateState.NEW,
            "payload": raw,
            "not_before": now,
            "received_on": now.date(),
        }
        for raw in map(fit_to_keep, received)
    ]
    if not rows:
        return 0
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(updates).values(rows)
    result = await conn.execute(
        statement.on_conflict_do_nothing(index_elements=["update_id"]).returning(
            updates.c.update_id
        )
    )
    return len(result.all())


async def list_heads(
    conn: AsyncConnection, *, at: datetime, without_lanes: Collection[int], limit: int
) -> list[RawUpdate]:
    """The oldest new update of each lane that is free; a lane whose head must wait is left out."""
    heads = (
        select(func.min(updates.c.update_id))
        .where(updates.c.state == UpdateState.NEW)
        .group_by(updates.c.lane)
    )
    query = (
        select(updates.c.update_id, updates.c.lane, updates.c.attempt, updates.c.payload)
        .where(updates.c.update_id.in_(heads), updates.c.not_before <= at)
        .order_by(updates.c.update_id)
        .limit(limit)
    )
    if without_lanes:
        query = query.where(updates.c.lane.not_in(sorted(without_lanes)))
    return [RawUpdate(*row) for row in await conn.execute(query)]


async def mark_done(conn: AsyncConnection, update_id: int) -> bool:
    """Mark one update done and drop its text; False when it was done already."""
    statement = (
        update(updates)
        .where(updates.c.update_id == update_id, updates.c.state == UpdateState.NEW)
        .values(state=UpdateState.DONE, payload=None, error=None)
    )
    return (await conn.execute(statement)).rowcount == 1


async def mark_failed(
    conn: AsyncConnection, update_id: int, *, error: str, again_at: datetime | None
) -> None:
    """Count a failed attempt: once more at `again_at`, or set aside when that is None."""
    values: dict[str, Any] = {"attempt": updates.c.attempt + 1, "error": error[:200]}
    values |= {"state": UpdateState.DEAD} if again_at is None else {"not_before": again_at}
    await conn.execute(
        update(updates)
        .where(updates.c.update_id == update_id, updates.c.state == UpdateState.NEW)
        .values(**values)
    )


async def count_by_state(conn: AsyncConnection) -> Mapping[str, int]:
    """How many updates are in each state."""
    query = select(updates.c.state, func.count()).group_by(updates.c.state)
    return {state: count for state, count in await conn.execute(query)}


async def forget_done(conn: AsyncConnection, *, before: date) -> int:
    """Remove tombstones received before `before`; how many."""
    statement = updates.delete().where(
        updates.c.state == UpdateState.DONE, updates.c.received_on < before
    )
    return (await conn.execute(statement)).rowcount


async def forget_lane(conn: AsyncConnection, *, lane: int, but: int | None) -> None:
    """Remove every update of one lane (erasure); the one being handled stays as a number alone.

    Its number must stay: Telegram may bring it once more.
    """
    statement = updates.delete().where(updates.c.lane == lane)
    if but is not None:
        statement = statement.where(updates.c.update_id != but)
        await conn.execute(update(updates).where(updates.c.update_id == but).values(lane=0))
    await conn.execute(statement)
