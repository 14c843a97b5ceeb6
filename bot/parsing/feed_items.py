"""One item of a feed, out of what feedparser found in it."""

import hashlib
from datetime import datetime
from typing import Any, Final, NamedTuple

from bot.parsing.addresses import absolute
from bot.parsing.dates import read_date
from bot.parsing.durations import read_seconds
from bot.parsing.plain import clean, count_words, looks_marked_up, strip
from bot.parsing.records import LONGEST_TEXT, LONGEST_TITLE, LONGEST_URL, ItemRead

_TYPES: Final = {
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac", ".ogg": "audio/ogg",
    ".oga": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac",
    ".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm",
}  # fmt: skip
_LARGEST: Final = 2**50  # bytes of an enclosure
_LONGEST_TYPE: Final = 100  # characters
_MOST_MEDIA: Final = 20  # of one item are looked at


class Media(NamedTuple):
    """Audio or video that comes with an item."""

    url: str = ""
    type: str = ""
    bytes: int | None = None
    seconds: int | None = None


def read_item(entry: dict[str, Any], *, base: str, is_atom: bool) -> ItemRead | None:
    """The item; None: there is nothing in it."""
    title = text_of(entry, "title", is_atom=is_atom) or text_of(
        entry, "itunes_title", is_atom=is_atom
    )
    summary = text_of(entry, "summary", is_atom=is_atom)
    content = _content(entry, is_atom=is_atom)
    media = _media(entry, base)
    guid = guid_of(entry.get("id"))
    seconds = read_seconds(entry.get("itunes_duration")) or media.seconds
    item = ItemRead(
        guid=guid,
        url=_link(entry, base) or (absolute(guid) if "://" in guid else "") or media.url,
        title=clean(title, LONGEST_TITLE),
        text=clean(summary or content, LONGEST_TEXT),
        words=count_words(content or summary),
        published_at=_published(entry),
        enclosure_url=media.url,
        enclosure_type=media.type,
        enclosure_bytes=media.bytes,
        seconds=seconds,
    )
    return item if item.url or item.title or item.text else None


def text_of(about: dict[str, Any], key: str, *, is_atom: bool) -> str:
    """A title or a summary, without markup if it is marked up."""
    value = about.get(key)
    if not isinstance(value, str):
        return ""
    detail = about.get(f"{key}_detail")
    kind = str(detail.get("type", "")) if isinstance(detail, dict) else ""
    return _plain(value, kind, is_atom=is_atom)


def guid_of(value: object) -> str:
    """What an item is called, short enough to be kept: a long one by its hash."""
    name = clean(str(value), LONGEST_URL * 4) if isinstance(value, str | int) else ""
    if len(name) <= LONGEST_URL // 4:
        return name
    return "sha256:" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def size_of(value: object) -> int | None:
    """Bytes; 0 and less than that is what feeds write that do not know."""
    text = str(value).strip() if isinstance(value, str | int) else ""
    if not text.isdecimal() or len(text) > 16:  # noqa: PLR2004 -- digits of `_LARGEST`
        return None
    return int(text) if 0 < int(text) <= _LARGEST else None


def media_type(url: str, said: object) -> str:
    """`audio/…` or `video/…`; empty: it is neither."""
    kind = said.strip().lower()[:_LONGEST_TYPE].partition(";")[0] if isinstance(said, str) else ""
    if kind.startswith(("audio/", "video/")):
        return clean(kind, _LONGEST_TYPE)
    if kind.startswith(("image/", "text/")):
        return ""
    path = url.partition("?")[0].partition("#")[0].lower()
    return next((found for ending, found in _TYPES.items() if path.endswith(ending)), "")


def _plain(value: str, kind: str, *, is_atom: bool) -> str:
    if kind in {"text/html", "application/xhtml+xml"} or (not is_atom and looks_marked_up(value)):
        return strip(value)
    return value


def _content(entry: dict[str, Any], *, is_atom: bool) -> str:
    contents = entry.get("content")
    if not isinstance(contents, list):
        return ""
    found = [
        _plain(str(one.get("value") or ""), str(one.get("type", "")), is_atom=is_atom)
        for one in contents[:_MOST_MEDIA]
        if isinstance(one, dict)
    ]
    return max(found, key=len, default="")


def _link(entry: dict[str, Any], base: str) -> str:
    own = str(entry.get("link") or "")
    is_guid = own == entry.get("id") and "://" not in own and not own.startswith("/")
    if not is_guid and (found := absolute(own, base)):
        return found
    links = [link for link in entry.get("links") or [] if isinstance(link, dict)]
    for wanted in ("alternate", "related", "via"):
        for link in links[:_MOST_MEDIA]:
            if link.get("rel") == wanted and (
                found := absolute(str(link.get("href") or ""), base)
            ):
                return found
    player = entry.get("media_player")
    return absolute(str(player.get("url") or ""), base) if isinstance(player, dict) else ""


def _media(entry: dict[str, Any], base: str) -> Media:
    links = [link for link in entry.get("links") or [] if link.get("rel") == "enclosure"]
    groups = entry.get("media_content") or []
    found = Media()
    seconds = None
    for one in (*links[:_MOST_MEDIA], *groups[:_MOST_MEDIA]):
        url = absolute(str(one.get("href") or one.get("url") or ""), base)
        kind = media_type(url, one.get("type") or one.get("medium"))
        if one.get("medium") in {"audio", "video"} and not kind:
            kind = f"{one['medium']}/*"
        if not kind and "duration" not in one:
            continue
        seconds = seconds or read_seconds(one.get("duration"))
        if url and kind and not found.url:
            found = Media(url, kind, size_of(one.get("length") or one.get("filesize")))
    return found._replace(seconds=seconds)


def _published(entry: dict[str, Any]) -> datetime | None:
    for key in ("published", "created", "updated"):
        if dict.__contains__(entry, key) and (found := read_date(dict.__getitem__(entry, key))):
            return found
    return None
