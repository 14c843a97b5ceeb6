"""What the outbox's rows say to an operator: how many, in which state, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import case, func, null, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.gate import WHEN_REACHABLE
from bot.outbox.records import State
from bot.outbox.tables import deliveries

# States whose reason is worth knowing: what was planned did not arrive, or nobody knows.
UNSENT: Final = (State.UNKNOWN, State.EXPIRED, State.FAILED, State.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows of one kind are in one state for one reason ("" where none is told)."""

    kind: str
    state: State
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """What could be sent now and is not yet.

    Attributes:
        count: how many.
        since: when the oldest was due; None: there is none.
    """

    count: int
    since: datetime | None


async def count_outcomes(conn: AsyncConnection) -> list[Tally]:
    """Every row that is kept, by kind, state and reason."""
    reason = case((deliveries.c.state.in_(UNSENT), deliveries.c.reason), else_=null())
    query = (
        select(deliveries.c.kind, deliveries.c.state, reason, func.count())
        .group_by(deliveries.c.kind, deliveries.c.state, reason)
        .order_by(deliveries.c.kind, deliveries.c.state)
    )
    return [
        Tally(kind=kind, state=State(state), reason=why or "", count=count)
        for kind, state, why, count in await conn.execute(query)
    ]


async def count_overdue(conn: AsyncConnection, *, at: datetime) -> Overdue:
    """What is due and waits; what waits for somebody's return is not."""
    query = select(func.count(), func.min(deliveries.c.due_at)).where(
        deliveries.c.state.in_([State.PLANNED, State.SENDING]),
        deliveries.c.due_at <= at,
        deliveries.c.due_at < WHEN_REACHABLE,
    )
    count, since = (await conn.execute(query)).one()
    return Overdue(count=count, since=since)
