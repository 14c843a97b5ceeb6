"""The method that puts another picture or file into a message."""

from dataclasses import replace

from bot.playground.fields import ObjectReader
from bot.playground.files import Upload
from bot.playground.jsontypes import JsonObject
from bot.playground.methods.editing import EDIT_PARAMETERS, edit, editable, stored_as
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import NEEDED_OBJECT, Arguments
from bot.playground.methods.sending import markup_of
from bot.playground.refusals import bad_request, not_offered
from bot.playground.state import WorldState
from bot.playground.text.formatted import FormattedText, check_caption, compose

_NOT_PLAYED = frozenset({"animation", "audio", "live_photo", "sticker", "video", "voice"})


async def edit_message_media(world: WorldState, arguments: Arguments) -> JsonObject:
    """Put a picture or a file in the place of what a message shows, with its own caption."""
    message = editable(world, arguments)
    markup = markup_of(arguments, inline_only=True)
    if message.service is not None:
        raise bad_request("message can't be edited")
    media = ObjectReader(arguments.object("media"), "InputMedia")
    kind = media.need_text("type")
    if kind in _NOT_PLAYED:
        raise not_offered(f"media of the type {kind}")
    if kind not in {"photo", "document"}:
        raise bad_request(f"can't parse InputMedia: type {kind} is unsupported")
    file = stored_as(world, _file(media, arguments), kind)
    content = check_caption(_caption(world, media))
    extras = {
        name: value
        for name, value in message.extras.items()
        if name in {"has_protected_content", "effect_id"}
    }
    if kind == "photo":
        for field, shown in (
            ("has_spoiler", "has_media_spoiler"),
            ("show_caption_above_media", "show_caption_above_media"),
        ):
            if media.flag(field):
                extras[shown] = True
    else:
        media.flag("disable_content_type_detection")
    media.finish()
    photo, document = (file, None) if kind == "photo" else (None, file)
    changed = replace(message, photo=photo, document=document)
    return edit(world, changed, content=content, markup=markup, extras=extras)


def _file(media: ObjectReader, arguments: Arguments) -> Upload | str:
    given = media.need_text("media")
    if not given.startswith("attach://"):
        return given
    name = given.removeprefix("attach://")
    if name not in arguments.files:
        raise bad_request(f"file {name} was not attached")
    return arguments.files[name]


def _caption(world: WorldState, media: ObjectReader) -> FormattedText:
    raw = media.list("caption_entities") if media.has("caption_entities") else []
    entities = [each for each in raw if isinstance(each, dict)]
    if len(entities) != len(raw):
        raise bad_request("can't parse entities: Array of MessageEntity expected")
    return compose(
        media.text("caption") or "",
        parse_mode=media.text("parse_mode"),
        entities=entities,
        find_user=world.find_user,
    )


METHODS = (
    Method("editMessageMedia", {**EDIT_PARAMETERS, "media": NEEDED_OBJECT}, edit_message_media),
)
