"""Fetches updates: kept in the inbox first, acknowledged after.

The next `getUpdates` acknowledges what came before it, so it is asked only when that is committed.
One step is one call, `poll_once`.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias, cast
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
from bot.inbox.records import Silence, number_of
from bot.telegram.incoming import ALLOWED_UPDATES
from bot.telegram.transport import AiohttpRequest

log = logging.getLogger(__name__)

BATCH: Final = 100  # Bot API: getUpdates limit
LONGEST_SILENCE_SECONDS: Final = 90.0  # a stall is to be seen within that time
GRACE_SECONDS: Final = 15.0  # for an answer after Telegram's own part of the wait
FIRST_PAUSE_SECONDS: Final = 1.0
LONGEST_PAUSE_SECONDS: Final = 30.0
CONFLICT_PAUSE_SECONDS: Final = 10.0  # another instance is fetching: it may be about to stop
# What was written before that is old news when it is fetched; a shorter gap nobody has noticed.
A_SILENCE: Final = timedelta(minutes=10)


OnSilence: TypeAlias = Callable[[Silence], Awaitable[None]]


async def _nobody_asks(_silence: Silence) -> None:
    return


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
        grace_seconds: float = GRACE_SECONDS,
        pauses: float = 1.0,  # how much of each pause is waited for; less only in tests
        on_silence: OnSilence = _nobody_asks,
    ) -> None:
        self._request = request
        self._url = f"{base_url}/getUpdates"
        self._db = db
        self._clock = clock
        self._timeout = timeout_seconds
        self._wake = wake
        self._grace = grace_seconds
        self._pauses = pauses
        self._on_silence = on_silence
        self._offset: int | None = None
        self._heard_at = clock.monotonic()
        self.heard_at: datetime | None = None  # when a poll was answered last, for the next life
        # Whether something may have kept us from hearing: a start, or a poll that failed.
        self._may_be_deaf = True
        self._catches_up = False  # what is fetched now is what waited meanwhile
        self._old = range(0)  # the numbers of what waited while nothing could be heard

    def remember(self, heard_at: datetime | None) -> None:
        """Take up when an earlier life was answered last."""
        self.heard_at = heard_at

    def has_waited(self, update_id: int) -> bool:
        """Whether that update was fetched right after a silence: nobody knows how old a press is."""
        return update_id in self._old

    @property
    def is_hearing(self) -> bool:
        """Whether a poll came back lately."""
        return self.silent_seconds < LONGEST_SILENCE_SECONDS

    @property
    def silent_seconds(self) -> float:
        """How long ago a poll came back last."""
        return self._clock.monotonic() - self._heard_at

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
            except (TelegramError, SQLAlchemyError) as error:
                log.warning("polling failed", extra={"outcome": type(error).__name__})
                pause = pause_after(error, before=pause)
                if isinstance(error, NetworkError):
                    await self._request.rebuild()
                await asyncio.sleep(pause * self._pauses)

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
        try:
            received = await self._fetch(parameters, longest=timeout_seconds + self._grace)
        except TelegramError:
            self._may_be_deaf = True
            raise
        await self._note_heard(received)
        cross(Point.POLL_FETCHED)
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

    async def _fetch(
        self, parameters: Mapping[str, Any], *, longest: float
    ) -> list[Mapping[str, Any]]:
        # Raw, not through the library's own method: one update that it cannot parse would hide the rest.
        try:
            # The transport's own limit begins anew with every byte: an answer that trickles has no end.
            async with asyncio.timeout(longest + 1):
                answer: object = await self._request.post(
                    f"{self._url}?{urlencode(parameters)}", read_timeout=longest
                )
        except TimeoutError:
            raise TimedOut from None
        if not isinstance(answer, list):
            msg = "no list of updates"
            raise NetworkError(msg)
        return cast("list[Mapping[str, Any]]", answer)

    async def _note_heard(self, received: list[Mapping[str, Any]]) -> None:
        """Telegram answered; what waited through a silence is old."""
        now = self._clock.now()
        before = self.heard_at
        self._heard_at = self._clock.monotonic()
        if self._may_be_deaf and before is not None and now - before >= A_SILENCE:
            self._catches_up, self._old = True, range(0)
            await self._on_silence(Silence(before, now))
        self.heard_at = now
        self._may_be_deaf = False
        if self._catches_up:
            numbers = [number for raw in received if (number := number_of(raw)) is not None]
            if numbers:
                self._old = range(self._old.start or min(numbers), max(numbers) + 1)
            self._catches_up = len(received) == BATCH


def pause_after(error: Exception, *, before: float) -> float:
    """Seconds to wait after a poll that failed; `before`: what was waited after the one before, 0: it was answered."""
    if isinstance(error, Conflict):  # another instance is polling with this token
        return CONFLICT_PAUSE_SECONDS
    if isinstance(error, RetryAfter):
        return float(seconds_of(error))
    return min(LONGEST_PAUSE_SECONDS, before * 2 or FIRST_PAUSE_SECONDS)


def seconds_of(error: RetryAfter) -> int:
    """How long Telegram asks to wait."""
    wait = error._retry_after  # noqa: SLF001 - the public property warns of its coming change of type
    return int(wait.total_seconds())
