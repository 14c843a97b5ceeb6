"""The post office: takes what the dispatcher sends, as strictly as Telegram, and with its troubles."""

import html
import re
from collections import Counter, defaultdict, deque
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count

from typing_extensions import override

from bot.clock import Clock
from bot.gate import Standing
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.records import (
    Busy,
    Class,
    Delivery,
    Gone,
    Method,
    Missing,
    NotSent,
    Outgoing,
    SendOutcome,
    Sent,
    Unknown,
)
from tests.safety.invariants_boxes import KINDS

LONGEST_TEXT = 4096  # UTF-16 units, after parsing
REMEMBERED = timedelta(days=30)  # of a finished delivery
LONGEST_ARG = 30  # characters of what a button is about
MOST_COPIES = {Class.A: 1, Class.B: 2, Class.C: 1}
_ARG = re.compile(r"[A-Za-z0-9._-]{0,30}")
_ACTION = re.compile(r"[a-z_.]{1,14}")


class Trouble(StrEnum):
    """What may go wrong with one call."""

    LIMITED = "limited"  # 429
    LIMITED_LONG = "limited_long"  # 429 with an hour to wait
    NO_CONNECTION = "no_connection"
    LOST_BEFORE = "lost_before"  # no answer, and nothing arrived
    LOST_AFTER = "lost_after"  # no answer, and it had arrived
    NOT_THERE = "not_there"  # the message to edit is gone
    DEATH_BEFORE = "death_before"  # we die before it arrives
    DEATH_AFTER = "death_after"  # we die after it arrived
    DELETED = "deleted"  # the account is gone for good


class Death(BaseException):
    """The process dies in the middle of a call."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One call that the office saw, and what came of it."""

    delivery: Delivery
    outgoing: Outgoing
    at: datetime
    outcome: str
    has_arrived: bool
    message_id: int | None


EDITS = frozenset({Method.EDIT, Method.UNBUTTON})
_ANSWERS: dict[str, SendOutcome] = {
    "blocked": Gone("forbidden", is_final=False),
    Trouble.DELETED: Gone("forbidden", is_final=True),
    Trouble.LIMITED: Busy(timedelta(seconds=30)),
    Trouble.LIMITED_LONG: Busy(timedelta(hours=1)),
    Trouble.NO_CONNECTION: NotSent("no connection"),
    Trouble.NOT_THERE: Missing(),
}
CURRENT: ContextVar[Delivery] = ContextVar("CURRENT")


class WatchedDispatcher(Dispatcher):
    """The real one; only says which delivery a call is for, which a sender is not told."""

    @override
    async def _send(self, delivery: Delivery, standing: Standing | None) -> None:
        CURRENT.set(delivery)
        await super()._send(delivery, standing)


class Office:
    """Implements `Sender`. What Telegram would refuse is a fault of ours and kept in `faults`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._texts: dict[tuple[int, int], str] = {}
        self._arrived: defaultdict[str, list[datetime]] = defaultdict(list)
        self.troubles: defaultdict[int, deque[Trouble]] = defaultdict(deque)
        self.blocked: set[int] = set()
        self.deleted: set[int] = set()
        self.letters: list[Letter] = []
        self.faults: list[str] = []
        self.met: Counter[str] = Counter()
        self.is_dead = False

    async def ask(self) -> SendOutcome:
        """Answer what risks no message: the line is only ever lost for one call here."""
        if self.is_dead:
            raise Death
        return Sent(None)

    async def send(self, outgoing: Outgoing) -> SendOutcome:
        """Make one call."""
        if self.is_dead:
            raise Death
        delivery = CURRENT.get()
        self._inspect(delivery, outgoing)
        trouble = self._next_trouble(outgoing.to)
        if trouble is not None:
            self.met[trouble] += 1
        if trouble in {None, Trouble.LOST_AFTER, Trouble.DEATH_AFTER} or (
            trouble is Trouble.NOT_THERE and outgoing.method not in EDITS
        ):
            lost = trouble in {Trouble.LOST_AFTER, Trouble.DEATH_AFTER}
            sent = self._deliver(delivery, outgoing, trouble if trouble and lost else "sent")
        else:
            sent = None
            self._note(delivery, outgoing, trouble or "")
        if trouble in {Trouble.DEATH_BEFORE, Trouble.DEATH_AFTER}:
            self.is_dead = True
            raise Death
        if trouble in {Trouble.LOST_BEFORE, Trouble.LOST_AFTER}:
            return Unknown("TimedOut")
        return sent or _ANSWERS[trouble or ""]

    def _next_trouble(self, chat_id: int) -> str | None:
        if chat_id in self.deleted:
            return Trouble.DELETED
        if chat_id in self.blocked:
            return "blocked"
        waiting = self.troubles[chat_id]
        return waiting.popleft() if waiting else None

    def _note(self, delivery: Delivery, outgoing: Outgoing, outcome: str) -> None:
        self.letters.append(Letter(delivery, outgoing, self._clock.now(), outcome, False, None))

    def _deliver(
        self, delivery: Delivery, outgoing: Outgoing, outcome: str = "sent"
    ) -> SendOutcome:
        is_edit = outgoing.method in EDITS
        number = outgoing.edits if is_edit else next(self._numbers)
        if is_edit and (outgoing.to, number or 0) not in self._texts:
            self.faults.append(f"{delivery.key} edits message {number}, which is not there")
            return Missing()
        self._texts[outgoing.to, number or 0] = outgoing.html
        self.met[delivery.kind] += 1
        # The bot forgets what it sent after so long, and may say it anew then.
        again = [at for at in self._arrived[delivery.key] if self._clock.now() - at < REMEMBERED]
        self._arrived[delivery.key] = [*again, self._clock.now()]
        allowed = MOST_COPIES.get(KINDS[delivery.kind].cls)
        if allowed is not None and len(again) >= allowed:
            self.faults.append(f"{delivery.key} arrived {len(again) + 1} times")
        self.letters.append(Letter(delivery, outgoing, self._clock.now(), outcome, True, number))
        return Sent(number)

    def _inspect(self, delivery: Delivery, outgoing: Outgoing) -> None:
        """What Telegram would refuse."""
        plain = html.unescape(re.sub(r"<[^>]*>", "", outgoing.html))
        is_text = outgoing.method in {Method.SEND, Method.EDIT}
        if is_text and not plain.strip():
            self.faults.append(f"{delivery.key} says nothing")
        if len(plain.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            self.faults.append(f"{delivery.key} is too long")
        for button in (button for row in outgoing.buttons for button in row):
            is_fine = button.action is None or (
                _ACTION.fullmatch(button.action) and _ARG.fullmatch(button.arg)
            )
            if not button.text or not is_fine:
                self.faults.append(f"{delivery.key} has the button {button}")
