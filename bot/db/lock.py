"""One process per SQLite file: a second start is refused, not tolerated."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.errors import AlreadyRunning, ConfigError


class FileLock:
    """Holds `<database>.lock` while the process lives; the kernel frees it when the process dies."""

    def __init__(self, database: str) -> None:
        self.path = Path(f"{database}.lock")
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            AlreadyRunning: another process holds it.
            ConfigError: there is no such folder, or it is not ours.
        """
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise ConfigError([f"database.url: {self.path}: {error.strerror}"]) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            msg = f"another Halqa already works on this database (lock {self.path}); stop it first"
            raise AlreadyRunning(msg) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go. The file stays: removing it would race with the next start."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
