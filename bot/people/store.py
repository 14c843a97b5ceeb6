"""The people's rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotForYou
from bot.gate import QuietHours
from bot.people.records import Budget, Person, PersonId
from bot.people.rules import QUIET_BY_DEFAULT
from bot.people.tables import people
from bot.texts import Digits


def record(row: Row[Any]) -> Person:
    """A person from a row that holds all columns of `people`."""
    return Person(
        id=PersonId(row.id),
        telegram_id=row.telegram_id,
        name=row.name,
        full_name=row.full_name,
        username=row.username,
        language=row.language,
        digits=Digits(row.digits),
        zone=row.zone,
        country=row.country,
        quiet=QuietHours(row.quiet_from, row.quiet_to),
        budget=Budget(row.budget),
        days_off=frozenset(int(day) for day in row.days_off),
        paused_until=row.paused_until,
        unreachable_since=row.unreachable_since,
        gone_at=row.gone_at,
        met_at=row.met_at,
    )


async def find_by_telegram_id(conn: AsyncConnection, telegram_id: int) -> Person | None:
    """The person with that Telegram account."""
    row = (await conn.execute(select(people).where(people.c.telegram_id == telegram_id))).first()
    return record(row) if row else None


async def get_person(conn: AsyncConnection, person_id: int) -> Person:
    """The person with that id.

    Raises:
        NotForYou: there is none (any more).
    """
    row = (await conn.execute(select(people).where(people.c.id == person_id))).first()
    if row is None:
        raise NotForYou
    return record(row)


async def list_people(conn: AsyncConnection, ids: Iterable[int]) -> dict[PersonId, Person]:
    """People by id."""
    query = select(people).where(people.c.id.in_(sorted(set(ids))))
    return {PersonId(row.id): record(row) for row in await conn.execute(query)}


async def put_person(
    conn: AsyncConnection,
    *,
    telegram_id: int,
    name: str,
    full_name: str,
    username: str | None,
    language: str,
    now: datetime,
) -> Person:
    """Keep somebody who wrote: a new row, or the known one with its present names."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(people).values(
        telegram_id=telegram_id,
        name=name,
        full_name=full_name,
        username=username,
        language=language,
        digits=Digits.WESTERN,
        quiet_from=QUIET_BY_DEFAULT.starts,
        quiet_to=QUIET_BY_DEFAULT.ends,
        budget=Budget.STANDARD,
        days_off="",
        met_at=now,
    )
    statement = statement.on_conflict_do_update(
        index_elements=["telegram_id"],
        set_={
            "name": name,
            "full_name": full_name,
            "username": username,
        },
    ).returning(*people.c)
    return record((await conn.execute(statement)).one())


async def change(conn: AsyncConnection, person_id: int, **values: Any) -> None:  # noqa: ANN401 - columns of several types
    """Set columns of one person."""
    await conn.execute(update(people).where(people.c.id == person_id).values(**values))


async def lock(conn: AsyncConnection, person_id: int) -> None:
    """Let nobody write a row that names them until the transaction ends."""
    await conn.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


async def mark_unreachable(
    conn: AsyncConnection, *, telegram_id: int, now: datetime, is_final: bool
) -> None:
    """Telegram refuses to deliver to that account; `is_final`: it was deleted."""
    values: dict[str, Any] = {"unreachable_since": func.coalesce(people.c.unreachable_since, now)}
    if is_final:
        # Also of somebody who had blocked the bot before: the first word of it counts.
        values["gone_at"] = func.coalesce(people.c.gone_at, now)
    await conn.execute(update(people).where(people.c.telegram_id == telegram_id).values(**values))


async def mark_reachable(conn: AsyncConnection, telegram_id: int) -> bool:
    """The bot may write to that account again; False when it could before."""
    statement = (
        update(people)
        .where(people.c.telegram_id == telegram_id, people.c.unreachable_since.is_not(None))
        .values(unreachable_since=None)
    )
    return (await conn.execute(statement)).rowcount == 1


async def remove(conn: AsyncConnection, person_id: int) -> None:
    """Remove the row (erasure); everything that refers to it must be gone."""
    await conn.execute(delete(people).where(people.c.id == person_id))
