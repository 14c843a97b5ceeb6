"""Methods that send and change messages."""

from dataclasses import replace

from bot.playground.jsontypes import JsonObject
from bot.playground.methods.editing import EDIT_PARAMETERS, edit, editable, stored
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import (
    FILE,
    FLAG,
    LIST,
    NEEDED_FILE,
    NEEDED_TEXT,
    OBJECT,
    REFUSED,
    TEXT,
    Arguments,
)
from bot.playground.methods.places import find_place
from bot.playground.methods.sending import (
    CAPTION_PARAMETERS,
    SEND_PARAMETERS,
    deliver,
    extras_of,
    link_preview,
    markup_of,
    outgoing,
    written,
)
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState
from bot.playground.text.formatted import check_caption, check_text


async def send_message(world: WorldState, arguments: Arguments) -> JsonObject:
    """Send a text."""
    place = find_place(world, arguments)
    content = check_text(written(world, arguments, "text", "entities"))
    extras = {**extras_of(arguments), **link_preview(arguments)}
    return deliver(world, arguments, outgoing(world, arguments, place, content, extras=extras))


async def send_photo(world: WorldState, arguments: Arguments) -> JsonObject:
    """Send a picture."""
    place = find_place(world, arguments, "can_send_photos")
    content = check_caption(written(world, arguments, "caption", "caption_entities"))
    extras = extras_of(arguments)
    if arguments.flag("has_spoiler"):
        extras["has_media_spoiler"] = True
    if arguments.flag("show_caption_above_media"):
        extras["show_caption_above_media"] = True
    message = outgoing(world, arguments, place, content, extras=extras)
    photo = stored(world, arguments, "photo")
    return deliver(world, arguments, replace(message, photo=photo))


async def send_document(world: WorldState, arguments: Arguments) -> JsonObject:
    """Send a file."""
    place = find_place(world, arguments, "can_send_documents")
    content = check_caption(written(world, arguments, "caption", "caption_entities"))
    message = outgoing(world, arguments, place, content, extras=extras_of(arguments))
    document = stored(world, arguments, "document")
    return deliver(world, arguments, replace(message, document=document))


async def edit_message_text(world: WorldState, arguments: Arguments) -> JsonObject:
    """Change a text and the buttons under it; without `reply_markup` the buttons go."""
    if arguments.text("text") is None:
        raise bad_request("message text is empty")
    content = check_text(written(world, arguments, "text", "entities"))
    markup = markup_of(arguments, inline_only=True)
    preview = link_preview(arguments)
    message = editable(world, arguments)
    if not message.is_text:
        raise bad_request("there is no text in the message to edit")
    extras = {key: value for key, value in message.extras.items() if key != "link_preview_options"}
    return edit(world, message, content=content, markup=markup, extras={**extras, **preview})


async def edit_message_caption(world: WorldState, arguments: Arguments) -> JsonObject:
    """Change the caption of a picture or file and the buttons under it."""
    content = check_caption(written(world, arguments, "caption", "caption_entities"))
    markup = markup_of(arguments, inline_only=True)
    message = editable(world, arguments)
    if message.photo is None and message.document is None:
        raise bad_request("there is no caption in the message to edit")
    return edit(world, message, content=content, markup=markup, extras=message.extras)


async def edit_message_reply_markup(world: WorldState, arguments: Arguments) -> JsonObject:
    """Change only the buttons under a message."""
    markup = markup_of(arguments, inline_only=True)
    message = editable(world, arguments)
    return edit(
        world, message, content=message.content, markup=markup, extras=message.extras, mark=False
    )


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
            **EDIT_PARAMETERS,
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
        {
            **EDIT_PARAMETERS,
            **CAPTION_PARAMETERS,
            "parse_mode": TEXT,
            "show_caption_above_media": FLAG,
        },
        edit_message_caption,
    ),
    Method("editMessageReplyMarkup", EDIT_PARAMETERS, edit_message_reply_markup),
)
