"""Feeds that a story publishes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.support.story import Story

PAGE = (
    "<html><head><title>{title}</title>"
    '<link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
)


def publish(
    story: Story,
    host: str,
    titles: Sequence[str],
    *,
    title: str = "",
    newest_at: datetime | None = None,
) -> None:
    """Let a site and its feed be there, with these items, the newest first, an hour apart."""
    name = title or f"The blog at {host}"
    newest = newest_at or story.clock.now()
    items = "".join(
        f"<item><title>{escape(each)}</title><guid>{host} {escape(each)}</guid>"
        f"<link>https://{host}/{number_of(each)}</link>"
        f"<pubDate>{format_datetime(newest - timedelta(hours=n))}</pubDate>"
        f"<description>{escape(each)}, and what there is to say of it.</description></item>"
        for n, each in enumerate(titles)
    )
    feed = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(name)}</title>'
        f"<link>https://{host}/</link>{items}</channel></rss>"
    )
    story.web.put(host, "/", PAGE.format(title=escape(name)))
    story.web.put(host, "/feed", feed, content_type="application/rss+xml")


def number_of(title: str) -> str:
    """A page's name that is the same for the same title."""
    return title.encode().hex()[:60]
