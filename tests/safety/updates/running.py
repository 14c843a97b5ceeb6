"""A story with its population, and one run of bad updates in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.playground.server import serve
from bot.playground.world import World
from tests.safety.updates.harness import Harness
from tests.safety.updates.population import settle_down
from tests.safety.updates.tables import Tables
from tests.support.story import Story


@asynccontextmanager
async def harness(url: str, *, seed: int) -> AsyncIterator[Harness]:
    """The whole bot on an empty SQLite file with tables, ready for bad updates."""
    world = World()
    async with serve(world) as server:
        story = Story(world, server, url)
        await story.begin()
        people = await settle_down(story)
        tables = Tables(url.partition("///")[2])
        try:
            yield Harness(story, people, tables, seed=seed)
        finally:
            tables.close()
            await story.end()
