"""Names that nobody answers for hold nobody else up."""

import asyncio
import socket
import threading

import pytest

from bot.fetching.fetcher import Fetcher
from bot.fetching.records import Failed, Failure, Wanted

pytestmark = pytest.mark.asyncio


async def test_names_are_looked_up_by_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def found(host: str, port: int, **_: object) -> list[object]:
        asked.append((host, port))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    fetcher = Fetcher()
    outcome = await fetcher.fetch(Wanted(url="https://a.example/"))
    await fetcher.close()
    assert outcome == Failed(failure=Failure.NOT_ALLOWED)
    assert asked == [("a.example", 443)]


async def test_a_thread_that_waits_for_a_name_is_none_of_the_bots_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Telegram's name is looked up on the loop's own threads."""
    answered = threading.Event()

    def silent(*_: object, **__: object) -> list[object]:
        answered.wait()
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    fetcher = Fetcher()
    outcomes = await asyncio.gather(
        *(fetcher.fetch(Wanted(url=f"http://a{n}.example/", seconds=0.05)) for n in range(100))
    )
    assert set(outcomes) == {Failed(failure=Failure.TOO_SLOW)}
    assert await asyncio.to_thread(str.upper, "free") == "FREE"
    await fetcher.close()  # and they are not waited for
    answered.set()


async def test_a_name_that_cannot_be_asked_for_is_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cannot(*_: object, **__: object) -> list[object]:
        raise UnicodeError

    monkeypatch.setattr(socket, "getaddrinfo", cannot)
    fetcher = Fetcher()
    outcome = await fetcher.fetch(Wanted(url="http://a.example/"))
    await fetcher.close()
    assert outcome == Failed(failure=Failure.UNREACHABLE)
