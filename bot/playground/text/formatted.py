"""A text with its entities, from what a bot passes in to what Telegram keeps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import bad_request
from bot.playground.text.detection import detect
from bot.playground.text.links import checked_link
from bot.playground.text.markdown import parse_markdown_v2
from bot.playground.text.markdown_legacy import parse_markdown
from bot.playground.text.markup import parse_html
from bot.playground.text.plaintext import clean, is_blank, utf16_length, utf16_offsets
from bot.playground.text.rendering import to_html
from bot.playground.text.spans import Entity, Span, settle, to_entities

MAX_TEXT = 4096  # UTF-16 units after entities parsing; Bot API, sendMessage
MAX_CAPTION = 1024  # UTF-16 units after entities parsing; Bot API, sendPhoto
_MAX_ENTITIES = 100  # Telegram keeps the first hundred

# Finds the User object of a person the bot has met; None drops the mention, as Telegram does.
FindUser = Callable[[int], JsonObject | None]

_PARSERS: dict[str, Callable[[str], tuple[str, list[Span]]]] = {
    "html": parse_html,
    "markdown": parse_markdown,
    "markdownv2": parse_markdown_v2,
}
_ENTITY_EXTRAS = {
    "text_link": "url",
    "text_mention": "user",
    "pre": "language",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
_DETECTED = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)
_EXPLICIT = (
    frozenset(_ENTITY_EXTRAS)
    | {"bold", "italic", "underline", "strikethrough", "spoiler", "code"}
    | {"blockquote", "expandable_blockquote"}
)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """What Telegram keeps of a text or caption."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    @property
    def html(self) -> str:
        """The text in Telegram's HTML."""
        return to_html(self.text, self.entities)


def plain(text: str) -> FormattedText:
    """A text as a person typed it: cleaned, trimmed, with what Telegram finds in it."""
    cleaned = clean(text).text
    return FormattedText(cleaned, to_entities(cleaned, settle(detect(cleaned))))


def compose(
    text: str,
    *,
    parse_mode: str | None,
    entities: list[JsonObject] | None,
    find_user: FindUser,
) -> FormattedText:
    """A text as a bot sends it.

    Raises:
        ApiError: bad markup, bad entities, or a parse mode that nobody knows.
    """
    mode = (parse_mode or "").lower()
    if mode not in {"", *_PARSERS}:
        raise bad_request("unsupported parse_mode")
    source, spans = _PARSERS[mode](text) if mode else (text, _explicit_spans(text, entities or []))
    marked = [span for span in _resolved(spans, find_user) if span.start < span.end]
    cleaned = clean(source, marked_from=min((span.start for span in marked), default=None))
    moved = [
        replace(span, start=cleaned.moved[span.start], end=cleaned.moved[span.end])
        for span in marked
    ]
    settled = settle(span for span in moved if span.start < span.end)
    found = [
        span
        for span in detect(cleaned.text)
        if not any(span.overlaps(other) for other in settled if other.is_continuous)
    ]
    kept = to_entities(cleaned.text, settle([*settled, *found]))
    return FormattedText(cleaned.text, kept[:_MAX_ENTITIES])


def check_text(formatted: FormattedText) -> FormattedText:
    """`formatted`, if it may be a message's text."""
    if is_blank(formatted.text):
        raise bad_request("message text is empty")
    if utf16_length(formatted.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return formatted


def check_caption(formatted: FormattedText) -> FormattedText:
    """`formatted`, if it may be a caption."""
    if utf16_length(formatted.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def _resolved(spans: Iterable[Span], find_user: FindUser) -> Iterable[Span]:
    for span in spans:
        if span.type != "text_mention":
            yield span
            continue
        number = span.extra.get("user_id")
        user = find_user(number) if isinstance(number, int) else None
        if user is not None:
            yield replace(span, extra={"user": user})


def _explicit_spans(text: str, entities: list[JsonObject]) -> list[Span]:
    index = {offset: number for number, offset in enumerate(utf16_offsets(text))}
    spans = []
    for entity in entities:
        offset, length, kind = entity.get("offset"), entity.get("length"), entity.get("type")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
            raise bad_request("can't parse MessageEntity: offset and length must be numbers")
        if offset not in index:
            raise bad_request(
                f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {offset}"
                if offset < utf16_length(text)
                else f"entity begins after the end of the text at UTF-16 offset {offset}"
            )
        if offset + length not in index:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends "
                + (
                    f"in a middle of a UTF-16 symbol at UTF-16 offset {offset + length}"
                    if offset + length < utf16_length(text)
                    else f"after the end of the text at UTF-16 offset {offset + length}"
                )
            )
        if kind in _DETECTED:
            continue
        if kind not in _EXPLICIT:
            raise bad_request(f'can\'t parse MessageEntity: unsupported type "{kind}" specified')
        spans.append(Span(str(kind), index[offset], index[offset + length], _extra(entity)))
    return spans


def _extra(entity: JsonObject) -> JsonObject:
    kind = str(entity["type"])
    if kind == "text_link":
        url = checked_link(str(entity.get("url", "")))
        if not url:
            raise bad_request(f"entity URL '{entity.get('url', '')}' is invalid: Wrong HTTP URL")
        return {"url": url}
    if kind == "text_mention":
        user = entity.get("user")
        if not isinstance(user, dict) or not isinstance(user.get("id"), int):
            raise bad_request('can\'t parse MessageEntity: field "user" must be a User')
        return {"user_id": user["id"]}
    if kind == "date_time":
        if not isinstance(entity.get("unix_time"), int):
            raise bad_request('can\'t parse MessageEntity: field "unix_time" must be a number')
        keys = ("unix_time", "date_time_format")
        return {key: entity[key] for key in keys if key in entity}
    name = _ENTITY_EXTRAS.get(kind)
    return {name: entity[name]} if name and name in entity else {}
