"""Many people and the whole bot at the end of a cable, with time that passes while it is cut."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Row, select
from telegram.error import TelegramError

from bot.db.metadata import metadata
from bot.outbox.records import Outgoing
from bot.outbox.tables import deliveries
from bot.people import store as people_store
from bot.people.records import Person
from bot.playground.clock import WorldClock
from bot.playground.phone.player import Player
from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World
from bot.reading.zones import country_of_zone
from bot.telegram.transport import AiohttpRequest
from tests.safety.wire.cable import Cable, cable
from tests.support.bench import make_app
from tests.support.learning import add_slot

CAIRO = "Africa/Cairo"
LOOK_SECONDS = 30  # between polls while the line is down: the longest pause


class Town:
    """One world, one bot, one cable."""

    def __init__(
        self,
        world: World,
        server: PlaygroundServer,
        laid: Cable,
        url: str,
        *,
        bot_clock: WorldClock | None = None,
    ) -> None:
        self.world = world
        self.bot_clock = bot_clock or world.clock
        self.server = server
        self.cable = laid
        self.clock = world.clock
        self._url = url
        self._numbers = count(1)
        self.attempts: Counter[str] = Counter()  # calls that were tried, answered or not
        self._build()

    def _build(self) -> None:
        self.app = make_app(self._url, self.bot_clock, self.cable.url)
        _count(self.app._call_request, self.attempts)

    async def begin(self) -> None:
        async with self.app.db.begin() as conn:
            await conn.run_sync(metadata.create_all)
        await self.app.start(migrate_first=False)
        await self.look()

    async def stop(self) -> None:
        """The process ends."""
        await self.app.close()

    async def start(self) -> None:
        """Another process begins, on the same database."""
        self._build()
        await self.app.start(migrate_first=False)

    # People ---------------------------------------------------------------------------------------

    async def person(self, name: str, *, language: str = "en") -> tuple[Player, Person]:
        """Somebody whom the bot knows."""
        player = self.world.add_person(name, language_code=language)
        player.start()
        self.world.updates.drop_all()
        async with self.app.works.begin(origin=f"town{next(self._numbers)}") as work:
            person = await people_store.put_person(
                work.conn,
                telegram_id=player.id,
                name=name,
                full_name=name,
                username=None,
                language=language,
                now=work.now,
            )
            await people_store.change(
                work.conn, person.id, zone=CAIRO, country=country_of_zone(CAIRO)
            )
            return player, await people_store.get_person(work.conn, person.id)

    async def slot(self, person: Person, at: datetime) -> None:
        """A learning time of theirs at that moment of each day."""
        local = at.astimezone(person.reader.tz)
        async with self.app.works.begin(origin=f"town{next(self._numbers)}") as work:
            await add_slot(work, person, local.strftime("%H:%M"))

    async def decision(self, player: Player, text: str, *, due_at: datetime) -> str:
        """Somebody decided about them; their message's key."""
        key = f"adm_outcome:{player.id}:{text}"
        async with self.app.works.begin(origin=f"town{next(self._numbers)}") as work:
            outgoing = Outgoing(to=player.id, html=text)
            await work.outbox.add(outgoing, kind="adm_outcome", key=key, due_at=due_at)
        return key

    # Time -----------------------------------------------------------------------------------------

    async def look(self) -> None:
        """Do all that can be done now, whether or not there is a line."""
        await self.app._beat()
        with suppress(TelegramError):
            while await self.app.poller.poll_once(timeout_seconds=0):
                pass
        while await self.app.pump.run_round():
            pass
        await self.app.scheduler.tick()
        while await self.app.dispatcher.run_round():
            pass
        await self.app.background.finish()

    async def passes(self, delta: timedelta, *, step: float = LOOK_SECONDS) -> None:
        """Let time pass; the dispatcher looks every second, everybody else at each step."""
        until = self.clock.now() + delta
        while self.clock.now() < until:
            await self.look()
            for _ in range(round(step)):
                self.clock.advance(seconds=1)
                await self.app.dispatcher.run_round()
        await self.look()

    async def sleeps_through(self, delta: timedelta, *, step: timedelta) -> None:
        """Let a long time pass in large steps."""
        until = self.clock.now() + delta
        while self.clock.now() < until:
            await self.look()
            self.clock.advance(step)
        await self.look()

    async def rows(self, kind: str) -> Sequence[Row[Any]]:
        """The deliveries of a kind, oldest first."""
        query = select(deliveries).where(deliveries.c.kind == kind).order_by(deliveries.c.id)
        async with self.app.db.begin() as conn:
            return (await conn.execute(query)).all()


def _count(request: AiohttpRequest, attempts: Counter[str]) -> None:
    do_request: Callable[..., Awaitable[tuple[int, bytes]]] = request.do_request

    async def counted(url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        attempts[url.rpartition("/")[2]] += 1
        return await do_request(url, *args, **kwargs)

    request.do_request = counted  # type: ignore[method-assign]


@asynccontextmanager
async def town(
    url: str, *, clock_of: Callable[[WorldClock], WorldClock] | None = None
) -> AsyncIterator[Town]:
    """A town on an empty database; `clock_of`: the bot's own clock, when it is not the world's."""
    world = World()
    async with serve(world) as server, cable(server.url) as laid:
        bot_clock = clock_of(world.clock) if clock_of else None
        made = Town(world, server, laid, url, bot_clock=bot_clock)
        await made.begin()
        try:
            yield made
        finally:
            world.faults.clear()
            await made.stop()
