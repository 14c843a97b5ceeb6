"""JSON Feed 1.0 and 1.1."""

import json
from typing import Any, Final

from bot.parsing.addresses import absolute
from bot.parsing.dates import read_date
from bot.parsing.durations import read_seconds
from bot.parsing.feed_items import Media, guid_of, media_type, size_of
from bot.parsing.feed_order import AT_EACH_END, is_podcast, language_of, newest_first
from bot.parsing.plain import clean, count_words, strip
from bot.parsing.records import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    FeedRead,
    ItemRead,
    Unreadable,
)

_MOST_DIGITS: Final = 18  # of a number; longer ones cost more than they say
_MOST_ATTACHMENTS: Final = 20


def loads(text: str) -> Any:  # noqa: ANN401 -- anything
    """JSON with numbers of a sensible size.

    Raises:
        ValueError: it is none.
        RecursionError: it is nested too deeply.
    """
    return json.loads(text, parse_int=_whole, parse_float=_part, parse_constant=lambda _: None)


def looks_like_json(text: str) -> bool:
    """Whether it can be an object in JSON."""
    return text.startswith("{")


def read_json_feed(text: str, *, url: str) -> FeedRead | Unreadable:
    """What a feed says."""
    try:
        document = loads(text)
    except ValueError:
        return Unreadable.NOT_A_FEED
    except RecursionError:
        return Unreadable.TOO_MUCH
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return Unreadable.NOT_A_FEED
    if "jsonfeed.org" not in _text(document, "version") and not _text(document, "title"):
        return Unreadable.NOT_A_FEED
    given = document["items"]
    if len(given) > 2 * AT_EACH_END:
        given = given[:AT_EACH_END] + given[-AT_EACH_END:]
    read = [_item(item, url) for item in given if isinstance(item, dict)]
    items = newest_first([item for item in read if item.url or item.title or item.text])
    return FeedRead(
        kind="json",
        title=clean(_text(document, "title"), LONGEST_TITLE),
        site_url=absolute(_text(document, "home_page_url"), url),
        language=language_of(document.get("language")),
        is_podcast=is_podcast(items),
        items=items,
    )


def _item(item: dict[str, Any], base: str) -> ItemRead:
    content = _text(item, "content_text") or strip(_text(item, "content_html"))
    media = _media(item, base)
    guid = guid_of(item.get("id"))
    link = absolute(_text(item, "url"), base) or absolute(_text(item, "external_url"), base)
    return ItemRead(
        guid=guid,
        url=link or (absolute(guid) if "://" in guid else "") or media.url,
        title=clean(_text(item, "title"), LONGEST_TITLE),
        text=clean(_text(item, "summary") or content, LONGEST_TEXT),
        words=count_words(content),
        published_at=read_date(item.get("date_published")) or read_date(item.get("date_modified")),
        enclosure_url=media.url,
        enclosure_type=media.type,
        enclosure_bytes=media.bytes,
        seconds=media.seconds,
    )


def _media(item: dict[str, Any], base: str) -> Media:
    given = item.get("attachments")
    for one in given[:_MOST_ATTACHMENTS] if isinstance(given, list) else ():
        if not isinstance(one, dict):
            continue
        url = absolute(_text(one, "url"), base)
        kind = media_type(url, one.get("mime_type"))
        if url and kind:
            size, seconds = size_of(one.get("size_in_bytes")), one.get("duration_in_seconds")
            return Media(url, kind, size, read_seconds(seconds))
    return Media()


def _text(about: dict[str, Any], key: str) -> str:
    value = about.get(key)
    return value if isinstance(value, str) else ""


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MOST_DIGITS else None


def _part(digits: str) -> float | None:
    return float(digits) if len(digits) <= _MOST_DIGITS else None
