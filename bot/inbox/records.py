"""Raw updates and their states."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, TypeGuard

_LARGEST: Final = 2**63 - 1  # what a column of 64 bits holds
_LARGEST_NUMBER: Final = 2**52 - 1  # far above Telegram's; the versions of talks are made from it


class UpdateState(StrEnum):
    """Where an update is."""

    NEW = "new"
    DONE = "done"
    DEAD = "dead"  # could not be handled: set aside for the operator


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update as Telegram sent it; `behind`: how many of its lane wait behind it."""

    update_id: int
    lane: int
    attempt: int
    payload: Mapping[str, Any]
    behind: int = 0

    @property
    def has_later(self) -> bool:
        """Whether another one of its lane waits behind it."""
        return self.behind > 0


@dataclass(frozen=True, slots=True)
class Silence:
    """A time in which nothing could be heard."""

    began_at: datetime
    ended_at: datetime


def _is_integer(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def number_of(update: object) -> int | None:
    """An update's own number; None when it has none that can be kept."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return number if _is_integer(number) and 0 <= number <= _LARGEST_NUMBER else None


def fit_to_keep(update: Mapping[str, Any]) -> dict[str, Any] | None:
    """What of an update may be at rest: of what is said outside private chats only its id.

    The id alone, too, of what cannot be written down. None: it has no id.
    """
    number = number_of(update)
    if number is None:
        return None
    for holder in _holders(update):
        chat = holder.get("chat")
        if isinstance(chat, dict) and chat.get("type", "private") != "private":
            return {"update_id": number}
    try:
        # Infinite numbers are no JSON for PostgreSQL, and one bad update must not spoil its batch.
        json.dumps(update, allow_nan=False)
    except (ValueError, RecursionError):
        return {"update_id": number}
    return dict(update)


def lane_of(update: Mapping[str, Any]) -> int:
    """The chat (or else the person) that an update is about: its lane; 0 where there is neither."""
    for holder in _holders(update):
        for whose in (holder.get("chat"), holder.get("from")):
            number = whose.get("id") if isinstance(whose, dict) else None
            if _is_integer(number) and abs(number) <= _LARGEST:
                return number
    return 0


def _holders(update: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The parts of an update that may say which chat it is about."""
    for part in update.values():
        if isinstance(part, dict):
            if isinstance(message := part.get("message"), dict):
                yield message
            yield part
