"""The page's JSON API: several people played at once, and time moved.

`guard` has checked who asks before anything here runs.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeGuard
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground.controls import Controls
from bot.playground.fields import ObjectReader
from bot.playground.jsontypes import JsonObject
from bot.playground.page_json import chat_to_page, person_to_page
from bot.playground.player import Player
from bot.playground.refusals import ApiError, NotPossibleError, SceneIsLoadedError
from bot.playground.world import World

MAX_NAME = 64  # characters of a first or last name in Telegram
MAX_RATE = 3600  # world seconds per real second: an hour a second
MAX_ADVANCE_S = 366 * 24 * 3600  # seconds in one step
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")

# Gets the person and the request's fields; what it returns is merged into the answer.
Deed = Callable[[Player, ObjectReader], JsonObject]


class _NotThereError(Exception):
    """The address names nobody and nothing."""


def control_routes(world: World, controls: Controls) -> list[Route]:
    """The routes below `/api`."""
    desk = _Desk(world, controls)
    routes = [
        Route("/state", _told(desk.state)),
        Route("/people", _told(desk.add_person), methods=["POST"]),
        Route("/people/{id:int}/chat", _told(desk.chat)),
        Route("/files/{file_id}", desk.file),
        Route("/clock", _told(desk.move_clock), methods=["POST"]),
        Route("/scene", _told(desk.load_scene), methods=["POST"]),
        Route("/events", desk.events),
        Route("/ledger", _told(desk.ledger)),
    ]
    for name, deed in _DEEDS.items():
        routes.append(
            Route(f"/people/{{id:int}}/{name}", _told(desk.playing(deed)), methods=["POST"])
        )
    return routes


def _told(
    answer: Callable[[Request], Awaitable[JsonObject]],
) -> Callable[[Request], Awaitable[Response]]:
    """Turn what cannot be done into a 4xx with a sentence."""

    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(await answer(request))
        except ApiError as refused:
            return JSONResponse({"error": refused.description}, refused.status)
        except NotPossibleError as impossible:
            return JSONResponse({"error": str(impossible)}, 400)
        except _NotThereError as missing:
            return JSONResponse({"error": str(missing)}, 404)
        except SceneIsLoadedError as loaded:
            return JSONResponse({"error": str(loaded)}, 409)

    return endpoint


async def _body(request: Request) -> ObjectReader:
    try:
        decoded = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        raise NotPossibleError("the request is no JSON") from None
    return ObjectReader(decoded, "request")


class _Desk:
    def __init__(self, world: World, controls: Controls) -> None:
        self._world = world
        self._controls = controls

    async def state(self, request: Request) -> JsonObject:
        del request
        bot = self._world.bot
        return {
            "now": self._world.clock.now().isoformat(),
            "rate": self._world.clock.rate,
            "bot": {"id": bot.id, "username": bot.username, "name": bot.first_name},
            "people": [self._person(player) for player in self._world.players],
            "busy": self._world.is_busy,
            "scenes": list(self._controls.scenes()),
            "loaded": list(self._controls.loaded()),
        }

    async def add_person(self, request: Request) -> JsonObject:
        body = await _body(request)
        first_name, last_name = body.need_text("first_name").strip(), body.text("last_name")
        username, language = body.text("username") or None, body.text("language_code") or "en"
        body.finish()
        if not 1 <= len(first_name) <= MAX_NAME or len(last_name or "") > MAX_NAME:
            raise NotPossibleError("a name has 1-64 characters")
        if username is not None and not _USERNAME.fullmatch(username):
            raise NotPossibleError("a username has 4-32 letters, digits and underscores")
        if not _LANGUAGE.fullmatch(language):
            raise NotPossibleError("a language code looks like ar or en-GB")
        player = self._world.add_person(first_name, last_name or None, username, language)
        return self._person(player)

    async def chat(self, request: Request) -> JsonObject:
        return chat_to_page(self._player(request))

    def playing(self, deed: Deed) -> Callable[[Request], Awaitable[JsonObject]]:
        async def play(request: Request) -> JsonObject:
            body = await _body(request)
            return deed(self._player(request), body)

        return play

    async def file(self, request: Request) -> Response:
        stored = self._world.files.find(request.path_params["file_id"])
        if stored is None:
            return JSONResponse({"error": "There is no such file."}, 404)
        if stored.is_photo:
            return Response(stored.content, media_type=stored.mime_type)
        # A document is only ever saved: shown inside this origin it could act as the page.
        name = quote(stored.name)
        return Response(
            stored.content,
            media_type="application/octet-stream",
            headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
        )

    async def move_clock(self, request: Request) -> JsonObject:
        body = await _body(request)
        seconds, to, rate = body.take("advance_seconds"), body.text("to"), body.take("rate")
        body.finish()
        happened: JsonObject = {}
        if _is_number(seconds) and 0 <= seconds <= MAX_ADVANCE_S:
            await self._controls.advance(seconds)
        elif to == "next":
            happened["next"] = await self._controls.to_next()
        elif _is_number(rate) and 0 <= rate <= MAX_RATE:
            self._world.clock.rate = rate
        else:
            raise NotPossibleError("say advance_seconds, to or rate, within reason")
        now = self._world.clock.now().isoformat()
        self._world.events.emit("clock", person=None, now=now, rate=self._world.clock.rate)
        return {"now": now, **happened}

    async def load_scene(self, request: Request) -> JsonObject:
        body = await _body(request)
        name = body.need_text("name")
        body.finish()
        if name not in self._controls.scenes():
            raise _NotThereError("There is no scene of this name.")
        await self._controls.load_scene(name)
        self._world.events.emit("scene", person=None, name=name)
        return {"now": self._world.clock.now().isoformat()}

    async def events(self, request: Request) -> Response:
        del request

        async def stream() -> AsyncIterator[str]:
            yield ": the world's events\n\n"
            async for event in self._world.events.listen():
                yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def ledger(self, request: Request) -> JsonObject:
        after = request.query_params.get("after", "0")
        if not after.isdigit():
            raise NotPossibleError("after is the number of a call")
        return {"calls": [call.to_page() for call in self._world.ledger.calls(after=int(after))]}

    def _player(self, request: Request) -> Player:
        if request.path_params["id"] not in self._world.people:
            raise _NotThereError("There is nobody with this id.")
        return self._world.player(request.path_params["id"])

    def _person(self, player: Player) -> JsonObject:
        zone = self._controls.zone_of(player.id)
        return person_to_page(player, now=self._world.clock.now(), zone=zone)


def _send(player: Player, body: ObjectReader) -> JsonObject:
    text, reply_to = body.need_text("text"), body.number("reply_to")
    body.finish()
    keyboard = player.reply_keyboard
    if reply_to is None and keyboard and text in keyboard.text_labels:
        return {"message_id": player.tap(text).message_id}
    return {"message_id": player.send(text, reply_to).message_id}


def _press(player: Player, body: ObjectReader) -> JsonObject:
    message_id, data = body.need_number("message_id"), body.need_text("data")
    body.finish()
    return {"callback_id": player.press(message_id, data)}


def _edit(player: Player, body: ObjectReader) -> JsonObject:
    message_id, text = body.need_number("message_id"), body.need_text("text")
    body.finish()
    return {"message_id": player.edit(message_id, text).message_id}


def _share_users(player: Player, body: ObjectReader) -> JsonObject:
    request_id, raw = body.need_number("request_id"), body.list("user_ids")
    body.finish()
    ids = [each for each in raw if isinstance(each, int)]
    return {"message_id": player.pick_users(ids, request_id).message_id}


def _location(player: Player, body: ObjectReader) -> JsonObject:
    latitude, longitude = body.take("latitude"), body.take("longitude")
    body.finish()
    if not _is_number(latitude) or not _is_number(longitude):
        raise NotPossibleError("a place has latitude and longitude")
    return {"message_id": player.share_location(latitude, longitude).message_id}


def _contact(player: Player, body: ObjectReader) -> JsonObject:
    body.finish()
    return {"message_id": player.share_contact().message_id}


def _open(player: Player, body: ObjectReader) -> JsonObject:
    url = body.need_text("url")
    body.finish()
    return {"message_id": player.open_link(url).message_id}


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plainly(deed: Callable[[Player], None]) -> Deed:
    def do(player: Player, body: ObjectReader) -> JsonObject:
        body.finish()
        deed(player)
        return {}

    return do


_DEEDS: dict[str, Deed] = {
    "send": _send,
    "press": _press,
    "edit": _edit,
    "share-users": _share_users,
    "location": _location,
    "contact": _contact,
    "open": _open,
    "block": _plainly(Player.block),
    "unblock": _plainly(Player.unblock),
    "delete": _plainly(Player.delete_account),
    "read": _plainly(Player.read),
}
