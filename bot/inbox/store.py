"""The inbox's rows."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inbox.records import RawUpdate, UpdateState, fit_to_keep, lane_of
from bot.inbox.tables import updates

# Names of columns; as literals they would be collected as texts.
_FIRST, _BEHIND = "first", "behind"
TOO_MANY: Final = "too many at once"  # why the rest of a flood has no effect


async def keep(
    conn: AsyncConnection, received: Iterable[Mapping[str, Any]], *, now: datetime
) -> int:
    """Keep raw updates; those that are known already are left as they are. How many were new.

    One without a number of its own cannot be told from another: it is not kept.
    """
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
        if raw is not None
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
        select(
            func.min(updates.c.update_id).label(_FIRST),
            (func.count() - 1).label(_BEHIND),
        )
        .where(updates.c.state == UpdateState.NEW)
        .group_by(updates.c.lane)
        .subquery()
    )
    query = (
        select(
            updates.c.update_id,
            updates.c.lane,
            updates.c.attempt,
            updates.c.payload,
            heads.c.behind,
        )
        .join(heads, heads.c.first == updates.c.update_id)
        .where(updates.c.not_before <= at)
        .order_by(updates.c.update_id)
        .limit(limit)
    )
    if without_lanes:
        query = query.where(updates.c.lane.not_in(sorted(without_lanes)))
    return [RawUpdate(*row) for row in await conn.execute(query)]


async def mark_done(conn: AsyncConnection, update_id: int, *, ignored: str | None = None) -> bool:
    """Mark one update done and drop its text; False when it was done already.

    Args:
        conn: the transaction.
        update_id: which one.
        ignored: why it has no effect; None: it was handled.
    """
    statement = (
        update(updates)
        .where(updates.c.update_id == update_id, updates.c.state == UpdateState.NEW)
        .values(state=UpdateState.DONE, payload=None, error=ignored)
    )
    return (await conn.execute(statement)).rowcount == 1


async def drop_flood(conn: AsyncConnection, lane: int, *, head: int) -> int:
    """Mark the head of a lane done without effect, and remove all that waits behind it; how many.

    Not even the numbers behind it stay: a flood must not fill the disk. Were they brought once more,
    they would be heard or dropped like any others.
    """
    await mark_done(conn, head, ignored=TOO_MANY)
    waiting = updates.delete().where(updates.c.lane == lane, updates.c.state == UpdateState.NEW)
    return 1 + (await conn.execute(waiting)).rowcount


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


async def count_ignored(conn: AsyncConnection) -> Mapping[str, int]:
    """How many updates had no effect, by the reason, as long as their numbers are kept."""
    query = (
        select(updates.c.error, func.count())
        .where(updates.c.state == UpdateState.DONE, updates.c.error.is_not(None))
        .group_by(updates.c.error)
    )
    return {reason: count for reason, count in await conn.execute(query)}


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
