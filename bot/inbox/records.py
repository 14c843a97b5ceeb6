"""Raw updates and their states."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class UpdateState(StrEnum):
    """Where an update is."""

    NEW = "new"
    DONE = "done"
    DEAD = "dead"  # could not be handled: set aside for the operator


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update as Telegram sent it."""

    update_id: int
    lane: int
    attempt: int
    payload: Mapping[str, Any]


def fit_to_keep(update: Mapping[str, Any]) -> dict[str, Any]:
    """What of an update may be at rest: of what is said outside private chats only its id."""
    for part in update.values():
        if not isinstance(part, dict):
            continue
        message = part.get("message")
        for holder in (part, message if isinstance(message, dict) else {}):
            chat = holder.get("chat")
            if isinstance(chat, dict) and chat.get("type", "private") != "private":
                return {"update_id": update["update_id"]}
    return dict(update)


def lane_of(update: Mapping[str, Any]) -> int:
    """The chat (or else the person) that an update is about: its lane; 0 where there is neither."""
    for part in update.values():
        if not isinstance(part, dict):
            continue
        message = part.get("message")
        for holder in (part, message if isinstance(message, dict) else {}):
            chat = holder.get("chat")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
        sender = part.get("from")
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return 0
