"""Bot API, control API and page on one port of this machine."""

import contextlib
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.api import BotApi
from bot.playground.control.routes import control_routes
from bot.playground.controls import ClockOnly, Controls
from bot.playground.guard import Guard
from bot.playground.serving import PlaygroundServer, serve_app
from bot.playground.web_pages import browser_routes
from bot.playground.world import World

__all__ = ["PAGE", "PlaygroundServer", "create_app", "serve"]

PAGE = Path(__file__).parent / "page"


def create_app(
    world: World, *, page_key: str | None = None, controls: Controls | None = None
) -> Starlette:
    """The ASGI application over `world`.

    Args:
        world: what the bot and the page see.
        page_key: what the page must send with each request; a random one if None, kept in `app.state.page_key`.
        controls: what moves time and loads scenes; by default time just moves.
    """
    key = page_key or secrets.token_urlsafe(24)
    api = BotApi(world)
    routes: list[BaseRoute] = [
        Route("/bot{token}/{method}", api.call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", api.download),
        Mount("/api", routes=control_routes(world, controls or ClockOnly(world.clock))),
        *browser_routes(world.web),
        Mount("/", StaticFiles(directory=PAGE, html=True, check_dir=False)),
    ]
    app = Starlette(routes=routes)
    app.state.page_key = key
    app.add_middleware(Guard, page_key=key)
    return app


@contextlib.asynccontextmanager
async def serve(
    world: World,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    page_key: str | None = None,
    controls: Controls | None = None,
) -> AsyncIterator[PlaygroundServer]:
    """Serve `world` in the running event loop; port 0 takes a free one. The address is `server.url`."""
    app = create_app(world, page_key=page_key, controls=controls)
    async with serve_app(app, host=host, port=port, page_key=app.state.page_key) as server:
        world.updates.open()
        if world.webhook is not None:
            world.webhook.start()
        try:
            yield server
        finally:
            if world.webhook is not None:
                await world.webhook.stop()
            world.updates.close()
            world.events.close()
            world.faults.clear()
            world.weather.clear()
