"""Failures that stand until they are switched off; cut connections need real ones."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from bot.playground import tasks
from bot.playground.line.weather import Condition, Kind
from bot.playground.refusals import NotPossibleError
from bot.playground.server import PlaygroundServer, serve
from tests.playground.conftest import KEY, Caller

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def server(world) -> AsyncIterator[PlaygroundServer]:
    async with serve(world, page_key=KEY) as running:
        yield running


@pytest_asyncio.fixture
async def client(server) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client


@pytest.fixture
def desk(client, server):
    class Desk:
        async def post(self, expected=200, /, **fields):
            headers = {"origin": server.url, "x-halqa-key": KEY}
            answer = await client.post("/api/faults", json=fields, headers=headers)
            assert answer.status_code == expected, answer.text
            return answer.json()

        async def get(self):
            answer = await client.get("/api/faults", headers={"x-halqa-key": KEY})
            return answer.json()["faults"]

    return Desk()


def send(client, world, player, text="x"):
    call = {"chat_id": player.id, "text": text}
    return client.post(f"/bot{world.token}/sendMessage", json=call)


async def test_each_failure_is_switched_on_and_off_and_several_stand_at_once(desk):
    assert await desk.get() == []
    await desk.post(kind="flood", on=True, retry_after=7)
    await desk.post(kind="latency", on=True, ms=800, methods="send")
    await desk.post(kind="errors", on=True, share=0.25, status=502)
    await desk.post(kind="drop", on=True)
    standing = await desk.post(kind="offline", on=True)

    assert standing["faults"] == [
        {"kind": "latency", "methods": "send", "ms": 800},
        {"kind": "errors", "methods": "", "share": 0.25, "status": 502},
        {"kind": "drop", "methods": "", "share": 1.0},
        {"kind": "flood", "methods": "", "retry_after": 7},
        {"kind": "offline", "methods": ""},
    ]
    await desk.post(kind="latency", on=True, ms=5)  # in the place of the one before
    left = await desk.post(kind="offline", on=False)
    assert [each["kind"] for each in left["faults"]] == ["latency", "errors", "drop", "flood"]
    assert left["faults"][0] == {"kind": "latency", "methods": "", "ms": 5}
    assert await desk.post(kind="none") == {"faults": []}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "kind"),
        ({"kind": "hail"}, "one of"),
        ({"kind": "latency", "ms": 0}, "between 1 and 60000"),
        ({"kind": "latency", "ms": 60_001}, "between 1 and 60000"),
        ({"kind": "latency", "ms": 1.5}, "ms"),
        ({"kind": "latency", "ms": True}, "ms"),
        ({"kind": "latency", "status": 500}, "status"),
        ({"kind": "errors", "share": 0}, "share"),
        ({"kind": "errors", "share": 1.01}, "share"),
        ({"kind": "errors", "share": "all"}, "share"),
        ({"kind": "errors", "status": 404}, "500 or 502"),
        ({"kind": "drop", "methods": "fly"}, "no method"),
        ({"kind": "drop", "methods": 5}, "methods"),
        ({"kind": "flood", "retry_after": 3601}, "between 1 and 3600"),
        ({"kind": "offline", "on": "yes"}, "on"),
        ({"kind": "offline", "on": False, "ms": 5}, "ms"),
        ({"kind": "none", "ms": 5}, "ms"),
    ],
)
async def test_a_value_that_makes_no_sense_is_refused_with_a_sentence(desk, fields, reason):
    assert reason in (await desk.post(400, **fields))["error"]
    assert await desk.get() == []


async def test_on_a_slow_line_a_call_waits_before_the_world_acts(client, world, amina):
    world.weather.set(Condition(kind=Kind.LATENCY, ms=60_000))
    sending = tasks.start(send(client, world, amina), name="send")
    await world.until(lambda: world.calls_running > 0)
    assert amina.received == []

    world.weather.clear()  # what is held goes on at once
    assert (await sending).json()["ok"]
    assert amina.last.text == "x"


async def test_a_slow_line_is_as_slow_as_was_asked(client, world, amina):
    world.weather.set(Condition(kind=Kind.LATENCY, ms=30))
    assert (await send(client, world, amina)).json()["ok"]

    (passed,) = world.traffic
    assert passed.took_ms > 29


@pytest.mark.parametrize("status", [500, 502])
async def test_a_share_of_the_calls_fails_before_the_world_acts(client, world, amina, status):
    world.enforce_rates = False
    world.weather.set(Condition(kind=Kind.ERRORS, share=0.5, status=status))
    statuses = [(await send(client, world, amina)).status_code for _ in range(60)]

    assert set(statuses) == {200, status}
    assert 15 < statuses.count(status) < 45
    assert len(amina.received) == statuses.count(200)
    # No pattern that a bot which asks before it repeats could run into for ever.
    assert len({tuple(statuses[at : at + 4]) for at in range(0, 60, 4)}) > 4


async def test_a_lost_answer_leaves_the_message(client, world, amina):
    world.weather.set(Condition(kind=Kind.DROP))
    with pytest.raises(httpx.TransportError):
        await send(client, world, amina)

    assert [message.text for message in amina.received] == ["x"]
    (passed,) = world.traffic
    assert (passed.status, passed.what.accepted) == (0, True)


async def test_an_update_whose_answer_was_lost_is_not_said_to_have_been_handed_over(
    client, world, amina
):
    bot = Caller(client, world.token)
    amina.send("hello")
    world.weather.set(Condition(kind=Kind.DROP))
    with pytest.raises(httpx.TransportError):
        await bot.ok("getUpdates")
    assert [passed.to_page()["name"] for passed in world.traffic] == ["getUpdates"]

    world.weather.clear()
    assert len(await bot.ok("getUpdates")) == 1
    assert [p.to_page()["name"] for p in world.traffic] == ["getUpdates", "getUpdates", "message"]


async def test_too_many_requests_says_how_long_to_wait(client, world, amina):
    world.weather.set(Condition(kind=Kind.FLOOD, retry_after=7))
    answer = (await send(client, world, amina)).json()

    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 7})
    assert amina.received == []


async def test_offline_cuts_calls_and_files_and_the_poll_that_waits(client, world, amina):
    bot = Caller(client, world.token)
    polling = tasks.start(bot.ok("getUpdates", timeout=50), name="poll")
    await world.updates.until_polled()
    world.weather.set(Condition(kind=Kind.OFFLINE))

    with pytest.raises(httpx.TransportError):
        await polling
    for path in ("getMe", "getUpdates"):
        with pytest.raises(httpx.TransportError):
            await client.get(f"/bot{world.token}/{path}")
    with pytest.raises(httpx.TransportError):
        await client.get(f"/file/bot{world.token}/documents/x")
    assert {passed.status for passed in world.traffic} == {0}

    world.weather.clear()
    assert (await send(client, world, amina)).json()["ok"]


async def test_only_the_methods_that_the_filter_meets_are_struck(client, world, amina, desk):
    await desk.post(kind="offline", methods="SEND")
    with pytest.raises(httpx.TransportError):
        await send(client, world, amina)

    assert (await client.get(f"/bot{world.token}/getMe")).json()["ok"]
    assert not world.weather.is_offline()
    assert world.weather.is_offline("sendMessage")


async def test_what_was_ordered_for_a_call_strikes_in_fair_weather_only_once(client, world, amina):
    fault = world.faults.add("refuse", status=403)
    world.weather.set(Condition(kind=Kind.FLOOD))
    assert (await send(client, world, amina)).status_code == 429
    assert fault.struck == 0, "the weather came first"

    world.weather.clear()
    assert [(await send(client, world, amina)).status_code for _ in range(2)] == [403, 200]


async def test_the_page_hears_of_every_change_and_never_feels_the_weather(
    client, world, server, desk
):
    told = tasks.start(anext(world.events.listen()), name="told")
    await desk.post(kind="offline")

    assert await told == {"kind": "faults", "person": None}
    state = await client.get("/api/state", headers={"x-halqa-key": KEY})
    assert state.status_code == 200


async def test_a_server_that_stops_lets_go_of_what_is_held(world, amina):
    async with serve(world) as server, httpx.AsyncClient(base_url=server.url) as client:
        world.weather.set(Condition(kind=Kind.LATENCY, ms=60_000))
        sending = tasks.start(send(client, world, amina), name="send")
        await world.until(lambda: world.calls_running > 0)

    assert list(world.weather) == []
    with pytest.raises(httpx.TransportError):
        await sending


async def test_a_condition_outside_its_limits_cannot_be_made():
    with pytest.raises(NotPossibleError, match="ms"):
        Condition(kind=Kind.LATENCY, ms=-5)
