"""A bot that runs by itself, killed from outside at random moments while a random crowd acts."""

import argparse
import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.playground.refusals import NotPossibleError
from bot.playground.server import serve
from bot.playground.world import World
from tests.safety.crash.accounts import Auditor, Books, read_rows, read_updates
from tests.safety.crash.bot_process import BotProcess
from tests.safety.crash.branches import Start
from tests.safety.crash.cast import Cast
from tests.safety.crash.crowd import Crowd
from tests.safety.crash.founding import found
from tests.safety.crash.lives import Act, Lives, Pass, quiet
from tests.safety.crash.week import Scene, Together, the_week

RATE: Final = 40.0  # world seconds in a real one: a second copy comes after 1.5 s
LONGEST_LIFE_SECONDS: Final = 1.5  # real ones, once it has started
LONGEST_START_SECONDS: Final = 0.3
DIES_AT_THE_START: Final = 0.15  # how many do
PAUSE_SECONDS: Final = 0.04  # the longest between two acts of the crowd
# Between two lives time may jump to just before one of these: nudges and check-ins are due then.
HOURS: Final = ((16, 0), (17, 0), (17, 45))
JUST_BEFORE: Final = timedelta(seconds=15)
JUMPS: Final = 0.3  # after how many lives
LONGEST_WAIT: Final = timedelta(hours=23)  # of an update: Telegram forgets it after a day
QUIET: Final = Pass(timedelta(minutes=10))


class RandomKills:
    """`kills` lives that end by SIGKILL, one that ends well, and the books of all of them."""

    def __init__(self, folder: Path, *, kills: int, seed: int) -> None:
        self._database = folder / "random.db"
        self._kills = kills
        self._rng = random.Random(seed)  # noqa: S311 - a walk, not a secret
        self._states: Counter[str] = Counter()
        self._acts: deque[Act] = deque()
        self._script: Iterator[Scene]
        self._crowd: Crowd
        self._fetched_at: datetime  # when nothing waited to be fetched
        self.world: World
        self.cast: Cast

    def tell(self) -> dict[str, Any]:
        """Everything; what was found."""
        began = time.monotonic()
        self.world, self.cast = found(self._database)
        self._crowd = Crowd(self.cast, self._rng)
        self._script = the_week(self.cast)
        self._fetched_at = self.world.clock.now()
        start = Start.of(self.world, self._database)
        for _ in range(self._kills):
            self.world.clock.rate = RATE
            if not len(self.world.updates):
                self._fetched_at = self.world.clock.now()
            if self._rng.random() < JUMPS:
                self._jump()
            with BotProcess(self.world.clock, self._database, is_flowing=True) as bot:
                asyncio.run(self._life(bot))
            self._note_stuck()
        self.world.clock.rate = 0.0
        last = Lives(self.world, self._database, [QUIET])
        last.live()
        auditor = self._books(start)
        return {
            "kills": self._kills,
            "acts": self._crowd.acts,
            "seconds": round(time.monotonic() - began, 1),
            "left in sending by a kill": dict(self._states),
            "figures": dict(auditor.figures),
            "problems": auditor.problems + last.broken,
        }

    async def _life(self, bot: BotProcess) -> None:
        async with serve(self.world) as server, asyncio.TaskGroup() as tasks:
            begun = tasks.create_task(bot.begin(server.url))
            if self._rng.random() < DIES_AT_THE_START:
                await self._crowd_acts(self._rng.uniform(0, LONGEST_START_SECONDS))
            else:
                await begun
                await self._crowd_acts(self._rng.uniform(0, LONGEST_LIFE_SECONDS))
            os.kill(bot.pid, signal.SIGKILL)
            await begun
            assert await bot.answer() is None, "a bot that was killed says nothing more"
            await quiet(server)

    async def _crowd_acts(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._rng.random() < 0.5 or not self._follow_the_script():
                self._crowd.act()
            await asyncio.sleep(self._rng.uniform(0, PAUSE_SECONDS))

    def _follow_the_script(self) -> bool:
        """The next act of the scripted week, as far as it is possible now; False: it is over."""
        while not self._acts:
            scene = next(self._script, None)
            if scene is None:
                return False
            if isinstance(scene, Together):
                self._acts.extend(scene.acts)
        with suppress(NotPossibleError):
            self._acts.popleft()()
        return True

    def _jump(self) -> None:
        """Let hours pass, but not so many that Telegram would forget what nobody has fetched."""
        now = self.world.clock.now()
        moments = [
            now.replace(hour=hour, minute=minute, second=0, microsecond=0) - JUST_BEFORE + days
            for hour, minute in HOURS
            for days in (timedelta(0), timedelta(days=1))
        ]
        to = min(moment for moment in moments if moment > now)
        if to - self._fetched_at < LONGEST_WAIT:
            self.world.clock.move_to(to)

    def _note_stuck(self) -> None:
        """What the kill struck, by class: how well the kills were aimed."""
        conn = sqlite3.connect(self._database)
        self._states["rows"] += conn.execute(
            "SELECT count(*) FROM deliveries WHERE state = 'sending'"
        ).fetchone()[0]
        self._states["updates"] += conn.execute(
            "SELECT count(*) FROM updates WHERE state = 'new'"
        ).fetchone()[0]
        conn.close()

    def _books(self, start: Start) -> Auditor:
        conn = sqlite3.connect(self._database)
        books = Books(
            rows=read_rows(conn, since=start.audit),
            calls=self.world.ledger.calls(after=start.calls),
            updates=read_updates(conn, range(start.update_id, self.world.updates.next_id)),
            waiting=len(self.world.updates),
            now=self.world.clock.now(),
        )
        conn.close()
        auditor = Auditor(books)
        auditor.check()
        return auditor


def main() -> None:
    """The command line: a report as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="halqa-kills-") as folder:
        told = RandomKills(Path(folder), kills=chosen.kills, seed=chosen.seed).tell()
    json.dump({"seed": chosen.seed, **told}, sys.stdout, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    main()
