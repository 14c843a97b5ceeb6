"""One picture of what the database says about the bot's work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.lease import leadership
from bot.inbox import store as inbox_store
from bot.inbox import store_letters
from bot.inbox.store_letters import Waiting
from bot.keeping import files
from bot.keeping.records import Backup
from bot.outbox import store_figures
from bot.outbox.store_figures import Overdue, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """How things stand.

    Attributes:
        at: when it was taken.
        database: the engine and its version.
        inbox: how many updates are kept, by state.
        waiting: what came and is not handled yet.
        ignored: updates without effect, by reason.
        letters: dead letters, by kind of error.
        deliveries: what was planned in the last 30 days, by kind, state and reason.
        overdue: what could be sent now and is not yet.
        heard_at: when Telegram last answered a poll.
        backup: the newest one; None: there is none, or nobody can tell (PostgreSQL).
    """

    at: datetime
    database: str
    inbox: Mapping[str, int]
    waiting: Waiting
    ignored: Mapping[str, int]
    letters: Mapping[str, int]
    deliveries: tuple[Tally, ...]
    overdue: Overdue
    heard_at: datetime | None
    backup: Backup | None


async def take(conn: AsyncConnection, *, now: datetime, database: Path | None) -> Picture:
    """Look at everything in one transaction; `database`: the SQLite file, where it is one."""
    is_sqlite = conn.dialect.name == "sqlite"
    version = text("SELECT sqlite_version()" if is_sqlite else "SHOW server_version")
    backups = files.list_backups(database, files.folder_of(database)) if database else []
    heard = await conn.execute(select(leadership.c.heard_at).where(leadership.c.id == 1))
    return Picture(
        at=now,
        database=f"{conn.dialect.name} {(await conn.execute(version)).scalar_one()}",
        inbox=await inbox_store.count_by_state(conn),
        waiting=await store_letters.waiting(conn),
        ignored=await inbox_store.count_ignored(conn),
        letters=await store_letters.count_letters(conn),
        deliveries=tuple(await store_figures.count_outcomes(conn)),
        overdue=await store_figures.count_overdue(conn, at=now),
        heard_at=heard.scalar_one_or_none(),
        backup=backups[0] if backups else None,
    )
