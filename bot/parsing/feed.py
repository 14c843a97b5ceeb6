"""Bytes to a feed: RSS, RDF and Atom by feedparser, JSON Feed by its own module."""

import re
from io import BytesIO
from typing import Any, Final

import feedparser
from feedparser.api import PREFERRED_XML_PARSERS

from bot.parsing.addresses import absolute
from bot.parsing.charsets import decode
from bot.parsing.feed_items import read_item, text_of
from bot.parsing.feed_json import looks_like_json, read_json_feed
from bot.parsing.feed_order import AT_EACH_END, is_podcast, language_of, newest_first
from bot.parsing.markup import first_element, guarded, mended
from bot.parsing.plain import clean
from bot.parsing.records import LONGEST_TITLE, FeedRead, Unreadable

PREFERRED_XML_PARSERS.clear()  # it would look for another one on the disk, for every feed
_ROOTS: Final = {"rss": "rss", "rdf": "rdf", "feed": "atom"}
_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(rss|RDF|feed)(?=[\s>])")
_NOISE: Final = 20_000  # characters before the feed begins: warnings of a server's own
_ITEM: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)(?=[\s>/])")
# A full feed has one in 25 characters; this many would only take the seconds that are allowed.
_MOST_TAGS: Final = 400_000
_NAMES: Final = frozenset({"title", "link", "subtitle"})
_PERIODS: Final = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}  # fmt: skip
_LONGEST_TO_LIVE: Final = 31 * 1440  # minutes


def read_feed(content: bytes, *, content_type: str, url: str) -> FeedRead | Unreadable:
    """What a feed says."""
    text = decode(content, content_type).lstrip("\ufeff\x00 \t\r\n")
    if looks_like_json(text):
        return read_json_feed(text, url=url)
    if first_element(text)[1] == "html":  # asked first: in a page's scripts there may be anything
        return Unreadable.NOT_A_FEED
    checked = guarded(text)
    if isinstance(checked, Unreadable):
        return checked
    start, kind = _begin(checked)
    if not kind:
        return Unreadable.NOT_A_FEED
    text = thinned(mended(checked[start:]))
    if text.count("<") > _MOST_TAGS:
        return Unreadable.TOO_MUCH
    return _read(text, kind=kind, url=url)


def thinned(text: str) -> str:
    """Without the items in the middle of a very long feed."""
    starts = [match.start() for match in _ITEM.finditer(text)]
    if len(starts) <= 2 * AT_EACH_END:
        return text
    return text[: starts[AT_EACH_END]] + text[starts[-AT_EACH_END] :]


def _begin(text: str) -> tuple[int, str]:
    _, name, start = first_element(text)
    if name in _ROOTS:
        return start, _ROOTS[name]
    if not name:
        return 0, ""
    match = _ROOT.search(text, 0, start + _NOISE)
    return (match.start(), _ROOTS[match[1].lower()]) if match else (0, "")


def _read(text: str, *, kind: str, url: str) -> FeedRead | Unreadable:
    # A stream, never the bytes themselves: those feedparser takes for the name of a file first.
    parsed = feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")),
        # Not where it is from: a guid that looks like a path must stay what the feed calls its item.
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    about: dict[str, Any] = parsed["feed"]
    is_atom = kind == "atom"
    found = [read_item(entry, base=url, is_atom=is_atom) for entry in parsed["entries"]]
    items = newest_first([item for item in found if item is not None])
    if not items and not _NAMES & about.keys():  # RDF may be about anything
        return Unreadable.NOT_A_FEED
    return FeedRead(
        kind=kind,
        title=clean(text_of(about, "title", is_atom=is_atom), LONGEST_TITLE),
        site_url=absolute(str(about.get("link") or ""), url),
        language=language_of(about.get("language")),
        is_podcast=is_podcast(items),
        items=items,
        minutes_to_live=_minutes_to_live(about),
    )


def _minutes_to_live(about: dict[str, Any]) -> int | None:
    minutes = _number(about.get("ttl"))
    if minutes is None and about.get("sy_updateperiod"):
        period = _PERIODS.get(str(about["sy_updateperiod"]).strip().lower())
        times = _number(about.get("sy_updatefrequency")) or 1
        minutes = period // times if period else None
    return min(minutes, _LONGEST_TO_LIVE) if minutes else None


def _number(value: object) -> int | None:
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isdecimal() and len(text) < 7 else None  # noqa: PLR2004 -- digits
