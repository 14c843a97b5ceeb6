"""Telegram's first Markdown, kept for old bots: nothing nests, and only four characters mean anything.

Bot API, "Markdown style".
"""

from bot.playground.jsontypes import JsonObject
from bot.playground.text.links import link_meaning
from bot.playground.text.markdown import after_fence, refuse
from bot.playground.text.spans import Span

_KINDS = {"_": "italic", "*": "bold", "`": "code", "[": "text_link"}
_FENCE = "```"


def parse_markdown(source: str) -> tuple[str, list[Span]]:
    """The plain text of `source` and its marked spans.

    Raises:
        ApiError: 400 "can't parse entities: …", as Telegram words it.
    """
    text: list[str] = []
    length = at = 0
    spans: list[Span] = []
    while at < len(source):
        char = source[at]
        if char == "\\" and source[at + 1 : at + 2] in _KINDS:
            char = source[at + 1]
            at += 1
        elif char in _KINDS:
            inner, span, at = _stretch(source, at, length)
            spans += [span] if span else []
            text.append(inner)
            length += len(inner)
            continue
        text.append(char)
        length += 1
        at += 1
    return "".join(text), spans


def _stretch(source: str, begin: int, start: int) -> tuple[str, Span | None, int]:
    """The marked text that begins at `begin`, its span, and where the source goes on."""
    kind = _KINDS[source[begin]]
    mark, at, language = source[begin], begin + 1, ""
    if source.startswith(_FENCE, begin):
        kind, mark = "pre", _FENCE
        language, at = after_fence(source, begin + len(_FENCE))
    mark = "]" if kind == "text_link" else mark
    end = source.find(mark, at)
    if end < 0:
        raise refuse(source, "Can't find end of the entity starting", begin)
    inner, after = source[at:end], end + len(mark)
    if not inner:
        return "", None, after
    extra: JsonObject = {"language": language} if language else {}
    meant: str | None = kind
    if kind == "text_link":
        url = inner
        if source.startswith("(", after):
            close = source.find(")", after)
            close = len(source) if close < 0 else close
            url, after = source[after + 1 : close], close + 1
        meant, extra = link_meaning(url)
    return inner, Span(meant, start, start + len(inner), extra) if meant else None, after
