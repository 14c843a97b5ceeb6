"""Bytes to text: what the document and its sender say about the encoding is believed where it can be true."""

import codecs
import re
from encodings import normalize_encoding
from encodings.aliases import aliases
from typing import Final

_MARKS: Final = (  # the longer first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python's modules by name. No UTF-7 (it hides markup), none of Python's own (`unicode_escape`, `idna`).
_ONE_BYTE: Final = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp437", "cp720", "cp850", "cp864", "cp866", "cp874", "koi8_r", "koi8_u", "iso8859_2",
    "iso8859_3", "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9",
    "iso8859_10", "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16", "mac_roman",
    "mac_arabic", "tis_620",
)  # fmt: skip
_MORE_BYTES: Final = ("gb18030", "gbk", "big5", "euc_jp", "shift_jis", "cp932", "euc_kr", "cp949")
_SEVEN_BITS: Final = "iso2022_jp"  # it looks like ASCII: only where it is said
READABLE: Final = (*_ONE_BYTE, *_MORE_BYTES, _SEVEN_BITS)
# As browsers do: who says Latin-1 means Windows, and who says GB 2312 means what came after it.
_MEANT: Final = {
    "latin_1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "iso8859_9": "cp1254",
}
_SAID_IN_TYPE: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_SAID_IN_XML: Final = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_SAID_IN_HTML: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)  # fmt: skip
_HEAD: Final = 4096  # bytes in which a page says its encoding
_SAMPLE: Final = 200_000  # bytes from which an encoding is guessed
_WIDE: Final = (  # a `<` and the zero bytes beside it
    (re.compile(rb"[\t\r\n <]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00[\t\r\n <]"), "utf-32-be"),
    (re.compile(rb"(?:[\t\r\n ]\x00)*<\x00[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\t\r\n ])*\x00<\x00[^\x00]"), "utf-16-be"),
)


def decode(content: bytes, content_type: str = "") -> str:
    """The text of a document; what cannot be read in it becomes U+FFFD."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for form, encoding in _WIDE:
        if form.match(content):
            return content.decode(encoding, "replace")
    said = _said(content, content_type)
    for encoding in said:
        if encoding == _SEVEN_BITS and content.isascii():
            return content.decode(encoding, "replace")
    # Hardly anything that is no UTF-8 can be read as such: it is asked before what anybody said.
    if (text := _strict(content, "utf-8")) is not None:
        return text
    if _is_damaged_utf8(content):
        return content.decode("utf-8", "replace")
    for encoding in (*said, _guess(content)):
        if (text := _strict(content, encoding)) is not None:
            return text
    return content.decode("cp1252", "replace")


def _said(content: bytes, content_type: str) -> list[str]:
    said = [match[1] for match in _SAID_IN_TYPE.finditer(content_type[:500])]
    head = content[:_HEAD]
    said += [m[1].decode("ascii", "replace") for m in [_SAID_IN_XML.search(head)] if m]
    said += [m[1].decode("ascii", "replace") for m in [_SAID_IN_HTML.search(head)] if m]
    known = [aliases.get(name, name) for name in map(_in_python, said)]
    return [_MEANT.get(name, name) for name in known if _MEANT.get(name, name) in READABLE]


def _in_python(name: str) -> str:
    return normalize_encoding(name).lower()


def load() -> None:
    """Have everything at hand that is otherwise opened when it is first asked for."""
    for encoding in (
        *READABLE,
        "utf_8",
        "utf_16_le",
        "utf_16_be",
        "utf_32_le",
        "utf_32_be",
        "idna",
    ):
        codecs.lookup(encoding)


def _strict(content: bytes, encoding: str) -> str | None:
    try:  # what was cut in the midst of a letter is no reason
        return codecs.getincrementaldecoder(encoding)("strict").decode(content)
    except (UnicodeError, LookupError):
        return None


def _is_damaged_utf8(content: bytes) -> bool:
    sample = content[:_SAMPLE].decode("utf-8", "replace")
    bad = sample.count("\ufffd")
    good = sum(1 for character in sample if not character.isascii()) - bad
    return good > 4 * bad


def _guess(content: bytes) -> str:
    """Windows' Arabic, Cyrillic or Latin: in Latin texts letters with accents stand alone."""
    high = re.findall(rb"[\x80-\xff]+", content[:_SAMPLE])
    total = sum(map(len, high))
    together = sum(len(run) for run in high if len(run) > 1)
    if together * 2 < total:
        return "cp1252"
    letters = b"".join(high)
    if letters.count(b"\xc7") * 25 > total:  # alef is every eighth letter; З is rare
        return "cp1256"
    return "cp1251" if sum(1 for byte in letters if byte >= 0xC0) * 10 > total * 9 else "cp1252"  # noqa: PLR2004 -- letters of Cyrillic
