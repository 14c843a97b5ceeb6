"""Brings what was under way in a restored database to an end, before the bot sees it.

The backup does not know what was sent after it. So everything that falls due until the restore is planned
here, as the bot would have done, and what is sent at most once is ended instead of sent: its key is used
up, and the bot goes on with what comes next.
"""

import logging
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.config import Settings
from bot.db.engine import Database
from bot.features import FEATURES, SLICES
from bot.inbox import store_letters
from bot.keeping import contents
from bot.keeping.records import Settled, Unfit
from bot.keys import Keys
from bot.outbox import store_restored
from bot.outbox.records import KERNEL_KINDS
from bot.privacy import actions as privacy_actions
from bot.registry import DueJob
from bot.texts import Texts
from bot.work import Works

log = logging.getLogger(__name__)

MOST_ROUNDS: Final = (
    1_000  # of all jobs: a job that always finds more must not keep a restore from ending
)
KINDS: Final = {
    kind.name: kind for kind in (*KERNEL_KINDS, *(k for f in FEATURES for k in f.kinds))
}
JOBS: Final = tuple(job for f in FEATURES for job in f.due if not job.is_hourly)


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What the database that is being replaced knows.

    Attributes:
        people: everybody in it: (row id, Telegram id, when they were met).
        leadership: its columns, by name.
    """

    people: frozenset[tuple[int, int, str]] = frozenset()
    leadership: dict[str, object] | None = None


def look(database: Path) -> Present | None:
    """Read what the replaced database knows; None: there is none, or it is damaged."""
    try:
        contents.refuse_other_formats(database)
        with contents.opened(database, mode="rw") as connection:
            query = "SELECT id, telegram_id, met_at FROM people"
            people = frozenset(tuple(row) for row in connection.execute(query))
            connection.row_factory = sqlite3.Row
            row = connection.execute("SELECT * FROM leadership WHERE id = 1").fetchone()
            return Present(people=people, leadership=dict(row) if row else None)
    except (Unfit, sqlite3.Error):
        return None


async def settle(
    working: Path, database: Path, *, settings: Settings, clock: Clock, texts: Texts | None = None
) -> Settled:
    """Settle the copy `working`, which is about to become `database`."""
    present = look(database)
    db = Database(f"sqlite+aiosqlite:///{working}")
    works = Works(
        db,
        clock,
        texts=texts or Texts.load(),
        keys=Keys(secrets.token_urlsafe(48)),  # nothing is signed or hashed here
        settings=settings,
        kinds=KINDS,
        wake=lambda: None,
    )
    try:
        settled = await _end_what_was_under_way(works, present)
        expired = await _catch_up(works, JOBS)
        async with db.begin() as conn:
            await _begin_anew(conn, present)
    finally:
        await db.close()
    return replace(settled, expired=settled.expired + expired)


async def _end_what_was_under_way(works: Works, present: Present | None) -> Settled:
    async with works.begin(origin="restore") as work:
        gone = await _gone_since(work.conn, present)
        for person_id in gone or ():
            await privacy_actions.erase(work, SLICES, person_id)
        # Whoever had to be told of that was told when it happened.
        await store_restored.cancel_planned(work.conn, now=work.now)
        not_handled = await store_letters.forget_without_text(work.conn)
        unknown = await store_restored.settle_stuck(work.conn, KINDS, now=work.now)
        expired = await store_restored.expire_due(work.conn, KINDS, now=work.now)
        cancelled = await store_restored.cancel_without_text(work.conn, now=work.now)
    return Settled(
        expired=expired,
        unknown=unknown,
        cancelled=cancelled,
        not_handled=not_handled,
        erased=len(gone or ()),
        knows_erased=gone is not None,
    )


async def _gone_since(conn: AsyncConnection, present: Present | None) -> list[int] | None:
    """Who is in the backup and no more in what it replaces: they erased themselves. None: nobody can tell.

    Nobody is remembered for it. What it replaces must be a later state of the same database: they share
    people; a new database, begun after a loss, knows nobody, and nobody is erased for that.
    """
    rows = await conn.execute(text("SELECT id, telegram_id, met_at FROM people ORDER BY id"))
    backed_up = [tuple(row) for row in rows]
    if present is None or not present.people.intersection(backed_up):
        return None if backed_up else []
    return [row[0] for row in backed_up if row not in present.people]


async def _catch_up(works: Works, jobs: Sequence[DueJob]) -> int:
    """Do what is due until now, as the bot would; end what would be sent at most once. How many."""
    expired = 0
    for number in range(MOST_ROUNDS):
        moved = 0
        for job in jobs:
            moved += await _once(works, job, origin=f"restore:{number}:{job.name}")
        async with works.begin(origin="restore") as work:
            ended = await store_restored.expire_due(work.conn, KINDS, now=work.now)
        expired += ended
        if not moved and not ended:
            break
    return expired


async def _once(works: Works, job: DueJob, *, origin: str) -> int:
    try:
        async with works.begin(origin=origin) as work:
            return await job.run(work)
    except Exception as error:  # the bot will say so too; the other jobs have their turn
        told = {"job": job.name, "error": type(error).__name__}
        log.error("job failed", extra=told)  # noqa: TRY400 - its text may hold what somebody wrote
        return 0


async def _begin_anew(conn: AsyncConnection, present: Present | None) -> None:
    """Tell what comes from what was: a higher fence, and buttons that older ones are not taken for."""
    await conn.execute(text("UPDATE leadership SET fence = fence + 1"))
    kept = (present.leadership if present else None) or {}
    columns = [row[1] for row in await conn.execute(text("PRAGMA table_info(leadership)"))]
    if kept.get("fence") is not None:
        await conn.execute(
            text("UPDATE leadership SET fence = max(fence, :fence + 1)"), {"fence": kept["fence"]}
        )
    for column in ("seen_at", "heard_at"):  # ISO texts: they compare as moments do
        if column in columns and kept.get(column) is not None:
            await conn.execute(
                text(f"UPDATE leadership SET {column} = max(coalesce({column}, ''), :at)"),  # noqa: S608 - ours
                {"at": kept[column]},
            )
    # Row ids given out after the backup come again for other things; a button on an old message would
    # mean those. The number is part of every signature, and 0 stands for a database never restored.
    epoch = secrets.randbelow(2**31 - 1) + 1
    await conn.execute(text(f"PRAGMA user_version = {epoch}"))
