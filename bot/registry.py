"""What a slice offers to the rest: its table of contents, declared in its `feature.py`."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update

from bot.dialogue.records import Dialogue
from bot.dialogue.talks import Afterwards
from bot.inbox.records import Silence
from bot.outbox.records import Kind
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
        kinds: the messages it starts by itself.
        recipes: renderers of its documents and pictures, by name.
        on_edit: told of an edited message in a private chat.
        on_text: asked about a message that no talk waits for; the first that wants it gets it.
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
    kinds: tuple[Kind, ...] = ()
    recipes: Mapping[str, Renderer] = field(default_factory=dict)
    on_edit: Handler | None = None
    on_text: TextHandler | None = None
    on_blocked: Handler | None = None
    on_silence: Callable[[Work, Silence], Awaitable[None]] | None = None
    export: Callable[[AsyncConnection, int], Awaitable[Mapping[str, Any]]] | None = None
    erase: Callable[[Work, int], Awaitable[None]] | None = None
