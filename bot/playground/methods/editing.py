"""What every method that changes a message shares: which may be changed, files, and the change itself."""

from dataclasses import replace

from bot.playground.files import StoredFile, Upload
from bot.playground.jsontypes import JsonObject
from bot.playground.keyboards import Markup
from bot.playground.messages import Message
from bot.playground.methods.parameters import (
    INTEGER,
    OBJECT,
    REFUSED,
    Arguments,
    Kind,
    Parameter,
    Parameters,
)
from bot.playground.refusals import bad_request, not_offered
from bot.playground.state import WorldState
from bot.playground.text.formatted import FormattedText

EDIT_PARAMETERS: Parameters = {
    "business_connection_id": REFUSED,
    "chat_id": Parameter(Kind.CHAT),
    "message_id": INTEGER,
    "inline_message_id": REFUSED,
    "reply_markup": OBJECT,
}
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def stored(world: WorldState, arguments: Arguments, name: str) -> StoredFile:
    """The file in the parameter `name`, "photo" or "document": a new one, or one that Telegram has."""
    given = arguments.upload(name)
    if given is None:
        raise bad_request(f"there is no {name} in the request")
    return stored_as(world, given, name)


def stored_as(world: WorldState, given: Upload | str, name: str) -> StoredFile:
    """The file that was uploaded, or that a String names, to be shown as a photo or a document."""
    if not isinstance(given, str):
        return world.files.add(given, as_photo=name == "photo")
    if "://" in given:
        raise not_offered("sending a file by its address")
    stored = world.files.find(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.is_photo != (name == "photo"):
        raise bad_request(f"can't use this file as a {name}")
    return stored


def editable(world: WorldState, arguments: Arguments) -> Message:
    """The message that the call names, if it may be changed."""
    if not arguments.has("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.reach(arguments.chat())
    message = chat.messages.get(arguments.need_integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    # "It is currently only possible to edit messages without reply_markup or with inline keyboards."
    has_other_keyboard = message.markup is not None and message.inline_keyboard is None
    if not message.from_bot or message.origin is not None or has_other_keyboard:
        raise bad_request("message can't be edited")
    return message


def edit(
    world: WorldState,
    message: Message,
    *,
    content: FormattedText,
    markup: Markup | None,
    extras: JsonObject,
    mark: bool = True,
) -> JsonObject:
    """Put the changed message in its place, and answer it.

    Args:
        world: the world.
        message: as it stands, or with another file in it.
        content: its new text or caption.
        markup: the buttons under it from now on.
        extras: its other fields from now on.
        mark: whether people see that it was edited.
    """
    edited = replace(message, content=content, markup=markup, extras=extras)
    if edited == world.chats[message.chat_id].messages[message.message_id]:
        raise bad_request(_NOT_MODIFIED)
    if mark:
        edited = replace(edited, edited_at=world.clock.now())
    return world.message_to_api(world.replace_message(edited))
