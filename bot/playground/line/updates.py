"""The queue of updates that a bot fetches by getUpdates."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.clock import WorldClock
from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import ApiError, bad_request

KEPT_FOR = timedelta(hours=24)  # Bot API, "Getting updates"
MAX_LIMIT = 100  # updates per call; Bot API, getUpdates
MAX_TIMEOUT = 50  # seconds; Telegram cuts longer polls
FIRST_UPDATE_ID = 700_000_001

UPDATE_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
)
# Sent only when asked for by name; Bot API, getUpdates.
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = tuple(kind for kind in UPDATE_KINDS if kind not in _NOT_BY_DEFAULT)


@dataclass(frozen=True, slots=True)
class Update:
    """One update that waits for the bot."""

    update_id: int
    kind: str
    payload: JsonObject
    at: datetime

    def to_api(self) -> JsonObject:
        """As Update."""
        return {"update_id": self.update_id, self.kind: self.payload}

    @property
    def lane(self) -> int:
        """The chat whose order it keeps, or the person if it happened in none; 0 if it says neither."""
        message = self.payload.get("message")  # of a press
        for holder in (self.payload, message):
            if isinstance(holder, dict) and isinstance(chat := holder.get("chat"), dict):
                return int(chat["id"])
        sender = self.payload.get("from") or self.payload.get("user")
        return int(sender["id"]) if isinstance(sender, dict) else 0


class _Poll:
    """One getUpdates that waits; woken by a new update, a newer poll or the end of the server."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.woken = asyncio.Event()
        self.ended_by = ""

    def wake(self) -> None:
        # Updates may be made in another thread than the server's.
        self.loop.call_soon_threadsafe(self.woken.set)


class UpdateQueue:
    """Updates in order, kept for 24 hours of world time or until acknowledged.

    Attributes:
        next_id: the next update's id. Set it lower to play what Telegram does after a quiet week.
    """

    def __init__(self, clock: WorldClock, *, on_change: Callable[[], None]) -> None:
        self.allowed = DEFAULT_KINDS
        self.is_default = True
        self.next_id = FIRST_UPDATE_ID
        self._clock = clock
        self._on_change = on_change
        self._waiting: deque[Update] = deque()
        self._poll: _Poll | None = None
        self._polled = asyncio.Event()
        self._closed = False
        self._listener: Callable[[], None] = _nobody

    def __len__(self) -> int:
        self._forget_old()
        return len(self._waiting)

    @property
    def is_polled(self) -> bool:
        """Whether a call of getUpdates waits for updates now."""
        return self._polled.is_set()

    async def until_polled(self) -> None:
        """Wait until a call of getUpdates waits: the bot has taken all there was."""
        await self._polled.wait()

    def add(self, kind: str, payload: JsonObject) -> int | None:
        """Queue an update; its id, or None if the bot did not ask for this kind."""
        if kind not in self.allowed:
            return None
        update = Update(self.next_id, kind, payload, self._clock.now())
        self.next_id += 1
        self._waiting.append(update)
        self._wake()
        self._listener()
        return update.update_id

    def allow(self, kinds: list[str] | None) -> None:
        """Remember `allowed_updates`; None leaves it as it was, an empty list means the default."""
        if kinds is None:
            return
        unknown = sorted(set(kinds) - set(UPDATE_KINDS))
        if unknown:
            raise bad_request(f"unknown kinds in allowed_updates: {', '.join(unknown)}")
        self.is_default = not kinds
        self.allowed = tuple(kinds) or DEFAULT_KINDS

    def drop_all(self) -> None:
        """Forget everything that waits (`drop_pending_updates`)."""
        self._waiting.clear()

    def tell(self, listener: Callable[[], None] | None) -> None:
        """Call `listener` at every new update, in whatever thread it was made; None: nobody any more."""
        self._listener = listener or _nobody

    def firsts(self) -> dict[int, Update]:
        """The oldest update of each lane: what a webhook may be sent next, oldest first."""
        self._forget_old()
        firsts: dict[int, Update] = {}
        for update in self._waiting:
            firsts.setdefault(update.lane, update)
        return firsts

    def forget(self, update_id: int) -> None:
        """One update was taken, whatever waits before it."""
        self._waiting = deque(each for each in self._waiting if each.update_id != update_id)
        self._on_change()

    def hand_over(self) -> None:
        """Tell the poll that waits that updates go to a webhook from now on."""
        if self._poll is not None:
            self._poll.ended_by = "setWebhook request"
            self._poll.wake()

    def interrupt(self) -> None:
        """Let the poll that waits end with what there is: its connection is about to be cut."""
        self._wake()

    def close(self) -> None:
        """Release the poll that waits, and let no other wait, for a server that stops."""
        self._closed = True
        self._wake()

    def open(self) -> None:
        """Let polls wait again, for a server that starts."""
        self._closed = False

    async def fetch(self, *, offset: int, limit: int, timeout_s: float) -> list[Update]:
        """The answer of getUpdates.

        A positive `offset` acknowledges all updates below it; a negative one leaves only that many from the end.

        Raises:
            ApiError: 409 when a newer call of getUpdates or a webhook arrived while this one waited.
        """
        if self._poll is not None:
            self._poll.ended_by = (
                "other getUpdates request; make sure that only one bot instance is running"
            )
            self._poll.wake()
        poll = self._poll = _Poll()
        try:
            self._acknowledge(offset)
            self._on_change()
            await self._wait(poll, timeout_s)
            if poll.ended_by:
                raise ApiError(409, f"Conflict: terminated by {poll.ended_by}")
            self._forget_old()
            return list(self._waiting)[:limit]
        finally:
            if self._poll is poll:
                self._poll = None
                self._polled.clear()

    async def _wait(self, poll: _Poll, timeout_s: float) -> None:
        if self._waiting or self._closed or timeout_s <= 0:
            return
        self._polled.set()
        self._on_change()
        try:
            async with asyncio.timeout(min(timeout_s, MAX_TIMEOUT)):
                await poll.woken.wait()
        except TimeoutError:
            return

    def _wake(self) -> None:
        if self._poll is not None:
            self._poll.wake()

    def _acknowledge(self, offset: int) -> None:
        self._forget_old()
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while offset > 0 and self._waiting and self._waiting[0].update_id < offset:
            self._waiting.popleft()

    def _forget_old(self) -> None:
        oldest = self._clock.now() - KEPT_FOR
        while self._waiting and self._waiting[0].at < oldest:
            self._waiting.popleft()


def _nobody() -> None:
    """Listens to nothing."""
