"""The page's JSON API: several people played at once, and time moved.

`guard` has checked who asks before anything here runs.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.playground.control.answers import read_body, refusal, told
from bot.playground.control.deeds import DEEDS
from bot.playground.control.errands import Deed, Errand, seat
from bot.playground.control.groups import GROUP_DEEDS, group_routes
from bot.playground.control.page_groups import group_to_page
from bot.playground.control.page_json import chat_to_page, person_to_page
from bot.playground.control.traffic import traffic_routes
from bot.playground.controls import Controls, OtherBot
from bot.playground.jsontypes import JsonObject
from bot.playground.phone.player import Player
from bot.playground.refusals import NotPossibleError, NotThereError
from bot.playground.sentences import chats, page
from bot.playground.world import World

MAX_NAME = 64  # characters of a first or last name in Telegram
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


def control_routes(world: World, controls: Controls) -> list[Route]:
    """The routes below `/api`."""
    desk = _Desk(world, controls)
    routes = [
        Route("/state", told(desk.state)),
        Route("/people", told(desk.add_person), methods=["POST"]),
        Route("/people/{id:int}/chat", told(desk.chat)),
        Route("/files/{file_id}", desk.file),
        Route("/scene", told(desk.load_scene), methods=["POST"]),
        Route("/events", desk.events),
        *group_routes(world),
        *traffic_routes(world, controls),
    ]
    for name, deed in (DEEDS | GROUP_DEEDS).items():
        routes.append(
            Route(f"/people/{{id:int}}/{name}", told(desk.playing(deed)), methods=["POST"])
        )
    return routes


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
            "groups": [group_to_page(self._world, each) for each in self._world.groups.values()],
            "busy": self._world.is_busy,
            "scenes": list(self._controls.scenes()),
            "loaded": list(self._controls.loaded()),
            "other_bot": isinstance(self._controls, OtherBot),
            "loading": self._controls.loading(),
            "beginnings": self._world.beginnings,
            "focus": list(self._controls.focus()),
        }

    async def add_person(self, request: Request) -> JsonObject:
        body = await read_body(request)
        first_name, last_name = body.need_text("first_name").strip(), body.text("last_name")
        username, language = body.text("username") or None, body.text("language_code") or "en"
        body.finish()
        if not 1 <= len(first_name) <= MAX_NAME or len(last_name or "") > MAX_NAME:
            raise NotPossibleError(page.PERSON_NAME, most=MAX_NAME)
        if username is not None and not _USERNAME.fullmatch(username):
            raise NotPossibleError(page.USERNAME)
        if username is not None and self._is_taken(username):
            raise NotPossibleError(page.USERNAME_TAKEN, username=f"@{username}")
        if not _LANGUAGE.fullmatch(language):
            raise NotPossibleError(page.LANGUAGE_CODE)
        player = self._world.add_person(first_name, last_name or None, username, language)
        return self._person(player)

    def _is_taken(self, username: str) -> bool:
        """Whether it is somebody's; Telegram lets capital and small letters make no difference."""
        known = [each for each in self._world.people.values() if not each.deleted]
        names = {self._world.bot.username, *(each.username or "" for each in known)}
        return username.lower() in {name.lower() for name in names}

    async def chat(self, request: Request) -> JsonObject:
        asked = request.query_params
        here = seat(self._world, self._player(request), _number(asked.get("chat_id")))
        return chat_to_page(
            self._world,
            here,
            thread_id=_number(asked.get("thread_id")),
            before=_number(asked.get("before")),
        )

    def playing(self, deed: Deed) -> Callable[[Request], Awaitable[JsonObject]]:
        async def play(request: Request) -> JsonObject:
            body = await read_body(request)
            return deed(Errand(self._world, self._player(request), body))

        return play

    async def file(self, request: Request) -> Response:
        stored = self._world.files.find(request.path_params["file_id"])
        if stored is None:
            return refusal(chats.NO_SUCH_FILE, 404)
        if stored.is_photo:
            return Response(stored.content, media_type=stored.mime_type)
        # A document is only ever saved: shown inside this origin it could act as the page.
        name = quote(stored.name)
        return Response(
            stored.content,
            media_type="application/octet-stream",
            headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
        )

    async def load_scene(self, request: Request) -> JsonObject:
        body = await read_body(request)
        name = body.need_text("name")
        body.finish()
        if name not in self._controls.scenes():
            raise NotThereError(page.NO_SUCH_SCENE)
        await self._controls.load_scene(name)
        self._world.events.emit("scene", person=None, name=name)
        return {"now": self._world.clock.now().isoformat()}

    async def events(self, request: Request) -> Response:
        del request

        async def stream() -> AsyncIterator[str]:
            # The page looks at everything once the stream has begun: what happens from then on must be in it.
            async for event in self._world.events.listen(first={}):
                yield f"data: {json.dumps(event)}\n\n" if event else ": the world's events\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    def _player(self, request: Request) -> Player:
        if request.path_params["id"] not in self._world.people:
            raise NotThereError(page.NOBODY_HERE)
        return self._world.player(request.path_params["id"])

    def _person(self, player: Player) -> JsonObject:
        zone = self._controls.zone_of(player.id)
        return person_to_page(self._world, player, zone=zone)


def _number(given: str | None) -> int | None:
    if given is None:
        return None
    try:
        return int(given)
    except ValueError:
        raise NotPossibleError(page.ODD_REQUEST, reason="chat_id, thread_id, before") from None
