"""Every call a bot made, with its answer: what tests ask and the page's inspector shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.playground.jsontypes import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the Bot API.

    `accepted` says whether the world acted on it. `status` and `answer` are what the bot was told; a connection that
    was dropped on purpose has status 0 and no answer, accepted or not.
    """

    number: int
    method: str
    parameters: JsonObject
    status: int
    answer: JsonObject | None
    accepted: bool
    at: datetime

    @property
    def chat_id(self) -> int | None:
        """The chat it was for, if it named one."""
        chat = self.parameters.get("chat_id")
        return chat if isinstance(chat, int) else None

    def to_page(self) -> JsonObject:
        """For GET /api/ledger."""
        return {
            "number": self.number,
            "method": self.method,
            "parameters": self.parameters,
            "status": self.status,
            "answer": self.answer,
            "accepted": self.accepted,
            "time": self.at.isoformat(),
        }


class Ledger:
    """The calls of a world, oldest first. Polls that brought nothing are left out."""

    def __init__(self) -> None:
        self._calls: list[Call] = []

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def __len__(self) -> int:
        return len(self._calls)

    def add(
        self,
        *,
        method: str,
        parameters: JsonObject,
        status: int,
        answer: JsonObject | None,
        accepted: bool,
        at: datetime,
    ) -> Call:
        """Write one call down."""
        call = Call(
            number=len(self._calls) + 1,
            method=method,
            parameters=parameters,
            status=status,
            answer=answer,
            accepted=accepted,
            at=at,
        )
        self._calls.append(call)
        return call

    def calls(
        self, method: str | None = None, *, chat_id: int | None = None, after: int = 0
    ) -> list[Call]:
        """Calls with a number above `after`, of one method or chat if asked."""
        return [
            call
            for call in self._calls[after:]
            if (method is None or call.method == method)
            and (chat_id is None or call.chat_id == chat_id)
        ]

    def accepted(self, method: str | None = None, *, chat_id: int | None = None) -> list[Call]:
        """Calls the world acted on."""
        return [call for call in self.calls(method, chat_id=chat_id) if call.accepted]
