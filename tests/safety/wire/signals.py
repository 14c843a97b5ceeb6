"""Every way in which Telegram, or what stands before it, can answer, and what it means for a delivery."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.outbox.records import Class


class Meaning(StrEnum):
    """What is known after such an answer."""

    UNKNOWN = "it may have arrived"
    LIMITED = "not sent: too fast"
    GONE = "not sent: they cannot be reached"
    REJECTED = "not sent: our mistake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One answer, as a fault of the playground.

    Attributes:
        name: in words.
        meaning: what is known after it.
        fault: its kind.
        values: what else is ordered with it.
        acts: whether Telegram does what was asked all the same.
        row: of the fault model.
    """

    name: str
    meaning: Meaning
    fault: str
    values: Mapping[str, Any] = field(default_factory=dict)
    acts: bool = False
    row: str = "F-03"


def _page(status: int, why: str) -> Signal:
    return Signal(name=f"a page with {status}: {why}", meaning=Meaning.UNKNOWN, fault="page",
                  values={"status": status}, row="F-27")  # fmt: skip


def _refusal(status: int, meaning: Meaning, text: str, row: str = "F-10") -> Signal:
    return Signal(name=text, meaning=meaning, fault="refuse", row=row,
                  values={"status": status, "description": text})  # fmt: skip


SIGNALS = (
    Signal(name="reset before", meaning=Meaning.UNKNOWN, fault="drop_before"),
    Signal(name="reset after", meaning=Meaning.UNKNOWN, fault="drop_after", acts=True),
    Signal(name="a proxy's 502 after", meaning=Meaning.UNKNOWN, fault="error_after", acts=True),
    Signal(name="half of the JSON", meaning=Meaning.UNKNOWN, fault="truncate", acts=True),
    Signal(name="500", meaning=Meaning.UNKNOWN, fault="refuse", values={"status": 500}),
    Signal(name="502", meaning=Meaning.UNKNOWN, fault="refuse", values={"status": 502}),
    _page(200, "a café's login"),
    _page(302, "a café's way to its login"),
    _page(401, "a proxy's, which says nothing about the token"),
    _page(403, "a filter's, which says nothing about the person"),
    _page(404, "a wrong gateway's"),
    _page(429, "a proxy's own limit"),
    Signal(name="a code that nobody knows", meaning=Meaning.UNKNOWN, fault="refuse",
           values={"status": 418, "description": "I'm a teapot"}, row="F-27"),
    Signal(name="429", meaning=Meaning.LIMITED, fault="refuse", row="F-09",
           values={"status": 429, "retry_after": 30}),
    Signal(name="429 for no time", meaning=Meaning.LIMITED, fault="refuse", row="F-09",
           values={"status": 429, "retry_after": 0}),
    _refusal(403, Meaning.GONE, "Forbidden: bot was blocked by the user"),
    _refusal(403, Meaning.GONE, "Forbidden: user is deactivated"),
    _refusal(403, Meaning.GONE, "Forbidden: bot can't initiate conversation with a user"),
    _refusal(403, Meaning.GONE, "Forbidden: bot was kicked from the group chat"),
    _refusal(403, Meaning.GONE, "Forbidden: a reason that is new this year", "F-27"),
    _refusal(400, Meaning.GONE, "Bad Request: chat not found"),
    _refusal(400, Meaning.REJECTED, "Bad Request: can't parse entities"),
    _refusal(400, Meaning.REJECTED, "Bad Request: a text that is new this year", "F-27"),
)  # fmt: skip

# What becomes of a delivery (its last state, how many calls were made for it): when such an answer comes
# once, and when it comes whatever is done.
ONCE: Mapping[Meaning, Mapping[Class, tuple[str, int]]] = {
    Meaning.UNKNOWN: {
        Class.A: ("unknown", 1),
        Class.B: ("sent", 2),
        Class.C: ("unknown", 1),
        Class.D: ("sent", 2),
    },
    Meaning.LIMITED: dict.fromkeys(Class, ("sent", 2)),
    Meaning.GONE: dict.fromkeys(Class, ("failed", 1)),
    Meaning.REJECTED: dict.fromkeys(Class, ("failed", 1)),
}
ALWAYS: Mapping[Meaning, Mapping[Class, tuple[str, int]]] = {
    Meaning.UNKNOWN: {
        Class.A: ("unknown", 1),
        Class.B: ("unknown", 2),
        Class.C: ("unknown", 1),
        Class.D: ("failed", 5),
    },
    Meaning.GONE: ONCE[Meaning.GONE],
    Meaning.REJECTED: ONCE[Meaning.REJECTED],
}
