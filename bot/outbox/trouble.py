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
# One call whose end nobody knows happens; that many in a row, and no answer between, mean the line.
# More would burn what is sent once at most, fewer would stop everybody for a hiccup.
UNCLEAR_THAT_MEAN_THE_LINE: Final = 3


class Trouble:
    """Limits and lost connections of one dispatcher."""

    def __init__(self) -> None:
        self._limited: dict[int, float] = {}  # chat → when it may be written to again
        self._edits_limited: dict[int, float] = {}  # chat → when its screens may be changed again
        self._refusals: deque[tuple[float, int]] = deque()
        self._all_wait_until = 0.0
        self._failures = 0  # in a row without a connection
        self._unclear = 0  # in a row whose end nobody knows
        self._lost_at: float | None = None  # when the line was lost
        self._is_on_trial = False  # a question was answered; no message yet

    def limited(self, chat_id: int, *, wait: timedelta, at: float) -> bool:
        """Telegram refused a message to `chat_id` (429): it waits; whether that was the bot's own limit."""
        until = at + wait.total_seconds()
        self._limited[chat_id] = until
        self._refusals.append((at, chat_id))
        while self._refusals[0][0] < at - CLOSE_TOGETHER_SECONDS:
            self._refusals.popleft()
        if len({chat for _, chat in self._refusals}) < CHATS_THAT_MEAN_ALL:
            return False
        self._all_wait_until = max(self._all_wait_until, until)
        return True

    def edits_limited(self, chat_id: int, *, wait: timedelta, at: float) -> None:
        """Telegram refused to change a screen in `chat_id` (429): only its screens wait."""
        self._edits_limited[chat_id] = at + wait.total_seconds()

    def all_limited(self, *, wait: timedelta, at: float) -> None:
        """Telegram refused a call that is about no chat (429): everything waits."""
        self._all_wait_until = max(self._all_wait_until, at + wait.total_seconds())

    def no_connection(self, at: float) -> timedelta:
        """A call found no connection; how long everything waits. Calls that fail together count once."""
        if self._lost_at is None:
            self._lost_at = at
        self._is_on_trial = False
        if at >= self._all_wait_until:
            wait = wait_without_connection(self._failures)
            self._failures += 1
            self._all_wait_until = at + wait.total_seconds()
        return timedelta(seconds=self._all_wait_until - at)

    def unclear(self, at: float) -> None:
        """Nobody knows what came of a call: after a few in a row, no more are risked for a while."""
        self._unclear += 1
        if self._unclear >= UNCLEAR_THAT_MEAN_THE_LINE or self._lost_at is not None:
            self.no_connection(at)

    @property
    def is_lost(self) -> bool:
        """Whether no message has been answered since the line was lost."""
        return self._lost_at is not None

    def lost_for(self, at: float) -> float:
        """For how many seconds no message has been answered, since one was not."""
        return at - self._lost_at if self._lost_at is not None else 0.0

    @property
    def wants_question(self) -> bool:
        """Whether to ask something harmless before the next message is risked."""
        return self.is_lost and not self._is_on_trial

    def question_answered(self, at: float) -> float:
        """Telegram answers again: messages are tried one by one; for how many seconds it did not."""
        self._is_on_trial = True
        return self.lost_for(at)

    def connected(self, at: float) -> float:
        """A message was answered; for how many seconds the line was lost, unless that was told before."""
        lost_for = 0.0 if self._is_on_trial else self.lost_for(at)
        self._failures = self._unclear = 0
        self._lost_at = None
        self._is_on_trial = False
        return lost_for

    def holds_everything(self, at: float) -> bool:
        """Whether nothing may be sent to anybody now."""
        return at < self._all_wait_until

    def limited_chats(self, at: float) -> set[int]:
        """Chats that may not be written to now."""
        self._limited = {chat: until for chat, until in self._limited.items() if until > at}
        return set(self._limited)

    def chats_with_limited_edits(self, at: float) -> set[int]:
        """Chats in which no screen may be changed now."""
        self._edits_limited = {c: until for c, until in self._edits_limited.items() if until > at}
        return set(self._edits_limited)
