"""Methods that forward a message, or send the same again."""

from dataclasses import replace

from bot.playground.groups.group import Group
from bot.playground.jsontypes import JsonObject
from bot.playground.messages import Message
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import (
    FLAG,
    INTEGER,
    NEEDED_CHAT,
    NEEDED_INTEGER,
    REFUSED,
    TEXT,
    Arguments,
    Parameters,
)
from bot.playground.methods.places import find_place
from bot.playground.methods.sending import (
    CAPTION_PARAMETERS,
    SEND_PARAMETERS,
    deliver,
    extras_of,
    outgoing,
    written,
)
from bot.playground.phone.forwarding import origin_of, permission_for
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState
from bot.playground.text.formatted import check_caption

# What a copy keeps of how the original was shown.
_KEPT = frozenset({"link_preview_options", "has_media_spoiler", "show_caption_above_media"})


async def forward_message(world: WorldState, arguments: Arguments) -> JsonObject:
    """Forward a message; everybody sees whose it is."""
    original = _original(world, arguments, "forward", "forwarded")
    place = find_place(world, arguments, permission_for(original))
    extras = {**_shown(original), **extras_of(arguments)}
    message = outgoing(world, arguments, place, original.content, extras=extras)
    origin = origin_of(world, original)
    return deliver(world, arguments, replace(_filled(message, original), origin=origin))


async def copy_message(world: WorldState, arguments: Arguments) -> JsonObject:
    """Send the same again as the bot's own, with another caption if one is given."""
    original = _original(world, arguments, "copy", "copied")
    place = find_place(world, arguments, permission_for(original))
    extras = {**_shown(original), **extras_of(arguments)}
    content = original.content
    if arguments.has("caption") and (original.photo or original.document):
        content = check_caption(written(world, arguments, "caption", "caption_entities"))
        extras.pop("show_caption_above_media", None)
        if arguments.flag("show_caption_above_media"):
            extras["show_caption_above_media"] = True
    message = outgoing(world, arguments, place, content, extras=extras)
    sent = deliver(world, arguments, _filled(message, original))
    return {"message_id": sent["message_id"]}


def _original(world: WorldState, arguments: Arguments, verb: str, participle: str) -> Message:
    chat_id = arguments.chat("from_chat_id")
    chat = world.chats.get(chat_id)
    if isinstance(chat, Group):
        chat = world.reach_group(chat_id)
    elif chat is None or not world.people[chat_id].started:
        raise bad_request("chat not found")
    message = chat.messages.get(arguments.need_integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if not message.is_content or message.extras.get("has_protected_content"):
        raise bad_request(f"the message can't be {participle}")
    return message


def _shown(original: Message) -> JsonObject:
    return {name: value for name, value in original.extras.items() if name in _KEPT}


def _filled(message: Message, original: Message) -> Message:
    return replace(
        message,
        photo=original.photo,
        document=original.document,
        service=original.service,
    )


_FROM: Parameters = {
    "from_chat_id": NEEDED_CHAT,
    "message_id": NEEDED_INTEGER,
    "video_start_timestamp": REFUSED,
}
METHODS = (
    Method(
        "forwardMessage",
        {
            **_FROM,
            "chat_id": NEEDED_CHAT,
            "message_thread_id": INTEGER,
            "direct_messages_topic_id": REFUSED,
            "disable_notification": FLAG,
            "protect_content": FLAG,
            "message_effect_id": TEXT,
            "suggested_post_parameters": REFUSED,
        },
        forward_message,
    ),
    Method(
        "copyMessage",
        {
            **{name: each for name, each in SEND_PARAMETERS.items() if name[:8] != "business"},
            **CAPTION_PARAMETERS,
            **_FROM,
            "show_caption_above_media": FLAG,
        },
        copy_message,
    ),
)
