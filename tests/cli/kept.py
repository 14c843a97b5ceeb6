"""A database as a week of work leaves it, for the commands that look at it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner

from bot.cli.main import app
from bot.db import migrate
from bot.db.engine import Database
from bot.inbox import store as inbox_store
from bot.outbox import store as outbox_store
from bot.outbox.records import Outgoing, State
from bot.outbox.rules import Finish
from tests.support.bench import KINDS

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
CHAT = 7_200_000_019
DEAD, WAITING = 501, 502
T = TypeVar("T")


def halqa(database: Path, *words: str, typed: str = "") -> tuple[int, str]:
    """A command on that database; its exit code and all that it said."""
    url = f"sqlite+aiosqlite:///{database}"
    return halqa_with({"HALQA_DATABASE__URL": url}, *words, typed=typed)


def halqa_with(environment: Mapping[str, str], *words: str, typed: str = "") -> tuple[int, str]:
    """A command with these settings; its exit code and all that it said."""
    environment = {"HALQA_TELEGRAM__TOKEN": TOKEN, **environment}
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        result = CliRunner().invoke(app, list(words), input=typed, env=environment)
    finally:  # what the command set up writes to a stream that is closed now
        root.handlers[:] = handlers
        root.setLevel(level)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def in_database(database: Path, deed: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """One transaction."""

    async def once() -> T:
        db = Database(f"sqlite+aiosqlite:///{database}")
        try:
            async with db.begin() as conn:
                return await deed(conn)
        finally:
            await db.close()

    return asyncio.run(once())


def a_week(database: Path) -> None:
    """Updates and deliveries of every fate; "canary" is what somebody wrote."""
    migrate.upgrade(f"sqlite+aiosqlite:///{database}")
    in_database(database, _fill)


async def _fill(conn: AsyncConnection) -> None:
    raw = {"message": {"chat": {"id": CHAT, "type": "private"}, "text": "a canary"}}
    await inbox_store.keep(conn, [{"update_id": n, **raw} for n in range(500, 503)], now=NOW)
    await inbox_store.mark_done(conn, 500)
    for number, again_at in ((DEAD, None), (WAITING, NOW)):
        await inbox_store.mark_failed(
            conn, number, error="KeyError at bot.home.chat:12", again_at=again_at
        )
    fates: list[tuple[str, Finish | None]] = [
        ("nudge", Finish(State.SENT, message_id=1)),
        ("nudge", Finish(State.EXPIRED, "too late")),
        ("nudge", Finish(State.EXPIRED, "too late")),
        ("weekly", Finish(State.UNKNOWN, "TimedOut")),
        (
            "reply",
            Finish(State.FAILED, 'Bad Request: unsupported start tag "canary" of 7200000019'),
        ),
        ("vouch", Finish(State.CANCELLED, "withdrawn")),
        ("vouch", None),
    ]
    for number, (kind, end) in enumerate(fates):
        key = f"{kind}:{number}"
        await outbox_store.add(
            conn, Outgoing(to=CHAT, html="a canary"), key=key, kind=KINDS[kind], about="",
            due_at=NOW - timedelta(hours=1), now=NOW,
        )  # fmt: skip
        if end is not None:
            row = await outbox_store.find_delivery(conn, key=key)
            assert row is not None
            await outbox_store.settle(conn, row.id, end, now=NOW)
