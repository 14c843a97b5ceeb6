"""Long texts become several messages, cut where a reader would pause."""

import html
import re
from dataclasses import replace
from typing import Final

from bot.outbox.records import Method, Outgoing
from bot.texts.html import Html, utf16_length

LONGEST_TEXT: Final = 4096  # Bot API: sendMessage text, UTF-16 units after entity parsing
_TAG: Final = re.compile(r"</?[a-z][^>]*>")
# Tags, character references and gaps stay whole; a word is cut only where there is no other way.
_TOKEN: Final = re.compile(r"</?[a-z][^>]*>|&[^;\s<&]{1,10};|\n+| +|[^<&\n ]{1,100}|.", re.DOTALL)
_GAP: Final = "\n "


def split(outgoing: Outgoing) -> list[Outgoing]:
    """`outgoing` as messages that Telegram accepts; buttons and keyboard go with the last one."""
    if outgoing.method not in {Method.SEND, Method.EDIT} or fits(outgoing.html):
        return [outgoing]
    parts = _parts(outgoing.html)
    bare = replace(outgoing, buttons=(), keyboard=None)
    return [replace(bare, html=part) for part in parts[:-1]] + [replace(outgoing, html=parts[-1])]


def fits(text: str) -> bool:
    """Whether Telegram would take the HTML `text` as one message."""
    return utf16_length(html.unescape(_TAG.sub("", text))) <= LONGEST_TEXT


def _parts(text: str) -> list[str]:
    """Cut at a paragraph, else at a line, else at a space; tags are closed and opened again."""
    tokens = _TOKEN.findall(text)
    parts: list[str] = []
    opened: list[str] = []
    start = 0
    while start < len(tokens):
        end = _end_of_part(tokens, start)
        before = "".join(opened)
        body = "".join(tokens[start:end])
        for token in tokens[start:end]:
            _follow(opened, token)
        closing = "".join(f"</{_name(tag)}>" for tag in reversed(opened))
        part = f"{before}{body.strip(_GAP)}{closing}"
        if _visible(part):
            parts.append(Html(part))
        start = end
    return parts


def _end_of_part(tokens: list[str], start: int) -> int:
    """Where the part that begins with `start` ends: at the best pause of its second half."""
    length, end = 0, start
    while end < len(tokens) and length + _width(tokens[end]) <= LONGEST_TEXT:
        length += _width(tokens[end])
        end += 1
    if end == len(tokens):
        return end
    reached, best, best_rank = 0, end, 0
    for place in range(start, end):
        reached += _width(tokens[place])
        if reached > length // 2 and _rank(tokens[place]) >= max(best_rank, 1):
            best, best_rank = place + 1, _rank(tokens[place])
    return best


def _rank(token: str) -> int:
    """How good a pause a token is: 3 between paragraphs, 2 between lines, 1 between words, 0 none."""
    if token.startswith("\n"):
        return 3 if len(token) > 1 else 2
    return 1 if token.startswith(" ") else 0


def _follow(opened: list[str], token: str) -> None:
    """Keep the list of tags that are open after `token`."""
    if not _TAG.fullmatch(token):
        return
    if not token.startswith("</"):
        opened.append(token)
    elif opened:
        opened.pop()


def _name(tag: str) -> str:
    return re.split(r"[ >]", tag[1:])[0]


def _width(token: str) -> int:
    return 0 if _TAG.fullmatch(token) else utf16_length(html.unescape(token))


def _visible(part: str) -> str:
    return html.unescape(_TAG.sub("", part)).strip()
