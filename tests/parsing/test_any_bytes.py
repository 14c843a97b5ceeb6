"""There are no bytes that break the parent, and none without an answer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.parsing.parser import Parser
from bot.parsing.records import FeedRead, PageRead, Unreadable
from tests.parsing.corpus import HERE, formats, oddities
from tests.parsing.test_outlines import FEEDLY
from tests.parsing.test_pages import ARTICLE, VIDEO

KNOWN = [
    case.content for case in (*formats.CASES, *oddities.CASES) if len(case.content) < 5_000
] + [text.encode() for text in (FEEDLY, ARTICLE, VIDEO)]
PIECES = [b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<item>", b"</item>", b"&#x0;", b"\x00", b"<?xml", b"<!DOCTYPE rss>",
          b"\xff", b"'", b'"', b"{", b"]", b"&", b"<entry>", b"<title>", b"<x:y", b"xml:base='x'"]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A document with pieces cut out and put in."""
    content = draw(st.sampled_from(KNOWN))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 40)))
        put = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)))
        content = content[:start] + put + content[end:]
    return content


@pytest.mark.asyncio(loop_scope="module")
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.one_of(st.binary(max_size=300), damaged()),
    content_type=st.sampled_from(["", "text/html", "text/xml; charset=utf-7", "a; charset=\x00"]),
)
async def test_any_bytes_are_answered(content: bytes, content_type: str, parser: Parser) -> None:
    feed = await parser.feed(content, content_type=content_type, url=HERE)
    assert isinstance(feed, FeedRead | Unreadable)
    page = await parser.page(content, content_type=content_type, url=HERE)
    assert isinstance(page, PageRead | Unreadable)
    read = await parser.outlines(content)
    assert isinstance(read, tuple | Unreadable)
