"""Databases for several lives in one test."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest


@pytest.fixture
def sqlite_urls(empty_sqlite: Path, tmp_path: Path) -> Callable[[], str]:
    """Makes the address of another empty SQLite database with tables at each call."""
    numbers = count(1)

    def another() -> str:
        path = tmp_path / f"life{next(numbers)}.db"
        shutil.copy(empty_sqlite, path)
        return f"sqlite+aiosqlite:///{path}"

    return another
