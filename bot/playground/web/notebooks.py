"""Small things every day: a page with two feeds, and a JSON Feed with a word a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Final

from bot.playground.web import feeds, pages
from bot.playground.web.dates import day
from bot.playground.web.records import Answer, Channel, Item, Present, Site
from bot.playground.web.rhythm import Rhythm

_MOST: Final = 14  # in each feed, the newest
_OLDEST: Final = 200  # pages that are still there
_EXERCISES: Final = (
    ("Say it without the number", "قلها بلا رقم",
     "Take a sentence with a number in it and say the same without it. What got lost?",
     "خذ جملة فيها رقم وقلها بلا رقم. ما الذي ضاع؟"),
    ("The chart on the bus", "رسم في الحافلة",
     "Find a chart on your way and write the sentence that it should have had as its title.",
     "ابحث في طريقك عن رسم، واكتب الجملة التي كان يجب أن تكون عنوانه."),
    ("Guess, then look", "خمّن ثم انظر",
     "Guess a number of your city, write it down, and look it up. By how much were you wrong?",
     "خمّن رقمًا عن مدينتك واكتبه، ثم ابحث عنه. بكم أخطأت؟"),
    ("Explain it to a child", "اشرحها لطفل",
     "Choose the hardest word of your week and explain it in three short sentences.",
     "اختر أصعب كلمة في أسبوعك واشرحها في ثلاث جمل قصيرة."),
    ("Draw it by hand", "ارسمها بيدك",
     "Draw the last chart that you saw from memory. What do you remember, and what not?",
     "ارسم من ذاكرتك آخر رسم رأيته. ماذا بقي منه، وماذا غاب؟"),
)  # fmt: skip
_WORDS: Final = (
    ("متوسط", "mean", "The balance point of all values."),
    ("وسيط", "median", "Half lie below it, half above."),
    ("عيّنة", "sample", "The spoonful that speaks for the soup."),
    ("تباين", "variance", "How far values lie from their mean, squared."),
    ("احتمال", "probability", "Between never and always."),
    ("ارتباط", "correlation", "Two things that move together."),
    ("محور", "axis", "Where a chart says its unit."),
    ("مقياس", "scale", "What a centimetre stands for."),
    ("فرضية", "hypothesis", "What would have to be true."),
    ("انحراف", "deviation", "The way from one value to the middle."),
    ("تقدير", "estimate", "A number with its doubt."),
)  # fmt: skip

_ENGLISH: Final = Channel(
    title="Study notes",
    about="One small exercise every other day.",
    site_url="http://news.example/",
    feed_url="http://news.example/notes.xml",
    language="en",
)
_ARABIC: Final = Channel(
    title="دفتر الدراسة",
    about="تمرين صغير كل يومين.",
    site_url="http://news.example/",
    feed_url="http://news.example/daftar.xml",
    language="ar",
)
_OF_WORDS: Final = Channel(
    title="A word a day",
    about="An Arabic word of numbers, and what it says.",
    site_url="http://words.example/",
    feed_url="http://words.example/feed.json",
    language="en",
)
_NOTES: Final = Rhythm(begins=-20, every=2, at=timedelta(hours=6))
_DAILY: Final = Rhythm(begins=-20, every=1, at=timedelta(hours=5, minutes=15))


def _notes(present: Present, language: str, *, most: int = _MOST) -> list[Item]:
    return [
        _note(number, moment, language) for number, moment in _NOTES.published(present, most=most)
    ]


def _note(number: int, moment: datetime, language: str) -> Item:
    english, arabic, task, task_ar = _EXERCISES[number % len(_EXERCISES)]
    url = f"http://news.example/{language}/{moment:%Y-%m-%d}"
    is_arabic = language == "ar"
    return Item(
        guid=url,
        url=url,
        title=f"{arabic if is_arabic else english} · {day(moment, language)}",
        html=f"<p>{escape(task_ar if is_arabic else task)}</p>",
        published_at=moment,
    )


def _words(present: Present, *, most: int = _MOST) -> list[Item]:
    return [_word(number, moment) for number, moment in _DAILY.published(present, most=most)]


def _word(number: int, moment: datetime) -> Item:
    arabic, english, says = _WORDS[number % len(_WORDS)]
    url = f"http://words.example/{moment:%Y-%m-%d}"
    return Item(
        guid=url,
        url=url,
        title=f"{english} · {arabic} · {day(moment, 'en')}",
        html=f'<p><span lang="ar">{arabic}</span>: {escape(says)}</p>',
        published_at=moment,
    )


def _of_news(path: str, present: Present) -> Answer | None:
    if path == "/notes.xml":
        return feeds.rss(_ENGLISH, _notes(present, "en"))
    if path == "/daftar.xml":
        return feeds.atom(_ARABIC, _notes(present, "ar"))
    if path == "/":
        both = [*_notes(present, "en", most=5), *_notes(present, "ar", most=5)]
        named = {
            each.feed_url: (each.title, kind)
            for each, kind in ((_ENGLISH, feeds.RSS), (_ARABIC, feeds.ATOM))
        }
        return _front("Study notes · دفتر الدراسة", both, url=_ENGLISH.site_url, named=named)
    for channel in (_ENGLISH, _ARABIC):
        for item in _notes(present, channel.language, most=_OLDEST):
            if item.url == f"http://news.example{path}":
                return _page(item, channel)
    return None


def _of_words(path: str, present: Present) -> Answer | None:
    if path == "/feed.json":
        return feeds.json_feed(_OF_WORDS, _words(present))
    if path == "/":
        named = {_OF_WORDS.feed_url: (_OF_WORDS.title, feeds.JSON)}
        return _front(_OF_WORDS.title, _words(present), url=_OF_WORDS.site_url, named=named)
    found = [
        each for each in _words(present, most=_OLDEST) if each.url == f"http://words.example{path}"
    ]
    return _page(found[0], _OF_WORDS) if found else None


def _front(
    title: str, items: Sequence[Item], *, url: str, named: dict[str, tuple[str, str]]
) -> Answer:
    links = [f"<bdi>{pages.link(each.url, each.title)}</bdi>" for each in items]
    body = f"<h1>{title}</h1>\n{pages.listing(links)}"
    return Answer(content=pages.page(title=title, body=body, site=title, url=url, feeds=named))


def _page(item: Item, channel: Channel) -> Answer:
    footer = pages.link(channel.site_url, channel.title)
    content = pages.page(
        title=item.title,
        body=pages.article(item.title, item.html, footer=footer),
        language=channel.language,
        site=channel.title,
        url=item.url,
        kind="article",
    )
    return Answer(content=content, changed_at=item.published_at)


SITES: Final = (
    Site(
        host="news.example",
        title="Study notes · دفتر الدراسة",
        shows="A page that names two feeds, one in each language; something new every other day.",
        pages=_of_news,
        feeds={"/notes.xml": _ENGLISH.title, "/daftar.xml": _ARABIC.title},
    ),
    Site(
        host="words.example",
        title=_OF_WORDS.title,
        shows="A JSON Feed with a word every day.",
        pages=_of_words,
        feeds={"/feed.json": _OF_WORDS.title},
    ),
)
