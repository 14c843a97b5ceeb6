"""F-03, first line of the table: what surely did not reach Telegram is no attempt, and nothing is lost."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Row

from bot.db.engine import Database
from bot.outbox.records import Class
from bot.playground.phone.player import Player
from tests.outbox.conftest import texts
from tests.safety.wire.line import Line, line

pytestmark = pytest.mark.asyncio
FIVE_MINUTES = timedelta(minutes=5)


async def plan_each(wire: Line) -> dict[Class, tuple[Player, str]]:
    """One message of each class, to people of their own; their keys."""
    planned = {}
    for cls in Class:
        player = wire.reader(cls.value)
        if cls is Class.D:
            await wire.reply(player, "before")
            await wire.settles()
        planned[cls] = (player, "")
    return {cls: (player, await wire.plan(player, cls, "news")) for cls, (player, _) in planned.items()}  # fmt: skip


async def rows(wire: Line, planned: dict[Class, tuple[Player, str]]) -> dict[Class, Row[object]]:
    return {cls: await wire.row(key) for cls, (_, key) in planned.items()}


async def test_a_refused_connection_costs_no_attempt_and_loses_nothing_but_late_answers(
    wire: Line,
) -> None:
    planned = await plan_each(wire)
    await wire.cable.cut()
    await wire.settles(within=FIVE_MINUTES)
    there = {cls: (row.state, row.attempt) for cls, row in (await rows(wire, planned)).items()}
    assert there == dict.fromkeys(Class, ("planned", 0))

    await wire.cable.mend()
    await wire.settles()
    after = {cls: (row.state, row.attempt) for cls, row in (await rows(wire, planned)).items()}
    assert after == {
        Class.A: ("sent", 1),
        Class.B: ("sent", 1),
        Class.C: ("expired", 0),
        Class.D: ("sent", 1),
    }
    assert [texts(planned[cls][0]) for cls in (Class.A, Class.B)] == [["news"], ["news"]]


async def test_no_free_connection_is_no_attempt(db: Database) -> None:
    async with line(db, connections=1, connect_timeout_seconds=0.3) as wire:
        slow, quick = wire.reader("Slow"), wire.reader("Quick")
        held = wire.world.faults.add("hold", method="sendMessage", chat_id=slow.id)
        first = await wire.plan(slow, Class.A, "slow")
        async with asyncio.TaskGroup() as process:
            process.create_task(wire.dispatcher.run_round())
            await held.reached()
            second = await wire.plan(quick, Class.A, "quick")
            await wire.dispatcher.run_round()
            row = await wire.row(second)
            assert (row.state, row.attempt, row.reason) == ("planned", 0, "no connection")
            held.release()
        await wire.settles()
        assert [(await wire.row(key)).state for key in (first, second)] == ["sent", "sent"]
        assert (texts(slow), texts(quick)) == (["slow"], ["quick"])


@contextmanager
def full_house() -> Iterator[str]:
    """An address whose queue of connections is full: the next one is neither refused nor taken."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(door.getsockname())
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        for each in waiting:
            each.close()


async def test_a_connection_that_does_not_come_about_is_no_attempt(db: Database) -> None:
    async with line(db, connect_timeout_seconds=0.3) as wire:
        amina = wire.reader()
        key = await wire.plan(amina, Class.A, "news")
        address = wire.bot._base_url
        with full_house() as nobody_opens:
            wire.bot._base_url = f"{nobody_opens}/bot{wire.world.token}"
            await wire.dispatcher.run_round()
        row = await wire.row(key)
        assert (row.state, row.attempt, row.reason) == ("planned", 0, "no connection")

        wire.bot._base_url = address
        await wire.settles()
        assert texts(amina) == ["news"]


async def test_an_answer_that_never_comes_is_unknown_whether_telegram_acted_or_not(
    db: Database,
) -> None:
    async with line(db, read_timeout_seconds=0.5) as wire:
        keys = []
        for fault in ("hold", "hold_after"):
            reader = wire.reader(fault)
            wire.world.faults.add(fault, method="sendMessage", chat_id=reader.id)
            keys.append(await wire.plan(reader, Class.A, "news"))
        await wire.sends()
        assert [(await wire.row(key)).state for key in keys] == ["unknown", "unknown"]

        amina = wire.reader()
        wire.world.faults.add("hold_after", method="sendMessage", chat_id=amina.id)
        key = await wire.plan(amina, Class.B, "decision")
        await wire.settles()
        assert (await wire.row(key)).state == "sent"
        assert texts(amina) == ["decision", "decision"]


async def test_an_answer_that_trickles_has_an_end(db: Database) -> None:
    async with line(db, read_timeout_seconds=1, transfer_seconds=0.5) as wire:
        wire.bot.request._connect_timeout = 0.5  # type: ignore[attr-defined]
        amina = wire.reader()
        key = await wire.plan(amina, Class.A, "x" * 300)
        wire.cable.trickles = True
        await wire.sends()
        assert (await wire.row(key)).state == "unknown"
        assert len(texts(amina)) == 1


async def test_a_line_that_breaks_at_every_call_stops_being_tried_after_a_few(wire: Line) -> None:
    """An hour of resets or of 502 must not burn everything that is sent at most once."""
    readers = [wire.reader(f"Reader {number}") for number in range(60)]
    wire.world.faults.add("refuse", status=502, times=10_000)
    for reader in readers:
        await wire.plan(reader, Class.A, "news")
    await wire.passes(3_600, step=20)
    spoke = [wire.dispatcher.is_speaking]
    burnt = list((await wire.states()).values()).count("unknown")
    calls = len(wire.world.ledger)
    wire.world.faults.clear()
    await wire.settles()

    assert [*spoke, wire.dispatcher.is_speaking] == [False, True], "and /readyz says so"
    states = list((await wire.states()).values())
    assert burnt <= 16, "what was on its way when the first answers came"
    assert states.count("sent") == 60 - burnt
    assert calls < 150, "and the line is asked, not stormed"
