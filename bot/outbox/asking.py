"""Asks once more, right before a message is sent, whether it is still wanted, and whether it may come now."""

import logging
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.gate import Drop, Go, Hold, Standing, Verdict, pass_gate
from bot.guard import ClockGuard
from bot.outbox import store
from bot.outbox.pacing import Pacing
from bot.outbox.records import Class, Delivery, Kind, Priority, State
from bot.outbox.rules import YOUNG_REPLY, Finish

log = logging.getLogger(__name__)

NO_SUCH_KIND: Final = "no such kind"  # planned by another version


class Asking:
    """The questions of one dispatcher."""

    def __init__(self, kinds: Mapping[str, Kind], guard: ClockGuard, pacing: Pacing) -> None:
        self._kinds = kinds
        self._guard = guard
        self._pacing = pacing

    async def ask(
        self, conn: AsyncConnection, delivery: Delivery, standing: Standing | None, now: datetime
    ) -> Verdict:
        """Lateness, audience, gate; a row that is dropped here is ended here."""
        kind = self._kinds.get(delivery.kind)
        if kind is None:
            return await _end(conn, delivery, State.FAILED, NO_SUCH_KIND, now)
        is_late = delivery.expires_at is not None and now >= delivery.expires_at
        if is_late and not self._guard.trouble:
            return await _end(conn, delivery, State.EXPIRED, "too late", now)
        if kind.cls is Class.C and self._is_too_old(delivery, now):
            # They have seen that nobody answered, and the next screen shows how things stand.
            return await _end(conn, delivery, State.EXPIRED, "too old for an answer", now)
        if kind.audience is not None:
            try:
                async with conn.begin_nested():  # a failed query must not spoil the others' round
                    is_wanted = await kind.audience(conn, delivery, now)
            except Exception as error:  # one bad row never stops the rest
                reason = f"audience: {type(error).__name__}"
                log.error("not sent", extra={"kind": kind.name, "reason": reason})  # noqa: TRY400 - its text may hold what somebody wrote
                return await _end(conn, delivery, State.FAILED, reason, now)
            if not is_wanted:
                return await _end(conn, delivery, State.CANCELLED, "no longer wanted", now)
        if standing is None:
            return Go()
        if kind.cls is Class.D and not standing.is_reachable:
            # Old screens of somebody who cannot be reached stay as they are: every call would be refused.
            return await _end(conn, delivery, State.CANCELLED, "unreachable", now)
        sent_today = 0
        if kind.counts:
            on = local_date(now, standing)
            sent_today = await store.count_on(conn, chat_id=delivery.chat_id, on=on)
        verdict = pass_gate(kind, standing, sent_today=sent_today, now=now)
        if isinstance(verdict, Drop):
            return await _end(conn, delivery, State.CANCELLED, verdict.reason, now)
        if isinstance(verdict, Hold) and _too_late(delivery, verdict.until):
            return await _end(conn, delivery, State.EXPIRED, "held back too long", now)
        if isinstance(verdict, Go) and kind.priority is not Priority.REPLY:
            return self._in_turn(delivery, now)
        return verdict

    def _is_too_old(self, delivery: Delivery, now: datetime) -> bool:
        """Whether a reply could not be sent for so long that it answers nothing any more."""
        waited = self._pacing.has_waited(delivery.due_at)
        return waited and now - delivery.planned_at > YOUNG_REPLY

    def _in_turn(self, delivery: Delivery, now: datetime) -> Go | Hold:
        """Now, or, of several messages that waited through an outage, when this one's turn comes."""
        turn = self._pacing.turn_of(delivery.chat_id, due_at=delivery.due_at, now=now)
        return Go() if turn is None or _too_late(delivery, turn) else Hold(turn)


async def _end(
    conn: AsyncConnection, delivery: Delivery, state: State, reason: str, now: datetime
) -> Drop:
    await store.settle(conn, delivery.id, Finish(state, reason), now=now)
    return Drop(reason)


def local_date(now: datetime, standing: Standing) -> date:
    """The recipient's date at `now`."""
    return now.astimezone(ZoneInfo(standing.zone)).date()


def _too_late(delivery: Delivery, until: datetime) -> bool:
    return delivery.expires_at is not None and until >= delivery.expires_at
