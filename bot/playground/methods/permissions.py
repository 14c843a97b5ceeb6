"""ChatPermissions and ChatAdministratorRights, from a call and back."""

from bot.playground.fields import ObjectReader
from bot.playground.groups.right_names import ADMIN_RIGHTS, PERMISSIONS
from bot.playground.jsontypes import JsonObject
from bot.playground.methods.parameters import Arguments

# Bot API, ChatPermissions: what is left out is as this other one.
_AS_ANOTHER = {
    "can_react_to_messages": "can_send_messages",
    "can_edit_tag": "can_pin_messages",
    "can_manage_topics": "can_pin_messages",
}
_MEDIA = frozenset(
    {
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
    }
)
# ChatAdministratorRights that count in channels only: in a group Telegram takes no notice of them.
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")


def read_permissions(arguments: Arguments) -> frozenset[str]:
    """The parameter `permissions`, with what they imply unless the call says that they stand alone."""
    reader = ObjectReader(arguments.object("permissions"), "permissions")
    given = {name: reader.flag(name) for name in PERMISSIONS if reader.has(name)}
    for name in PERMISSIONS:
        reader.take(name)
    reader.finish()
    allowed = {name for name, is_given in given.items() if is_given}
    if not arguments.flag("use_independent_chat_permissions"):
        if allowed & {"can_send_other_messages", "can_add_web_page_previews"}:
            allowed |= _MEDIA | {"can_send_messages"}
        if "can_send_polls" in allowed:
            allowed.add("can_send_messages")
    allowed |= {
        name for name, other in _AS_ANOTHER.items() if name not in given and other in allowed
    }
    return frozenset(allowed)


def permissions_to_api(permissions: frozenset[str]) -> JsonObject:
    """As ChatPermissions."""
    return {name: name in permissions for name in PERMISSIONS}


def read_rights(raw: JsonObject) -> frozenset[str]:
    """A ChatAdministratorRights of a group."""
    reader = ObjectReader(raw, "chat administrator rights")
    rights = frozenset(name for name in ADMIN_RIGHTS if reader.flag(name))
    for name in CHANNEL_RIGHTS:
        reader.flag(name)
    reader.finish()
    return with_implied(rights)


def with_implied(rights: frozenset[str]) -> frozenset[str]:
    """Rights with the one that every other implies (Bot API, ChatAdministratorRights.can_manage_chat)."""
    return rights | {"can_manage_chat"} if rights else rights


def rights_to_api(rights: frozenset[str]) -> JsonObject:
    """As ChatAdministratorRights of a group."""
    return {name: name in rights for name in ADMIN_RIGHTS}
