"""Opens the database and hands out transactions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

# Waiting for a foreign process (a backup, a command-line tool) to let go of the file.
BUSY_TIMEOUT_MS = 30_000
# One writer: transactions queue fairly in the pool instead of fighting for the file's lock.
SQLITE_CONNECTIONS = 1
POSTGRES_CONNECTIONS = 10


class Database:
    """One engine. `begin()` is the only way to a connection."""

    def __init__(self, url: str, *, synchronous: str = "FULL") -> None:
        """Open nothing yet.

        Args:
            url: `sqlite+aiosqlite:///file` or `postgresql+psycopg://…`.
            synchronous: SQLite's setting; `FULL` keeps what was committed through a power cut.
        """
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._sqlite(synchronous) if self.is_sqlite else self._postgres()

    @property
    def file(self) -> str | None:
        """The SQLite file's path; None on PostgreSQL and for a database in memory."""
        name = self.url.database
        return name if self.is_sqlite and name and name != ":memory:" else None

    def _sqlite(self, synchronous: str) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=SQLITE_CONNECTIONS,
            max_overflow=0,
            pool_timeout=BUSY_TIMEOUT_MS / 1000,
            hide_parameters=True,  # an error's text must not hold what somebody wrote
        )

        @event.listens_for(engine.sync_engine, "connect")
        def on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's own object
            # None: the driver starts no transaction by itself; `on_begin` does.
            connection.isolation_level = None
            cursor = connection.cursor()
            for pragma in (
                f"busy_timeout={BUSY_TIMEOUT_MS}",
                "journal_mode=WAL",
                f"synchronous={synchronous}",
                "foreign_keys=ON",
                "secure_delete=ON",
                "trusted_schema=OFF",
                "journal_size_limit=67108864",  # bytes: a WAL file shrinks back to 64 MiB
            ):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @event.listens_for(engine.sync_engine, "begin")
        def on_begin(connection: Connection) -> None:
            # A deferred transaction that reads and then writes loses updates or fails half-way.
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine

    def _postgres(self) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            pool_size=POSTGRES_CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
        )

        @event.listens_for(engine.sync_engine, "connect")
        def on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's own object
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = '10s'")
                cursor.execute("SET lock_timeout = '5s'")
                cursor.execute("SET idle_in_transaction_session_timeout = '15s'")
                cursor.execute("SET timezone = 'UTC'")
            connection.commit()

        return engine

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed at the end, rolled back on an error."""
        async with self.engine.begin() as connection:
            yield connection

    async def epoch(self) -> int:
        """A number that a restore changes (SQLite); 0: it was never restored."""
        if not self.is_sqlite:
            return 0
        async with self.begin() as connection:
            row = await connection.exec_driver_sql("PRAGMA user_version")
            return int(row.scalar_one())

    async def close(self) -> None:
        """Give all connections back, even while the caller is being cancelled."""
        await asyncio.shield(self.engine.dispose())
