"""Methods that send, change and delete messages."""

from dataclasses import replace
from datetime import timedelta

from bot.playground.files import StoredFile
from bot.playground.formatted import FormattedText, check_caption, check_text
from bot.playground.jsontypes import JsonObject
from bot.playground.keyboards import Markup
from bot.playground.messages import Message
from bot.playground.methods import Method
from bot.playground.parameters import (
    FILE,
    FLAG,
    INTEGER,
    LIST,
    NEEDED_CHAT,
    NEEDED_FILE,
    NEEDED_INTEGER,
    NEEDED_LIST,
    NEEDED_TEXT,
    OBJECT,
    REFUSED,
    TEXT,
    Arguments,
    Kind,
    Parameter,
    Parameters,
)
from bot.playground.refusals import bad_request, not_offered
from bot.playground.sending import (
    CAPTION_PARAMETERS,
    SEND_PARAMETERS,
    deliver,
    extras_of,
    link_preview,
    markup_of,
    reply_target,
    written,
)
from bot.playground.state import WorldState

DELETABLE_FOR = timedelta(hours=48)  # Bot API, deleteMessage
MAX_DELETED = 100  # messages per call; Bot API, deleteMessages
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def send_message(world: WorldState, arguments: Arguments) -> JsonObject:
    """Send a text."""
    world.reach(arguments.chat())
    content = check_text(written(world, arguments, "text", "entities"))
    extras = {**extras_of(arguments), **link_preview(arguments)}
    return deliver(world, arguments, _outgoing(world, arguments, content, extras=extras))


async def send_photo(world: WorldState, arguments: Arguments) -> JsonObject:
    """Send a picture."""
    world.reach(arguments.chat())
    content = check_caption(written(world, arguments, "caption", "caption_entities"))
    extras = extras_of(arguments)
    if arguments.flag("has_spoiler"):
        extras["has_media_spoiler"] = True
    if arguments.flag("show_caption_above_media"):
        extras["show_caption_above_media"] = True
    message = _outgoing(world, arguments, content, extras=extras)
    photo = _stored(world, arguments, "photo")
    return deliver(world, arguments, replace(message, photo=photo))


async def send_document(world: WorldState, arguments: Arguments) -> JsonObject:
    """Send a file."""
    world.reach(arguments.chat())
    content = check_caption(written(world, arguments, "caption", "caption_entities"))
    message = _outgoing(world, arguments, content, extras=extras_of(arguments))
    document = _stored(world, arguments, "document")
    return deliver(world, arguments, replace(message, document=document))


async def edit_message_text(world: WorldState, arguments: Arguments) -> JsonObject:
    """Change a text and the buttons under it; without `reply_markup` the buttons go."""
    if arguments.text("text") is None:
        raise bad_request("message text is empty")
    content = check_text(written(world, arguments, "text", "entities"))
    markup = markup_of(arguments, inline_only=True)
    preview = link_preview(arguments)
    message = _editable(world, arguments)
    if not message.is_text:
        raise bad_request("there is no text in the message to edit")
    extras = {key: value for key, value in message.extras.items() if key != "link_preview_options"}
    return _edit(world, message, content=content, markup=markup, extras={**extras, **preview})


async def edit_message_caption(world: WorldState, arguments: Arguments) -> JsonObject:
    """Change the caption of a picture or file and the buttons under it."""
    content = check_caption(written(world, arguments, "caption", "caption_entities"))
    markup = markup_of(arguments, inline_only=True)
    message = _editable(world, arguments)
    if message.is_text:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, message, content=content, markup=markup, extras=message.extras)


async def edit_message_reply_markup(world: WorldState, arguments: Arguments) -> JsonObject:
    """Change only the buttons under a message."""
    markup = markup_of(arguments, inline_only=True)
    message = _editable(world, arguments)
    return _edit(
        world, message, content=message.content, markup=markup, extras=message.extras, mark=False
    )


async def delete_message(world: WorldState, arguments: Arguments) -> bool:
    """Delete one message for both sides."""
    chat_id, message_id = arguments.chat(), arguments.need_integer("message_id")
    chat = world.reach(chat_id)
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, message)
    world.delete_message(chat_id, message_id)
    return True


async def delete_messages(world: WorldState, arguments: Arguments) -> bool:
    """Delete several messages; those that are gone already are skipped."""
    chat_id, raw = arguments.chat(), arguments.list("message_ids") or []
    ids = [each for each in raw if isinstance(each, int) and not isinstance(each, bool)]
    if len(ids) != len(raw) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_DELETED:
        raise bad_request("too many message identifiers specified")
    chat = world.reach(chat_id)
    found = [chat.messages[each] for each in dict.fromkeys(ids) if each in chat.messages]
    for message in found:
        _check_deletable(world, message)
    for message in found:
        world.delete_message(chat_id, message.message_id)
    return True


def _outgoing(
    world: WorldState, arguments: Arguments, content: FormattedText, *, extras: JsonObject
) -> Message:
    return Message(
        message_id=0,
        chat_id=arguments.chat(),
        sender_id=world.bot.id,
        from_bot=True,
        date=world.clock.now(),
        content=content,
        markup=markup_of(arguments),
        reply_to=reply_target(world, arguments),
        extras=extras,
    )


def _stored(world: WorldState, arguments: Arguments, name: str) -> StoredFile:
    given = arguments.upload(name)
    if given is None:
        raise bad_request(f"there is no {name} in the request")
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


def _editable(world: WorldState, arguments: Arguments) -> Message:
    if not arguments.has("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.reach(arguments.chat())
    message = chat.messages.get(arguments.need_integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    # "It is currently only possible to edit messages without reply_markup or with inline keyboards."
    if not message.from_bot or (message.markup is not None and message.inline_keyboard is None):
        raise bad_request("message can't be edited")
    return message


def _edit(
    world: WorldState,
    message: Message,
    *,
    content: FormattedText,
    markup: Markup | None,
    extras: JsonObject,
    mark: bool = True,
) -> JsonObject:
    edited = replace(message, content=content, markup=markup, extras=extras)
    if edited == message:
        raise bad_request(_NOT_MODIFIED)
    if mark:
        edited = replace(edited, edited_at=world.clock.now())
    return world.message_to_api(world.replace_message(edited))


def _check_deletable(world: WorldState, message: Message) -> None:
    if world.clock.now() - message.date > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")


_EDIT: Parameters = {
    "business_connection_id": REFUSED,
    "chat_id": Parameter(Kind.CHAT),
    "message_id": INTEGER,
    "inline_message_id": REFUSED,
    "reply_markup": OBJECT,
}
METHODS = (
    Method(
        "sendMessage",
        {
            **SEND_PARAMETERS,
            "text": NEEDED_TEXT,
            "entities": LIST,
            "link_preview_options": OBJECT,
        },
        send_message,
    ),
    Method(
        "sendPhoto",
        {
            **SEND_PARAMETERS,
            **CAPTION_PARAMETERS,
            "photo": NEEDED_FILE,
            "show_caption_above_media": FLAG,
            "has_spoiler": FLAG,
        },
        send_photo,
    ),
    Method(
        "sendDocument",
        {
            **SEND_PARAMETERS,
            **CAPTION_PARAMETERS,
            "document": NEEDED_FILE,
            "thumbnail": FILE,
            "disable_content_type_detection": FLAG,
        },
        send_document,
    ),
    Method(
        "editMessageText",
        {
            **_EDIT,
            "text": TEXT,
            "parse_mode": TEXT,
            "entities": LIST,
            "link_preview_options": OBJECT,
            "rich_message": REFUSED,
        },
        edit_message_text,
    ),
    Method(
        "editMessageCaption",
        {**_EDIT, **CAPTION_PARAMETERS, "parse_mode": TEXT, "show_caption_above_media": FLAG},
        edit_message_caption,
    ),
    Method("editMessageReplyMarkup", _EDIT, edit_message_reply_markup),
    Method(
        "deleteMessage", {"chat_id": NEEDED_CHAT, "message_id": NEEDED_INTEGER}, delete_message
    ),
    Method(
        "deleteMessages", {"chat_id": NEEDED_CHAT, "message_ids": NEEDED_LIST}, delete_messages
    ),
)
