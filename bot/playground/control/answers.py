"""How the page's JSON API answers: what cannot be done becomes a 4xx with a sentence."""

import json
from collections.abc import Awaitable, Callable
from typing import Final, TypeGuard

from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import override

from bot.playground.fields import ObjectReader
from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import ApiError, NotPossibleError, NotThereError, SceneIsLoadedError
from bot.playground.sentences import chats, page
from bot.playground.sentences.sentence import Sentence


class JsonAnswer(Response):
    """An answer to the page."""

    media_type = "application/json"

    @override
    def render(self, content: object) -> bytes:
        """With escapes: half of a pair of surrogates, which a bot may send, has no form in UTF-8."""
        return json.dumps(content, separators=(",", ":")).encode()


# What Telegram says of a file or a text that a person has chosen, and what the page says instead.
_IN_OTHER_WORDS: Final = {
    "file must be non-empty": chats.FILE_IS_EMPTY,
    "file is too big": chats.FILE_IS_TOO_BIG,
    "IMAGE_PROCESS_FAILED": chats.NO_PICTURE,
    "PHOTO_INVALID_DIMENSIONS": chats.PICTURE_SIDES,
    "strings must be encoded in UTF-8": chats.BROKEN_TEXT,
}


def refusal(said: Sentence, status: int) -> JsonAnswer:
    """The answer that refuses something, in both languages."""
    return JsonAnswer({"error": said.english, "error_ar": said.arabic}, status)


def told(
    answer: Callable[[Request], Awaitable[JsonObject]],
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that answers with JSON, and turns what cannot be done into a 4xx."""

    async def endpoint(request: Request) -> Response:
        try:
            return JsonAnswer(await answer(request))
        except ApiError as refused:
            return refusal(_in_words(refused), refused.status)
        except NotPossibleError as impossible:
            return refusal(impossible.said, 400)
        except NotThereError as missing:
            return refusal(missing.said, 404)
        except SceneIsLoadedError as loaded:
            return refusal(loaded.said, 409)

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
        raise NotPossibleError(page.ODD_REQUEST, reason="JSON") from None
    return ObjectReader(decoded, "request")


def _in_words(refused: ApiError) -> Sentence:
    reason = refused.description.removeprefix("Bad Request: ")
    return _IN_OTHER_WORDS.get(reason) or page.ODD_REQUEST.filled(reason=reason)


def is_number(value: object) -> TypeGuard[float]:
    """Whether it is a number; JSON's true is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
