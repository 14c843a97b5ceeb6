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
from bot.cli.beside import Beside
from bot.cli.databases import Databases
from bot.cli.pace import Pace
from bot.cli.scenes import EMPTY, SCENES
from bot.cli.world_web import WorldFetcher
from bot.clock import SystemClock
from bot.config import DatabaseSettings, LogSettings, Settings, TelegramSettings, WebSettings
from bot.db.lock import FileLock
from bot.errors import ConfigError
from bot.people.tables import people
from bot.playground.clock import WorldClock
from bot.playground.refusals import NotPossibleError, SceneIsLoadedError
from bot.playground.sentences import page
from bot.playground.server import serve
from bot.playground.web_pages import serve_web
from bot.playground.world import World
from bot.texts import Texts

log = logging.getLogger(__name__)

MORNING_UTC: Final = (
    9  # o'clock: daytime from Casablanca to Muscat, so that nobody is in quiet hours
)
MOST_STEPS: Final = 400  # due moments on the way of one jump
# Of the world's time: feeds are due at all hours, and a jump over a week stops for them four times a day.
ERRANDS_WAIT: Final = timedelta(hours=6)
LOOK_SECONDS: Final = 0.02
LONGEST_LOOKS: Final = 500  # ten seconds for one due moment to come to rest
# A production bot's address or secret in the environment means: this is not the place to play.
FORBIDDEN: Final = ("HALQA_TELEGRAM__TOKEN", "HALQA_TELEGRAM__TOKEN_FILE", "HALQA_DATABASE__URL")


class BotControls:
    """What the page may ask of the bot: time that stops at every due moment, and scenes."""

    def __init__(self, world: World, bot: Halqa | Beside) -> None:
        """Nothing moves yet.

        Args:
            world: where the bot lives.
            bot: one that somebody else runs, or the one beside the world, which scenes let begin anew.
        """
        self._world = world
        self._bot = bot
        self._moving = asyncio.Lock()
        self._zones: dict[int, str | None] = {}
        self._scene: str | None = None
        self._loading: str | None = None
        self._focus: Sequence[int] = ()

    @property
    def _halqa(self) -> Halqa:
        return self._bot.halqa if isinstance(self._bot, Beside) else self._bot

    async def advance(self, seconds: float) -> None:
        """Move time forward, letting the bot do what falls due on the way."""
        async with self._moving:
            target = self._world.clock.now() + timedelta(seconds=seconds)
            for _ in range(MOST_STEPS):
                due = await self._next_at()
                if due is None or due > target:
                    break
                if not await self._step_to(due):
                    break
            await self._step_to(max(target, self._world.clock.now()))

    async def to_next(self) -> str | None:
        """Move time to the next moment at which the bot says something; None if nothing is planned."""
        async with self._moving:
            for _ in range(MOST_STEPS):
                said = len(self._world.ledger)
                due = await self._next_at()
                if due is None:
                    return None
                is_at_rest = await self._step_to(due)
                new = self._world.ledger.calls(after=said)
                if not is_at_rest or any(call.method.startswith("send") for call in new):
                    return self._world.clock.now().isoformat()
            return None

    async def load_scene(self, name: str) -> None:
        """Let everything begin anew with a scene: the world, the bot and its database."""
        if name not in SCENES:
            raise KeyError(name)
        if not isinstance(self._bot, Beside):
            raise NotPossibleError(page.BOT_IS_SOMEBODY_ELSES)
        # Before anything is awaited: a second press must not begin a second time.
        if self._loading is not None:
            raise SceneIsLoadedError(page.SCENE_IS_COMING)
        self._loading = name
        self._world.events.emit("scene", person=None, name=name, loading=True)
        try:
            async with self._moving:
                await self._begin(self._bot, name)
        finally:
            self._loading = None

    async def _begin(self, beside: Beside, name: str) -> None:
        self._scene, self._focus, self._zones = None, (), {}
        try:
            self._focus = await beside.begin(name)
        except Exception as error:
            log.exception("the scene could not be set", extra={"scene": name})
            if name == EMPTY:
                raise
            await beside.begin(EMPTY)
            self._scene = EMPTY
            self._world.events.emit("scene", person=None, name=EMPTY)
            raise NotPossibleError(page.SCENE_FAILED) from error
        self._scene = name
        await self._learn_zones()

    def scenes(self) -> Sequence[str]:
        """The names of the scenes."""
        return SCENES

    def loaded(self) -> Sequence[str]:
        """The scene that everything began with."""
        return () if self._scene is None else (self._scene,)

    def loading(self) -> str | None:
        """The scene that is being loaded."""
        return self._loading

    def focus(self) -> Sequence[int]:
        """Whose chats are worth looking at first."""
        return self._focus

    def zone_of(self, person_id: int) -> str | None:
        """The zone that the bot knows of somebody."""
        return self._zones.get(person_id)

    async def rest(self) -> None:
        """Wait until the bot has handled and said all that it can now."""
        await self._comes_to_rest()

    async def _comes_to_rest(self) -> bool:
        """`rest`, and whether it did: what is cut off from its Telegram does not."""
        await self._halqa.scheduler.tick()
        for _ in range(LONGEST_LOOKS):
            await asyncio.sleep(LOOK_SECONDS)
            if not self._world.is_busy and await self._halqa.is_idle():
                return True
            # Not left to their own loop, which looks once a real second.
            _ = await self._halqa.errands.run_round()
        log.warning("the bot does not come to rest")
        return False

    async def keep_zones(self) -> None:
        """Learn for ever which zone the bot knows of whom: the page shows their local time."""
        while True:
            async with self._moving:
                await self._learn_zones()
            await asyncio.sleep(1)

    async def _learn_zones(self) -> None:
        query = select(people.c.telegram_id, people.c.zone)
        async with self._halqa.db.begin() as conn:
            self._zones = {row.telegram_id: row.zone for row in await conn.execute(query)}

    async def keep_pace(self) -> None:
        """Let a fast clock wait for the bot, for ever."""
        await Pace(self._world, lambda: self._halqa, self._moving).keep()

    async def _next_at(self) -> datetime | None:
        """The next moment worth a stop: whoever waits for a feed sees it a few hours late, at most."""
        return await self._halqa.next_at(errands_wait=ERRANDS_WAIT)

    async def _step_to(self, moment: datetime) -> bool:
        now = self._world.clock.now()
        self._world.clock.move_to(max(moment, now + timedelta(seconds=1)))
        return await self._comes_to_rest()


def play(*, port: int, keep: Path | None, scene: str) -> None:
    """Serve the page until it is stopped.

    Raises:
        ConfigError: a real token or database is configured.
        OSError: the port is taken.
    """
    refuse_real_settings()
    logs.set_up(LogSettings(level="WARNING", format="text"))
    with _databases(keep, scene=scene) as files, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_play(files, port=port, scene=scene))


def refuse_real_settings() -> None:
    """Be sure that this is the place to play.

    Raises:
        ConfigError: a real token or database is configured.
    """
    found = [f"{name}: is set; the playground never works with a real bot's settings"
             for name in FORBIDDEN if name in os.environ]  # fmt: skip
    if found:
        raise ConfigError(found)


@contextlib.contextmanager
def _databases(keep: Path | None, *, scene: str) -> Iterator[Databases]:
    with contextlib.ExitStack() as stack:
        file = keep
        if file is None:
            folder = tempfile.TemporaryDirectory(prefix="halqa-playground-")
            file = Path(stack.enter_context(folder)) / "playground.db"
        stack.enter_context(FileLock(str(file)))
        yield Databases(file, keeps=keep is not None, goes_on=scene == EMPTY)


async def _play(files: Databases, *, port: int, scene: str) -> None:
    today = SystemClock().now().date()
    morning = datetime(today.year, today.month, today.day, MORNING_UTC, tzinfo=UTC)
    world = World(WorldClock.running(morning))
    texts = Texts.load()

    def make() -> Halqa:
        settings = _settings(files.next(), server.url, world.token)
        fetcher = WorldFetcher(world.web, pages.url)
        return Halqa(settings, world.clock, texts=texts, fetcher=fetcher)

    bot = Beside(world, make)
    controls = BotControls(world, bot)
    async with serve_web(world.web) as pages, serve(world, port=port, controls=controls) as server:
        stop = asyncio.Event()
        # Beside the bot's own tasks, which it waits for when it stops.
        tasks = Background()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        typer.echo(
            "\nHalqa's playground is ready. Open this page (the address holds its key):\n\n"
            f"    {server.page_url}\n\n"
            "It is a Telegram of its own on this machine: nothing leaves it. Stop with Ctrl-C."
        )
        try:
            await controls.load_scene(scene)
            # For a page that was opened meanwhile, by whoever is quick.
            world.events.emit("scene", person=None, name=scene)
            _ = tasks.start("zones", controls.keep_zones())
            _ = tasks.start("pace", controls.keep_pace())
            await stop.wait()
        finally:
            await tasks.stop(grace_seconds=0)
            await bot.end()


def _settings(path: Path, url: str, token: str) -> Settings:
    return Settings(
        telegram=TelegramSettings(token=SecretStr(token), api_url=url),
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{path}", synchronous="NORMAL"),
        web=WebSettings(port=0),
    )
