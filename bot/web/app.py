"""The health addresses, on a port of their own that only this machine reaches by default."""

import asyncio
import logging
import socket
from collections.abc import Callable, Mapping

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.config import WebSettings

log = logging.getLogger(__name__)

# What /readyz tells: each part and whether it is well.
Ready = Callable[[], Mapping[str, bool]]


def create_app(ready: Ready) -> Starlette:
    """The application; `ready` is asked at each look."""

    async def healthz(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "alive"})

    async def readyz(_request: Request) -> JSONResponse:
        parts = dict(ready())
        is_ready = all(parts.values())
        return JSONResponse(
            {"status": "ready" if is_ready else "not ready", **parts},
            status_code=200 if is_ready else 503,
        )

    return Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz)])


async def serve(settings: WebSettings, ready: Ready, stop: asyncio.Event) -> None:
    """Answer until `stop` is set. A port that is taken is said in the log: the bot works without."""
    try:
        listening = socket.create_server((settings.host, settings.port))
    except OSError as error:
        told = {"host": settings.host, "port": settings.port, "reason": error.strerror}
        log.error("health addresses not served", extra=told)  # noqa: TRY400 - it is all there is to say
        return
    config = uvicorn.Config(
        create_app(ready),
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
