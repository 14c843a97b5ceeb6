"""Presses of inline buttons and the bot's answers to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.refusals import bad_request

# Telegram does not publish how long a press may wait for its answer; bots report "query is too old" from about a
# minute on, and never before some 15 s. A minute is the strictest figure that an honest bot meets.
ANSWERED_WITHIN = timedelta(seconds=60)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAnswer:
    """What a person saw after a press: nothing (empty text), a note on top, or an alert."""

    callback_id: str
    text: str
    show_alert: bool
    url: str | None
    at: datetime


@dataclass(slots=True, kw_only=True)
class Press:
    """One press; `answer` is the first one that came in time."""

    callback_id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    at: datetime
    answer: CallbackAnswer | None = None


class Presses:
    """All presses of a world. A second answer is accepted, as Telegram does, but nobody sees it."""

    def __init__(self) -> None:
        self._presses: dict[str, Press] = {}

    def add(
        self, *, person_id: int, chat_id: int, message_id: int, data: str, at: datetime
    ) -> Press:
        """Note a press; its id looks like Telegram's, a number of 64 bits in a String."""
        callback_id = str((person_id << 24) + len(self._presses) + 1)
        press = Press(
            callback_id=callback_id,
            person_id=person_id,
            chat_id=chat_id,
            message_id=message_id,
            data=data,
            at=at,
        )
        self._presses[callback_id] = press
        return press

    def answer(
        self, callback_id: str, *, text: str, show_alert: bool, url: str | None, at: datetime
    ) -> tuple[Press, CallbackAnswer | None]:
        """Answer a press; the second value is None when it had been answered.

        Raises:
            ApiError: there was no such press, or it is too old.
        """
        press = self._presses.get(callback_id)
        if press is None or at - press.at > ANSWERED_WITHIN:
            raise bad_request(_TOO_OLD)
        if press.answer is not None:
            return press, None
        press.answer = CallbackAnswer(
            callback_id=callback_id, text=text, show_alert=show_alert, url=url, at=at
        )
        return press, press.answer

    def chat_of(self, callback_id: object) -> int | None:
        """Where the press with this id was made, if there was one."""
        press = self._presses.get(callback_id) if isinstance(callback_id, str) else None
        return press.chat_id if press else None

    def of(self, person_id: int) -> list[Press]:
        """A person's presses, oldest first."""
        return [press for press in self._presses.values() if press.person_id == person_id]
