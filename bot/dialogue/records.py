"""What a guided talk is made of."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.outbox.records import Outgoing, ReplyKeyboard
from bot.texts import Html, Say
from bot.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Where somebody is in a guided talk.

    Attributes:
        chat_id: their private chat.
        name: the dialogue's name.
        step: the step that was asked last.
        data: what was answered so far (JSON values).
        version: changes with every step.
        screen_key: the delivery that shows the question.
    """

    chat_id: int
    name: str
    step: str
    data: Mapping[str, Any]
    version: int
    screen_key: str = ""


@dataclass(frozen=True, slots=True)
class PickedUser:
    """Somebody chosen with Telegram's user picker."""

    telegram_id: int
    first_name: str | None
    last_name: str | None
    username: str | None


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that somebody sent: where it is fetched, and what they say of it."""

    file_id: str
    name: str
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back to a question; exactly one of the first four, a file, or a skip.

    Attributes:
        text: what was typed, cleaned; with a file: its caption.
        choice: the value of the `Choice` that was pressed.
        users: who was picked.
        location: latitude and longitude in degrees.
        file: what was sent.
        is_skip: the step was skipped; only where the step allows it.
        over: the message id of the screen that was pressed; None when something was typed.
        message_id: of what was typed: an answer that may be corrected by editing remembers it.
    """

    text: str | None = None
    choice: str | None = None
    users: tuple[PickedUser, ...] | None = None
    location: tuple[float, float] | None = None
    file: SentFile | None = None
    is_skip: bool = False
    over: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of a question; `value` is what the answer holds: `[A-Za-z0-9._-]`, at most 16."""

    text: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `Skip` and `Cancel` are added by the talk itself.

    Attributes:
        say: the voice of the person who is asked.
        html: the question.
        choices: rows of buttons.
        keyboard: a reply keyboard with a picker, instead of `choices`.
    """

    say: Say
    html: Html
    choices: tuple[tuple[Choice, ...], ...] = ()
    keyboard: ReplyKeyboard | None = None


@dataclass(frozen=True, slots=True)
class Goto:
    """Ask `step` next; `data` is merged into what was answered.

    `keeps_buttons`: the same question with the same buttons (toggles): those on the screen stay
    good, so that somebody who taps fast loses no tap.
    """

    step: str
    data: Mapping[str, Any] = field(default_factory=dict)
    keeps_buttons: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """Not understood, or refused: says why and what to do; the question stays."""

    html: Html


@dataclass(frozen=True, slots=True)
class Finished:
    """The talk is over; `screen` is what is shown last (None: nothing)."""

    screen: Outgoing | None


Answered: TypeAlias = Goto | Again | Finished
Ask: TypeAlias = Callable[[Work, Talk], Awaitable[Question]]
Read: TypeAlias = Callable[[Work, Talk, Answer], Awaitable[Answered]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: how it is asked, how its answer is read, whether it may be skipped."""

    ask: Ask
    read: Read
    may_skip: bool = False


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A guided talk as a slice declares it.

    Attributes:
        name: the word in the row, at most 30 characters.
        command: what takes it up again, shown after /cancel (`/new`); None: only its own button.
        steps: by name.
    """

    name: str
    command: str | None
    steps: Mapping[str, Step]
