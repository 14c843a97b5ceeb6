"""Telegram's MarkdownV2: a strict grammar of its own, in which every reserved character must be escaped.

One pass over the text, as TDLib reads it: what is open decides what a character means, `__` is taken before `_`, and
errors name the byte where the open stretch began. Bot API, "MarkdownV2 style".
"""

from dataclasses import dataclass

from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import ApiError, bad_request
from bot.playground.text.links import BadLinkError, image_meaning, link_meaning
from bot.playground.text.spans import CODE, Span

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_IN_CODE = frozenset("`")
_BLANKS = " \t\r\n\0\v"  # what ends the language of a code block
_LAST_ESCAPABLE = "~"  # code 126; a backslash before anything above it is a backslash
# The first that fits is meant, so `__` is asked before `_`.
_OPENINGS = (
    ("__", "underline"),
    ("_", "italic"),
    ("*", "bold"),
    ("~", "strikethrough"),
    ("||", "spoiler"),
    ("![", "custom_emoji"),
    ("[", "text_link"),
    ("```", "pre"),
    ("`", "code"),
)
_CLOSINGS = {
    **{kind: mark for mark, kind in _OPENINGS},
    "text_link": "]",
    "custom_emoji": "]",
}
# As TDLib's errors name them.
_NAMES = {
    "underline": "Underline",
    "italic": "Italic",
    "bold": "Bold",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "custom_emoji": "CustomEmoji",
    "text_link": "TextUrl",
    "pre": "Pre",
    "code": "Code",
    "blockquote": "BlockQuote",
}


@dataclass(frozen=True, slots=True)
class _Open:
    kind: str
    at: int
    start: int
    language: str = ""

    @property
    def name(self) -> str:
        return "PreCode" if self.language else _NAMES[self.kind]


def parse_markdown_v2(source: str) -> tuple[str, list[Span]]:
    """The plain text of `source` and its marked spans.

    Raises:
        ApiError: 400 "can't parse entities: …", as Telegram words it.
    """
    return _Reader(source).read()


def refuse(source: str, reason: str, at: int | None = None) -> ApiError:
    """What cannot be parsed, with the byte where it stands."""
    where = ""
    if at is not None:
        where = f" at byte offset {len(source[:at].encode('utf-8', 'surrogatepass'))}"
    return bad_request(f"can't parse entities: {reason}{where}")


def after_fence(source: str, at: int) -> tuple[str, int]:
    """The language that may stand behind ```, and where the code begins: one line's end is left out."""
    end = at
    while end < len(source) and source[end] not in _BLANKS and source[end] != "`":
        end += 1
    language = ""
    if at < end < len(source) and source[end] != "`":
        language, at = source[at:end], end
    if source[at : at + 2] in {"\r\n", "\n\r"}:
        return language, at + 2
    return language, at + (source[at : at + 1] in {"\r", "\n"})


class _Reader:
    """One pass over the source; `at` is where it stands."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.open: list[_Open] = []
        self.spans: list[Span] = []
        self.in_quote = False
        self.may_quote = True

    def read(self) -> tuple[str, list[Span]]:
        while self.at < len(self.source):
            char = self.source[self.at]
            in_code = bool(self.open) and self.open[-1].kind in CODE
            if self._is_escape(self.at):
                self.at += 1
                self._put(self.source[self.at], begins_line=self.source[self.at] == "\n")
            elif char not in (_IN_CODE if in_code else _RESERVED):
                self._put(char, begins_line=False)
            elif self._closes(char):
                self._close(char)
            else:
                self._begin(char)
        self._finish()
        return "".join(self.text), [span for span in self.spans if span.start < span.end]

    def _is_escape(self, at: int) -> bool:
        escaped = self.source[at + 1 : at + 2]
        return self.source[at] == "\\" and "\0" < escaped <= _LAST_ESCAPABLE

    def _put(self, char: str, *, begins_line: bool) -> None:
        self.text.append(char)
        self.at += 1
        if char != "\r":
            self.may_quote = begins_line

    def _begin(self, char: str) -> None:
        if char == "\n":
            self._put(char, begins_line=True)
            return
        if char == ">" and self.may_quote:
            if not self.in_quote:
                self.in_quote = True
                self.open.append(_Open("blockquote", self.at, len(self.text)))
            self.at += 1
            return
        for mark, kind in _OPENINGS:
            if self.source.startswith(mark, self.at):
                begin, language = self.at, ""
                self.at += len(mark)
                if kind == "pre":
                    language, self.at = after_fence(self.source, self.at)
                self.open.append(_Open(kind, begin, len(self.text), language))
                return
        raise refuse(
            self.source,
            f"Character '{char}' is reserved and must be escaped with the preceding '\\'",
        )

    def _closes(self, char: str) -> bool:
        if not self.open:
            return False
        if char == "\n" and self.in_quote and not self.source.startswith(">", self.at + 1):
            return True
        kind = self.open[-1].kind
        if kind == "blockquote" or (kind == "italic" and self.source.startswith("__", self.at)):
            return False
        return self.source.startswith(_CLOSINGS[kind], self.at)

    def _close(self, char: str) -> None:
        if char == "\n":
            self._close_quote()
            return
        top = self.open.pop()
        kind: str | None = top.kind
        extra: JsonObject = {"language": top.language} if top.language else {}
        if kind == "text_link":
            url = self._address("a URL")
            kind, extra = link_meaning("".join(self.text[top.start :]) if url is None else url)
        elif kind == "custom_emoji":
            kind, extra = self._image()
        else:
            self.at += len(_CLOSINGS[top.kind])
        if kind is not None:
            self.spans.append(Span(kind, top.start, len(self.text), extra))

    def _close_quote(self) -> None:
        """The line ends and the next is no part of the quotation; `||` at its end makes it expandable."""
        top, kind = self.open.pop(), "blockquote"
        if top.kind == "spoiler" and self.source[top.at + 2 : self.at] in {"", "\r"}:
            top, kind = self.open.pop(), "expandable_blockquote"
        if top.kind != "blockquote":
            raise self._unclosed(top)
        self.in_quote = False
        self._put("\n", begins_line=True)
        self.spans.append(Span(kind, top.start, len(self.text)))

    def _address(self, what: str) -> str | None:
        """What stands in parentheses behind `]`; None if nothing does."""
        self.at += 1
        if not self.source.startswith("(", self.at):
            return None
        begin = self.at = self.at + 1
        url: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != ")":
            self.at += self._is_escape(self.at)
            url.append(self.source[self.at])
            self.at += 1
        if self.at == len(self.source):
            raise refuse(self.source, f"Can't find end of {what}", begin)
        self.at += 1
        return "".join(url)

    def _image(self) -> tuple[str, JsonObject]:
        url = self._address("a custom emoji URL")
        if url is None:
            raise refuse(self.source, "Custom emoji entity must contain a tg://emoji URL")
        try:
            return image_meaning(url)
        except BadLinkError as bad:
            raise refuse(self.source, str(bad)) from None

    def _finish(self) -> None:
        kind = "blockquote"
        if self.in_quote:
            top = self.open[-1]
            if top.kind == "spoiler" and top.at == len(self.source) - 2:
                self.open.pop()
                kind = "expandable_blockquote"
        if self.in_quote and self.open[-1].kind == "blockquote":
            self.spans.append(Span(kind, self.open.pop().start, len(self.text)))
        if self.open:
            raise self._unclosed(self.open[-1])

    def _unclosed(self, top: _Open) -> ApiError:
        return refuse(self.source, f"Can't find end of {top.name} entity", top.at)
