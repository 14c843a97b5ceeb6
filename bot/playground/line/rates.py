"""How fast a bot may send: token buckets on the world's clock.

Telegram documents about 30 messages a second overall, about one a second in a private chat with short bursts above it,
and 20 a minute in a group (Bots FAQ, "My bot is hitting limits"). Only new messages count; edits, deletions and answers
to buttons do not.
"""

import math
from dataclasses import dataclass

from bot.playground.refusals import too_many_requests


@dataclass(frozen=True, slots=True)
class Pace:
    """A bucket's size in messages, and how many flow back per second."""

    burst: int
    per_second: float


OVERALL = Pace(burst=30, per_second=30.0)
PAID = Pace(burst=1000, per_second=1000.0)  # with allow_paid_broadcast
PRIVATE_CHAT = Pace(burst=5, per_second=1.0)  # "short bursts" is all Telegram says; 5 is ours
GROUP = Pace(burst=20, per_second=20 / 60)


class _Bucket:
    def __init__(self, pace: Pace, at: float) -> None:
        self.pace = pace
        self.level = float(pace.burst)
        self.at = at

    def wait(self, at: float) -> float:
        """Seconds until a message fits; 0 if it fits now."""
        self.level = min(self.pace.burst, self.level + (at - self.at) * self.pace.per_second)
        self.at = at
        # A hair of tolerance: after exactly the seconds that were asked for, the message must pass.
        return max(0.0, (1 - 1e-6 - self.level) / self.pace.per_second)


class Rates:
    """The buckets of one bot."""

    def __init__(self) -> None:
        self._overall: dict[bool, _Bucket] = {}
        self._chats: dict[int, _Bucket] = {}

    def take(self, *, chat_id: int, at: float, paid: bool = False) -> None:
        """Count one message to `chat_id` at monotonic second `at`.

        Raises:
            ApiError: 429 with `retry_after`; nothing is counted then.
        """
        overall = self._overall.setdefault(paid, _Bucket(PAID if paid else OVERALL, at))
        chat_pace = PRIVATE_CHAT if chat_id > 0 else GROUP
        chat = self._chats.setdefault(chat_id, _Bucket(chat_pace, at))
        wait = max(overall.wait(at), chat.wait(at))
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        overall.level -= 1
        chat.level -= 1

    def follow(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: what was sent to the one counts for the other."""
        if old_chat_id in self._chats:
            self._chats[new_chat_id] = self._chats[old_chat_id]
