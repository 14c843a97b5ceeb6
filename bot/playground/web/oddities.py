"""What happens on the real web: a feed that is broken for a while, a page that takes its time, one without a title."""

from datetime import timedelta
from typing import Final

from bot.playground.web import feeds, pages
from bot.playground.web.records import Answer, Channel, Item, Present, Site
from bot.playground.web.rhythm import Rhythm

SLOW_SECONDS: Final = 6.0  # longer than anybody waits for a title

_PATCHY: Final = Channel(
    title="Patchy News",
    about="News from a server that is often out of order.",
    site_url="http://patchy.example/",
    feed_url="http://patchy.example/feed.xml",
    language="en",
)
_RHYTHM: Final = Rhythm(begins=-9, every=3, at=timedelta(hours=10))


class Patchy:
    """A site whose feed fails until somebody opens /mend, and again once somebody opens /break."""

    def __init__(self) -> None:
        self.is_well = False

    def pages(self, path: str, present: Present) -> Answer | None:
        """What is there now."""
        if path in {"/mend", "/break"}:
            self.is_well = path == "/mend"
        if path in {"/", "/mend", "/break"}:
            return self._front()
        items = _items(present)
        if path == "/feed.xml":
            if not self.is_well:
                return Answer(content=b"out of order", content_type="text/plain", status=500)
            return feeds.rss(_PATCHY, items)
        found = [each for each in items if each.url == f"http://patchy.example{path}"]
        return _page(found[0]) if found else None

    def _front(self) -> Answer:
        state, deed, path = (
            ("The feed works.", "Break it", "break")
            if self.is_well
            else ("The feed is out of order: whoever asks for it gets a 500.", "Mend it", "mend")
        )
        link = pages.link(f"{_PATCHY.site_url}{path}", deed)
        body = f"<h1>{_PATCHY.title}</h1>\n<p>{state} {link}</p>"
        content = pages.page(
            title=_PATCHY.title,
            body=body,
            url=_PATCHY.site_url,
            feeds={_PATCHY.feed_url: (_PATCHY.title, feeds.RSS)},
        )
        return Answer(content=content)


def _items(present: Present) -> list[Item]:
    return [
        Item(
            guid=f"patchy.example:{number}",
            url=f"http://patchy.example/{number}",
            title=f"Edition {number + 1}: what the server remembers",
            html="<p>Three lines, and then the lights went out.</p>",
            published_at=moment,
        )
        for number, moment in _RHYTHM.published(present, most=10)
    ]


def _page(item: Item) -> Answer:
    body = pages.article(item.title, item.html)
    content = pages.page(title=item.title, body=body, site=_PATCHY.title, url=item.url)
    return Answer(content=content, changed_at=item.published_at)


def _slow(path: str, present: Present) -> Answer | None:
    del present
    if path != "/":
        return None
    text = f"<p>This page needs {SLOW_SECONDS:.0f} seconds before it answers.</p>"
    title = "It takes its time"
    content = pages.page(title=title, body=pages.article(title, text), url="http://slow.example/")
    return Answer(content=content, delay_seconds=SLOW_SECONDS)


def _untitled(path: str, present: Present) -> Answer | None:
    del present
    if path != "/":
        return None
    return Answer(content=pages.page(title=None, body="<p>Nobody gave this page a name.</p>"))


def sites(patchy: Patchy) -> tuple[Site, ...]:
    """They, with the one that remembers how it is."""
    return (
        Site(
            host="patchy.example",
            title=_PATCHY.title,
            shows="A feed that fails until somebody opens /mend.",
            pages=patchy.pages,
            feeds={"/feed.xml": _PATCHY.title},
        ),
        Site(
            host="slow.example",
            title="It takes its time",
            shows=f"A page that answers after {SLOW_SECONDS:.0f} real seconds.",
            pages=_slow,
        ),
        Site(
            host="untitled.example",
            title="(no title)",
            shows="A page without a title.",
            pages=_untitled,
        ),
    )
