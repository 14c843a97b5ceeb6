"""What is asked of a SQLite database before the bot works on it."""

import logging
import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url

from bot.db import migrate
from bot.keeping import backup, contents, files, restore
from bot.keeping.records import Damaged, NotKept, Unfit

log = logging.getLogger(__name__)

ADVICE: Final = "Stop here, keep the file, and bring back a backup: halqa restore FILE"


def file_of(url: str) -> Path | None:
    """The SQLite file that a setting means; None: it means something else."""
    parsed = make_url(url)
    name = parsed.database
    is_file = parsed.get_backend_name() == "sqlite" and name and name != ":memory:"
    return Path(str(name)) if is_file else None


def bring_up(url: str, *, now: datetime) -> None:
    """Refuse a database that cannot be worked on; back it up and change its tables where they are old.

    Args:
        url: the configured database. The caller holds its lock.
        now: names the backup.

    Raises:
        Unfit: it is damaged, somebody else's, newer than the program, or cannot be written.
    """
    database = file_of(url)
    if database is not None:
        restore.clear(database)
        _check(database, now=now)
        # What people write is nobody else's on this machine; SQLite gives its side files the same mode.
        database.touch(mode=0o600)
    migrate.upgrade(url)


def _check(database: Path, *, now: datetime) -> None:
    if not database.exists() or database.stat().st_size == 0:
        return
    for path in (database, database.parent):  # SQLite writes a file beside it
        if not os.access(path, os.W_OK):
            msg = f"{path}: cannot be written; give it to the user that runs Halqa"
            raise Unfit(msg)
    try:
        found = contents.inspect(database, mode="rw", is_thorough=False)
    except Damaged as error:
        msg = f"{error}. {ADVICE}"
        raise Damaged(msg) from error
    except Unfit:
        if _is_empty(database):
            return
        raise
    head = migrate.head()
    if head is not None and found.revision != head:
        try:
            taken = backup.take(database, files.folder_of(database), now=now, before=head)
        except NotKept as error:
            msg = f"{error}; without a backup the tables are not changed"
            raise Unfit(msg) from error
        log.warning("backup made before the tables change", extra={"file": str(taken.path)})


def _is_empty(database: Path) -> bool:
    """Whether nothing was ever put into it: a start that was ended early leaves such a file."""
    try:
        with contents.opened(database, mode="rw") as connection:
            return not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    except sqlite3.Error:
        return False
