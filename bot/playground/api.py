"""The Bot API over HTTP: finds the method, lets faults strike, writes the ledger."""

import json
import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from bot.playground.jsontypes import JsonObject
from bot.playground.line.faults import Fault, FaultKind
from bot.playground.line.ledger import Call
from bot.playground.methods.method import Told
from bot.playground.methods.names import METHOD_NAMES
from bot.playground.methods.parameters import RawCall, read_arguments
from bot.playground.methods.played import PLAYED
from bot.playground.methods.requests import read_call
from bot.playground.refusals import ApiError, not_offered
from bot.playground.state import WorldState

TRANSPORT = "halqa.transport"  # where the server puts the connection, in the ASGI scope
_KNOWN = {name.lower(): name for name in METHOD_NAMES}
_OK, _BAD_GATEWAY = 200, 502
_LONGEST_NAME = 64  # characters of what stands where a method's name should
_NOTHING = RawCall({}, {})  # until the body is read
_INSTEAD = frozenset({FaultKind.REFUSE, FaultKind.PAGE, FaultKind.DROP_BEFORE})
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """One call on its way; `began` is a reading of the real monotonic clock in seconds."""

    name: str
    raw: RawCall
    began: float

    @property
    def took_ms(self) -> float:
        return (time.perf_counter() - self.began) * 1000


class BotApi:
    """The endpoints under `/bot<token>/` and `/file/bot<token>/`."""

    def __init__(self, world: WorldState) -> None:
        self._world = world
        world.play_call = self.play

    async def play(self, name: str, raw: RawCall) -> None:
        """Act on the call that a webhook's answer carried; nobody is told what came of it."""
        known = _KNOWN.get(name.lower())
        self._world.calls_running += 1
        try:
            if known is not None:
                _ = await self.answer(known, raw)
            else:
                asked = _Asked(name[:_LONGEST_NAME], raw, time.perf_counter())
                _ = self._refuse(asked, ApiError(404, "Not Found"))
        finally:
            self._world.calls_running -= 1
            self._world.events.stir()

    async def call(self, request: Request) -> Response:
        """Answer one call."""
        given = request.path_params["method"]
        name = _KNOWN.get(given.lower(), given[:_LONGEST_NAME])
        is_poll = name == "getUpdates"
        self._world.calls_running += not is_poll
        self._world.events.stir()
        try:
            answer = await self._respond(request, _Asked(name, _NOTHING, time.perf_counter()))
        finally:
            self._world.calls_running -= not is_poll
            self._world.events.stir()
        # Telegram's servers know the time: a bot may compare its own clock with it.
        answer.headers["date"] = format_datetime(self._world.clock.now(), usegmt=True)
        return answer

    async def download(self, request: Request) -> Response:
        """Give a file's bytes."""
        path = request.path_params["path"]
        asked = _Asked("file", RawCall({"file_path": path}, {}), time.perf_counter())
        await self._world.weather.hold(asked.name)
        if (fault := self._world.weather.take(asked.name)) is not None:
            self._show(asked, 0 if fault.kind is FaultKind.DROP_BEFORE else fault.status, None)
            return _struck(fault)
        if request.path_params["token"] != self._world.token:
            return self._refuse(asked, ApiError(401, "Unauthorized"))
        stored = self._world.files.find_by_path(path)
        if stored is None:
            return self._refuse(asked, ApiError(404, "Not Found"))
        self._show(asked, _OK, {"file_name": stored.name, "size": len(stored.content)})
        return Response(stored.content, media_type="application/octet-stream")

    async def _respond(self, request: Request, asked: _Asked) -> Response:
        if request.path_params["token"] != self._world.token:
            return self._refuse(asked, ApiError(401, "Unauthorized"))
        until = self._world.logged_out_until
        if until is not None and self._world.clock.now() < until:
            return self._refuse(asked, ApiError(400, "Logged out"))
        if asked.name not in METHOD_NAMES:
            return self._refuse(asked, ApiError(404, "Not Found"))
        try:
            raw = await read_call(request)
        except ApiError as refused:
            return self._refuse(asked, refused)
        return await self.answer(asked.name, raw, began=asked.began)

    async def answer(self, name: str, raw: RawCall, *, began: float | None = None) -> Response:
        """Answer a call that has been read; `began`: when it came, on the real monotonic clock."""
        asked = _Asked(name, raw, time.perf_counter() if began is None else began)
        weather = self._world.weather
        await weather.hold(name)
        fault = weather.take(name) or self._world.faults.take(name, _chat_of(asked.raw))
        if fault is not None and fault.kind in _INSTEAD:
            return self._instead(asked, fault)
        if fault is not None and fault.kind is not FaultKind.HOLD_AFTER:
            await fault.wait()
        status, answer = await self._act(name, asked.raw)
        if weather.cuts_answer(name):
            self._note(asked, 0, None, accepted=status == _OK)
            return Dropped()
        if fault is not None and fault.kind in _AFTER and status == _OK:
            return self._spoil(fault, asked, answer)
        self._note(asked, status, answer, accepted=status == _OK)
        if name == "getUpdates" and status == _OK:
            self._world.traffic.note_fetched(answer.get("result"))
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
        if isinstance(result, Told):
            return _OK, {"ok": True, "result": result.result, "description": result.description}
        return _OK, {"ok": True, "result": result}

    def _refuse(self, asked: _Asked, refused: ApiError) -> JsonAnswer:
        """Refuse what was not understood as a call: shown, but no call in the ledger."""
        self._show(asked, refused.status, refused.to_api())
        return JsonAnswer(refused.to_api(), refused.status)

    def _instead(self, asked: _Asked, fault: Fault) -> Response:
        if fault.kind is FaultKind.DROP_BEFORE:
            self._note(asked, 0, None)
        else:
            body = fault.body()
            self._note(asked, fault.status, body if isinstance(body, dict) else None)
        return _struck(fault)

    def _spoil(self, fault: Fault, asked: _Asked, answer: JsonObject) -> Response:
        if fault.kind is FaultKind.DROP_AFTER:
            self._note(asked, 0, None, accepted=True)
            return Dropped()
        if fault.kind is FaultKind.TRUNCATE:
            self._note(asked, _OK, answer, accepted=True)
            whole = JsonAnswer(answer).body
            return Response(bytes(whole[: len(whole) // 2]), media_type="application/json")
        self._note(asked, _BAD_GATEWAY, None, accepted=True)
        return Response("<html><body><h1>502 Bad Gateway</h1></body></html>", _BAD_GATEWAY)

    def _note(
        self, asked: _Asked, status: int, answer: JsonObject | None, *, accepted: bool = False
    ) -> None:
        """Write a call down: in the ledger, and with what it took for people to see."""
        if asked.name == "getUpdates" and answer == {"ok": True, "result": []}:
            return
        method = PLAYED.get(asked.name.lower())
        call = self._world.ledger.add(
            method=asked.name,
            parameters=asked.raw.to_ledger(method.parameters if method else None),
            status=status,
            answer=answer,
            accepted=accepted,
            at=self._world.clock.now(),
        )
        pressed_in = self._world.presses.chat_of(call.parameters.get("callback_query_id"))
        self._world.traffic.note_call(call, took_ms=asked.took_ms, chat_id=pressed_in)

    def _show(self, asked: _Asked, status: int, answer: JsonObject | None) -> None:
        call = Call(
            number=0,
            method=asked.name,
            parameters=asked.raw.to_ledger(),
            status=status,
            answer=answer,
            accepted=status == _OK,
            at=self._world.clock.now(),
        )
        self._world.traffic.note_call(call, took_ms=asked.took_ms)


def _struck(fault: Fault) -> Response:
    """What comes instead of the world's answer."""
    if fault.kind is FaultKind.DROP_BEFORE:
        return Dropped()
    body = fault.body()
    if isinstance(body, dict):
        return JsonAnswer(body, fault.status)
    return Response(body, fault.status, media_type="text/html")


def _chat_of(raw: RawCall) -> int | None:
    try:
        return int(str(raw.values["chat_id"]))
    except (KeyError, ValueError):
        return None
