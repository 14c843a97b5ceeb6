"""What Halqa reads of an update, checked; the rest of it is left aside.

Telegram's updates grow with every version, and the library believes whatever type a field has. So only
what is used is taken over, after a look at its type and range: a new kind of update is ignored, a
broken picture in a message that is read for its text does no harm, and a number that is none never
reaches the database.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.inbox.pump import Unparsable
from bot.telegram.fields import Raw, an_object, degrees, integer, is_number, needed, text_of
from bot.texts.html import one_line, utf16_length

LATEST_DATE: Final = 2**36  # Unix time of the year 4147; the calendar ends at 9999
LONGEST_TEXT: Final = 4096  # UTF-16 units; Bot API, Message.text; captions are shorter
LONGEST_LINK: Final = 2048  # UTF-16 units of a hidden address; browsers and servers take no more
MOST_MARKS: Final = 100  # Bot API: entities of one message
LARGEST_FILE: Final = 2**41  # bytes; Telegram's own limit is 4 GB
LONGEST_FILE_ID: Final = 256
LONGEST_NAME: Final = 256  # UTF-16 units; Telegram allows 64
LONGEST_WORD: Final = 64  # of what is compared only: types, statuses, ids of presses
MOST_PICKED: Final = 10  # Bot API: KeyboardButtonRequestUsers.max_quantity
# "Telegram", the anonymous administrator of a group, and a channel's voice there: not persons.
SERVICE_IDS: Final = frozenset({777000, 1087968824, 136817688})
# What Telegram itself writes into a private chat: nobody said it, and nobody waits for an answer.
SERVICE_FIELDS: Final = frozenset({
    "boost_added", "chat_background_set", "chat_shared", "checklist_tasks_added",
    "checklist_tasks_done", "connected_website", "gift", "gift_upgrade_sent", "giveaway",
    "giveaway_completed", "giveaway_created", "giveaway_winners", "invoice",
    "message_auto_delete_timer_changed", "passport_data", "pinned_message",
    "proximity_alert_triggered", "refunded_payment", "successful_payment", "unique_gift",
    "write_access_allowed",
})  # fmt: skip

_KIND: Final = re.compile(r"[a-z_]{1,40}")
_USERNAME: Final = re.compile(r"[A-Za-z0-9_]{1,32}")
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9-]{1,35}")


@dataclass(frozen=True, slots=True)
class Ignored:
    """Not for Halqa, and why: a few words, the same for all of its sort."""

    why: str


class _NotForUs(Exception):
    """Leaves the readers below."""


def understand(update: Raw) -> dict[str, Any] | Ignored:
    """What is read of `update`, in Telegram's own form.

    Raises:
        Unparsable: it is of a kind that is read, and not as Telegram describes it.
    """
    kinds = [kind for kind in update if kind != "update_id"]
    mine = [kind for kind in kinds if kind in _READERS]
    if not kinds:
        return Ignored("said outside private chats")  # the inbox kept its number alone
    if not mine:
        known = _KIND.fullmatch(str(kinds[0]))
        return Ignored(f"kind {known.group() if known else '?'}")
    if len(mine) > 1:
        raise Unparsable
    try:
        read = _READERS[mine[0]](an_object(update, mine[0]))
    except _NotForUs as why:
        return Ignored(str(why))
    return {"update_id": update["update_id"], mine[0]: read}


# The kinds that are read ---------------------------------------------------------------------------


def _message(raw: Raw) -> dict[str, Any]:
    chat = _private_chat(raw)
    if raw.get("sender_chat") is not None:
        raise _NotForUs("no person")
    sender = _sender(raw, chat)
    if not SERVICE_FIELDS.isdisjoint(raw):
        raise _NotForUs("service message")
    read = {
        "message_id": integer(raw, "message_id"),
        "date": integer(raw, "date", most=LATEST_DATE),
        "chat": chat,
        "from": sender,
        "text": text_of(raw, "text", longest=LONGEST_TEXT),
        "caption": text_of(raw, "caption", longest=LONGEST_TEXT),
        "entities": _marks(raw, "entities", "text"),
        "caption_entities": _marks(raw, "caption_entities", "caption"),
        "forward_origin": _passed_on(raw),
        "document": _document(raw),
        "users_shared": _picked(raw),
        "location": _location(raw),
    }
    return {name: value for name, value in read.items() if value is not None}


def _press(raw: Raw) -> dict[str, Any]:
    message = raw.get("message")
    if message is None:
        raise _NotForUs("press without a screen")
    screen = an_object(raw, "message")
    chat = _private_chat(screen)
    return {
        "id": needed(raw, "id", longest=LONGEST_WORD),
        "from": _sender(raw, chat),
        "chat_instance": "",
        "data": text_of(raw, "data", longest=LONGEST_TEXT) or "",
        # As a message that is not accessible: only whose and which it is, is asked.
        "message": {"message_id": integer(screen, "message_id"), "chat": chat, "date": 0},
    }


def _standing(raw: Raw) -> dict[str, Any]:
    """`my_chat_member`: whether the bot was blocked."""
    chat = _private_chat(raw)
    sender = _sender(raw, chat)
    now = an_object(raw, "new_chat_member")
    is_blocked = needed(now, "status", longest=LONGEST_WORD) == "kicked"
    bot = {"id": 0, "is_bot": True, "first_name": ""}
    free, blocked = (
        {"status": "member", "user": bot},
        {"status": "kicked", "user": bot, "until_date": 0},
    )
    return {
        "chat": chat,
        "from": sender,
        "date": integer(raw, "date", most=LATEST_DATE),
        "old_chat_member": free if is_blocked else blocked,
        "new_chat_member": blocked if is_blocked else free,
    }


_READERS: Final[Mapping[str, Callable[[Raw], dict[str, Any]]]] = {
    "message": _message,
    "edited_message": _message,
    "callback_query": _press,
    "my_chat_member": _standing,
}


# Whose it is ---------------------------------------------------------------------------------------


def _private_chat(raw: Raw) -> dict[str, Any]:
    chat = an_object(raw, "chat")
    if needed(chat, "type", longest=LONGEST_WORD) != "private":
        raise _NotForUs("said outside private chats")
    return {"id": integer(chat, "id", least=1), "type": "private"}


def _sender(raw: Raw, chat: Raw) -> dict[str, Any]:
    """Whoever it is from: a person, in their own chat."""
    if raw.get("from") is None:
        raise _NotForUs("no person")
    sender = an_object(raw, "from")
    is_bot = sender.get("is_bot")
    if not isinstance(is_bot, bool):
        raise Unparsable
    sender_id = integer(sender, "id", least=1)
    if is_bot or sender_id in SERVICE_IDS:
        raise _NotForUs("no person")
    if sender_id != chat["id"]:  # a private chat has its person's number
        raise Unparsable
    return {"id": sender_id, "is_bot": False, **_names(sender), **_language(sender)}


def _names(raw: Raw) -> dict[str, Any]:
    username = text_of(raw, "username", longest=LONGEST_NAME)
    read = {
        "first_name": needed(raw, "first_name", longest=LONGEST_NAME),
        "last_name": text_of(raw, "last_name", longest=LONGEST_NAME),
        "username": username if username and _USERNAME.fullmatch(username) else None,
    }
    return {name: value for name, value in read.items() if value is not None}


def _language(raw: Raw) -> dict[str, Any]:
    code = text_of(raw, "language_code", longest=LONGEST_NAME)
    return {"language_code": code} if code and _LANGUAGE.fullmatch(code) else {}


# What it holds -------------------------------------------------------------------------------------


def _marks(raw: Raw, name: str, of: str) -> list[dict[str, Any]] | None:
    """The command that a text begins with, and its links; whatever else Telegram found in it is not asked."""
    marks = raw.get(name)
    if marks is None:
        return None
    if not isinstance(marks, list):
        raise Unparsable
    text = raw.get(of)
    if not isinstance(text, str):
        return None
    units = utf16_length(text)
    read = [
        _mark(mark, text, units=units) for mark in marks[:MOST_MARKS] if isinstance(mark, dict)
    ]
    return [mark for mark in read if mark is not None] or None


def _mark(raw: Raw, text: str, *, units: int) -> dict[str, Any] | None:
    offset, length = raw.get("offset"), raw.get("length")
    if not is_number(offset, 0, units) or not is_number(length, 1, units):
        return None
    place = {"offset": offset, "length": length}
    match raw.get("type"):
        case "bot_command" if offset == 0 and length != 1 and text.startswith("/"):
            return {"type": "bot_command", **place}
        case "url":
            return {"type": "url", **place}
        case "text_link":
            address = raw.get("url")
            if isinstance(address, str) and 0 < utf16_length(address) <= LONGEST_LINK:
                return {
                    "type": "text_link",
                    "url": text_of(raw, "url", longest=LONGEST_LINK),
                    **place,
                }
    return None


def _passed_on(raw: Raw) -> dict[str, Any] | None:
    """That it was forwarded; from whom is nobody's business here."""
    if raw.get("forward_origin") is None:
        return None
    return {"type": "hidden_user", "date": 0, "sender_user_name": ""}


def _document(raw: Raw) -> dict[str, Any] | None:
    """A file: what it is called and where it is fetched; a broken one is none."""
    file = raw.get("document")
    if not isinstance(file, dict):
        return None
    file_id, size = file.get("file_id"), file.get("file_size")
    if not isinstance(file_id, str) or not 0 < len(file_id) <= LONGEST_FILE_ID:
        return None
    name, kind = file.get("file_name"), file.get("mime_type")
    read = {
        "file_id": text_of(file, "file_id", longest=LONGEST_FILE_ID),
        "file_unique_id": "-",
        "file_size": size if is_number(size, 0, LARGEST_FILE) else None,
        "file_name": one_line(name)[:LONGEST_WORD] if isinstance(name, str) else None,
        "mime_type": kind if isinstance(kind, str) and len(kind) <= LONGEST_WORD else None,
    }
    return {field: value for field, value in read.items() if value is not None}


def _picked(raw: Raw) -> dict[str, Any] | None:
    if raw.get("users_shared") is None:
        return None
    shared = an_object(raw, "users_shared")
    users = shared.get("users")
    if not isinstance(users, list) or not 1 <= len(users) <= MOST_PICKED:
        raise Unparsable
    return {"request_id": integer(shared, "request_id"), "users": [_user(u) for u in users]}


def _user(raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise Unparsable
    return {"user_id": integer(raw, "user_id", least=1), **_names({"first_name": "", **raw})}


def _location(raw: Raw) -> dict[str, Any] | None:
    if raw.get("location") is None:
        return None
    place = an_object(raw, "location")
    return {
        "latitude": degrees(place, "latitude", most=90),
        "longitude": degrees(place, "longitude", most=180),
    }
