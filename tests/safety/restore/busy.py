"""A bot in a process of its own, kept busy by many people at once."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.background import Background
from bot.playground.clock import WorldClock
from bot.playground.phone.player import Player
from bot.playground.server import serve
from bot.playground.world import World

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
PEOPLE = 60
PAUSE_SECONDS = 0.03  # between two messages: the load, not a wait for something


class Crowd:
    """People who write all the time."""

    def __init__(self, world: World) -> None:
        self.players: list[Player] = [world.add_person(f"Person {n}") for n in range(PEOPLE)]
        self.said = 0

    async def writes(self) -> None:
        """Until cancelled."""
        for player in self.players:
            player.start()
        while True:
            player = self.players[self.said % PEOPLE]
            self.said += 1
            player.send(f"/today {self.said}")
            await asyncio.sleep(PAUSE_SECONDS)


@asynccontextmanager
async def busy_bot(tmp_path: Path) -> AsyncIterator[tuple[Path, Crowd]]:
    """`python -m bot run` with a crowd; its database and the crowd."""
    database = tmp_path / "halqa.db"
    world = World(token=TOKEN, clock=WorldClock.running())
    crowd = Crowd(world)
    environment = {
        "PATH": os.environ["PATH"],
        "HALQA_TELEGRAM__TOKEN": TOKEN,
        "HALQA_DATABASE__URL": f"sqlite+aiosqlite:///{database}",
        "HALQA_WEB__PORT": "0",
    }
    async with serve(world) as server:
        environment["HALQA_TELEGRAM__API_URL"] = server.url
        with (tmp_path / "log.txt").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=environment, stdout=log, stderr=log
            )
        background = Background()
        _ = background.start("crowd", crowd.writes())
        try:
            await world.until(lambda: any(p.received for p in crowd.players), seconds=60)
            yield database, crowd
            assert process.returncode is None, (tmp_path / "log.txt").read_text()
        finally:
            await background.stop(grace_seconds=0)
            if process.returncode is None:
                process.terminate()
            await process.wait()
