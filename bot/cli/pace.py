"""Keeps the playground's time at the bot's side: a fast clock waits where the bot has something to do.

At 600 times real time ten minutes pass between two of the bot's ticks, and a minute while it answers a
press. So time flows as fast as was asked only while the bot has nothing to do, and never beyond the
next due moment; while it is at work, a second is a second.
"""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from bot.app import Halqa
from bot.playground.world import World

LOOK_SECONDS: Final = 0.1  # real; what people do is noticed at once
LONGEST_LOOK_SECONDS: Final = 1.0  # real: what a busy machine may need from one look to the next
AHEAD_SECONDS: Final = 0.3  # real: how far time may flow at most until the next look


class Pace:
    """How far the clock of `world` may flow by itself. `moving` is held by whoever moves it by hand."""

    def __init__(self, world: World, halqa: Callable[[], Halqa], moving: asyncio.Lock) -> None:
        self._world = world
        self._halqa = halqa
        self._moving = moving
        self._looked_at = 0.0  # on the event loop's clock, in real seconds
        self._told: tuple[float, float] | None = None  # rate and flow, as the page knows them

    async def keep(self) -> None:
        """Look for ever."""
        while True:
            with contextlib.suppress(TimeoutError):
                await self._world.until(self._must_slow_down, seconds=LOOK_SECONDS)
            if self._moving.locked():
                continue
            async with self._moving:
                await self.look()
            if self._world.is_busy:
                await asyncio.sleep(LOOK_SECONDS / 5)

    def _must_slow_down(self) -> bool:
        clock = self._world.clock
        return self._world.is_busy and clock.rate > 1 and not self._moving.locked()

    async def look(self) -> None:
        """Say how far time may flow until the next look."""
        clock = self._world.clock
        rate = clock.rate
        if 0 < rate <= 1:
            clock.limit = None
            self._tell(rate, rate)
            return
        halqa = self._halqa()  # a scene may have put another one in its place
        real = asyncio.get_running_loop().time()
        passed = min(max(LOOK_SECONDS, real - self._looked_at), LONGEST_LOOK_SECONDS)
        self._looked_at = real
        due, is_at_work = None, await self._is_at_work(halqa)
        if rate and not is_at_work:
            due = await halqa.next_at()
            if due is not None and due <= clock.now():
                await halqa.scheduler.tick()
                halqa.errands.wake()
                due, is_at_work = None, await self._is_at_work(halqa)
        if is_at_work and not rate:
            # It would never say its fourth message: the bot's own pace is counted in seconds, too.
            clock.advance(seconds=passed)
        elif is_at_work:
            clock.limit = clock.now() + timedelta(seconds=passed)
        else:
            horizon = clock.now() + timedelta(seconds=rate * AHEAD_SECONDS)
            clock.limit = horizon if due is None else min(due, horizon)
        self._tell(rate, 1.0 if is_at_work else rate)

    async def _is_at_work(self, halqa: Halqa) -> bool:
        return self._world.is_busy or not await halqa.is_idle()

    def _tell(self, rate: float, flow: float) -> None:
        if self._told in {None, (rate, flow)}:
            self._told = (rate, flow)
            return
        self._told = (rate, flow)
        now = self._world.clock.now().isoformat()
        self._world.events.emit("clock", person=None, now=now, rate=rate, flow=flow)
