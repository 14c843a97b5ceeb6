"""An Arabic podcast: a feed with lengths and sizes, and a page for each episode. There is nothing to hear."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Final

from bot.playground.web import feeds, pages
from bot.playground.web.dates import day
from bot.playground.web.records import Answer, Channel, Item, Present, Site
from bot.playground.web.rhythm import Rhythm

_CHANNEL: Final = Channel(
    title="على مهل",
    about="حوار قصير كل بضعة أيام عن التعلّم والأرقام والقراءة.",
    site_url="http://podcast.example/",
    feed_url="http://podcast.example/feed.xml",
    language="ar",
)
_RHYTHM: Final = Rhythm(begins=-20, every=5, at=timedelta(hours=4))
_MOST: Final = 10  # in the feed, the newest
_OLDEST: Final = 200  # pages that are still there
_BYTES_A_SECOND: Final = 12_000  # of speech at 96 kbit/s
# Title, and minutes.
_EPISODES: Final = (
    ("كيف نتعلّم شيئًا ونحن متعبون", 24),
    ("خريطة المدينة في رأس سائق الأجرة", 31),
    ("لماذا ننسى ما نقرؤه", 18),
    ("الأرقام التي لا تُقال في الأخبار", 42),
    ("خمس دقائق عن الفاصلة", 5),
    ("حين يشرح المعلّم ما لا يعرفه", 27),
    ("الشتاء في أسماء النجوم", 22),
    ("كيف يُسأل ألف إنسان", 35),
    ("القهوة علم تجريبي", 29),
    ("سبع طرق لترتيب مكتبة صغيرة", 16),
)


def _items(present: Present, *, most: int) -> list[Item]:
    return [_item(number, moment) for number, moment in _RHYTHM.published(present, most=most)]


def _item(number: int, moment: datetime) -> Item:
    name, minutes = _EPISODES[number % len(_EPISODES)]
    seconds = minutes * 60 + number * 7 % 60
    return Item(
        guid=f"podcast.example:{number + 1}",
        url=f"{_CHANNEL.site_url}{number + 1}",
        title=f"{number + 1}. {name}",
        html=f"<p>{escape(name)}. مدة الحوار بالدقائق: {minutes}.</p>",
        published_at=moment,
        seconds=seconds,
        audio_url=f"{_CHANNEL.site_url}audio/{number + 1}.mp3",
        audio_bytes=seconds * _BYTES_A_SECOND,
    )


def _pages(path: str, present: Present) -> Answer | None:
    if path == "/feed.xml":
        return feeds.rss(_CHANNEL, _items(present, most=_MOST))
    if path == "/":
        return _front(_items(present, most=_MOST))
    url = f"{_CHANNEL.site_url}{path.removeprefix('/')}"
    found = [each for each in _items(present, most=_OLDEST) if url in {each.url, each.audio_url}]
    return _episode(found[0]) if found else None


def _front(items: Sequence[Item]) -> Answer:
    links = [
        f"{pages.link(each.url, each.title)} · {day(each.published_at, 'ar')}" for each in items
    ]
    body = (
        f'<h1>{_CHANNEL.title}</h1>\n<p class="about">{_CHANNEL.about}</p>\n{pages.listing(links)}'
    )
    content = pages.page(
        title=_CHANNEL.title,
        body=body,
        language="ar",
        site=_CHANNEL.title,
        url=_CHANNEL.site_url,
        kind="website",
        feeds={_CHANNEL.feed_url: (_CHANNEL.title, feeds.RSS)},
    )
    return Answer(content=content)


def _episode(item: Item) -> Answer:
    seconds = item.seconds or 0
    nothing = "<p>هذا العالم لا صوت فيه: الحلقة للتجربة فقط.</p>"
    content = pages.page(
        title=item.title,
        body=pages.article(
            item.title,
            item.html + nothing,
            when=day(item.published_at, "ar"),
            footer=pages.link(_CHANNEL.site_url, _CHANNEL.title),
        ),
        language="ar",
        site=_CHANNEL.title,
        url=item.url,
        data={
            "@type": "PodcastEpisode",
            "name": item.title,
            "timeRequired": f"PT{seconds // 60}M{seconds % 60}S",
            "associatedMedia": {
                "@type": "AudioObject",
                "contentUrl": item.audio_url,
                "duration": f"PT{seconds // 60}M{seconds % 60}S",
            },
        },
    )
    return Answer(content=content, changed_at=item.published_at)


SITES: Final = (
    Site(
        host="podcast.example",
        title=_CHANNEL.title,
        shows="An Arabic podcast: lengths and sizes in its feed; an episode every fifth day.",
        pages=_pages,
        feeds={"/feed.xml": _CHANNEL.title},
    ),
)
