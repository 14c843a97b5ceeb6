import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.outbox.records import Method, NotSent, Outgoing, SendOutcome
from bot.outbox.tables import deliveries
from tests.outbox.conftest import AWAKE, Post, texts

pytestmark = pytest.mark.asyncio
NOWHERE = "http://127.0.0.1:9/bot1000:playground"  # nobody listens there
NIGHT = datetime(2026, 3, 2, 23, tzinfo=UTC)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the engines do alike is tried on the quicker one; `test_rows` has the rest."""
    return sqlite_url


# Order -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", ["limited", "no connection"])
async def test_order_survives_a_message_that_had_to_wait(post: Post, trouble: str) -> None:
    amina = post.reader()
    address = post.bot._base_url
    if trouble == "limited":
        post.world.faults.add("refuse", method="sendMessage", status=429, retry_after=2)
    else:
        post.bot._base_url = NOWHERE
    await post.reply(amina, "first")
    await post.sends()
    post.bot._base_url = address
    await post.reply(amina, "second")
    for _ in range(3):
        await post.sends()
        post.world.clock.advance(seconds=1)

    assert texts(amina) == ["first", "second"]


async def test_replies_overtake_decisions_and_decisions_overtake_the_rest(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "bulk", "digest")
    await post.add(amina, "once", "nudge")
    await post.add(amina, "sure", "decision")
    await post.reply(amina, "reply")
    for _ in range(3):
        await post.sends()
        post.world.clock.advance(seconds=1)

    assert texts(amina) == ["reply", "decision", "nudge", "digest"]


async def test_many_chats_are_served_within_the_pace(post: Post) -> None:
    readers = [post.reader(f"Reader {number}") for number in range(60)]
    for reader in readers:
        await post.add(reader, "bulk", f"digest {reader.id}")
    await post.sends()
    first = sum(bool(reader.received) for reader in readers)
    for _ in range(3):
        post.world.clock.advance(seconds=1)
        await post.sends()

    assert first == 25
    assert all(len(reader.received) == 1 for reader in readers)
    assert not [call for call in post.world.ledger.calls() if call.status == 429]


# Whether it is still wanted ----------------------------------------------------------------------


async def test_what_is_too_late_is_not_sent(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "short", "on time")
    await post.add(amina, "short", "late", due_at=post.now - timedelta(minutes=20))
    await post.add(amina, "short", "later", due_at=post.now + timedelta(minutes=5))
    await post.sends()

    assert texts(amina) == ["on time"]
    assert list((await post.states()).values()) == ["sent", "expired", "planned"]


async def test_the_audience_is_asked_again_at_the_last_moment(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "asked", "wanted", about="fresh")
    await post.add(amina, "asked", "not wanted", about="stale")
    await post.sends()

    assert texts(amina) == ["wanted"]
    assert list((await post.states()).values()) == ["sent", "cancelled"]


async def test_a_kind_of_another_version_stops_only_its_own_rows(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "once", "new")
    await post.add(amina, "sure", "old")
    async with post.db.begin() as conn:
        statement = deliveries.update().where(deliveries.c.key == "once:new")
        await conn.execute(statement.values(kind="unheard of"))
    await post.sends()

    assert texts(amina) == ["old"]
    assert list((await post.states()).values()) == ["failed", "sent"]


async def test_the_gate_holds_until_the_quiet_hours_are_over(post: Post) -> None:
    post.world.clock.move_to(NIGHT)
    amina = post.reader()
    post.standings[amina.id] = AWAKE
    await post.add(amina, "quiet", "request")
    await post.add(amina, "nudge", "nudge")
    await post.add(amina, "full", "digest")
    await post.reply(amina, "reply")
    await post.sends()
    assert texts(amina) == ["reply", "nudge"]
    assert (await post.states())["full:digest"] == "expired", "seven o'clock is too late for it"

    post.world.clock.move_to(NIGHT + timedelta(hours=8))
    await post.sends()
    assert texts(amina) == ["reply", "nudge", "request"]


async def test_who_is_unreachable_is_not_written_to(post: Post) -> None:
    amina = post.reader()
    post.standings[amina.id] = replace(AWAKE, is_reachable=False)
    await post.add(amina, "nudge", "nudge")
    await post.sends()

    assert not post.world.ledger.calls("sendMessage")
    assert list((await post.states()).values()) == ["cancelled"]


# What Telegram answers ---------------------------------------------------------------------------


async def test_a_limit_of_one_chat_leaves_the_others_alone(post: Post) -> None:
    amina, omar = post.reader(), post.reader("Omar")
    post.world.faults.add(
        "refuse", method="sendMessage", chat_id=amina.id, status=429, retry_after=30
    )
    await post.add(amina, "sure", "Amina 1")
    await post.add(amina, "sure", "Amina 2")
    await post.add(omar, "sure", "Omar 1")
    await post.sends()
    assert (texts(amina), texts(omar)) == ([], ["Omar 1"])

    post.world.clock.advance(seconds=29)
    await post.sends()
    assert texts(amina) == []
    post.world.clock.advance(seconds=1)
    await post.sends()
    assert texts(amina) == ["Amina 1", "Amina 2"]
    assert (await post.row("sure:Amina 1")).attempt == 1, "a refusal is no attempt"


async def test_refusals_in_three_chats_are_the_bots_own_limit_and_all_wait(post: Post) -> None:
    readers = [post.reader(f"Reader {number}") for number in range(5)]
    for reader in readers[:3]:
        post.world.faults.add(
            "refuse", method="sendMessage", chat_id=reader.id, status=429, retry_after=10
        )
        await post.add(reader, "sure", f"to {reader.id}")
    await post.sends()
    for reader in readers[3:]:
        await post.add(reader, "sure", f"to {reader.id}")
    await post.sends()
    assert not any(reader.received for reader in readers)

    post.world.clock.advance(seconds=10)
    await post.sends()
    assert all(len(reader.received) == 1 for reader in readers)


async def test_who_blocked_the_bot_is_told_on_and_the_others_are_served(post: Post) -> None:
    amina, omar = post.reader(), post.reader("Omar")
    amina.block()
    await post.add(amina, "once", "Amina")
    await post.add(omar, "once", "Omar")
    await post.sends()

    assert post.gone == [amina.id]
    assert await post.states() == {"once:Amina": "failed", "once:Omar": "sent"}


async def test_a_screen_that_is_gone_comes_as_a_new_message(post: Post) -> None:
    amina = post.reader()
    await post.reply(amina, "old screen")
    await post.sends()
    screen = amina.last.message_id
    post.world.delete_message(amina.id, screen)
    await post.reply(amina, "new screen", over=screen)
    await post.sends()

    assert texts(amina) == ["new screen"]


async def test_a_screen_that_would_not_change_is_done(post: Post) -> None:
    amina = post.reader()
    await post.reply(amina, "same")
    await post.sends()
    key = await post.reply(amina, "same", over=amina.last.message_id)
    await post.sends()

    assert (await post.row(key)).state == "sent"


@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "error_after", "truncate"])
async def test_class_a_is_never_sent_again_when_nobody_knows(post: Post, fault: str) -> None:
    amina = post.reader()
    post.world.faults.add(fault, method="sendMessage")
    await post.add(amina, "once", "nudge")
    for _ in range(4):
        await post.sends()
        post.world.clock.advance(minutes=1)

    assert len(post.world.ledger.calls("sendMessage")) == 1
    assert await post.states() == {"once:nudge": "unknown"}


async def test_class_b_goes_once_more_after_a_minute_and_never_a_third_time(post: Post) -> None:
    amina = post.reader()
    post.world.faults.add("drop_after", method="sendMessage", times=9)
    await post.add(amina, "sure", "decision")
    await post.sends()
    post.world.clock.advance(seconds=59)
    await post.sends()
    assert texts(amina) == ["decision"]
    for _ in range(4):
        post.world.clock.advance(minutes=1)
        await post.sends()

    assert texts(amina) == ["decision", "decision"]
    assert await post.states() == {"sure:decision": "unknown"}


async def test_a_reply_is_not_repeated_when_nobody_knows(post: Post) -> None:
    amina = post.reader()
    post.world.faults.add("drop_after", method="sendMessage")
    key = await post.reply(amina, "screen")
    for _ in range(3):
        await post.sends()
        post.world.clock.advance(minutes=1)

    assert texts(amina) == ["screen"]
    assert (await post.row(key)).state == "unknown"


async def test_an_edit_is_repeated_until_it_is_known(post: Post) -> None:
    amina = post.reader()
    await post.reply(amina, "before")
    await post.sends()
    post.world.faults.add("drop_after", method="editMessageText", times=2)
    key = await post.reply(amina, "after", over=amina.last.message_id)
    for _ in range(4):
        await post.sends()
        post.world.clock.advance(minutes=1)

    assert texts(amina) == ["after"]
    assert (await post.row(key)).state == "sent"


class Counted:
    """A sender that writes down when it was used."""

    def __init__(self, post: Post) -> None:
        self._sender = post.dispatcher._sender
        self._clock = post.world.clock
        self.sent: list[float] = []
        self.asked: list[float] = []

    async def send(self, outgoing: Outgoing) -> SendOutcome:
        self.sent.append(self._clock.monotonic())
        return await self._sender.send(outgoing)

    async def ask(self) -> SendOutcome:
        self.asked.append(self._clock.monotonic())
        return await self._sender.ask()


async def test_without_a_connection_the_pauses_grow_and_nothing_is_lost(post: Post) -> None:
    amina, omar = post.reader(), post.reader("Omar")
    address = post.bot._base_url
    post.bot._base_url = NOWHERE
    await post.add(amina, "once", "Amina")
    await post.add(omar, "once", "Omar")
    line = post.dispatcher._sender = Counted(post)
    for _ in range(16):
        await post.sends()
        post.world.clock.advance(seconds=1)
    assert line.sent == [0, 0]
    assert line.asked == [1, 3, 7, 15], "one question that risks no message"

    post.bot._base_url = address
    for _ in range(16):
        await post.sends()
        post.world.clock.advance(seconds=1)
    assert (texts(amina), texts(omar)) == (["Amina"], ["Omar"])
    assert line.asked[4:] == [31], "and no more of them once there is an answer"
    assert (await post.row("once:Amina")).attempt == 1, "what was never sent is no attempt"


async def test_a_token_that_is_refused_stops_everything_and_loses_nothing(post: Post) -> None:
    amina = post.reader()
    post.world.faults.add("refuse", method="sendMessage", status=401)
    await post.add(amina, "once", "nudge")
    await post.dispatcher.run_round()

    assert post.dispatcher.is_refused
    assert await post.states() == {"once:nudge": "planned"}
    await post.dispatcher.run()  # returns at once


async def test_what_telegram_refuses_is_our_mistake_and_stops_nothing(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "once", "<b>never closed")
    await post.add(amina, "once", "fine")
    await post.sends()

    assert texts(amina) == ["fine"]
    assert list((await post.states()).values()) == ["failed", "sent"]


async def test_a_button_that_cannot_be_signed_stops_nothing(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "once", "fine")
    async with post.db.begin() as conn:
        row = {"to": amina.id, "method": "send", "html": "x", "buttons": [[["x", "Not!", "", None, None]]]}  # fmt: skip
        outgoing = Outgoing.from_json(row)
        await post.box(conn).add(outgoing, kind="once", key="once:bad")
    await post.sends()

    assert await post.states() == {"once:fine": "sent", "once:bad": "failed"}


# A process that dies -----------------------------------------------------------------------------


async def dies_while_sending(post: Post) -> None:
    """End the process while a call is on its way; the world has not acted."""
    fault = post.world.faults.add("hold", method="sendMessage")
    async with asyncio.TaskGroup() as process:
        sending = process.create_task(post.dispatcher.run_round())
        await fault.reached()
        sending.cancel()
    assert "sending" in (await post.states()).values()
    post.world.faults.clear()
    await post.restarts()


async def test_after_a_death_class_a_is_unknown_and_never_again(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "once", "nudge")
    await dies_while_sending(post)
    await post.sends()

    assert await post.states() == {"once:nudge": "unknown"}


async def test_after_a_death_class_b_goes_once_more(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "sure", "decision")
    await dies_while_sending(post)
    await post.sends()
    assert await post.states() == {"sure:decision": "planned"}
    post.world.clock.advance(minutes=1)
    await post.sends()

    assert await post.states() == {"sure:decision": "sent"}
    assert texts(amina)[-1] == "decision"


async def test_after_a_death_a_kind_that_is_gone_is_settled_too(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "sure", "decision")
    async with post.db.begin() as conn:
        await conn.execute(deliveries.update().values(kind="unheard of", state="sending"))
    await post.restarts()

    assert await post.states() == {"sure:decision": "unknown"}


async def test_an_edit_that_finds_the_database_away_is_surely_not_sent(post: Post) -> None:
    amina = post.reader()
    screen = Outgoing(to=amina.id, html="later", edits_key="reply:t1:1", method=Method.EDIT)
    async with post.db.begin() as conn:
        await conn.execute(text("ALTER TABLE deliveries RENAME TO elsewhere"))

    _, outcome = await post.dispatcher._call(screen)

    assert isinstance(outcome, NotSent)


# The loop ----------------------------------------------------------------------------------------


async def test_a_slow_chat_does_not_hold_up_the_others(post: Post) -> None:
    amina, omar = post.reader(), post.reader("Omar")
    slow = post.world.faults.add("hold", method="sendMessage", chat_id=amina.id)
    await post.add(amina, "once", "slow")
    async with asyncio.TaskGroup() as process:
        running = process.create_task(post.dispatcher.run())
        await slow.reached()
        await post.reply(omar, "quick")
        post.dispatcher.wake()
        await post.world.until(lambda: texts(omar) == ["quick"])
        assert texts(amina) == []

        post.dispatcher.stop()
        slow.release()
        await running
    assert set((await post.states()).values()) == {"sent"}, "a stop lets what is on its way end"
