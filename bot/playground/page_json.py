"""What the page is shown, as JSON."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.playground.jsontypes import JsonList, JsonObject
from bot.playground.keyboards import ReplyKeyboard
from bot.playground.messages import Message
from bot.playground.player import Player

_LAST_TEXT = 120  # characters of the last message in the list of people


def person_to_page(player: Player, *, now: datetime, zone: str | None) -> JsonObject:
    """One line of the list of people."""
    person = player.person
    messages = player.messages
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
        "blocked": person.blocked,
        "deleted": person.deleted,
        "unread": player.unread,
        "last_text": _last_text(messages[-1]) if messages else "",
        "zone": zone,
        "local_time": _local_time(now, zone),
    }


def chat_to_page(player: Player) -> JsonObject:
    """Everything in one person's chat."""
    return {
        "messages": [message_to_page(message) for message in player.messages],
        "reply_keyboard": _keyboard(player.reply_keyboard),
        "commands": [
            {"command": command, "description": description}
            for command, description in player.commands()
        ],
        "blocked": player.person.blocked,
        "typing": player.sees_typing,
    }


def message_to_page(message: Message) -> JsonObject:
    """One message; `text` and `entities` are the caption's where there is one."""
    return {
        "message_id": message.message_id,
        "from_bot": message.from_bot,
        "date": message.date.isoformat(),
        "edited": message.edited,
        "text": message.text,
        "entities": [entity.to_api() for entity in message.entities],
        "html": message.html if message.is_text else "",
        "photo": message.photo.file_id if message.photo else None,
        "document": _document(message),
        "caption_html": "" if message.is_text else message.html,
        "inline_keyboard": _inline_keyboard(message),
        "reply_to": message.reply_to,
        "service": _service(message),
    }


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


def _service(message: Message) -> str | None:
    """A service message in signs and names, so that it needs no language."""
    match message.service:
        case {"users_shared": {"users": list(users)}}:
            return "👥 " + ", ".join(
                str(user.get("first_name") or user.get("username") or user["user_id"])
                for user in users
            )
        case {"location": {"latitude": latitude, "longitude": longitude}}:
            return f"📍 {latitude}, {longitude}"
        case {"contact": {"phone_number": phone_number}}:
            return f"📞 {phone_number}"
    return None


def _last_text(message: Message) -> str:
    if message.text:
        return message.text[:_LAST_TEXT]
    if message.photo:
        return "🖼"
    if message.document:
        return f"📎 {message.document.name}"
    return _service(message) or ""


def _local_time(now: datetime, zone: str | None) -> str | None:
    if zone is None:
        return None
    try:
        return now.astimezone(ZoneInfo(zone)).isoformat()
    except (ZoneInfoNotFoundError, ValueError):
        return None
