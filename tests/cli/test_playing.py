"""`halqa playground`: the bot beside the world, a clock that stops at what is due, a file that is kept."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from bot.cli import playing
from bot.cli.databases import Databases
from bot.cli.main import app
from bot.cli.playing import BotControls
from bot.cli.scenes import EMPTY, SCENES
from bot.errors import ConfigError
from bot.playground.clock import WorldClock
from bot.playground.phone.player import Player
from bot.playground.refusals import NotPossibleError
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


async def somebody_who_learns(world: World, desk: BotControls) -> Player:
    """Amina in Cairo, every evening at seven."""
    amina = world.add_person("Amina")
    amina.start()
    await desk.rest()
    for line in ("/timezone Cairo", "/times add daily 19:00 45m listen"):
        amina.send(line)
        await world.until(lambda: "Yes" in amina.last.labels)
        amina.press(amina.last, "Yes")
        await desk.rest()
    return amina


@pytest.mark.asyncio
async def test_the_clock_goes_to_the_next_moment_at_which_something_is_said(controls) -> None:
    world, desk = controls
    amina = await somebody_who_learns(world, desk)

    said = await desk.to_next()

    assert said is not None
    assert world.clock.now().hour == 17  # seven in the evening in Cairo
    assert "It is your learning time." in amina.last.text


@pytest.mark.asyncio
async def test_advancing_says_all_that_falls_due_on_the_way(controls) -> None:
    world, desk = controls
    amina = await somebody_who_learns(world, desk)

    await desk.advance(2 * 24 * 3600)

    nudges = [m for m in amina.received if "It is your learning time." in m.text]
    assert len(nudges) == 2


@pytest.mark.asyncio
async def test_a_bot_that_somebody_else_runs_does_not_begin_anew(controls) -> None:
    world, desk = controls
    world.add_person("Amina")
    with pytest.raises(NotPossibleError):
        await desk.load_scene(EMPTY)
    assert (len(world.people), desk.loaded(), desk.loading()) == (1, (), None)


@pytest.mark.parametrize("name", playing.FORBIDDEN)
def test_it_never_works_beside_a_real_bots_settings(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(name, "1000:a_real_token")
    with pytest.raises(ConfigError, match=name):
        playing.play(port=0, keep=tmp_path / "x.db", scene=EMPTY)
    assert not (tmp_path / "x.db").exists()


# Scenes at the command line ----------------------------------------------------------------------


def test_the_help_names_every_scene() -> None:
    shown = " ".join(
        CliRunner().invoke(app, ["playground", "--help"], terminal_width=200).output.split()
    )
    assert ", ".join(SCENES) in shown


def test_an_unknown_scene_is_refused_with_those_that_there_are() -> None:
    ended = CliRunner().invoke(app, ["playground", "--scene", "circus"])
    assert ended.exit_code == 2
    assert "There is no scene “circus”." in ended.stderr
    assert all(name in ended.stderr for name in SCENES)


# The database ------------------------------------------------------------------------------------


def test_what_is_kept_is_gone_on_with_and_put_aside_by_a_scene(tmp_path: Path) -> None:
    file = tmp_path / "mine.db"
    file.write_text("yesterday's")
    files = Databases(file, keeps=True, goes_on=True)

    assert files.next().read_text() == "yesterday's"
    assert not files.next().exists()
    file.write_text("this morning's")
    assert not files.next().exists()

    aside = {each.name: each.read_text() for each in tmp_path.iterdir()}
    assert aside == {"mine.1.db": "yesterday's", "mine.2.db": "this morning's"}


def test_what_is_thrown_away_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "playground.db"
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).write_text("used")

    assert Databases(file, keeps=False, goes_on=False).next() == file

    assert list(tmp_path.iterdir()) == []
