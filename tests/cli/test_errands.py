"""Feeds are due at all hours: time moves past them quickly, and a scene's people find what they publish."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.background import Background
from bot.cli.beside import Beside
from bot.cli.playing import ERRANDS_WAIT, BotControls
from bot.cli.world_web import WorldFetcher
from bot.features import FEATURES
from bot.fetching.records import Fetched, Outcome, Wanted
from bot.outside import Outside
from bot.playground.clock import WorldClock
from bot.playground.server import serve
from bot.playground.web_pages import serve_web
from bot.playground.world import World
from bot.registry import Errand, Feature
from bot.work import Work
from tests.support.bench import make_app

pytestmark = pytest.mark.asyncio

FEEDS = 20
BETWEEN = timedelta(hours=1)
URL = "http://blog.example/feed.xml"


@dataclass
class Watch:
    """Feeds that are due once an hour, each at its own minute, kept in memory; what came of them."""

    next_at: dict[int, datetime] = field(default_factory=dict)
    found: list[tuple[datetime, Outcome]] = field(default_factory=list)

    async def claim(self, work: Work, most: int) -> Sequence[int]:
        if not self.next_at:
            self.next_at = {each: work.now + each * BETWEEN / FEEDS for each in range(FEEDS)}
        due = [each for each, at in self.next_at.items() if at <= work.now][:most]
        self.next_at |= dict.fromkeys(due, work.now + BETWEEN)
        return due

    async def run(self, outside: Outside, _feed: Any) -> Outcome:
        return await outside.fetch(Wanted(url=URL))

    async def settle(self, work: Work, _feed: Any, result: Outcome) -> None:
        self.found.append((work.now, result))

    async def when(self, _conn: AsyncConnection, _after: datetime) -> datetime | None:
        return min(self.next_at.values(), default=None)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest_asyncio.fixture
async def desk(tmp_path: Path, watch: Watch) -> AsyncIterator[tuple[World, BotControls]]:
    """A playground whose bot watches those feeds."""
    world = World(WorldClock.running(WorldClock().now()))
    errand = Errand(
        name="watch", claim=watch.claim, run=watch.run, settle=watch.settle,
        next_at=watch.when, most_at_once=8,
    )  # fmt: skip
    features = (*FEATURES, Feature(name="watch", errands=(errand,)))

    async with serve_web(world.web) as pages, serve(world) as server:

        def make() -> Any:
            url = f"sqlite+aiosqlite:///{tmp_path / 'playground.db'}"
            fetcher = WorldFetcher(world.web, pages.url)
            return make_app(url, world.clock, server.url, features=features, fetcher=fetcher)

        bot = Beside(world, make)
        controls = BotControls(world, bot)
        await controls.load_scene("empty")
        yield world, controls
        await bot.end()


async def learner(world: World, controls: BotControls, line: str) -> Any:
    amina = world.add_person("Amina")
    amina.start()
    await controls.rest()
    for said in ("/timezone Cairo", line):
        amina.send(said)
        await world.until(lambda: "Yes" in amina.last.labels)
        amina.press(amina.last, "Yes")
        await controls.rest()
    return amina


async def test_the_next_nudge_is_reached_past_a_week_of_feeds(
    desk: tuple[World, BotControls], watch: Watch
) -> None:
    world, controls = desk
    amina = await learner(world, controls, "/times add Sun 19:00 45m listen")

    # The weekly check-in, its reminder, the nudge; twenty feeds are due in every hour on the way.
    for said in ("Your weekly check-in\n", "check-in is open until", "It is your learning time."):
        assert await controls.to_next() is not None
        assert said in amina.last.text

    assert (world.clock.now() - WorldClock().now()).days >= 5
    moments = sorted({at.replace(second=0, microsecond=0) for at, _ in watch.found})
    assert all(isinstance(outcome, Fetched) for _, outcome in watch.found)
    waits = [later - earlier for earlier, later in pairwise(moments)]
    assert max(waits) <= BETWEEN + ERRANDS_WAIT
    assert len(moments) < 60


async def test_what_is_due_now_is_found_out_before_the_bot_rests(
    desk: tuple[World, BotControls], watch: Watch
) -> None:
    world, controls = desk
    watch.next_at = dict.fromkeys(range(FEEDS), world.clock.now())
    before = len(watch.found)
    await controls.rest()
    assert len(watch.found) - before >= FEEDS  # more than run side by side


async def test_a_fast_clock_flows_on_past_feeds(
    desk: tuple[World, BotControls], watch: Watch
) -> None:
    world, controls = desk
    watch.next_at = dict.fromkeys(range(4), world.clock.now())
    tasks = Background()
    _ = tasks.start("pace", controls.keep_pace())
    began = world.clock.now()
    world.clock.rate = 3_600
    await world.until(lambda: world.clock.now() - began > timedelta(hours=3), seconds=60)
    world.clock.rate = 1
    await tasks.stop(grace_seconds=0)
    assert len(watch.found) >= 8
