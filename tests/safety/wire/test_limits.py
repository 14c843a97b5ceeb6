"""F-09: 429 for one chat, for all, for an hour; and what it must not hold up."""

from datetime import datetime, timedelta

import pytest
from telegram.error import RetryAfter

from bot.outbox.records import Class
from bot.outbox.rules import SENDS_AFTER_OUTAGE
from bot.playground.line.ledger import Call
from bot.playground.phone.player import Player
from bot.telegram.polling import pause_after
from tests.outbox.conftest import texts
from tests.safety.wire.line import Line

AN_HOUR = timedelta(hours=1)
STEP_SECONDS = 0.25  # how often the dispatcher looks without being woken


def limit(wire: Line, player: Player, *, method: str = "sendMessage") -> None:
    """Telegram refuses the next call to that person, for an hour."""
    wire.world.faults.add(
        "refuse", method=method, chat_id=player.id, status=429, retry_after=3_600
    )


def sent(wire: Line, player: Player) -> list[Call]:
    return wire.world.ledger.calls("sendMessage", chat_id=player.id)


async def an_hour_is_over(wire: Line, began: datetime) -> None:
    """Nothing a second too early; then all that waited."""
    before = len(wire.world.ledger)
    wire.world.clock.move_to(began + AN_HOUR - timedelta(seconds=1))
    await wire.sends()
    assert len(wire.world.ledger) == before
    wire.world.clock.move_to(began + AN_HOUR)
    await wire.passes(10)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "chats", [pytest.param(40, id="small"), pytest.param(400, id="long", marks=pytest.mark.long)]
)
async def test_one_limited_chat_waits_exactly_and_the_others_wait_less_than_a_second(
    wire: Line, chats: int
) -> None:
    limited = wire.reader("Limited")
    limit(wire, limited)
    keys = [await wire.plan(limited, Class.A, f"{number}") for number in range(3)]
    await wire.add(limited, "short", "worth twenty minutes")
    began = wire.now

    due: dict[int, datetime] = {}
    for number in range(chats):  # ten a second, each to somebody else
        reader = wire.reader(f"Reader {number}")
        await wire.plan(reader, list(Class)[number % 3], "news")
        due[reader.id] = wire.now
        await wire.passes(STEP_SECONDS if number % 3 else 0.0, step=STEP_SECONDS)
    await wire.passes(2, step=STEP_SECONDS)

    delays = sorted(
        (call.at - due[call.chat_id]).total_seconds()
        for call in wire.world.ledger.accepted("sendMessage")
        if call.chat_id in due
    )
    assert len(delays) == chats, "nobody is forgotten"
    assert delays[int(len(delays) * 0.99)] <= 1.0

    await an_hour_is_over(wire, began)
    assert [call.at - began for call in sent(wire, limited)[:2]] == [timedelta(0), AN_HOUR]
    assert texts(limited) == ["0", "1", "2"]
    states = await wire.states()
    assert [states[key] for key in keys] == ["sent"] * 3
    assert states["short:worth twenty minutes"] == "expired", "the only reason to lose anything"


@pytest.mark.asyncio
async def test_a_limit_for_all_holds_all_exactly_and_ends_gently(wire: Line) -> None:
    readers = [wire.reader(f"Reader {number}") for number in range(60)]
    for reader in readers[:3]:
        limit(wire, reader)
    began = wire.now
    for reader in readers:
        await wire.plan(reader, Class.B, "news")
    await wire.passes(2)
    refused = [call for call in wire.world.ledger.calls("sendMessage") if call.status == 429]
    before = len(wire.world.ledger)
    await an_hour_is_over(wire, began)
    await wire.passes(20)
    calls = wire.world.ledger.calls("sendMessage", after=before)
    first = min(call.at for call in calls)
    assert first - began >= AN_HOUR
    in_first_second = [call for call in calls if call.at - first < timedelta(seconds=1)]
    assert len(in_first_second) <= SENDS_AFTER_OUTAGE + 1
    assert all(len(reader.received) == 1 for reader in readers), "nothing lost, nothing twice"
    assert len(refused) == 3
    assert not [call for call in calls if call.status == 429]


@pytest.mark.asyncio
async def test_an_hour_for_edits_holds_no_message_not_even_in_that_chat(wire: Line) -> None:
    amina, omar = wire.reader("Amina"), wire.reader("Omar")
    for reader in (amina, omar):
        await wire.reply(reader, "screen")
    await wire.sends()
    limit(wire, amina, method="editMessageText")
    began = wire.now
    edit = await wire.plan(amina, Class.D, "changed")
    later = await wire.plan(amina, Class.D, "changed again")
    await wire.plan(omar, Class.D, "changed")
    await wire.plan(amina, Class.B, "decision")
    await wire.passes(10)

    assert texts(amina) == ["screen", "decision"]
    assert texts(omar) == ["changed"]
    assert len(wire.world.ledger.calls("editMessageText", chat_id=amina.id)) == 1, "not tried on"
    await an_hour_is_over(wire, began)
    edits = wire.world.ledger.calls("editMessageText", chat_id=amina.id)
    assert [call.at - began for call in edits[:2]] == [timedelta(0), AN_HOUR]
    assert [(await wire.row(key)).state for key in (edit, later)] == ["sent", "sent"]
    assert texts(amina) == ["changed again", "decision"]


@pytest.mark.asyncio
async def test_a_limit_of_edits_in_three_chats_is_not_taken_for_the_bots_own(wire: Line) -> None:
    readers = [wire.reader(f"Reader {number}") for number in range(4)]
    for reader in readers:
        await wire.reply(reader, "screen")
    await wire.sends()
    for reader in readers[:3]:
        limit(wire, reader, method="editMessageText")
        await wire.plan(reader, Class.D, "changed")
    await wire.plan(readers[3], Class.B, "decision")
    await wire.passes(2)

    assert texts(readers[3]) == ["screen", "decision"]


def test_a_limit_of_polls_is_waited_for_exactly() -> None:
    assert pause_after(RetryAfter(3_600), before=0.0) == 3_600
