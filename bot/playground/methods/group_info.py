"""Methods that change what a group is called, what it is about and what its members may do."""

from bot.playground.methods.method import Method
from bot.playground.methods.parameters import (
    FLAG,
    NEEDED_CHAT,
    NEEDED_OBJECT,
    NEEDED_TEXT,
    TEXT,
    Arguments,
)
from bot.playground.methods.permissions import read_permissions
from bot.playground.methods.rights import group_of, need_right, short_name
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState
from bot.playground.text.plaintext import clean

MAX_TITLE = 128  # characters; Bot API, setChatTitle
MAX_DESCRIPTION = 255  # characters; Bot API, setChatDescription


async def set_chat_title(world: WorldState, arguments: Arguments) -> bool:
    """Rename a group."""
    title = short_name(arguments.text("title") or "", MAX_TITLE)
    if not title:
        raise bad_request("title must be non-empty")
    group = group_of(world, arguments, in_private="can't change private chat title")
    need_right(world, group, "can_change_info", "not enough rights to change chat title")
    if title != group.title:
        group.title = title
        _ = world.say_service(group, world.bot.id, {"new_chat_title": title})
        world.emit("members", group)
    return True


async def set_chat_description(world: WorldState, arguments: Arguments) -> bool:
    """Say what a group is about; nothing in the chat tells of it."""
    description = clean(arguments.text("description") or "").text[:MAX_DESCRIPTION] or None
    group = group_of(world, arguments, in_private="can't change private chat description")
    need_right(world, group, "can_change_info", "not enough rights to set chat description")
    if description == group.description:
        raise bad_request("chat description is not modified")
    group.description = description
    return True


async def set_chat_permissions(world: WorldState, arguments: Arguments) -> bool:
    """Say what members may do who are no administrators."""
    permissions = read_permissions(arguments)
    group = group_of(world, arguments, in_private="can't change private chat permissions")
    refusal = "not enough rights to change chat permissions"
    need_right(world, group, "can_restrict_members", refusal)
    group.permissions = permissions
    world.emit("members", group)
    return True


METHODS = (
    Method("setChatTitle", {"chat_id": NEEDED_CHAT, "title": NEEDED_TEXT}, set_chat_title),
    Method(
        "setChatDescription", {"chat_id": NEEDED_CHAT, "description": TEXT}, set_chat_description
    ),
    Method(
        "setChatPermissions",
        {
            "chat_id": NEEDED_CHAT,
            "permissions": NEEDED_OBJECT,
            "use_independent_chat_permissions": FLAG,
        },
        set_chat_permissions,
    ),
)
