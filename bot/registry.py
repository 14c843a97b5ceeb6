"""What a slice offers to the rest: its table of contents, declared in its `feature.py`."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update

from bot.dialogue.records import Dialogue
from bot.dialogue.talks import Afterwards
from bot.inbox.records import Silence
from bot.outbox.records import Kind
from bot.outside import Outside
from bot.telegram.context import BotContext
from bot.telegram.files import Renderer
from bot.work import Work

Handler: TypeAlias = Callable[[Update, BotContext], Coroutine[Any, Any, None]]
# True: it was this slice's.
TextHandler: TypeAlias = Callable[[Work, Update], Awaitable[bool]]
DueRun: TypeAlias = Callable[[Work], Awaitable[int]]
DueNext: TypeAlias = Callable[[AsyncConnection, datetime], Awaitable[datetime | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One `/command`.

    Attributes:
        name: without the slash.
        handler: what it triggers.
        description: a message id, marked with `mark`.
        in_menu: whether Telegram's menu shows it; about ten do, all are under /help.
        order: its place in the menu and in /help.
    """

    name: str
    handler: Handler
    description: str
    in_menu: bool = False
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DueJob:
    """Something the clock triggers.

    Attributes:
        name: for the log.
        run: does at most a batch of what is due at `work.now`; returns how much; safe to run twice.
        next_at: when it will next have something to do (None: nothing is foreseen); only for the
            playground's clock, which steps from one due moment to the next.
        is_hourly: housekeeping: once an hour is enough, and nobody waits for it.
    """

    name: str
    run: DueRun
    next_at: DueNext
    is_hourly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to be found out elsewhere: claimed in one transaction, run in none, settled in another.

    Attributes:
        name: for the log.
        claim: takes at most so many tasks that are due, and leases each in its own row, so that a
            crash lets it be claimed again; a task that was claimed too often is given up there.
        run: looks outside; what it returns is handed to `settle`. What it raises is logged, and the
            lease runs out.
        settle: writes what was found; it may have been settled before, or be for nothing any more.
        next_at: when one will next be due, leased ones included (None: nothing is foreseen).
        most_at_once: tasks that run side by side.
        deadline_seconds: for one `run`, in real time; shorter than the lease.
    """

    name: str
    claim: Callable[[Work, int], Awaitable[Sequence[Any]]]
    run: Callable[[Outside, Any], Awaitable[Any]]
    settle: Callable[[Work, Any, Any], Awaitable[None]]
    next_at: DueNext
    most_at_once: int = 1
    deadline_seconds: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One slice's table of contents.

    Attributes:
        name: the slice.
        commands: its `/commands`.
        buttons: by action (`[a-z_.]`, at most 14 characters); `context.press` holds the rest.
        payloads: deep links (`/start <prefix>…`) by prefix.
        dialogues: its guided talks.
        afterwards: what may follow a talk that has finished, by name (`Talks.begin(then=…)`).
        due: what the clock triggers.
        errands: what it has to find out elsewhere.
        kinds: the messages it starts by itself.
        recipes: renderers of its documents and pictures, by name.
        on_edit: told of an edited message in a private chat.
        on_text: asked about a message that no talk waits for; the first that wants it gets it.
        on_passed_on: asked about a forwarded message before the talk that waits is (nobody answers a
            question by forwarding), and about a link that the question cannot use.
        on_blocked: told when a person blocks or unblocks the bot.
        on_silence: told when Telegram is heard again after a long time.
        export: what is stored about a person, as JSON values; in the person's own file.
        erase: removes or unnames all that is stored about a person. Called from the top slice down.
    """

    name: str
    commands: tuple[Command, ...] = ()
    buttons: Mapping[str, Handler] = field(default_factory=dict)
    payloads: Mapping[str, Handler] = field(default_factory=dict)
    dialogues: tuple[Dialogue, ...] = ()
    afterwards: Mapping[str, Afterwards] = field(default_factory=dict)
    due: tuple[DueJob, ...] = ()
    errands: tuple[Errand, ...] = ()
    kinds: tuple[Kind, ...] = ()
    recipes: Mapping[str, Renderer] = field(default_factory=dict)
    on_edit: Handler | None = None
    on_text: TextHandler | None = None
    on_passed_on: TextHandler | None = None
    on_blocked: Handler | None = None
    on_silence: Callable[[Work, Silence], Awaitable[None]] | None = None
    export: Callable[[AsyncConnection, int], Awaitable[Mapping[str, Any]]] | None = None
    erase: Callable[[Work, int], Awaitable[None]] | None = None
