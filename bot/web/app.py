"""The health addresses, on a port of their own that only this machine reaches by default."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping

import uvicorn
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.config import WebSettings

log = logging.getLogger(__name__)

# What /readyz tells: each part and whether it is well.
Ready = Callable[[], Mapping[str, bool]]
# What /metrics tells: figures in Prometheus' text format.
Metrics = Callable[[], Awaitable[bytes]]


def create_app(ready: Ready, metrics: Metrics | None = None) -> Starlette:
    """The application; `ready` and `metrics` are asked at each look."""

    async def healthz(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "alive"})

    async def readyz(_request: Request) -> JSONResponse:
        parts = dict(ready())
        is_ready = all(parts.values())
        return JSONResponse(
            {"status": "ready" if is_ready else "not ready", **parts},
            status_code=200 if is_ready else 503,
        )

    async def figures(_request: Request) -> Response:
        told = await metrics() if metrics is not None else b""
        return Response(told, media_type=CONTENT_TYPE_PLAIN_0_0_4)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if metrics is not None:
        routes.append(Route("/metrics", figures))
    return Starlette(routes=routes)


async def serve(
    settings: WebSettings, ready: Ready, stop: asyncio.Event, metrics: Metrics | None = None
) -> None:
    """Answer until `stop` is set. A port that is taken is said in the log: the bot works without."""
    try:
        listening = socket.create_server((settings.host, settings.port))
    except OSError as error:
        told = {"host": settings.host, "port": settings.port, "reason": error.strerror}
        log.error("health addresses not served", extra=told)  # noqa: TRY400 - it is all there is to say
        return
    config = uvicorn.Config(
        create_app(ready, metrics),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
    )
    server = uvicorn.Server(config)

    async def ends() -> None:
        await stop.wait()
        server.should_exit = True

    await asyncio.gather(server._serve(sockets=[listening]), ends())  # noqa: SLF001 - `serve` would take the signals
