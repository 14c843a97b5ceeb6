"""Who may talk to the playground: only programs and the page on this machine.

A page somewhere on the web must not reach it, neither by a form, nor by a picture's address, nor by
a name that resolves to 127.0.0.1. Hence the exact Host; for state changes an Origin that is this
server's and a key that only the page's address carries; and nothing on the Bot API that a browser sent.
"""

import hmac
import json
import re
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.playground.sentences import page
from bot.playground.sentences.sentence import Sentence
from bot.playground.web.pages import POLICY

MAX_CONTROL_BODY = 64 * 1024  # bytes; a message has 4096 characters
MAX_UPLOAD_BODY = 14 * 1024 * 1024  # bytes; a photo of 10 MB in base64, and its caption
_UPLOAD = re.compile(r"/api/people/[0-9]+/upload")
_COMMON_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
_OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


class Guard:
    """Checks every request before the application sees it, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, *, page_key: str) -> None:
        self._app = app
        self._page_key = page_key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 4xx."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_COMMON_HEADERS)
                # What strangers have written may not even do what our own page may.
                is_strange = scope["path"].startswith("/web/")
                headers["content-security-policy"] = POLICY if is_strange else _OWN_POLICY
            await send(message)

        refused = self._refuse(scope)
        if refused is not None:
            status, reason = refused
            told = {"error": reason.english, "error_ar": reason.arabic}
            body = json.dumps({"ok": False, "error_code": status, **told})
            answer = Response(body, status, media_type="application/json")
            await answer(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)

    def _refuse(self, scope: Scope) -> tuple[int, Sentence] | None:
        headers, path = Headers(scope=scope), scope["path"]
        port = scope["server"][1] if scope.get("server") else None
        hosts = {f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"}
        if headers.getlist("host") != [headers.get("host")] or headers["host"] not in hosts:
            return 421, page.OTHER_ADDRESS
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return 403, page.OTHER_SITE
        if path == "/api" or path.startswith("/api/"):
            return self._refuse_control(scope, headers)
        if path.startswith(("/bot", "/file/")):
            # Bots are no browsers: one would say where it comes from.
            if "origin" in headers or "sec-fetch-site" in headers or "referer" in headers:
                return 403, _odd("the Bot API is not for browsers")
            return None
        return (
            None if scope["method"] in {"GET", "HEAD"} else (405, _odd("only reading is possible"))
        )

    def _refuse_control(self, scope: Scope, headers: Headers) -> tuple[int, Sentence] | None:
        method = scope["method"]
        if method not in {"GET", "POST"}:
            return 405, _odd("only GET and POST are possible")
        if not self._has_key(scope, headers):
            return 403, page.NO_KEY
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{headers['host']}":
            return 403, page.OTHER_SITE
        if method == "GET":
            return None
        if origin is None:
            return 403, _odd("it does not say where it comes from")
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return 415, _odd("only application/json is understood")
        length = headers.get("content-length", "")
        is_upload = _UPLOAD.fullmatch(scope["path"]) is not None
        limit = MAX_UPLOAD_BODY if is_upload else MAX_CONTROL_BODY
        if not length.isdigit() or int(length) > limit:
            return 413, page.TOO_LONG
        return None

    def _has_key(self, scope: Scope, headers: Headers) -> bool:
        given = headers.get("x-halqa-key", "")
        # Pictures and event streams cannot carry a header.
        if scope["method"] == "GET" and scope["path"].startswith(("/api/files/", "/api/events")):
            query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
            given = given or query.get("key", [""])[0]
        return hmac.compare_digest(given.encode(), self._page_key.encode())


def _odd(reason: str) -> Sentence:
    return page.ODD_REQUEST.filled(reason=reason)
