"""Whatever comes in, nothing bad comes of it. `python -m tests.safety.updates 1000000` for more."""

import pytest

from bot.inbox import store as inbox_store
from bot.inbox import store_letters
from bot.playground.server import serve
from bot.playground.world import World
from tests.safety.updates.cases import Cast, Generator
from tests.safety.updates.running import harness
from tests.support.story import Story

SEED = 20260304


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "count",
    [
        pytest.param(1_000, marks=[pytest.mark.slow, pytest.mark.timeout(600)]),
        pytest.param(100_000, marks=[pytest.mark.long, pytest.mark.timeout(14_400)]),
    ],
)
async def test_bad_updates_break_nothing_change_nothing_and_delay_nobody(
    sqlite_url: str, count: int
) -> None:
    """No error, no refused send, no change beyond the sender's reach, no honest person unheard."""
    async with harness(sqlite_url, seed=SEED) as run:
        report = await run.run(count)
        print("\n".join(report.lines(run.tables)))  # noqa: T201 - shown with -s and on failure

    assert report.updates == count
    assert report.refusals.keys() <= {"403", "not modified", *MADE_UP, TRIMMED}


MADE_UP = ("made-up press", "made-up file")
TRIMMED = "edited what this test made room for"


@pytest.mark.asyncio
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("count", [400, pytest.param(10_000, marks=pytest.mark.long)])
async def test_postgresql_takes_them_too(database_url: str, count: int) -> None:
    """What one database takes another may refuse: NUL, half a character, infinite numbers."""
    world = World()
    async with serve(world) as server:
        story = Story(world, server, database_url)
        await story.begin()
        actors = [await story.actor(f"S{n}") for n in range(6)]
        ids = [actor.player.id for actor in actors]
        generator = Generator(SEED, Cast(careless=ids[:4], typists=ids[4:5], honest=ids[5:]))
        for number in range(count):
            body = {"update_id": 10**6 + number, **generator.next().update}
            async with story.app.db.begin() as conn:
                await inbox_store.keep(conn, [body], now=story.clock.now())
            story.clock.advance(seconds=2)
            while await story.app.pump.run_round():
                pass
        async with story.app.db.begin() as conn:
            dead = await store_letters.count_letters(conn)
            states = await inbox_store.count_by_state(conn)
        await story.end()

    assert all(error.startswith("Unparsable") for error in dead), dead
    assert "new" not in states
