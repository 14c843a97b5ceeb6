"""Who leads: one row with a number that rises with every leader (the fence).

Only the leader polls, ticks and sends. On PostgreSQL the lease runs out by the database's own clock, so
that replicas need not agree about time; on SQLite the file lock admits one process, which leads. A
process that slept through its lease finds that out by its monotonic clock, before each call to Telegram,
and by the fence, inside each transaction that claims messages.
"""

import asyncio
import logging
import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Integer, String, Table, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.metadata import UtcDateTime, metadata
from bot.errors import LeadershipLost
from bot.faultpoints import Point, cross

log = logging.getLogger(__name__)

LEASE_SECONDS: Final = 15  # how long others wait after a leader that died
RENEW_SECONDS: Final = 5  # three chances before it runs out
LOOK_SECONDS: Final = 2  # how often somebody who waits for the lease looks
# The holder stops this much earlier than others may begin: time for what is on its way.
MARGIN_SECONDS: Final = 2

leadership = Table(
    "leadership",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fence", BigInteger, nullable=False),
    Column("holder", String(32)),
    Column("expires_at", UtcDateTime),
    # The highest plausible moment a leader has seen: a clock that shows less has been put back.
    Column("seen_at", UtcDateTime),
    # When Telegram last answered a poll: what is older than a day by then, Telegram has forgotten.
    Column("heard_at", UtcDateTime),
)
_row = leadership.c.id == 1


class Lease:
    """The leadership as one process sees it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._holder = secrets.token_hex(8)
        self._sure_until = float("-inf")  # monotonic
        self.fence = 0
        self.seen_at: datetime | None = None  # as the leader before left it
        self.heard_at: datetime | None = None

    @property
    def is_held(self) -> bool:
        """Whether nobody else can lead at this moment."""
        return self._clock.monotonic() < self._sure_until

    async def wait(self) -> None:
        """Become the leader; on PostgreSQL as soon as nobody else is."""
        is_told = False
        while not await self.take():
            if not is_told:
                log.warning("another instance leads; standing by")
                is_told = True
            await asyncio.sleep(LOOK_SECONDS)

    async def take(self) -> bool:
        """Become the leader if nobody else is; the fence is then higher than any before."""
        asked_at = self._clock.monotonic()
        async with self._db.begin() as conn:
            insert = sqlite.insert if self._db.is_sqlite else postgresql.insert
            await conn.execute(insert(leadership).values(id=1, fence=0).on_conflict_do_nothing())
            statement = update(leadership).where(_row)
            if not self._db.is_sqlite:
                is_free = or_(
                    leadership.c.expires_at.is_(None),
                    leadership.c.expires_at <= func.clock_timestamp(),
                )
                statement = statement.where(is_free)
            row = (
                await conn.execute(
                    statement.values(fence=leadership.c.fence + 1, **self._until()).returning(
                        leadership.c.fence, leadership.c.seen_at, leadership.c.heard_at
                    )
                )
            ).first()
            cross(Point.LEASE_TAKING)
        if row is None:
            return False
        self.fence, self.seen_at, self.heard_at = row
        self._sure_from(asked_at)
        cross(Point.LEASE_TAKEN)
        return True

    async def renew(self, *, seen_at: datetime | None, heard_at: datetime | None) -> bool:
        """Lead on; False when somebody else does.

        Args:
            seen_at: the highest plausible moment seen.
            heard_at: when Telegram last answered a poll.
        """
        asked_at = self._clock.monotonic()
        values = self._until()
        if seen_at is not None:
            values["seen_at"] = seen_at
        if heard_at is not None:
            values["heard_at"] = heard_at
        mine = (_row, leadership.c.fence == self.fence)
        async with self._db.begin() as conn:
            result = await conn.execute(update(leadership).where(*mine).values(**values))
        if result.rowcount != 1:
            self._sure_until = float("-inf")
            return False
        self._sure_from(asked_at)
        return True

    async def release(self) -> None:
        """Let others lead at once."""
        self._sure_until = float("-inf")
        statement = update(leadership).where(_row, leadership.c.fence == self.fence)
        try:
            async with self._db.begin() as conn:
                await conn.execute(statement.values(expires_at=None, holder=None))
        except SQLAlchemyError as error:  # it runs out by itself
            log.warning("lease not given back", extra={"error": type(error).__name__})

    async def check(self, conn: AsyncConnection) -> None:
        """Make sure, until `conn` commits, that nobody else becomes the leader.

        Raises:
            LeadershipLost: somebody else is.
        """
        query = select(leadership.c.fence).where(_row).with_for_update(read=True)
        if (await conn.execute(query)).scalar_one() != self.fence:
            self._sure_until = float("-inf")
            raise LeadershipLost

    def _until(self) -> dict[str, Any]:
        lasts = timedelta(seconds=LEASE_SECONDS)
        now = self._clock.now() if self._db.is_sqlite else func.clock_timestamp()
        return {"holder": self._holder, "expires_at": now + lasts}

    def _sure_from(self, asked_at: float) -> None:
        self._sure_until = asked_at + LEASE_SECONDS - MARGIN_SECONDS
