"""Hands updates to the handlers: one lane per chat, in order, lanes beside each other.

`run` gives each free lane its next update without waiting for the others; `run_round` is one step of
that, waited for, so that tests never sleep. A failing update is tried again after 1 s, 2 s …;
after `MOST_ATTEMPTS` it is set aside, and its person is told that it did not work. Who sends more than a
chat can be answered is told so once; the rest is left aside.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.db.engine import Database
from bot.faultpoints import Point, cross
from bot.inbox import store
from bot.inbox.records import RawUpdate
from bot.inbox.rules import Admission, Allowance

log = logging.getLogger(__name__)

LANES_AT_ONCE: Final = 16
MOST_ATTEMPTS: Final = 4
FIRST_PAUSE: Final = timedelta(seconds=1)
LONGEST_HANDLING_SECONDS: Final = 20.0
LOOK_SECONDS: Final = 1.0  # how often to look without being woken, and while the database is away

# Handles one update to its end: its effect and its mark are committed. Raises what went wrong.
Handle = Callable[[RawUpdate], Awaitable[None]]
OnDead = Callable[[RawUpdate], Awaitable[None]]
OnFlood = Callable[[RawUpdate], Awaitable[None]]


class Unparsable(Exception):
    """The update will never be understood: set it aside at once."""


class Pump:
    """Takes new updates from the inbox and has them handled."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        handle: Handle,
        on_dead: OnDead,
        on_flood: OnFlood | None = None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._handle = handle
        self._on_dead = on_dead
        self._on_flood = on_flood
        self._allowance = Allowance()
        self._busy: set[int] = set()
        self._news = asyncio.Event()
        self._is_stopping = False

    def wake(self) -> None:
        """Something was kept: look now."""
        self._news.set()

    def stop(self) -> None:
        """End `run` once what is being handled has ended."""
        self._is_stopping = True
        self._news.set()

    async def run(self) -> None:
        """Handle until stopped; looks again when woken, when a lane is free, and every second."""
        async with asyncio.TaskGroup() as lanes:
            while not self._is_stopping:
                self._news.clear()
                try:
                    heads = await self._take_heads()
                except SQLAlchemyError as error:
                    log.error("inbox unreachable", extra={"error": type(error).__name__})  # noqa: TRY400 - its text may hold what somebody wrote
                    await asyncio.sleep(LOOK_SECONDS)
                    continue
                for raw in heads:
                    _ = lanes.create_task(self._one(raw))
                try:
                    await asyncio.wait_for(self._news.wait(), timeout=LOOK_SECONDS)
                except TimeoutError:
                    continue

    async def run_round(self) -> int:
        """Handle the head of every free lane, waited for; returns how many."""
        heads = await self._take_heads()
        await asyncio.gather(*(self._one(raw) for raw in heads))
        return len(heads)

    async def _take_heads(self) -> list[RawUpdate]:
        """The next update of every lane that is free; the lanes are busy from now on."""
        free = LANES_AT_ONCE - len(self._busy)
        if free <= 0:
            return []
        async with self._db.begin() as conn:
            heads = await store.list_heads(
                conn, at=self._clock.now(), without_lanes=self._busy, limit=free
            )
        self._busy |= {raw.lane for raw in heads}
        cross(Point.LANES_TAKEN)
        return heads

    async def _one(self, raw: RawUpdate) -> None:
        try:
            admission = self._admit(raw)
            if admission is not Admission.HEARD:
                await self._leave_aside(raw, is_first=admission is Admission.TOO_MANY)
                return
            cross(Point.UPDATE_HANDLING)
            async with asyncio.timeout(LONGEST_HANDLING_SECONDS):
                await self._handle(raw)
            cross(Point.UPDATE_HANDLED)
        except Exception as error:  # whatever it was, the other lanes go on
            await self._set_back(raw, error)
        finally:
            self._busy.discard(raw.lane)
            self._news.set()

    def _admit(self, raw: RawUpdate) -> Admission:
        # Groups and what is nobody's share lanes; what is tried again was admitted before.
        if raw.lane <= 0 or raw.attempt:
            return Admission.HEARD
        return self._allowance.admit(raw.lane, behind=raw.behind, at=self._clock.monotonic())

    async def _leave_aside(self, raw: RawUpdate, *, is_first: bool) -> None:
        """Drop all that waits in a flooded lane; tell its person once."""
        if is_first and self._on_flood is not None:
            await self._on_flood(raw)
        async with self._db.begin() as conn:
            dropped = await store.drop_flood(conn, raw.lane, head=raw.update_id)
        self._allowance.charge(raw.lane, dropped, at=self._clock.monotonic())
        level = logging.WARNING if is_first else logging.INFO
        log.log(level, "flood left aside", extra={"dropped": dropped})

    async def _tell(self, raw: RawUpdate) -> None:
        """Tell its person that an update is given up.

        Before that is noted: a death in between leaves it to be tried and told once more, and a reply
        has a key. The other way round nobody would ever be told.
        """
        try:
            await self._on_dead(raw)
        except Exception as error:  # it is given up all the same: its lane must be free
            told = {"update_id": raw.update_id, "error": type(error).__name__}
            log.error("nobody told of a failed update", extra=told)  # noqa: TRY400 - as above
        cross(Point.UPDATE_SET_ASIDE)

    async def _set_back(self, raw: RawUpdate, error: Exception) -> None:
        is_last = isinstance(error, Unparsable) or raw.attempt + 1 >= MOST_ATTEMPTS
        pause = FIRST_PAUSE * 2**raw.attempt
        # The error's type and place, never its message: that may hold what somebody wrote.
        log.log(
            # What Telegram should not send is no fault of ours, and nobody can mend it here.
            logging.WARNING if isinstance(error, Unparsable) else logging.ERROR,
            "update failed",
            extra={"update_id": raw.update_id, "error": type(error).__name__, "dead": is_last},
            exc_info=error if log.isEnabledFor(logging.DEBUG) else None,
        )
        cross(Point.UPDATE_FAILING)
        if is_last and not isinstance(error, Unparsable):
            await self._tell(raw)
        try:
            async with self._db.begin() as conn:
                await store.mark_failed(
                    conn,
                    raw.update_id,
                    error=f"{type(error).__name__} at {_place(error)}",
                    again_at=None if is_last else self._clock.now() + pause,
                )
        except (
            Exception
        ) as worse:  # the database is away: the update is still new, and comes again
            told = {"update_id": raw.update_id, "error": type(worse).__name__}
            log.error("failed update not noted", extra=told)  # noqa: TRY400 - as above
            await asyncio.sleep(LOOK_SECONDS)


def _place(error: BaseException) -> str:
    """Module and line that raised: enough to find it, without any text of a person."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
