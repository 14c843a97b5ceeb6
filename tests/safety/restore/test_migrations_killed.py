"""A migration that is killed at any statement leaves the old database or the new one."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.db import migrate
from bot.faultpoints import Point
from bot.keeping import files, starting
from tests.safety.restore import dying
from tests.safety.restore.filled import NOTHING, Rows, fill, is_whole, still_holds

HISTORY = migrate.revisions()
BASE = "base"
STEPS = list(pairwise([BASE, *HISTORY]))
# The first step makes every table of an empty database: in the small size at some of its statements.
STRIDE = 40


@dataclass
class Bases:
    """Copies of one database, each for one death."""

    url: str
    folder: Path
    numbers: Iterator[int]

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def copy(self) -> str:
        """The address of a fresh copy."""
        name = f"copy{next(self.numbers)}"
        if self.is_sqlite:
            path = self.folder / f"{name}.db"
            if (source := Path(str(make_url(self.url).database))).exists():
                shutil.copy(source, path)
            return f"sqlite+aiosqlite:///{path}"
        self._admin(f"CREATE DATABASE {name} TEMPLATE {make_url(self.url).database}")
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Remove one."""
        name = str(make_url(url).database)
        if self.is_sqlite:
            Path(name).unlink()
        else:
            self._admin(f"DROP DATABASE {name} WITH (FORCE)")

    def _admin(self, statement: str) -> None:
        url = make_url(self.url).set(database="postgres")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def bases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bases]:
    """An empty database of each engine that is going to be filled and copied."""
    if request.param == "sqlite":
        yield Bases(f"sqlite+aiosqlite:///{tmp_path / 'base.db'}", tmp_path, count(1))
        return
    url: str = request.getfixturevalue("postgres_url")
    base = Bases(
        make_url(url).set(database="kept").render_as_string(hide_password=False),
        tmp_path,
        count(1),
    )
    base._admin("CREATE DATABASE kept")
    yield base
    base._admin("DROP DATABASE kept WITH (FORCE)")


def revision(url: str) -> str:
    engine = migrate.sync_engine(url)
    found = migrate.current(engine)
    engine.dispose()
    return found or BASE


def is_at(url: str, wanted: str, rows: Rows) -> bool:
    """Whether it is whole, at that revision, with every row."""
    return revision(url) == wanted and still_holds(url, rows) and is_whole(url)


def walk(bases: Bases, before: str, after: str, *, stride: int) -> int:
    """Die at every `stride`-th statement of one step, and around its commit; how many deaths.

    After each death the same database is tried again: it must be as it was before.
    """
    rows = NOTHING
    if before != BASE:
        migrate.upgrade(bases.url, to=before)
        rows = fill(bases.url)
    url = bases.copy()
    deaths = 0
    while dying.dies_at(Point.MIGRATION_STATEMENT, 1 + deaths * stride, dying.upgrade, url, after):
        deaths += 1
        assert is_at(url, before, rows), f"not as before after {deaths * stride} statements"
    assert is_at(url, after, rows)
    bases.drop(url)
    url = bases.copy()
    assert dying.dies_at(Point.MIGRATION_DONE, 1, dying.upgrade, url, after)
    assert is_at(url, before, rows)
    assert dying.dies_at(Point.MIGRATION_COMMITTED, 1, dying.upgrade, url, after)
    assert is_at(url, after, rows)
    migrate.upgrade(url, to=after)
    assert is_at(url, after, rows)
    bases.drop(url)
    return deaths


@pytest.mark.parametrize(("before", "after"), STEPS[1:])
def test_a_step_that_is_killed_at_any_statement_leaves_every_row(
    bases: Bases, before: str, after: str
) -> None:
    assert walk(bases, before, after, stride=1) > 0


def test_the_first_step_that_is_killed_leaves_nothing_half(bases: Bases) -> None:
    assert walk(bases, *STEPS[0], stride=STRIDE) > 1


@pytest.mark.long
@pytest.mark.slow
def test_the_first_step_that_is_killed_at_any_statement_leaves_nothing_half(bases: Bases) -> None:
    assert walk(bases, *STEPS[0], stride=1) > 70


@pytest.mark.parametrize("before", HISTORY[:-1])
def test_a_database_with_rows_is_backed_up_before_its_tables_change(
    tmp_path: Path, before: str
) -> None:
    path = tmp_path / "halqa.db"
    url = f"sqlite+aiosqlite:///{path}"
    migrate.upgrade(url, to=before)
    rows = fill(url)

    starting.bring_up(url, now=dying.NOW)

    assert revision(url) == HISTORY[-1]
    assert still_holds(url, rows)
    (made,) = files.list_backups(path, files.folder_of(path))
    assert made.is_before_migration
    kept = sqlite3.connect(made.path)
    assert kept.execute("select version_num from alembic_version").fetchall() == [(before,)]
    assert kept.execute("select count(*) from people").fetchone() == (5,)
    kept.close()

    starting.bring_up(url, now=dying.NOW)
    assert len(files.list_backups(path, files.folder_of(path))) == 1


@pytest.mark.parametrize("before", HISTORY[:-1][-1:])
def test_a_start_that_is_killed_while_it_migrates_ends_well_the_second_time(
    tmp_path: Path, before: str
) -> None:
    path = tmp_path / "halqa.db"
    url = f"sqlite+aiosqlite:///{path}"
    migrate.upgrade(url, to=before)
    rows = fill(url)
    for point in (Point.BACKUP_COPIED, Point.BACKUP_NAMED, Point.MIGRATION_DONE):
        assert dying.dies_at(point, 1, dying.bring_up, url)
        assert revision(url) == before
    starting.bring_up(url, now=dying.NOW)

    assert revision(url) == HISTORY[-1]
    assert still_holds(url, rows)
    assert is_whole(url)
    assert not list(files.folder_of(path).glob("*.partial*"))
