"""One look at the clock: every due job of every slice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import figures
from bot.faultpoints import Point, cross
from bot.guard import ClockGuard
from bot.registry import DueJob
from bot.work import Works

log = logging.getLogger(__name__)

TICK_SECONDS: Final = 1
MOST_ROUNDS: Final = 50  # a job that always finds more must not keep the others from their turn


class Scheduler:
    """Runs the due jobs; on the leader only."""

    def __init__(
        self,
        works: Works,
        jobs: Sequence[DueJob],
        *,
        guard: ClockGuard,
        hourly: Sequence[DueJob] = (),
    ) -> None:
        self._works = works
        self._guard = guard
        self._jobs = jobs
        self._hourly = hourly
        self._ticker = AsyncIOScheduler(timezone="UTC")
        self._ticks = 0

    def start(self) -> None:
        """Tick every second until `stop`."""
        every = {"trigger": "interval", "max_instances": 1, "coalesce": True}
        self._ticker.add_job(_unless_stopped, args=[self.tick], seconds=TICK_SECONDS, **every)
        self._ticker.add_job(_unless_stopped, args=[self.keep_house], hours=1, **every)
        self._ticker.start()

    def stop(self) -> None:
        """No more ticks."""
        if self._ticker.running:
            self._ticker.shutdown(wait=False)

    async def tick(self) -> int:
        """Do everything that is due now; returns how much was done.

        Nothing falls due by a clock that cannot be believed.
        """
        if self._guard.trouble:
            return 0
        cross(Point.TICK_BEGUN)
        began = self._works.clock.monotonic()
        done = await self._run(self._jobs)
        figures.TICK.observe(self._works.clock.monotonic() - began)
        cross(Point.TICK_DONE)
        return done

    async def keep_house(self) -> int:
        """Remove what is kept no longer."""
        if self._guard.trouble:
            return 0
        return await self._run(self._hourly)

    async def _run(self, jobs: Sequence[DueJob]) -> int:
        done = 0
        for job in jobs:
            for _ in range(MOST_ROUNDS):
                try:
                    moved = await self._once(job)
                except Exception as error:  # the other jobs have their turn
                    # A trace may hold what somebody wrote: only while debugging.
                    trace = error if log.isEnabledFor(logging.DEBUG) else None
                    told = {"job": job.name, "error": type(error).__name__}
                    log.error("job failed", extra=told, exc_info=trace)  # noqa: TRY400
                    break
                done += moved
                if not moved:
                    break
        return done

    async def _once(self, job: DueJob) -> int:
        self._ticks += 1
        now = self._works.clock.now()
        origin = f"{job.name}:{int(now.timestamp() * 1000)}:{self._ticks}"
        cross(Point.JOB_BEGINNING)
        async with self._works.begin(origin=origin) as work:
            done = await job.run(work)
        cross(Point.JOB_DONE)
        return done

    async def next_at(self, *, after: datetime) -> datetime | None:
        """When the next due moment is: for a clock that is moved by hand."""
        moments: list[datetime] = []
        async with self._works.db.begin() as conn:
            for job in self._jobs:
                at = await job.next_at(conn, after)
                if at is not None:
                    moments.append(max(at, after))
        return min(moments, default=None)


async def _unless_stopped(look: Callable[[], Awaitable[int]]) -> None:
    """One look; a stop in its midst is no failure: what was not committed is found due again."""
    with suppress(asyncio.CancelledError):
        await look()
