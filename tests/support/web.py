"""A web of one test's own: pages by the names of their hosts, on a real server of this machine."""

import asyncio
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from aiohttp import web

from bot.fetching.fetcher import Fetcher
from tests.fetching.strangers import certificate

HERE = "127.0.0.1"
PORTS = (80, 443)  # the web's own: http, https


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came.

    Attributes:
        host: as it was asked for.
        path: with its query.
        headers: by lower-case name.
    """

    host: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """What is answered; a content of None hangs until who asked gives up."""

    content: bytes | None
    status: int
    headers: Mapping[str, str]
    delay_seconds: float


Body: TypeAlias = str | bytes | None


class Web:
    """Nothing runs until the first page is asked for; every name without pages does not exist."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._pages: dict[tuple[str, str], Page] = {}
        self._sockets = {port: _bound() for port in PORTS}
        self._runner: web.ServerRunner | None = None
        self._starting = asyncio.Lock()

    def put(
        self,
        host: str,
        path: str,
        body: Body = "",
        *,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        delay_seconds: float = 0.0,
    ) -> str:
        """Publish a page (again); returns its http address, which https leads to as well.

        An `ETag` or `Last-Modified` among the headers is honoured: who gives it back gets a 304.

        Args:
            host: a name, best under `.example`.
            path: from the slash on; with a query: for that query only.
            body: text in UTF-8, bytes as they are; None hangs until who asked gives up.
            content_type: of the answer; empty: none is said.
            status: of the answer.
            headers: beside that.
            delay_seconds: real time before the answer.
        """
        content = body.encode() if isinstance(body, str) else body
        said = dict(headers or {})
        if content_type:
            said.setdefault("Content-Type", content_type)
        self._pages[host, path] = Page(content, status, said, delay_seconds)
        return f"http://{host}{path}"

    def move(self, host: str, path: str, to: str, *, status: int = 301) -> str:
        """Let a page lead elsewhere; returns its address."""
        return self.put(host, path, status=status, headers={"Location": to})

    def remove(self, host: str, path: str) -> None:
        """From now on it is not found (and its host does not exist, when that was its last page)."""
        del self._pages[host, path]

    def asked_for(self, host: str, path: str) -> list[Asked]:
        """The requests for one page, oldest first."""
        return [asked for asked in self.asked if (asked.host, asked.path) == (host, path)]

    def fetcher(self) -> Fetcher:
        """A fetcher that knows this web and no other: nothing outside this machine is ever asked."""
        addresses = [socket.getsockname() for socket in self._sockets.values()]
        return Fetcher(resolve=self.resolve, permit=addresses, tls=_anybody())

    async def resolve(self, host: str, port: int) -> Sequence[tuple[str, int]]:
        """Where a name leads.

        Raises:
            OSError: no page has it.
        """
        if port not in self._sockets or all(known != host for known, _ in self._pages):
            msg = "no such name"
            raise OSError(msg)
        async with self._starting:
            if self._runner is None:
                await self._start()
        ip, here = self._sockets[port].getsockname()
        return [(ip, here)]

    async def close(self) -> None:
        """Stop serving."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        for bound in self._sockets.values():
            bound.close()

    async def _start(self) -> None:
        server = web.Server(self._answer, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        for port, bound in self._sockets.items():
            secured = certificate() if port == PORTS[-1] else None
            await web.SockSite(self._runner, bound, ssl_context=secured).start()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        host = (request.url.host or "").lower()
        self.asked.append(
            Asked(host, request.raw_path, {k.lower(): v for k, v in request.headers.items()})
        )
        page = self._pages.get((host, request.raw_path)) or self._pages.get((host, request.path))
        if page is None:
            return web.Response(status=404, text="not found")
        await asyncio.sleep(page.delay_seconds)
        if page.content is None:
            await asyncio.Event().wait()
        if page.status == 200 and _is_known(request.headers, page.headers):
            return web.Response(status=304, headers=_without_type(page.headers))
        return web.Response(body=page.content, status=page.status, headers=page.headers)


def _bound() -> socket.socket:
    """A port of our own, on which nobody listens yet."""
    bound = socket.socket()
    bound.bind((HERE, 0))
    return bound


@cache
def _anybody() -> ssl.SSLContext:
    """Trusts whatever certificate: the test's web has one for all its names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _is_known(asked: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    for condition, name in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        if condition in asked and name in headers:
            return asked[condition] == headers[name]
    return False


def _without_type(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() != "content-type"}
