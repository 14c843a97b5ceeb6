"""Feeds that are wrong, or only unusual, and that people read all the same."""

import codecs
import gzip
from datetime import UTC, datetime

from bot.parsing.records import Unreadable
from tests.parsing.corpus import Case, atom, item, rss

ARABIC = "دروس في الكيمياء العضوية للمبتدئين"
TASHKEEL = "الكِتَابُ الأَوَّلُ"
RUSSIAN = "Записки о химии для начинающих"


def _said(encoding: str, items: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel>{items}</channel></rss>'


def _days(*days: str) -> str:
    return "".join(item(f"<pubDate>{day}</pubDate>", title=day) for day in days)


DATES = {
    "Tue, 02 Jan 2024 03:04:05 +0300": datetime(2024, 1, 2, 0, 4, 5, tzinfo=UTC),
    "Fri, 2 January 2024 03:04 EST": datetime(2024, 1, 2, 8, 4, tzinfo=UTC),
    "02 Jan 24 03:04:05 Z": datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    "2024-01-02": datetime(2024, 1, 2, tzinfo=UTC),
    "2024-01-02 03:04:05": datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    "2024-01-02T03:04:05.678-05:00": datetime(2024, 1, 2, 8, 4, 5, tzinfo=UTC),
    "20240102T030405Z": None,
    "January 2, 2024": datetime(2024, 1, 2, tzinfo=UTC),
    "Tue Jan  2 03:04:05 UTC 2024": datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    "Tue, 32 Foo 2024 03:04:05 GMT": None,
    "9999-12-31T23:59:59-12:00": None,
    "0001-01-01T00:00:00+12:00": None,
    "Mon, 01 Jan 0001 00:00:00 GMT": None,
    "2024-02-30": None,
    "yesterday": None,
    "1704164645": None,
}

CASES = (
    Case("leading blank lines", b"\r\n \n\n" + rss(item()).encode(), {"item_title": ["One"]}),
    Case(
        "a warning before it",
        b"<br />\n<b>Warning</b>: mysql() in x.php<br />\n" + rss(item()).encode(),
        {"item_title": ["One"]},
    ),
    Case(
        "cut off in the midst",
        rss(item() + item(title="Two") + "<item><title>Three and more").encode()[:-23],
        {"title": "Notes", "item_title": ["One", "Two"]},
    ),
    Case(
        "HTML's own entities",
        rss(item(title="A&nbsp;B &eacute; &bogus; AT&T")).encode(),
        {"item_title": ["A B é &bogus; AT&T"]},
    ),
    Case(
        "addresses with lonely ampersands",
        rss(item("<link>http://a.example/?a=1&b=2&copy=3</link>")).encode(),
        {"item_url": ["http://a.example/?a=1&b=2&copy=3"]},
    ),
    Case(
        "characters that XML forbids",
        rss(item(title="A\x00B\x0bC&#0;&#x1F;&#xD800;D")).encode(),
        {"item_title": ["ABCD"]},
    ),
    Case(
        "escaped twice",
        rss(item(title="Q&amp;amp;A &amp;lt;3")).encode(),
        {"item_title": ["Q&A <3"]},
    ),
    Case(
        "markup in titles",
        rss(item(title="&lt;script&gt;x()&lt;/script&gt;&lt;i&gt;Good&lt;/i&gt; day")).encode(),
        {"item_title": ["Good day"]},
    ),
    Case(
        "a title that only looks like markup",
        rss(item(title="Map&lt;K, V&gt; and 1 &lt; 2")).encode(),
        {"item_title": ["Map<K, V> and 1 < 2"]},
    ),
    Case(
        "CDATA in CDATA",
        rss(item(title="<![CDATA[A <![CDATA[ B]]> C ]]&gt; D")).encode(),
        {"item_title": ["A <![CDATA[ B C ]]> D"]},
    ),
    Case(
        "a feed in a feed",
        rss(item(f"<description><![CDATA[{rss(item(title='Inner'))}]]></description>")).encode(),
        {"item_title": ["One"], "count": 1},
    ),
    Case(
        "an entity told about in CDATA",
        rss(
            item(
                "<description><![CDATA[how <!ENTITY x 'y'> works, and <!DOCTYPE a [ ]>]]></description>"
            )
        ).encode(),
        {"count": 1},
    ),
    Case(
        "UTF-8 with a mark",
        codecs.BOM_UTF8 + rss(item(title=ARABIC)).encode(),
        {"item_title": [ARABIC]},
    ),
    Case(
        "UTF-16 with a mark",
        _said("utf-16", item(title=ARABIC)).encode("utf-16"),
        {"item_title": [ARABIC]},
    ),
    Case(
        "UTF-16 without a mark",
        _said("utf-16", item(title=ARABIC)).encode("utf-16-be"),
        {"item_title": [ARABIC]},
    ),
    Case(
        "UTF-32 without a mark",
        _said("utf-32", item(title=ARABIC)).encode("utf-32-le"),
        {"item_title": [ARABIC]},
    ),
    Case(
        "windows-1256, as it says",
        _said("windows-1256", item(title=ARABIC)).encode("cp1256"),
        {"item_title": [ARABIC]},
    ),
    Case(
        "windows-1256 that says UTF-8",
        _said("utf-8", item(title=ARABIC)).encode("cp1256"),
        {"item_title": [ARABIC]},
    ),
    Case(
        "windows-1256 that says nothing",
        rss(item(title=ARABIC)).partition("?>")[2].encode("cp1256"),
        {"item_title": [ARABIC]},
        "text/xml",
    ),
    Case(
        "UTF-8 that says windows-1256",
        _said("windows-1256", item(title=ARABIC)).encode(),
        {"item_title": [ARABIC]},
    ),
    Case(
        "ISO 8859-6",
        _said("iso-8859-6", item(title=ARABIC)).encode("iso8859-6"),
        {"item_title": [ARABIC]},
    ),
    Case(
        "an encoding that only the server tells",
        rss(item(title=ARABIC)).partition("?>")[2].encode("iso8859-6"),
        {"item_title": [ARABIC]},
        "text/xml; charset=ISO-8859-6",
    ),
    Case(
        "Latin-1 that says UTF-8",
        _said("utf-8", item(title="Café “déjà vu”")).encode("cp1252"),
        {"item_title": ["Café “déjà vu”"]},
    ),
    Case(
        "Cyrillic that says nothing",
        rss(item(title=RUSSIAN)).partition("?>")[2].encode("cp1251"),
        {"item_title": [RUSSIAN]},
    ),
    Case(
        "an encoding that nobody knows",
        _said("x-nobody", item(title=ARABIC)).encode(),
        {"item_title": [ARABIC]},
    ),
    Case(
        "one broken letter",
        rss(item(title=ARABIC + " X")).encode().replace(b"X", b"\xff\xfe"),
        {"item_title": [ARABIC + " \ufffd\ufffd"]},
    ),
    Case("tashkeel stays", rss(item(title=TASHKEEL)).encode(), {"item_title": [TASHKEEL]}),
    Case(
        "directions turned round",
        rss(item(title=f"\u202e{ARABIC}\u202c\u200f \u2067cod\u200be\u2069\ufeff")).encode(),
        {"item_title": [f"{ARABIC} code"]},
    ),
    Case(
        "a tower of marks",
        rss(item(title="ب" + "\u064b" * 1_000 + "x")).encode(),
        {"item_title": ["ب" + "\u064b" * 4 + "x"]},
    ),
    Case("dates in every spelling", rss(_days(*DATES)).encode(), {"count": len(DATES)}),
    Case(
        "oldest first",
        rss(_days("2021-01-01", "2022-01-01", "2023-01-01")).encode(),
        {"item_title": ["2023-01-01", "2022-01-01", "2021-01-01"]},
    ),
    Case(
        "one without a date stays where it stood",
        rss(
            item("<pubDate>2023-01-02</pubDate>", title="A")
            + item(title="B")
            + item("<pubDate>2023-01-01</pubDate>", title="C")
            + item("<pubDate>2024-01-01</pubDate>", title="D")
        ).encode(),
        {"item_title": ["D", "A", "B", "C"]},
    ),
    Case("the same item twice", rss(item("<guid>1</guid>") * 3).encode(), {"count": 1}),
    Case(
        "one guid for all",
        rss(
            item("<guid>1</guid><link>http://a.example/1</link>")
            + item("<guid>1</guid><link>http://a.example/2</link>", title="Two")
        ).encode(),
        {"count": 2},
    ),
    Case("no guids", rss(item("<link>http://a.example/1</link>")).encode(), {"item_guid": [""]}),
    Case(
        "a guid that is no address and no link",
        rss(item("<guid>1 of 2</guid>")).encode(),
        {"item_url": [""], "count": 1},
    ),
    Case(
        "a guid for a link",
        rss(item("<guid>http://a.example/only</guid>")).encode(),
        {"item_url": ["http://a.example/only"]},
    ),
    Case(
        "links that are none",
        rss(
            item("<link>javascript:alert(1)</link>", title="A")
            + item("<link>file:///etc/passwd</link>", title="B")
            + item("<link>data:text/html,x</link>", title="C")
            + item("<link>http://</link>", title="D")
            + item("<link>http://u:p@a.example/</link>", title="E")
            + item("<link>http://[::1</link>", title="F")
            + item(f"<link>http://a.example/{'x' * 3000}</link>", title="G")
        ).encode(),
        {"item_url": [""] * 7, "count": 7},
    ),
    Case(
        "relative links",
        rss(
            item("<link>../post/1?a=b</link>") + item("<link>//b.example/2</link>", title="Two")
        ).encode(),
        {"item_url": ["https://feeds.example/post/1?a=b", "https://b.example/2"]},
    ),
    Case(
        "links in other letters",
        rss(
            item("<link>http://bücher.example/مقال/أول?س=1</link>")
            + item("<link> http://a.example/a b\u202ec\n</link>", title="Two")
        ).encode(),
        {
            "item_url": [
                "http://xn--bcher-kva.example/%D9%85%D9%82%D8%A7%D9%84/%D8%A3%D9%88%D9%84?%D8%B3=1",
                "http://a.example/abc",
            ]
        },
    ),
    Case(
        "sizes that cannot be",
        rss(
            "".join(
                item(
                    f'<enclosure url="http://a.example/{n}.mp3" type="audio/mpeg" length="{size}"/>',
                    title=str(n),
                )
                for n, size in enumerate(("-5", "1e9", "9" * 400, "", "12 MB", "12"))
            )
        ).encode(),
        {"item_enclosure_bytes": [None, None, None, None, None, 12]},
    ),
    Case(
        "enclosures that are none",
        rss(
            item(
                '<enclosure url="file:///etc/passwd" type="audio/mpeg"/>'
                '<enclosure url="http://a.example/x.jpg" type="image/jpeg"/>'
            )
        ).encode(),
        {"item_enclosure_url": [""], "is_podcast": False},
    ),
    Case(
        "empty items",
        rss("<item></item><item><title> </title></item>" + item()).encode(),
        {"count": 1},
    ),
    Case("a feed without items", rss("").encode(), {"title": "Notes", "count": 0}),
    Case(
        "Atom's text is text",
        atom("<entry><title>&lt;b&gt; &amp;amp; so</title></entry>").encode(),
        {"item_title": ["<b> &amp; so"]},
    ),
    Case("a long title", rss(item(title="word " * 200)).encode(), {"count": 1}),
    Case(
        "HTML instead",
        b"<!DOCTYPE html><html><head><title>No</title></head><body><rss>x</rss></body></html>",
        Unreadable.NOT_A_FEED,
        "text/html",
    ),
    Case(
        "a page with document types in its scripts",
        b"<!DOCTYPE html><html><script>x = '<!DOCTYPE a [<!ENTITY b 5>]>'</script><p>x</p></html>",
        Unreadable.NOT_A_FEED,
        "text/html",
    ),
    Case(
        "RDF about something else",
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a xmlns="urn:a"/></rdf:RDF>',
        Unreadable.NOT_A_FEED,
    ),
    Case(
        "its own address beside its page's",
        rss(
            item(),
            about="<title>Notes</title><atom:link href='http://a.example/feed' rel='self' type='application/rss+xml'/>"
            "<link>http://a.example/</link><atom:link rel='hub' href='http://hub.example/'/>",
            root='version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"',
        ).encode(),
        {"site_url": "http://a.example/", "title": "Notes"},
    ),
    Case(
        "posts without titles and with pictures",
        rss(
            "<item><link>http://m.example/@a/1</link><description>&lt;p&gt;Hello &lt;a href='x'&gt;#&lt;span&gt;maths"
            "&lt;/span&gt;&lt;/a&gt;&lt;/p&gt;</description><media:content url='http://m.example/1.jpg'"
            " type='image/jpeg' fileSize='9' medium='image'/><category>maths</category></item>",
            root='version="2.0" xmlns:media="http://search.yahoo.com/mrss/"',
        ).encode(),
        {"item_title": [""], "item_text": ["Hello #maths"], "item_enclosure_url": [""]},
    ),
    Case(
        "a title far from where it begins",
        rss(item(title="\n" * 9_000 + "Far")).encode(),
        {"item_title": ["Far"]},
    ),
    Case(
        "JSON instead",
        b'{"error": "not found", "items": 5}',
        Unreadable.NOT_A_FEED,
        "application/json",
    ),
    Case("a JSON list", b"[1, 2, 3]", Unreadable.NOT_A_FEED, "application/json"),
    Case(
        "broken JSON",
        b'{"version": "https://jsonfeed.org/version/1", "items": [',
        Unreadable.NOT_A_FEED,
    ),
    Case(
        "other XML",
        b'<?xml version="1.0"?><urlset><url><loc>http://a.example/</loc></url></urlset>',
        Unreadable.NOT_A_FEED,
    ),
    Case("empty", b"", Unreadable.NOT_A_FEED),
    Case("only white space", b" \r\n\t \n" * 50, Unreadable.NOT_A_FEED),
    Case("gzip that nobody announced", gzip.compress(rss(item()).encode()), Unreadable.NOT_A_FEED),
    Case("plain words", "مرحبا بكم".encode(), Unreadable.NOT_A_FEED),
)
