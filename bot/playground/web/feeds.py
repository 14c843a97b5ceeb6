"""Feeds as sites write them: RSS 2.0 (with what podcasts add), Atom and JSON Feed."""

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from bot.playground.web.records import Answer, Channel, Item

RSS: Final = "application/rss+xml"
ATOM: Final = "application/atom+xml"
JSON: Final = "application/feed+json"


def rss(channel: Channel, items: Sequence[Item]) -> Answer:
    """RSS 2.0."""
    told = "".join(
        f"<item><title>{escape(item.title)}</title><link>{escape(item.url)}</link>"
        f'<guid isPermaLink="false">{escape(item.guid)}</guid>'
        f"<pubDate>{_rfc822(item.published_at)}</pubDate>"
        f"<description>{escape(item.html)}</description>{_audio(item)}</item>\n"
        for item in items
    )
    return _answer(
        '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
        ' xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>{escape(channel.title)}</title><link>{escape(channel.site_url)}</link>"
        f'<atom:link href={quoteattr(channel.feed_url)} rel="self"/>'
        f"<description>{escape(channel.about)}</description>"
        f"<language>{channel.language}</language>\n{told}</channel></rss>\n",
        RSS,
        items,
    )


def atom(channel: Channel, items: Sequence[Item]) -> Answer:
    """Atom."""
    told = "".join(
        f"<entry><title>{escape(item.title)}</title><id>{escape(item.guid)}</id>"
        f"<link href={quoteattr(item.url)}/><published>{item.published_at.isoformat()}</published>"
        f"<updated>{item.published_at.isoformat()}</updated>"
        f'<content type="html">{escape(item.html)}</content></entry>\n'
        for item in items
    )
    changed = items[0].published_at.isoformat() if items else "2026-01-01T00:00:00+00:00"
    return _answer(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{channel.language}">'
        f"<title>{escape(channel.title)}</title><subtitle>{escape(channel.about)}</subtitle>"
        f"<id>{escape(channel.feed_url)}</id><updated>{changed}</updated>"
        f"<link href={quoteattr(channel.site_url)}/>"
        f'<link rel="self" href={quoteattr(channel.feed_url)}/>\n{told}</feed>\n',
        ATOM,
        items,
    )


def json_feed(channel: Channel, items: Sequence[Item]) -> Answer:
    """JSON Feed 1.1."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.about,
        "home_page_url": channel.site_url,
        "feed_url": channel.feed_url,
        "language": channel.language,
        "items": [
            {
                "id": item.guid,
                "url": item.url,
                "title": item.title,
                "content_html": item.html,
                "date_published": item.published_at.isoformat(),
            }
            for item in items
        ],
    }
    content = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return Answer(content=content, content_type=JSON, changed_at=_newest(items))


def _answer(xml: str, content_type: str, items: Sequence[Item]) -> Answer:
    content = f'<?xml version="1.0" encoding="utf-8"?>\n{xml}'.encode()
    said = f"{content_type}; charset=utf-8"
    return Answer(content=content, content_type=said, changed_at=_newest(items))


def _audio(item: Item) -> str:
    if not item.audio_url:
        return ""
    hours, minutes, seconds = _clock(item.seconds or 0)
    return (
        f"<enclosure url={quoteattr(item.audio_url)} length={quoteattr(str(item.audio_bytes))}"
        f' type="audio/mpeg"/><itunes:duration>{hours}:{minutes:02}:{seconds:02}</itunes:duration>'
    )


def _clock(seconds: int) -> tuple[int, int, int]:
    return seconds // 3600, seconds % 3600 // 60, seconds % 60


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _newest(items: Sequence[Item]) -> datetime | None:
    return items[0].published_at if items else None
