"""Keeps what came of a call."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import figures
from bot.db.engine import Database
from bot.faultpoints import Point, cross
from bot.outbox import store
from bot.outbox.ports import OnGone
from bot.outbox.records import (
    REPLY,
    Delivery,
    Gone,
    Kind,
    Method,
    Missing,
    Outgoing,
    SendOutcome,
    State,
)
from bot.outbox.rules import Finish, Next

log = logging.getLogger(__name__)

DATABASE_PAUSE_SECONDS: Final = 1.0  # it is away: it may be restarting


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call that was made, and its answer.

    Attributes:
        outgoing: what was sent in the end.
        outcome: what came of it.
        at: when the answer came.
        counted_on: the recipient's date that it counts on; None: it does not count.
        fence: the leader's number when the call was made.
    """

    outgoing: Outgoing
    outcome: SendOutcome
    at: datetime
    counted_on: date | None
    fence: int


class Recording:
    """The way of an answer into its row."""

    def __init__(self, db: Database, kinds: Mapping[str, Kind], on_gone: OnGone) -> None:
        self._db = db
        self._kinds = kinds
        self._on_gone = on_gone

    async def record(self, delivery: Delivery, call: Call, step: Next) -> None:
        """Commit what came of a call; while the database is away the answer is kept in mind."""
        while True:
            try:
                async with self._db.begin() as conn:
                    await self._keep(conn, delivery, call, step)
                    cross(Point.DELIVERY_RECORDING)
                cross(Point.DELIVERY_RECORDED)
                self._count(delivery, call, step)
            except SQLAlchemyError as error:
                told = {"error": type(error).__name__}
                log.error("outcome not kept yet", extra=told)  # noqa: TRY400 - its text may hold more
                await asyncio.sleep(DATABASE_PAUSE_SECONDS)
            else:
                return

    def _count(self, delivery: Delivery, call: Call, step: Next) -> None:
        if isinstance(step, Finish) and step.state is State.SENT:
            late = max(0.0, (call.at - delivery.due_at).total_seconds())
            figures.LATENESS.labels(self._kinds[delivery.kind].cls.value).observe(late)

    async def _keep(
        self, conn: AsyncConnection, delivery: Delivery, call: Call, step: Next
    ) -> None:
        outgoing, outcome = call.outgoing, call.outcome
        counted_on = call.counted_on
        if isinstance(outcome, Gone):  # first: their own erasure locks them, then their deliveries
            await self._on_gone(conn, delivery.chat_id, outcome, call.at)
        await store.finish(
            conn, delivery, step, fence=call.fence, now=call.at, counted_on=counted_on
        )
        if isinstance(outcome, Missing) and outgoing.edits_key is None and outgoing.html:
            # The screen is gone (deleted, too old): the answer comes as a new message.
            await store.add(
                conn,
                replace(outgoing, method=Method.SEND, edits=None),
                key=f"{delivery.key}:new",
                kind=REPLY,
                about="",
                due_at=call.at,
                now=call.at,
            )
