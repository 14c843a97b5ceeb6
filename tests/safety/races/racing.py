"""Works of several processes on one database, launched together; what they meet is counted."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from sqlalchemy import delete, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import await_only

from bot.config import LimitSettings
from bot.db.engine import Database
from bot.errors import NotForYou
from bot.guard import ClockGuard
from bot.outbox.tables import deliveries
from bot.people import store as people_store
from bot.people.records import Person
from bot.registry import DueJob
from bot.scheduler.tick import Scheduler
from bot.work import Work
from tests.support.bench import Bench, make_settings

PROCESSES: Final = 3  # on PostgreSQL; SQLite's file belongs to one
MOST_RETRIES: Final = 3  # of what PostgreSQL broke off; the pump would try as often
BROKEN_OFF: Final = {"40001": "serialization failures", "40P01": "deadlocks"}
LONGEST_WAIT_SECONDS: Final = 110  # before the test itself is given up
MOST_PAUSE: Final = 0.002  # seconds before a work begins: about the length of two statements
# What the races make is more than one person may have.
LIMITS: Final = LimitSettings(
    circles_per_host=100, circles_per_person=100, live_invites_per_member=50
)

Run = Callable[[Work], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Tick:
    """One look at the clock, as the scheduler takes it: a job that fails is done at the next tick."""

    jobs: Sequence[DueJob]


class Race:
    """One database, with as many processes at work on it as its engine allows.

    Attributes:
        tally: how often what happened; printed at the end.
    """

    def __init__(self, url: str, *, seed: int, limits: LimitSettings = LIMITS) -> None:
        self.seed = seed
        self.random = random.Random(seed)  # noqa: S311 - interleavings, no secrets
        self.tally: Counter[str] = Counter()
        self._numbers = count(1)
        is_alone = url.startswith("sqlite")
        self._databases = [
            Database(url, synchronous="NORMAL") for _ in range(1 if is_alone else PROCESSES)
        ]
        self.benches = [Bench(database) for database in self._databases]
        for bench in self.benches:
            bench.clock = self.bench.clock
            bench.works.clock = self.bench.clock
            bench.works.settings = make_settings(limits=limits)
        for database in self._databases:
            _wait_as_long_as_it_takes(database)
            if not database.is_sqlite:
                self._yield_between_statements(database)

    @property
    def bench(self) -> Bench:
        """The first process: what comes before and after a race is done here."""
        return self.benches[0]

    def _yield_between_statements(self, database: Database) -> None:
        """Let others go first, now and then: another order at every run."""

        @event.listens_for(database.engine.sync_engine, "before_cursor_execute")
        def on_statement(*_: object) -> None:
            for _turn in range(self.random.choice((0, 0, 0, 1, 3))):
                await_only(asyncio.sleep(0))

    async def together(self, *runs: Run | Tick) -> list[Any]:
        """Launch each in a work of its own; their answers, in the order given.

        `NotForYou` is an answer: the person gets a neutral line. Every other error fails the test.
        """
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._one(place, run)) for place, run in enumerate(runs)]
        return [task.result() for task in tasks]

    async def _one(self, place: int, run: Run | Tick) -> Any:
        await asyncio.sleep(self.random.random() * MOST_PAUSE)
        bench = self.benches[place % len(self.benches)]
        if isinstance(run, Tick):
            jobs = [replace(job, run=self._counted(job)) for job in run.jobs]
            return await Scheduler(bench.works, jobs, guard=ClockGuard(bench.clock)).tick()
        for attempt in range(MOST_RETRIES + 1):
            try:
                async with bench.works.begin(origin=self._origin()) as work:
                    return await run(work)
            except NotForYou as refusal:
                return refusal
            except DBAPIError as error:
                name = _broken_off(error)
                if name is None or attempt == MOST_RETRIES:
                    raise
                self.tally[name] += 1
        raise AssertionError("not reached")

    def _origin(self) -> str:
        """Unique for every work of every process, as an update's is."""
        return f"race{os.getpid()}.{next(self._numbers)}"

    def _counted(self, job: DueJob) -> Callable[[Work], Awaitable[int]]:
        """The job; the scheduler only logs what failed, to do it at the next tick."""

        async def run(work: Work) -> int:
            try:
                return await job.run(work)
            except Exception as error:
                named = _broken_off(error) if isinstance(error, DBAPIError) else None
                self.tally[named or f"{job.name} failed: {type(error).__name__}"] += 1
                raise

        return run

    async def people(self, *names: str) -> list[Person]:
        """Somebody for each name."""
        async with self.bench.work() as work:
            return [
                await people_store.put_person(
                    work.conn,
                    telegram_id=7_000_000_000 + next(self._numbers),
                    name=name,
                    full_name=name,
                    username=None,
                    language="en",
                    now=work.now,
                )
                for name in names
            ]

    async def empty_outbox(self) -> None:
        """A round is over: its messages are sent and forgotten, as they soon would be."""
        async with self.bench.db.begin() as conn:
            await conn.execute(delete(deliveries))

    def assert_nothing_was_broken_off(self) -> None:
        """PostgreSQL had to break off nothing: locks are taken in one order everywhere."""
        assert not set(self.tally) & set(BROKEN_OFF.values()), self.tally

    async def close(self) -> None:
        """Give all connections back."""
        for database in self._databases:
            await database.close()


def _broken_off(error: DBAPIError) -> str | None:
    """What PostgreSQL calls it, if it broke the transaction off for others' sake."""
    return BROKEN_OFF.get(str(getattr(error.orig, "sqlstate", "")))


def _wait_as_long_as_it_takes(database: Database) -> None:
    """Who waits for a lock waits: how fast this machine is says nothing about what is right."""
    database.engine.pool._timeout = LONGEST_WAIT_SECONDS  # type: ignore[attr-defined]
    if database.is_sqlite:
        return

    @event.listens_for(database.engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            for setting in ("lock_timeout", "statement_timeout",
                            "idle_in_transaction_session_timeout"):  # fmt: skip
                cursor.execute(f"SET {setting} = '{LONGEST_WAIT_SECONDS}s'")
        connection.commit()


@asynccontextmanager
async def race_on(
    url: str, seed: int | None, *, limits: LimitSettings = LIMITS
) -> AsyncIterator[Race]:
    """A race whose seed and counts are printed: pytest shows them when it fails, or with `-rP`.

    Args:
        url: an empty database with tables.
        seed: None: another one at every run.
        limits: what one person may have.
    """
    chosen = random.SystemRandom().randrange(2**32) if seed is None else seed
    race = Race(url, seed=chosen, limits=limits)
    try:
        yield race
    finally:
        print(f"seed {chosen}: {dict(sorted(race.tally.items()))}")  # noqa: T201
        await race.close()
