"""What every method that sends shares: parameters, markup, pace."""

from dataclasses import replace
from typing import Final

from bot.playground.fields import ObjectReader
from bot.playground.groups.group import Group
from bot.playground.jsontypes import JsonObject
from bot.playground.keyboards import Markup, ReplyKeyboard, is_selective, parse_markup
from bot.playground.messages import Message
from bot.playground.methods.parameters import (
    FLAG,
    INTEGER,
    LIST,
    NEEDED_CHAT,
    OBJECT,
    REFUSED,
    TEXT,
    Arguments,
    Parameters,
)
from bot.playground.methods.places import Place
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState
from bot.playground.text.formatted import FormattedText, compose
from bot.playground.text.spans import to_spans

SEND_PARAMETERS: Parameters = {
    "business_connection_id": REFUSED,
    "chat_id": NEEDED_CHAT,
    "message_thread_id": INTEGER,
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
# TDLib, KeyboardButton
_REQUESTS: Final = {
    "request_contact": "phone number",
    "request_location": "location",
    "request_users": "users",
    "request_chat": "chats",
}


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


def outgoing(
    world: WorldState,
    arguments: Arguments,
    place: Place,
    content: FormattedText,
    *,
    extras: JsonObject,
) -> Message:
    """The message that a call sends to `place`, with its keyboard."""
    markup = markup_of(arguments)
    if isinstance(place.chat, Group):
        _check_for_group(arguments, markup)
    message = Message(
        message_id=0,
        chat_id=place.chat.id,
        sender_id=world.bot.id,
        from_bot=True,
        date=world.clock.now(),
        thread_id=place.thread_id,
        content=content,
        markup=markup,
        reply_to=place.reply_to,
        extras=extras,
    )
    if isinstance(place.chat, Group) and is_selective(markup):
        return replace(message, keyboard_for=_meant(world, place, content))
    return message


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


def _check_for_group(arguments: Arguments, markup: Markup | None) -> None:
    if arguments.has("message_effect_id"):
        raise bad_request("can't use message effects in the chat")
    if not isinstance(markup, ReplyKeyboard):
        return
    for button in markup:
        for name, wanted in _REQUESTS.items():
            if getattr(button, name):
                raise bad_request(f"{wanted} can be requested in private chats only")


def _meant(world: WorldState, place: Place, content: FormattedText) -> frozenset[int]:
    """Whom a selective keyboard is for: who is mentioned, and whose message is answered (Bot API)."""
    meant: set[int] = set()
    names: set[str] = set()
    for span in to_spans(content.text, content.entities):
        user = span.extra.get("user")
        if isinstance(user, dict):
            meant.add(user["id"])
        if span.type == "mention":
            names.add(content.text[span.start + 1 : span.end].lower())
    meant |= {each.id for each in world.people.values() if (each.username or "").lower() in names}
    answered = place.chat.messages.get(place.reply_to or 0)
    return frozenset(meant | ({answered.sender_id} if answered else set()))
