"""F-06, F-07, F-08, F-27: what may keep the bot from hearing, how that is seen, and how it heals."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
import pytest_asyncio
from telegram.error import Conflict, NetworkError, TelegramError

from bot.app import Halqa
from bot.config import TelegramSettings
from bot.db.engine import Database
from bot.inbox import store as inbox_store
from bot.playground.server import serve
from bot.playground.world import World
from bot.telegram.polling import (
    GRACE_SECONDS,
    LONGEST_PAUSE_SECONDS,
    LONGEST_SILENCE_SECONDS,
    Poller,
    pause_after,
)
from bot.telegram.transport import AiohttpRequest
from bot.web.app import create_app
from tests.safety.wire.cable import Cable, cable
from tests.support.bench import make_app

HURRY = 0.01  # of each pause is waited for
A_QUICK_POLL = {"timeout_seconds": 1, "grace_seconds": 0.5, "pauses": HURRY}


@dataclass
class Ear:
    """A poller at the end of a cable."""

    world: World
    cable: Cable
    poller: Poller
    db: Database

    def is_open(self) -> bool:
        """What /readyz tells of it."""
        return self.poller.is_hearing

    async def hears(self) -> None:
        """Somebody speaks, and it is kept."""
        self.world.add_person("Amina").start()
        await self.world.until(lambda: not len(self.world.updates), seconds=20)

    async def kept(self) -> int:
        async with self.db.begin() as conn:
            return sum((await inbox_store.count_by_state(conn)).values())


@pytest_asyncio.fixture
async def ear(db: Database) -> AsyncIterator[Ear]:
    world = World()
    async with serve(world) as server, cable(server.url) as laid:
        request = AiohttpRequest(connections=2, read_timeout_seconds=5)
        await request.initialize()
        base = f"{laid.url}/bot{world.token}"
        poller = Poller(request, base, db, world.clock, wake=lambda: None, **A_QUICK_POLL)  # type: ignore[arg-type]
        yield Ear(world, laid, poller, db)
        world.faults.clear()
        await request.shutdown()


@asynccontextmanager
async def polling(ear: Ear) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as process:
        running = process.create_task(ear.poller.run())
        await ear.world.updates.until_polled()
        yield
        running.cancel()


@pytest.mark.asyncio
async def test_a_poll_that_never_returns_is_seen_and_begun_anew(ear: Ear) -> None:
    """F-07; half-open sockets of F-06: the old connection never says anything again."""
    async with polling(ear):
        await ear.hears()
        before = ear.cable.connections
        ear.cable.go_dead()
        ear.world.clock.advance(seconds=LONGEST_SILENCE_SECONDS)
        assert not ear.is_open()

        await ear.cable.mend()
        await ear.hears()
        assert ear.is_open()
        assert ear.cable.connections > before, "on a connection of its own"
    assert await ear.kept() == 2


@pytest.mark.asyncio
async def test_a_poll_whose_answer_trickles_is_begun_anew(ear: Ear) -> None:
    async with polling(ear):
        ear.cable.trickles = True
        ear.world.add_person("Omar").start()
        held = ear.cable.connections
        async with asyncio.timeout(30):
            while ear.cable.connections == held:  # noqa: ASYNC110 - a socket tells nobody
                await asyncio.sleep(0.05)
        ear.cable.trickles = False
        ear.cable.reset()
        await ear.hears()
    assert await ear.kept() == 2, "and nothing of it is lost"


@pytest.mark.asyncio
@pytest.mark.parametrize("how", ["cut", "reset"])
async def test_after_a_lost_connection_all_that_was_said_is_heard(ear: Ear, how: str) -> None:
    async with polling(ear):
        if how == "cut":
            await ear.cable.cut()
        else:
            ear.cable.reset()
        ear.world.add_person("Omar").start()
        await ear.cable.mend()
        await ear.hears()
    assert await ear.kept() == 2


@pytest.mark.asyncio
async def test_another_instance_is_borne_with_for_ever(ear: Ear) -> None:
    """F-08: refused for two minutes; ready again as soon as the other one is gone."""
    async with polling(ear):
        refused = ear.world.faults.add("refuse", method="getUpdates", status=409, times=12)
        await refused.reached()
        ear.world.clock.advance(seconds=LONGEST_SILENCE_SECONDS)
        await ear.world.until(lambda: refused.struck == 12, seconds=30)
        assert not ear.is_open()
        await ear.hears()
        assert ear.is_open()


def test_no_pause_between_polls_is_longer_than_a_minute_and_none_is_missing() -> None:
    assert pause_after(Conflict("x"), before=0.0) <= 60
    pauses = [pause_after(NetworkError("x"), before=0.0)]
    while sum(pauses) < 3_600:
        pauses.append(pause_after(NetworkError("x"), before=pauses[-1]))
    assert pauses[:6] == [1, 2, 4, 8, 16, LONGEST_PAUSE_SECONDS]
    assert len(pauses) < 130, "attempts in an hour without a network"


def test_a_stall_is_seen_within_90_seconds_and_heals_within_three_minutes() -> None:
    poll = TelegramSettings.model_fields["poll_timeout_seconds"].default
    longest_poll = poll + GRACE_SECONDS + 1
    assert LONGEST_SILENCE_SECONDS <= 90
    assert longest_poll + LONGEST_PAUSE_SECONDS < LONGEST_SILENCE_SECONDS, (
        "one failure is no alarm"
    )
    assert 2 * longest_poll + LONGEST_PAUSE_SECONDS < 180


# What is no answer ---------------------------------------------------------------------------------

NO_ANSWERS = (
    b"", b"null", b"[]", b"[[[", b'"ok"', b"{}", b'{"ok": 1}', b'{"ok": true}', b'{"ok": false}',
    b'{"ok": true, "result": null}', b'{"ok": true, "result": {"update_id": 1}}',
    b'{"ok": true, "result": true}', b"<html>Please log in</html>", b"\xff\xfe\x00",
    b"[" * 100_000, b'{"ok": true, "result": [{"update_id": 1}',
)  # fmt: skip
WITHOUT_NUMBERS = (b'{"ok": true, "result": [null, 7, {}]}', b'{"ok": true, "result": [[]]}')


@pytest.mark.asyncio
async def test_whatever_answers_a_poll_it_goes_on_and_nothing_is_acknowledged(ear: Ear) -> None:
    body = b""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    ear.world.add_person("Amina").start()
    real = ear.poller._url
    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        ear.poller._url = f"http://127.0.0.1:{port}/getUpdates"
        for body in (*NO_ANSWERS, *WITHOUT_NUMBERS):  # noqa: B007 - `answer` reads it
            with pytest.raises(TelegramError):
                await ear.poller.poll_once(timeout_seconds=0)
    assert json.loads(str(await ear.kept())) == 0
    ear.poller._url = real
    await ear.poller.poll_once(timeout_seconds=0)
    assert await ear.kept() == 1


# The start -----------------------------------------------------------------------------------------


async def health(app: Halqa) -> Sequence[int]:
    """What the health addresses answer: /healthz, /readyz."""
    transport = httpx.ASGITransport(create_app(app.readiness))
    async with httpx.AsyncClient(transport=transport, base_url="http://health") as client:
        return [(await client.get(path)).status_code for path in ("/healthz", "/readyz")]


@pytest.mark.asyncio
@pytest.mark.parametrize("trouble", ["refused", "no such name", "dead", "502"])
async def test_a_start_without_telegram_waits_for_it_and_says_so(
    sqlite_url: str, trouble: str
) -> None:
    """F-06: boot retries for ever; an operator sees that it has not started."""
    world = World()
    async with serve(world) as server, cable(server.url) as laid:
        app = make_app(sqlite_url, world.clock, laid.url)
        app._call_request._read_timeout = 0.5
        right = app.bot._base_url
        match trouble:
            case "refused":
                await laid.cut()
            case "no such name":
                app.bot._base_url = f"http://telegram.invalid/bot{world.token}"
            case "dead":
                laid.go_dead()
            case _:
                world.faults.add("refuse", status=502, method="getMe", times=1)
        async with asyncio.TaskGroup() as process:
            starting = process.create_task(app.start(migrate_first=False))
            await asyncio.sleep(0.1)
            assert await health(app) == [200, 503]
            assert app.readiness() == {"started": False}
            app.bot._base_url = right
            await laid.mend()
            async with asyncio.timeout(30):
                await starting
        assert await health(app) == [200, 200]

        world.clock.advance(seconds=LONGEST_SILENCE_SECONDS)
        assert await health(app) == [200, 503], "alive, but deaf"
        assert not app.readiness()["telegram"]
        await app.step()
        assert await health(app) == [200, 200]
        await app.close()
