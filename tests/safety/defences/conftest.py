"""The stages on which defences are shown, and the removal of one."""

import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import create_engine, text

from bot.playground.server import serve
from bot.playground.world import World
from bot.schema import TABLES
from tests.dialogue.conftest import told as kites
from tests.inbox.test_pump import desk
from tests.outbox.conftest import post
from tests.safety.defences.defence import SQLITE, Defence
from tests.safety.fetching.conftest import inside
from tests.support.story import Story
from tests.telegram.conftest import probe, told, world
from tests.telegram.test_polling import amina, poller

__all__ = ["amina", "desk", "inside", "kites", "poller", "post", "probe", "told", "world"]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, engine: str) -> str:
    """The address of an empty database of the engine that the case asks for."""
    if engine == SQLITE:
        sqlite: str = request.getfixturevalue("sqlite_url")
        return sqlite
    url: str = request.getfixturevalue("postgres_url")
    names = ", ".join(table.name for table in TABLES)
    made = create_engine(url)
    with made.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    made.dispose()
    return url


@pytest_asyncio.fixture
async def story(sqlite_url: str) -> AsyncIterator[Story]:
    """The whole bot; what it is refused is the scenario's to say: without a defence it may be."""
    its_world = World()
    async with serve(its_world) as server:
        made = Story(its_world, server, sqlite_url)
        await made.begin()
        yield made
        await made.end()


@pytest.fixture
def taken_away(database_url: str, defence: Defence) -> Iterator[None]:
    """The defence is gone before the stage is built, and back when that is taken down."""
    with ExitStack() as stack:
        for removal in defence.removed_by:
            stack.enter_context(removal.away(database_url))
        yield


@pytest.fixture
def scene(request: pytest.FixtureRequest, defence: Defence, engine: str) -> dict[str, Any]:
    """What the defence's scenario asks for."""
    fixtures = {
        name: request.getfixturevalue(defence.renamed.get(name, name))
        for name in inspect.signature(defence.shown_by).parameters
        if name not in defence.given
    }
    return {**fixtures, **defence.given}
