"""Redirects are followed by hand: few of them, each checked anew, and the lasting ones are told."""

import pytest

from bot.fetching.records import Failed, Failure, Fetched
from tests.fetching.strangers import answer, plays, site, visit

pytestmark = pytest.mark.asyncio


def to(location: str, status: int = 302) -> bytes:
    return answer(status, headers={"Location": location})


def chain(*statuses: int) -> dict[str, bytes]:
    """`/0` leads to `/1` and so on; the last is a page."""
    pages = {f"/{n}": to(f"/{n + 1}", status) for n, status in enumerate(statuses)}
    return {**pages, f"/{len(statuses)}": answer(200, b"here")}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_followed(status: int) -> None:
    async with visit(site(chain(status))) as there:
        outcome = await there.get("http://a.example/0")
        assert isinstance(outcome, Fetched)
        assert (outcome.url, outcome.content) == ("http://a.example/1", b"here")
        assert [ask.head.split(" ")[0] for ask in there.stranger.asked] == ["GET", "GET"]


async def test_three_redirects_are_followed_and_a_fourth_is_not() -> None:
    async with visit(site(chain(302, 302, 302, 302))) as there:
        assert isinstance(await there.get("http://a.example/1"), Fetched)
        there.stranger.asked.clear()
        assert await there.get("http://a.example/0") == Failed(failure=Failure.TOO_MANY_REDIRECTS)
        assert [ask.path for ask in there.stranger.asked] == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize("location", ["/loop", "", "?", "#again", "http://a.example/loop"])
async def test_a_page_that_leads_to_itself_is_asked_four_times_at_most(location: str) -> None:
    async with visit(plays(to(location))) as there:
        assert isinstance(await there.get("http://a.example/loop"), Failed)
        assert there.stranger.connections <= 4


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        ((), ""),
        ((301,), "http://a.example/1"),
        ((308,), "http://a.example/1"),
        ((301, 308, 301), "http://a.example/3"),
        ((302,), ""),
        ((307,), ""),
        ((303,), ""),
        ((301, 302), ""),
        ((302, 301), ""),
    ],
)
async def test_only_a_chain_for_good_says_where_the_page_moved(
    statuses: tuple[int, ...], moved_to: str
) -> None:
    async with visit(site(chain(*statuses))) as there:
        outcome = await there.get("http://a.example/0")
        assert isinstance(outcome, Fetched)
        assert outcome.moved_to == moved_to


async def test_a_page_that_moved_and_is_unchanged_says_both() -> None:
    async with visit(site({"/0": to("/1", 301), "/1": answer(304)})) as there:
        assert await there.get("http://a.example/0", etag='"7"') == Fetched(
            url="http://a.example/1", moved_to="http://a.example/1", is_unchanged=True
        )


@pytest.mark.parametrize("status", [301, 302, 300, 304, 305])
async def test_a_redirect_that_leads_nowhere_is_a_refusal(status: int) -> None:
    async with visit(plays(answer(status))) as there:
        assert await there.get() == Failed(failure=Failure.REFUSED, status=status)


async def test_https_never_leads_back_to_http() -> None:
    async with visit(plays(to("http://secure.example/")), secure=True) as there:
        assert await there.get("https://secure.example/") == Failed(failure=Failure.NOT_ALLOWED)
        assert there.stranger.connections == 1


async def test_https_may_lead_to_https_of_another_name() -> None:
    pages = {"/": to("https://www.secure.example/x", 301), "/x": answer(200, b"here")}
    async with visit(site(pages), secure=True) as there:
        outcome = await there.get("https://secure.example/")
        assert isinstance(outcome, Fetched)
        assert outcome.moved_to == "https://www.secure.example/x"


async def test_nobody_hears_where_a_reader_came_from_or_what_cookie_was_set() -> None:
    start = answer(302, headers={"Location": "http://b.example/x", "Set-Cookie": "who=me"})
    async with visit(site({"/": start, "/x": answer(200)})) as there:
        await there.get()
        _, second = there.stranger.asked
        assert not {"referer", "cookie", "authorization"} & set(second.headers)
        assert second.headers["host"] == "b.example"


async def test_a_denied_name_is_not_asked_by_a_redirect_either() -> None:
    async with visit(plays(to("http://b.example/")), deny_hosts=["b.example"]) as there:
        assert await there.get() == Failed(failure=Failure.NOT_ALLOWED)
        assert there.stranger.connections == 1


async def test_the_body_of_a_redirect_is_not_waited_for() -> None:
    endless = b"HTTP/1.1 302 So\r\nLocation: /x\r\nContent-Length: 1000000\r\n\r\n"
    async with visit(site({"/": endless, "/x": answer(200, b"here")})) as there:
        assert isinstance(await there.get(), Fetched)


async def test_a_redirect_may_be_written_in_arabic() -> None:
    pages = {"/": to("/مدونة"), "/%D9%85%D8%AF%D9%88%D9%86%D8%A9": answer(200, b"here")}
    async with visit(site(pages)) as there:
        outcome = await there.get()
        assert isinstance(outcome, Fetched)
        assert outcome.url == "http://a.example/%D9%85%D8%AF%D9%88%D9%86%D8%A9"
