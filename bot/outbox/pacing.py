"""How fast Halqa speaks: to all together, in each chat, and after it could not speak for a while.

A moment here is a monotonic reading in seconds, unless it is a `datetime`.
"""

from datetime import datetime, timedelta
from typing import Final

from bot.outbox.rules import (
    GROUP_BURST,
    GROUP_PER_SECOND,
    ONE_BY_ONE,
    PRIVATE_BURST,
    PRIVATE_PER_SECOND,
    SENDS_PER_SECOND,
    Bucket,
    Pace,
)

# What was said longer ago leaves a private chat's bucket full.
REMEMBERED: Final = timedelta(seconds=PRIVATE_BURST / PRIVATE_PER_SECOND)


class Pacing:
    """The buckets of one dispatcher."""

    def __init__(self, at: float) -> None:
        self._pace = Pace(rate=SENDS_PER_SECOND, at=at)
        self._chats: dict[int, Bucket] = {}
        self._back_at: datetime | None = None  # when the last outage ended
        self._turns: dict[int, datetime] = {}  # chat → when what waited there comes next

    def come_back(self, at: float, *, now: datetime) -> None:
        """There was an outage until now (or will have been until then): begin gently."""
        self._pace.slow_down(at)
        self._back_at = now
        self._turns.clear()

    def spoke(self, chat_id: int, *, times: int, at: float) -> None:
        """A process before this one has just written to that chat."""
        for _ in range(times):
            self._bucket(chat_id, at).take(at)

    def waiting_chats(self, at: float) -> set[int]:
        """Chats that were written to so lately that they wait."""
        for chat in [c for c, bucket in self._chats.items() if not bucket.wait(at)]:
            if self._chats[chat].is_full:
                del self._chats[chat]
        return {c for c, bucket in self._chats.items() if bucket.wait(at)}

    def has_token(self, chat_id: int, *, is_message: bool, at: float) -> bool:
        """Take a token of the whole bot and, for a new message, one of the chat, if they are there."""
        if self._pace.wait(at):
            return False
        if is_message:
            chat = self._bucket(chat_id, at)
            if chat.wait(at):
                return False
            chat.take(at)
        self._pace.take(at)
        return True

    def turn_of(self, chat_id: int, *, due_at: datetime, now: datetime) -> datetime | None:
        """When a message comes that was due while nothing could be said; None: now.

        One a minute: who comes back to a bot that was away is not buried. A later turn is given once.
        """
        turn = self._turns.get(chat_id, now)
        if not self.has_waited(due_at) or turn <= now:
            return None
        self._turns[chat_id] = turn + ONE_BY_ONE
        return turn

    def took_turn(self, chat_id: int, *, due_at: datetime, now: datetime) -> None:
        """A message is being sent; what else waited for that chat comes a minute later."""
        if self.has_waited(due_at):
            self._turns[chat_id] = now + ONE_BY_ONE

    def has_waited(self, due_at: datetime) -> bool:
        """Whether what was due then could not be sent because of the last outage."""
        return self._back_at is not None and due_at < self._back_at

    def _bucket(self, chat_id: int, at: float) -> Bucket:
        if chat_id < 0:
            fresh = Bucket(rate=GROUP_PER_SECOND, burst=GROUP_BURST, at=at)
        else:
            fresh = Bucket(rate=PRIVATE_PER_SECOND, burst=PRIVATE_BURST, at=at)
        return self._chats.setdefault(chat_id, fresh)
