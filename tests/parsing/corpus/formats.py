"""The formats, as they are written in the world."""

import json
from datetime import UTC, datetime

from tests.parsing.corpus import Case, atom, item, rss

FIRST = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)

RSS_090 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>Old</title><link>http://old.example/</link><description>d</description></channel>
<item><title>First</title><link>http://old.example/1</link></item>
<item><title>Second</title><link>http://old.example/2</link></item></rdf:RDF>"""

RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Ninety one</title><link>http://old.example/</link><language>en-us</language>
<item><title>First</title><link>http://old.example/1</link><description>Words of it</description></item>
</channel></rss>"""

RSS_10 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="http://one.example/"><title>One point 0</title><link>http://one.example/</link>
<dc:language>de</dc:language><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<items><rdf:Seq><rdf:li resource="http://one.example/a"/></rdf:Seq></items></channel>
<item rdf:about="http://one.example/a"><title>A</title><link>http://one.example/a</link>
<dc:date>2024-01-02T04:04:05+01:00</dc:date></item></rdf:RDF>"""

ATOM_03 = """<?xml version="1.0"?>
<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en"><title>Third</title>
<link rel="alternate" type="text/html" href="http://three.example/"/>
<entry><title mode="escaped" type="text/html">&lt;b&gt;Bold&lt;/b&gt; one</title>
<link rel="alternate" type="text/html" href="http://three.example/1"/><id>tag:three.example,2024:1</id>
<issued>2024-01-02T03:04:05Z</issued><modified>2024-02-02T03:04:05Z</modified></entry></feed>"""

ATOM_10 = atom(
    """<entry><title type="html">Cats &amp;amp; dogs</title><id>urn:1</id><link href="/1"/>
    <link rel="enclosure" href="/1.mp3" type="audio/mpeg" length="1234"/>
    <published>2024-01-02T03:04:05Z</published><updated>2025-01-02T03:04:05Z</updated>
    <summary>Short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One two</p><p>three</p>
    </div></content></entry>
    <entry><title>1 &lt; 2 &lt;b&gt;</title><id>urn:2</id><link href="2"/><updated>2024-01-01T00:00:00Z</updated>
    <source><title>Elsewhere</title><id>urn:source</id><link href="http://elsewhere.example/"/></source></entry>""",
    about='<title>Notes</title><link href="http://ten.example/"/><link rel="self" href="http://ten.example/atom"/>',
    root=' xml:lang="en-GB"',
)

YOUTUBE = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns="http://www.w3.org/2005/Atom"><title>Some channel</title>
<link rel="alternate" href="https://www.youtube.com/channel/UC1"/>
<entry><id>yt:video:abc</id><yt:videoId>abc</yt:videoId><title>A video</title>
<link rel="alternate" href="https://www.youtube.com/watch?v=abc"/><published>2024-01-02T03:04:05+00:00</published>
<media:group><media:title>A video</media:title>
<media:content url="https://www.youtube.com/v/abc?version=3" type="application/x-shockwave-flash" width="640"/>
<media:thumbnail url="https://i.ytimg.com/vi/abc/hqdefault.jpg"/>
<media:description>What it is about</media:description></media:group></entry></feed>"""

ITUNES = 'version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
MEDIA = 'version="2.0" xmlns:media="http://search.yahoo.com/mrss/"'


def _episode(duration: str, number: int) -> str:
    return item(
        f'<guid isPermaLink="false">{number}</guid><itunes:duration>{duration}</itunes:duration>'
        f'<enclosure url="https://cdn.example/{number}.mp3" length="{number}000" type="audio/mpeg"/>'
    )


SPELLINGS = {
    "1:02:03": 3723, "62:03": 3723, "3723": 3723, "3723.8": 3723, "00:45": 45, "01:02:03.500": 3723,
    "PT1H2M3S": 3723, "1h 2m 3s": 3723, "90 min": 5400, "٤٥:٠٠": 2700, " 12:00 ": 720, "0": None,
    "": None, "-5": None, "soon": None, "99999999999999999999": None, "1:2:3:4": None,
}  # fmt: skip

JSON_11 = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "JSON notes",
    "home_page_url": "https://json.example/",
    "language": "ar",
    "items": [
        {
            "id": 7, "url": "https://json.example/7", "title": "Seven", "content_html": "<p>One<p>two three",
            "date_published": "2024-01-02T03:04:05Z",
        },
        {
            "id": "8", "external_url": "https://json.example/8", "content_text": "No title here",
            "date_published": "2024-01-01T03:04:05Z",
            "attachments": [
                {"url": "/8.jpg", "mime_type": "image/jpeg"},
                {"url": "/8.m4a", "mime_type": "audio/x-m4a", "size_in_bytes": 99, "duration_in_seconds": 61.5},
            ],
        },
    ],
}  # fmt: skip

CASES = (
    Case("RSS 0.90", RSS_090.encode(), {
        "kind": "rdf", "title": "Old", "site_url": "http://old.example/", "item_title": ["First", "Second"],
    }),
    Case("RSS 0.91 with its public DOCTYPE", RSS_091.encode(), {
        "kind": "rss", "title": "Ninety one", "language": "en-us", "item_text": ["Words of it"],
    }),
    Case("RSS 0.92", rss(item('<enclosure url="http://a.example/x.ogg" length="5" type="audio/ogg"/>'),
                         root='version="0.92"').encode(), {
        "kind": "rss", "item_enclosure_type": ["audio/ogg"], "item_url": ["http://a.example/x.ogg"],
    }),
    Case("RSS 1.0", RSS_10.encode(), {
        "kind": "rdf", "language": "de", "minutes_to_live": 720, "item_published_at": [FIRST],
    }),
    Case("RSS 2.0", rss(
        item("<link>http://two.example/1</link><guid>http://two.example/1</guid>"
             "<pubDate>Tue, 02 Jan 2024 03:04:05 GMT</pubDate><description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;"
             "</description>"),
        about="<title>Two</title><link>http://two.example/</link><ttl>60</ttl>").encode(), {
        "kind": "rss", "title": "Two", "minutes_to_live": 60, "item_guid": ["http://two.example/1"],
        "item_published_at": [FIRST], "item_text": ["One two"], "item_words": [2], "is_podcast": False,
    }),
    Case("RSS with the whole content", rss(
        item("<description>Short</description><content:encoded><![CDATA[<p>One <b>two</b> three</p><script>no()"
             "</script>]]></content:encoded>"),
        root='version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"').encode(), {
        "item_text": ["Short"], "item_words": [3],
    }),
    Case("Atom 0.3", ATOM_03.encode(), {
        "kind": "atom", "site_url": "http://three.example/", "item_title": ["Bold one"],
        "item_published_at": [FIRST], "item_guid": ["tag:three.example,2024:1"],
    }),
    Case("Atom 1.0", ATOM_10.encode(), {
        "kind": "atom", "language": "en-GB", "site_url": "http://ten.example/",
        "item_title": ["Cats & dogs", "1 < 2 <b>"], "item_guid": ["urn:1", "urn:2"],
        "item_url": ["https://feeds.example/1", "https://feeds.example/blog/2"], "item_words": [3, 0],
        "item_enclosure_url": ["https://feeds.example/1.mp3", ""], "item_enclosure_bytes": [1234, None],
    }),
    Case("JSON Feed 1.1", json.dumps(JSON_11).encode(), {
        "kind": "json", "title": "JSON notes", "language": "ar", "item_guid": ["7", "8"],
        "item_url": ["https://json.example/7", "https://json.example/8"], "item_title": ["Seven", ""],
        "item_words": [3, 3], "item_seconds": [None, 61], "item_enclosure_bytes": [None, 99],
        "item_enclosure_url": ["", "https://feeds.example/8.m4a"],
    }, "application/feed+json"),
    Case("JSON Feed 1.0", json.dumps(
        {**JSON_11, "version": "https://jsonfeed.org/version/1", "items": JSON_11["items"][:1]}).encode(),
        {"kind": "json", "count": 1}, "application/json"),
    Case("a YouTube channel", YOUTUBE.encode(), {
        "title": "Some channel", "item_url": ["https://www.youtube.com/watch?v=abc"],
        "item_title": ["A video"], "item_text": ["What it is about"], "is_podcast": False,
    }),
    Case("a podcast with every spelling of a duration", rss(
        "".join(_episode(spelling, number) for number, spelling in enumerate(SPELLINGS, start=1)),
        root=ITUNES).encode(), {
        "is_podcast": True, "item_seconds": list(SPELLINGS.values()),
        "item_enclosure_bytes": [number * 1000 for number in range(1, len(SPELLINGS) + 1)],
    }),
    Case("media RSS", rss(
        item('<media:group><media:content url="http://a.example/s.mp4" type="video/mp4" fileSize="77" duration="90"/>'
             '<media:content url="http://a.example/l.mp4" type="video/mp4" duration="90"/></media:group>'),
        root=MEDIA).encode(), {
        "item_enclosure_url": ["http://a.example/s.mp4"], "item_enclosure_bytes": [77], "item_seconds": [90],
        "is_podcast": False,
    }),
    Case("an enclosure without a type", rss(
        item('<enclosure url="http://a.example/talk.MP3?x=1" length="0"/>')).encode(), {
        "item_enclosure_type": ["audio/mpeg"], "item_enclosure_bytes": [None], "is_podcast": True,
    }),
    Case("nothing but iTunes' elements", rss(
        "<item><itunes:title>Only here</itunes:title><itunes:summary>About it</itunes:summary>"
        "<itunes:duration>120</itunes:duration></item>", root=ITUNES).encode(), {
        "item_title": ["Only here"], "item_text": ["About it"], "item_seconds": [120],
    }),
    Case("namespaces with other names", (
        b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Renamed</a:title>'
        b'<a:entry><a:title>One</a:title><a:link href="http://a.example/1"/></a:entry></a:feed>'), {
        "kind": "atom", "title": "Renamed", "item_title": ["One"], "item_url": ["http://a.example/1"],
    }),
    Case("xml:base", atom(
        '<entry xml:base="deep/"><title>One</title><link href="1"/></entry>',
        root=' xml:base="http://base.example/"').encode(), {
        "item_url": ["http://base.example/deep/1"],
    }),
)  # fmt: skip
