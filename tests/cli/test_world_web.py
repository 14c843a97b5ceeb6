"""The bot in the playground: it finds what the world has published, and nothing else is ever asked."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.cli.world_web import WorldFetcher
from bot.fetching.records import Failed, Failure, Fetched, Wanted
from bot.playground.clock import WorldClock
from bot.playground.server import serve
from bot.playground.web_pages import serve_web
from bot.playground.world import World
from bot.reading.links import read_link

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[WorldFetcher]:
    world = World(WorldClock())
    async with serve_web(world.web) as pages:
        made = WorldFetcher(world.web, pages.url)
        yield made
        await made.close()


async def test_what_is_typed_with_or_without_a_scheme_is_found(fetcher: WorldFetcher) -> None:
    for typed in ("blog.example/feed.xml", "https://BLOG.example/posts/start-at-zero"):
        link = read_link(typed)
        assert link is not None
        found = await fetcher.fetch(Wanted(url=link.url))
        assert isinstance(found, Fetched)
        assert found.url == link.url
        assert found.etag
        again = await fetcher.fetch(Wanted(url=link.url, etag=found.etag))
        assert isinstance(again, Fetched)
        assert again.is_unchanged


async def test_a_real_site_is_not_there_and_nobody_is_asked_for_it(
    fetcher: WorldFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def ask(*name: object, **_: object) -> list[object]:
        asked.append(name)
        return []

    async def connect(*to: object, **_: object) -> None:
        asked.append(to)
        raise OSError

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(socket, "getaddrinfo", ask)
    monkeypatch.setattr(loop, "getaddrinfo", ask)
    monkeypatch.setattr(loop, "create_connection", connect)
    monkeypatch.setattr(loop, "sock_connect", connect)
    for url in (
        "https://telegram.org/",
        "http://example.com/feed.xml",
        "http://nobody.example/",
        "http://93.184.216.34/",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/",
    ):
        assert await fetcher.fetch(Wanted(url=url)) == Failed(failure=Failure.UNREACHABLE)
    assert asked == []


async def test_it_leads_nowhere_else_on_this_machine() -> None:
    world = World(WorldClock())
    async with serve_web(world.web) as pages, serve(world) as server:
        fetcher = WorldFetcher(world.web, pages.url)
        for base in (server.url, pages.url):
            for path in ("/", "/api/state", f"/bot{world.token}/getMe"):
                found = await fetcher.fetch(Wanted(url=f"{base}{path}"))
                assert found == Failed(failure=Failure.UNREACHABLE)
        assert len(world.ledger) == 0
        await fetcher.close()
