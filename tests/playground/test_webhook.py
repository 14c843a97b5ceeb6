"""Updates delivered to a bot's own address, over real HTTP on this machine."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import pytest_asyncio
from aiohttp import web

from bot.playground import tasks
from bot.playground.line import webhook
from bot.playground.line.weather import Condition, Kind
from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World
from tests.playground.conftest import Caller

pytestmark = pytest.mark.asyncio

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
LONG = 30  # seconds; a poll that is not woken would run into the test's own time limit


async def fine(request: web.Request) -> web.StreamResponse:
    return web.Response()


def saying(status: int, **headers: str) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers=headers)

    return answer


def calling(body: Any, **arguments: Any) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response(body, **arguments)

    return answer


async def hanging_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@dataclass
class Receiver:
    """A bot behind its webhook; `answers` are used up one by one, then all is fine."""

    port: int
    requests: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    open: int = 0
    most_open: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update in self.requests]

    async def hear(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((dict(request.headers), await request.json()))
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            return await (self.answers.pop(0) if self.answers else fine)(request)
        finally:
            self.open -= 1

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_post("/hook", self.hear)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield
        finally:
            await runner.cleanup()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(webhook, "LONGEST_PAUSE_S", 0.02)


@pytest_asyncio.fixture
async def server(world: World) -> AsyncIterator[PlaygroundServer]:
    async with serve(world) as server:
        yield server


@pytest_asyncio.fixture
async def bot(world: World, server: PlaygroundServer) -> AsyncIterator[Caller]:
    async with httpx.AsyncClient(base_url=server.url, timeout=LONG) as client:
        yield Caller(client, world.token)


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver(free_port())
    async with receiver.listening():
        yield receiver


def all_taken(world: World) -> Callable[[], bool]:
    return lambda: not world.is_busy


async def test_each_update_is_posted_with_the_secret(bot, world, amina, receiver):
    await bot.ok("setWebhook", url=receiver.url, secret_token="s3cret_-")
    amina.send("hello")
    await world.until(all_taken(world))
    ((headers, update),) = receiver.requests

    assert headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret_-"
    assert headers["Content-Type"] == "application/json"
    assert update["message"]["text"] == "hello"
    (passed,) = [each for each in world.traffic if each.via]
    assert (passed.via, passed.status) == ("webhook", 200)


async def test_without_a_secret_no_header_is_sent(bot, world, amina, receiver):
    await bot.ok("setWebhook", url=receiver.url)
    amina.send("hello")
    await world.until(all_taken(world))

    assert webhook.SECRET_HEADER not in receiver.requests[0][0]


async def test_what_waited_before_is_delivered_too_unless_it_is_dropped(
    bot, world, amina, receiver
):
    amina.send("waited")
    await bot.ok("setWebhook", url=receiver.url, drop_pending_updates=True)
    amina.send("new")
    await world.until(all_taken(world))
    assert receiver.texts == ["new"]

    await bot.ok("deleteWebhook")
    amina.send("between")
    await bot.ok("setWebhook", url=receiver.url)
    await world.until(all_taken(world))
    assert receiver.texts == ["new", "between"]


async def test_one_chat_keeps_its_order_and_has_one_request_at_a_time(bot, world, amina, receiver):
    await bot.ok("setWebhook", url=receiver.url)
    receiver.answers = [saying(500), saying(500)]
    for number in range(10):
        amina.send(str(number))
    await world.until(all_taken(world))

    assert receiver.texts == ["0", "0", *map(str, range(10))]
    assert receiver.most_open == 1


async def test_a_chat_that_fails_holds_back_nobody_else(bot, world, amina, receiver):
    omar = world.add_person("Omar")
    reached, let_go = asyncio.Event(), asyncio.Event()

    async def held(request: web.Request) -> web.StreamResponse:
        reached.set()
        await let_go.wait()
        return web.Response()

    receiver.answers = [held]
    await bot.ok("setWebhook", url=receiver.url)
    amina.send("held")
    await reached.wait()
    omar.send("passes")
    await world.until(lambda: len(world.updates) == 1)
    assert receiver.texts == ["held", "passes"]

    let_go.set()
    await world.until(all_taken(world))
    assert receiver.most_open == 2


async def test_max_connections_is_kept(bot, world, receiver):
    both, let_go = asyncio.Event(), asyncio.Event()

    async def held(request: web.Request) -> web.StreamResponse:
        if receiver.open == 2:
            both.set()
        await let_go.wait()
        return web.Response()

    receiver.answers = [held] * 5
    await bot.ok("setWebhook", url=receiver.url, max_connections=2)
    for number in range(5):
        world.add_person(f"Person {number}").send("hi")
    await both.wait()
    let_go.set()
    await world.until(all_taken(world))

    assert len(receiver.requests) == 5
    assert receiver.most_open == 2
    assert (await bot.ok("getWebhookInfo"))["max_connections"] == 2


@pytest.mark.parametrize(
    "failing",
    [
        (saying(500), "Wrong response from the webhook: 500 Internal Server Error"),
        (saying(410), "Wrong response from the webhook: 410 Gone"),
        (saying(302, Location="/hook"), "Wrong response from the webhook: 302 Found"),
        (saying(404), "Wrong response from the webhook: 404 Not Found"),
        (hanging_up, "Connection closed"),
    ],
    ids=["500", "410", "302", "404", "hang-up"],
)
async def test_a_failed_delivery_is_named_and_repeated(bot, world, amina, receiver, failing):
    fails, message = failing
    let_go = asyncio.Event()

    async def held(request: web.Request) -> web.StreamResponse:
        await let_go.wait()
        return web.Response()

    receiver.answers = [fails, fails, fails, held]
    await bot.ok("setWebhook", url=receiver.url)
    amina.send("again")
    await world.until(lambda: len([each for each in world.traffic if each.via]) == 3)
    info = await bot.ok("getWebhookInfo")

    assert info["pending_update_count"] == 1
    assert info["last_error_message"] == message
    assert info["last_error_date"] == int(world.clock.now().timestamp())
    let_go.set()
    await world.until(all_taken(world))
    assert receiver.texts == ["again"] * 4
    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_late_answer_is_no_answer(bot, world, amina, receiver, monkeypatch):
    monkeypatch.setattr(webhook, "ANSWER_WITHIN_S", 0.05)

    async def late(request: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        return web.Response()

    receiver.answers = [late]
    await bot.ok("setWebhook", url=receiver.url)
    amina.send("again")
    await world.until(all_taken(world))

    assert receiver.texts == ["again", "again"]
    assert (await bot.ok("getWebhookInfo"))["last_error_message"] == "Read timeout expired"


async def test_retry_after_is_believed(bot, world, amina, receiver):
    receiver.answers = [saying(429, **{"Retry-After": "3600"})]
    await bot.ok("setWebhook", url=receiver.url)
    amina.send("later")
    await world.until(lambda: any(each.via for each in world.traffic))
    omar = world.add_person("Omar")
    omar.send("now")
    await world.until(lambda: len(world.updates) == 1)

    assert receiver.texts == ["later", "now"]


async def test_a_bot_that_restarts_loses_nothing(bot, world, amina):
    receiver = Receiver(free_port())
    await bot.ok("setWebhook", url=receiver.url)
    for number in range(3):
        amina.send(str(number))
    await world.until(lambda: any(each.status == 0 for each in world.traffic if each.via))
    info = await bot.ok("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (3, "Connection refused")

    async with receiver.listening():
        await world.until(all_taken(world))
    amina.send("3")
    async with receiver.listening():
        await world.until(all_taken(world))
    assert receiver.texts == ["0", "1", "2", "3"]


async def test_an_update_is_given_up_when_the_worlds_day_is_over(bot, world, amina):
    await bot.ok("setWebhook", url=f"http://127.0.0.1:{free_port()}/")
    amina.send("old")
    await world.until(lambda: any(each.via for each in world.traffic))
    world.clock.advance(hours=24, seconds=1)

    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 0


async def test_offline_nothing_arrives_until_the_line_is_back(bot, world, amina, receiver):
    await bot.ok("setWebhook", url=receiver.url)
    world.weather.set(Condition(kind=Kind.OFFLINE))
    amina.send("hello")
    await world.until(lambda: any(each.via for each in world.traffic))
    assert receiver.requests == []

    world.weather.clear()
    await world.until(all_taken(world))
    assert receiver.texts == ["hello"]
    assert (await bot.ok("getWebhookInfo"))["last_error_message"] == "Read timeout expired"


async def by_form(request: web.Request) -> web.StreamResponse:
    chat = (await request.json())["message"]["chat"]["id"]
    return web.Response(
        text=f"method=sendMessage&chat_id={chat}&text=by+form",
        content_type="application/x-www-form-urlencoded",
    )


async def by_parts(request: web.Request) -> web.StreamResponse:
    chat = (await request.json())["message"]["chat"]["id"]
    parts = [("method", "sendMessage"), ("chat_id", chat), ("text", "by parts")]
    body = "".join(
        f'--line\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts
    )
    return web.Response(
        body=f"{body}--line--\r\n".encode(),
        headers={"content-type": "multipart/form-data; boundary=line"},
    )


async def by_json(request: web.Request) -> web.StreamResponse:
    chat = (await request.json())["message"]["chat"]["id"]
    return web.json_response({"method": "SendMessage", "chat_id": chat, "text": "by json"})


@pytest.mark.parametrize("answer", [by_json, by_form, by_parts])
async def test_an_answer_may_be_a_call(bot, world, amina, receiver, answer):
    receiver.answers = [answer]
    await bot.ok("setWebhook", url=receiver.url)
    amina.send("hello")
    await world.until(all_taken(world))
    call = world.ledger.calls("sendMessage")[-1]

    assert amina.last.text == answer.__name__.replace("_", " ")
    assert (call.accepted, call.chat_id) == (True, amina.id)


async def test_a_refused_call_in_an_answer_is_noted_and_the_update_is_taken(
    bot, world, amina, receiver
):
    receiver.answers = [calling({"method": "sendMessage", "chat_id": 5, "text": "x"})]
    await bot.ok("setWebhook", url=receiver.url)
    amina.send("hello")
    await world.until(all_taken(world))

    assert world.ledger.calls("sendMessage")[-1].status == 400
    assert len(receiver.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        calling({"method": "deleteWebhook"}),
        calling({"method": "setWebhook", "url": ""}),
        calling({"method": "getMe"}),
        calling({"method": 5}),
        calling(["method", "sendMessage"]),
        calling(None, content_type="text/plain"),
        calling("x", content_type="multipart/form-data"),
        calling({"method": "levitate"}),
    ],
)
async def test_any_other_body_just_says_that_it_was_taken(bot, world, amina, receiver, answer):
    receiver.answers = [answer]
    await bot.ok("setWebhook", url=receiver.url)
    calls = len(world.ledger)
    amina.send("hello")
    await world.until(all_taken(world))

    assert len(world.ledger) == calls
    assert (await bot.ok("getWebhookInfo"))["url"] == receiver.url
    assert len(receiver.requests) == 1


async def test_a_poll_under_way_ends_when_a_webhook_is_set(bot, world, amina, receiver):
    poll = tasks.start(bot.call("getUpdates", timeout=LONG), name="poll")
    await world.updates.until_polled()
    await bot.ok("setWebhook", url=receiver.url)

    assert await poll == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by setWebhook request",
    }
    assert "webhook is active" in await bot.refused("getUpdates")
    await bot.ok("deleteWebhook")
    amina.send("polled")
    assert (await bot.ok("getUpdates"))[0]["message"]["text"] == "polled"
    assert receiver.requests == []


async def test_a_bot_may_delete_its_webhook_while_it_handles_an_update(
    bot, world, amina, receiver
):
    async def leaving(request: web.Request) -> web.StreamResponse:
        await bot.ok("deleteWebhook")
        return web.Response()

    receiver.answers = [leaving]
    await bot.ok("setWebhook", url=receiver.url)
    amina.send("stays")
    await world.until(lambda: not world.webhook_url)

    assert (await bot.ok("getUpdates"))[0]["message"]["text"] == "stays"


async def test_what_was_done_is_said_in_telegrams_words(bot, world, receiver):
    async def said(method: str, **parameters: Any) -> str:
        description: str = (await bot.call(method, **parameters))["description"]
        return description

    assert await said("deleteWebhook") == "Webhook is already deleted"
    assert await said("setWebhook", url=receiver.url) == "Webhook was set"
    assert await said("setWebhook", url=receiver.url) == "Webhook is already set"
    assert await said("setWebhook", url=receiver.url, max_connections=1) == "Webhook was set"
    assert await said("setWebhook", url="") == "Webhook was deleted"


async def test_the_kinds_of_updates_are_chosen_with_the_webhook(bot, world, amina, receiver):
    await bot.ok("setWebhook", url=receiver.url, allowed_updates=["callback_query"])
    amina.send("not wanted")
    amina.press_raw(1, "wanted")
    await world.until(all_taken(world))

    assert [list(update)[1] for _, update in receiver.requests] == ["callback_query"]
    assert (await bot.ok("getWebhookInfo"))["allowed_updates"] == ["callback_query"]


async def test_the_server_stops_in_the_middle_of_a_delivery_and_repeats_it_later(world, amina):
    receiver = Receiver(free_port())
    reached = asyncio.Event()

    async def never(request: web.Request) -> web.StreamResponse:
        reached.set()
        await asyncio.Event().wait()
        return web.Response()

    receiver.answers = [never]
    async with receiver.listening(), httpx.AsyncClient() as client:
        async with serve(world) as server:
            url = f"{server.url}/bot{world.token}/setWebhook"
            assert (await client.post(url, json={"url": receiver.url})).json()["ok"]
            amina.send("twice")
            await reached.wait()
        assert len(world.updates) == 1
        async with serve(world):
            await world.until(all_taken(world))
    assert receiver.texts == ["twice", "twice"]


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"url": "https://example.org/hook"}, "bad webhook: the playground delivers to this"),
        ({"url": "https://example.org/hook"}, "Telegram itself needs an HTTPS URL"),
        ({"url": "http://example.org/hook"}, "http to example.org is not offered"),
        ({"url": "https://127.0.0.1/hook"}, "https to 127.0.0.1 is not offered"),
        ({"url": "http://127.0.0.2/hook"}, "http to 127.0.0.2 is not offered"),
        ({"url": "http://127.0.0.1@example.org/"}, "http to example.org is not offered"),
        ({"url": "127.0.0.1:8000"}, "invalid webhook URL specified"),
        ({"url": "ftp://127.0.0.1/"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1:99999/"}, "invalid webhook URL specified"),
        ({"url": "http://[::1/"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1/a\nb"}, "invalid webhook URL specified"),
        ({"secret_token": "x" * 257}, "secret token is too long"),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"secret_token": "سر"}, "secret token contains unallowed characters"),
        ({"max_connections": 0}, "max_connections must be between 1 and 100"),
        ({"max_connections": 101}, "max_connections must be between 1 and 100"),
        ({"ip_address": "here"}, "bad webhook: Invalid IP address specified"),
        ({"ip_address": "149.154.167.220"}, "not offered"),
        ({"allowed_updates": ["telepathy"]}, "unknown kinds in allowed_updates: telepathy"),
        ({"certificate": "file"}, "not offered"),
    ],
)
async def test_what_cannot_be_delivered_to_is_refused(bot, world, parameters, reason):
    refusal = await bot.refused("setWebhook", **{"url": "http://localhost:1/", **parameters})

    assert reason in refusal
    assert world.webhook is None
    assert not world.webhook_url


@pytest.mark.parametrize("url", ["http://localhost:1/x", "http://[::1]:1/", "http://127.0.0.1"])
async def test_this_machine_has_three_names(bot, url):
    await bot.ok("setWebhook", url=url)
    info = await bot.ok("getWebhookInfo")

    assert info["url"] == url
    assert info.get("ip_address") in {None, "::1", "127.0.0.1"}
    assert json.dumps(info)
    await bot.ok("deleteWebhook")
