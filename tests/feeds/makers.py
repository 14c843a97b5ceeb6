"""Feeds as documents, and as values."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any

from bot.feeds.records import Feed, FeedId
from bot.parsing.records import FeedRead, ItemRead

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RSS = "application/rss+xml"


def feed(**values: Any) -> Feed:
    """One that was read well an hour ago."""
    told: dict[str, Any] = {
        "id": FeedId(1),
        "url": "https://blog.example/feed",
        "title": "Blog",
        "site_url": "https://blog.example/",
        "is_podcast": False,
        "etag": "",
        "last_modified": "",
        "next_at": NOW,
        "fetched_at": NOW - timedelta(hours=1),
        "period_minutes": 60,
        "failures": 0,
        "failing_since": None,
        "stopped": None,
        **values,
    }
    return Feed(**told)


def item(number: int, **values: Any) -> ItemRead:
    """One of many, with an identity of its own."""
    told: dict[str, Any] = {
        "guid": f"guid-{number}",
        "url": f"https://blog.example/{number}",
        "title": f"Post number {number}",
        "text": f"What is said in the post with the number {number}.",
        "words": 400,
        **values,
    }
    return ItemRead(**told)


def read(*items: ItemRead, **values: Any) -> FeedRead:
    """A feed, the newest item first."""
    told: dict[str, Any] = {"kind": "rss", "title": "Blog", "site_url": "https://blog.example/"}
    return FeedRead(**{**told, **values}, items=items)


def rss(
    numbers: Iterable[int], *, host: str = "blog.example", title: str = "Blog", extra: str = ""
) -> str:
    """An RSS document, the newest item first; a higher number is newer."""
    items = "".join(_rss_item(number, host) for number in sorted(numbers, reverse=True))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>https://{host}/</link>"
        f"<description>d</description>{extra}{items}</channel></rss>"
    )


def _rss_item(number: int, host: str) -> str:
    at = format_datetime(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number))
    return (
        f"<item><guid isPermaLink='false'>{host}-{number}</guid>"
        f"<title>Post number {number}</title><link>https://{host}/{number}</link>"
        f"<description>What is said in the post with the number {number}, in some words.</description>"
        f"<pubDate>{at}</pubDate></item>"
    )


def opml(outlines: Iterable[tuple[str, str, str]]) -> str:
    """A list of feeds: (folder or empty, title, address)."""
    rows = []
    for folder, title, url in outlines:
        row = f'<outline type="rss" text="{escape(title)}" xmlUrl="{escape(url)}"/>'
        rows.append(f'<outline text="{escape(folder)}">{row}</outline>' if folder else row)
    body = "".join(rows)
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{body}</body></opml>'
