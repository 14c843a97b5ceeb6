"""What becomes of the outbox's rows when a database is restored: nothing old goes out, every row is accounted for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import store
from bot.outbox.records import Class, Kind, State
from bot.outbox.rules import Finish, Next, after_death
from bot.outbox.tables import deliveries

RESTORED: Final = "restored"
NEXT_MINUTES: Final = timedelta(minutes=5)


async def settle_stuck(conn: AsyncConnection, kinds: Mapping[str, Kind], *, now: datetime) -> int:
    """End what was being sent: by its class where its text is still there, as unknown elsewhere."""
    query = select(
        deliveries.c.id, deliveries.c.kind, deliveries.c.attempt, deliveries.c.payload.is_not(None)
    ).where(deliveries.c.state == State.SENDING)
    rows = (await conn.execute(query)).all()
    for delivery_id, name, attempt, has_text in rows:
        kind = kinds.get(name)
        step: Next = Finish(State.UNKNOWN, RESTORED)
        if kind is not None and has_text:
            step = after_death(cls=kind.cls, attempt=attempt, now=now)
        await store.settle(conn, delivery_id, step, now=now)
    return len(rows)


async def expire_due(conn: AsyncConnection, kinds: Mapping[str, Kind], *, now: datetime) -> int:
    """End what is sent at most once and was due: it may have been sent after the backup. How many.

    What no slice registers any more is taken for such a kind too. What is planned for the next minutes
    is about what is lost, too: that something did not go out, for instance.
    """
    others = sorted(kind.name for kind in kinds.values() if kind.cls is not Class.A)
    statement = (
        update(deliveries)
        .where(
            deliveries.c.state == State.PLANNED,
            deliveries.c.due_at <= now + NEXT_MINUTES,
            deliveries.c.kind.not_in(others),
        )
        .values(state=State.EXPIRED, finished_at=now, payload=None, reason=RESTORED)
    )
    return (await conn.execute(statement)).rowcount


async def cancel_without_text(conn: AsyncConnection, *, now: datetime) -> int:
    """End what cannot be sent because its text was not in the backup; how many."""
    statement = update(deliveries).where(
        deliveries.c.state == State.PLANNED, deliveries.c.payload.is_(None)
    )
    return (await conn.execute(statement.values(**_cancelled(now)))).rowcount


async def cancel_planned(conn: AsyncConnection, *, now: datetime) -> None:
    """End what was planned in this very transaction, whose moment is `now`."""
    statement = update(deliveries).where(
        deliveries.c.state == State.PLANNED, deliveries.c.planned_at == now
    )
    await conn.execute(statement.values(**_cancelled(now)))


def _cancelled(now: datetime) -> dict[str, Any]:
    return {
        "state": State.CANCELLED,
        "finished_at": now,
        "payload": None,
        "reason": RESTORED,
    }
