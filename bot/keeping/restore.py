"""Puts a backup in the place of the database.

    backup ──copied──▶ database.restoring ──checked, brought up to date, settled──▶ database

Whatever happens on the way, the database under its own name is the old one or the new one, whole. The
old one stays beside it. Only while no bot runs: the caller holds the file's lock.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.db import migrate
from bot.faultpoints import Point, cross
from bot.keeping import contents, files
from bot.keeping.records import Damaged, NotKept, Restored, Settled

WORKING: Final = ".restoring"
KEPT: Final = ".before-restore-"
_BESIDE: Final = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database

# Settles a working copy; told where it is and where the database that it will replace is.
Settle = Callable[[Path, Path], Settled]


def restore(file: Path, database: Path, *, now: datetime, settle: Settle) -> Restored:
    """Restore `file` as `database`.

    Args:
        file: a backup, or any whole database of Halqa.
        database: where the bot will look for it; there need not be one.
        now: names the old one.
        settle: brings what was under way in the copy to an end.

    Raises:
        Unfit: the file is damaged, of another program, or of a newer Halqa.
        NotKept: there is no room, or somebody uses the old one; nothing has changed.
    """
    clear(database)
    contents.refuse_other_formats(file)
    working = database.with_name(database.name + WORKING)
    try:
        is_summed = _copy(file, working)
        found = contents.inspect(working, mode="rw")
        _flatten(working)
        cross(Point.RESTORE_CHECKED)
        migrate.upgrade(f"sqlite+aiosqlite:///{working}")
        settled = settle(working, database)
        _flatten(working)
        contents.inspect(working)
        files.sync(working)
        cross(Point.RESTORE_SETTLED)
        kept = _place(working, database, now=now)
    except (OSError, sqlite3.Error) as error:
        msg = f"{database}: not restored ({error})"
        raise NotKept(msg) from error
    finally:
        clear(database)
    cross(Point.RESTORE_PLACED)
    return Restored(contents=found, kept=kept, settled=settled, is_summed=is_summed)


def clear(database: Path) -> None:
    """Remove what a killed restore left behind; the caller holds the database's lock."""
    for suffix in ("", *_BESIDE):
        database.with_name(database.name + WORKING + suffix).unlink(missing_ok=True)
    for other in database.parent.glob(f"{database.name}{KEPT}*"):
        # A second name of the very same file: the restore was killed before the new one was in its place.
        with suppress(FileNotFoundError):
            if other.samefile(database):
                other.unlink()


def _copy(file: Path, working: Path) -> bool:
    """Copy the file to where it is checked; whether it had its checksum beside it."""
    files.create(working)
    shutil.copyfile(file, working)
    is_right = files.agrees(working, told=file)
    if is_right is False:
        msg = f"{file}: is damaged (its checksum is another)"
        raise Damaged(msg)
    for suffix in ("-wal", "-journal"):  # a copy of a live database may have one beside it
        beside = file.with_name(file.name + suffix)
        if beside.exists():
            target = working.with_name(working.name + suffix)
            files.create(target)
            shutil.copyfile(beside, target)
    return is_right is True


def _flatten(path: Path) -> None:
    """Have everything in the one file, nothing beside it."""
    with contents.opened(path, mode="rw") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _place(working: Path, database: Path, *, now: datetime) -> Path | None:
    kept = None
    if database.exists():
        _rest(database)
        kept = _free_name(database, now=now)
        os.link(database, kept)
        for suffix in _BESIDE:  # left only by a database that is damaged: they belong to it
            beside = database.with_name(database.name + suffix)
            if beside.exists():
                beside.rename(kept.with_name(kept.name + suffix))
        files.sync_folder(database.parent)
    working.replace(database)
    files.sync_folder(database.parent)
    return kept


def _free_name(database: Path, *, now: datetime) -> Path:
    while True:
        path = database.with_name(f"{database.name}{KEPT}{files.stamp(now)}")
        if not path.exists():
            return path
        now += timedelta(milliseconds=1)


def _rest(database: Path) -> None:
    """Bring what is beside the old database into it, so that it can be moved as one file.

    Raises:
        NotKept: somebody else has it open.
    """
    try:
        _flatten(database)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            msg = f"{database}: is in use by another program; end that first"
            raise NotKept(msg) from error
    except sqlite3.DatabaseError:
        return  # it is damaged, which may be why it is replaced
