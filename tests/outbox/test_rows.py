"""What the two engines might do differently."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox import store
from bot.outbox.records import Outgoing
from tests.outbox.conftest import AWAKE, Post, texts

pytestmark = pytest.mark.asyncio


async def test_a_chat_hears_everything_in_the_order_it_was_said(post: Post) -> None:
    amina = post.reader()
    for number in range(6):
        await post.add(amina, "sure", f"{number}")
    for _ in range(10):
        await post.sends()
        post.world.clock.advance(seconds=1)

    assert texts(amina) == [str(number) for number in range(6)]
    assert not [call for call in post.world.ledger.calls() if call.status == 429]


async def test_one_row_is_claimed_by_one_only(post: Post) -> None:
    amina = post.reader()
    key = await post.add(amina, "once", "x")
    async with post.db.begin() as conn:
        delivery = await store.find_delivery(conn, key=key)
        assert delivery is not None
        claims = [await store.claim(conn, delivery, fence=fence) for fence in (1, 2)]

    assert claims == [True, False]


async def test_an_audience_that_fails_stops_only_its_own_row(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "broken", "bad", about="no number")
    await post.add(amina, "broken", "good", about="7")
    await post.sends()

    assert texts(amina) == ["good"]
    assert list((await post.states()).values()) == ["failed", "sent"]


async def test_the_budget_of_a_day_is_kept_and_the_rest_comes_in_the_morning(post: Post) -> None:
    amina = post.reader()
    post.standings[amina.id] = replace(AWAKE, budget=2)
    long_worth = {"expires_at": post.now + timedelta(days=3)}
    for number in range(3):
        await post.add(amina, "full", f"{number}", **long_worth)
        await post.sends()
        post.world.clock.advance(seconds=5)
    assert texts(amina) == ["0", "1"]

    async with post.db.begin() as conn:
        next_at = await store.next_due_at(conn)
    assert next_at == datetime(2026, 3, 3, 7, tzinfo=UTC)
    post.world.clock.move_to(next_at)
    await post.sends()
    assert texts(amina) == ["0", "1", "2"]


async def test_what_a_pause_holds_is_let_go_with_it(post: Post) -> None:
    amina = post.reader()
    until = datetime(9999, 1, 1, tzinfo=UTC)
    post.standings[amina.id] = replace(AWAKE, paused_until=until)
    await post.add(amina, "quiet", "request")
    await post.sends()
    assert texts(amina) == []

    post.standings[amina.id] = AWAKE
    async with post.db.begin() as conn:
        assert await store.release(conn, chat_id=amina.id, held_until=until, now=post.now) == 1
    await post.sends()
    assert texts(amina) == ["request"]


async def test_whatever_happens_every_row_is_accounted_for(post: Post) -> None:
    readers = [post.reader(f"Reader {number}") for number in range(6)]
    readers[0].block()
    readers[1].delete_account()
    kinds = ["once", "sure", "bulk", "short", "quiet", "full", "nudge", "asked", "broken"]
    for reader in readers:
        for kind in kinds:
            await post.add(reader, kind, f"{kind} {reader.id}", about="stale")
        await post.reply(reader, "screen")
    faults = ("refuse", "drop_after", "drop_before", "error_after", "truncate")
    for number, fault in enumerate(faults * 2):
        post.world.faults.add(fault, method="sendMessage", status=(429, 502)[number % 2])
    for _ in range(40):
        await post.sends()
        post.world.clock.advance(seconds=10)

    states = (await post.states()).values()
    assert len(states) == len(readers) * (len(kinds) + 1)
    terminal = {"sent", "unknown", "expired", "failed", "cancelled"}
    assert set(states) <= terminal, "nothing is left behind"


async def test_what_is_planned_twice_is_sent_once(post: Post) -> None:
    amina = post.reader()
    async with post.db.begin() as conn:
        box = post.box(conn)
        outgoing = Outgoing(to=amina.id, html="once")
        assert await box.add(outgoing, kind="once", key="once:1")
        assert not await box.add(outgoing, kind="once", key="once:1")
    await post.sends()
    async with post.db.begin() as conn:
        assert not await post.box(conn).add(outgoing, kind="once", key="once:1")
    await post.sends()

    assert texts(amina) == ["once"]


async def test_withdrawing_takes_what_matches_all_that_is_given(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "sure", "a", about="1")
    await post.add(amina, "sure", "b", about="2")
    async with post.db.begin() as conn:
        assert await post.box(conn).withdraw(kind="sure", about="2", chat_id=amina.id) == 1
        with pytest.raises(ValueError, match="what to withdraw"):
            await post.box(conn).withdraw()
    await post.sends()

    assert texts(amina) == ["a"]


async def test_a_row_forgets_its_text_when_it_is_over(post: Post) -> None:
    amina = post.reader()
    key = await post.add(amina, "once", "secret")
    assert (await post.row(key)).payload["html"] == "secret"
    await post.sends()
    assert (await post.row(key)).payload is None

    async with post.db.begin() as conn:
        await store.forget_finished(conn, before=post.now)
        assert await store.count_by_state(conn) == {"sent": 1}
        post.world.clock.advance(seconds=1)
        await store.forget_finished(conn, before=post.now)
        assert await store.count_by_state(conn) == {}
