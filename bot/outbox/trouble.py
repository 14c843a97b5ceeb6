"""What the dispatcher remembers of refusals and lost connections: who must wait, and how long. Pure.

A moment here is a monotonic reading in seconds.
"""

from collections import deque
from datetime import timedelta
from typing import Final

from bot.outbox.rules import wait_without_connection

# 429 does not say for whom. Refusals in that many chats so close together mean the bot.
CHATS_THAT_MEAN_ALL: Final = 3
CLOSE_TOGETHER_SECONDS: Final = 1.0


class Trouble:
    """Limits and lost connections of one dispatcher."""

    def __init__(self) -> None:
        self._limited: dict[int, float] = {}  # chat → when it may be written to again
        self._refusals: deque[tuple[float, int]] = deque()
        self._all_wait_until = 0.0
        self._failures = 0  # in a row without a connection
        self._lost_at: float | None = None  # when the first of them was

    def limited(self, chat_id: int, *, wait: timedelta, at: float) -> None:
        """Telegram refused a message to `chat_id` (429): it waits, and all do if it was the bot's limit."""
        until = at + wait.total_seconds()
        self._limited[chat_id] = until
        self._refusals.append((at, chat_id))
        while self._refusals[0][0] < at - CLOSE_TOGETHER_SECONDS:
            self._refusals.popleft()
        if len({chat for _, chat in self._refusals}) >= CHATS_THAT_MEAN_ALL:
            self._all_wait_until = max(self._all_wait_until, until)

    def no_connection(self, at: float) -> timedelta:
        """A call found no connection; how long everything waits. Calls that fail together count once."""
        if self._lost_at is None:
            self._lost_at = at
        if at >= self._all_wait_until:
            wait = wait_without_connection(self._failures)
            self._failures += 1
            self._all_wait_until = at + wait.total_seconds()
        return timedelta(seconds=self._all_wait_until - at)

    def connected(self, at: float) -> float:
        """A call was answered, or may have been; for how many seconds there was no connection before."""
        lost_for = at - self._lost_at if self._lost_at is not None else 0.0
        self._failures = 0
        self._lost_at = None
        return lost_for

    def holds_everything(self, at: float) -> bool:
        """Whether nothing may be sent to anybody now."""
        return at < self._all_wait_until

    def limited_chats(self, at: float) -> set[int]:
        """Chats that may not be written to now."""
        self._limited = {chat: until for chat, until in self._limited.items() if until > at}
        return set(self._limited)
