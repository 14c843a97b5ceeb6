"""Databases and lines for the wire's tests."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.db.engine import Database
from tests.safety.wire.line import Line, line


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The quicker engine: what is shown here does not depend on it."""
    return sqlite_url


@pytest_asyncio.fixture
async def wire(db: Database) -> AsyncIterator[Line]:
    """An outbox at the end of a cable."""
    async with line(db) as made:
        yield made
