"""The Bot API over HTTP: finds the method, lets faults strike, writes the ledger."""

import json
from collections.abc import MutableMapping
from email.utils import format_datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from bot.playground import methods_bot, methods_chats, methods_messages, methods_updates
from bot.playground.faults import Fault, FaultKind
from bot.playground.jsontypes import JsonObject
from bot.playground.method_names import METHOD_NAMES
from bot.playground.methods import Method
from bot.playground.parameters import RawCall, read_arguments
from bot.playground.refusals import ApiError, not_offered
from bot.playground.requests import read_call
from bot.playground.state import WorldState

TRANSPORT = "halqa.transport"  # where the server puts the connection, in the ASGI scope
PLAYED: dict[str, Method] = {
    method.name.lower(): method
    for module in (methods_bot, methods_chats, methods_messages, methods_updates)
    for method in module.METHODS
}
_KNOWN = {name.lower(): name for name in METHOD_NAMES}
_OK, _BAD_GATEWAY = 200, 502
_INSTEAD = frozenset({FaultKind.REFUSE, FaultKind.PAGE})
_AFTER = frozenset({FaultKind.DROP_AFTER, FaultKind.ERROR_AFTER, FaultKind.TRUNCATE})


class JsonAnswer(Response):
    """An answer of the Bot API."""

    media_type = "application/json"

    @override
    def render(self, content: object) -> bytes:
        """As UTF-8 without escapes, as Telegram sends it."""
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


class Dropped(Response):
    """No answer at all: the connection is cut."""

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Cut it, and wait until the server has noticed."""
        del send
        transport = scope.get(TRANSPORT)
        if transport is None:
            raise ConnectionResetError("a fault cut the connection")
        transport.abort()
        message: MutableMapping[str, Any] = {"type": ""}
        while message["type"] != "http.disconnect":
            message = await receive()


class BotApi:
    """The endpoints under `/bot<token>/` and `/file/bot<token>/`."""

    def __init__(self, world: WorldState) -> None:
        self._world = world

    async def call(self, request: Request) -> Response:
        """Answer one call."""
        if request.path_params["token"] != self._world.token:
            return _refusal(ApiError(401, "Unauthorized"))
        name = request.path_params["method"].lower()
        if name not in _KNOWN:
            return _refusal(ApiError(404, "Not Found"))
        is_poll = name == "getupdates"
        self._world.calls_running += not is_poll
        try:
            raw = await read_call(request)
            answer: Response = await self._answer(_KNOWN[name], raw)
        except ApiError as refused:
            answer = _refusal(refused)
        finally:
            self._world.calls_running -= not is_poll
            self._world.events.stir()
        # Telegram's servers know the time: a bot may compare its own clock with it.
        answer.headers["date"] = format_datetime(self._world.clock.now(), usegmt=True)
        return answer

    async def download(self, request: Request) -> Response:
        """Give a file's bytes."""
        if request.path_params["token"] != self._world.token:
            return _refusal(ApiError(401, "Unauthorized"))
        stored = self._world.files.find_by_path(request.path_params["path"])
        if stored is None:
            return _refusal(ApiError(404, "Not Found"))
        return Response(stored.content, media_type="application/octet-stream")

    async def _answer(self, name: str, raw: RawCall) -> Response:
        fault = self._world.faults.take(name, _chat_of(raw))
        if fault is not None and fault.kind in _INSTEAD:
            body = fault.body()
            self._note(name, raw, fault.status, body if isinstance(body, dict) else None)
            if isinstance(body, dict):
                return JsonAnswer(body, fault.status)
            return Response(body, fault.status, media_type="text/html")
        if fault is not None and fault.kind is FaultKind.DROP_BEFORE:
            self._note(name, raw, 0, None)
            return Dropped()
        if fault is not None and fault.kind is not FaultKind.HOLD_AFTER:
            await fault.wait()
        status, answer = await self._act(name, raw)
        if fault is not None and fault.kind in _AFTER and status == _OK:
            return self._spoil(fault, name, raw, answer)
        self._note(name, raw, status, answer, accepted=status == _OK)
        if fault is not None and fault.kind is FaultKind.HOLD_AFTER:
            await fault.wait()
        return JsonAnswer(answer, status)

    async def _act(self, name: str, raw: RawCall) -> tuple[int, JsonObject]:
        try:
            method = PLAYED.get(name.lower())
            if method is None:
                raise not_offered(f"method {name}")
            result = await method.handle(self._world, read_arguments(raw, method.parameters))
        except ApiError as refused:
            return refused.status, refused.to_api()
        return _OK, {"ok": True, "result": result}

    def _spoil(self, fault: Fault, name: str, raw: RawCall, answer: JsonObject) -> Response:
        if fault.kind is FaultKind.DROP_AFTER:
            self._note(name, raw, 0, None, accepted=True)
            return Dropped()
        if fault.kind is FaultKind.TRUNCATE:
            self._note(name, raw, _OK, answer, accepted=True)
            whole = JsonAnswer(answer).body
            return Response(bytes(whole[: len(whole) // 2]), media_type="application/json")
        self._note(name, raw, _BAD_GATEWAY, None, accepted=True)
        return Response("<html><body><h1>502 Bad Gateway</h1></body></html>", _BAD_GATEWAY)

    def _note(
        self,
        name: str,
        raw: RawCall,
        status: int,
        answer: JsonObject | None,
        *,
        accepted: bool = False,
    ) -> None:
        if name == "getUpdates" and answer == {"ok": True, "result": []}:
            return
        call = self._world.ledger.add(
            method=name,
            parameters=raw.to_ledger(),
            status=status,
            answer=answer,
            accepted=accepted,
            at=self._world.clock.now(),
        )
        self._world.events.emit(
            "call", person=call.chat_id, number=call.number, method=name, status=status
        )


def _refusal(refused: ApiError) -> JsonAnswer:
    return JsonAnswer(refused.to_api(), refused.status)


def _chat_of(raw: RawCall) -> int | None:
    try:
        return int(str(raw.values["chat_id"]))
    except (KeyError, ValueError):
        return None
