"""Leads a bot through its lives: starts it against the world's server, lets people act, lets time pass.

Between two lives there is no loop and no thread, so that the whole of it can be forked.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias

from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World
from tests.safety.crash.bot_process import BotProcess, Crossing, Ended, Kill

MOST_ROUNDS: Final = 400  # seconds that a bot may take to come to rest
LOOP_TURNS: Final = 12  # enough for a connection that waits to be accepted, read and closed
LONGEST_LIFE_SECONDS: Final = 60.0  # of real time: a bot that hangs is a failure, not a pause

Act: TypeAlias = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Move:
    """Time passes until `to`, and the bot does what is due."""

    to: datetime


@dataclass(frozen=True, slots=True)
class Pass:
    """Time passes through all due moments until `lasts` is over."""

    lasts: timedelta


Step: TypeAlias = Act | Move | Pass


class Lives:
    """The lives of one bot on one database.

    Args:
        world: Telegram and the people.
        database: the SQLite file.
        steps: what happens, in order; a step that has begun is not begun again in the next life.
    """

    def __init__(self, world: World, database: Path, steps: Sequence[Step]) -> None:
        self.world = world
        self.database = database
        self.crossings: list[Crossing] = []
        self.broken: list[str] = []
        self.deaths = 0
        self.next_at: datetime | None = None
        self._steps = deque(steps)
        self._until: datetime | None = None

    def live(self, *kills: Kill) -> None:
        """One life for each kill, and one that ends well; a life that outlives its kill ends well too."""
        for kill in (*kills, None):
            with BotProcess(self.world.clock, self.database, kill=kill) as bot:
                has_ended = asyncio.run(self._life(bot))
            if has_ended:
                return
            self.deaths += 1
        raise AssertionError("the bot died without having been killed")

    async def _life(self, bot: BotProcess) -> bool:
        """Whether it ended well; False: it was killed."""
        async with serve(self.world) as server, asyncio.timeout(LONGEST_LIFE_SECONDS):
            ended = await self._lead(bot, server)
            await quiet(server)
        if ended is None:
            return False
        self.crossings, self.broken = ended.crossings, ended.broken
        return True

    async def _lead(self, bot: BotProcess, server: PlaygroundServer) -> Ended | None:
        if not await bot.begin(server.url):
            return None
        while self._steps:
            while self._steps and callable(self._steps[0]):
                act = self._steps.popleft()
                assert callable(act)
                act()
            is_to_move = bool(self._steps) and isinstance(self._steps[0], Move)
            if not (is_to_move and self._until is None) and not await self._settle(bot):
                return None
            if self._steps and not await self._let_time_pass(bot):
                return None
        if self.next_at is None and not await self._settle(bot):
            return None
        return await bot.end()

    async def _let_time_pass(self, bot: BotProcess) -> bool:
        step = self._steps[0]
        if self._until is None:
            assert isinstance(step, Move | Pass)
            now = self.world.clock.now()
            self._until = max(step.to if isinstance(step, Move) else now + step.lasts, now)
        while self.world.clock.now() < self._until:
            due = self._until
            if isinstance(step, Pass):
                soon = self.world.clock.now() + timedelta(seconds=1)
                if self.next_at is None or max(self.next_at, soon) > self._until:
                    break
                due = max(self.next_at, soon)
            self.world.clock.move_to(due)
            if not await self._settle(bot):
                return False
        self._until = None
        self._steps.popleft()
        return True

    async def _settle(self, bot: BotProcess) -> bool:
        """Let the bot do all it can; the clock moves by seconds where its pace asks. False: it died."""
        for _ in range(MOST_ROUNDS):
            answer = await bot.settle(self.world.clock.now())
            if answer is None:
                return False
            due = answer["next_at"]
            self.next_at = datetime.fromisoformat(due) if due else None
            if answer["is_idle"]:
                return True
            self.world.clock.advance(seconds=1)
        raise AssertionError("the bot never comes to rest")


async def quiet(server: PlaygroundServer) -> None:
    """Let the server answer all that a bot asked before it ended."""
    for _ in range(LOOP_TURNS):
        await asyncio.sleep(0)
    if server.server_state.tasks:
        await asyncio.wait(set(server.server_state.tasks))


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite file that nobody has open."""
    target.write_bytes(source.read_bytes())
    log = Path(f"{source}-wal")
    if log.exists():
        Path(f"{target}-wal").write_bytes(log.read_bytes())


def is_alone() -> bool:
    """Whether this process has no other thread: only then a fork is whole."""
    return threading.active_count() == 1
