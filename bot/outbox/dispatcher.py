"""Sends what the outbox holds, at the pace Telegram allows.

Runs on the leader only. One round: claim what is due and commit, ask each kind's audience and the
gate again, send within the pace, record what Telegram answered. A round is one call, `run_round`, so
that tests never wait.

    planned ──claim──▶ sending ──▶ sent | unknown | failed
       ▲  │               │
       │  └─ too late ▶ expired, no longer wanted ▶ cancelled
       └── surely not sent; class B once more, 60 s after an unknown

Promises: class A at most once, class B at least once and at most twice, in order within a chat and a
priority; one slow or limited chat never holds up another. Nobody can promise exactly once: Telegram has
no idempotency key.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.lease import Lease
from bot.errors import LeadershipLost
from bot.faultpoints import Point, cross
from bot.gate import Go, Hold, Standing
from bot.guard import ClockGuard
from bot.outbox import store
from bot.outbox.asking import NO_SUCH_KIND, Asking, local_date
from bot.outbox.pacing import REMEMBERED, Pacing
from bot.outbox.ports import OnGone, Sender, StandingOf
from bot.outbox.recording import DATABASE_PAUSE_SECONDS, Call, Recording
from bot.outbox.records import (
    Busy,
    Class,
    Delivery,
    Kind,
    Method,
    Missing,
    NotSent,
    Outgoing,
    Refused,
    Rejected,
    SendOutcome,
    State,
    Unknown,
)
from bot.outbox.rules import (
    AN_OUTAGE_SECONDS,
    Again,
    Finish,
    Next,
    after,
    after_death,
)
from bot.outbox.trouble import Trouble

log = logging.getLogger(__name__)

BATCH: Final = 60  # rows looked at in one round: about two seconds of sending
MOST_IN_FLIGHT: Final = 16  # calls at once
LOOK_SECONDS: Final = 0.25  # how often to look without being woken
NOT_LEADING: Final = "no longer the leader"


class Dispatcher:
    """The one that sends."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        sender: Sender,
        *,
        lease: Lease,
        guard: ClockGuard,
        kinds: Mapping[str, Kind],
        standing_of: StandingOf,
        on_gone: OnGone,
    ) -> None:
        self._db = db
        self._clock = clock
        self._sender = sender
        self._lease = lease
        self._guard = guard
        self._kinds = kinds
        self._at_most_once = frozenset(k.name for k in kinds.values() if k.cls is Class.A)
        self._edits = frozenset(k.name for k in kinds.values() if k.cls is Class.D)
        self._standing_of = standing_of
        self._recording = Recording(db, kinds, on_gone)
        self._news = asyncio.Event()
        self._pacing = Pacing(clock.monotonic())
        self._trouble = Trouble()
        self._asking = Asking(kinds, guard, self._pacing)
        self._in_flight: set[int] = set()  # chats with a call on its way
        self._is_stopping = False
        self.is_refused = False  # Telegram does not know the token (any more)

    @property
    def is_speaking(self) -> bool:
        """Whether what is planned can be sent, for all that is known."""
        return not self.is_refused and self._trouble.lost_for(self._now()) < AN_OUTAGE_SECONDS

    def wake(self) -> None:
        """Something was planned: look now."""
        self._news.set()

    async def recover(self) -> None:
        """Take over as the leader; settle what a dead process left in `sending`."""
        now = self._clock.now()
        seen_at = self._lease.seen_at
        if seen_at is not None and (now - seen_at).total_seconds() >= AN_OUTAGE_SECONDS:
            self._pacing.come_back(self._clock.monotonic(), now=now)
        async with self._db.begin() as conn:
            await self._lease.check(conn)
            for delivery_id, name, attempt in await store.list_stuck(conn):
                kind = self._kinds.get(name)
                step: Next = Finish(State.UNKNOWN, NO_SUCH_KIND)
                if kind is not None:
                    step = after_death(cls=kind.cls, attempt=attempt, now=now)
                await store.settle(conn, delivery_id, step, now=now)
            # What was said just before still counts for the pace.
            spoken = await store.count_sent_since(conn, since=now - REMEMBERED)
            cross(Point.RECOVERY_SETTLING)
        cross(Point.RECOVERY_DONE)
        for chat_id, count in spoken.items():
            self._pacing.spoke(chat_id, times=count, at=self._clock.monotonic())

    def stop(self) -> None:
        """End `run` once the calls on their way have ended: nothing claimed is left behind."""
        self._is_stopping = True
        self._news.set()

    async def run(self) -> None:
        """Send until stopped; looks again when woken, when a call ends, and every quarter of a second.

        Raises:
            LeadershipLost: somebody else leads; the calls that were on their way have ended.
        """
        is_deposed = False
        async with asyncio.TaskGroup() as calls:
            while not self.is_refused and not self._is_stopping:
                self._news.clear()
                try:
                    chosen, moved = await self._choose()
                except LeadershipLost:
                    is_deposed = True
                    break
                except SQLAlchemyError as error:
                    log.error("outbox unreachable", extra={"error": type(error).__name__})  # noqa: TRY400 - its text may hold what somebody wrote
                    await asyncio.sleep(DATABASE_PAUSE_SECONDS)
                    continue
                for delivery, standing in chosen:
                    _ = calls.create_task(self._send(delivery, standing))
                if chosen or not moved:
                    await self._rest()
        if is_deposed:
            raise LeadershipLost

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._news.wait(), timeout=LOOK_SECONDS)
        except TimeoutError:
            return

    async def run_round(self) -> int:
        """One round, waited for; returns how many rows it moved. 0: nothing can be done now."""
        chosen, moved = await self._choose()
        await asyncio.gather(*(self._send(delivery, standing) for delivery, standing in chosen))
        return moved

    async def _choose(self) -> tuple[list[tuple[Delivery, Standing | None]], int]:
        """Claim what may be sent now, and settle what may not; (claimed, how many rows moved)."""
        chosen: list[tuple[Delivery, Standing | None]] = []
        moved = 0
        if not await self._may_send():
            return chosen, moved
        # After the line was lost, one message at a time until one is answered.
        free = 1 if self._trouble.is_lost else MOST_IN_FLIGHT - len(self._in_flight)
        now = self._clock.now()
        # A clock that is wrong would send too early what must go out once, or drop it as too late.
        held = self._at_most_once if self._guard.trouble else frozenset[str]()
        async with self._db.begin() as conn:
            await self._lease.check(conn)
            chats: set[int] = set()
            for delivery in await store.due_deliveries(
                conn,
                at=now,
                without_chats=self._waiting_chats(),
                without_kinds=held,
                without_in=(self._edits, self._trouble.chats_with_limited_edits(self._now())),
                limit=BATCH,
            ):
                if delivery.chat_id in chats:
                    continue  # one at a time in a chat: that keeps its order
                standing = await self._standing_of(conn, delivery.chat_id)
                verdict = await self._asking.ask(conn, delivery, standing, now)
                if isinstance(verdict, Go):
                    if len(chosen) == free or not self._has_token(delivery):
                        continue
                    if not await store.claim(conn, delivery, fence=self._lease.fence):
                        continue
                    chosen.append((replace(delivery, attempt=delivery.attempt + 1), standing))
                    chats.add(delivery.chat_id)
                    self._pacing.took_turn(delivery.chat_id, due_at=delivery.due_at, now=now)
                elif isinstance(verdict, Hold):
                    await store.hold(conn, delivery.id, until=verdict.until)
                moved += 1
            cross(Point.DELIVERIES_CHOSEN)
        self._in_flight |= chats
        cross(Point.DELIVERIES_CLAIMED)
        return chosen, moved

    async def _may_send(self) -> bool:
        """Whether any call may be made now; a lost line is asked first whether it is there again."""
        if not self._lease.is_held or self._trouble.holds_everything(self._now()):
            return False
        if self._trouble.is_lost and self._in_flight:
            return False
        if self._trouble.wants_question:
            outcome = await self._sender.ask()
            at = self._now()
            match outcome:
                case NotSent() | Unknown():
                    self._trouble.no_connection(at)
                    return False
                case Busy(retry_after):
                    self._trouble.all_limited(wait=retry_after, at=at)
                    return False
                case Refused():
                    self.is_refused = True
                    return False
                case _:
                    self._note_outage(self._trouble.question_answered(at), at)
        return len(self._in_flight) < MOST_IN_FLIGHT

    def _note_outage(self, lost_for_seconds: float, at: float) -> None:
        if lost_for_seconds >= AN_OUTAGE_SECONDS:
            self._pacing.come_back(at, now=self._clock.now())

    def _now(self) -> float:
        return self._clock.monotonic()

    async def _send(self, delivery: Delivery, standing: Standing | None) -> None:
        """One call and its record; `sending` is committed already."""
        fence = self._lease.fence
        try:
            outgoing = replace(Outgoing.from_json(delivery.payload or {}), to=delivery.chat_id)
            cross(Point.DELIVERY_CALLING)
            # Asked last, right before the call: a process that slept through its lease sends nothing.
            if self._lease.is_held:
                outgoing, outcome = await self._call(outgoing)
            else:
                outcome = NotSent(NOT_LEADING)
            cross(Point.DELIVERY_ANSWERED)
            now = self._clock.now()
            kind = self._kinds[delivery.kind]
            step = after(
                outcome,
                cls=kind.cls,
                attempt=delivery.attempt,
                planned_at=delivery.planned_at,
                now=now,
                awaits_return=kind.awaits_return,
            )
            step = self._learn(delivery, outcome, step, now)
            is_out = isinstance(step, Finish) and step.state in {State.SENT, State.UNKNOWN}
            counted_on = None
            if standing is not None and kind.counts and is_out:
                counted_on = local_date(now, standing)
            call = Call(
                outgoing=outgoing, outcome=outcome, at=now, counted_on=counted_on, fence=fence
            )
            await self._recording.record(delivery, call, step)
        finally:
            self._in_flight.discard(delivery.chat_id)
            self._news.set()

    async def _call(self, outgoing: Outgoing) -> tuple[Outgoing, SendOutcome]:
        """What was sent in the end, and what came of it."""
        if self.is_refused:  # another call has just found out
            return outgoing, Refused()
        try:
            if outgoing.edits_key is not None:
                async with self._db.begin() as conn:
                    target = await store.find_delivery(conn, key=outgoing.edits_key)
                if target is not None and target.message_id is not None:
                    outgoing = replace(outgoing, edits=target.message_id)
            if outgoing.edits is None and outgoing.method in {Method.EDIT, Method.UNBUTTON}:
                return outgoing, Missing()
            return outgoing, await self._sender.send(outgoing)
        except SQLAlchemyError:  # asked before the call, for what belongs into it
            return outgoing, NotSent("database away")
        except (
            Exception
        ) as error:  # a file that cannot be made, a button that cannot be signed: ours
            return outgoing, Rejected(f"ours: {type(error).__name__}")

    def _learn(self, delivery: Delivery, outcome: SendOutcome, step: Next, now: datetime) -> Next:
        """Remember limits and lost lines; say in the log what failed, without texts or names."""
        at = self._now()
        match outcome:
            case Busy(retry_after):
                self._limit(delivery, retry_after, at)
            case NotSent(reason) if reason != NOT_LEADING:
                wait = self._trouble.no_connection(at)
                if isinstance(step, Again):
                    step = replace(step, at=now + wait)
            case NotSent():
                pass
            case Unknown():
                self._trouble.unclear(at)
            case _:
                self._note_outage(self._trouble.connected(at), at)
        if isinstance(outcome, Refused):
            self.is_refused = True
        if isinstance(step, Again) or (isinstance(step, Finish) and step.state is not State.SENT):
            told = {"outcome": type(outcome).__name__, "reason": step.reason}
            log.warning("not sent", extra=told)
        return step

    def _limit(self, delivery: Delivery, wait: timedelta, at: float) -> None:
        """A 429: whom it is about, and how gently to begin when it is over."""
        if delivery.kind in self._edits:
            self._trouble.edits_limited(delivery.chat_id, wait=wait, at=at)
            return
        is_everybody = self._trouble.limited(delivery.chat_id, wait=wait, at=at)
        if is_everybody and wait.total_seconds() >= AN_OUTAGE_SECONDS:
            self._pacing.come_back(at + wait.total_seconds(), now=self._clock.now() + wait)

    def _waiting_chats(self) -> set[int]:
        at = self._now()
        return self._in_flight | self._trouble.limited_chats(at) | self._pacing.waiting_chats(at)

    def _has_token(self, delivery: Delivery) -> bool:
        is_message = delivery.kind not in self._edits
        return self._pacing.has_token(delivery.chat_id, is_message=is_message, at=self._now())
