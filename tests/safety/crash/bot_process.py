"""A bot in a process of its own: forked, so that it starts fast; killed by itself at a fault point."""

import asyncio
import gc
import json
import logging
import os
import signal
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn, Self, TypeAlias

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from telegram import Update

from bot import faultpoints
from bot.app import Halqa
from bot.faultpoints import Point
from bot.features import FEATURES
from bot.playground.clock import WorldClock
from bot.registry import Command, Feature
from bot.telegram.context import BotContext
from bot.telegram.transport import AiohttpRequest
from tests.safety.invariants import broken
from tests.support.bench import make_app

MOST_ROUNDS = 500  # steps of a bot that has anything to do at one moment
BROKEN = (
    "broken"  # a command whose handler always fails: fault points lie on the way of a dead letter
)
PIPE_BYTES = 65_536

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kill:
    """Die at the `crossing`-th crossing of `point` in one life, counted from 1."""

    point: Point
    crossing: int

    def __str__(self) -> str:
        return f"{self.point}#{self.crossing}"


@dataclass(frozen=True, slots=True)
class Crossing:
    """One crossing of a life that ended well.

    Attributes:
        kill: how to die there.
        version: rises with every commit that changed something and with every call to Telegram and
            answer of it: what is left by a death at two crossings of the same version is the same.
    """

    kill: Kill
    version: int


@dataclass(frozen=True, slots=True)
class Ended:
    """What a life that ended well has to tell: its crossings, and which invariants are broken."""

    crossings: list[Crossing]
    broken: list[str]


class _Crossings:
    """Counts the crossings of this process, and dies where it was told to."""

    def __init__(self, kill: Kill | None) -> None:
        self._kill = kill
        self._counts: Counter[Point] = Counter()
        self._is_dirty = False
        self.version = 0
        self.all: list[tuple[str, int, int]] = []

    def cross(self, point: Point) -> None:
        self._counts[point] += 1
        number = self._counts[point]
        if self._kill is not None and (point, number) == (self._kill.point, self._kill.crossing):
            os.kill(os.getpid(), signal.SIGKILL)
        self.all.append((point.value, number, self.version))

    def watch(self, app: Halqa) -> None:
        """Notice what outlives this process."""
        engine = app.db.engine.sync_engine

        @event.listens_for(engine, "after_cursor_execute")
        def on_statement(
            _conn: Connection,
            cursor: Any,
            statement: str,
            *_others: object,
        ) -> None:
            words = statement.lstrip().upper()
            if words.startswith(("INSERT", "UPDATE", "DELETE")) and cursor.rowcount != 0:
                self._is_dirty = True

        @event.listens_for(engine, "commit")
        def on_commit(_conn: Connection) -> None:
            self.version += self._is_dirty
            self._is_dirty = False

        @event.listens_for(engine, "rollback")
        def on_rollback(_conn: Connection) -> None:
            self._is_dirty = False

        ask = AiohttpRequest.do_request

        async def do_request(
            request: AiohttpRequest,
            url: str,
            *args: Any,
            **kwargs: Any,
        ) -> tuple[int, bytes]:
            is_look = "/getUpdates" in url and "offset=" not in url
            self.version += not is_look
            try:
                return await ask(request, url, *args, **kwargs)
            finally:
                self.version += not is_look

        AiohttpRequest.do_request = do_request  # type: ignore[method-assign, assignment]


_COMPILED: list[Engine] = []  # an engine that has compiled the bot's statements, if there is one


def keep_compiled(engine: Engine) -> None:
    """Let bots that are forked from now on use the statements that `engine` has compiled."""
    _COMPILED[:] = [engine]


def _use_compiled(engine: Engine) -> None:
    (warm,) = _COMPILED
    engine.dialect = warm.dialect
    engine._compiled_cache = warm._compiled_cache  # half of a start is compiling


async def _breaks(_update: Update, context: BotContext) -> None:
    async with context.begin():
        raise ZeroDivisionError


ALWAYS_FAILS = Feature(
    name=BROKEN, commands=(Command(name=BROKEN, handler=_breaks, description="fails"),)
)


class BotProcess:
    """The bot's process as its narrator holds it: orders go in by one pipe, answers come by another."""

    def __init__(
        self,
        clock: WorldClock,
        database: Path,
        *,
        kill: Kill | None = None,
        is_flowing: bool = False,
        features: Sequence[Feature] = (*FEATURES, ALWAYS_FAILS),
    ) -> None:
        """Fork; the child waits for `begin`. No loop may be running, and no other thread.

        Args:
            clock: the world's; the child keeps its own copy, moved by what it is told.
            database: the SQLite file.
            kill: where it dies.
            is_flowing: whether it runs its loops by itself instead of step by step.
            features: of which slices it is made.
        """
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        self._heard = b""
        self.pid = os.fork()
        if not self.pid:
            os.close(self._orders)
            os.close(self._answers)
            child = _Child(orders, answers, clock, database, kill, features)
            child.live(is_flowing=is_flowing)
        os.close(orders)
        os.close(answers)

    async def begin(self, url: str) -> bool:
        """Start it against the server at `url`; False: it died."""
        return await self.ask({"url": url}) is not None

    async def settle(self, now: datetime) -> Json | None:
        """Have it do all it can do at `now`: whether it is idle, and what is due next. None: it died."""
        return await self.ask({"do": "settle", "now": now.isoformat()})

    async def end(self) -> Ended | None:
        """Stop it in order. None: it died."""
        answer = await self.ask({"do": "end"})
        if answer is None:
            return None
        crossings = [Crossing(Kill(Point(p), n), version) for p, n, version in answer["crossings"]]
        return Ended(crossings, answer["broken"])

    async def ask(self, order: Json) -> Json | None:
        """Give one order and wait for the answer; None: it died.

        Raises:
            AssertionError: something went wrong in it.
        """
        try:
            os.write(self._orders, json.dumps(order).encode() + b"\n")
        except BrokenPipeError:
            return None
        return await self.answer()

    async def answer(self) -> Json | None:
        """Its next answer; None: it died."""
        loop = asyncio.get_running_loop()
        while b"\n" not in self._heard:
            readable = asyncio.Event()
            loop.add_reader(self._answers, readable.set)
            try:
                await readable.wait()
            finally:
                loop.remove_reader(self._answers)
            read = os.read(self._answers, PIPE_BYTES)
            if not read:
                return None
            self._heard += read
        line, _, self._heard = self._heard.partition(b"\n")
        answer: Json = json.loads(line)
        assert "error" not in answer, f"in the bot's process:\n{answer['error']}"
        return answer

    def bury(self) -> int:
        """Wait for its end; the signal that killed it, or 0."""
        os.close(self._orders)
        os.close(self._answers)
        _, status = os.waitpid(self.pid, 0)
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.bury()


class _Child:
    """The inside of the bot's process."""

    def __init__(  # noqa: PLR0917 - one caller, above
        self,
        orders: int,
        answers: int,
        clock: WorldClock,
        database: Path,
        kill: Kill | None,
        features: Sequence[Feature],
    ) -> None:
        self._orders = os.fdopen(orders)
        self._answers = answers
        self._clock = clock
        self._url = f"sqlite+aiosqlite:///{database}"
        self._features = features
        self._crossings = _Crossings(kill)

    def live(self, *, is_flowing: bool) -> NoReturn:
        try:
            gc.disable()  # a collection would copy every page that is shared with the narrator
            logging.disable(logging.CRITICAL)
            faultpoints.install(self._crossings.cross)
            asyncio.run(self._flow() if is_flowing else self._obey())
        except BaseException:
            self._say({"error": traceback.format_exc()})
        finally:
            os._exit(0)

    def _hear(self) -> Json:
        line = self._orders.readline()
        order: Json = json.loads(line) if line else {"do": "end"}
        return order

    def _say(self, answer: Json) -> None:
        left = json.dumps(answer).encode() + b"\n"
        while left:
            left = left[os.write(self._answers, left) :]

    async def _begin(self) -> Halqa:
        first = self._hear()
        app = make_app(self._url, self._clock, first["url"], features=self._features)
        if _COMPILED:
            _use_compiled(app.db.engine.sync_engine)
        self._crossings.watch(app)
        await app.start(migrate_first=True)
        self._say({})
        return app

    async def _obey(self) -> None:
        app = await self._begin()
        while (order := self._hear())["do"] != "end":
            self._clock.move_to(datetime.fromisoformat(order["now"]))
            is_idle = await _settle(app)
            due = await app.next_at()
            self._say({"is_idle": is_idle, "next_at": due.isoformat() if due else None})
        crossings = list(self._crossings.all)
        await app.poller.poll_once(timeout_seconds=0)  # acknowledges what came once more
        async with app.db.begin() as conn:
            found = await broken(conn, now=self._clock.now(), is_at_rest=True)
        await app.close()
        self._say({"crossings": crossings, "broken": found})

    async def _flow(self) -> None:
        app = await self._begin()
        await app.run(asyncio.Event())


async def _settle(app: Halqa) -> bool:
    """Let it do what it can do without time passing; whether nothing is left for this moment."""
    for _ in range(MOST_ROUNDS):
        done = await app.step()
        await app.background.finish()
        if not done:
            return await app.is_idle()
    msg = "the bot never comes to rest"
    raise AssertionError(msg)
