"""Dead letters: updates that could not be handled, set aside for the operator; and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inbox.records import UpdateState
from bot.inbox.tables import updates

DROPPED: Final = "dropped by the operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One dead letter, without what somebody wrote.

    Attributes:
        update_id: Telegram's number, by which it is found.
        received_on: the day it came.
        attempt: how often it was tried.
        error: the kind of error and the line of code; never its text.
        has_text: whether it can still be read and tried again.
    """

    update_id: int
    received_on: date
    attempt: int
    error: str
    has_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What came and is not handled yet.

    Attributes:
        count: how many.
        tried: how many of them failed at least once.
        since: the day the oldest came.
        due_at: since when the one that is due longest could be handled.
    """

    count: int
    tried: int
    since: date | None
    due_at: datetime | None


_dead = updates.c.state == UpdateState.DEAD
_new = updates.c.state == UpdateState.NEW


async def list_letters(conn: AsyncConnection, *, limit: int) -> list[Letter]:
    """Dead letters, the newest first."""
    query = (
        select(
            updates.c.update_id,
            updates.c.received_on,
            updates.c.attempt,
            func.coalesce(updates.c.error, ""),
            updates.c.payload.is_not(None),
        )
        .where(_dead)
        .order_by(updates.c.received_on.desc(), updates.c.update_id.desc())
        .limit(limit)
    )
    return [
        Letter(update_id=number, received_on=on, attempt=tries, error=error, has_text=has_text)
        for number, on, tries, error, has_text in await conn.execute(query)
    ]


async def count_letters(conn: AsyncConnection) -> Mapping[str, int]:
    """How many dead letters each kind of error has left, the most first."""
    number = func.count()
    query = (
        select(func.coalesce(updates.c.error, ""), number)
        .where(_dead)
        .group_by(updates.c.error)
        .order_by(number.desc(), updates.c.error)
    )
    return {error: count for error, count in await conn.execute(query)}


async def read_letter(conn: AsyncConnection, update_id: int) -> Mapping[str, Any] | None:
    """The raw update of a dead letter; None: there is none, or its text is gone."""
    query = select(updates.c.payload).where(_dead, updates.c.update_id == update_id)
    payload: Mapping[str, Any] | None = (await conn.execute(query)).scalar_one_or_none()
    return payload


async def retry_letter(conn: AsyncConnection, update_id: int, *, now: datetime) -> bool:
    """Have a dead letter handled anew; False: there is none, or its text is gone."""
    statement = (
        update(updates)
        .where(_dead, updates.c.update_id == update_id, updates.c.payload.is_not(None))
        .values(state=UpdateState.NEW, attempt=0, not_before=now)
    )
    return (await conn.execute(statement)).rowcount == 1


async def drop_letter(conn: AsyncConnection, update_id: int) -> bool:
    """Forget a dead letter; its number stays, so that it cannot come again. False: there is none."""
    statement = (
        update(updates)
        .where(_dead, updates.c.update_id == update_id)
        .values(state=UpdateState.DONE, payload=None, lane=0, error=DROPPED)
    )
    return (await conn.execute(statement)).rowcount == 1


async def forget_texts(conn: AsyncConnection, *, before: date) -> int:
    """Drop what was written in dead letters that came before `before`; how many."""
    statement = update(updates).where(
        _dead, updates.c.received_on < before, updates.c.payload.is_not(None)
    )
    return (await conn.execute(statement.values(payload=None))).rowcount


async def forget_letters(conn: AsyncConnection, *, before: date) -> int:
    """Remove dead letters that came before `before`; how many."""
    statement = updates.delete().where(_dead, updates.c.received_on < before)
    return (await conn.execute(statement)).rowcount


async def waiting(conn: AsyncConnection) -> Waiting:
    """What came and is not handled yet."""
    tried = func.count().filter(updates.c.attempt > 0)
    query = select(
        func.count(), tried, func.min(updates.c.received_on), func.min(updates.c.not_before)
    ).where(_new)
    count, failed, since, due_at = (await conn.execute(query)).one()
    return Waiting(count=count, tried=failed, since=since, due_at=due_at)


async def forget_without_text(conn: AsyncConnection) -> int:
    """Remove what waits without its text (a restore); how many.

    The whole row: where Telegram has not been told yet, it brings the update again.
    """
    statement = updates.delete().where(_new, updates.c.payload.is_(None))
    return (await conn.execute(statement)).rowcount
