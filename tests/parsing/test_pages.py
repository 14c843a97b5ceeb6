"""What a page says about itself is found: its name, what it is, how long it takes, its feeds."""

import pytest

from bot.parsing.parser import Parser
from bot.parsing.records import LONGEST_TITLE, FeedLink, PageRead, Unreadable
from tests.parsing.corpus import rss
from tests.parsing.corpus.formats import ATOM_10, RSS_10

pytestmark = pytest.mark.asyncio(loop_scope="module")

URL = "https://site.example/posts/1?utm_source=x"

ARTICLE = """<!DOCTYPE html><html lang="ar-EG" dir="rtl"><head><meta charset="utf-8">
<title>الاسم | الموقع</title><meta property="og:title" content="  الاسم \u202e وحده ">
<meta property="og:site_name" content="الموقع"><meta property="og:type" content="article">
<link rel="canonical" href="/posts/1">
<link rel="alternate" type="application/rss+xml" title="تعليقات" href="/posts/1/feed">
<link rel="alternate" type="application/rss+xml" title="الموقع" href="/feed">
<link rel="alternate" type="application/atom+xml" href="//other.example/atom.xml">
<link rel="alternate" type="application/rss+xml" href="javascript:1">
<link rel="alternate" hreflang="en" href="/en"><link rel="stylesheet" type="text/xml" href="/s.css">
<style>p { color: red }</style><script>var words = "not counted at all";</script></head>
<body><nav>أولًا ثانيًا</nav><main><article><h1>العنوان</h1><p>هذه <b>كلمات</b> المقالة</p>
<script>no();</script><aside>جانب</aside></article></main><footer>حقوق النشر محفوظة</footer></body></html>"""

VIDEO = """<html><head><title>Plain - Tube</title><meta property="og:type" content="video.other">
<meta property="og:video:url" content="https://site.example/embed"><meta itemprop="duration" content="PT12M3S">
<meta property="og:url" content="https://elsewhere.example/posts/1"></head><body><p>Few words</p></body></html>"""


def _described(data: str, *, head: str = "") -> str:
    return f'<html><head>{head}<script type="application/ld+json">{data}</script></head><body><p>x</p></body></html>'


async def _of(parser: Parser, text: str, content_type: str = "text/html") -> PageRead:
    read = await parser.page(text.encode(), content_type=content_type, url=URL)
    assert isinstance(read, PageRead), read
    return read


async def test_an_arabic_article_tells_all_about_itself(parser: Parser) -> None:
    assert await _of(parser, ARTICLE) == PageRead(
        title="الاسم وحده",
        site="الموقع",
        canonical_url="https://site.example/posts/1",
        media="article",
        words=4,
        language="ar-EG",
        feeds=(
            FeedLink("https://site.example/feed", "الموقع"),
            FeedLink("https://other.example/atom.xml", ""),
            FeedLink("https://site.example/posts/1/feed", "تعليقات"),
        ),
    )


async def test_a_video_tells_how_long_it_is_and_no_foreign_address_is_its_own(
    parser: Parser,
) -> None:
    read = await _of(parser, VIDEO)
    assert (read.title, read.media, read.seconds) == ("Plain - Tube", "video", 723)
    assert read.canonical_url == ""


@pytest.mark.parametrize(
    ("data", "media", "seconds"),
    [
        ('{"@type": "VideoObject", "duration": "PT1H"}', "video", 3600),
        ('{"@type": "PodcastEpisode", "timeRequired": "PT45M"}', "audio", 2700),
        ('{"@type": ["Course"], "hasCourseInstance": {"@type": "CourseInstance"}}', "course", None),
        ('{"@context": "x", "@graph": [{"@type": "WebSite"}, {"@type": "BlogPosting"}]}', "article", None),
        ('[{"@type": "https://schema.org/Report", "video": {"@type": "Movie", "duration": "PT5M"}}]', "article", None),
        ('{"@type": "Organization"}', "", None),
        ('{"@type": {"a": 1}, "@graph": 5}', "", None),
        ("[" * 100_000, "", None),
        ('{"@type": "VideoObject", "duration": ' + "9" * 100_000 + "}", "video", None),
        ('{"@type": "VideoObject", "duration": "PT999999H"}', "video", None),
        ("not JSON", "", None),
    ],
)  # fmt: skip
async def test_what_schema_org_says_is_understood(
    data: str, media: str, seconds: int | None, parser: Parser
) -> None:
    read = await _of(parser, _described(data))
    assert (read.media, read.seconds) == (media, seconds)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta name="twitter:title" content="Twitter"><title>Own</title>', "Twitter"),
        ("<title>Own &amp; &lt;b&gt; good</title>", "Own & <b> good"),
        ("<title></title><h1>Heading</h1>", "Heading"),
        ("<title>" + "x" * 5000 + "</title>", "x" * (LONGEST_TITLE - 1) + "…"),
        ("<p>", ""),
    ],
)
async def test_the_title_is_the_best_there_is(head: str, title: str, parser: Parser) -> None:
    assert (await _of(parser, f"<html>{head}")).title == title


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        ("<title>دروس الكيمياء</title><p>x", "text/html; charset=utf-8"),
        ("<meta charset='windows-1256'><title>دروس الكيمياء</title><p>x", "text/html"),
        ("<title>دروس الكيمياء</title><p>x", "text/html; charset=windows-1256"),
        ("<title>دروس الكيمياء</title><p>x", "text/html"),
    ],
)
async def test_pages_in_arabic_encodings_are_read(
    content: str, content_type: str, parser: Parser
) -> None:
    encoding = "utf-8" if "utf-8" in content_type else "cp1256"
    read = await parser.page(content.encode(encoding), content_type=content_type, url=URL)
    assert isinstance(read, PageRead)
    assert read.title == "دروس الكيمياء"


async def test_a_page_that_was_cut_in_the_midst_of_a_letter_is_read(parser: Parser) -> None:
    content = ("<html><title>دروس</title><p>" + "كلمة " * 100).encode()
    read = await parser.page(content[:-2], content_type="text/html", url=URL)
    assert isinstance(read, PageRead)
    assert (read.title, read.words) == ("دروس", 100)


async def test_addresses_are_completed_by_the_pages_base(parser: Parser) -> None:
    read = await _of(
        parser, '<base href="/deep/"><link rel="alternate" type="application/rss+xml" href="f">'
    )
    assert read.feeds == (FeedLink("https://site.example/deep/f", ""),)


async def test_at_most_ten_feeds_are_named(parser: Parser) -> None:
    links = "".join(
        f'<link rel=alternate type=application/rss+xml href="/comments/{n}">' for n in range(500)
    )
    read = await _of(parser, f"<html>{links}<link rel=feed href=/one>")
    assert len(read.feeds) == 10


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (rss("").encode(), "text/html"),
        (ATOM_10.encode(), "text/html"),
        (RSS_10.encode(), "application/xml"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/json"),
        (b"<opml><body/></opml>", "text/xml"),
        (b"", "text/html"),
        (b" \n", "text/html"),
        (b"%PDF-1.7 <html>", "application/pdf"),
        (bytes(range(256)) * 2000 + b"<html>", "text/html"),
        (b"just words", "text/plain"),
    ],
)
async def test_what_is_no_page_is_refused(
    content: bytes, content_type: str, parser: Parser
) -> None:
    read = await parser.page(content, content_type=content_type, url=URL)
    assert read == Unreadable.NOT_A_PAGE


@pytest.mark.parametrize(
    "content",
    [
        "<html><title>t</title><body>" + "<b>" * 300_000 + "x",
        "<html><title>t</title><body>" + "<a><p>" * 150_000,
        "<html><title>t</title><body>" + "<b><table>" * 100_000,
        "<html><title>t</title><body>" + "&amp;" * 900_000,
        "<html><title>t</title><body>" + "<" * 3_000_000,
        "<html><title>t</title>" + "<meta property=a content=b>" * 100_000,
        "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><html><title>t</title><p>&a;",
    ],
    ids=lambda content: content[28:45],
)
async def test_a_hostile_page_is_read_or_given_up(content: str, parser: Parser) -> None:
    read = await parser.page(content.encode(), content_type="text/html", url=URL)
    assert read == Unreadable.TOO_MUCH or (isinstance(read, PageRead) and read.title == "t")
