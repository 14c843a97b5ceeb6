"""Methods about chats, people and files."""

from bot.playground.jsontypes import JsonObject
from bot.playground.methods import Method
from bot.playground.parameters import (
    INTEGER,
    NEEDED_CHAT,
    NEEDED_INTEGER,
    NEEDED_TEXT,
    REFUSED,
    Arguments,
)
from bot.playground.people import Person
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState

MAX_DOWNLOAD = 20 * 1024 * 1024  # bytes; Bot API, getFile
_MAX_REACTIONS = 11  # what Telegram answers for private chats
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def send_chat_action(world: WorldState, arguments: Arguments) -> bool:
    """Show that the bot is at work."""
    world.reach(arguments.chat())
    if arguments.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.show_typing(arguments.chat())
    return True


async def get_chat(world: WorldState, arguments: Arguments) -> JsonObject:
    """Describe a private chat."""
    person = _known(world, arguments.chat())
    info: JsonObject = {
        **person.to_chat(),
        "accent_color_id": person.id % 7,
        "max_reaction_count": _MAX_REACTIONS,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }
    if person.username and not person.deleted:
        info["active_usernames"] = [person.username]
    return info


async def get_chat_member(world: WorldState, arguments: Arguments) -> JsonObject:
    """Say what somebody is in a private chat: both sides are members."""
    person = _known(world, arguments.chat())
    user_id = arguments.need_integer("user_id")
    if user_id == person.id:
        return {"status": "member", "user": person.to_user()}
    if user_id == world.bot.id:
        return {"status": "member", "user": world.bot.to_user()}
    raise bad_request("PARTICIPANT_ID_INVALID")


async def get_user_profile_photos(world: WorldState, arguments: Arguments) -> JsonObject:
    """Nobody in the playground has a picture."""
    _known(world, arguments.need_integer("user_id"))
    return {"total_count": 0, "photos": []}


async def get_file(world: WorldState, arguments: Arguments) -> JsonObject:
    """Say where a file may be downloaded."""
    stored = world.files.find(arguments.text("file_id") or "")
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }


def _known(world: WorldState, person_id: int) -> Person:
    person = world.people.get(person_id)
    if person is None or not person.started:
        raise bad_request("chat not found")
    return person


METHODS = (
    Method(
        "sendChatAction",
        {
            "business_connection_id": REFUSED,
            "chat_id": NEEDED_CHAT,
            "message_thread_id": REFUSED,
            "action": NEEDED_TEXT,
        },
        send_chat_action,
    ),
    Method("getChat", {"chat_id": NEEDED_CHAT}, get_chat),
    Method("getChatMember", {"chat_id": NEEDED_CHAT, "user_id": NEEDED_INTEGER}, get_chat_member),
    Method(
        "getUserProfilePhotos",
        {"user_id": NEEDED_INTEGER, "offset": INTEGER, "limit": INTEGER},
        get_user_profile_photos,
    ),
    Method("getFile", {"file_id": NEEDED_TEXT}, get_file),
)
