"""A kept text as Telegram's HTML again: what a person sees, for tests and for the page."""

from collections.abc import Iterable, Sequence
from html import escape

from bot.playground.text.spans import Entity, Span, to_spans

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """`text` in the grammar that `parse_mode=HTML` reads; what Telegram found by itself stays bare."""
    marked = [(span, tags) for span in to_spans(text, entities) if (tags := _tags(span))]
    pieces: list[str] = []
    ends: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        pieces.extend(_closed(ends, index))
        for span, (opening, closing) in marked:
            if span.start == index:
                pieces.append(opening)
                ends.append((span.end, closing))
        pieces.append(escape(char, quote=False))
    pieces.extend(_closed(ends, len(text)))
    return "".join(pieces)


def _closed(ends: list[tuple[int, str]], index: int) -> Iterable[str]:
    while ends and ends[-1][0] <= index:
        yield ends.pop()[1]


def _tags(span: Span) -> tuple[str, str] | None:
    extra = {key: escape(str(value)) for key, value in span.extra.items()}
    if span.type == "text_link":
        return f'<a href="{extra["url"]}">', "</a>"
    if span.type == "text_mention":
        user = span.extra["user"]
        return f'<a href="tg://user?id={user["id"] if isinstance(user, dict) else ""}">', "</a>"
    if span.type == "custom_emoji":
        return f'<tg-emoji emoji-id="{extra["custom_emoji_id"]}">', "</tg-emoji>"
    if span.type == "date_time":
        style = f' format="{extra["date_time_format"]}"' if "date_time_format" in extra else ""
        return f'<tg-time unix="{extra["unix_time"]}"{style}>', "</tg-time>"
    if span.type == "pre":
        if "language" not in extra:
            return "<pre>", "</pre>"
        return f'<pre><code class="language-{extra["language"]}">', "</code></pre>"
    return _TAGS.get(span.type)
