"""How the Bot API says no, and how the world tells a test that a person cannot do something."""

from bot.playground.jsontypes import JsonObject


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


class NotPossibleError(Exception):
    """A person tried what their Telegram would not let them do, such as a button that is not there.

    `code` is Telegram's own word for it, where a bot can run into the same rule and would be told it.
    """

    def __init__(self, sentence: str, *, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


class SceneIsLoadedError(Exception):
    """Everybody in the scene is in the world already; the text is a sentence for the page."""


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
