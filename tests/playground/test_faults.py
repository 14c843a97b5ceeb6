"""Faults need a real connection to cut."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from bot.playground import tasks
from bot.playground.server import serve
from tests.playground.conftest import Caller

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def client(world) -> AsyncIterator[httpx.AsyncClient]:
    async with serve(world) as server, httpx.AsyncClient(base_url=server.url) as client:
        yield client


def send(client, world, player):
    call = {"chat_id": player.id, "text": "x"}
    return client.post(f"/bot{world.token}/sendMessage", json=call)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_broken_proxy_answers_html(client, world, amina, status):
    world.faults.add("refuse", status=status)
    answer = await send(client, world, amina)

    assert answer.status_code == status
    assert answer.text.startswith("<html>")
    assert amina.received == []
    assert not world.ledger.calls("sendMessage")[0].accepted


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (429, "Too Many Requests: retry after 7"),
        (401, "Unauthorized"),
        (403, "Forbidden: bot was blocked by the user"),
        (409, "Conflict: terminated by other getUpdates request; "),
    ],
)
async def test_a_call_is_refused_on_order(client, world, amina, status, description):
    world.faults.add("refuse", status=status, retry_after=7)
    answer = await send(client, world, amina)

    assert answer.status_code == answer.json()["error_code"] == status
    assert answer.json()["description"].startswith(description)
    assert amina.received == []
    if status == 429:
        assert answer.json()["parameters"] == {"retry_after": 7}


async def test_a_connection_cut_before_leaves_no_message(client, world, amina):
    world.faults.add("drop_before")
    with pytest.raises(httpx.TransportError):
        await send(client, world, amina)

    assert amina.received == []
    (call,) = world.ledger.calls("sendMessage")
    assert (call.status, call.answer, call.accepted) == (0, None, False)


async def test_a_connection_cut_after_leaves_the_message(client, world, amina):
    world.faults.add("drop_after")
    with pytest.raises(httpx.TransportError):
        await send(client, world, amina)

    assert amina.last.text == "x"
    (call,) = world.ledger.calls("sendMessage")
    assert (call.status, call.answer, call.accepted) == (0, None, True)
    assert (await send(client, world, amina)).json()["ok"]


async def test_an_error_may_come_after_the_message(client, world, amina):
    world.faults.add("error_after")

    assert (await send(client, world, amina)).status_code == 502
    assert amina.last.text == "x"


async def test_an_answer_may_be_cut_in_half(client, world, amina):
    world.faults.add("truncate")
    answer = await send(client, world, amina)

    with pytest.raises(ValueError, match=r"line 1|Unterminated"):
        answer.json()
    assert amina.last.text == "x"


async def test_a_refused_call_is_refused_plainly_whatever_was_to_follow(client, world, amina):
    world.faults.add("drop_after")
    amina.block()

    assert (await send(client, world, amina)).status_code == 403


async def test_a_call_can_be_held_until_it_is_released(client, world, amina):
    fault = world.faults.add("hold", method="sendMessage")
    sending = tasks.start(send(client, world, amina), name="send")
    await fault.reached()
    assert amina.received == []
    assert world.is_busy

    fault.release()
    assert (await sending).json()["ok"]
    assert amina.last.text == "x"


async def test_an_answer_can_be_held_after_the_message_has_come(client, world, amina):
    fault = world.faults.add("hold_after", method="sendMessage")
    sending = tasks.start(send(client, world, amina), name="send")
    await fault.reached()
    await world.until(lambda: bool(amina.received))
    assert not sending.done()

    fault.release()
    assert (await sending).json()["ok"]


@pytest.mark.parametrize("status", [200, 401, 403])
async def test_something_in_between_answers_with_a_page(client, world, amina, status):
    world.faults.add("page", status=status)
    answer = await send(client, world, amina)

    assert answer.status_code == status
    assert answer.text.startswith("<html>")
    assert amina.received == []


async def test_a_group_says_where_it_has_moved(client, world, amina):
    world.faults.add("refuse", status=400, migrate_to_chat_id=-1001)
    answer = await send(client, world, amina)

    assert answer.status_code == 400
    assert answer.json()["parameters"] == {"migrate_to_chat_id": -1001}


async def test_a_delay_only_delays(client, world, amina):
    world.faults.add("delay", seconds=0.01)

    assert (await send(client, world, amina)).json()["ok"]


async def test_a_fault_strikes_as_often_and_where_it_was_ordered(client, world, amina):
    omar = world.add_person("Omar")
    omar.start()
    fault = world.faults.add("refuse", method="sendMessage", chat_id=amina.id, times=2, status=502)

    assert (await client.get(f"/bot{world.token}/getMe")).json()["ok"]
    assert (await send(client, world, omar)).json()["ok"]
    assert [(await send(client, world, amina)).status_code for _ in range(3)] == [502, 502, 200]
    assert fault.struck == 2
    world.faults.add("refuse", times=5)
    world.faults.clear()
    assert (await send(client, world, amina)).json()["ok"]


async def test_polls_can_fail_too(client, world, amina):
    world.faults.add("refuse", method="getUpdates", status=409)
    bot = Caller(client, world.token)

    assert "Conflict" in await bot.refused("getUpdates")
    assert await bot.ok("getUpdates") == []
