"""PostgreSQL breaks off one of two that wait for each other: it is done once more, by itself."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Final

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles import store as circle_store
from bot.circles.records import CircleId
from bot.inbox import store as inbox_store
from bot.inbox.pump import Pump
from bot.inbox.records import RawUpdate
from bot.registry import DueJob
from bot.work import Work
from tests.inbox.test_store import message
from tests.safety.races.racing import Race, Tick, race_on
from tests.safety.races.rounds import round_with

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]

SEED: Final = 20_261_124


class Crossing:
    """Two that take two circles in opposite orders, each with the first before either has the second."""

    def __init__(self, first: CircleId, second: CircleId) -> None:
        self.circles = (first, second)
        self.meeting = asyncio.Barrier(2)
        self.begun: Counter[int] = Counter()
        self.done: Counter[int] = Counter()

    async def cross(self, conn: AsyncConnection, who: int) -> None:
        self.begun[who] += 1
        near, far = self.circles if who else reversed(self.circles)
        await circle_store.lock_circle(conn, near)
        if max(self.begun.values()) == 1:  # at the first attempt they meet in the middle
            await self.meeting.wait()
        await circle_store.change_circle(conn, far, focus=f"{who}")
        await circle_store.change_circle(conn, near, focus=f"{who}")


async def crossing(race: Race) -> Crossing:
    amina, omar = await race.people("Amina", "Omar")
    places = [await round_with(race, amina), await round_with(race, omar)]
    return Crossing(*(place.circle.id for place in places))


def assert_one_was_broken_off_and_both_are_done(both: Crossing) -> None:
    assert sorted(both.begun.values()) == [1, 2]
    assert both.done == {0: 1, 1: 1}


async def test_an_update_that_was_broken_off_is_handled_again(database_url: str) -> None:
    async with race_on(database_url, SEED) as race:
        both, works = await crossing(race), race.bench.works
        dead: list[int] = []

        async def handle(raw: RawUpdate) -> None:
            who = raw.update_id % 2
            async with works.begin(origin=f"u{raw.update_id}") as work:
                assert await inbox_store.mark_done(work.conn, raw.update_id)
                await both.cross(work.conn, who)
            both.done[who] += 1

        async def on_dead(raw: RawUpdate) -> None:
            dead.append(raw.update_id)

        pump = Pump(race.bench.db, race.bench.clock, handle=handle, on_dead=on_dead)
        async with race.bench.db.begin() as conn:
            received = [message(100, 7), message(101, 8)]
            await inbox_store.keep(conn, received, now=race.bench.clock.now())

        assert await pump.run_round() == 2
        race.bench.clock.advance(timedelta(seconds=2))
        assert await pump.run_round() == 1

        assert_one_was_broken_off_and_both_are_done(both)
        assert not dead


async def test_a_due_job_that_was_broken_off_is_done_at_the_next_tick(database_url: str) -> None:
    async with race_on(database_url, SEED) as race:
        both = await crossing(race)

        def tick(who: int) -> Tick:
            async def run(work: Work) -> int:
                if both.done[who]:
                    return 0
                await both.cross(work.conn, who)
                both.done[who] += 1
                return 1

            return Tick([DueJob(name=f"crossing {who}", run=run, next_at=never)])

        await race.together(tick(0), tick(1))
        assert sum(both.done.values()) == 1
        await race.together(tick(0), tick(1))

        assert_one_was_broken_off_and_both_are_done(both)
        assert race.tally["deadlocks"] == 1


async def never(_conn: AsyncConnection, _after: datetime) -> datetime | None:
    return None
