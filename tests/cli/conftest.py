"""The playground as `halqa playground` runs it: world, server, page, and a bot that scenes let begin anew."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from bot.app import Halqa
from bot.cli.beside import Beside
from bot.cli.playing import BotControls
from bot.cli.scenes.playbill import PLAYS, Play
from bot.cli.world_web import WorldFetcher
from bot.playground.clock import A_MONDAY_MORNING, WorldClock
from bot.playground.phone.player import Player
from bot.playground.server import PlaygroundServer, serve
from bot.playground.web_pages import serve_web
from bot.playground.world import World
from tests.support.bench import make_app


@dataclass(frozen=True, slots=True)
class Playground:
    """All of it, and what tests ask again and again."""

    world: World
    server: PlaygroundServer
    bot: Beside
    controls: BotControls

    def named(self, first_name: str) -> Player:
        """Somebody who is there."""
        return next(each for each in self.world.players if each.person.first_name == first_name)

    async def page(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One call as the page makes it: its status, and its JSON."""
        headers = {"x-halqa-key": self.server.page_key, "origin": self.server.url}
        async with httpx.AsyncClient(base_url=self.server.url, headers=headers) as client:
            answer = await client.request(method, path, json=body, timeout=60)
        return answer.status_code, answer.json()

    def refused(self) -> list[object]:
        """What the world did not do for the bot since it began, but for edits that change nothing."""
        return [
            call
            for call in self.world.ledger.calls()
            if not call.accepted and "message is not modified" not in str(call.answer)
        ]

    def said_since(self, number: int) -> list[tuple[str, str]]:
        """To whom the bot has spoken after its call of that number, and how that begins."""
        return [
            (self.world.people[call.chat_id or 0].first_name, str(call.parameters["text"]))
            for call in self.world.ledger.calls("sendMessage", after=number)
        ]


@asynccontextmanager
async def playing(
    folder: Path, *, at: datetime = A_MONDAY_MORNING, plays: Mapping[str, Play] = PLAYS
) -> AsyncIterator[Playground]:
    """A playground in which nothing has begun."""
    world = World(WorldClock.running(at))
    numbers = count(1)

    def make() -> Halqa:
        url = f"sqlite+aiosqlite:///{folder / f'playground{next(numbers)}.db'}"
        return make_app(url, world.clock, server.url, fetcher=WorldFetcher(world.web, pages.url))

    bot = Beside(world, make, plays=plays)
    controls = BotControls(world, bot)
    async with serve_web(world.web) as pages, serve(world, controls=controls) as server:
        try:
            yield Playground(world, server, bot, controls)
        finally:
            await bot.end()


@pytest_asyncio.fixture
async def playground(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Playground]:
    """It begins in March 2026, or at the moment that the test names."""
    async with playing(tmp_path, at=getattr(request, "param", A_MONDAY_MORNING)) as opened:
        yield opened
