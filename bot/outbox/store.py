"""The outbox's rows: records in, records out."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.gate import WHEN_REACHABLE
from bot.outbox.records import EDIT, TERMINAL, Delivery, Kind, Outgoing, State
from bot.outbox.rules import Again, Finish, Follow, Next
from bot.outbox.tables import deliveries

_COLUMNS = (
    deliveries.c.id,
    deliveries.c.key,
    deliveries.c.kind,
    deliveries.c.chat_id,
    deliveries.c.about,
    deliveries.c.state,
    deliveries.c.priority,
    deliveries.c.due_at,
    deliveries.c.expires_at,
    deliveries.c.planned_at,
    deliveries.c.attempt,
    deliveries.c.payload,
    deliveries.c.message_id,
)


def _record(row: Row[*tuple[Any, ...]]) -> Delivery:
    values = dict(row._mapping)  # noqa: SLF001 - the public name of a row's columns
    return Delivery(**{**values, "state": State(values["state"])})


async def add(
    conn: AsyncConnection,
    outgoing: Outgoing,
    *,
    key: str,
    kind: Kind,
    about: str,
    due_at: datetime,
    now: datetime,
    expires_at: datetime | None = None,
) -> bool:
    """Plan one delivery; False when its key is taken: it is planned, or was."""
    if expires_at is None and kind.lateness is not None:
        expires_at = due_at + kind.lateness
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(deliveries)
        .values(
            key=key,
            kind=kind.name,
            chat_id=outgoing.to,
            about=about,
            state=State.PLANNED,
            priority=int(kind.priority),
            due_at=due_at,
            first_due_at=due_at,
            expires_at=expires_at,
            planned_at=now,
            payload=outgoing.to_json(),
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(deliveries.c.id)
    )
    return (await conn.execute(statement)).first() is not None


async def due_deliveries(
    conn: AsyncConnection,
    *,
    at: datetime,
    without_chats: Collection[int],
    without_kinds: Collection[str] = (),
    without_in: tuple[Collection[str], Collection[int]] = ((), ()),
    limit: int,
) -> list[Delivery]:
    """Planned deliveries that are due, most urgent first.

    Args:
        conn: the transaction.
        at: the moment.
        without_chats: busy ones.
        without_kinds: what waits everywhere.
        without_in: kinds that wait in some chats only, and these.
        limit: at most so many.
    """
    query = (
        select(*_COLUMNS)
        .where(deliveries.c.state == State.PLANNED, deliveries.c.due_at <= at)
        .order_by(deliveries.c.priority, deliveries.c.first_due_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if without_chats:
        query = query.where(deliveries.c.chat_id.not_in(sorted(without_chats)))
    if without_kinds:
        query = query.where(deliveries.c.kind.not_in(sorted(without_kinds)))
    kinds, chats = without_in
    if chats:
        is_elsewhere = deliveries.c.chat_id.not_in(sorted(chats))
        query = query.where(or_(is_elsewhere, deliveries.c.kind.not_in(sorted(kinds))))
    return [_record(row) for row in await conn.execute(query)]


async def claim(conn: AsyncConnection, delivery: Delivery, *, fence: int) -> bool:
    """Move one planned row to `sending`; False when somebody was faster."""
    statement = (
        update(deliveries)
        .where(deliveries.c.id == delivery.id, deliveries.c.state == State.PLANNED)
        .values(state=State.SENDING, fence=fence, attempt=deliveries.c.attempt + 1)
    )
    return (await conn.execute(statement)).rowcount == 1


async def finish(
    conn: AsyncConnection,
    delivery: Delivery,
    step: Next,
    *,
    fence: int,
    now: datetime,
    counted_on: date | None = None,
) -> None:
    """Record what followed from a call.

    Nothing is changed where a later leader has claimed the row since; one that was only settled as
    unknown learns the truth.
    """
    mine = [deliveries.c.id == delivery.id, deliveries.c.fence == fence]
    if not isinstance(step, Finish):
        mine.append(deliveries.c.state == State.SENDING)
    values = _values(step, now=now, counted_on=counted_on)
    await conn.execute(update(deliveries).where(*mine).values(**values))
    if isinstance(step, Follow):  # whatever else waits for that chat follows it too
        others = (deliveries.c.chat_id == delivery.chat_id, deliveries.c.state == State.PLANNED)
        await conn.execute(update(deliveries).where(*others).values(chat_id=step.chat_id))


async def settle(conn: AsyncConnection, delivery_id: int, step: Next, *, now: datetime) -> None:
    """Record what becomes of a row without a call: one that is not wanted, or that a dead process left."""
    open_row = (
        deliveries.c.id == delivery_id,
        deliveries.c.state.in_([State.PLANNED, State.SENDING]),
    )
    await conn.execute(update(deliveries).where(*open_row).values(**_values(step, now=now)))


def _values(step: Next, *, now: datetime, counted_on: date | None = None) -> dict[str, Any]:
    values: dict[str, Any]
    match step:
        case Finish(state, reason, message_id):
            values = {
                "state": state,
                "reason": reason,
                "message_id": message_id,
                "finished_at": now,
                "payload": None,
                "counted_on": counted_on,
            }
        case Again(at, is_attempt, reason):
            values = {"state": State.PLANNED, "due_at": at, "reason": reason}
            if not is_attempt:
                values["attempt"] = deliveries.c.attempt - 1
        case Follow(chat_id):
            # It was surely not sent: no attempt.
            attempt = deliveries.c.attempt - 1
            values = {"state": State.PLANNED, "chat_id": chat_id, "attempt": attempt}
    return values


async def hold(conn: AsyncConnection, delivery_id: int, *, until: datetime) -> None:
    """Let a planned row wait; its lateness still counts from when it was due first."""
    await conn.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery_id, deliveries.c.state == State.PLANNED)
        .values(due_at=until)
    )


async def release(
    conn: AsyncConnection, *, chat_id: int, held_until: datetime, now: datetime
) -> int:
    """Let go now what was held for one chat until exactly `held_until`; how many rows."""
    statement = (
        update(deliveries)
        .where(
            deliveries.c.chat_id == chat_id,
            deliveries.c.state == State.PLANNED,
            deliveries.c.due_at == held_until,
        )
        .values(due_at=now)
    )
    return (await conn.execute(statement)).rowcount


async def cancel(
    conn: AsyncConnection, *, now: datetime, key: str | None = None, chat_id: int | None = None,
    kind: str | None = None, about: str | None = None,
) -> int:  # fmt: skip
    """Withdraw what is planned and matches all that is given; how many rows.

    Raises:
        ValueError: nothing was given: that would withdraw everything.
    """
    given = {"key": key, "chat_id": chat_id, "kind": kind, "about": about}
    conditions = [
        deliveries.c[name] == value for name, value in given.items() if value is not None
    ]
    if not conditions:
        msg = "say what to withdraw"
        raise ValueError(msg)
    statement = (
        update(deliveries)
        .where(deliveries.c.state == State.PLANNED, *conditions)
        .values(state=State.CANCELLED, finished_at=now, payload=None, reason="withdrawn")
    )
    return (await conn.execute(statement)).rowcount


async def find_delivery(conn: AsyncConnection, *, key: str) -> Delivery | None:
    """The delivery with that key."""
    row = (await conn.execute(select(*_COLUMNS).where(deliveries.c.key == key))).first()
    return _record(row) if row else None


async def find_latest(conn: AsyncConnection, *, kind: str, chat_id: int) -> Delivery | None:
    """The newest delivery of a kind to a chat."""
    query = (
        select(*_COLUMNS)
        .where(deliveries.c.kind == kind, deliveries.c.chat_id == chat_id)
        .order_by(deliveries.c.id.desc())
        .limit(1)
    )
    row = (await conn.execute(query)).first()
    return _record(row) if row else None


async def rewrite(
    conn: AsyncConnection,
    delivery_id: int,
    outgoing: Outgoing,
    *,
    about: str,
    expires_at: datetime | None,
) -> bool:
    """Let a planned delivery say something else; False when it is planned no longer."""
    statement = (
        update(deliveries)
        .where(deliveries.c.id == delivery_id, deliveries.c.state == State.PLANNED)
        .values(payload=outgoing.to_json(), about=about, expires_at=expires_at)
    )
    return (await conn.execute(statement)).rowcount == 1


async def list_waiting_chats(
    conn: AsyncConnection, *, priority: int, since: datetime, until: datetime, at_least: int
) -> list[int]:
    """Chats with so many planned deliveries of a priority that were to go out in that time and did not."""
    query = (
        select(deliveries.c.chat_id)
        .where(
            deliveries.c.state == State.PLANNED,
            deliveries.c.due_at <= until,
            deliveries.c.first_due_at >= since,
            deliveries.c.priority == priority,
        )
        .group_by(deliveries.c.chat_id)
        .having(func.count() >= at_least)
    )
    return list((await conn.execute(query)).scalars())


async def list_sent(conn: AsyncConnection, *, kind: str, about: str) -> list[Delivery]:
    """What was sent of a kind about one thing, oldest first: to change it once it is out of date."""
    query = (
        select(*_COLUMNS)
        .where(
            deliveries.c.kind == kind,
            deliveries.c.about == about,
            deliveries.c.message_id.is_not(None),
        )
        .order_by(deliveries.c.id)
    )
    return [_record(row) for row in await conn.execute(query)]


async def count_on(conn: AsyncConnection, *, chat_id: int, on: date) -> int:
    """How many budgeted messages went to `chat_id` on its local date `on`."""
    query = select(func.count()).where(
        deliveries.c.chat_id == chat_id, deliveries.c.counted_on == on
    )
    return int((await conn.execute(query)).scalar_one())


async def list_stuck(conn: AsyncConnection) -> list[tuple[int, str, int]]:
    """Rows left in `sending` by a process that died: (id, kind, attempt)."""
    query = select(deliveries.c.id, deliveries.c.kind, deliveries.c.attempt).where(
        deliveries.c.state == State.SENDING
    )
    return [(row.id, row.kind, row.attempt) for row in await conn.execute(query)]


async def count_sent_since(conn: AsyncConnection, *, since: datetime) -> Mapping[int, int]:
    """How many messages went (or may have gone) to each chat since `since`."""
    query = (
        select(deliveries.c.chat_id, func.count())
        .where(
            deliveries.c.finished_at >= since,
            deliveries.c.state.in_([State.SENT, State.UNKNOWN]),
            deliveries.c.kind != EDIT.name,
        )
        .group_by(deliveries.c.chat_id)
    )
    return {chat_id: count for chat_id, count in await conn.execute(query)}


async def next_due_at(conn: AsyncConnection) -> datetime | None:
    """When the next planned delivery is due; what waits for somebody's return is due at no moment."""
    query = select(func.min(deliveries.c.due_at)).where(
        deliveries.c.state == State.PLANNED, deliveries.c.due_at < WHEN_REACHABLE
    )
    earliest: datetime | None = (await conn.execute(query)).scalar_one()
    return earliest


async def count_unsettled(conn: AsyncConnection, *, at: datetime) -> int:
    """How many rows are due or being sent at `at`."""
    query = select(func.count()).where(
        deliveries.c.state.in_([State.PLANNED, State.SENDING]), deliveries.c.due_at <= at
    )
    return int((await conn.execute(query)).scalar_one())


async def count_by_state(conn: AsyncConnection) -> Mapping[str, int]:
    """How many rows are in each state."""
    query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
    return {state: count for state, count in await conn.execute(query)}


async def list_planned(conn: AsyncConnection, *, chat_id: int) -> list[Delivery]:
    """What is planned for one chat, soonest first."""
    query = (
        select(*_COLUMNS)
        .where(deliveries.c.chat_id == chat_id, deliveries.c.state == State.PLANNED)
        .order_by(deliveries.c.due_at, deliveries.c.id)
    )
    return [_record(row) for row in await conn.execute(query)]


async def forget_chat(conn: AsyncConnection, *, chat_id: int) -> None:
    """Remove every row of one chat (erasure)."""
    await conn.execute(deliveries.delete().where(deliveries.c.chat_id == chat_id))


async def forget_ended(conn: AsyncConnection, *, kind: str) -> int:
    """Remove the ended rows of one kind, whose recipients shall not be remembered; how many."""
    ended = sorted(state.value for state in TERMINAL)
    statement = deliveries.delete().where(deliveries.c.kind == kind, deliveries.c.state.in_(ended))
    return (await conn.execute(statement)).rowcount


async def give_up_waiting(conn: AsyncConnection, *, before: datetime, now: datetime) -> int:
    """End what was due before `before` and still waits for somebody's return; how many rows."""
    statement = (
        update(deliveries)
        .where(
            deliveries.c.state == State.PLANNED,
            deliveries.c.due_at == WHEN_REACHABLE,
            deliveries.c.first_due_at < before,
        )
        .values(state=State.EXPIRED, finished_at=now, payload=None, reason="never came back")
    )
    return (await conn.execute(statement)).rowcount


async def forget_finished(conn: AsyncConnection, *, before: datetime) -> int:
    """Remove rows that ended before `before`; how many."""
    statement = deliveries.delete().where(deliveries.c.finished_at < before)
    return (await conn.execute(statement)).rowcount
