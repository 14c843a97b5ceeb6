"""The outbox and its dispatcher at the end of a cable."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram import Bot

from bot.db.engine import Database
from bot.outbox import store
from bot.outbox.records import Button, Class, Outgoing
from bot.playground.phone.player import Player
from bot.playground.server import serve
from bot.playground.world import World
from bot.telegram.transport import AiohttpRequest
from tests.outbox.conftest import Post
from tests.safety.wire.cable import Cable, cable

KIND = {Class.A: "once", Class.B: "sure"}
MOST_MOMENTS = 400
BUTTONS = ((Button("Yes", "say.yes", "7"), Button("No", "say.no", "7")),)


@dataclass
class Line(Post):
    """A post whose way to Telegram is a cable."""

    cable: Cable = field(kw_only=True)

    async def plan(self, player: Player, cls: Class, text: str) -> str:
        """One message of a class; its key. Class D: a screen is there already, and changes."""
        if cls in KIND:
            async with self.db.begin() as conn:
                outgoing = Outgoing(to=player.id, html=text, buttons=BUTTONS)
                key = f"{KIND[cls]}:{player.id}:{text}"
                await self.box(conn).add(outgoing, kind=KIND[cls], key=key)
            return key
        if cls is Class.C:
            return await self.reply(player, text)
        return await self.reply(player, text, over=player.last.message_id)

    async def settles(self, *, within: timedelta = timedelta(hours=1)) -> None:
        """Let time pass from one due moment to the next, until nothing is planned or `within` is over."""
        until = self.now + within
        for _ in range(MOST_MOMENTS):
            await self.sends()
            async with self.db.begin() as conn:
                due = await store.next_due_at(conn)
            if due is None or due > until:
                break
            if self.now + timedelta(seconds=1) > until:
                break
            self.world.clock.move_to(max(due, self.now + timedelta(seconds=1)))
        else:
            raise AssertionError("it never comes to rest")

    async def passes(self, seconds: float, *, step: float = 1.0) -> None:
        """Let time pass, step by step."""
        for _ in range(round(seconds / step)):
            await self.sends()
            self.world.clock.advance(seconds=step)
        await self.sends()


@asynccontextmanager
async def line(db: Database, **timeouts: Any) -> AsyncIterator[Line]:
    """A line on that database; `timeouts`: the transport's, in seconds."""
    world = World()
    async with serve(world) as server, cable(server.url) as laid:
        values: dict[str, Any] = {"connections": 16, "read_timeout_seconds": 5.0, **timeouts}
        bot = Bot(world.token, base_url=f"{laid.url}/bot", request=AiohttpRequest(**values))
        await bot.initialize()
        made = Line(db, world, server, bot, cable=laid)
        await made.begins()
        try:
            yield made
        finally:
            world.faults.clear()
            await bot.shutdown()
