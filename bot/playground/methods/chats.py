"""Methods about chats, people and files."""

from bot.playground.groups.group import Group
from bot.playground.jsontypes import JsonObject
from bot.playground.methods.chat_info import group_info, person_info
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import (
    INTEGER,
    NEEDED_CHAT,
    NEEDED_INTEGER,
    NEEDED_TEXT,
    REFUSED,
    Arguments,
)
from bot.playground.methods.places import find_thread
from bot.playground.methods.rights import has_met, readable, user_of
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState

MAX_DOWNLOAD = 20 * 1024 * 1024  # bytes; Bot API, getFile
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
    _ = find_thread(world.reach(arguments.chat()), arguments)
    if arguments.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.show_typing(arguments.chat())
    return True


async def get_chat(world: WorldState, arguments: Arguments) -> JsonObject:
    """Describe a chat."""
    chat = readable(world, arguments.chat())
    if isinstance(chat, Group):
        return group_info(world, chat)
    return person_info(world, world.people[chat.id])


async def get_user_profile_photos(world: WorldState, arguments: Arguments) -> JsonObject:
    """Nobody in the playground has a picture."""
    if not has_met(world, user_of(arguments)):
        raise bad_request("user not found")
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


METHODS = (
    Method(
        "sendChatAction",
        {
            "business_connection_id": REFUSED,
            "chat_id": NEEDED_CHAT,
            "message_thread_id": INTEGER,
            "action": NEEDED_TEXT,
        },
        send_chat_action,
    ),
    Method("getChat", {"chat_id": NEEDED_CHAT}, get_chat),
    Method(
        "getUserProfilePhotos",
        {"user_id": NEEDED_INTEGER, "offset": INTEGER, "limit": INTEGER},
        get_user_profile_photos,
    ),
    Method("getFile", {"file_id": NEEDED_TEXT}, get_file),
)
