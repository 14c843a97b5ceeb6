"""A page is fetched as a well-behaved reader fetches it."""

import asyncio
import gzip
import logging
import zlib
from datetime import timedelta

import pytest

from bot.fetching.connecting import Checkpoint
from bot.fetching.fetcher import Fetcher
from bot.fetching.records import Failed, Failure, Fetched, Wanted
from tests.fetching.strangers import Ask, answer, leads_to, plays, site, stranger, visit

pytestmark = pytest.mark.asyncio


async def test_a_page_comes_with_what_its_server_says_of_it() -> None:
    page = answer(
        200,
        "سلام".encode("windows-1256"),
        headers={
            "Content-Type": "text/html; charset=windows-1256",
            "ETag": 'W/"7"',
            "Last-Modified": "Mon, 02 Nov 2026 08:00:00 GMT",
            "Cache-Control": "public, max-age=1800",
        },
    )
    async with visit(plays(page)) as there:
        assert await there.get("http://a.example/blog") == Fetched(
            url="http://a.example/blog",
            content="سلام".encode("windows-1256"),
            content_type="text/html; charset=windows-1256",
            etag='W/"7"',
            last_modified="Mon, 02 Nov 2026 08:00:00 GMT",
            fresh_for=timedelta(minutes=30),
        )


async def test_it_says_who_asks_and_nothing_else_of_itself() -> None:
    async with visit(plays(answer())) as there:
        await there.get("http://a.example/x?y=1#part", accept="text/html")
        (ask,) = there.stranger.asked
    assert ask.head.startswith("GET /x?y=1 HTTP/1.1\r\n")
    assert set(ask.headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert ask.headers["host"] == "a.example"
    assert ask.headers["user-agent"].startswith("Halqa")
    assert ask.headers["accept"] == "text/html"
    assert ask.headers["accept-encoding"] == "gzip, deflate"


async def test_cookies_are_not_kept() -> None:
    async with visit(plays(answer(headers={"Set-Cookie": "who=me; Path=/"}))) as there:
        await there.get()
        await there.get()
        assert [ask.headers.get("cookie") for ask in there.stranger.asked] == [None, None]


async def test_each_page_has_a_connection_of_its_own() -> None:
    async def stays(ask: Ask) -> None:
        await ask.send(answer(headers={"Connection": "keep-alive"}))
        await ask.gone()

    async with visit(stays) as there:
        await there.get(seconds=1)
        await there.get(seconds=1)
        assert there.stranger.connections == 2


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "GZIP", "deflate"])
async def test_a_packed_page_is_unpacked(packing: str) -> None:
    text = "كلمة ".encode() * 100
    body = zlib.compress(text) if packing == "deflate" else gzip.compress(text)
    async with visit(plays(answer(200, body, headers={"Content-Encoding": packing}))) as there:
        outcome = await there.get()
        assert isinstance(outcome, Fetched)
        assert outcome.content == text


async def test_a_page_in_chunks_or_without_a_length_is_whole() -> None:
    chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n5\r\n, all\r\n0\r\n\r\n"
    for page in (chunks, b"HTTP/1.0 200 OK\r\n\r\nhalf, all"):
        async with visit(plays(page)) as there:
            outcome = await there.get()
            assert isinstance(outcome, Fetched)
            assert outcome.content == b"half, all"


async def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    async with stranger(plays(answer())) as proxy, visit(plays(answer())) as there:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://{}:{}".format(*proxy.address))
        assert isinstance(await there.get(), Fetched)
        assert proxy.connections == 0


async def test_an_unchanged_page_is_not_sent_again() -> None:
    async def play(ask: Ask) -> None:
        is_same = ask.headers.get("if-none-match") == '"7"'
        await ask.send(answer(304, headers={"ETag": '"7"'}) if is_same else answer(200, b"new"))

    async with visit(play) as there:
        modified = "Mon, 02 Nov 2026 08:00:00 GMT"
        same = await there.get(etag='"7"', last_modified=modified)
        assert same == Fetched(url="http://a.example/", is_unchanged=True, etag='"7"')
        assert there.stranger.asked[0].headers["if-modified-since"] == modified
        changed = await there.get(etag='"6"')
        assert isinstance(changed, Fetched)
        assert changed.content == b"new"


async def test_unchanged_is_no_answer_to_who_has_nothing_yet() -> None:
    async with visit(plays(answer(304))) as there:
        assert await there.get() == Failed(failure=Failure.REFUSED, status=304)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 599, 300, 305, 306, 101])
async def test_a_refusal_tells_its_status(status: int) -> None:
    async with visit(plays(answer(status))) as there:
        assert await there.get() == Failed(failure=Failure.REFUSED, status=status)


async def test_a_page_that_is_gone_for_good_is_told_apart() -> None:
    async with visit(plays(answer(410))) as there:
        assert await there.get() == Failed(failure=Failure.GONE, status=410)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_server_says_how_long_to_wait(status: int) -> None:
    async with visit(plays(answer(status, headers={"Retry-After": "120"}))) as there:
        assert await there.get() == Failed(
            failure=Failure.REFUSED, status=status, retry_after=timedelta(minutes=2)
        )


async def test_a_name_in_arabic_is_asked_for_in_ascii() -> None:
    async with visit(plays(answer())) as there:
        outcome = await there.get("http://مثال.إختبار/مدونة?س=١")
        assert isinstance(outcome, Fetched)
        (ask,) = there.stranger.asked
    assert ask.headers["host"] == "xn--mgbh0fb.xn--kgbechtv"
    assert ask.path == "/%D9%85%D8%AF%D9%88%D9%86%D8%A9?%D8%B3=%D9%A1"
    assert outcome.url == "http://مثال.إختبار/مدونة?س=١"


async def test_what_is_quoted_already_stays_word_for_word() -> None:
    async with visit(plays(answer())) as there:
        await there.get("http://a.example/%7Eme/a%2Fb;v=1?sig=a%2Bb%3D&x=[1]&100%")
        assert there.stranger.asked[0].path == "/%7Eme/a%2Fb;v=1?sig=a%2Bb%3D&x=[1]&100%25"


async def test_https_is_asked_with_the_name_and_its_certificate_checked() -> None:
    async with visit(plays(answer(200, b"safe")), secure=True) as there:
        good = await there.get("https://secure.example/")
        assert isinstance(good, Fetched)
        assert good.content == b"safe"
        assert await there.get("https://other.example/") == Failed(failure=Failure.UNREACHABLE)


async def test_a_certificate_that_nobody_signed_is_no_connection() -> None:
    async with stranger(plays(answer()), secure=True) as there:
        fetcher = Fetcher(resolve=leads_to(there.address), permit=[there.address])
        outcome = await fetcher.fetch(Wanted(url="https://secure.example/"))
        await fetcher.close()
        assert outcome == Failed(failure=Failure.UNREACHABLE)
        assert there.asked == []


async def test_a_name_that_leads_nowhere_is_unreachable() -> None:
    async def nowhere(_host: str, _port: int) -> list[tuple[str, int]]:
        raise OSError

    fetcher = Fetcher(resolve=nowhere)
    outcome = await fetcher.fetch(Wanted(url="http://a.example/"))
    await fetcher.close()
    assert outcome == Failed(failure=Failure.UNREACHABLE)


@pytest.mark.parametrize("found", [[], [("not an address", 80)]])
async def test_a_name_that_leads_to_nonsense_is_a_failure(found: list[tuple[str, int]]) -> None:
    fetcher = Fetcher(resolve=leads_to(*found))
    assert isinstance(await fetcher.fetch(Wanted(url="http://a.example/")), Failed)
    await fetcher.close()


async def test_a_closed_port_is_unreachable() -> None:
    async with stranger(plays()) as there:
        pass
    fetcher = Fetcher(resolve=leads_to(there.address), permit=[there.address])
    outcome = await fetcher.fetch(Wanted(url="http://a.example/"))
    await fetcher.close()
    assert outcome == Failed(failure=Failure.UNREACHABLE)


async def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    async with stranger(plays()) as closed:
        pass
    async with stranger(plays(answer(200, b"here"))) as there:
        both = [closed.address, there.address]
        fetcher = Fetcher(resolve=leads_to(*both), permit=both)
        outcome = await fetcher.fetch(Wanted(url="http://a.example/"))
        await fetcher.close()
    assert isinstance(outcome, Fetched)
    assert outcome.content == b"here"


@pytest.mark.parametrize(
    "denied", ["a.example", "EXAMPLE", "example.", "مثال.إختبار", "192.0.2.7", ".a.example"]
)
async def test_a_denied_name_and_all_below_it_is_never_asked(denied: str) -> None:
    urls = {
        "مثال.إختبار": "http://www.xn--mgbh0fb.xn--kgbechtv/",
        "192.0.2.7": "http://192.0.2.7/",
    }
    async with visit(plays(answer()), deny_hosts=[denied]) as there:
        outcome = await there.get(urls.get(denied, "http://www.a.example/"))
        assert outcome == Failed(failure=Failure.NOT_ALLOWED)
        assert there.stranger.connections == 0
        assert isinstance(await there.get("http://ba.exampl/"), Fetched)


async def test_an_address_is_met_where_it_is_permitted_and_at_no_other_port() -> None:
    async with visit(plays(answer())) as there:
        ip, port = there.stranger.address
        assert isinstance(await there.get(f"http://{ip}:{port}/"), Fetched)
        for url in (f"http://{ip}/", f"http://{ip}:{port + 1}/", f"http://127.0.0.2:{port}/"):
            assert await there.get(url) == Failed(failure=Failure.NOT_ALLOWED)


async def test_whoever_waits_for_a_page_may_be_called_away() -> None:
    async def silent(ask: Ask) -> None:
        asked.set()
        await ask.gone()
        hung_up.set()

    asked, hung_up = asyncio.Event(), asyncio.Event()
    async with visit(silent) as there:
        waits = asyncio.get_running_loop().create_task(there.get())
        await asked.wait()
        waits.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits
        await hung_up.wait()


async def test_nothing_of_an_address_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    pages = site({"/": answer(302, headers={"Location": "/x"}), "/x": b"nothing of http\r\n\r\n"})
    async with visit(pages) as there:
        await there.get()
        await there.get("http://127.0.0.1/private")
    assert [record for record in caplog.records if "example" in record.getMessage()] == []
    assert [record for record in caplog.records if "private" in record.getMessage()] == []


async def test_who_closes_is_not_waited_for_and_asks_nobody_any_more() -> None:
    async def silent(ask: Ask) -> None:
        asked.set()
        await ask.gone()

    asked = asyncio.Event()
    async with visit(silent) as there:
        waits = asyncio.get_running_loop().create_task(there.get())
        await asked.wait()
        await there.fetcher.close()
        assert isinstance(await waits, Failed)
        assert await there.get() == Failed(failure=Failure.UNREACHABLE)
        assert there.stranger.connections == 1
        await there.fetcher.close()


@pytest.mark.parametrize("kinds", [("::1", "127.0.0.1"), ("127.0.0.1", "::1")])
async def test_many_addresses_of_one_kind_do_not_crowd_out_the_other(
    kinds: tuple[str, str],
) -> None:
    many = [(kinds[0], port) for port in range(100)]
    checkpoint = Checkpoint(
        leads_to(*many, (kinds[1], 1)), permit=[*many, (kinds[1], 1)], deny_hosts=[]
    )
    tried = [(found["host"], found["port"]) for found in await checkpoint.resolve("a.example", 80)]
    await checkpoint.close()
    assert tried == [*many[:4], (kinds[1], 1)]
