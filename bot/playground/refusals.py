"""How the Bot API says no, and how the world tells a test that a person cannot do something."""

from bot.playground.jsontypes import JsonObject
from bot.playground.sentences.sentence import Gap, Sentence


class ApiError(Exception):
    """A refused call: what the Bot API puts into `error_code`, `description` and `parameters`."""

    def __init__(
        self, status: int, description: str, *, parameters: JsonObject | None = None
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def to_api(self) -> JsonObject:
        """The answer's body."""
        body: JsonObject = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class ToldError(Exception):
    """What the page tells a person in their language; as a string it is English."""

    def __init__(self, why: Sentence, **gaps: Gap) -> None:
        self.said = why.filled(**gaps)
        super().__init__(self.said.english)


class NotPossibleError(ToldError):
    """A person tried what their Telegram would not let them do, such as a button that is not there.

    `code` is Telegram's own word for it, where a bot can run into the same rule and would be told it.
    """

    def __init__(self, why: Sentence, *, code: str = "", **gaps: Gap) -> None:
        super().__init__(why, **gaps)
        self.code = code


class NotThereError(ToldError):
    """The address names nobody and nothing."""


class SceneIsLoadedError(ToldError):
    """A scene is on its way already."""


def bad_request(reason: str) -> ApiError:
    """A 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """A 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """A 429; `retry_after` in whole seconds."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after}",
        parameters={"retry_after": retry_after},
    )


def not_offered(what: str) -> ApiError:
    """A 400 for what Telegram has and the playground has not: never an invented success."""
    return bad_request(f"{what} is not offered by the playground")
