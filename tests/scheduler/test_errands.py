import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.background import Background
from bot.errors import NotForYou
from bot.fetching.fetcher import Fetcher
from bot.guard import ClockGuard
from bot.outbox.records import Outgoing
from bot.outside import Outside
from bot.parsing.parser import Parser
from bot.registry import Errand
from bot.scheduler.errands import Errands
from bot.work import Work
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio
LEASE = timedelta(minutes=2)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


async def _nothing(_file_id: str, _most_bytes: int) -> bytes | None:
    return None


class Asked:
    """An errand whose tasks are leased in memory, as a slice leases its rows."""

    def __init__(self, name: str, tasks: int, *, at_once: int = 2, deadline: float = 60) -> None:
        self.due: dict[int, datetime | None] = dict.fromkeys(range(tasks))
        self.settled: list[tuple[int, str]] = []
        self.running = 0
        self.most_running = 0
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.fails: set[int] = set()
        self.is_gone: set[int] = set()
        self.errand = Errand(
            name=name, claim=self.claim, run=self.run, settle=self.settle, next_at=self.next_at,
            most_at_once=at_once, deadline_seconds=deadline,
        )  # fmt: skip

    async def claim(self, work: Work, most: int) -> Sequence[int]:
        free = [n for n, at in self.due.items() if at is None or at <= work.now][:most]
        for n in free:
            self.due[n] = work.now + LEASE
        return free

    async def run(self, outside: Outside, task: int) -> str:
        assert isinstance(outside, Outside)
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await self.go_on.wait()
            await asyncio.sleep(0)  # the next one begins meanwhile
            if task in self.fails:
                raise ZeroDivisionError("https://a-private-address.example")
            return f"found {task}"
        finally:
            self.running -= 1

    async def settle(self, work: Work, task: int, result: str) -> None:
        if task in self.is_gone:
            await work.outbox.reply(Outgoing(to=1, html="half done"))
            raise NotForYou
        del self.due[task]
        self.settled.append((task, result))
        await work.outbox.reply(Outgoing(to=1, html=result))

    async def next_at(self, _conn: AsyncConnection, after: datetime) -> datetime | None:
        return min((at or after for at in self.due.values()), default=None)


def errands(bench: Bench, *asked: Asked) -> Errands:
    outside = Outside(Fetcher(), Parser(), _nothing)
    guard = ClockGuard(bench.clock)
    return Errands(bench.works, [each.errand for each in asked], outside=outside, guard=guard)


async def test_what_is_due_is_claimed_run_and_settled_so_many_at_once(bench: Bench) -> None:
    asked = Asked("titles", 5, at_once=2)
    loop = errands(bench, asked)
    rounds = 0
    while await loop.run_round():
        rounds += 1

    assert rounds == 3
    assert asked.most_running == 2
    assert sorted(asked.settled) == [(n, f"found {n}") for n in range(5)]
    assert len(await bench.planned()) == 5
    assert not loop.is_busy
    assert await loop.next_at(after=bench.clock.now()) is None


async def test_one_that_fails_is_claimed_again_when_its_lease_has_run_out(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    asked, other = Asked("titles", 1), Asked("feeds", 1)
    asked.fails = {0}
    loop = errands(bench, asked, other)
    await loop.run_round()
    assert (asked.settled, len(other.settled)) == ([], 1)
    assert not await loop.run_round()
    assert await loop.next_at(after=bench.clock.now()) == bench.clock.now() + LEASE

    asked.fails = set()
    bench.clock.advance(seconds=LEASE.total_seconds())
    await loop.run_round()
    assert asked.settled == [(0, "found 0")]
    told = [record for record in caplog.records if record.msg == "errand failed"]
    assert [(vars(r)["errand"], vars(r)["error"]) for r in told] == [
        ("titles", "ZeroDivisionError")
    ]
    assert "private" not in caplog.text


async def test_one_that_takes_too_long_is_ended(bench: Bench) -> None:
    asked = Asked("titles", 1, deadline=0.01)
    asked.go_on.clear()
    loop = errands(bench, asked)
    await loop.run_round()
    assert (asked.running, asked.settled, loop.is_busy) == (0, [], False)


async def test_what_it_was_for_may_be_gone_meanwhile_and_nothing_is_half_done(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    asked = Asked("titles", 1)
    asked.is_gone = {0}
    await errands(bench, asked).run_round()
    assert not caplog.records
    assert not await bench.planned()


async def test_a_slow_one_keeps_no_other_from_its_turn(bench: Bench) -> None:
    slow, quick = Asked("feeds", 1), Asked("titles", 3, at_once=1)
    slow.go_on.clear()
    loop = errands(bench, slow, quick)
    tasks = Background()
    running = tasks.start("errands", loop.run())
    while len(quick.settled) < 3:
        loop.wake()
        await asyncio.sleep(0.01)
    assert loop.is_busy
    assert slow.running == 1
    running.cancel()
    await loop.stop(grace_seconds=0)
    assert (slow.running, slow.settled, loop.is_busy) == (0, [], False)


async def test_nothing_is_claimed_by_a_clock_that_cannot_be_believed(bench: Bench) -> None:
    asked = Asked("titles", 1)
    outside = Outside(Fetcher(), Parser(), _nothing)
    guard = ClockGuard(bench.clock)
    guard.remember(bench.clock.now() + timedelta(days=400))
    assert guard.trouble
    loop = Errands(bench.works, [asked.errand], outside=outside, guard=guard)
    assert not await loop.run_round()
    assert asked.due == {0: None}


async def test_a_claim_that_fails_keeps_no_other_errand_from_its_turn(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(_work: Work, _most: int) -> Sequence[int]:
        raise ZeroDivisionError("something that Amina wrote")

    good = Asked("titles", 1)
    bad = replace(Asked("feeds", 1).errand, claim=fails)
    outside = Outside(Fetcher(), Parser(), _nothing)
    guard = ClockGuard(bench.clock)
    loop = Errands(bench.works, [bad, good.errand], outside=outside, guard=guard)
    for _ in range(2):
        await loop.run_round()

    assert good.settled == [(0, "found 0")]
    told = [record for record in caplog.records if record.msg == "errands not claimed"]
    assert {vars(record)["errand"] for record in told} == {"feeds"}
    assert "Amina" not in caplog.text
