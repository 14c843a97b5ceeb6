"""What everything stands on: transactions, keys between tables, one process, secrets."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import keys, logs
from bot.circles.tables import removals
from bot.db.engine import Database
from bot.db.lock import FileLock
from bot.errors import AlreadyRunning
from bot.inbox import store as inbox_store
from bot.inbox.tables import updates
from bot.playground.clock import A_MONDAY_MORNING as NOW
from tests.safety.defences.defence import Cut, Defence
from tests.test_cli import TOKEN


async def attempts(conn: AsyncConnection) -> int:
    return int((await conn.execute(select(updates.c.attempt))).scalar_one())


async def counts_one_more(db: Database) -> None:
    async with db.begin() as conn:
        seen = await attempts(conn)
        await conn.execute(update(updates).values(attempt=seen + 1))


async def two_processes_lose_no_update_of_each_other(sqlite_url: str) -> None:
    ours, theirs = Database(sqlite_url), Database(sqlite_url)
    try:
        async with theirs.begin() as conn:
            await conn.execute(text("PRAGMA busy_timeout=0"))  # who has to wait says so at once
            await inbox_store.keep(conn, [{"update_id": 1}], now=NOW)
        async with ours.begin() as conn:
            seen = await attempts(conn)
            with pytest.raises(OperationalError, match="locked"):
                await counts_one_more(theirs)
            await conn.execute(update(updates).values(attempt=seen + 1))
        async with theirs.begin() as other:
            assert await attempts(other) == 1
    finally:
        await ours.close()
        await theirs.close()


async def a_row_refers_to_what_is_there(db: Database) -> None:
    with pytest.raises(IntegrityError):
        async with db.begin() as conn:
            await conn.execute(insert(removals).values(circle_id=1, person_id=1, at=NOW))


async def fails_half_way(db: Database) -> None:
    async with db.begin() as conn:
        await inbox_store.keep(conn, [{"update_id": 1}], now=NOW)
        raise ZeroDivisionError


async def what_fails_half_way_leaves_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await fails_half_way(db)
    async with db.begin() as conn:
        assert await inbox_store.count_by_state(conn) == {}


def a_second_process_is_refused(tmp_path: Path) -> None:
    with (
        FileLock(str(tmp_path / "halqa.db")),
        pytest.raises(AlreadyRunning),
        FileLock(str(tmp_path / "halqa.db")),
    ):
        pass


@contextmanager
def generous() -> Iterator[None]:
    """A process that makes files which everybody may read, unless it is told otherwise."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def the_secret_is_its_owners_only(tmp_path: Path) -> None:
    with generous():
        keys.load_or_make_secret(None, database_file=str(tmp_path / "halqa.db"))
    assert stat.S_IMODE((tmp_path / "halqa.db.secret").stat().st_mode) == 0o600


def the_secret_is_made_once(tmp_path: Path) -> None:
    first, second = [
        keys.load_or_make_secret(None, database_file=str(tmp_path / "halqa.db")) for _ in range(2)
    ]
    assert first == second


def no_line_of_the_log_holds_the_token() -> None:
    line = {"event": "failed", "error": f"no route to https://api.telegram.org/bot{TOKEN}/getMe"}
    assert TOKEN not in str(logs.without_tokens(None, "", line))


DEFENCES = (
    Defence(
        name="SQLite's transactions begin IMMEDIATE",
        prevents="two that read and then write lose an update, or fail half-way",
        removed_by=(Cut(Database._sqlite, {"BEGIN IMMEDIATE": "BEGIN"}),),
        shown_by=two_processes_lose_no_update_of_each_other,
    ),
    Defence(
        name="what fails half-way is rolled back",
        prevents="an effect without its messages, or messages without their effect",
        removed_by=(
            Cut(
                Database.begin,
                {
                    "self.engine.begin()": "self.engine.connect()",
                    "        yield connection": (
                        "        try:\n"
                        "            yield connection\n"
                        "        finally:\n"
                        "            await connection.commit()"
                    ),
                },
            ),
        ),
        shown_by=what_fails_half_way_leaves_nothing,
    ),
    Defence(
        name="SQLite's foreign keys are on",
        prevents="rows of people and circles that are not there",
        removed_by=(Cut(Database._sqlite, {'"foreign_keys=ON",': ""}),),
        shown_by=a_row_refers_to_what_is_there,
    ),
    Defence(
        name="one process a SQLite file",
        prevents="two bots poll, send and answer at once",
        removed_by=(
            Cut(
                FileLock.__enter__,
                {"fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)": "pass"},
            ),
        ),
        shown_by=a_second_process_is_refused,
    ),
    Defence(
        name="the secret is its owner's only (mode 600)",
        prevents="everybody on the machine signs buttons",
        removed_by=(Cut(keys.load_or_make_secret, {"0o600": "0o644"}),),
        shown_by=the_secret_is_its_owners_only,
    ),
    Defence(
        name="the secret is made once",
        prevents="after a restart every code and button is void",
        removed_by=(Cut(keys.load_or_make_secret, {" | os.O_EXCL": ""}),),
        shown_by=the_secret_is_made_once,
    ),
    Defence(
        name="tokens are taken out of the log",
        prevents="who reads the log has the bot",
        removed_by=(Cut(logs._cleaned, {'_TOKEN.sub("<token>", value)': "value"}),),
        shown_by=no_line_of_the_log_holds_the_token,
    ),
)
