import asyncio
import signal

import httpx
import pytest

from bot.playground import tasks
from bot.playground.server import serve

pytestmark = pytest.mark.asyncio


async def test_a_server_takes_a_free_port_and_leaves_signals_alone(world):
    before = signal.getsignal(signal.SIGINT)
    async with serve(world) as first, serve(world) as second, httpx.AsyncClient() as client:
        assert first.url != second.url
        assert first.url.startswith("http://127.0.0.1:")
        assert first.page_url == f"{first.url}/#key={first.page_key}"
        answer = await client.get(f"{second.url}/bot{world.token}/getMe")
        assert answer.json()["ok"]
        assert signal.getsignal(signal.SIGINT) is before


async def test_stopping_releases_a_long_poll_and_a_stream(world):
    async with httpx.AsyncClient(timeout=30) as client:
        async with serve(world) as server:
            poll = tasks.start(
                client.get(f"{server.url}/bot{world.token}/getUpdates", params={"timeout": 30}),
                name="poll",
            )
            stream = client.build_request(
                "GET", f"{server.url}/api/events", params={"key": server.page_key}
            )
            events = await client.send(stream, stream=True)
            await world.updates.until_polled()
        assert (await poll).json() == {"ok": True, "result": []}
        assert await events.aread()
        await events.aclose()


async def test_a_world_is_served_again_after_a_stop(world, amina):
    async with serve(world):
        pass
    amina.send("between")
    async with serve(world) as server, httpx.AsyncClient() as client:
        url = f"{server.url}/bot{world.token}/getUpdates"
        answer = await client.get(url, params={"timeout": 30})
        assert answer.json()["result"][0]["message"]["text"] == "between"


async def test_a_taken_port_is_an_error_at_once(world):
    async with serve(world) as server:
        port = int(server.url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            async with serve(world, port=port):
                pass


async def test_waiting_for_something_to_happen(world, amina, bot):
    waiting = tasks.start(world.until(lambda: len(amina.messages) == 2), name="wait")
    await asyncio.sleep(0)
    amina.send("hello")
    await waiting
    amina.send("taken by the bot")
    resting = tasks.start(world.until(lambda: not world.is_busy), name="rest")
    await asyncio.sleep(0)
    await bot.ok("getUpdates", offset=world.updates.next_id)
    await resting
    with pytest.raises(TimeoutError):
        await world.until(lambda: False, seconds=0.01)


async def test_a_listener_that_falls_far_behind_is_cut_off(world, amina):
    listening = world.events.listen()
    first = tasks.start(anext(listening), name="first")
    await asyncio.sleep(0)
    for number in range(1200):
        world.events.emit("clock", person=None, number=number)
    await asyncio.sleep(0)

    assert (await first)["number"] == 0
    assert len([event async for event in listening]) == 999
