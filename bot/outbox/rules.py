"""What follows from what Telegram answered, and how fast Halqa may speak. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from bot.gate import WHEN_REACHABLE
from bot.outbox.records import (
    Busy,
    Class,
    Gone,
    Missing,
    Moved,
    NotSent,
    Refused,
    Rejected,
    SendOutcome,
    Sent,
    State,
    Unknown,
)

# core.telegram.org/bots/faq: about 30 messages a second in all, one a second in one chat.
SENDS_PER_SECOND: Final = 25
PRIVATE_BURST: Final = 3  # messages at once in one private chat; "short bursts" are allowed there
PRIVATE_PER_SECOND: Final = 1.0
GROUP_BURST: Final = 20  # the same page: no more than 20 messages a minute in one group
GROUP_PER_SECOND: Final = 20 / 60
# A second copy of a class B message, where nobody knows about the first.
COPY_AFTER: Final = timedelta(seconds=60)
MOST_COPIES: Final = 2
YOUNG_REPLY: Final = timedelta(minutes=2)
# After an outage everything comes at once: begin gently, and rise by one message a second each second.
SENDS_AFTER_OUTAGE: Final = 5
AN_OUTAGE_SECONDS: Final = 60.0  # less than that is a hiccup
ONE_BY_ONE: Final = timedelta(
    minutes=1
)  # between the messages that waited for one person meanwhile
MOST_REPEATS: Final = 5  # class D, tries in all: what fails that often fails for another reason
# No connection: 1 s, 2 s, 4 s … at most a minute: soon back, without a busy loop.
FIRST_WAIT: Final = timedelta(seconds=1)
LONGEST_WAIT: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finish:
    """The row's last state."""

    state: State
    reason: str | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Back to `planned`, due at `at`."""

    at: datetime
    is_attempt: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Follow:
    """To another chat."""

    chat_id: int


Next: TypeAlias = Finish | Again | Follow


def after(
    outcome: SendOutcome,
    *,
    cls: Class,
    attempt: int,
    planned_at: datetime,
    now: datetime,
    awaits_return: bool = False,
) -> Next:
    """What happens to a delivery of class `cls` after its `attempt`-th call was answered at `now`."""
    match outcome:
        case Sent(message_id):
            return Finish(State.SENT, message_id=message_id)
        case Busy(retry_after):
            return Again(now + retry_after, is_attempt=False, reason="429")
        case NotSent(reason):
            if cls is Class.C and now - planned_at > YOUNG_REPLY:
                return Finish(State.EXPIRED, reason)
            return Again(now + FIRST_WAIT, is_attempt=False, reason=reason)
        case Moved(chat_id):
            return Follow(chat_id)
        case Gone(reason, is_final):
            return _after_gone(reason, comes_back=awaits_return and not is_final)
        case Missing():
            return Finish(State.FAILED, "message to edit not found")
        case Rejected(reason):
            return Finish(State.FAILED, reason)
        case Refused():
            return Again(now + COPY_AFTER, is_attempt=False, reason="401")
        case Unknown(reason):
            if cls is Class.D and attempt >= MOST_REPEATS:
                return Finish(State.FAILED, reason)
            if cls is Class.D or (cls is Class.B and attempt < MOST_COPIES):
                return Again(now + COPY_AFTER, is_attempt=True, reason=reason)
            return Finish(State.UNKNOWN, reason)


def _after_gone(reason: str, *, comes_back: bool) -> Next:
    """They cannot be reached: kept for their return, where that is worth it."""
    if comes_back:
        return Again(WHEN_REACHABLE, is_attempt=False, reason=reason)
    return Finish(State.FAILED, reason)


def wait_without_connection(failures: int) -> timedelta:
    """How long to wait after a call without a connection; `failures`: how many came before it in a row."""
    doublings: int = 2 ** min(failures, 10)
    return min(LONGEST_WAIT, FIRST_WAIT * doublings)


def after_death(*, cls: Class, attempt: int, now: datetime) -> Next:
    """What happens to a row that our own death left in `sending`."""
    return after(
        Unknown("stopped while sending"), cls=cls, attempt=attempt, planned_at=now, now=now
    )


class Bucket:
    """A token bucket on a monotonic clock: `rate` a second, at most `burst` at once."""

    __slots__ = ("_at", "_tokens", "burst", "rate")

    def __init__(self, *, rate: float, burst: float, at: float) -> None:
        self.rate = rate
        self.burst = burst
        self._tokens = burst
        self._at = at

    def wait(self, at: float) -> float:
        """Seconds until a token is there; 0 when there is one."""
        self._fill(at)
        return max(0.0, (1 - self._tokens) / self.rate)

    def take(self, at: float) -> None:
        """Use one token."""
        self._fill(at)
        self._tokens -= 1

    @property
    def is_full(self) -> bool:
        """Whether nothing is remembered that a new bucket would not know."""
        return self._tokens >= self.burst

    def _fill(self, at: float) -> None:
        self._tokens = min(self.burst, self._tokens + max(0.0, at - self._at) * self.rate)
        self._at = max(self._at, at)


class Pace(Bucket):
    """The whole bot's bucket. After an outage it begins at `SENDS_AFTER_OUTAGE` and rises."""

    __slots__ = ("_full_rate", "_slow_since")

    def __init__(self, *, rate: float, at: float) -> None:
        super().__init__(rate=rate, burst=rate, at=at)
        self._full_rate = rate
        self._slow_since: float | None = None

    def slow_down(self, at: float) -> None:
        """Begin gently: there was an outage until now."""
        self._slow_since = at
        self._fill(at)
        self._tokens = min(self._tokens, 1.0)  # what was saved up while nothing went out

    def _fill(self, at: float) -> None:
        if self._slow_since is not None:
            self.rate = min(self._full_rate, SENDS_AFTER_OUTAGE + max(0.0, at - self._slow_since))
            if self.rate == self._full_rate:
                self._slow_since = None
            self.burst = self.rate
        super()._fill(at)
