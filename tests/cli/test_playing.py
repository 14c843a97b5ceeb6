"""`halqa playground`: the bot beside the world, a clock that stops at what is due, a cast."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.cli import playing
from bot.cli.cast import CAST
from bot.cli.playing import BotControls
from bot.errors import ConfigError
from bot.playground.clock import WorldClock
from bot.playground.refusals import SceneIsLoadedError
from bot.playground.server import serve
from bot.playground.world import World
from tests.support.bench import make_app


@pytest_asyncio.fixture
async def controls(sqlite_url: str) -> AsyncIterator[tuple[World, BotControls]]:
    """A running bot (loops and all), and what the page may ask of it."""
    world = World(WorldClock.running(WorldClock().now()))
    async with serve(world) as server:
        halqa = make_app(sqlite_url, world.clock, server.url)
        controls = BotControls(world, halqa)
        await halqa.start(migrate_first=False)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as running:
            _ = running.create_task(halqa.run(stop))
            yield world, controls
            stop.set()
        await halqa.close()


@pytest.mark.asyncio
async def test_the_cast_comes_once(controls) -> None:
    world, desk = controls

    await desk.load_scene("cast")

    assert desk.loaded() == ("cast",)
    assert [player.person.first_name for player in world.players] == [name for name, *_ in CAST]
    assert all(player.received for player in world.players)
    with pytest.raises(SceneIsLoadedError):
        await desk.load_scene("cast")
    assert len(world.players) == len(CAST)


@pytest.mark.asyncio
async def test_the_clock_goes_to_the_next_moment_at_which_something_is_said(controls) -> None:
    world, desk = controls
    await desk.load_scene("cast")
    amina = world.players[0]
    amina.send("/times add daily 19:00 45m listen")
    await world.until(lambda: "Yes" in amina.last.labels)
    amina.press(amina.last, "Yes")
    await desk.rest()

    said = await desk.to_next()

    assert said is not None
    assert world.clock.now().hour == 17  # seven in the evening in Cairo
    assert "It is your learning time." in amina.last.text


@pytest.mark.asyncio
async def test_advancing_says_all_that_falls_due_on_the_way(controls) -> None:
    world, desk = controls
    await desk.load_scene("cast")
    amina = world.players[0]
    amina.send("/times add daily 19:00 45m listen")
    await world.until(lambda: "Yes" in amina.last.labels)
    amina.press(amina.last, "Yes")
    await desk.rest()

    await desk.advance(2 * 24 * 3600)

    nudges = [m for m in amina.received if "It is your learning time." in m.text]
    assert len(nudges) == 2


@pytest.mark.parametrize("name", playing.FORBIDDEN)
def test_it_never_works_beside_a_real_bots_settings(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(name, "1000:a_real_token")
    with pytest.raises(ConfigError, match=name):
        playing.play(port=0, keep=tmp_path / "x.db", scene=None)
    assert not (tmp_path / "x.db").exists()
