"""A name that leads elsewhere a moment later leads nowhere inside: what was checked is what is met."""

import socket
from collections.abc import Sequence

import pytest

from bot.fetching.connecting import Checkpoint, NotPublic
from bot.fetching.fetcher import Fetcher
from bot.fetching.limits import Limits
from bot.fetching.records import Failed, Failure, Fetched, Wanted
from tests.fetching.strangers import Ask, answer, leads_to, plays, stranger
from tests.safety.fetching.canaries import Canaries, canaries

pytestmark = pytest.mark.asyncio
QUICK = Limits(connect_seconds=0.5)
HERE = ("127.0.0.1", 80)


class Turncoat:
    """A name server with a time to live of 0: each question has another answer, and then the last one."""

    def __init__(self, *answers: Sequence[tuple[str, int]]) -> None:
        self._answers = list(answers)
        self.asked = 0

    async def __call__(self, _host: str, _port: int) -> Sequence[tuple[str, int]]:
        self.asked += 1
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


async def test_a_name_is_looked_up_once_for_each_connection(inside: Canaries) -> None:
    async with stranger(plays(answer(200, b"once"))) as outside:
        turncoat = Turncoat([outside.address], [HERE])
        fetcher = Fetcher(resolve=turncoat, permit=[outside.address], limits=QUICK)
        first = await fetcher.fetch(Wanted(url="http://a.example/", seconds=0.5))
        second = await fetcher.fetch(Wanted(url="http://a.example/", seconds=0.5))
        await fetcher.close()
    assert isinstance(first, Fetched)
    assert second == Failed(failure=Failure.NOT_ALLOWED)
    assert turncoat.asked == 2
    assert inside.tried == [outside.address]
    assert inside.met == 0


async def test_a_redirect_to_the_same_name_is_checked_anew(inside: Canaries) -> None:
    async with stranger(plays(answer(302, headers={"Location": "/again"}))) as outside:
        turncoat = Turncoat([outside.address], [HERE])
        fetcher = Fetcher(resolve=turncoat, permit=[outside.address], limits=QUICK)
        outcome = await fetcher.fetch(Wanted(url="http://a.example/", seconds=0.5))
        await fetcher.close()
    assert outcome == Failed(failure=Failure.NOT_ALLOWED)
    assert inside.tried == [outside.address]
    assert inside.met == 0


async def test_a_connection_that_broke_is_not_made_again_to_elsewhere(inside: Canaries) -> None:
    async def hangs_up(ask: Ask) -> None:
        ask.writer.close()

    async with stranger(hangs_up) as outside:
        turncoat = Turncoat([outside.address], [HERE])
        fetcher = Fetcher(resolve=turncoat, permit=[outside.address], limits=QUICK)
        outcome = await fetcher.fetch(Wanted(url="http://a.example/", seconds=0.5))
        await fetcher.close()
    assert isinstance(outcome, Failed)
    assert set(inside.tried) == {outside.address}
    assert inside.met == 0


async def test_answers_that_take_turns_never_lead_inside(inside: Canaries) -> None:
    async with stranger(plays(answer(200, b"me"))) as outside:
        turns = [[outside.address], [HERE], [outside.address, HERE], [HERE, outside.address]] * 10
        fetcher = Fetcher(resolve=Turncoat(*turns), permit=[outside.address], limits=QUICK)
        outcomes = [
            await fetcher.fetch(Wanted(url="http://a.example/", seconds=0.5)) for _ in turns
        ]
        await fetcher.close()
        assert sum(isinstance(outcome, Fetched) for outcome in outcomes) == 10
        assert outcomes.count(Failed(failure=Failure.NOT_ALLOWED)) == 30
        assert outside.connections == 10
    assert inside.met == 0


async def test_the_socket_itself_refuses_whatever_the_look_up_let_through() -> None:
    checkpoint = Checkpoint(leads_to(), permit=[("127.0.0.1", 1234)], deny_hosts=["192.88.98.9"])
    refused = [HERE, ("192.88.98.1", 22), ("192.88.98.9", 80), ("127.0.0.1", 1235)]
    for address in refused:
        with pytest.raises(NotPublic):
            checkpoint.socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", address)).close()
    for ip in ("::1", "fe80::1", "::ffff:127.0.0.1"):
        with pytest.raises(NotPublic):
            checkpoint.socket((socket.AF_INET6, socket.SOCK_STREAM, 0, "", (ip, 80, 0, 0))).close()
    for address in [("127.0.0.1", 1234), ("192.88.98.1", 80)]:
        checkpoint.socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", address)).close()
    await checkpoint.close()


async def test_a_client_that_forgot_to_look_is_stopped_at_the_socket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The check of the look-up is taken away, as a bug might: the socket's own is left."""
    with canaries(0) as inside:
        port = inside.listeners[0].getsockname()[1]
        checks = iter([True])  # at the look-up
        whole = Checkpoint.may_meet
        monkeypatch.setattr(
            Checkpoint,
            "may_meet",
            lambda self, ip, port: next(checks, False) or whole(self, ip, port),
        )
        fetcher = Fetcher(resolve=leads_to(("127.0.0.1", port)), limits=QUICK)
        monkeypatch.setattr(fetcher._checkpoint, "may_ask", lambda *_: True)
        outcome = await fetcher.fetch(Wanted(url="http://a.example/", seconds=0.5))
        await fetcher.close()
        assert inside.tried == []
        assert inside.met == 0
        assert outcome == Failed(failure=Failure.NOT_ALLOWED)
