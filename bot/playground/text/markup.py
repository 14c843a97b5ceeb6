"""Telegram's HTML: a small grammar of its own, neither HTML nor XML.

Tags must be closed in order, only four named character references exist, an unknown one stays as it is, and errors
name the byte where they happened. Bot API, "HTML style".
"""

import re
from dataclasses import dataclass, field

from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import ApiError, bad_request
from bot.playground.text.links import BadLinkError, link_meaning, moment
from bot.playground.text.spans import Span

_SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
}
_TAGS = frozenset(_SIMPLE_TAGS) | {"a", "blockquote", "tg-emoji", "tg-time"}
_NAMED_REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<dec>[0-9]*)|(?P<name>[A-Za-z]+));?")
_MAX_REFERENCE = 10  # characters; Telegram leaves longer numeric references as they are
_MAX_CODE_POINT = 0x10FFFF
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    at: int
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


class _Reader:
    """One pass over the source; `at` is where it stands."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Tag] = []
        self.spans: list[Span] = []

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def refuse(self, reason: str, at: int | None = None) -> ApiError:
        where = "" if at is None else f" at byte offset {self.byte(at)}"
        return bad_request(f"can't parse entities: {reason}{where}")

    def put(self, piece: str) -> None:
        self.text.append(piece)
        self.length += len(piece)

    def skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at].isspace():
            self.at += 1

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def until(self, stops: str) -> str:
        begin = self.at
        while self.at < len(self.source):
            char = self.source[self.at]
            if char.isspace() or char in stops:
                break
            self.at += 1
        return self.source[begin : self.at]


def parse_html(source: str) -> tuple[str, list[Span]]:
    """The plain text of `source` and its marked spans.

    Raises:
        ApiError: 400 "can't parse entities: …", as Telegram words it.
    """
    reader = _Reader(source)
    while reader.at < len(source):
        char = source[reader.at]
        if char == "&":
            reader.put(_reference(reader))
        elif char != "<":
            reader.put(char)
            reader.at += 1
        elif source[reader.at + 1 : reader.at + 2] == "/":
            _end_tag(reader)
        else:
            _start_tag(reader)
    if reader.open:
        raise reader.refuse(
            f'Can\'t find end tag corresponding to start tag "{reader.open[-1].name}"'
        )
    text = "".join(reader.text)
    if re.search("[\ud800-\udfff]", text):
        raise reader.refuse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return text, [span for span in reader.spans if span.start < span.end]


def _reference(reader: _Reader) -> str:
    match = _REFERENCE.match(reader.source, reader.at)
    char = _referred(match) if match else ""
    if not match or not char:
        reader.at += 1
        return "&"
    reader.at = match.end()
    return char


def _referred(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED_REFERENCES.get(match["name"], "")
    digits, base = (match["hex"], 16) if match["hex"] is not None else (match["dec"], 10)
    if not digits or len(match[0].rstrip(";")) >= _MAX_REFERENCE:
        return ""
    code = int(digits, base)
    return chr(code) if 0 < code < _MAX_CODE_POINT else ""


def _start_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    name = reader.until(">").lower()
    if not reader.peek():
        raise reader.refuse("Unclosed start tag", begin)
    if name not in _TAGS:
        raise reader.refuse(f'Unsupported start tag "{name}"', begin)
    attributes: dict[str, str] = {}
    while True:
        reader.skip_space()
        if reader.peek() == ">":
            break
        if not reader.peek():
            raise reader.refuse("Unclosed start tag", begin)
        key, value = _attribute(reader, name, begin)
        attributes[key] = value
    reader.at += 1
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise reader.refuse('Tag "span" must have class "tg-spoiler"', begin)
    reader.open.append(_Tag(name, begin, reader.length, attributes))


def _attribute(reader: _Reader, tag: str, begin: int) -> tuple[str, str]:
    key = reader.until("=>")
    if not key:
        raise reader.refuse(f'Empty attribute name in the tag "{tag}"', begin)
    reader.skip_space()
    if reader.peek() != "=":
        return key, ""
    reader.at += 1
    reader.skip_space()
    quote = reader.peek()
    if not quote:
        raise reader.refuse(f'Unclosed start tag "{tag}"', begin)
    if quote in "'\"":
        return key, _quoted(reader, quote, begin)
    token_at = reader.at
    token = _NAME_TOKEN.match(reader.source, reader.at)
    reader.at = token.end() if token else reader.at
    if not reader.peek().isspace() and reader.peek() != ">":
        raise reader.refuse("Unexpected end of name token", token_at)
    return key, reader.source[token_at : reader.at].lower()


def _quoted(reader: _Reader, quote: str, begin: int) -> str:
    reader.at += 1
    value: list[str] = []
    while reader.peek() and reader.peek() != quote:
        if reader.peek() == "&":
            value.append(_reference(reader))
        else:
            value.append(reader.peek())
            reader.at += 1
    reader.at += 1
    if not reader.peek():
        raise reader.refuse("Unclosed start tag", begin)
    return "".join(value)


def _end_tag(reader: _Reader) -> None:
    begin = reader.at
    if not reader.open:
        raise reader.refuse("Unexpected end tag", begin)
    reader.at += 2
    name = reader.until(">").lower()
    reader.skip_space()
    if reader.peek() != ">":
        raise reader.refuse("Unclosed end tag", begin)
    reader.at += 1
    tag = reader.open.pop()
    if name and name != tag.name:
        raise reader.refuse(
            f"Unmatched end tag at byte offset {reader.byte(begin)}, "
            f'expected "</{tag.name}>", found "</{name}>"'
        )
    span = _span(reader, tag)
    if span is not None and not _joins_code_and_pre(reader, tag, span):
        reader.spans.append(span)


def _span(reader: _Reader, tag: _Tag) -> Span | None:
    kind, extra = _meaning(reader, tag)
    return Span(kind, tag.start, reader.length, extra) if kind else None


def _meaning(reader: _Reader, tag: _Tag) -> tuple[str | None, JsonObject]:
    if tag.name == "a":
        return link_meaning(tag.attributes.get("href") or "".join(reader.text)[tag.start :])
    if tag.name == "blockquote":
        return ("expandable_" if "expandable" in tag.attributes else "") + "blockquote", {}
    if tag.name == "tg-emoji":
        emoji = tag.attributes.get("emoji-id", "")
        if not emoji.isdigit() or not int(emoji):
            raise reader.refuse("Invalid custom emoji identifier specified")
        return "custom_emoji", {"custom_emoji_id": emoji}
    if tag.name == "tg-time":
        return "date_time", _date_time(reader, tag)
    if tag.name == "code" and tag.attributes.get("class", "").startswith("language-"):
        return "code", {"language": tag.attributes["class"].removeprefix("language-")}
    return _SIMPLE_TAGS[tag.name], {}


def _date_time(reader: _Reader, tag: _Tag) -> JsonObject:
    try:
        return moment(tag.attributes.get("unix", ""), tag.attributes.get("format", ""))
    except BadLinkError as bad:
        raise reader.refuse(str(bad), tag.at) from None


def _joins_code_and_pre(reader: _Reader, tag: _Tag, span: Span) -> bool:
    """`<pre><code class="language-x">` over the same text is one span with a language; a bare code has none."""
    last = reader.spans[-1] if reader.spans else None
    same = last is not None and (last.start, last.end) == (span.start, span.end)
    if last is not None and same and tag.name == "pre" and last.type == "code":
        reader.spans[-1] = Span("pre", span.start, span.end, last.extra)
        return True
    if tag.name == "code" and "language" in span.extra:
        in_pre = bool(reader.open) and reader.open[-1].name == "pre"
        if not in_pre:
            reader.spans.append(Span("code", span.start, span.end))
            return True
    return False
