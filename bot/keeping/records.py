"""What is known about a copy of the database, and what may be wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.errors import HalqaError


class Unfit(HalqaError):
    """A file cannot be used as a database; the text says why, in one line (exit code 78)."""


class Damaged(Unfit):
    """It was Halqa's, and is broken: a backup is needed."""


class NotKept(HalqaError):
    """A backup or a restore could not be made now; nothing has changed (exit code 75)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is in one database file.

    Attributes:
        revision: of its tables.
        rows: how many rows each table has.
        newest_on: when the newest update in it came; only the date is kept.
    """

    revision: str
    rows: Mapping[str, int]
    newest_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One finished backup.

    Attributes:
        path: the file.
        taken_at: everything that was committed before it is in the backup.
        is_before_migration: taken by itself before the tables changed.
    """

    path: Path
    taken_at: datetime
    is_before_migration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of the things that were under way in a restored database.

    Attributes:
        expired: deliveries of class A that were due before the restore.
        unknown: deliveries that were being sent.
        cancelled: deliveries whose text was not in the backup.
        not_handled: updates that were not handled yet: their text was not in the backup.
        erased: people who had erased themselves since.
        knows_erased: whether the database that was replaced could tell who has.
    """

    expired: int
    unknown: int
    cancelled: int
    not_handled: int
    erased: int
    knows_erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A restore that is done.

    Attributes:
        contents: what was in the backup, at its own revision.
        kept: where the database that was replaced is now; None: there was none.
        settled: what became of the things that were under way.
        is_summed: whether the backup had its checksum beside it.
    """

    contents: Contents
    kept: Path | None
    settled: Settled
    is_summed: bool
