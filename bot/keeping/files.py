"""Where backups are, what they are called, and how a file becomes safe to rely on."""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.keeping.records import Backup, NotKept

FOLDER: Final = "backups"  # beside the database, where nothing else is named
MOST_AFTER_MIGRATION: Final = timedelta(days=35)  # erased people are in no older backup
PARTIAL: Final = ".partial"
SUM: Final = ".sha256"
_STAMP: Final = "%Y%m%dT%H%M%S"
_CHUNK_BYTES: Final = 1 << 20


def folder_of(database: Path) -> Path:
    """Where the backups of a database are by default."""
    return database.parent / FOLDER


def stamp(at: datetime) -> str:
    """A moment as part of a file's name: sorts by itself, and every file system takes it."""
    at = at.astimezone(UTC)
    return f"{at.strftime(_STAMP)}.{at.microsecond // 1000:03d}Z"


def free_name(database: Path, folder: Path, *, now: datetime, before: str | None) -> Path:
    """The name of a backup that is about to be made; `before`: the revision it was made for."""
    ending = f"-before-{before}" if before else ""
    while True:
        path = folder / f"{database.stem}-{stamp(now)}{ending}.db"
        if not path.exists():
            return path
        now += timedelta(milliseconds=1)


def list_backups(database: Path, folder: Path) -> list[Backup]:
    """The finished backups of a database, newest first."""
    form = re.compile(
        re.escape(database.stem) + r"-(\d{8}T\d{6})\.(\d{3})Z(-before-[A-Za-z0-9_]+)?\.db"
    )
    found: list[Backup] = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        match = form.fullmatch(path.name)
        if match is None:
            continue
        taken_at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
        taken_at += timedelta(milliseconds=int(match[2]))
        found.append(Backup(path=path, taken_at=taken_at, is_before_migration=bool(match[3])))
    return sorted(found, key=lambda backup: backup.taken_at, reverse=True)


def remove_old(
    database: Path, folder: Path, *, made: Path, keep: int, now: datetime
) -> list[Path]:
    """Remove all but the `keep` newest; those before a migration go by their age. What went.

    What was just `made` stays: by a clock that was put back it may seem to be the oldest.
    """
    backups = sorted(list_backups(database, folder), key=lambda backup: backup.path != made)
    usual = [backup for backup in backups if not backup.is_before_migration]
    special = [backup for backup in backups if backup.is_before_migration]
    old = usual[keep:] + [b for b in special if now - b.taken_at > MOST_AFTER_MIGRATION]
    for backup in old:
        backup.path.unlink(missing_ok=True)
        sum_of(backup.path).unlink(missing_ok=True)
    if old:
        sync_folder(folder)
    return [backup.path for backup in old]


def remove_unfinished(database: Path, folder: Path) -> None:
    """Remove what a killed backup left behind."""
    for path in folder.glob(f"{database.stem}-*{PARTIAL}*"):
        path.unlink(missing_ok=True)
    for path in folder.glob(f"{database.stem}-*{SUM}"):
        if not path.with_name(path.name.removesuffix(SUM)).exists():
            path.unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let one backup be made in a folder at a time; the kernel lets go of it when we die.

    Raises:
        NotKept: another one is being made, or the folder cannot be used.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        msg = f"{folder}: cannot be used for backups ({error.strerror})"
        raise NotKept(msg) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        msg = f"{folder}: another backup is being made there"
        raise NotKept(msg) from error
    try:
        yield
    finally:
        os.close(descriptor)


def create(path: Path) -> None:
    """Make an empty file that only we read."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def sync(path: Path) -> None:
    """Have a file's bytes on the disk, whatever happens to the power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# Checksums: SQLite has none of its own, so a flipped bit inside a text would pass every other check. ---


def sum_of(path: Path) -> Path:
    """The file that holds a backup's checksum, as `sha256sum --check` reads it."""
    return path.with_name(path.name + SUM)


def write_sum(made: Path, *, path: Path) -> None:
    """Write down the checksum of `made`, which is about to be called `path`."""
    target = sum_of(path)
    create(target)
    target.write_text(f"{_digest(made)}  {path.name}\n", encoding="utf-8")
    sync(target)


def agrees(path: Path, *, told: Path) -> bool | None:
    """Whether `path` has the checksum that stands beside `told`; None: none stands there."""
    try:
        words = sum_of(told).read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return None
    return bool(words) and words[0] == _digest(path)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
