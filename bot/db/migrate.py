"""Brings a database to the present shape: one Alembic history for both engines."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

from bot.faultpoints import Point, cross

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str, *, to: str = "head") -> None:
    """Run every step that is missing; nothing to do on a database that is up to date."""
    engine = sync_engine(url)
    try:
        if to == "head" and current(engine) == head():
            return
        with engine.connect() as connection:
            event.listen(connection, "before_cursor_execute", _before_statement)
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, to)
        cross(Point.MIGRATION_COMMITTED)
    finally:
        engine.dispose()


def configuration() -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def head() -> str | None:
    """The newest revision there is."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def revisions() -> list[str]:
    """Every revision that this program knows, the oldest first."""
    script = ScriptDirectory.from_config(configuration())
    return [step.revision for step in script.walk_revisions()][::-1]


def current(engine: Engine) -> str | None:
    """The revision a database is at; None before the first."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def sync_engine(url: str) -> Engine:
    """Alembic speaks to the database without asyncio."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed)
    engine = create_engine(parsed.set(drivername="sqlite+pysqlite"))

    @event.listens_for(engine, "connect")
    def on_connect(connection: object, _record: object) -> None:
        # Without this the driver commits before each change of shape: a killed step would stay half.
        connection.isolation_level = None  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def on_begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

    return engine


def _before_statement(*_: object) -> None:
    cross(Point.MIGRATION_STATEMENT)
