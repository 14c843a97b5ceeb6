"""Fetches updates: kept in the inbox first, acknowledged after.

The next `getUpdates` acknowledges what came before it, so it is asked only when that is committed.
One step is one call, `poll_once`.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, cast
from urllib.parse import urlencode

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import (
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.clock import Clock
from bot.db.engine import Database
from bot.errors import TokenRefused
from bot.faultpoints import Point, cross
from bot.inbox import store as inbox_store
from bot.inbox.records import number_of
from bot.telegram.incoming import ALLOWED_UPDATES
from bot.telegram.transport import AiohttpRequest

log = logging.getLogger(__name__)

BATCH: Final = 100  # Bot API: getUpdates limit
LONGEST_SILENCE_SECONDS: Final = 90.0  # a stall is to be seen within that time
GRACE_SECONDS: Final = 15.0  # for an answer after Telegram's own part of the wait
LONGEST_PAUSE_SECONDS: Final = 30.0
CONFLICT_PAUSE_SECONDS: Final = 10.0  # another instance is fetching: it may be about to stop


class Poller:
    """The one that asks Telegram for news."""

    def __init__(
        self,
        request: AiohttpRequest,
        base_url: str,
        db: Database,
        clock: Clock,
        *,
        timeout_seconds: int,
        wake: Callable[[], None],
    ) -> None:
        self._request = request
        self._url = f"{base_url}/getUpdates"
        self._db = db
        self._clock = clock
        self._timeout = timeout_seconds
        self._wake = wake
        self._offset: int | None = None
        self._heard_at = clock.monotonic()
        self.heard_at: datetime | None = None  # when a poll was answered last, for the next life

    @property
    def is_hearing(self) -> bool:
        """Whether a poll came back lately."""
        return self._clock.monotonic() - self._heard_at < LONGEST_SILENCE_SECONDS

    async def run(self) -> None:
        """Poll for ever, with a longer and longer pause while Telegram cannot be reached.

        Raises:
            TokenRefused: Telegram does not know the token.
        """
        pause = 0.0
        while True:
            try:
                await self.poll_once(timeout_seconds=self._timeout)
                pause = 0.0
            except InvalidToken as error:
                raise TokenRefused from error
            except Conflict:
                log.warning("another instance is polling with this token")
                pause = CONFLICT_PAUSE_SECONDS
            except RetryAfter as error:
                pause = float(seconds_of(error))
            except (TelegramError, SQLAlchemyError) as error:
                log.warning("polling failed", extra={"outcome": type(error).__name__})
                pause = min(LONGEST_PAUSE_SECONDS, pause * 2 or 1.0)
                if isinstance(error, NetworkError):
                    await self._request.rebuild()
            if pause:
                await asyncio.sleep(pause)

    async def poll_once(self, *, timeout_seconds: int) -> int:
        """One `getUpdates`; keeps what came and returns how much was new."""
        parameters = {
            "timeout": timeout_seconds,
            "limit": BATCH,
            # Sent every time: Telegram remembers an older list otherwise.
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            parameters["offset"] = self._offset
        longest = timeout_seconds + GRACE_SECONDS
        # Raw, not through the library's own method: one update that it cannot parse would hide the rest.
        try:
            # The transport's own limit begins anew with every byte: an answer that trickles has no end.
            async with asyncio.timeout(longest + 1):
                answer = await self._request.post(
                    f"{self._url}?{urlencode(parameters)}", read_timeout=longest
                )
        except TimeoutError:
            raise TimedOut from None
        self._heard_at = self._clock.monotonic()
        self.heard_at = self._clock.now()
        cross(Point.POLL_FETCHED)
        received = cast("list[Mapping[str, Any]]", answer)
        if not received:
            # All there was is acknowledged. Without an offset: after a quiet week Telegram begins its
            # ids anew, and an old offset above them would acknowledge news that nobody has seen.
            self._offset = None
            return 0
        async with self._db.begin() as conn:
            new = await inbox_store.keep(conn, received, now=self._clock.now())
            cross(Point.INBOX_KEEPING)
        cross(Point.INBOX_KEPT)
        numbers = [number for raw in received if (number := number_of(raw)) is not None]
        if not numbers:
            # They cannot be acknowledged: `run` waits, then asks again.
            raise TelegramError("updates without numbers")
        self._offset = max(numbers) + 1
        self._wake()
        return new


def seconds_of(error: RetryAfter) -> int:
    """How long Telegram asks to wait."""
    wait = error._retry_after  # noqa: SLF001 - the public property warns of its coming change of type
    return int(wait.total_seconds())
