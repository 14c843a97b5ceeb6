"""The world's own web over HTTP: to the bot under its names, to a browser below `/web/`."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from email.utils import format_datetime
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.playground.serving import PlaygroundServer, serve_app
from bot.playground.web import directory
from bot.playground.web.pages import for_browser, page
from bot.playground.web.records import HTML, Answer
from bot.playground.web.web import Web

_NO_SUCH_SITE: Final = 421
_NOT_FOUND: Final = 404
_OK: Final = 200
_LOOK_SECONDS: Final = 0.1


@contextlib.asynccontextmanager
async def serve_web(web: Web) -> AsyncIterator[PlaygroundServer]:
    """Serve it on a port of its own: a program that may go there reaches nothing else of the playground."""
    desk = _Desk(web)
    app = Starlette(routes=[Route("/{path:path}", desk.by_name, methods=["GET"])])
    async with serve_app(app, host="127.0.0.1", port=0) as server:
        yield server


def browser_routes(web: Web) -> list[Route]:
    """The same, for a browser that knows no such names: `/web/blog.example/feed.xml`."""
    desk = _Desk(web)
    return [
        Route("/web/", _to_the_list),
        Route("/web/{host}", _to_the_front),
        Route("/web/{host}/{path:path}", desk.in_browser),
    ]


class _Desk:
    def __init__(self, web: Web) -> None:
        self._web = web

    async def by_name(self, request: Request) -> Response:
        """As it is out there; a name that does not exist has no page, whatever leads here."""
        host = request.headers.get("host", "").lower()
        if host not in self._web.hosts:
            return Response("no such site", _NO_SUCH_SITE, media_type="text/plain")
        answer = self._web.answer(host, f"/{request.path_params['path']}")
        if answer is None:
            return Response(_nothing(), _NOT_FOUND, media_type=HTML)
        waited = 0.0
        while waited < answer.delay_seconds and not await request.is_disconnected():
            await asyncio.sleep(_LOOK_SECONDS)  # whoever has gone needs no answer
            waited += _LOOK_SECONDS
        headers = self._headers(answer)
        if answer.status == _OK and _is_known(request, headers):
            return Response(status_code=304, headers=headers)
        return Response(
            answer.content, answer.status, headers=headers, media_type=answer.content_type
        )

    async def in_browser(self, request: Request) -> Response:
        """With links that lead here; what is no page is shown as the text that it is."""
        path = f"/{request.path_params['path']}"
        answer = self._web.answer(request.path_params["host"], path)
        if answer is None:
            return Response(for_browser(_nothing()), _NOT_FOUND, media_type=HTML)
        if answer.content_type == HTML:
            return Response(for_browser(answer.content), answer.status, media_type=HTML)
        headers = {}
        if path.endswith(".opml"):  # to be saved, and sent to the bot
            headers["content-disposition"] = f'attachment; filename="{path.rpartition("/")[2]}"'
        plain = "text/plain; charset=utf-8"
        return Response(answer.content, answer.status, headers=headers, media_type=plain)

    def _headers(self, answer: Answer) -> dict[str, str]:
        tag = hashlib.sha256(answer.content).hexdigest()[:16]
        headers = {
            "etag": f'"{tag}"',
            "date": format_datetime(self._web.now, usegmt=True),
        }
        if answer.changed_at is not None:
            headers["last-modified"] = format_datetime(answer.changed_at, usegmt=True)
        return headers


async def _to_the_list(request: Request) -> Response:
    del request
    return RedirectResponse(f"/web/{directory.HOST}/")


async def _to_the_front(request: Request) -> Response:
    return RedirectResponse(f"/web/{request.path_params['host']}/")


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    """RFC 9110, 13.2.2: the tag decides where there is one."""
    if "if-none-match" in request.headers:
        return request.headers["if-none-match"] == headers["etag"]
    since = request.headers.get("if-modified-since")
    return since is not None and since == headers.get("last-modified")


def _nothing() -> bytes:
    body = (
        "<h1>There is nothing here</h1>\n"
        f'<p>This world\'s web is small: <a href="http://{directory.HOST}/">all its sites</a>.</p>'
    )
    return page(title="There is nothing here", body=body)
