"""No server makes the bot wait long, remember much, or stumble."""

import asyncio
import logging
import socket
import tracemalloc
from contextlib import AsyncExitStack

import pytest

from bot.fetching.fetcher import Fetcher
from bot.fetching.limits import Limits
from bot.fetching.records import (
    MOST_BYTES,
    MOST_UNPACKED_BYTES,
    Failed,
    Failure,
    Fetched,
    Wanted,
)
from tests.fetching.strangers import SOON, Ask, answer, leads_to, plays, stranger, visit
from tests.safety.fetching.hostile import BODIES, HOSTILE, PACKED, stalls

pytestmark = pytest.mark.asyncio
# The largest page, once as it comes and once unpacked, and what Python needs to hold both. The server's
# own share is counted with it.
MOST_MEMORY = 30_000_000  # bytes
PATIENCE = 0.5  # seconds for a page; what stalls is given up sooner


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_server_costs_little_and_is_told(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    play, fates = HOSTILE[name]
    async with visit(play) as there:
        tracemalloc.start()
        outcome = await there.get(seconds=PATIENCE)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    fate = outcome.failure if isinstance(outcome, Failed) else type(outcome)
    assert fate in fates
    assert peak <= MOST_MEMORY
    assert caplog.records == []


@pytest.mark.parametrize("name", [*PACKED, *BODIES])
async def test_a_beginning_that_is_enough_is_never_too_long(name: str) -> None:
    play, _ = HOSTILE[name]
    async with visit(play) as there:
        outcome = await there.get(seconds=PATIENCE, may_be_cut=True)
    if isinstance(outcome, Fetched):
        assert len(outcome.content) <= MOST_UNPACKED_BYTES


async def test_a_long_page_is_too_large_or_cut_as_was_asked() -> None:
    async with visit(plays(answer(200, b"x" * (MOST_BYTES + 1)))) as there:
        assert isinstance(await there.get(), Failed)
        cut = await there.get(may_be_cut=True)
        assert isinstance(cut, Fetched)
        assert len(cut.content) == MOST_BYTES
        whole = await there.get(most_bytes=MOST_BYTES + 1)
        assert isinstance(whole, Fetched)


async def test_a_server_that_takes_no_connection_is_given_up() -> None:
    """Its queue is full: the kernel lets the connection hang."""
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        for one in (first, second):
            one.setblocking(False)
            one.connect_ex(address)
        fetcher = Fetcher(resolve=leads_to(address), permit=[address], limits=SOON)
        outcome = await fetcher.fetch(Wanted(url="http://a.example/", seconds=5))
        await fetcher.close()
        assert outcome == Failed(failure=Failure.UNREACHABLE)


async def test_a_handshake_that_stalls_is_given_up() -> None:
    async with stranger(stalls()) as there:  # it takes the greeting of TLS for half a request
        fetcher = Fetcher(resolve=leads_to(there.address), permit=[there.address], limits=SOON)
        outcome = await fetcher.fetch(Wanted(url="https://a.example/", seconds=5))
        await fetcher.close()
        assert outcome == Failed(failure=Failure.UNREACHABLE)


async def test_a_name_that_is_never_answered_is_given_up() -> None:
    async def silence(_host: str, _port: int) -> list[tuple[str, int]]:
        await asyncio.Event().wait()
        return []

    fetcher = Fetcher(resolve=silence, limits=SOON)
    outcome = await fetcher.fetch(Wanted(url="http://a.example/", seconds=0.1))
    await fetcher.close()
    assert outcome == Failed(failure=Failure.TOO_SLOW)


async def test_a_body_that_trickles_is_given_up_and_a_steady_one_is_not() -> None:
    async def trickles(ask: Ask) -> None:
        """A byte for each turn of the loop, so that no single wait is long."""
        await ask.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            await ask.send(b"x")
            await asyncio.sleep(0.001)

    steady = Limits(grace_seconds=0.2, slowest=1)
    async with visit(trickles, limits=Limits(grace_seconds=0.2, slowest=1_000_000)) as there:
        outcome = await there.get(seconds=1)
        assert outcome == Failed(failure=Failure.TOO_SLOW, status=200)  # not the second: the pace
    async with visit(trickles, limits=steady) as there:
        assert await there.get(seconds=30, most_bytes=400) == Failed(
            failure=Failure.TOO_LARGE, status=200
        )


async def test_a_page_is_fetched_after_all_of_them() -> None:
    """One client for all: nothing that one server did is left to the next."""
    async with AsyncExitStack() as stack:
        play = plays(answer(200, b"well"))
        met = {"good.example": (await stack.enter_async_context(stranger(play))).address}
        for number, name in enumerate(HOSTILE):
            play, _ = HOSTILE[name]
            there = await stack.enter_async_context(stranger(play))
            met[f"bad{number}.example"] = there.address

        async def resolve(host: str, _port: int) -> list[tuple[str, int]]:
            return [met[host]]

        fetcher = Fetcher(resolve=resolve, permit=list(met.values()), limits=SOON)
        await asyncio.gather(
            *(fetcher.fetch(Wanted(url=f"http://{host}/", seconds=1)) for host in met)
        )
        outcome = await fetcher.fetch(Wanted(url="http://good.example/"))
        await fetcher.close()
    assert isinstance(outcome, Fetched)
    assert outcome.content == b"well"
