"""What the page can let a person do in a chat, one address each."""

import base64
import binascii
from collections.abc import Callable
from typing import Final

from bot.playground.control.errands import Deed, Errand, seat
from bot.playground.jsontypes import JsonObject
from bot.playground.messages import Message
from bot.playground.phone.player import Player
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import chats, groups

MAX_FILE_NAME = 255  # bytes; what file systems take


def _number_of(message: Message | None) -> JsonObject:
    return {"message_id": message.message_id if message else None}


def _send(errand: Errand) -> JsonObject:
    text, reply_to = errand.body.need_text("text"), errand.body.number("reply_to")
    here, thread_id = errand.here(), errand.body.number("thread_id")
    errand.body.finish()
    keyboard = here.reply_keyboard
    if reply_to is None and keyboard and text in keyboard.text_labels:
        return _number_of(here.tap(text, thread_id=thread_id))
    return _number_of(here.send(text, reply_to, thread_id=thread_id))


def _press(errand: Errand) -> JsonObject:
    message_id, data = errand.body.need_number("message_id"), errand.body.need_text("data")
    here = errand.here()
    errand.body.finish()
    return {"callback_id": here.press(message_id, data)}


def _edit(errand: Errand) -> JsonObject:
    message_id, text = errand.body.need_number("message_id"), errand.body.need_text("text")
    here = errand.here()
    errand.body.finish()
    return _number_of(here.edit(message_id, text))


def _read(errand: Errand) -> JsonObject:
    here = errand.here()
    errand.body.finish()
    here.read()
    return {}


def _upload(errand: Errand) -> JsonObject:
    body = errand.body
    name, mime_type = body.need_text("name"), body.text("mime_type") or ""
    encoded, caption = body.need_text("content"), body.text("caption") or ""
    as_photo, here, thread_id = body.flag("as_photo"), errand.here(), body.number("thread_id")
    body.finish()
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise NotPossibleError(chats.FILE_IS_BROKEN) from None
    name = name.replace("/", "_").replace("\\", "_")
    if len(name.encode(errors="replace")) > MAX_FILE_NAME:
        raise NotPossibleError(chats.FILE_NAME_TOO_LONG)
    if as_photo:
        return _number_of(here.send_photo(content, caption, name=name, thread_id=thread_id))
    message = here.send_document(
        content, name, mime_type=mime_type, caption=caption, thread_id=thread_id
    )
    return _number_of(message)


def _send_location(errand: Errand) -> JsonObject:
    place, here, thread_id = errand.place(), errand.here(), errand.body.number("thread_id")
    errand.body.finish()
    return _number_of(here.send_location(*place, thread_id=thread_id))


def _send_contact(errand: Errand) -> JsonObject:
    person_id, here = errand.person_id(), errand.here()
    thread_id = errand.body.number("thread_id")
    errand.body.finish()
    return _number_of(here.send_contact(person_id, thread_id=thread_id))


def _forward(errand: Errand) -> JsonObject:
    body = errand.body
    message_id, from_chat_id = body.need_number("message_id"), body.number("from_chat_id")
    there, thread_id = errand.here(), body.number("thread_id")
    body.finish()
    here = seat(errand.world, errand.player, from_chat_id)
    return _number_of(here.forward(message_id, there.group, thread_id=thread_id))


def _share_users(errand: Errand) -> JsonObject:
    request_id, raw = errand.body.need_number("request_id"), errand.body.list("user_ids")
    errand.body.finish()
    ids = [each for each in raw if isinstance(each, int)]
    return _number_of(errand.player.pick_users(ids, request_id))


def _share_chat(errand: Errand) -> JsonObject:
    request_id, there = errand.body.need_number("request_id"), errand.group()
    errand.body.finish()
    if there.group is None:
        raise NotPossibleError(groups.CHOOSE_A_GROUP)
    return _number_of(errand.player.pick_chat(there.group, request_id))


def _location(errand: Errand) -> JsonObject:
    place = errand.place()
    errand.body.finish()
    return _number_of(errand.player.share_location(*place))


def _contact(errand: Errand) -> JsonObject:
    errand.body.finish()
    return _number_of(errand.player.share_contact())


def _open(errand: Errand) -> JsonObject:
    url, here = errand.body.need_text("url"), errand.here()
    errand.body.finish()
    message = here.open_link(url)
    # Where it has led to: the page goes there.
    return {**_number_of(message), "chat_id": message.chat_id if message else None}


def _plainly(deed: Callable[[Player], None]) -> Deed:
    def do(errand: Errand) -> JsonObject:
        errand.body.finish()
        deed(errand.player)
        return {}

    return do


DEEDS: Final[dict[str, Deed]] = {
    "send": _send,
    "press": _press,
    "edit": _edit,
    "read": _read,
    "upload": _upload,
    "send-location": _send_location,
    "send-contact": _send_contact,
    "forward": _forward,
    "share-users": _share_users,
    "share-chat": _share_chat,
    "location": _location,
    "contact": _contact,
    "open": _open,
    "block": _plainly(Player.block),
    "unblock": _plainly(Player.unblock),
    "delete": _plainly(Player.delete_account),
}
