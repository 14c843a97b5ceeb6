"""Two blogs: one in English (RSS), one in Arabic (Atom). What has all been said appears again, as archives do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from bot.playground.web import feeds, pages
from bot.playground.web.dates import day
from bot.playground.web.records import Answer, Channel, Item, Present, Site
from bot.playground.web.rhythm import Rhythm
from bot.playground.web.texts import texts

MOST: Final = 8  # in the feed and on the front page, the newest
_OLDEST: Final = 200  # pages that are still there

Writer: TypeAlias = Callable[[Channel, Sequence[Item]], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blog:
    channel: Channel
    rhythm: Rhythm
    feed_path: str
    feed_type: str
    write: Writer
    again: str  # before the title of what appears anew
    onward: str  # what leads back to the front page

    def pages(self, path: str, present: Present) -> Answer | None:
        items = self.items(present, most=MOST)
        if path == self.feed_path:
            return self.write(self.channel, items)
        if path == "/":
            return self._front(items)
        url = f"{self.channel.site_url}{path.removeprefix('/')}"
        found = [each for each in self.items(present, most=_OLDEST) if each.url == url]
        return self._post(found[0]) if found else None

    def items(self, present: Present, *, most: int) -> list[Item]:
        known = texts(self.channel.language)
        published = self.rhythm.published(present, most=most)
        return [self._item(number, moment, len(known)) for number, moment in published]

    def _item(self, number: int, moment: datetime, known: int) -> Item:
        text, again = texts(self.channel.language)[number % known], number // known
        url = f"{self.channel.site_url}posts/{text.slug}{f'-{again + 1}' if again else ''}"
        title = f"{self.again.format(number=again + 1)} {text.title}" if again else text.title
        return Item(guid=url, url=url, title=title, html=text.html, published_at=moment)

    def _front(self, items: Sequence[Item]) -> Answer:
        channel = self.channel
        links = [
            f"{pages.link(each.url, each.title)} · {day(each.published_at, channel.language)}"
            for each in items
        ]
        body = f'<h1>{channel.title}</h1>\n<p class="about">{channel.about}</p>\n{pages.listing(links)}'
        content = pages.page(
            title=channel.title,
            body=body,
            language=channel.language,
            site=channel.title,
            url=channel.site_url,
            kind="website",
            feeds={channel.feed_url: (channel.title, self.feed_type)},
        )
        return Answer(content=content, changed_at=items[0].published_at if items else None)

    def _post(self, item: Item) -> Answer:
        channel = self.channel
        body = pages.article(
            item.title,
            item.html,
            when=day(item.published_at, channel.language),
            footer=pages.link(channel.site_url, self.onward),
        )
        content = pages.page(
            title=item.title,
            body=body,
            language=channel.language,
            site=channel.title,
            url=item.url,
            kind="article",
            feeds={channel.feed_url: (channel.title, self.feed_type)},
        )
        return Answer(content=content, changed_at=item.published_at)


_ENGLISH: Final = _Blog(
    channel=Channel(
        title="Plain Charts",
        about="Drawing numbers so that people read them.",
        site_url="http://blog.example/",
        feed_url="http://blog.example/feed.xml",
        language="en",
    ),
    rhythm=Rhythm(begins=-15, every=3, at=timedelta(hours=7, minutes=30)),
    feed_path="/feed.xml",
    feed_type=feeds.RSS,
    write=feeds.rss,
    again="From the archive ({number}):",
    onward="All of Plain Charts",
)
_ARABIC: Final = _Blog(
    channel=Channel(
        title="أرقام وحكايات",
        about="ملاحظات عن الأرقام والخرائط والقراءة.",
        site_url="http://mudawwana.example/",
        feed_url="http://mudawwana.example/atom.xml",
        language="ar",
    ),
    rhythm=Rhythm(begins=-15, every=4, at=timedelta(hours=15, minutes=40)),
    feed_path="/atom.xml",
    feed_type=feeds.ATOM,
    write=feeds.atom,
    again="من الأرشيف ({number}):",
    onward="كل ما في أرقام وحكايات",
)

SITES: Final = (
    Site(
        host="blog.example",
        title=_ENGLISH.channel.title,
        shows="An English blog with an RSS feed; a new text every third day.",
        pages=_ENGLISH.pages,
        feeds={"/feed.xml": _ENGLISH.channel.title},
    ),
    Site(
        host="mudawwana.example",
        title=_ARABIC.channel.title,
        shows="An Arabic blog with an Atom feed; a new text every fourth day.",
        pages=_ARABIC.pages,
        feeds={"/atom.xml": _ARABIC.channel.title},
    ),
)
