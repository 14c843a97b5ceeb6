"""The playground's database file: a new one for every beginning."""

from pathlib import Path
from typing import Final

_BESIDE: Final = ("", "-wal", "-shm")  # what SQLite keeps beside the file while it is open


class Databases:
    """One file after another, at the same place."""

    def __init__(self, file: Path, *, keeps: bool, goes_on: bool) -> None:
        """Nothing is touched yet.

        Args:
            file: where the database of the present is.
            keeps: whether one that is not needed any more is put aside, under a number; else it is removed.
            goes_on: whether the first beginning takes what is there.
        """
        self._file = file
        self._keeps = keeps
        self._goes_on = goes_on

    def next(self) -> Path:
        """Where the next bot's database is; what was there before is out of its way."""
        if not self._goes_on and self._file.exists():
            aside = self._free_name()
            for end in _BESIDE:
                path = self._file.with_name(self._file.name + end)
                if self._keeps and path.exists():
                    path.rename(aside.with_name(aside.name + end))
                path.unlink(missing_ok=True)
        self._goes_on = False
        return self._file

    def _free_name(self) -> Path:
        number = 1
        while (name := self._file.with_stem(f"{self._file.stem}.{number}")).exists():
            number += 1
        return name
