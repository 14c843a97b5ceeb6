"""Plain text out of what strangers wrote: no markup, no control characters, no direction of its own, cut."""

import re
import unicodedata
from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser

LONGEST_MARKUP: Final = 1_000_000  # characters of one text: a long book; more is not looked at

# Direction marks and what nobody sees. ZWNJ and ZWJ stay: Persian and emoji need them.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_TOWER: Final = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")  # Quranic Arabic needs three
_TOWERS_END: Final = re.compile(f"[\u200c\u200d{_MARKS}]+$")
_BREAKS: Final = re.compile(
    r"<(?=/?(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|fig|footer|form|h[1-6]|header|hr|img|li"
    r"|main|nav|ol|option|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b)",
    re.IGNORECASE,
)
_SILENT: Final = ("script", "style", "template", "noscript", "iframe", "object", "svg", "title")
_HAS_SILENT: Final = re.compile(rf"<(?:{'|'.join(_SILENT)})\b", re.IGNORECASE)
_TAG: Final = re.compile(
    r"<(?:!--|/?(?:a|abbr|article|audio|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|embed|figure|font"
    r"|h[1-6]|hr|i|iframe|img|input|ins|kbd|li|link|mark|meta|object|ol|p|pre|q|s|script|section|small|source|span"
    r"|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|tt|u|ul|video)\b)",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# Written without spaces: a word is about two of these.
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_IN_A_WORD: Final = re.compile(r"\w")


def clean(text: str, most: int) -> str:
    """One line of text, at most `most` characters; what was longer ends in an ellipsis."""
    text = text.strip()[: most * 8]
    text = _TOWER.sub(r"\1", _UNSEEN.sub("", text))  # first: composing a tall tower takes for ever
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if len(text) <= most:
        return text
    return _TOWERS_END.sub("", text[: most - 1]).rstrip() + "…"


def strip(markup: str) -> str:
    """The text of HTML, entities resolved, words of neighbouring blocks apart."""
    markup = markup[:LONGEST_MARKUP]
    if "<" not in markup:
        return unescape(markup) if "&" in markup else markup
    tree = LexborHTMLParser(_UNSEEN.sub("", _BREAKS.sub(" <", markup)))
    if _HAS_SILENT.search(markup):
        tree.strip_tags(list(_SILENT), recursive=True)
    root = tree.root
    return root.text(deep=True, separator="") if root is not None else ""


def looks_marked_up(text: str) -> bool:
    """Whether it is HTML rather than words with a `<` among them."""
    return _TAG.search(text) is not None or _ENTITY.search(text) is not None


def count_words(text: str) -> int:
    """How many words a person would read."""
    unspaced = 0
    if _UNSPACED.search(text):
        text, unspaced = _UNSPACED.subn(" ", text)
    return sum(1 for part in text.split() if _IN_A_WORD.search(part)) + (unspaced + 1) // 2
