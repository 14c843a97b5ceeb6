"""Where towns are built."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.safety.machine.grounds import Ground, empty_postgres, quietly, swiftly
from tests.safety.machine.lives import begun
from tests.safety.machine.souls import STARTS
from tests.safety.machine.swift import IN_THIS_THREAD
from tests.safety.machine.town import Town


@pytest.fixture
def sqlite_ground(empty_sqlite: Path, tmp_path: Path) -> Ground:
    """Files; a town is begun once for each start, and then copied."""
    begun_already: dict[int, tuple[Path, Town]] = {}
    path = tmp_path / "town.db"
    url = f"sqlite+aiosqlite:///{path}{IN_THIS_THREAD}"

    def begin(runner: asyncio.Runner, start: int, *, restarts_always: bool = False) -> Town:
        start %= len(STARTS)
        if start not in begun_already:
            shutil.copy(empty_sqlite, path)
            town = runner.run(begun(url, start=start))
            runner.run(town.end())
            kept = tmp_path / f"begun-{start}.db"
            shutil.copy(path, kept)
            begun_already[start] = (kept, town)
        kept, town = begun_already[start]
        shutil.copy(kept, path)
        again = Town(url, start=STARTS[start], like=town, restarts_always=restarts_always)
        runner.run(again.begin())
        return again

    return Ground("sqlite", begin, swiftly)


@pytest.fixture
def postgres_ground(postgres_url: str) -> Ground:
    """One database, emptied for each life."""

    def begin(runner: asyncio.Runner, start: int, *, restarts_always: bool = False) -> Town:
        empty_postgres(postgres_url)
        town = runner.run(begun(postgres_url, start=start))
        town.restarts_always = restarts_always
        return town

    return Ground("postgresql", begin, quietly)


@pytest.fixture(params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest) -> Ground:
    """Each engine."""
    name = "sqlite_ground" if request.param == "sqlite" else "postgres_ground"
    found: Ground = request.getfixturevalue(name)
    return found
