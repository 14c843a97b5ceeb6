"""Lists of feeds come in as Feedly, podcast apps and other readers wrote them."""

import pytest

from bot.parsing.parser import Parser
from bot.parsing.records import MOST_OUTLINES, OutlineRead, Unreadable

pytestmark = pytest.mark.asyncio(loop_scope="module")

FEEDLY = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Somebody's subscriptions in feedly</title></head><body>
<outline text="كيمياء" title="كيمياء">
  <outline type="rss" text="Notes" title="Notes &amp; more" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
  <outline text="Deep" title="Deep"><outline type="rss" text="Below" xmlUrl="https://b.example/feed"/></outline>
</outline>
<outline text="Other" title="Other">
  <outline type="rss" text="Notes" title="Notes" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
</outline></body></opml>"""

PODCASTS = """<?xml version='1.0' encoding='UTF-8' standalone='no' ?>
<opml version="1.0"><head><title>Pocket Casts Feeds</title></head><body><outline text="feeds">
<outline type="rss" text="A talk" xmlUrl="https://p.example/1" />
<outline type="rss" text="B" xmlUrl="feed://p.example/2" />
<outline type="podcast-episode" text="An episode" url="https://p.example/1.mp3" />
</outline></body></opml>"""

ODD = """<opml><body><outline XMLURL=" https://c.example/a?x=1&y=2 " TEXT="Upper &lt;b&gt; &nbsp;case"
 category="/News/Maths,Old" HTMLURL="javascript:1"/>
<outline text="No address"/><outline xmlUrl="file:///etc/passwd" text="A file"/>
<outline xmlUrl="feed:https://c.example/b"><outline xmlUrl="https://c.example/inner"/></outline>
<outline text="cut off" xmlUrl="https://c.example/c"/><outline"""


async def _of(parser: Parser, text: str) -> tuple[OutlineRead, ...]:
    read = await parser.outlines(text.encode())
    assert isinstance(read, tuple), read
    return read


async def test_folders_become_tags_and_a_feed_in_two_folders_is_one(parser: Parser) -> None:
    first, second = await _of(parser, FEEDLY)
    assert first == OutlineRead(
        "https://a.example/feed", "Notes & more", "https://a.example/", ("كيمياء", "Other")
    )
    assert second == OutlineRead("https://b.example/feed", "Below", "", ("كيمياء", "Deep"))


async def test_a_podcast_apps_list_is_flat_and_its_only_folder_says_nothing(
    parser: Parser,
) -> None:
    assert await _of(parser, PODCASTS) == (
        OutlineRead("https://p.example/1", "A talk", "", ()),
        OutlineRead("http://p.example/2", "B", "", ()),
    )


async def test_a_careless_list_is_read_as_far_as_it_goes(parser: Parser) -> None:
    assert await _of(parser, ODD) == (
        OutlineRead("https://c.example/a?x=1&y=2", "Upper <b> case", "", ("News", "Maths", "Old")),
        OutlineRead("https://c.example/b", "", "", ()),
        OutlineRead("https://c.example/inner", "", "", ()),
        OutlineRead("https://c.example/c", "cut off", "", ()),
    )


async def test_a_list_in_windows_arabic_is_read(parser: Parser) -> None:
    text = '<?xml version="1.0" encoding="windows-1256"?><opml><body><outline text="دروس" xmlUrl="http://a.example/"/></body></opml>'
    read = await parser.outlines(text.encode("cp1256"))
    assert read == (OutlineRead("http://a.example/", "دروس", "", ()),)


async def test_at_most_two_thousand_feeds_are_taken(parser: Parser) -> None:
    many = "".join(f'<outline xmlUrl="http://a.example/{n}"/>' for n in range(50_000))
    read = await _of(parser, f"<opml><body>{many}</body></opml>")
    assert len(read) == MOST_OUTLINES
    assert read[-1].url == "http://a.example/1999"


async def test_the_largest_list_there_can_be_is_cut_to_what_may_be_answered(
    parser: Parser,
) -> None:
    many = "".join(
        f'<outline text="{"ع" * 400}" category="{"ع" * 60},b" xmlUrl="http://a.example/{n}/{"x" * 1_300}"/>'
        for n in range(2_000)
    )
    read = await _of(parser, f"<opml><body>{many}</body></opml>")
    assert 500 < len(read) < MOST_OUTLINES


async def test_folders_in_folders_without_end_cost_nothing(parser: Parser) -> None:
    deep = "".join(f'<outline text="{n}" title="">' for n in range(50_000))
    [read] = await _of(parser, f'<opml><body>{deep}<outline xmlUrl="http://a.example/"/>')
    assert read.tags == ("0", "1", "2", "3", "4")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Unreadable.NOT_A_LIST),
        ("<opml><body></body></opml>", Unreadable.NOT_A_LIST),
        ('<opml><body><outline text="x"/></body></opml>', Unreadable.NOT_A_LIST),
        ("<rss><channel/></rss>", Unreadable.NOT_A_LIST),
        ("not even markup", Unreadable.NOT_A_LIST),
        ("<!DOCTYPE opml [<!ENTITY a 'http://a.example/'>]><opml/>", Unreadable.FORBIDDEN),
        ("<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml/>", Unreadable.FORBIDDEN),
        ("<opml><!ENTITY a 'x'></opml>", Unreadable.FORBIDDEN),
    ],
)
async def test_what_is_no_list_is_refused(text: str, expected: Unreadable, parser: Parser) -> None:
    assert await parser.outlines(text.encode()) == expected
    assert await parser.outlines(text.encode("utf-16")) == expected
