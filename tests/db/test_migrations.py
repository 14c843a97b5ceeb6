"""One history for both engines, and its end is what the tables say."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url, text

from bot.db import migrate
from bot.db.metadata import metadata
from bot.schema import TABLES


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path):
    """An empty database of each engine."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
        return
    url: str = request.getfixturevalue("postgres_url")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE migrations"))
    yield make_url(url).set(database="migrations").render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE migrations WITH (FORCE)"))
    admin.dispose()


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(migrate.configuration()).get_heads()) == 1


def test_every_table_of_the_metadata_is_listed() -> None:
    assert {table.name for table in TABLES} == set(metadata.tables)


def test_the_history_ends_at_what_the_tables_say(empty_url: str) -> None:
    migrate.upgrade(empty_url)

    engine = migrate.sync_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_upgrading_twice_changes_nothing(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    migrate.upgrade(empty_url)

    engine = migrate.sync_engine(empty_url)
    assert migrate.current(engine) == migrate.head()
    engine.dispose()


def test_a_number_that_old_buttons_carry_is_given_once() -> None:
    """SQLite gives a removed row's number to the next one, unless it is told not to."""
    for name in ("feeds", "feed_items", "subscriptions", "feed_searches", "sources"):
        assert metadata.tables[name].dialect_options["sqlite"]["autoincrement"] is True, name
