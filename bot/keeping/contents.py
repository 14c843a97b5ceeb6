"""Looks into database files, and takes out of a copy what no backup may hold."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote

from bot.db import migrate
from bot.keeping.records import Contents, Damaged, Unfit

# What people wrote and what waits to be written to them is nowhere but in the live database.
LEFT_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    "updates": ("payload",),
    "deliveries": ("payload",),
}
# What somebody began and has not finished: they begin anew.
EMPTIED: Final = ("talks",)
REVISION_TABLE: Final = "alembic_version"
_MAGIC: Final = b"SQLite format 3\x00"
_BUSY_SECONDS: Final = 30.0


@contextmanager
def opened(path: Path, *, mode: str) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there; it believes nothing that is written in the file.

    Args:
        path: the file.
        mode: `ro`, `rw`, or `immutable` for a file that nobody writes to.
    """
    how = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    address = f"file:{quote(str(path.absolute()))}?{how}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        # Without it SQLite fills the unused parts of new pages with what lay in memory: old texts.
        connection.execute("PRAGMA secure_delete=ON")
        yield connection
    finally:
        connection.close()


def refuse_other_formats(path: Path) -> None:
    """Make sure that a file looks like a SQLite database at all.

    Raises:
        Unfit: it is something else, or cannot be read.
    """
    try:
        if not path.is_file():
            msg = f"{path}: there is no such file"
            raise Unfit(msg)
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror})"
        raise Unfit(msg) from error
    if start != _MAGIC:
        msg = f"{path}: is not a SQLite database"
        raise Unfit(msg)


def inspect(path: Path, *, mode: str = "immutable", is_thorough: bool = True) -> Contents:
    """Check one file from end to end and say what is in it.

    Args:
        path: the file.
        mode: how it is opened.
        is_thorough: False: leave out what takes longest, the comparison of indexes with tables.

    Raises:
        Unfit: it is damaged, of another program, or of a newer Halqa.
    """
    refuse_other_formats(path)
    try:
        with opened(path, mode=mode) as connection:
            _refuse_damage(connection, path, check="integrity" if is_thorough else "quick")
            _refuse_code(connection, path)
            revision = _revision(connection, path)
            return Contents(
                revision=revision, rows=count_rows(connection), newest_on=_newest(connection)
            )
    except sqlite3.Error as error:
        msg = f"{path}: is damaged ({error})"
        raise Damaged(msg) from error


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - names from the file's own list
        for table in _tables(connection)
        if table != REVISION_TABLE
    }


def reduce(connection: sqlite3.Connection) -> None:
    """Take out of a copy what no backup may hold; an older shape of the tables is fine."""
    tables = _tables(connection)
    for table, columns in LEFT_OUT.items():
        there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
        for column in there & set(columns):
            connection.execute(f'UPDATE "{table}" SET "{column}" = NULL')  # noqa: S608 - ours
    for table in EMPTIED:
        if table in tables:
            connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - ours


def _refuse_damage(connection: sqlite3.Connection, path: Path, *, check: str) -> None:
    found = [row[0] for row in connection.execute(f"PRAGMA {check}_check(1)")]
    if found != ["ok"]:
        msg = f"{path}: is damaged ({' '.join(str(found[0]).split())[:120]})"
        raise Damaged(msg)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        msg = f"{path}: is damaged (a row refers to one that is not there)"
        raise Damaged(msg)


def _refuse_code(connection: sqlite3.Connection, path: Path) -> None:
    """Halqa's databases hold tables and indexes; a view or a trigger is somebody else's program."""
    strange = "SELECT type, name FROM sqlite_schema WHERE type NOT IN ('table', 'index')"
    hidden = "SELECT 'virtual table', name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'"
    for kind, name in connection.execute(f"{strange} UNION ALL {hidden}"):
        msg = f"{path}: is not Halqa's (it has a {kind} named {str(name)[:60]!r})"
        raise Unfit(msg)


def _revision(connection: sqlite3.Connection, path: Path) -> str:
    if REVISION_TABLE not in _tables(connection):
        msg = f"{path}: is not Halqa's database (it has no revision)"
        raise Unfit(msg)
    rows = connection.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchall()  # noqa: S608 - ours
    if len(rows) != 1:
        msg = f"{path}: has {len(rows)} revisions instead of one"
        raise Unfit(msg)
    revision = str(rows[0][0])
    if revision not in migrate.revisions():
        msg = (
            f"{path}: was made by another version of Halqa (revision {revision[:40]!r}; this one "
        )
        msg += f"knows up to {migrate.head()}). Use that version, or a newer one"
        raise Unfit(msg)
    return revision


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [row[0] for row in connection.execute(f"{query} ORDER BY name")]


def _newest(connection: sqlite3.Connection) -> date | None:
    newest = connection.execute("SELECT max(received_on) FROM updates").fetchone()[0]
    return date.fromisoformat(newest) if newest else None
