"""How the page's JSON API answers: what cannot be done becomes a 4xx with a sentence."""

import json
from collections.abc import Awaitable, Callable
from typing import TypeGuard

from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import override

from bot.playground.fields import ObjectReader
from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import ApiError, NotPossibleError, SceneIsLoadedError


class JsonAnswer(Response):
    """An answer to the page."""

    media_type = "application/json"

    @override
    def render(self, content: object) -> bytes:
        """With escapes: half of a pair of surrogates, which a bot may send, has no form in UTF-8."""
        return json.dumps(content, separators=(",", ":")).encode()


class NotThereError(Exception):
    """The address names nobody and nothing."""


def told(
    answer: Callable[[Request], Awaitable[JsonObject]],
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that answers with JSON, and turns what cannot be done into a 4xx."""

    async def endpoint(request: Request) -> Response:
        try:
            return JsonAnswer(await answer(request))
        except ApiError as refused:
            return JsonAnswer({"error": refused.description}, refused.status)
        except NotPossibleError as impossible:
            return JsonAnswer({"error": str(impossible)}, 400)
        except NotThereError as missing:
            return JsonAnswer({"error": str(missing)}, 404)
        except SceneIsLoadedError as loaded:
            return JsonAnswer({"error": str(loaded)}, 409)

    return endpoint


async def read_body(request: Request) -> ObjectReader:
    """The fields of a request.

    Raises:
        NotPossibleError: it is no JSON.
        ApiError: it is no object.
    """
    try:
        decoded = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        raise NotPossibleError("the request is no JSON") from None
    return ObjectReader(decoded, "request")


def is_number(value: object) -> TypeGuard[float]:
    """Whether it is a number; JSON's true is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
