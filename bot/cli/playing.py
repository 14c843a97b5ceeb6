"""`halqa playground`: the world, its server, and the bot beside it, over real HTTP."""

import asyncio
import contextlib
import logging
import os
import signal
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import typer
from pydantic import SecretStr
from sqlalchemy import select

from bot import logs
from bot.app import Halqa
from bot.background import Background
from bot.cli import cast
from bot.clock import SystemClock
from bot.config import DatabaseSettings, LogSettings, Settings, TelegramSettings, WebSettings
from bot.db.lock import FileLock
from bot.errors import ConfigError
from bot.people.tables import people
from bot.playground.clock import WorldClock
from bot.playground.refusals import SceneIsLoadedError
from bot.playground.server import serve
from bot.playground.world import World

log = logging.getLogger(__name__)

MORNING_UTC: Final = (
    9  # o'clock: daytime from Casablanca to Muscat, so that nobody is in quiet hours
)
MOST_STEPS: Final = 400  # due moments on the way of one jump
LOOK_SECONDS: Final = 0.02
LONGEST_LOOKS: Final = 500  # ten seconds for one due moment to come to rest
# A production bot's address or secret in the environment means: this is not the place to play.
FORBIDDEN: Final = ("HALQA_TELEGRAM__TOKEN", "HALQA_TELEGRAM__TOKEN_FILE", "HALQA_DATABASE__URL")


class BotControls:
    """What the page may ask of the bot: time that stops at every due moment, and scenes."""

    def __init__(self, world: World, halqa: Halqa) -> None:
        self._world = world
        self._halqa = halqa
        self._moving = asyncio.Lock()
        self._zones: dict[int, str | None] = {}
        self._loaded: list[str] = []

    async def advance(self, seconds: float) -> None:
        """Move time forward, letting the bot do what falls due on the way."""
        async with self._moving:
            target = self._world.clock.now() + timedelta(seconds=seconds)
            for _ in range(MOST_STEPS):
                due = await self._halqa.next_at()
                if due is None or due > target:
                    break
                await self._step_to(due)
            await self._step_to(target)

    async def to_next(self) -> str | None:
        """Move time to the next moment at which the bot says something; None if nothing is planned."""
        async with self._moving:
            for _ in range(MOST_STEPS):
                said = len(self._world.ledger)
                due = await self._halqa.next_at()
                if due is None:
                    return None
                await self._step_to(due)
                new = self._world.ledger.calls(after=said)
                if any(call.method.startswith("send") for call in new):
                    return self._world.clock.now().isoformat()
            return None

    async def load_scene(self, name: str) -> None:
        """Set up people and a circle to play with."""
        if name not in cast.SCENES:
            raise KeyError(name)
        if name in self._loaded:
            msg = "The cast is here already."
            raise SceneIsLoadedError(msg)
        # Before anything is awaited: a second press must not double everybody.
        self._loaded.append(name)
        try:
            async with self._moving:
                await cast.load(self._world, self._halqa, rest=self.rest)
        except BaseException:
            self._loaded.remove(name)
            raise

    def loaded(self) -> Sequence[str]:
        """The scenes that are loaded, or being loaded."""
        return tuple(self._loaded)

    def scenes(self) -> Sequence[str]:
        """The names of the scenes."""
        return cast.SCENES

    def zone_of(self, person_id: int) -> str | None:
        """The zone that the bot knows of somebody."""
        return self._zones.get(person_id)

    async def rest(self) -> None:
        """Wait until the bot has handled and said all that it can now."""
        await self._halqa.scheduler.tick()
        for _ in range(LONGEST_LOOKS):
            await asyncio.sleep(LOOK_SECONDS)
            if not self._world.is_busy and await self._halqa.is_idle():
                return
        log.warning("the bot does not come to rest")

    async def keep_zones(self) -> None:
        """Learn for ever which zone the bot knows of whom: the page shows their local time."""
        query = select(people.c.telegram_id, people.c.zone)
        while True:
            async with self._halqa.db.begin() as conn:
                self._zones = {row.telegram_id: row.zone for row in await conn.execute(query)}
            await asyncio.sleep(1)

    async def _step_to(self, moment: datetime) -> None:
        now = self._world.clock.now()
        self._world.clock.move_to(max(moment, now + timedelta(seconds=1)))
        await self.rest()


def play(*, port: int, keep: Path | None, scene: str | None) -> None:
    """Serve the page until it is stopped.

    Raises:
        ConfigError: a real token or database is configured.
        OSError: the port is taken.
    """
    found = [f"{name}: is set; the playground never works with a real bot's settings"
             for name in FORBIDDEN if name in os.environ]  # fmt: skip
    if found:
        raise ConfigError(found)
    logs.set_up(LogSettings(level="WARNING", format="text"))
    with _database(keep) as path, FileLock(str(path)), contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_play(path, port=port, scene=scene))


@contextlib.contextmanager
def _database(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="halqa-playground-") as folder:
        yield Path(folder) / "playground.db"


async def _play(path: Path, *, port: int, scene: str | None) -> None:
    today = SystemClock().now().date()
    morning = datetime(today.year, today.month, today.day, MORNING_UTC, tzinfo=UTC)
    world = World(WorldClock.running(morning))
    controls: BotControls | None = None
    late = _Late()
    async with serve(world, port=port, controls=late) as server:
        halqa = Halqa(_settings(path, server.url, world.token), world.clock)
        controls = BotControls(world, halqa)
        late.controls = controls
        stop = asyncio.Event()
        # Beside the bot's own tasks, which it waits for when it stops.
        beside = Background()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        try:
            await halqa.start()
            zones = beside.start("zones", controls.keep_zones())
            running = beside.start("bot", halqa.run(stop))
            if scene is not None:
                _ = beside.start("scene", controls.load_scene(scene))
            typer.echo(
                "\nHalqa's playground is ready. Open this page (the address holds its key):\n\n"
                f"    {server.page_url}\n\n"
                "It is a Telegram of its own on this machine: nothing leaves it. Stop with Ctrl-C."
            )
            await stop.wait()
            zones.cancel()
            await asyncio.wait([running], timeout=10)
        finally:
            await beside.stop(grace_seconds=0)
            await halqa.close()


def _settings(path: Path, url: str, token: str) -> Settings:
    return Settings(
        telegram=TelegramSettings(token=SecretStr(token), api_url=url),
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{path}", synchronous="NORMAL"),
        web=WebSettings(port=0),
    )


class _Late:
    """Stands in the server before the bot is there: the server's address comes first."""

    controls: BotControls | None = None

    def _ready(self) -> BotControls:
        if self.controls is None:
            msg = "the bot is still starting"
            raise KeyError(msg)
        return self.controls

    async def advance(self, seconds: float) -> None:
        """Pass on."""
        await self._ready().advance(seconds)

    async def to_next(self) -> str | None:
        """Pass on."""
        return await self._ready().to_next()

    async def load_scene(self, name: str) -> None:
        """Pass on."""
        await self._ready().load_scene(name)

    def scenes(self) -> Sequence[str]:
        """The names do not depend on the bot."""
        return cast.SCENES

    def loaded(self) -> Sequence[str]:
        """Nothing is loaded before the bot is there."""
        return self.controls.loaded() if self.controls else ()

    def zone_of(self, person_id: int) -> str | None:
        """Nobody is known before the bot is there."""
        return self.controls.zone_of(person_id) if self.controls else None
