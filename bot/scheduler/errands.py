"""Runs the slices' errands: claimed in one transaction, run in none, settled in another."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.background import Background
from bot.errors import NotForYou
from bot.faultpoints import Point, cross
from bot.guard import ClockGuard
from bot.outside import Outside
from bot.registry import Errand
from bot.work import Works

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0  # without news: as the tick
SOONEST_LOOK_SECONDS: Final = 0.2  # with news: many commits a second are one look


@dataclass(frozen=True, slots=True)
class _Claimed:
    errand: Errand
    task: Any


class Errands:
    """On the leader only. What is claimed is leased in its row: a crash lets it be claimed again."""

    def __init__(
        self, works: Works, errands: Sequence[Errand], *, outside: Outside, guard: ClockGuard
    ) -> None:
        self._works = works
        self._errands = errands
        self._outside = outside
        self._guard = guard
        self._running = {errand.name: 0 for errand in errands}
        self._tasks = Background()
        self._news = asyncio.Event()
        self._looks = 0
        self._settled = 0
        self._is_looking = False

    def wake(self) -> None:
        """Something was committed: look soon."""
        self._news.set()

    @property
    def is_busy(self) -> bool:
        """Whether something is being claimed, run or settled."""
        return self._is_looking or any(self._running.values())

    async def run(self) -> None:
        """Claim and run for ever."""
        while True:
            await self._look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_SECONDS)
            await asyncio.sleep(SOONEST_LOOK_SECONDS)

    async def run_round(self) -> int:
        """Claim what is due and run it to its end; how many."""
        claimed = await self._look()
        await self._tasks.finish()
        return claimed

    async def stop(self, *, grace_seconds: float) -> None:
        """What runs may end; what does not is claimed again when its lease has run out."""
        await self._tasks.stop(grace_seconds=grace_seconds)

    async def next_at(self, *, after: datetime) -> datetime | None:
        """When the next errand is due: for a clock that is moved by hand."""
        moments: list[datetime] = []
        async with self._works.db.begin() as conn:
            for errand in self._errands:
                at = await errand.next_at(conn, after)
                if at is not None:
                    moments.append(max(at, after))
        return min(moments, default=None)

    async def _look(self) -> int:
        self._news.clear()
        if self._guard.trouble or not self._errands:
            return 0
        self._is_looking = True
        try:
            claimed = await self._claim()
            for each in claimed:
                self._running[each.errand.name] += 1
                _ = self._tasks.start(f"errand {each.errand.name}", self._do(each))
        finally:
            self._is_looking = False
        return len(claimed)

    async def _claim(self) -> list[_Claimed]:
        claimed: list[_Claimed] = []
        for errand in self._errands:
            free = errand.most_at_once - self._running[errand.name]
            if free <= 0:
                continue
            self._looks += 1
            origin = f"errands:{errand.name}:{self._now()}:{self._looks}"
            try:
                async with self._works.begin(origin=origin) as work:
                    found = await errand.claim(work, free)
            except Exception as error:  # the others have their turn
                told = {"errand": errand.name, "error": type(error).__name__}
                log.error("errands not claimed", extra=told)  # noqa: TRY400 - all there is to say
                continue
            claimed += [_Claimed(errand, task) for task in found]
        return claimed

    async def _do(self, claimed: _Claimed) -> None:
        errand = claimed.errand
        try:
            cross(Point.ERRAND_CLAIMED)
            async with asyncio.timeout(errand.deadline_seconds):
                result = await errand.run(self._outside, claimed.task)
            cross(Point.ERRAND_RUN)
            self._settled += 1
            origin = f"{errand.name}:{self._now()}:{self._settled}"
            with suppress(NotForYou):  # what it was for is gone meanwhile
                async with self._works.begin(origin=origin) as work:
                    await errand.settle(work, claimed.task, result)
            cross(Point.ERRAND_SETTLED)
        except Exception as error:  # its lease runs out, and it is claimed again
            # A trace may hold an address that is private: only while debugging.
            trace = error if log.isEnabledFor(logging.DEBUG) else None
            told = {"errand": errand.name, "error": type(error).__name__}
            log.error("errand failed", extra=told, exc_info=trace)  # noqa: TRY400
        finally:
            self._running[errand.name] -= 1
            self.wake()

    def _now(self) -> int:
        return int(self._works.clock.now().timestamp() * 1000)
