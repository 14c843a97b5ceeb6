"""XML before it is parsed: what could pull in or blow up anything is refused, small mistakes are mended.

What is looked at here is the decoded text, and the same text is what the parser gets: there is no
second way to read its encoding.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from bot.parsing.records import Unreadable

_COMMENT: Final = ("<!--", "-->")  # how it begins, and how it ends
_CDATA: Final = ("<![CDATA[", "]]>")
_DECLARATION: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)  # fmt: skip
_DOCTYPE: Final = re.compile(
    r"<!DOCTYPE\s+[^\s<>\[\]\"']+(?:\s+(?:PUBLIC\s+(?:\"[^\"]*\"|'[^']*')|SYSTEM))?"
    r"(?:\s*(?:\"[^\"]*\"|'[^']*'))?\s*>",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"<!\s*ENTITY\b", re.IGNORECASE)
_FIRST_ELEMENT: Final = re.compile(r"<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND: Final = re.compile(r"&(?:#(?:[0-9]{1,8}|x[0-9A-Fa-f]{1,7});|([A-Za-z][A-Za-z0-9]{0,31});)?")  # fmt: skip
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_LAST: Final = 0x10FFFF


def guarded(text: str) -> str | Unreadable:
    """The document without the name of its type (which nobody fetches), or why it is refused."""
    if "<!" not in text:
        return text
    pieces: list[str] = []
    doctypes = 0
    for piece, is_quoted in parts(text):
        if is_quoted or "<!" not in piece:
            pieces.append(piece)
            continue
        if _ENTITY.search(piece):
            return Unreadable.FORBIDDEN
        kept, found = _DOCTYPE.subn("", piece)
        doctypes += found
        if doctypes > 1 or _DECLARATION.search(kept):
            return Unreadable.FORBIDDEN
        pieces.append(kept)
    return "".join(pieces)


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """Its pieces in order: True for comments and CDATA, in which nothing has a meaning."""
    at = 0
    found = {form: text.find(form[0]) for form in (_COMMENT, _CDATA)}
    while starts := [(start, form) for form, start in found.items() if start >= 0]:
        start, (opening, closing) = min(starts)
        end = text.find(closing, start + len(opening))
        if end < 0:  # it never ends: a parser that reads on would take the rest as markup
            break
        yield text[at:start], False
        at = end + len(closing)
        yield text[start:at], True
        for form, before in found.items():
            if (
                0 <= before < at
            ):  # asked anew only where it was passed: a million of one kind stay cheap
                found[form] = text.find(form[0], at)
    yield text[at:], False


def first_element(text: str) -> tuple[str, str, int]:
    """Prefix, name (in small letters) and position of the first element; the name is empty: there is none."""
    offset = 0
    for piece, is_quoted in parts(text):
        if not is_quoted and (match := _FIRST_ELEMENT.search(piece)):
            return match[1] or "", match[2].lower(), offset + match.start()
        offset += len(piece)
    return "", "", 0


def mended(text: str) -> str:
    """What nearly everybody gets wrong: control characters, `&nbsp;`, lonely ampersands."""
    text = _NOT_XML.sub("", text)
    if "&" not in text:
        return text
    return "".join(
        piece if is_quoted or "&" not in piece else _AMPERSAND.sub(_as_xml, piece)
        for piece, is_quoted in parts(text)
    )


def _as_xml(match: re.Match[str]) -> str:
    whole, name = match[0], match[1]
    if whole == "&":
        return "&amp;"
    if name in _OF_XML:
        return whole
    if name:
        meant = html5.get(f"{name};")
        if meant is None:
            return f"&amp;{name};"
        return "".join(f"&#{ord(character)};" for character in meant)
    number = whole[2:-1]
    code = int(number[1:], 16) if number[0] == "x" else int(number)
    if code > _LAST or _NOT_XML.match(chr(code)):
        return ""
    return whole
