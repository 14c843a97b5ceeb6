"""Whatever a feed looks like, what it says is read, and what it must not do is not done."""

from datetime import datetime

import pytest

from bot.parsing.parser import Parser
from bot.parsing.records import LONGEST_TEXT, LONGEST_TITLE, LONGEST_URL, MOST_ITEMS, FeedRead
from tests.parsing.corpus import HERE, Case, formats, hostile, oddities

CASES = (*formats.CASES, *oddities.CASES, *hostile.CASES)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_what_comes_out_of_a_feed(case: Case, parser: Parser) -> None:
    read = await parser.feed(case.content, content_type=case.content_type, url=HERE)
    case.check(read)
    if isinstance(read, FeedRead):
        _fits(read)


@pytest.mark.asyncio(loop_scope="module")
async def test_dates_in_every_spelling_are_moments_or_nothing(parser: Parser) -> None:
    [case] = [case for case in oddities.CASES if case.name.startswith("dates")]
    read = await parser.feed(case.content, content_type="", url=HERE)
    assert isinstance(read, FeedRead)
    assert {item.title: item.published_at for item in read.items} == {
        " ".join(day.split()): moment for day, moment in oddities.DATES.items()
    }


def test_there_are_forty_hostile_and_odd_ones_with_names_of_their_own() -> None:
    assert len(oddities.CASES) + len(hostile.CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)


def _fits(read: FeedRead) -> None:
    assert len(read.items) <= MOST_ITEMS
    for item in read.items:
        assert len(item.title) <= LONGEST_TITLE
        assert len(item.text) <= LONGEST_TEXT
        for url in (item.url, item.enclosure_url):
            assert len(url) <= LONGEST_URL
            assert not url or url.startswith(("http://", "https://"))
        assert isinstance(item.published_at, datetime | None)
        for text in (read.title, item.title, item.text, item.guid):
            assert text.isprintable(), ascii(text)
            text.encode()
