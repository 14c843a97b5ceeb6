import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.db.engine import Database
from bot.inbox import store
from bot.inbox.pump import MOST_ATTEMPTS, Pump, Unparsable
from bot.inbox.records import RawUpdate
from bot.playground.clock import WorldClock
from tests.inbox.test_store import message

pytestmark = pytest.mark.asyncio
MANY = 50  # rounds: more than any of these needs


@dataclass
class Desk:
    """A pump, and somebody who handles what it hands out."""

    db: Database
    clock: WorldClock = field(default_factory=WorldClock)
    handled: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)
    garbled: set[int] = field(default_factory=set)
    slow: dict[int, asyncio.Event] = field(default_factory=dict)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    progress: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self.pump = Pump(self.db, self.clock, handle=self.handle, on_dead=self.on_dead)

    async def handle(self, raw: RawUpdate) -> None:
        if raw.update_id in self.slow:
            self.reached.set()
            await self.slow[raw.update_id].wait()
        if raw.update_id in self.garbled:
            raise Unparsable
        if raw.update_id in self.bad:
            raise ZeroDivisionError("something that Amina wrote")
        async with self.db.begin() as conn:
            await store.mark_done(conn, raw.update_id)
        async with self.progress:
            self.handled.append(raw.update_id)
            self.progress.notify_all()

    async def on_dead(self, raw: RawUpdate) -> None:
        self.told.append(raw.update_id)

    async def keep(self, *updates: tuple[int, int]) -> None:
        """Keep updates, each an (update id, chat)."""
        async with self.db.begin() as conn:
            received = [message(update_id, chat) for update_id, chat in updates]
            await store.keep(conn, received, now=self.clock.now())

    async def works(self) -> None:
        while await self.pump.run_round():
            pass


@pytest_asyncio.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    database = Database(sqlite_url, synchronous="NORMAL")
    yield Desk(database)
    await database.close()


async def test_each_chat_is_a_lane_in_order(desk: Desk) -> None:
    await desk.keep((3, 1), (1, 1), (2, 2), (4, 1), (5, 2))
    await desk.works()

    assert [number for number in desk.handled if number in {1, 3, 4}] == [1, 3, 4]
    assert [number for number in desk.handled if number in {2, 5}] == [2, 5]


async def test_a_failing_update_backs_off_and_is_set_aside_and_told(desk: Desk) -> None:
    desk.bad = {1}
    await desk.keep((1, 1), (2, 1))
    moments = []
    for _ in range(MANY):
        if await desk.pump.run_round():
            moments.append(desk.clock.now())
        desk.clock.advance(seconds=1)

    tries = moments[:MOST_ATTEMPTS]
    pauses = [later - earlier for earlier, later in itertools.pairwise(tries)]
    assert pauses == [timedelta(seconds=s) for s in (1, 2, 4)]
    assert desk.told == [1]
    assert desk.handled == [2], "then its lane goes on"
    async with desk.db.begin() as conn:
        assert await store.count_by_state(conn) == {"dead": 1, "done": 1}


async def test_an_update_that_recovers_is_handled(desk: Desk) -> None:
    desk.bad = {1}
    await desk.keep((1, 1))
    await desk.works()
    desk.bad = set()
    desk.clock.advance(seconds=1)
    await desk.works()

    assert desk.handled == [1]
    assert desk.told == []


async def test_what_cannot_be_parsed_is_set_aside_at_once_and_nobody_is_told(desk: Desk) -> None:
    desk.garbled = {1}
    await desk.keep((1, 1), (2, 1))
    await desk.works()

    assert desk.handled == [2]
    assert desk.told == []


async def test_one_bad_update_never_delays_others(desk: Desk) -> None:
    desk.bad = {1}
    desk.garbled = {2}
    await desk.keep((1, 1), (2, 2), *((number, number) for number in range(3, 40)))
    await desk.works()

    assert sorted(desk.handled) == list(range(3, 40))


async def test_what_is_told_of_a_failure_holds_no_text(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.bad = {1}
    await desk.keep((1, 1))
    await desk.works()

    assert "ZeroDivisionError" in str([vars(record) for record in caplog.records])
    assert "Amina" not in str([vars(record) for record in caplog.records])


async def test_a_slow_lane_does_not_hold_up_the_others(desk: Desk) -> None:
    desk.slow = {1: asyncio.Event()}
    await desk.keep((1, 1), (2, 1), (3, 2), (4, 2), (5, 2))
    async with asyncio.TaskGroup() as process:
        running = process.create_task(desk.pump.run())
        await desk.reached.wait()
        async with asyncio.timeout(10), desk.progress:
            await desk.progress.wait_for(lambda: desk.handled == [3, 4, 5])
        desk.pump.stop()
        desk.slow[1].set()
        await running

    assert desk.handled == [3, 4, 5, 1], (
        "a stop lets what is being handled end, and begins no more"
    )


async def test_ids_that_begin_anew_after_a_quiet_week_are_new(desk: Desk) -> None:
    await desk.keep((900, 1))
    await desk.works()
    desk.clock.advance(days=8)
    await desk.keep((5, 1), (6, 1))
    await desk.works()

    assert desk.handled == [900, 5, 6]
