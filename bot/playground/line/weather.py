"""Weather on the line between the bot and its Telegram: failures that stand until they are switched off.

`Faults` strike the next calls that a test ordered them for. These last, several at once, as people
know them: a slow line, a server that fails now and then, answers that get lost, a limit, no line at all.
"""

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.playground.jsontypes import JsonObject
from bot.playground.line.faults import Fault, FaultKind
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import page

LONGEST_LATENCY_MS: Final = 60_000  # longer than any bot waits for an answer
LONGEST_FLOOD_S: Final = 3600  # seconds in `retry_after`
STATUSES: Final = (500, 502)


class Kind(StrEnum):
    """What the weather is like."""

    LATENCY = "latency"  # every call is held for `ms` before the world acts
    ERRORS = "errors"  # a share of the calls is answered `status`; the world does not act
    DROP = "drop"  # the world acts, and for a share of the calls the answer is cut off
    FLOOD = "flood"  # every call is answered 429 with `retry_after`
    OFFLINE = "offline"  # every connection is cut at once, waiting polls too


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One failure that stands.

    Attributes:
        kind: which.
        methods: a part of a method's name, in any case of letters; empty: every method.
        ms: real milliseconds that LATENCY holds a call.
        share: of the calls that ERRORS and DROP strike, above 0 and at most 1.
        status: what ERRORS answers.
        retry_after: seconds that FLOOD names; the bot counts them on its own clock.
    """

    kind: Kind
    methods: str = ""
    ms: int = 1000
    share: float = 1.0
    status: int = 500
    retry_after: int = 5

    def __post_init__(self) -> None:
        if not 1 <= self.ms <= LONGEST_LATENCY_MS:
            raise NotPossibleError(page.LATENCY, most=LONGEST_LATENCY_MS)
        if not 0 < self.share <= 1:
            raise NotPossibleError(page.SHARE)
        if self.status not in STATUSES:
            raise NotPossibleError(page.FAILING_STATUS, either=STATUSES[0], other=STATUSES[1])
        if not 1 <= self.retry_after <= LONGEST_FLOOD_S:
            raise NotPossibleError(page.RETRY_AFTER, most=LONGEST_FLOOD_S)

    def meets(self, method: str) -> bool:
        """Whether calls of this method are in it."""
        return self.methods.lower() in method.lower()

    def to_page(self) -> JsonObject:
        """For GET /api/faults: what this kind has, and nothing else."""
        return {"kind": self.kind.value, "methods": self.methods} | {
            name: getattr(self, name) for name in SETTINGS[self.kind]
        }


SETTINGS: Final = {
    Kind.LATENCY: ("ms",),
    Kind.ERRORS: ("share", "status"),
    Kind.DROP: ("share",),
    Kind.FLOOD: ("retry_after",),
    Kind.OFFLINE: (),
}


class Weather:
    """What stands now: one condition of each kind at most."""

    def __init__(self, *, on_change: Callable[[], None]) -> None:
        self._standing: dict[Kind, Condition] = {}
        self._on_change = on_change
        self._turned = asyncio.Event()  # set when LATENCY ends: what is held goes on
        # Not every second call: a bot that asks before it repeats would meet the same fate each time.
        self._dice = random.Random(0)  # noqa: S311 - nothing secret, and the same in every run

    def __iter__(self) -> Iterator[Condition]:
        return iter([self._standing[kind] for kind in Kind if kind in self._standing])

    def set(self, condition: Condition) -> None:
        """Let it stand, in the place of the one of the same kind."""
        self._standing[condition.kind] = condition
        self._change()

    def clear(self, kind: Kind | None = None) -> None:
        """Let it be fair again: one kind, or all."""
        for each in Kind if kind is None else (kind,):
            self._standing.pop(each, None)
        self._change()

    def is_offline(self, method: str = "") -> bool:
        """Whether connections are cut; for a webhook, which is no method, only where all are."""
        return self._meets(Kind.OFFLINE, method) is not None

    async def hold(self, method: str) -> None:
        """Wait as long as LATENCY says, or until that is switched off."""
        condition = self._meets(Kind.LATENCY, method)
        if condition is None:
            return
        try:
            async with asyncio.timeout(condition.ms / 1000):
                await self._turned.wait()
        except TimeoutError:
            return

    def take(self, method: str) -> Fault | None:
        """What strikes this call before the world acts."""
        if self.is_offline(method):
            return Fault(kind=FaultKind.DROP_BEFORE)
        if (flood := self._meets(Kind.FLOOD, method)) is not None:
            return Fault(kind=FaultKind.REFUSE, status=429, retry_after=flood.retry_after)
        errors = self._meets(Kind.ERRORS, method)
        if errors is not None and self._strikes(errors):
            return Fault(kind=FaultKind.REFUSE, status=errors.status)
        return None

    def cuts_answer(self, method: str) -> bool:
        """Whether the answer is lost, after the world has acted."""
        if self.is_offline(method):
            return True
        drop = self._meets(Kind.DROP, method)
        return drop is not None and self._strikes(drop)

    def _meets(self, kind: Kind, method: str) -> Condition | None:
        condition = self._standing.get(kind)
        return condition if condition is not None and condition.meets(method) else None

    def _strikes(self, condition: Condition) -> bool:
        return self._dice.random() < condition.share

    def _change(self) -> None:
        self._turned.set()
        self._turned = asyncio.Event()
        self._on_change()
