"""What a story can publish for its bot, and that nothing else exists there."""

import asyncio
import socket

import pytest

from bot.fetching.records import Failed, Failure, Fetched, Wanted
from tests.support.story import Story


@pytest.mark.asyncio
async def test_a_page_that_a_story_publishes_is_found_by_its_name_with_and_without_tls(
    story: Story,
) -> None:
    url = story.web.put("reading.example", "/post", "<title>One</title>")
    for address in (url, url.replace("http:", "https:")):
        found = await story.app.outside.fetch(Wanted(url=address))
        assert isinstance(found, Fetched)
        assert found.content == b"<title>One</title>"
    assert [asked.path for asked in story.web.asked] == ["/post", "/post"]


@pytest.mark.asyncio
async def test_what_is_known_by_its_tag_is_not_sent_again(story: Story) -> None:
    url = story.web.put("reading.example", "/feed", "x", headers={"ETag": '"1"'})
    first = await story.app.outside.fetch(Wanted(url=url))
    assert isinstance(first, Fetched)
    again = await story.app.outside.fetch(Wanted(url=url, etag=first.etag))
    assert isinstance(again, Fetched)
    assert again.is_unchanged
    _ = story.web.put("reading.example", "/feed", "y", headers={"ETag": '"2"'})
    anew = await story.app.outside.fetch(Wanted(url=url, etag=first.etag))
    assert isinstance(anew, Fetched)
    assert anew.content == b"y"


@pytest.mark.asyncio
async def test_a_page_may_move_hang_and_fail(story: Story) -> None:
    web = story.web
    moved = web.move("old.example", "/", "http://new.example/here")
    _ = web.put("new.example", "/here", "found")
    found = await story.app.outside.fetch(Wanted(url=moved))
    assert isinstance(found, Fetched)
    assert found.moved_to == "http://new.example/here"
    slow = web.put("new.example", "/slow", None)
    assert await story.app.outside.fetch(Wanted(url=slow, seconds=0.2)) == Failed(
        failure=Failure.TOO_SLOW
    )
    broken = web.put("new.example", "/broken", status=503, headers={"Retry-After": "60"})
    failed = await story.app.outside.fetch(Wanted(url=broken))
    assert isinstance(failed, Failed)
    assert failed.status == 503


@pytest.mark.asyncio
async def test_no_other_name_exists_and_none_is_looked_up(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def ask(*name: object, **_: object) -> list[object]:
        asked.append(name)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "getaddrinfo", ask)
    found = await story.app.outside.fetch(Wanted(url="https://telegram.org/"))
    assert found == Failed(failure=Failure.UNREACHABLE)
    assert not asked
