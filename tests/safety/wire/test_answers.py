"""F-03, F-10, F-27: every answer × every class × once and always, and what becomes of the message."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.outbox import store
from bot.outbox.records import Class
from bot.outbox.rules import COPY_AFTER
from bot.playground.line.ledger import Call
from bot.playground.phone.player import Player
from tests.outbox.conftest import AWAKE
from tests.safety.wire.line import Line
from tests.safety.wire.signals import ALWAYS, ONCE, SIGNALS, Meaning, Signal

pytestmark = pytest.mark.asyncio
EVER = 99
MORE_TIMES = [pytest.param(1, id="small"), pytest.param(25, id="long", marks=pytest.mark.long)]


async def somebody(wire: Line, cls: Class) -> tuple[Player, str]:
    """A reader, and the method of the call that a message of that class to them is made with."""
    player = wire.reader()
    wire.standings[player.id] = AWAKE
    if cls is not Class.D:
        return player, "sendMessage"
    await wire.reply(player, "before")
    await wire.settles()
    return player, "editMessageText"


async def meets(wire: Line, signal: Signal, cls: Class, *, times: int) -> tuple[str, list[Call]]:
    """Send one message into such answers: its last state, and the calls that were made."""
    player, method = await somebody(wire, cls)
    wire.world.faults.add(
        signal.fault, method=method, chat_id=player.id, times=times, **signal.values
    )
    done = len(wire.world.ledger)
    key = await wire.plan(player, cls, "news")
    await wire.settles()
    calls = wire.world.ledger.calls(method, chat_id=player.id, after=done)
    return (await wire.row(key)).state, calls


@pytest.mark.parametrize("rounds", MORE_TIMES)
@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
async def test_what_becomes_of_a_message_after_such_an_answer(
    wire: Line, signal: Signal, rounds: int
) -> None:
    unknown = 0
    for cls in list(Class) * rounds:
        for expected, times in ((ONCE, 1), (ALWAYS, EVER)):
            if signal.meaning not in expected:
                continue
            state, calls = await meets(wire, signal, cls, times=times)

            told = (signal.name, cls.value, times)
            wanted = expected[signal.meaning][cls]
            if signal.acts and cls is Class.D:
                wanted = (
                    "sent",
                    2,
                )  # what was changed the first time is "not modified" the second
            assert (*told, state, len(calls)) == (*told, *wanted)
            unknown += state == "unknown"
            if signal.meaning is Meaning.UNKNOWN:
                assert all(c.accepted for c in calls) or not signal.acts or cls is Class.D
                apart = [later.at - earlier.at for earlier, later in pairwise(calls)]
                assert all(each >= COPY_AFTER for each in apart), (told, apart)
                assert len({str(call.parameters) for call in calls}) == 1, "the same buttons"
            if signal.meaning is Meaning.LIMITED:
                waits = calls[1].at - calls[0].at
                assert waits == timedelta(seconds=signal.values["retry_after"] or 1)
    async with wire.db.begin() as conn:
        states = await store.count_by_state(conn)
    assert states.get("unknown", 0) == unknown, "counted exactly"
    assert not states.get("sending")
    assert bool(wire.gone) == (signal.meaning is Meaning.GONE), "only Telegram says who is gone"
