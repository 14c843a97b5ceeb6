"""A town: people with names of their own, its clock, its post office and its bot."""

import asyncio
import copy
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import TypeVar

from sqlalchemy import func, select, text, union_all
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from bot.admissions.tables import admissions
from bot.checkins.tables import weeklies, weekly_turns
from bot.clock import SystemClock
from bot.db.engine import Database
from bot.db.lease import RENEW_SECONDS, Lease
from bot.features import FEATURES
from bot.feeds.tables import feed_turns
from bot.gate import WHEN_REACHABLE
from bot.guard import ClockGuard
from bot.janitor import JANITOR
from bot.keys import Keys
from bot.nudges.tables import nudge_turns
from bot.outbox.tables import deliveries
from bot.people import actions as people_actions
from bot.people import store as people_store
from bot.people.records import Person
from bot.people.tables import people
from bot.playground.clock import WorldClock
from bot.registry import DueJob
from bot.resources.tables import link_weeks
from bot.scheduler.tick import Scheduler
from bot.sittings.records import State
from bot.sittings.tables import sittings
from bot.work import Work, Works
from tests.safety import invariants_boxes as boxes
from tests.safety.invariants import broken, traces
from tests.safety.invariants_boxes import KINDS
from tests.safety.machine.office import Death, Office, WatchedDispatcher
from tests.safety.machine.outside import TownOutside
from tests.safety.machine.souls import SOULS, Soul
from tests.safety.machine.watcher import FIRST_ACCOUNT, Watcher
from tests.support.bench import SECRET, TEXTS, make_settings

T = TypeVar("T")
MOST_ROUNDS = 400  # of ticks and sendings until the bot must be at rest
LONGEST_PAUSE = timedelta(minutes=10)


class Broken(AssertionError):
    """Something that must never happen did."""


class Nobody(LookupError):
    """There is nobody and nothing now that a deed could be done to."""


@dataclass
class Notes:
    """What outlives a restart of the bot, for it is not the bot's: what people know and the town saw."""

    codes: dict[int, str] = field(default_factory=dict)  # invite id → code
    circles: dict[int, int] = field(default_factory=dict)  # the number in a circle's name → its id
    erased: set[int] = field(default_factory=set)  # souls that asked to be forgotten
    did: Counter[tuple[str, str]] = field(default_factory=Counter)


class WatchedScheduler(Scheduler):
    """The real one, which logs a job that fails and goes on; here that is not passed over."""

    @override
    async def _once(self, job: DueJob) -> int:
        try:
            return await super()._once(job)
        except Exception as error:
            msg = f"the job {job.name} failed: {error!r}"
            raise Broken(msg) from error

    @override
    async def _run(self, jobs: Sequence[DueJob]) -> int:
        done = 0
        for job in jobs:
            for _ in range(MOST_ROUNDS):
                moved = await self._once(job)
                done += moved
                if not moved:
                    break
            else:
                msg = f"I-20: the job {job.name} always finds more"
                raise Broken(msg)
        return done


class Town:
    """One life."""

    def __init__(
        self,
        url: str,
        *,
        start: datetime,
        restarts_always: bool = False,
        like: "Town | None" = None,
    ) -> None:
        """A new town, or one that remembers all that another one, on a copy of its database, does."""
        self.url = url
        self.clock = WorldClock(start)
        self.office = Office(self.clock)
        self.notes = Notes()
        self.watcher = Watcher(self.office, self.notes.circles)
        self._updates = count(1)
        if like is not None:
            # Together, for they refer to one another.
            self.clock, self.office, self.notes, self.watcher, self._updates = copy.deepcopy(
                (like.clock, like.office, like.notes, like.watcher, like._updates)
            )
        self.restarts_always = restarts_always
        self._build()

    # The bot --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.db = Database(self.url, synchronous="OFF")
        self.works = Works(
            self.db,
            self.clock,
            texts=TEXTS,
            keys=Keys(SECRET),
            settings=make_settings(),
            kinds=KINDS,
            wake=lambda: None,
        )
        self.works.bot_username = "halqa_bot"
        self.outside = TownOutside(self.clock)
        guard = ClockGuard(self.clock)
        self._real = SystemClock()
        self.lease = Lease(self.db, self._real)
        self.dispatcher = WatchedDispatcher(
            self.db,
            self.clock,
            self.office,
            lease=self.lease,
            guard=guard,
            kinds=KINDS,
            standing_of=people_actions.standing_of,
            on_gone=people_actions.on_gone,
        )
        jobs = [job for feature in FEATURES for job in feature.due]
        self.scheduler = WatchedScheduler(
            self.works,
            [job for job in jobs if not job.is_hourly],
            guard=guard,
            hourly=[JANITOR, *(job for job in jobs if job.is_hourly)],
        )

    async def begin(self) -> None:
        """Take the lease and settle the past, as every start does."""
        self._led_at = self._real.monotonic()
        await self.lease.wait()
        await self.dispatcher.recover()

    async def restart(self) -> None:
        """Drop everything that was in memory; begin anew on the same database."""
        await self.lease.release()  # a dead leader's would run out by itself, in real seconds
        await self.db.close()
        self.office.is_dead = False
        self._build()
        await self.begin()

    async def end(self) -> None:
        """Let go of the database."""
        await self.lease.release()
        await self.db.close()

    # One transaction --------------------------------------------------------------------------------

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """What one update does."""
        number = next(self._updates)
        async with self.works.begin(origin=f"u{number}", update_id=number) as work:
            yield work

    async def everybody(self, work: Work) -> list[Person]:
        """Everybody whom the bot knows and who can write to it now, oldest first."""
        rows = await work.conn.execute(select(people).order_by(people.c.id))
        persons = [people_store.record(row) for row in rows]
        return [person for person in persons if person.telegram_id not in self.office.blocked]

    async def somebody(self, work: Work, number: int) -> Person:
        """One of them."""
        return pick(await self.everybody(work), number)

    @staticmethod
    def soul_of(person: Person) -> Soul:
        """Who somebody is."""
        return SOULS[person.telegram_id - FIRST_ACCOUNT]

    # The passing of time ------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Let the bot do all that it can do now; seconds pass where its pace asks for it."""
        pause = timedelta(seconds=1)
        for _ in range(MOST_ROUNDS):
            done = await self.scheduler.tick()
            done += await self.run_errands()
            done += await self.send()
            if done:
                continue
            async with self.db.begin() as conn:
                now = self.clock.now()
                waiting = select(func.count()).where(
                    deliveries.c.state == "planned", deliveries.c.due_at <= now
                )
                if not (await conn.execute(waiting)).scalar_one():
                    await self._look(conn, is_at_rest=True)
                    return
            self.clock.advance(pause)  # the pace asks for seconds, a limited chat for an hour
            pause = min(pause * 2, LONGEST_PAUSE)
        async with self.db.begin() as conn:
            left = await boxes.overdue(conn, self.clock.now())
        raise Broken("\n".join(["I-20: the bot never comes to rest", *left]))

    async def run_errands(self) -> int:
        """Everything that is to be found out elsewhere now, one after the other; how much it was."""
        done = 0
        for errand in (errand for feature in FEATURES for errand in feature.errands):
            async with self.works.begin(origin=f"e{next(self._updates)}") as work:
                tasks = await errand.claim(work, errand.most_at_once)
            for task in tasks:
                found = await errand.run(self.outside, task)
                async with self.works.begin(origin=f"e{next(self._updates)}") as work:
                    await errand.settle(work, task, found)
            done += len(tasks)
        return done

    async def send(self) -> int:
        """One round of the dispatcher; a death in it is followed by a new life."""
        await self._lead_on()
        try:
            moved = await self.dispatcher.run_round()
        except Death:
            moved = 1
            # Calls to other chats that were on their way die with it, or had been answered before.
            if others := asyncio.all_tasks() - {asyncio.current_task()}:
                await asyncio.wait(others)
            await self.restart()
        await self._watch()
        return moved

    async def _lead_on(self) -> None:
        """Renew the lease as often as the bot does: it runs out in real seconds."""
        now = self._real.monotonic()
        if now - self._led_at >= RENEW_SECONDS:
            self._led_at = now
            if not await self.lease.renew(seen_at=None, heard_at=None):
                raise Broken("somebody else leads")

    async def _watch(self) -> None:
        if self.watcher.has_news:
            async with self.db.begin() as conn:
                await self.watcher.watch(conn)

    async def next_due(self) -> datetime | None:
        """The next moment that the bot has a reason to wake for."""
        moments = (
            select(func.min(nudge_turns.c.next_at).label("at")),
            select(func.min(sittings.c.moved_at)).where(sittings.c.state == State.PLANNED),
            select(func.min(sittings.c.snoozed_until)),
            select(func.min(sittings.c.check_at)),
            select(func.min(sittings.c.closes_at)).where(sittings.c.state == State.STARTED),
            select(func.min(weekly_turns.c.next_at)),
            select(func.min(weeklies.c.remind_at)),
            select(func.min(weeklies.c.shown_until)),
            select(func.min(admissions.c.look_at)),
            select(func.min(deliveries.c.due_at)).where(
                deliveries.c.state == "planned", deliveries.c.due_at < WHEN_REACHABLE
            ),
        )
        every = union_all(*moments).subquery()
        async with self.db.begin() as conn:
            earliest: datetime | None = (
                await conn.execute(select(func.min(every.c.at)))
            ).scalar_one()
        return earliest

    async def next_round_mail(self) -> datetime | None:
        """When something that comes round is next due: somebody's morning, a circle's links of the week."""
        moments = (select(func.min(feed_turns.c.next_at)), select(func.min(link_weeks.c.next_at)))
        async with self.db.begin() as conn:
            found = [(await conn.execute(moment)).scalar_one() for moment in moments]
        return min((at for at in found if at is not None), default=None)

    async def wait_until(self, moment: datetime, *, stops: int) -> None:
        """Let time pass; the bot wakes at the first `stops` moments that it has a reason for, then sleeps."""
        for _ in range(stops):
            due = await self.next_due()
            if due is None or due >= moment:
                break
            self.clock.move_to(max(due, self.clock.now() + timedelta(seconds=1)))
            await self.settle()
        if moment > self.clock.now():
            self.clock.move_to(moment)
        await self.settle()

    async def keep_house(self) -> None:
        """The hourly work of the janitor."""
        await self.scheduler.keep_house()
        async with self.db.begin() as conn:
            await self._look(conn, is_tidy=True)

    # The look at it all -------------------------------------------------------------------------------

    async def look(self) -> None:
        """After every step: nothing is broken."""
        async with self.db.begin() as conn:
            await self._look(conn)

    async def _look(
        self, conn: AsyncConnection, *, is_at_rest: bool = False, is_tidy: bool = False
    ) -> None:
        found = await broken(
            conn,
            now=self.clock.now(),
            is_at_rest=is_at_rest,
            is_tidy=is_tidy,
            everyone_was_admitted=True,
            per_week_never_fell=True,
            longest_call=timedelta(seconds=1),
        )
        found += self.office.faults + self.watcher.faults
        for number in self.notes.erased if is_at_rest else ():
            soul = SOULS[number]
            found += await traces(
                conn,
                telegram_id=soul.telegram_id,
                words=(soul.mark, soul.family, soul.concern, f"user{soul.number}x"),
            )
        if found:
            raise Broken("\n".join(found))


def pick(those: Sequence[T], number: int) -> T:
    """One of those.

    Raises:
        Nobody: there is none.
    """
    if not those:
        raise Nobody
    return those[number % len(those)]


async def change_count(conn: AsyncConnection) -> int | None:
    """How many rows this connection has ever changed; None where the engine does not say."""
    if conn.dialect.name != "sqlite":
        return None
    return int((await conn.execute(text("select total_changes()"))).scalar_one())
