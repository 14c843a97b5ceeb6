"""Messages as values, and the rows that carry them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any, Self, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.gate import Gate as Gate  # noqa: PLC0414 - part of what a kind is


class State(StrEnum):
    """Where a delivery is. Nothing else exists, and what was planned is accounted for."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"  # it may have arrived; never sent again
    EXPIRED = "expired"  # too late to be worth sending
    FAILED = "failed"  # refused for good: our mistake, or the chat is gone
    CANCELLED = "cancelled"  # no longer wanted


TERMINAL = frozenset({State.SENT, State.UNKNOWN, State.EXPIRED, State.FAILED, State.CANCELLED})


class Class(StrEnum):
    """What follows when nobody knows whether a message arrived (docs/explain/delivery.md)."""

    A = "A"  # at most once: never again
    B = "B"  # at least once: one more copy after a minute
    C = "C"  # a reply: again only if surely not sent and young
    D = "D"  # harmless to repeat: edits and the like


class Priority(IntEnum):
    """Which lane overtakes which."""

    REPLY = 0
    DECISION = 1
    NUDGE = 2
    BULK = 3


class Method(StrEnum):
    """What is done with an `Outgoing`."""

    SEND = "send"
    EDIT = "edit"  # text and buttons of an older message
    UNBUTTON = "unbutton"  # takes an older message's buttons away
    DOCUMENT = "document"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: exactly one of `action`, `url` and `copy` is set.

    Attributes:
        text: what it says.
        action: whose handler is called; signed together with `arg` when it is sent.
        arg: what it is about: ids and short words from `[A-Za-z0-9._-]`, at most 30 characters.
        url: a link to open.
        copy: a text that a tap copies, 1-256 characters.
    """

    text: str
    action: str | None = None
    arg: str = ""
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a reply keyboard: a plain text, or one of Telegram's pickers.

    Attributes:
        users: how many people the picker lets choose (1-10); None: no picker.
        location: whether it shares a location.
    """

    text: str
    users: int | None = None
    location: bool = False


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """A keyboard under the text field; empty `rows` takes it away."""

    rows: tuple[tuple[Key, ...], ...] = ()
    placeholder: str | None = None


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as a value.

    Attributes:
        to: the Telegram chat id.
        html: Telegram HTML, at most 4,096 UTF-16 units after parsing (longer texts are split when
            they are added).
        buttons: rows of inline buttons, in reading order: for a reader of Arabic each row is
            turned round where it is sent, since Telegram mirrors nothing.
        keyboard: a reply keyboard to bring or to take away; not together with `buttons`.
        method: what to do.
        edits: the message id that EDIT and UNBUTTON are about …
        edits_key: … or the key of the delivery that sent it.
        recipe: for DOCUMENT and PHOTO: the name of a renderer and its arguments; rendered when sent.
        rtl: whether the reader's language runs from right to left.
    """

    to: int
    html: str = ""
    buttons: Rows = ()
    keyboard: ReplyKeyboard | None = None
    method: Method = Method.SEND
    edits: int | None = None
    edits_key: str | None = None
    recipe: tuple[str, Mapping[str, Any]] | None = None
    rtl: bool = False

    def to_json(self) -> dict[str, Any]:
        """A form that fits in a row; defaults are left out."""
        data: dict[str, Any] = {"to": self.to, "method": self.method.value}
        if self.html:
            data["html"] = self.html
        if self.buttons:
            data["buttons"] = [
                [[b.text, b.action, b.arg, b.url, b.copy] for b in row] for row in self.buttons
            ]
        if self.keyboard is not None:
            data["keyboard"] = {
                "rows": [
                    [[k.text, k.users, k.location] for k in row] for row in self.keyboard.rows
                ],
                "placeholder": self.keyboard.placeholder,
            }
        for name in ("edits", "edits_key"):
            if (value := getattr(self, name)) is not None:
                data[name] = value
        if self.recipe is not None:
            data["recipe"] = [self.recipe[0], dict(self.recipe[1])]
        if self.rtl:
            data["rtl"] = True
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The value that `to_json` wrote."""
        keyboard = data.get("keyboard")
        recipe = data.get("recipe")
        return cls(
            to=data["to"],
            html=data.get("html", ""),
            buttons=tuple(tuple(Button(*b) for b in row) for row in data.get("buttons", ())),
            keyboard=None
            if keyboard is None
            else ReplyKeyboard(
                rows=tuple(tuple(Key(*k) for k in row) for row in keyboard["rows"]),
                placeholder=keyboard["placeholder"],
            ),
            method=Method(data["method"]),
            edits=data.get("edits"),
            edits_key=data.get("edits_key"),
            recipe=None if recipe is None else (recipe[0], recipe[1]),
            rtl=data.get("rtl", False),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the outbox."""

    id: int
    key: str
    kind: str
    chat_id: int
    about: str
    state: State
    priority: int
    due_at: datetime
    expires_at: datetime | None
    planned_at: datetime
    attempt: int
    payload: Mapping[str, Any] | None
    message_id: int | None


# Whether a delivery is still wanted at the moment it is sent.
Audience: TypeAlias = Callable[[AsyncConnection, Delivery, datetime], Awaitable[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a slice registers for each kind of message that it sends.

    Attributes:
        name: the word in the row; also the part of `key` before the first colon.
        cls: what follows when nobody knows whether it arrived.
        priority: which lane.
        lateness: how long after `due_at` it is still worth sending; None: always.
        gate: what the one gate asks.
        pausable: whether `/pause` stops it; decisions about oneself are not stopped.
        awaits_return: whether it is kept for somebody who blocked the bot, and sent when they are
            back; its audience is asked then.
        audience: whether it is still wanted when it is sent; None: always.
    """

    name: str
    cls: Class
    priority: Priority
    lateness: timedelta | None = None
    gate: Gate = Gate.NONE
    pausable: bool = True
    awaits_return: bool = False
    audience: Audience | None = field(default=None, compare=False)

    @property
    def counts(self) -> bool:
        """Whether it uses up the person's daily budget."""
        return self.gate in {Gate.NUDGE, Gate.FULL}


REPLY = Kind(name="reply", cls=Class.C, priority=Priority.REPLY, lateness=timedelta(minutes=10))
EDIT = Kind(name="edit", cls=Class.D, priority=Priority.REPLY, lateness=timedelta(hours=24))
FILE = Kind(name="file", cls=Class.C, priority=Priority.REPLY, lateness=timedelta(hours=1))
KERNEL_KINDS = (REPLY, EDIT, FILE)


# What Telegram answered, as a value (`telegram/sender.py` returns one of these) -----------------


@dataclass(frozen=True, slots=True)
class Sent:
    """Done."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not sent: there was no connection. Planned again; does not count as an attempt."""

    reason: str


@dataclass(frozen=True, slots=True)
class Busy:
    """429: nobody is at fault, the chat's lane waits."""

    retry_after: timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup: follow it, once."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The person or chat cannot be reached; `is_final` when the account was deleted."""

    reason: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """The message to edit is not there (any more)."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Our mistake (bad HTML, too long): counted as an error."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """401: the token is not valid (any more). Everything stops."""


SendOutcome: TypeAlias = (
    Sent | NotSent | Busy | Moved | Gone | Missing | Rejected | Unknown | Refused
)
