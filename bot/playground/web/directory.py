"""The list of all sites, as a page and as an OPML file to be sent to the bot."""

from collections.abc import Sequence
from html import escape
from typing import Final
from xml.sax.saxutils import quoteattr

from bot.playground.web import pages
from bot.playground.web.records import Answer, Site

HOST: Final = "web.example"
_TITLE: Final = "All sites of this world"
_OPML: Final = "/feeds.opml"


def answer(path: str, sites: Sequence[Site]) -> Answer | None:
    """What is there."""
    if path == "/":
        return _list(sites)
    if path == _OPML:
        return Answer(content=_opml(sites), content_type="text/x-opml; charset=utf-8")
    return None


def _list(sites: Sequence[Site]) -> Answer:
    links = [
        f"<bdi>{pages.link(site.url, site.host)} · {escape(site.title)}</bdi><br>"
        f'<span class="about">{escape(site.shows)}</span>'
        for site in sites
    ]
    opml = pages.link(f"http://{HOST}{_OPML}", "All feeds as an OPML file")
    body = f"<h1>{_TITLE}</h1>\n{pages.listing(links)}\n<p>{opml}</p>"
    return Answer(content=pages.page(title=_TITLE, body=body, url=f"http://{HOST}/"))


def _opml(sites: Sequence[Site]) -> bytes:
    outlines = "".join(
        f'<outline type="rss" text={quoteattr(name)} xmlUrl={quoteattr(f"http://{site.host}{path}")}'
        f" htmlUrl={quoteattr(site.url)}/>\n"
        for site in sites
        for path, name in site.feeds.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head><title>Feeds</title></head>'
        f'<body><outline text="Playground">\n{outlines}</outline></body></opml>\n'
    ).encode()
