"""A stage on which people act, while the bot is stepped by hand."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.app import Halqa
from bot.cli.scenes.actors import Actor, SceneError, Script
from bot.cli.scenes.cast import Role
from bot.clock import SystemClock
from bot.db.lease import RENEW_SECONDS
from bot.outbox import store as outbox_store
from bot.playground.world import World
from bot.registry import DueJob
from bot.work import Work

MOST_ROUNDS: Final = 2_000  # a bot that never comes to rest must not hang the page
# Of the scene's time: at every other stop feeds are fetched too, and nobody waits for them.
ERRANDS_WAIT: Final = timedelta(hours=12)
NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Stage:
    """The world and the bot while a scene is set: no loop runs, and time moves only here."""

    def __init__(self, world: World, halqa: Halqa) -> None:
        self.world = world
        self.clock = world.clock
        self._halqa = halqa
        self._jobs = [
            job for feature in halqa.features for job in feature.due if not job.is_hourly
        ]
        self._works = 0
        self._led_at = SystemClock().monotonic()

    def enter(self, *roles: Role) -> list[Actor]:
        """Let people be born, in this order."""
        return [
            Actor(
                role,
                self.world.add_person(
                    role.first_name, role.last_name, role.username, role.language
                ),
                self._halqa,
            )
            for role in roles
        ]

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """One transaction, for what somebody has set long ago and nobody needs to see again."""
        self._works += 1
        async with self._halqa.works.begin(origin=f"scene:{self._works}") as work:
            yield work

    async def together(self, *scripts: Script) -> None:
        """Let several people act side by side, the bot answering after each thing that they do."""
        going = [script for script in scripts if _goes_on(script)]
        while going:
            await self.settle()
            going = [script for script in going if _goes_on(script)]

    async def settle(self) -> None:
        """Let the bot do all that it can do now; time moves by seconds where its pace asks for it.

        Raises:
            SceneError: it does not come to rest.
        """
        halqa = self._halqa
        await self._keep_leading()
        # Once: while the bot answers, nobody on this stage does anything.
        _ = await halqa.poller.poll_once(timeout_seconds=0)
        handled = await halqa.pump.run_round()
        for _ in range(MOST_ROUNDS):
            sent = await halqa.dispatcher.run_round()
            await halqa.background.finish()
            if await halqa.is_idle():
                return
            sent += await halqa.errands.run_round()
            if not sent:
                handled = await halqa.pump.run_round()
            if not sent and not handled:
                self.clock.advance(seconds=1)
        msg = "the bot does not come to rest"
        raise SceneError(msg)

    async def until(
        self, moment: datetime, *, answers: Callable[[], Sequence[Script]] = tuple
    ) -> None:
        """Let time pass, stopping at each moment at which something is due.

        Args:
            moment: how far.
            answers: what people do about the bot's news; asked at each stop.
        """
        for _ in range(MOST_ROUNDS):
            jobs, waiting, errand = await self._timetable()
            following = min([*jobs.values(), waiting, errand, moment])
            if following > self.clock.now():
                self.clock.move_to(following)
            due = [job for job, at in jobs.items() if at <= self.clock.now()]
            if not due and min(waiting, errand) > self.clock.now():
                return
            done = sum([await self._run(job) for job in due])
            if due and not done:  # it says that it is due, and has nothing to do yet
                self.clock.advance(seconds=1)
            await self.settle()
            await self.together(*answers())

    async def _keep_leading(self) -> None:
        """The lease runs by real time, and on a busy machine a scene takes a while."""
        now = SystemClock().monotonic()
        if now - self._led_at >= RENEW_SECONDS:
            self._led_at = now
            await self._halqa.lease.renew(seen_at=None, heard_at=self._halqa.poller.heard_at)

    async def _timetable(self) -> tuple[dict[DueJob, datetime], datetime, datetime]:
        """When each job has something to do next, when something that waits goes out, and when to look at feeds.

        The scheduler asks every job at each tick, in a transaction of its own; two weeks of that would take long.
        """
        now = self.clock.now()
        async with self._halqa.db.begin() as conn:
            asked = {job: await job.next_at(conn, now) for job in self._jobs}
            waiting = await outbox_store.next_due_at(conn)
        jobs = {job: at for job, at in asked.items() if at is not None}
        errand = await self._halqa.errands.next_at(after=now)
        looks = NEVER if errand is None else max(errand, now + ERRANDS_WAIT)
        return jobs, waiting or NEVER, looks

    async def _run(self, job: DueJob) -> int:
        async with self.work() as work:
            return await job.run(work)


def _goes_on(script: Script) -> bool:
    for _ in script:
        return True
    return False
