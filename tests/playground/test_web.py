"""The world's own web: what is published when, how it is asked for, and what a browser may do with it."""

import ast
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import httpx
import pytest
import pytest_asyncio

from bot.playground import web as package
from bot.playground.anew import begin_anew
from bot.playground.clock import WorldClock
from bot.playground.web.web import Web
from bot.playground.web_pages import serve_web
from bot.playground.world import World

TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
FEEDS = (
    ("blog.example", "/feed.xml"),
    ("mudawwana.example", "/atom.xml"),
    ("podcast.example", "/feed.xml"),
    ("news.example", "/notes.xml"),
    ("news.example", "/daftar.xml"),
    ("words.example", "/feed.json"),
)


@pytest.fixture
def clock() -> WorldClock:
    return WorldClock(TUESDAY)


@pytest.fixture
def web(clock: WorldClock) -> Web:
    return Web(clock.now)


def content(web: Web, host: str, path: str) -> str:
    answer = web.answer(host, path)
    assert answer is not None, f"{host}{path}"
    return answer.content.decode()


def titles(web: Web, host: str, path: str) -> list[str]:
    read = feedparser.parse(content(web, host, path))
    assert not read.bozo
    return [entry.title for entry in read.entries]


# What is published ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("host", "path"), FEEDS, ids="".join)
def test_something_new_appears_in_every_feed_within_five_days_and_what_was_there_stays(
    web: Web, clock: WorldClock, host: str, path: str
) -> None:
    before = content(web, host, path)
    assert content(web, host, path) == before  # as long as the clock stands still
    clock.advance(timedelta(days=5))
    after = content(web, host, path)
    links = re.compile(r"http://[a-z.]+/(?:posts/)?[a-z0-9/-]+\d\b|http://\S+/posts/[a-z0-9-]+")
    assert set(links.findall(after)) - set(links.findall(before))


def test_the_same_day_publishes_the_same_whenever_one_looks(clock: WorldClock) -> None:
    def all_of_it(web: Web) -> list[str]:
        return [content(web, host, path) for host, path in FEEDS]

    first, later = Web(clock.now), Web(clock.now)
    clock.advance(timedelta(days=9))
    _ = all_of_it(first)
    clock.advance(timedelta(days=4))
    assert all_of_it(first) == all_of_it(later)


def test_a_scene_has_the_same_web_on_whatever_weekday_it_is_looked_at() -> None:
    for days in range(7):
        looked_at = WorldClock(TUESDAY + timedelta(days=days))
        web = Web(looked_at.now)
        looked_at.move_to(TUESDAY, backwards=True)
        assert titles(web, "blog.example", "/feed.xml")[0] == "How a poll asks its thousand people"


def test_no_title_appears_twice_in_a_feed_in_a_hundred_days(web: Web, clock: WorldClock) -> None:
    for host, path in FEEDS[:-1]:
        seen: dict[str, str] = {}
        for _ in range(100):
            for entry in feedparser.parse(content(web, host, path)).entries:
                assert seen.setdefault(entry.title, entry.id) == entry.id
            clock.advance(timedelta(days=1))
        clock.move_to(TUESDAY, backwards=True)


def test_every_page_that_a_site_or_its_feed_names_is_there(web: Web) -> None:
    wanted = [f"http://{host}/" for host in web.hosts]
    seen: set[str] = set()
    while wanted:
        url = wanted.pop()
        if url in seen:
            continue
        seen.add(url)
        host, _, path = url.removeprefix("http://").partition("/")
        text = content(web, host, f"/{path}")
        wanted += [found.rstrip("/.") if found.count("/") > 3 else found
                   for found in re.findall(r"http://[a-z]+\.example/[A-Za-z0-9/._-]*", text)]  # fmt: skip
    assert len(seen) > 60


def test_episodes_say_how_long_and_how_large_they_are(web: Web) -> None:
    read = feedparser.parse(content(web, "podcast.example", "/feed.xml"))
    assert read.feed.language == "ar"
    for entry in read.entries:
        (enclosure,) = [link for link in entry.links if link.rel == "enclosure"]
        hours, minutes, seconds = map(int, entry.itunes_duration.split(":"))
        assert 0 < hours * 3600 + minutes * 60 + seconds < 3600
        assert int(enclosure.length) > 1_000_000


def test_a_feed_is_broken_until_it_is_mended_and_when_the_world_begins_anew() -> None:
    world = World(WorldClock(TUESDAY))

    def status() -> int:
        answer = world.web.answer("patchy.example", "/feed.xml")
        assert answer is not None
        return answer.status

    assert status() == 500
    assert "The feed works" in content(world.web, "patchy.example", "/mend")
    assert status() == 200
    begin_anew(world, at=TUESDAY)
    assert status() == 500


def test_the_list_of_all_feeds_is_an_opml_file(web: Web) -> None:
    outlines = ET.fromstring(content(web, "web.example", "/feeds.opml")).iter("outline")  # noqa: S314 - our own
    found = {each.get("xmlUrl") for each in outlines} - {None}
    assert found >= {f"http://{host}{path}" for host, path in FEEDS}


def test_it_knows_nothing_of_the_rest() -> None:
    files = list(Path(package.__file__ or "").parent.glob("*.py"))
    assert len(files) > 10
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot"):
                assert (node.module or "").startswith("bot.playground.web"), file


# Under its names, for the bot ------------------------------------------------------------------------


@pytest_asyncio.fixture
async def served(web: Web):
    async with (
        serve_web(web) as server,
        httpx.AsyncClient(base_url=server.url) as client,
    ):
        yield client


@pytest.mark.asyncio
async def test_what_has_not_changed_is_not_sent_again(served, clock) -> None:
    asked = {"host": "blog.example"}
    first = await served.get("/feed.xml", headers=asked)
    assert first.status_code == 200
    assert first.headers["content-type"].startswith("application/rss+xml")
    for known in (
        {"if-none-match": first.headers["etag"]},
        {"if-modified-since": first.headers["last-modified"]},
    ):
        again = await served.get("/feed.xml", headers=asked | known)
        assert (again.status_code, again.content) == (304, b"")
    clock.advance(timedelta(days=4))
    known = {"if-none-match": first.headers["etag"]}
    assert (await served.get("/feed.xml", headers=asked | known)).status_code == 200


@pytest.mark.asyncio
async def test_its_server_shows_nothing_but_the_sites_under_their_names(served, web) -> None:
    own = served.base_url.netloc.decode()
    for host in (own, "localhost", "nobody.example", "telegram.org", ""):
        for path in ("/", "/api/state", "/bot1000:playground/getMe", "/web/blog.example/"):
            answer = await served.get(path, headers={"host": host})
            assert answer.status_code == 421
    for host in web.hosts:
        for path in ("/api/state", "/bot1000:playground/getMe", "/index.html"):
            assert (await served.get(path, headers={"host": host})).status_code == 404
    answer = await served.post("/", headers={"host": "blog.example"})
    assert answer.status_code == 405


# Below /web/, for a browser --------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_a_browser_sees_the_pages_with_links_that_it_can_follow(client) -> None:
    shown = await client.get("/web/web.example/")
    assert shown.status_code == 200
    assert 'href="/web/blog.example/"' in shown.text
    assert 'href="http' not in shown.text
    followed = await client.get("/web/blog.example/posts/start-at-zero")
    assert "<h1>Start at zero" in followed.text
    assert (await client.get("/web/")).headers["location"] == "/web/web.example/"


@pytest.mark.asyncio
async def test_what_the_world_has_written_may_do_nothing_in_a_browser_but_be_seen(client) -> None:
    for path in ("/web/blog.example/", "/web/nobody.example/", "/web/web.example/feeds.opml"):
        answer = await client.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "script-src" not in policy  # so none may run
        assert "allow-scripts" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
    own = (await client.get("/")).headers["content-security-policy"]
    assert "sandbox" not in own


@pytest.mark.asyncio
async def test_only_the_playgrounds_own_address_shows_them_and_only_to_its_own_page(
    client,
) -> None:
    for headers, status in (
        ({"host": "blog.example"}, 421),
        ({"host": "evil.example:8081"}, 421),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ):
        assert (await client.get("/web/blog.example/", headers=headers)).status_code == status
    assert (await client.post("/web/patchy.example/mend")).status_code == 405


@pytest.mark.asyncio
async def test_a_feed_is_shown_as_the_text_that_it_is_and_a_list_of_feeds_is_saved(client) -> None:
    feed = await client.get("/web/blog.example/feed.xml")
    assert feed.headers["content-type"] == "text/plain; charset=utf-8"
    opml = await client.get("/web/web.example/feeds.opml")
    assert opml.headers["content-disposition"] == 'attachment; filename="feeds.opml"'
