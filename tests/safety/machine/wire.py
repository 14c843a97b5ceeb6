"""The playground's Bot API without sockets: the same strict world, a call away."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

from bot.playground.api import BotApi, Dropped
from bot.playground.files import Upload
from bot.playground.line.faults import FaultKind
from bot.playground.methods.names import METHOD_NAMES
from bot.playground.methods.parameters import RawCall
from bot.playground.world import World
from bot.telegram.transport import AiohttpRequest

_NAMES = {name.lower(): name for name in METHOD_NAMES}


class Wire(AiohttpRequest):
    """Hands each call to the world; connections that a fault cuts are cut."""

    def __init__(self, world: World) -> None:
        super().__init__(connections=1, read_timeout_seconds=5.0)
        self._world = world
        self._api = BotApi(world)
        self.heard: list[dict[str, Any]] = []  # raw updates that the bot was given

    @override
    async def initialize(self) -> None:
        """Nothing to open."""

    @override
    async def shutdown(self) -> None:
        """Nothing to close."""

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; (status, body)."""
        parts = urlsplit(url)
        name = _NAMES[parts.path.rsplit("/", 1)[-1].lower()]
        values: dict[str, object] = dict(parse_qsl(parts.query))
        files: dict[str, Upload] = {}
        if request_data is not None:
            values |= request_data.json_parameters
            for field, (filename, content, mime) in (request_data.multipart_data or {}).items():
                held = content if isinstance(content, bytes) else content.read()
                files[field] = Upload(name=filename, mime_type=mime, content=held)
        answer = await self._api.answer(name, RawCall(values, files))
        if isinstance(answer, Dropped):
            raise NetworkError(f"connection broke ({FaultKind.DROP_AFTER})")
        body = bytes(answer.body)
        if name == "getUpdates":
            self.heard += json.loads(body).get("result", [])
        return answer.status_code, body
