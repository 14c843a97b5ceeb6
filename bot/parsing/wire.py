"""What parent and child say to each other: frames of bytes, and records as JSON.

A frame is its length (4 bytes, the first the highest) and its bytes. A document is two frames, what it is
and itself; an answer is one. The parent believes nothing: what is no record is no answer.
"""

import json
import struct
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias, TypeVar

from bot.parsing.records import (
    LONGEST_TEXT,
    MOST_ITEMS,
    MOST_OUTLINES,
    FeedLink,
    FeedRead,
    ItemRead,
    OutlineRead,
    PageRead,
    Unreadable,
)

MOST_ANSWERED: Final = 2 * 1024 * 1024  # bytes of one answer
LENGTH: Final = struct.Struct(">I")

Read: TypeAlias = FeedRead | PageRead | tuple[OutlineRead, ...]
_Record = TypeVar("_Record", FeedRead, PageRead, ItemRead, FeedLink, OutlineRead)
_NUMBERS: Final = ("words", "seconds", "enclosure_bytes", "minutes_to_live")
_LARGEST: Final = 2**60


def frame(content: bytes) -> bytes:
    """With its length before it."""
    return LENGTH.pack(len(content)) + content


def packed(answer: Read | Unreadable, *, is_last: bool = False) -> bytes:
    """An answer, cut to what may be answered: the oldest items and the last feeds are left out."""
    while True:
        content = json.dumps(
            {"answer": _plain(answer), "last": is_last},
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode("utf-8", "replace")
        if len(content) <= MOST_ANSWERED:
            return content
        answer = _shorter(answer)


def unpacked(content: bytes) -> tuple[Read | Unreadable, bool]:
    """An answer, and whether the child ends with it.

    Raises:
        ValueError: it is none.
    """
    try:
        given = json.loads(content)
        return _record(given["answer"]), given["last"] is True
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not an answer") from error


def _shorter(answer: Read | Unreadable) -> Read | Unreadable:
    if isinstance(answer, FeedRead):
        return replace(answer, items=answer.items[: len(answer.items) // 2])
    if isinstance(answer, tuple):
        return answer[: len(answer) * 3 // 4]
    return Unreadable.TOO_MUCH


def _plain(answer: Read | Unreadable) -> Any:  # noqa: ANN401 -- JSON
    if isinstance(answer, Unreadable):
        return answer.value
    if isinstance(answer, tuple):
        return [_said(one) for one in answer]
    if isinstance(answer, PageRead):
        return {"page": {**_said(answer), "feeds": [_said(link) for link in answer.feeds]}}
    return {"feed": {**_said(answer), "items": [_said(item) for item in answer.items]}}


def _said(record: FeedRead | PageRead | ItemRead | FeedLink | OutlineRead) -> dict[str, Any]:
    said = {field.name: getattr(record, field.name) for field in fields(record)}
    if isinstance(moment := said.get("published_at"), datetime):
        said["published_at"] = int(moment.timestamp())
    return {name: value for name, value in said.items() if value not in ("", None, ())}


def _record(given: Any) -> Read | Unreadable:  # noqa: ANN401 -- JSON
    if isinstance(given, str):
        return Unreadable(given)
    if isinstance(given, list):
        return tuple(_built(OutlineRead, _outline(one)) for one in given[:MOST_OUTLINES])
    if "page" in given:
        page = given["page"]
        feeds = tuple(_built(FeedLink, {"title": "", **one}) for one in page.get("feeds", []))
        return _built(PageRead, {**page, "feeds": feeds})
    feed = given["feed"]
    items = tuple(_built(ItemRead, _item(one)) for one in feed.get("items", [])[:MOST_ITEMS])
    return _built(FeedRead, {**feed, "items": items})


def _item(given: dict[str, Any]) -> dict[str, Any]:
    moment = given.get("published_at")
    if moment is None:
        return given
    return {**given, "published_at": datetime.fromtimestamp(int(moment), UTC)}


def _outline(given: dict[str, Any]) -> dict[str, Any]:
    tags = tuple(tag for tag in given.get("tags", []) if isinstance(tag, str))
    return {"title": "", "site_url": "", **given, "tags": tags}


def _built(kind: type[_Record], given: dict[str, Any]) -> _Record:
    for name, value in given.items():
        if name in _NUMBERS:
            is_right = type(value) is int and 0 <= value < _LARGEST
        elif name in {"published_at", "is_podcast", "items", "feeds", "tags"}:
            is_right = isinstance(value, datetime | bool | tuple)
        else:
            is_right = isinstance(value, str) and len(value) <= LONGEST_TEXT
        if not is_right:
            raise ValueError(f"not a {name}")
    return kind(**given)
