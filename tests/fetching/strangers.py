"""Servers that nobody vouches for, on this machine: each plays what a test tells it to."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from bot.fetching.fetcher import Fetcher
from bot.fetching.limits import Limits
from bot.fetching.records import Outcome, Wanted

SOON = Limits(
    connect_seconds=0.5, grace_seconds=0.2
)  # what is too slow is so within a test's patience
_PEM = (
    Path(__file__).parent / "stranger.pem"
)  # made for these tests, for the names *secure.example


@dataclass
class Ask:
    """One request that came, and the way to answer it."""

    head: str
    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader

    @property
    def path(self) -> str:
        return self.head.split(" ", 2)[1]

    @property
    def headers(self) -> dict[str, str]:
        lines = self.head.split("\r\n")[1:]
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}

    async def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()

    async def gone(self) -> None:
        """Wait until whoever asked hangs up."""
        await self.reader.read()


Play: TypeAlias = Callable[[Ask], Awaitable[None]]


@dataclass
class Stranger:
    """A server.

    Attributes:
        address: where it listens.
        asked: the requests that came.
        connections: how many came, with a request or without.
    """

    address: tuple[str, int] = ("", 0)
    asked: list[Ask] = field(default_factory=list)
    connections: int = 0


@cache
def certificate() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_PEM)
    return context


@cache
def trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=_PEM)


@asynccontextmanager
async def stranger(play: Play, *, secure: bool = False) -> AsyncIterator[Stranger]:
    """A server that plays until the end of the context."""
    made = Stranger()
    playing: set[asyncio.Task[Any]] = set()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        made.connections += 1
        task = asyncio.current_task()
        assert task is not None
        playing.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().removesuffix("\r\n\r\n")
            made.asked.append(Ask(head, writer, reader))
            await play(made.asked[-1])
            await writer.drain()
        writer.close()
        playing.discard(task)

    server = await asyncio.start_server(
        meet, "127.0.0.1", 0, ssl=certificate() if secure else None
    )
    made.address = server.sockets[0].getsockname()[:2]
    try:
        yield made
    finally:
        server.close()
        for task in playing:
            task.cancel()
        await asyncio.gather(*playing, return_exceptions=True)


def answer(
    status: int = 200, body: bytes = b"", /, headers: Mapping[str, str] | None = None
) -> bytes:
    """A well-formed answer, whole."""
    said = {"Content-Length": str(len(body)), **(headers or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"HTTP/1.1 {status} So\r\n{lines}\r\n".encode() + body


def plays(*pieces: bytes) -> Play:
    """The same to everybody, and then the end of the connection."""

    async def play(ask: Ask) -> None:
        await ask.send(*pieces)

    return play


def site(pages: Mapping[str, bytes]) -> Play:
    """Pages by their paths."""

    async def play(ask: Ask) -> None:
        await ask.send(pages.get(ask.path, answer(404)))

    return play


def leads_to(*addresses: tuple[str, int]) -> Callable[[str, int], Awaitable[Any]]:
    """Every name leads there."""

    async def resolve(_host: str, _port: int) -> Sequence[tuple[str, int]]:
        return addresses

    return resolve


@dataclass
class Visit:
    """A fetcher in a world of one stranger, whom every name leads to."""

    fetcher: Fetcher
    stranger: Stranger

    async def get(self, url: str = "http://a.example/", /, **wanted: Any) -> Outcome:
        return await self.fetcher.fetch(Wanted(url=url, **wanted))


@asynccontextmanager
async def visit(
    play: Play,
    *,
    limits: Limits = SOON,
    secure: bool = False,
    deny_hosts: Collection[str] = (),
) -> AsyncIterator[Visit]:
    """A fetcher, and the only server there is."""
    async with stranger(play, secure=secure) as met:
        fetcher = Fetcher(
            resolve=leads_to(met.address),
            permit=[met.address],
            deny_hosts=deny_hosts,
            limits=limits,
            tls=trust() if secure else None,
        )
        try:
            yield Visit(fetcher, met)
        finally:
            await fetcher.close()
