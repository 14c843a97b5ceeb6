from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guard import ClockGuard
from bot.outbox.records import Outgoing
from bot.registry import DueJob
from bot.scheduler.tick import MOST_ROUNDS, Scheduler
from bot.work import Work
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio
SOON, LATER = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


class Diary:
    """A job that has so much to do, and writes down when it did it."""

    def __init__(
        self, name: str, *, batches: int = 1, fails: bool = False, next_in: timedelta | None = None
    ) -> None:
        self.batches = batches
        self.fails = fails
        self.next_in = next_in
        self.moments: list[datetime] = []
        self.job = DueJob(name=name, run=self.run, next_at=self.next_at)

    async def run(self, work: Work) -> int:
        self.moments.append(work.now)
        if self.fails:
            outgoing = Outgoing(to=1, html="half done")
            await work.outbox.reply(outgoing)
            raise ZeroDivisionError("something that Amina wrote")
        if not self.batches:
            return 0
        self.batches -= 1
        await work.outbox.reply(Outgoing(to=1, html="done"))
        return 1

    async def next_at(self, _conn: AsyncConnection, after: datetime) -> datetime | None:
        return None if self.next_in is None else after + self.next_in


def scheduler(bench: Bench, *diaries: Diary) -> Scheduler:
    return Scheduler(bench.works, [diary.job for diary in diaries], guard=ClockGuard(bench.clock))


async def test_a_job_that_fails_does_not_stop_the_others(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = Diary("bad", fails=True), Diary("good")
    ticker = scheduler(bench, bad, good)
    for _ in range(2):
        await ticker.tick()

    assert (len(bad.moments), len(good.moments)) == (2, 3)
    assert [row.payload and row.payload["html"] for row in await bench.planned()] == ["done"]
    told = [record for record in caplog.records if record.msg == "job failed"]
    assert {vars(record)["job"] for record in told} == {"bad"}
    assert "Amina" not in str([vars(record) for record in told])


async def test_a_job_is_asked_until_nothing_is_left(bench: Bench) -> None:
    diary = Diary("diary", batches=3)
    assert await scheduler(bench, diary).tick() == 3
    keys = [row.key for row in await bench.planned()]
    assert len(set(keys)) == 3, "each batch answers under a name of its own"


async def test_a_job_that_always_finds_more_leaves_the_others_their_turn(bench: Bench) -> None:
    greedy, modest = Diary("greedy", batches=10_000), Diary("modest")
    await scheduler(bench, greedy, modest).tick()
    assert len(greedy.moments) == MOST_ROUNDS
    assert len(modest.moments) == 2


async def test_the_next_moment_is_the_earliest_and_never_past(bench: Bench) -> None:
    now = bench.clock.now()
    jobs = [Diary("later", next_in=LATER), Diary("soon", next_in=SOON), Diary("never")]
    assert await scheduler(bench, *jobs).next_at(after=now) == now + SOON
    overdue = Diary("overdue", next_in=-LATER)
    assert await scheduler(bench, *jobs, overdue).next_at(after=now) == now
    assert await scheduler(bench, Diary("never")).next_at(after=now) is None


async def test_what_is_done_each_hour_is_not_done_each_second(bench: Bench) -> None:
    each_second, each_hour = Diary("second"), Diary("hour")
    ticker = Scheduler(
        bench.works, [each_second.job], guard=ClockGuard(bench.clock), hourly=[each_hour.job]
    )
    await ticker.tick()
    assert each_hour.moments == []
    await ticker.keep_house()
    assert each_hour.moments
