"""`halqa backup`, `halqa restore` and `halqa migrate`: what they do and what they say."""

import asyncio
from pathlib import Path

import typer
from sqlalchemy.engine import make_url

from bot import logs
from bot.clock import Clock
from bot.config import Settings
from bot.db import migrate
from bot.db.lock import FileLock
from bot.errors import ConfigError
from bot.keeping import backup, files, restore, settling, starting
from bot.keeping.records import Restored, Settled


def back_up(settings: Settings, folder: Path | None, *, keep: int, clock: Clock) -> None:
    """Make a backup and say what is in it."""
    database = _file(settings, "pg_dump --format=custom --file=halqa.dump")
    taken = backup.take(database, folder or files.folder_of(database), now=clock.now(), keep=keep)
    newest = taken.contents.newest_on
    typer.echo(f"Backup: {taken.path}")
    typer.echo(f"  size             {taken.size_bytes:,} bytes")
    typer.echo(f"  tables           revision {taken.contents.revision}")
    typer.echo(f"  people           {taken.contents.rows.get('people', 0)}")
    typer.echo(f"  newest update    {newest.isoformat() if newest else 'none yet'}")
    if taken.removed:
        typer.echo(f"  older ones gone  {len(taken.removed)}")
    typer.echo(
        "It was opened on trial and is whole. Not in it, on purpose: messages that wait to be"
    )
    typer.echo(
        f"handled or sent, and the secret ({_secret(settings, database)}). Keep a copy of that"
    )
    typer.echo("too: without it every invite code and every button given out so far is void.")


def bring_back(settings: Settings, file: Path, *, clock: Clock) -> None:
    """Restore a backup and say what became of what was under way."""
    logs.set_up(settings.log)
    database = _file(settings, "pg_restore --clean --if-exists --dbname=… halqa.dump")

    def settle(working: Path, replaced: Path) -> Settled:
        return asyncio.run(settling.settle(working, replaced, settings=settings, clock=clock))

    with FileLock(str(database)):
        done = restore.restore(file, database, now=clock.now(), settle=settle)
    for line in _told(done, file, database):
        typer.echo(line)


def bring_up(settings: Settings, *, clock: Clock) -> None:
    """Change the tables to what this version needs; a SQLite database is backed up before."""
    logs.set_up(settings.log)
    database = starting.file_of(settings.database.url)
    if database is None:
        starting.bring_up(settings.database.url, now=clock.now())
    else:
        with FileLock(str(database)):
            starting.bring_up(settings.database.url, now=clock.now())
    typer.echo(f"The database is at revision {migrate.head()}.")


def _told(done: Restored, file: Path, database: Path) -> list[str]:
    newest, settled = done.contents.newest_on, done.settled
    lines = [
        f"Restored: {file} is now {database}.",
        f"  tables           revision {done.contents.revision}, brought to {migrate.head()}",
        f"  people           {done.contents.rows.get('people', 0)}",
        f"  newest update    {newest.isoformat() if newest else 'none'}",
        f"  ended            {_ended(settled)}: nothing old will be sent",
    ]
    if settled.not_handled:
        lines.append(f"  not handled      {settled.not_handled} updates; their text was not kept")
    if settled.knows_erased:
        lines.append(f"  erased again     {settled.erased} people who had left since")
    else:
        lines.append("Whoever erased themselves after the backup is in it again: the old database")
        lines.append("could not be asked. If you know of somebody, ask them to erase once more.")
    if not done.is_summed:
        lines.append("There was no checksum beside it: only its structure was checked.")
    if done.kept is not None:
        lines.append(
            f"The old database is kept as {done.kept}. Remove it once all is well: it holds"
        )
        lines.append("everything, also of those who erase themselves from now on.")
    lines.append("Buttons on older messages are void now; people get new ones with /today.")
    return lines


def _ended(settled: Settled) -> str:
    return f"{settled.expired} expired, {settled.unknown} unknown, {settled.cancelled} cancelled"


def _file(settings: Settings, instead: str) -> Path:
    database = starting.file_of(settings.database.url)
    if database is None:
        name = make_url(settings.database.url).database or "halqa"
        problem = f"database.url: PostgreSQL has its own tool; use: {instead} {name}".strip()
        raise ConfigError([problem])
    return database


def _secret(settings: Settings, database: Path) -> str:
    return "secret.key in the configuration" if settings.secret.key else f"{database}.secret"
