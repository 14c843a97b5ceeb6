"""What every method that sends shares: parameters, replies, markup, pace."""

from bot.playground.fields import ObjectReader
from bot.playground.formatted import FormattedText, compose
from bot.playground.jsontypes import JsonObject
from bot.playground.keyboards import Markup, parse_markup
from bot.playground.messages import Message
from bot.playground.parameters import (
    FLAG,
    LIST,
    NEEDED_CHAT,
    OBJECT,
    REFUSED,
    TEXT,
    Arguments,
    Parameters,
)
from bot.playground.refusals import bad_request, not_offered
from bot.playground.state import WorldState

SEND_PARAMETERS: Parameters = {
    "business_connection_id": REFUSED,
    "chat_id": NEEDED_CHAT,
    "message_thread_id": REFUSED,
    "direct_messages_topic_id": REFUSED,
    "parse_mode": TEXT,
    "disable_notification": FLAG,
    "protect_content": FLAG,
    "allow_paid_broadcast": FLAG,
    "message_effect_id": TEXT,
    "suggested_post_parameters": REFUSED,
    "reply_parameters": OBJECT,
    "reply_markup": OBJECT,
}
CAPTION_PARAMETERS: Parameters = {"caption": TEXT, "caption_entities": LIST}
_NOT_PLAYED_IN_REPLIES = (
    "quote",
    "quote_parse_mode",
    "quote_entities",
    "quote_position",
    "checklist_task_id",
    "poll_option_id",
)


def written(world: WorldState, arguments: Arguments, text: str, entities: str) -> FormattedText:
    """The text in parameter `text`, marked up by `parse_mode` or the parameter `entities`."""
    raw = arguments.list(entities)
    if raw is not None and not all(isinstance(each, dict) for each in raw):
        raise bad_request("can't parse entities: Array of MessageEntity expected")
    return compose(
        arguments.text(text) or "",
        parse_mode=arguments.text("parse_mode"),
        entities=[each for each in raw or [] if isinstance(each, dict)],
        find_user=world.find_user,
    )


def markup_of(arguments: Arguments, *, inline_only: bool = False) -> Markup | None:
    """The parameter `reply_markup`."""
    return parse_markup(arguments.object("reply_markup"), inline_only=inline_only)


def reply_target(world: WorldState, arguments: Arguments) -> int | None:
    """The message that `reply_parameters` names, or None."""
    raw = arguments.object("reply_parameters")
    if not raw:
        return None
    reader = ObjectReader(raw, "reply parameters")
    for name in _NOT_PLAYED_IN_REPLIES:
        if reader.has(name):
            raise not_offered(f"the field {name} of reply_parameters")
        reader.take(name)
    message_id = reader.need_number("message_id")
    chat_id = reader.take("chat_id")
    is_optional = reader.flag("allow_sending_without_reply")
    reader.finish()
    if chat_id not in {None, arguments.chat(), str(arguments.chat())}:
        raise not_offered("replying to another chat's message")
    if message_id in world.chats[arguments.chat()].messages:
        return message_id
    if is_optional:
        return None
    raise bad_request("message to be replied not found")


def link_preview(arguments: Arguments) -> JsonObject:
    """The checked `link_preview_options`, as the message shows them."""
    raw = arguments.object("link_preview_options")
    if not raw:
        return {}
    reader = ObjectReader(raw, "link preview options")
    reader.text("url")
    for name in ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"):
        reader.flag(name)
    reader.finish()
    return {"link_preview_options": raw}


def extras_of(arguments: Arguments) -> JsonObject:
    """Fields of Message that come straight from the parameters."""
    extras: JsonObject = {}
    if arguments.flag("protect_content"):
        extras["has_protected_content"] = True
    if arguments.has("message_effect_id"):
        extras["effect_id"] = arguments.text("message_effect_id")
    return extras


def deliver(world: WorldState, arguments: Arguments, message: Message) -> JsonObject:
    """Count the message against the pace, put it into its chat, and answer it.

    The pace comes last: a call that is refused for what it says does not count.
    """
    world.pace(message.chat_id, paid=arguments.flag("allow_paid_broadcast"))
    return world.message_to_api(world.put_message(message))
