"""The cable between the bot and Telegram: it can be cut, go dead without a word, or let only drops through."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 65_536  # bytes read at once
DROP_SECONDS = 0.02  # between two bytes of an answer that trickles


class Cable:
    """A TCP proxy. What it is doing changes at once, for connections that are open too."""

    def __init__(self, to: str) -> None:
        self._to = urlsplit(to)
        self._server: asyncio.Server | None = None
        self._port = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._carries = asyncio.Event()
        self._dead: list[asyncio.Event] = []
        self._carries.set()
        self.trickles = False
        self.connections = 0  # that were made so far

    @property
    def url(self) -> str:
        """Where the bot finds Telegram."""
        return f"http://127.0.0.1:{self._port}"

    async def cut(self) -> None:
        """Nobody listens any more, and what was open is reset."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.reset()
        await asyncio.sleep(0)

    async def mend(self) -> None:
        """Listen (again), on the same port; a connection that went dead stays so."""
        if not self._carries.is_set():
            self._dead.append(self._carries)
            self._carries = asyncio.Event()
            self._carries.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
            self._port = self._server.sockets[0].getsockname()[1]

    def go_dead(self) -> None:
        """Whatever is connected stays so, and connects; not a byte comes through."""
        self._carries.clear()

    def reset(self) -> None:
        """Cut what is open; new connections are carried."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        try:
            there, back = await asyncio.open_connection(self._to.hostname, self._to.port)
        except OSError:
            writer.transport.abort()
            return
        self._writers.add(back)
        with suppress(OSError):
            await asyncio.gather(
                self._pass(reader, back, self._carries),
                self._pass(there, writer, self._carries, answers=True),
            )
        for end in (writer, back):
            end.transport.abort()
            self._writers.discard(end)

    async def _pass(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        carries: asyncio.Event,
        *,
        answers: bool = False,
    ) -> None:
        mine, theirs = self.url[7:].encode(), self._to.netloc.encode()
        while data := await reader.read(CHUNK):
            await carries.wait()
            if (
                not answers
            ):  # the server listens to its own name only; a request's head comes in one piece
                data = data.replace(b"Host: " + mine, b"Host: " + theirs, 1)
            for part in _drops(data) if answers and self.trickles else (data,):
                writer.write(part)
                await writer.drain()
                if len(part) < len(data):
                    await asyncio.sleep(DROP_SECONDS)
        writer.close()


def _drops(data: bytes) -> list[bytes]:
    return [data[at : at + 1] for at in range(len(data))]


@asynccontextmanager
async def cable(to: str) -> AsyncIterator[Cable]:
    """A cable to the server at `to`."""
    laid = Cable(to)
    await laid.mend()
    try:
        yield laid
    finally:
        for event in (laid._carries, *laid._dead):
            event.set()
        await laid.cut()
        await asyncio.sleep(0.01)  # let the ends notice
