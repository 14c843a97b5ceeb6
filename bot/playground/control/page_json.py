"""What the page is shown of people and chats, as JSON."""

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.playground.control.page_groups import name_of, status_to_page, topics_to_page
from bot.playground.control.page_lines import line_in_signs, line_to_page
from bot.playground.groups.topics import GENERAL
from bot.playground.jsontypes import JsonList, JsonObject
from bot.playground.keyboards import ReplyKeyboard
from bot.playground.messages import Message
from bot.playground.phone.player import Player
from bot.playground.state import WorldState

MOST_MESSAGES = 300  # in one answer: the page asks on for earlier ones
_LAST_TEXT = 120  # characters of the last message in the list of chats


def person_to_page(world: WorldState, player: Player, *, zone: str | None) -> JsonObject:
    """One person and their chats."""
    person = player.person
    own_chats = [_chat_line(world, player)]
    own_chats += [
        _chat_line(world, player.at(group))
        for group in world.groups.values()
        if player.id in group.sides
    ]
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
        "blocked": person.blocked,
        "deleted": person.deleted,
        "unread": player.unread,
        "last_text": own_chats[0]["last_text"],
        "chats": own_chats,
        "zone": zone,
        "local_time": _local_time(world.clock.now(), zone),
    }


def chat_to_page(
    world: WorldState,
    player: Player,
    *,
    thread_id: int | None = None,
    before: int | None = None,
) -> JsonObject:
    """The end of the chat that is in view, or what is earlier than the message `before`.

    `thread_id` leaves one topic of a forum, 1 its general one.
    """
    newest_first = (
        each
        for each in player.backwards()
        if (before is None or each.message_id < before) and _is_in(each, thread_id)
    )
    shown = list(itertools.islice(newest_first, MOST_MESSAGES + 1))
    has_earlier = len(shown) > MOST_MESSAGES
    return {
        "chat_id": player.chat_id,
        **_kind(world, player),
        "can_write": player.can_write(thread_id),
        "topics": topics_to_page(player.group) if player.group else [],
        "messages": [message_to_page(world, each) for each in reversed(shown[:MOST_MESSAGES])],
        "earlier": has_earlier,
        "reply_keyboard": _keyboard(player.reply_keyboard),
        "commands": [
            {"command": command, "description": description}
            for command, description in player.commands()
        ],
        "blocked": player.person.blocked,
        "typing": player.sees_typing,
    }


def message_to_page(world: WorldState, message: Message) -> JsonObject:
    """One message; `text` and `entities` are the caption's where there is one."""
    service = message.service or {}
    return {
        "message_id": message.message_id,
        "from_bot": message.from_bot,
        "sender": {
            "id": message.sender_id,
            "name": name_of(world, message.sender_id),
            "is_bot": message.from_bot,
        },
        "thread_id": message.thread_id,
        "date": message.date.isoformat(),
        "edited": message.edited,
        "text": message.text,
        "entities": [entity.to_api() for entity in message.entities],
        "photo": message.photo.file_id if message.photo else None,
        "document": _document(message),
        "inline_keyboard": _inline_keyboard(message),
        "reply_to": message.reply_to,
        "forwarded_from": _forwarded_from(message),
        "reaction": message.reaction,
        "contact": _contact(service.get("contact")),
        "location": service.get("location"),
        "service": line_to_page(world, message),
        "protected": "has_protected_content" in message.extras,
    }


def _chat_line(world: WorldState, player: Player) -> JsonObject:
    last = next(iter(player.backwards()), None)
    return {
        "id": player.chat_id,
        **_kind(world, player),
        "unread": player.unread,
        "last_text": _last_text(world, last) if last else "",
    }


def _kind(world: WorldState, player: Player) -> JsonObject:
    group = player.group
    if group is None:
        away = player.person.deleted or player.person.blocked
        return {
            "type": "private",
            "title": world.bot.first_name,
            "status": "left" if away else "member",
        }
    return {
        "type": group.type,
        "title": group.title,
        "status": status_to_page(group.membership(player.id)),
    }


def _is_in(message: Message, thread_id: int | None) -> bool:
    return thread_id is None or (message.thread_id or GENERAL) == thread_id


def _document(message: Message) -> JsonObject | None:
    document = message.document
    if document is None:
        return None
    return {
        "file_id": document.file_id,
        "file_name": document.name,
        "mime_type": document.mime_type,
        "size": len(document.content),
    }


def _inline_keyboard(message: Message) -> JsonList | None:
    keyboard = message.inline_keyboard
    if keyboard is None:
        return None
    return [[button.to_page() for button in row] for row in keyboard.rows]


def _keyboard(keyboard: ReplyKeyboard | None) -> JsonObject | None:
    if keyboard is None:
        return None
    return {
        "keyboard": [[button.to_page() for button in row] for row in keyboard.rows],
        "placeholder": keyboard.placeholder,
    }


def _forwarded_from(message: Message) -> str | None:
    match message.origin:
        case {"sender_user": dict(user)}:
            return _full_name(user.get("first_name"), user.get("last_name"))
        case {"sender_user_name": str(name)}:
            return name
    return None


def _contact(contact: object) -> JsonObject | None:
    if not isinstance(contact, dict):
        return None
    return {
        "name": _full_name(contact.get("first_name"), contact.get("last_name")),
        "phone": contact.get("phone_number"),
    }


def _full_name(*names: object) -> str:
    return " ".join(str(name) for name in names if name)


def _last_text(world: WorldState, message: Message) -> str:
    if message.text:
        return message.text[:_LAST_TEXT]
    if message.photo:
        return "🖼"
    if message.document:
        return f"📎 {message.document.name}"
    match message.service:
        case {"location": {"latitude": latitude, "longitude": longitude}}:
            return f"📍 {latitude}, {longitude}"
        case {"contact": {"phone_number": phone_number}}:
            return f"📞 {phone_number}"
    return line_in_signs(world, message)


def _local_time(now: datetime, zone: str | None) -> str | None:
    if zone is None:
        return None
    try:
        return now.astimezone(ZoneInfo(zone)).isoformat()
    except (ZoneInfoNotFoundError, ValueError):
        return None
