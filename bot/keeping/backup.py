"""Makes a backup of a SQLite database while the bot works on it.

    database ──pages──▶ copy.partial ──without texts──▶ partial ──found whole──▶ its name

The copy is one moment of the database: it is read in one transaction, which in WAL mode holds up no
writer. What is left out is overwritten in the copy, which is then written anew without free pages.
"""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.faultpoints import Point, cross
from bot.keeping import contents, files
from bot.keeping.records import Contents, NotKept, Unfit

PAGES_AT_ONCE: Final = 256  # 1 MiB: between two steps others have their turn at the file
KEEP: Final = 7  # a week of daily ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A backup that was made.

    Attributes:
        path: the file.
        size_bytes: of it.
        contents: what it was found to hold when it was opened on trial.
        removed: older ones that went.
    """

    path: Path
    size_bytes: int
    contents: Contents
    removed: list[Path]


def take(
    database: Path, folder: Path, *, now: datetime, keep: int = KEEP, before: str | None = None
) -> Taken:
    """Make a backup, look into it, give it its name, and remove the oldest.

    Args:
        database: the SQLite file; a bot may be working on it.
        folder: where backups are.
        now: names the backup.
        keep: how many of the usual ones stay.
        before: the revision that the database is about to be brought to.

    Raises:
        NotKept: it could not be made; there is nothing new.
        Unfit: the database itself is damaged.
    """
    contents.refuse_other_formats(database)
    with files.alone_in(folder):
        files.remove_unfinished(database, folder)
        path = files.free_name(database, folder, now=now, before=before)
        partial = path.with_name(path.name + files.PARTIAL)
        try:
            found = _make(database, partial)
            cross(Point.BACKUP_CHECKED)
            files.write_sum(partial, path=path)
            partial.rename(path)
            files.sync_folder(folder)
        except (OSError, sqlite3.Error) as error:
            msg = f"{folder}: no backup was made ({error})"
            raise NotKept(msg) from error
        finally:
            with suppress(OSError):
                files.remove_unfinished(database, folder)
        cross(Point.BACKUP_NAMED)
        removed = files.remove_old(database, folder, made=path, keep=keep, now=now)
        size = path.stat().st_size
    return Taken(path=path, size_bytes=size, contents=found, removed=removed)


def _make(database: Path, partial: Path) -> Contents:
    copy = partial.with_name(partial.name + "-copy")
    files.create(copy)
    cross(Point.BACKUP_BEGUN)
    rows = _copy(database, copy)
    files.create(partial)  # VACUUM INTO would make it for everybody to read
    with contents.opened(copy, mode="rw") as connection:
        # In memory: a journal on the disk would hold what is taken out.
        connection.execute("PRAGMA journal_mode=MEMORY")
        contents.reduce(connection)
        connection.execute("VACUUM INTO ?", (str(partial),))
    copy.unlink()
    files.sync(partial)
    cross(Point.BACKUP_COPIED)
    found = contents.inspect(partial)
    kept = {table: 0 if table in contents.EMPTIED else count for table, count in rows.items()}
    if found.rows != kept:
        msg = f"{database}: the copy does not hold the same rows"
        raise Unfit(msg)
    return found


def _copy(database: Path, target: Path) -> dict[str, int]:
    """Copy one moment of the database; how many rows it had then."""
    with (
        contents.opened(database, mode="rw") as source,
        contents.opened(target, mode="rw") as copy,
    ):
        # Held open: each change would make the copy begin anew otherwise, and a busy bot never lets it end.
        source.execute("BEGIN")
        rows = contents.count_rows(source)
        source.backup(copy, pages=PAGES_AT_ONCE, sleep=0.01)
        source.execute("ROLLBACK")
    return rows
