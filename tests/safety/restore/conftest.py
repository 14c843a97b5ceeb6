"""A SQLite file with rows in every table."""

import shutil
from pathlib import Path

import pytest

from bot.db import migrate
from tests.safety.restore.filled import fill


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One to be copied."""
    path = tmp_path_factory.mktemp("filled") / "filled.db"
    url = f"sqlite+aiosqlite:///{path}"
    migrate.upgrade(url)
    fill(url)
    return path


@pytest.fixture
def database(filled_file: Path, tmp_path: Path) -> Path:
    """A database of one test, alone in its folder."""
    path = tmp_path / "halqa.db"
    shutil.copy(filled_file, path)
    return path
