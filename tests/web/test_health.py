import asyncio
import socket

import httpx
import pytest

from bot.config import WebSettings
from bot.web.app import create_app, serve

pytestmark = pytest.mark.asyncio


async def look(path: str, **parts: bool) -> httpx.Response:
    transport = httpx.ASGITransport(create_app(lambda: parts))
    async with httpx.AsyncClient(transport=transport, base_url="http://halqa") as client:
        return await client.get(path)


async def test_the_process_lives_whatever_its_parts_do() -> None:
    answer = await look("/healthz", telegram=False)
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


@pytest.mark.parametrize(
    ("telegram", "sending", "status"), [(True, True, 200), (False, True, 503), (True, False, 503)]
)
async def test_it_is_ready_when_it_hears_and_speaks(
    telegram: bool, sending: bool, status: int
) -> None:
    answer = await look("/readyz", telegram=telegram, sending=sending)
    assert answer.status_code == status
    assert answer.json()["telegram"] is telegram
    assert answer.json()["sending"] is sending


async def test_nothing_else_is_served() -> None:
    assert (await look("/")).status_code == 404


async def test_it_is_served_until_the_stop_and_a_taken_port_is_no_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        settings = WebSettings(port=port)
        async with asyncio.timeout(5):
            await serve(settings, dict, asyncio.Event())  # taken: it returns
    assert "health addresses not served" in caplog.text

    stop = asyncio.Event()
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        tasks.create_task(serve(settings, lambda: {"telegram": True}, stop))
        async with httpx.AsyncClient() as client:
            answer = None
            while answer is None:
                try:
                    answer = await client.get(f"http://127.0.0.1:{port}/readyz")
                except httpx.ConnectError:
                    await asyncio.sleep(0)
        stop.set()
    assert answer.json() == {"status": "ready", "telegram": True}
