"""Telegram's own lines in a chat, as JSON that the page puts into words."""

from bot.playground.control.page_groups import name_of
from bot.playground.groups.group import Group
from bot.playground.jsontypes import JsonObject
from bot.playground.messages import Message
from bot.playground.state import WorldState


def line_to_page(world: WorldState, message: Message) -> JsonObject | None:
    """What a service message tells: its `kind` and the names in it; None for what somebody wrote."""
    if message.service is None or message.is_content:
        return None
    by = name_of(world, message.sender_id)
    match message.service:
        case {"users_shared": {"users": list(users)}}:
            return {"kind": "users_shared", "names": [_user(world, each) for each in users]}
        case {"chat_shared": {"chat_id": int(chat_id)}}:
            return {"kind": "chat_shared", "title": _title(world, chat_id)}
        case {"new_chat_members": list(users)}:
            return _came(world, message, users)
        case {"left_chat_member": user}:
            is_own = isinstance(user, dict) and user.get("id") == message.sender_id
            left = {"kind": "member_left", "name": _user(world, user)}
            return {**left, "by": None if is_own else by}
        case {"group_chat_created": True} | {"supergroup_chat_created": True}:
            return {"kind": "group_created", "title": _title(world, message.chat_id), "by": by}
        case {"new_chat_title": title}:
            return {"kind": "title_changed", "title": title, "by": by}
        case {"pinned_message": _}:
            return {"kind": "pinned", "by": by}
        case {"migrate_to_chat_id": _} | {"migrate_from_chat_id": _}:
            return {"kind": "upgraded"}
        case {"forum_topic_created": {"name": name}}:
            return {"kind": "topic_created", "name": name}
        case {"forum_topic_closed": _}:
            return {"kind": "topic_closed"}
        case {"forum_topic_reopened": _}:
            return {"kind": "topic_reopened"}
    return {"kind": next(iter(message.service))}


def line_in_signs(world: WorldState, message: Message) -> str:
    """A line in signs and names, for lists: it needs no language."""
    line = line_to_page(world, message) or {}
    sign = _SIGNS.get(str(line.get("kind")), "•")
    names = line.get("names")
    words = ", ".join(map(str, names)) if isinstance(names, list) else ""
    words = words or str(line.get("name") or line.get("title") or "")
    return f"{sign} {words}".strip()


_SIGNS = {
    "users_shared": "👥",
    "chat_shared": "💬",
    "members_added": "➕",
    "joined_by_link": "➕",
    "joined_by_request": "➕",
    "member_left": "➖",
    "group_created": "✨",
    "title_changed": "✏️",
    "pinned": "📌",
    "upgraded": "⬆️",
    "topic_created": "💬",
    "topic_closed": "🔒",
    "topic_reopened": "🔓",
}


def _came(world: WorldState, message: Message, users: list[object]) -> JsonObject:
    names = [_user(world, each) for each in users]
    ids = [each.get("id") for each in users if isinstance(each, dict)]
    if message.via_join_request:
        return {"kind": "joined_by_request", "name": names[0]}
    if ids == [message.sender_id]:
        return {"kind": "joined_by_link", "name": names[0]}
    return {
        "kind": "members_added",
        "by": name_of(world, message.sender_id),
        "names": names,
    }


def _user(world: WorldState, user: object) -> str:
    fields = user if isinstance(user, dict) else {}
    user_id = fields.get("id") or fields.get("user_id")
    return name_of(world, user_id) if isinstance(user_id, int) else ""


def _title(world: WorldState, chat_id: int) -> str:
    group = world.chats.get(chat_id)
    return group.title if isinstance(group, Group) else ""
