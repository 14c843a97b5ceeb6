"""Feeds bad updates to the whole bot and looks at everything that must not happen."""

import asyncio
import json
import logging
import resource
import time
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from bot.inbox import store as inbox_store
from bot.playground.jsontypes import JsonObject
from bot.playground.line.ledger import Call
from tests.safety.updates.cases import Case, Generator, Power
from tests.safety.updates.outgoing import oddities
from tests.safety.updates.population import Population, refill
from tests.safety.updates.report import Loud, Report
from tests.safety.updates.tables import Rows, Tables
from tests.support.story import Actor, Story

BATCH: Final = 90  # bad updates at once: with the honest ones fewer than one getUpdates brings
MOST_ROUNDS: Final = 400  # of the pump, for one batch
MOST_STEPS: Final = 4_000  # until everything of a batch is sent
KEPT_MESSAGES: Final = 25  # in each chat of the world: the memory that is measured is the bot's
HARMLESS: Final = (
    "/today",
    "/help",
    "/upcoming",
    "/plan",
    "/progress",
    "/circles",
    "/times",
    "/goals",
    "/queue",
    "/sources",
)
# What members press in good faith while the rest goes on.
GOOD_FAITH: Final = (
    "1:check.",
    "1:week.",
    "1:nudge.later",
    "1:sit.start",
    "1:adm.well",
    "1:goal.reach",
    "1:res.thanks",
    "1:queue.save",
)


@dataclass(frozen=True, slots=True)
class Forged:
    """An update in the world's queue, of any shape."""

    update_id: int
    body: dict[str, Any]
    at: datetime

    def to_api(self) -> JsonObject:
        """As it is."""
        return self.body


class Harness:
    """One run over one story."""

    def __init__(self, story: Story, people: Population, tables: Tables, *, seed: int) -> None:
        self.story = story
        self.people = people
        self.tables = tables
        self.seed = seed
        self.rng = Random(seed ^ 0x5EED)  # noqa: S311 - it must be repeatable
        self.generator = Generator(seed, people.cast())
        self.report = Report()
        self._made_up: set[str] = set()  # ids of presses that Telegram does not know
        self._batches = 0
        self._trimmed: dict[int, int] = {}  # by chat: messages up to there are gone
        self._loud = Loud()

    async def run(self, count: int, *, until: Callable[[], bool] = lambda: False) -> Report:
        """Feed `count` bad updates, or fewer where `until` says so after a batch.

        Raises:
            AssertionError: something happened that must not.
        """
        logging.getLogger("bot").addHandler(self._loud)
        logging.getLogger("bot.inbox.pump").setLevel(
            logging.DEBUG
        )  # it tells the whole error then
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, told: self._loud.records.append(str(told)))
        began, cpu = time.perf_counter(), time.process_time()
        try:
            while self.report.updates < count and not until():
                todo = min(BATCH, count - self.report.updates)
                await self._batch([self.generator.next() for _ in range(todo)])
        finally:
            logging.getLogger("bot").removeHandler(self._loud)
            logging.getLogger("bot.inbox.pump").setLevel(logging.NOTSET)
            loop.set_exception_handler(None)
        self.report.seconds = time.perf_counter() - began
        self.report.cpu_seconds = time.process_time() - cpu
        self.report.ended_at = self.story.clock.now().isoformat()
        return self.report

    # One batch ------------------------------------------------------------------------------------

    async def _batch(self, cases: Sequence[Case]) -> None:
        began = time.perf_counter()
        before = self.tables.read()
        powerless = [case for case in cases if case.power is Power.NOTHING]
        await self._feed(powerless, honest=())
        after = self.tables.read()
        changed = self.tables.changes(before, after)
        assert not changed, f"changed by the powerless: {changed[:3]} {self._told(powerless)}"

        others = [case for case in cases if case.power is not Power.NOTHING]
        last = self.tables.last_delivery()
        honest = self._honest()
        may, circles = self._may_touch([*others], honest)
        clock = self.story.clock.now()
        await self._feed(others, honest=honest)
        assert self.story.clock.now() == clock
        self._check_changes(after, may, circles, others)
        planned = self.tables.planned_for(after=last)
        unheard = [actor.player.id for actor in honest if actor.player.id not in planned]
        assert not unheard, f"not answered in the same round: {unheard} {self._told(others)}"
        told = planned - may
        assert not told, f"a message was planned for {told} {self._told(others)}"
        self._check_quiet(cases)

        await self._let_it_send(cases)
        self._look_at_calls(cases)
        self.report.updates += len(cases)
        self.report.sorts.update(case.sort for case in cases)
        elapsed = (time.perf_counter() - began) * 1000
        self.report.slowest_batch_ms = max(self.report.slowest_batch_ms, elapsed)
        self.report.memory_mb.append(_memory_mb())
        self._batches += 1
        if self._batches % 3 == 0:
            await self._live_on()
        self.generator.cast = self.people.cast()

    def _honest(self) -> list[Actor]:
        return self.rng.sample([*self.people.honest, *self.people.typists], 3)

    async def _feed(self, cases: Sequence[Case], *, honest: Sequence[Actor]) -> None:
        """Bad ones in the queue, honest ones behind them; then all are handled, the clock standing still."""
        direct: list[dict[str, Any]] = []
        world = self.story.world
        for case in cases:
            body = self._numbered(case)
            for _ in range(2 if self.rng.random() < 0.05 else 1):  # some come twice
                if _fits_the_wire(body) and body["update_id"] == world.updates.next_id:
                    world.updates._waiting.append(
                        Forged(world.updates.next_id, body, self.story.clock.now())  # type: ignore[arg-type]
                    )
                else:
                    direct.append(body)
            world.updates.next_id += 1
        waiting = world.updates._waiting
        mixed = list(waiting)
        self.rng.shuffle(mixed)
        waiting.clear()
        waiting.extend(mixed)
        if direct:
            async with self.story.app.db.begin() as conn:
                await inbox_store.keep(conn, direct, now=self.story.clock.now())
        for actor in honest:
            garbled = {
                "update_id": world.updates.next_id,
                "message": {"chat": _private(actor), "date": []},
            }
            waiting.append(Forged(world.updates.next_id, garbled, self.story.clock.now()))  # type: ignore[arg-type]
            world.updates.next_id += 1
            actor.player.send(self.rng.choice(HARMLESS))
            self.report.honest += 1
        for _ in range(MOST_ROUNDS):
            fetched = await self.story.app.poller.poll_once(timeout_seconds=0)
            handled = await self.story.app.pump.run_round()
            if not fetched and not handled:
                break
        else:
            raise AssertionError(f"the pump never comes to rest {self._told(cases)}")
        await self.story.app.background.finish()

    def _numbered(self, case: Case) -> dict[str, Any]:
        """With its number; a press is made known to the world, so that it can be answered."""
        body = {"update_id": self.story.world.updates.next_id, **case.update}
        query = case.update.get("callback_query")
        if case.is_press and case.person is not None and isinstance(query, dict):
            press = self.story.world.presses.add(
                person_id=case.person,
                chat_id=case.person,
                message_id=query["message"]["message_id"],
                data=query["data"],
                at=self.story.clock.now(),
            )
            body["callback_query"] = {**query, "id": press.callback_id}
        elif isinstance(query, dict):
            self._made_up.add(str(query.get("id")))
        return body

    # What must hold -------------------------------------------------------------------------------

    def _may_touch(
        self, cases: Sequence[Case], honest: Sequence[Actor]
    ) -> tuple[set[int], set[int]]:
        accounts: set[int] = set()
        circles: set[int] = set()
        senders = {case.person for case in cases} | {actor.player.id for actor in honest}
        for account in senders - {None}:
            its_accounts, its_circles = self.tables.reach(int(account or 0))
            accounts |= its_accounts
            circles |= its_circles
        return accounts, circles

    def _check_changes(
        self, before: Rows, may: set[int], circles: set[int], cases: Sequence[Case]
    ) -> None:
        after = self.tables.read()
        known = {row[0] for row in before["circles"]}  # the first column is the id
        for change in self.tables.changes(before, after):
            new = {number for number in change.circles if number not in known}
            is_theirs = change.accounts <= may and change.circles <= circles | new
            assert is_theirs, f"not theirs to change: {change} {self._told(cases)}"

    def _check_quiet(self, cases: Sequence[Case]) -> None:
        assert not self._loud.records, f"{self._loud.records[:3]} {self._told(cases)}"
        dead = {
            error: n
            for error, n in self.tables.dead().items()
            if not error.startswith("Unparsable")
        }
        assert not dead, f"dead letters: {dead} {self._told(cases)}"

    async def _let_it_send(self, cases: Sequence[Case]) -> None:
        self.story.clock.advance(seconds=30)
        app = self.story.app
        for _ in range(MOST_STEPS):
            if await app.step():
                continue
            await app.background.finish()
            if await app.is_idle():
                break
            self.story.clock.advance(seconds=3)
        else:
            raise AssertionError(f"the bot never comes to rest {self._told(cases)}")
        self._check_quiet(cases)

    def _look_at_calls(self, cases: Sequence[Case]) -> None:
        """Whether the strict server refused anything; then its memory is made small again."""
        world = self.story.world
        for call in world.ledger:
            self.report.calls += 1
            answer = str(call.answer)
            odd = oddities(call.parameters)
            assert not odd, f"{odd} in {call.parameters} {self._told(cases, of={call.chat_id})}"
            if call.status < 400:
                continue
            is_made_up = str(call.parameters.get("callback_query_id")) in self._made_up
            if call.status == 403 and self._is_gone(call.chat_id):
                self.report.refusals["403"] += 1
            elif "message is not modified" in answer:
                self.report.refusals["not modified"] += 1
            elif "message to edit not found" in answer and self._is_trimmed(call):
                self.report.refusals["edited what this test made room for"] += 1
            elif call.method == "getFile" and "invalid file_id" in answer:
                self.report.refusals["made-up file"] += 1
            elif "query is too old" in answer and is_made_up:
                self.report.refusals["made-up press"] += 1
            else:
                told = self._told(cases, of={call.chat_id})
                raise AssertionError(f"refused: {call.method} {call.parameters} {answer} {told}")
        self._made_up.clear()
        world.ledger._calls.clear()
        world.presses._presses.clear()
        for chat in world.chats.values():
            for message_id in list(chat.messages)[:-KEPT_MESSAGES]:
                del chat.messages[message_id]
                self._trimmed[chat.id] = message_id

    def _is_trimmed(self, call: Call) -> bool:
        message_id = call.parameters.get("message_id")
        last = self._trimmed.get(call.chat_id or 0, 0)
        return isinstance(message_id, int) and message_id <= last

    def _is_gone(self, chat_id: int | None) -> bool:
        person = self.story.world.people.get(chat_id or 0)
        return person is None or person.blocked or person.deleted

    def _told(self, cases: Sequence[Case], *, of: Container[int | None] | None = None) -> str:
        shown = [json.dumps(c.update)[:3000] for c in cases if of is None or c.person in of]
        where = f"\nseed {self.seed}, after {self.report.updates} updates, among these:\n"
        return where + "\n".join(shown)

    # Life goes on ---------------------------------------------------------------------------------

    async def _live_on(self) -> None:
        """Time passes; members answer what they were asked; careless people are found anew."""
        hours = self.rng.choice((0.1, 0.5, 1, 3, 8))
        await self.story.wait(timedelta(hours=hours))
        for actor in (*self.people.honest, *self.people.typists):
            await self._answer(actor)
        await refill(self.story, self.people)
        self._look_at_calls(())
        self._check_quiet(())

    async def _answer(self, actor: Actor) -> None:
        if actor.player.person.blocked or not actor.player.received:
            return
        last = actor.player.last
        for button in last.inline_keyboard or ():
            if (button.callback_data or "").startswith(GOOD_FAITH) and self.rng.random() < 0.5:
                actor.player.press(last, button.callback_data or "")
                self.report.honest += 1
                await self.story.settle()
                return


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _private(actor: Actor) -> dict[str, Any]:
    return {"id": actor.player.id, "type": "private"}


def _fits_the_wire(body: dict[str, Any]) -> bool:
    """Whether the world can send it: no number that is spoiled, no half of a character."""
    if not isinstance(body["update_id"], int):
        return False
    try:
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (UnicodeEncodeError, ValueError, RecursionError):
        return False
    return True
