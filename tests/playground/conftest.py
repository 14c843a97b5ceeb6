"""A world, and a bot's hand on it: calls of the Bot API without a socket."""

import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from bot.playground.phone.player import Player
from bot.playground.server import create_app
from bot.playground.world import World

KEY = "the-page-key"
BASE = "http://127.0.0.1:8081"


class Caller:
    """Calls methods and says what came of it."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self.client = client
        self.token = token

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        answer = await self.client.post(f"/bot{self.token}/{method}", json=parameters)
        body: dict[str, Any] = answer.json()
        assert answer.status_code == (200 if body["ok"] else body["error_code"])
        return body

    async def ok(self, method: str, **parameters: Any) -> Any:
        body = await self.call(method, **parameters)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        body = await self.call(method, **parameters)
        assert not body["ok"], body
        description: str = body["description"]
        return description


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def amina(world: World) -> Player:
    """A person who has met the bot; nothing waits and nothing is unread."""
    player = world.add_person("Amina", "Khalil", "amina_k", "ar")
    player.start()
    world.updates.drop_all()
    return player


@pytest_asyncio.fixture
async def client(world: World) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(world, page_key=KEY))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        yield client


@pytest.fixture
def bot(client: httpx.AsyncClient, world: World) -> Caller:
    return Caller(client, world.token)


def png(width: int = 2, height: int = 3) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
