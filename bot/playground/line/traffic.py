"""What passes between the bot and its Telegram, in one order: calls one way, updates the other.

The ledger is what tests ask and keeps every call; here the same records stand beside the updates, with a
number and the time that each took, for people who look.
"""

import math
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, Literal

from bot.playground.clock import WorldClock
from bot.playground.jsontypes import JsonObject
from bot.playground.line.ledger import Call
from bot.playground.line.updates import Update

# An evening of five people makes about 500; a record has some 2 kB, so these take about 4 MB for good.
KEPT: Final = 2000
LONGEST_TEXT: Final = 8192  # characters: twice a message; longer is a file or a mistake
_DEEPEST: Final = 20  # levels; Telegram's own objects have fewer than ten

Via = Literal["poll", "webhook"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """One call or update as it passed.

    `took_ms` is real time: of a call until it was answered, of an update until the bot's webhook had
    answered. `status` is what the bot was told, or what it told; 0: the connection was cut, None: an
    update that was fetched.
    """

    number: int
    what: Call | Update
    at: datetime
    status: int | None
    took_ms: float | None
    via: Via | None = None
    chat_id: int | None = None

    def to_page(self) -> JsonObject:
        """For GET /api/traffic, without the curl command, which needs the server's address."""
        shown: JsonObject = {
            "number": self.number,
            "time": self.at.isoformat(),
            "chat_id": self.chat_id,
            "status": self.status,
            "took_ms": None if self.took_ms is None else round(self.took_ms, 1),
            "via": self.via,
        }
        if isinstance(self.what, Call):
            return shown | {
                "kind": "call",
                "name": self.what.method,
                "parameters": _short(self.what.parameters),
                "answer": _short(self.what.answer),
                "accepted": self.what.accepted,
            }
        payload = _short(self.what.to_api())
        return shown | {"kind": "update", "name": self.what.kind, "payload": payload}


class Traffic:
    """The last `KEPT` calls and updates, oldest first; polls that brought nothing are left out."""

    def __init__(self, clock: WorldClock, *, tell: Callable[[str, Passed], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._passed: deque[Passed] = deque(maxlen=KEPT)
        self._last = 0

    def __iter__(self) -> Iterator[Passed]:
        return iter(self._passed)

    def __len__(self) -> int:
        return len(self._passed)

    @property
    def last(self) -> int:
        """The number of the newest."""
        return self._last

    def after(self, number: int, *, limit: int = KEPT) -> list[Passed]:
        """The first `limit` of those whose number is above `number`."""
        first = self._passed[0].number if self._passed else 1
        start = max(0, number + 1 - first)
        return list(islice(self._passed, start, start + limit))

    def forget(self) -> None:
        """Drop what has passed; the numbers go on."""
        self._passed.clear()

    def note_call(self, call: Call, *, took_ms: float, chat_id: int | None = None) -> Passed:
        """A call was answered (or cut off); `chat_id`: whom it was about, where it does not say."""
        return self._note(
            "call",
            call,
            status=call.status,
            took_ms=took_ms,
            chat_id=call.chat_id if call.chat_id is not None else chat_id,
        )

    def note_update(
        self, update: Update, *, via: Via, status: int | None = None, took_ms: float | None = None
    ) -> Passed:
        """An update was handed to the bot: by an answer to getUpdates, or to its webhook.

        Args:
            update: what was handed over.
            via: which way.
            status: what the webhook answered; 0 if it could not be reached or hung up. None for polls.
            took_ms: real milliseconds until it answered. None for polls.
        """
        chat = _chat_in(update.payload)
        return self._note("update", update, status=status, took_ms=took_ms, via=via, chat_id=chat)

    def note_fetched(self, result: object) -> None:
        """An answer to getUpdates has gone out whole; `result` is its Array of Update."""
        for raw in result if isinstance(result, list) else ():
            match raw:
                case {"update_id": int(update_id), **rest}:
                    for kind, payload in rest.items():
                        if isinstance(payload, dict):
                            update = Update(update_id, str(kind), payload, self._clock.now())
                            self.note_update(update, via="poll")

    def _note(
        self,
        kind: str,
        what: Call | Update,
        *,
        status: int | None,
        took_ms: float | None,
        chat_id: int | None,
        via: Via | None = None,
    ) -> Passed:
        self._last += 1
        passed = Passed(
            number=self._last,
            what=what,
            at=self._clock.now(),
            status=status,
            took_ms=took_ms,
            via=via,
            chat_id=chat_id,
        )
        self._passed.append(passed)
        self._tell(kind, passed)
        return passed


def _chat_in(payload: JsonObject) -> int | None:
    """The chat that an update is about, or the person where it happened in none."""
    message = payload.get("message")  # of a press
    for holder in (payload, message):
        if isinstance(holder, dict) and isinstance(chat := holder.get("chat"), dict):
            return _id_of(chat)
    sender = payload.get("from") or payload.get("user")
    return _id_of(sender) if isinstance(sender, dict) else None


def _id_of(whom: JsonObject) -> int | None:
    found = whom.get("id")
    return found if isinstance(found, int) else None


def _short(value: object, depth: int = 0) -> object:
    """Fit to be shown: no text without end, no number that JSON does not have."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[:LONGEST_TEXT]}… ({len(value)} characters)"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict | list) and depth == _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {str(name): _short(each, depth + 1) for name, each in value.items()}
    if isinstance(value, list):
        return [_short(each, depth + 1) for each in value]
    return value
