"""An application on a port of this machine, inside a running event loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.playground import tasks
from bot.playground.api import TRANSPORT

_KEPT_ALIVE_S = (
    75  # longer than any client of ours keeps an idle connection, so that none is cut in use
)
_GRACE_S = (
    2.0  # for answers under way when the server stops; polls and streams are released before
)


class PlaygroundServer(uvicorn.Server):
    """uvicorn inside a running event loop: it leaves signals alone, and starts and stops at once."""

    def __init__(self, config: uvicorn.Config, *, url: str, page_key: str) -> None:
        super().__init__(config)
        self.url = url
        self.page_key = page_key
        self.ready = asyncio.Event()
        self._stopping = asyncio.Event()

    @property
    def page_url(self) -> str:
        """The page's address with its key, which browsers keep to themselves behind the #."""
        return f"{self.url}/#key={self.page_key}"

    def stop(self) -> None:
        """Let `serve` return."""
        self.should_exit = True
        self._stopping.set()

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to whoever runs the loop."""
        yield

    @override
    async def main_loop(self) -> None:
        """Wait for `stop`; uvicorn's own loop looks ten times a second."""
        self.ready.set()
        await self._stopping.wait()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close everything without uvicorn's fixed pauses."""
        for server in self.servers:
            server.close()
        for listening in sockets or ():
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        running = list(self.server_state.tasks)
        if running:
            _, late = await asyncio.wait(running, timeout=_GRACE_S)
            for task in late:
                task.cancel()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)


class _Protocol(H11Protocol):
    """Shows the connection to the application, so that a fault can cut it."""

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it too
        super().connection_made(transport)
        inner = self.app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope[TRANSPORT] = transport
            await inner(scope, receive, send)

        self.app = with_transport


@contextlib.asynccontextmanager
async def serve_app(
    app: Starlette, *, host: str, port: int, page_key: str = ""
) -> AsyncIterator[PlaygroundServer]:
    """Serve `app`; port 0 takes a free one. The address is `server.url`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family)
    # asyncio sets it only on sockets that name their protocol; without it each answer waits 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    url = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        timeout_keep_alive=_KEPT_ALIVE_S,
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=False,
        server_header=False,
        proxy_headers=False,
    )
    server = PlaygroundServer(config, url=url, page_key=page_key)
    running = tasks.start(server.serve(sockets=[listening]), name="playground server")
    try:
        await server.ready.wait()
        yield server
    finally:
        server.stop()
        await running
