"""An outbox with its dispatcher and sender, against the playground's server over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

import pytest_asyncio
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot

from bot.clock import SystemClock
from bot.db.engine import Database
from bot.db.lease import Lease
from bot.gate import QuietHours, Standing
from bot.guard import ClockGuard
from bot.keys import Keys
from bot.outbox.box import Outbox
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.records import (
    KERNEL_KINDS,
    Class,
    Delivery,
    Gate,
    Gone,
    Kind,
    Outgoing,
    Priority,
)
from bot.outbox.tables import deliveries
from bot.playground.phone.player import Player
from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World
from bot.telegram.buttons import Signer
from bot.telegram.files import Rendered
from bot.telegram.sender import TelegramSender
from bot.telegram.transport import AiohttpRequest

SECRET = "a secret for tests only, long enough to be one"


async def _about_is_not_stale(_conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    return delivery.about != "stale"


async def _cannot_tell(_conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    return int(delivery.about) > 0


KINDS = {
    kind.name: kind
    for kind in (
        *KERNEL_KINDS,
        Kind(name="once", cls=Class.A, priority=Priority.NUDGE),
        Kind(name="sure", cls=Class.B, priority=Priority.DECISION),
        Kind(name="bulk", cls=Class.A, priority=Priority.BULK),
        Kind(name="short", cls=Class.A, priority=Priority.NUDGE, lateness=timedelta(minutes=20)),
        Kind(name="quiet", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET),
        Kind(
            name="full",
            cls=Class.A,
            priority=Priority.BULK,
            gate=Gate.FULL,
            lateness=timedelta(hours=3),
        ),
        Kind(name="nudge", cls=Class.A, priority=Priority.NUDGE, gate=Gate.NUDGE),
        Kind(
            name="asked",
            cls=Class.A,
            priority=Priority.NUDGE,
            audience=_about_is_not_stale,
        ),
        Kind(name="broken", cls=Class.A, priority=Priority.NUDGE, audience=_cannot_tell),
    )
}
AWAKE = Standing(
    is_reachable=True,
    paused_until=None,
    zone="UTC",
    quiet=QuietHours(time(22), time(7)),
    days_off=frozenset(),
    budget=5,
)


async def _render(name: str, _arguments: object) -> Rendered:
    if name == "impossible":
        raise KeyError(name)
    return Rendered(name="file.txt", content=b"one two three")


@dataclass
class Post:
    """The way of messages to Telegram, with a clock that stands still."""

    db: Database
    world: World
    server: PlaygroundServer
    bot: Bot
    standings: dict[int, Standing] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    async def begins(self) -> None:
        """A first process takes the lead."""
        self.dispatcher = self.new_dispatcher()
        assert await self.lease.take()

    def new_dispatcher(self) -> Dispatcher:
        """What a start of the bot makes: nothing is remembered."""
        self.lease = Lease(self.db, SystemClock())
        self.guard = ClockGuard(self.world.clock)
        signer = Signer(Keys(SECRET), bot_id=self.world.bot.id)
        return Dispatcher(
            self.db,
            self.world.clock,
            TelegramSender(self.bot, signer, _render),
            lease=self.lease,
            guard=self.guard,
            kinds=KINDS,
            standing_of=self._standing_of,
            on_gone=self._on_gone,
        )

    async def _standing_of(self, _conn: AsyncConnection, chat_id: int) -> Standing | None:
        return self.standings.get(chat_id)

    async def _on_gone(
        self, _conn: AsyncConnection, chat_id: int, _gone: Gone, _now: datetime
    ) -> None:
        self.gone.append(chat_id)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def reader(self, name: str = "Amina") -> Player:
        """Somebody whom the bot may write to."""
        player = self.world.add_person(name)
        player.start()
        self.world.updates.drop_all()
        return player

    def box(self, conn: AsyncConnection) -> Outbox:
        return Outbox(conn, now=self.now, kinds=KINDS, origin=f"t{next(self.numbers)}")

    async def add(self, player: Player, kind: str, text: str = "", **values: Any) -> str:
        """Plan one message; its key is `<kind>:<text>`."""
        key = f"{kind}:{text}"
        async with self.db.begin() as conn:
            outgoing = Outgoing(to=player.id, html=text)
            await self.box(conn).add(outgoing, kind=kind, key=key, **values)
        return key

    async def reply(self, player: Player, text: str, **values: Any) -> str:
        """Answer something."""
        async with self.db.begin() as conn:
            return await self.box(conn).reply(Outgoing(to=player.id, html=text), **values)

    async def sends(self) -> None:
        """Rounds until nothing more can be done at this moment."""
        if not self.lease.is_held:  # the lease runs in real time: on a slow machine it runs out
            await self.lease.renew(seen_at=None, heard_at=None)
        while await self.dispatcher.run_round():
            pass

    async def restarts(self) -> None:
        """A new process takes over; the lease of the one before has run out."""
        await self.lease.release()
        await self.begins()
        await self.dispatcher.recover()

    async def row(self, key: str) -> Row[Any]:
        async with self.db.begin() as conn:
            return (await conn.execute(select(deliveries).where(deliveries.c.key == key))).one()

    async def states(self) -> dict[str, str]:
        async with self.db.begin() as conn:
            query = select(deliveries.c.key, deliveries.c.state).order_by(deliveries.c.id)
            return {row.key: row.state for row in await conn.execute(query)}


@pytest_asyncio.fixture
async def post(db: Database) -> AsyncIterator[Post]:
    """An outbox on each engine."""
    world = World()
    async with serve(world) as server:
        bot = Bot(
            world.token,
            base_url=f"{server.url}/bot",
            request=AiohttpRequest(connections=16, read_timeout_seconds=5),
        )
        await bot.initialize()
        made = Post(db, world, server, bot)
        await made.begins()
        yield made
        await bot.shutdown()


def texts(player: Player) -> list[str]:
    """What somebody got, oldest first."""
    return [message.text for message in player.received]
