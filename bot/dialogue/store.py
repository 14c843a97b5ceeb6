"""The talks' rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.records import Talk
from bot.dialogue.tables import talks
from bot.errors import LostRace

_COLUMNS = (
    talks.c.chat_id,
    talks.c.name,
    talks.c.step,
    talks.c.data,
    talks.c.version,
    talks.c.screen_key,
)


async def find_active(conn: AsyncConnection, *, chat_id: int) -> Talk | None:
    """The talk that what is typed in a chat belongs to."""
    query = select(*_COLUMNS).where(talks.c.chat_id == chat_id, talks.c.is_active)
    row = (await conn.execute(query)).first()
    return Talk(**row._mapping) if row else None  # noqa: SLF001 - the public name of a row's columns


async def find_talk(conn: AsyncConnection, *, chat_id: int, name: str) -> Talk | None:
    """A chat's talk by name, parked or not."""
    query = select(*_COLUMNS).where(talks.c.chat_id == chat_id, talks.c.name == name)
    row = (await conn.execute(query)).first()
    return Talk(**row._mapping) if row else None  # noqa: SLF001


async def find_by_version(conn: AsyncConnection, *, chat_id: int, version: int) -> Talk | None:
    """The talk whose present question carries `version`."""
    query = select(*_COLUMNS).where(talks.c.chat_id == chat_id, talks.c.version == version)
    row = (await conn.execute(query)).first()
    return Talk(**row._mapping) if row else None  # noqa: SLF001


async def latest_version(conn: AsyncConnection, *, chat_id: int) -> int:
    """The highest version of a chat's present questions; 0 when there is no talk."""
    query = select(func.max(talks.c.version)).where(talks.c.chat_id == chat_id)
    return (await conn.execute(query)).scalar_one() or 0


async def park_all(conn: AsyncConnection, *, chat_id: int) -> None:
    """Let no talk of a chat be active."""
    await conn.execute(update(talks).where(talks.c.chat_id == chat_id).values(is_active=False))


async def create(
    conn: AsyncConnection,
    *,
    chat_id: int,
    name: str,
    step: str,
    data: Mapping[str, Any],
    version: int,
    now: datetime,
) -> Talk:
    """Begin a talk, in place of an older one of that name; it is the active one."""
    await end(conn, chat_id=chat_id, name=name)
    await park_all(conn, chat_id=chat_id)
    await conn.execute(
        insert(talks).values(
            chat_id=chat_id,
            name=name,
            step=step,
            data=dict(data),
            first_step=step,
            first_data=dict(data),
            version=version,
            is_active=True,
            updated_at=now,
        )
    )
    return Talk(chat_id=chat_id, name=name, step=step, data=dict(data), version=version)


async def move(
    conn: AsyncConnection, talk: Talk, *, step: str, data: Mapping[str, Any], version: int,
    now: datetime,
) -> Talk:  # fmt: skip
    """Go to another step, by compare-and-set; the talk becomes the active one.

    Raises:
        LostRace: somebody else moved it.
    """
    if version != talk.version:
        await park_all(conn, chat_id=talk.chat_id)
    statement = (
        update(talks)
        .where(
            talks.c.chat_id == talk.chat_id,
            talks.c.name == talk.name,
            talks.c.version == talk.version,
        )
        .values(step=step, data=dict(data), version=version, is_active=True, updated_at=now)
    )
    if (await conn.execute(statement)).rowcount != 1:
        raise LostRace
    return Talk(
        chat_id=talk.chat_id,
        name=talk.name,
        step=step,
        data=dict(data),
        version=version,
        screen_key=talk.screen_key,
    )


async def first_of(conn: AsyncConnection, talk: Talk) -> tuple[str, Mapping[str, Any]]:
    """The step and data that a talk began with."""
    query = select(talks.c.first_step, talks.c.first_data).where(
        talks.c.chat_id == talk.chat_id, talks.c.name == talk.name
    )
    row = (await conn.execute(query)).one()
    return row.first_step, row.first_data


async def set_screen(conn: AsyncConnection, talk: Talk, *, key: str) -> None:
    """Remember which delivery shows the question."""
    await conn.execute(
        update(talks)
        .where(talks.c.chat_id == talk.chat_id, talks.c.name == talk.name)
        .values(screen_key=key)
    )


async def end(conn: AsyncConnection, *, chat_id: int, name: str) -> None:
    """Remove one talk."""
    await conn.execute(delete(talks).where(talks.c.chat_id == chat_id, talks.c.name == name))


async def lock_about(conn: AsyncConnection, *, telegram_id: int) -> None:
    """Lock the talks of somebody and those about them, in one order: two may be about each other."""
    query = select(talks.c.chat_id).where(or_(talks.c.chat_id == telegram_id, _name(telegram_id)))
    await conn.execute(query.order_by(talks.c.chat_id, talks.c.name).with_for_update())


def _name(telegram_id: int) -> ColumnElement[bool]:
    """Whether a talk holds that account."""
    mentions = f"%{telegram_id}%"
    return or_(
        cast(talks.c.data, String).like(mentions), cast(talks.c.first_data, String).like(mentions)
    )


async def forget_chat(conn: AsyncConnection, *, chat_id: int) -> None:
    """Remove all talks of a chat (erasure)."""
    await conn.execute(delete(talks).where(talks.c.chat_id == chat_id))


async def forget_mentions(conn: AsyncConnection, *, telegram_id: int) -> None:
    """Remove what others began about an account, such as an invite for it (its erasure)."""
    await conn.execute(delete(talks).where(_name(telegram_id)))


async def forget_old(conn: AsyncConnection, *, before: datetime) -> int:
    """Remove talks that nobody has touched since `before`; how many."""
    return (await conn.execute(delete(talks).where(talks.c.updated_at < before))).rowcount
