"""F-12: a process that was stopped beyond its lease and goes on: it sends nothing that another has taken over.

On PostgreSQL, where two can be alive at once.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import update

from bot.clock import SystemClock
from bot.db.lease import Lease, leadership
from bot.errors import LeadershipLost
from bot.outbox.dispatcher import Dispatcher
from tests.outbox.conftest import Post, texts

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Overslept(SystemClock):
    """The clock of a process that does not know yet how long it was stopped."""

    slept = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.slept


@pytest_asyncio.fixture
async def old(post: Post) -> AsyncIterator[Dispatcher]:
    """The first leader."""
    yield post.dispatcher


async def is_taken_over(post: Post) -> None:
    """The first process stands still, its lease runs out, another one leads and settles."""
    async with post.db.begin() as conn:
        await conn.execute(update(leadership).values(expires_at=LONG_AGO))
    await post.begins()
    await post.dispatcher.recover()


async def test_it_claims_nothing_any_more_and_its_loop_ends(post: Post, old: Dispatcher) -> None:
    amina = post.reader()
    await is_taken_over(post)
    await post.add(amina, "once", "nudge")
    with pytest.raises(LeadershipLost):
        await old.run()
    assert await post.states() == {"once:nudge": "planned"}
    await post.sends()
    assert texts(amina) == ["nudge"]


async def test_what_it_had_claimed_and_not_called_is_not_sent_by_it(
    post: Post, old: Dispatcher
) -> None:
    amina, omar = post.reader(), post.reader("Omar")
    await post.add(amina, "once", "nudge")
    await post.add(omar, "sure", "decision")
    chosen, _ = await old._choose()  # here it is stopped
    lease = post.lease
    await is_taken_over(post)
    assert await post.states() == {"once:nudge": "unknown", "sure:decision": "planned"}

    lease._sure_until = float("-inf")  # what its monotonic clock tells it when it goes on
    for delivery, standing in chosen:
        await old._send(delivery, standing)
    assert (texts(amina), texts(omar)) == ([], [])
    post.world.clock.advance(minutes=1)
    await post.sends()
    assert (texts(amina), texts(omar)) == ([], ["decision"])
    assert await post.states() == {"once:nudge": "unknown", "sure:decision": "sent"}


@pytest.mark.parametrize(("kind", "copies"), [("once", 1), ("sure", 1)])
async def test_a_late_answer_to_a_call_it_had_made_is_kept_and_brings_no_second_copy(
    post: Post, old: Dispatcher, kind: str, copies: int
) -> None:
    amina = post.reader()
    held = post.world.faults.add("hold_after", method="sendMessage")
    key = await post.add(amina, kind, "news")
    async with asyncio.TaskGroup() as process:
        process.create_task(old.run_round())
        await held.reached()
        await post.world.until(lambda: texts(amina) == ["news"])
        await is_taken_over(post)
        assert (await post.states())[key] in {"unknown", "planned"}
        held.release()
    assert await post.states() == {key: "sent"}, "the truth, however late"

    for _ in range(3):
        post.world.clock.advance(minutes=1)
        await post.sends()
    assert texts(amina) == ["news"] * copies
    assert (await post.row(key)).message_id == amina.last.message_id


async def test_an_answer_that_comes_after_the_second_copy_changes_nothing(
    post: Post, old: Dispatcher
) -> None:
    amina = post.reader()
    held = post.world.faults.add("hold_after", method="sendMessage")
    key = await post.add(amina, "sure", "decision")
    async with asyncio.TaskGroup() as process:
        process.create_task(old.run_round())
        await held.reached()
        await post.world.until(lambda: texts(amina) == ["decision"])
        await is_taken_over(post)
        post.world.clock.advance(minutes=1)
        await post.sends()
        second = (await post.row(key)).message_id
        held.release()
    assert texts(amina) == ["decision", "decision"], "two copies, not three"
    row = await post.row(key)
    assert (row.state, row.message_id) == ("sent", second)


async def test_its_own_monotonic_clock_tells_it_before_each_call(post: Post) -> None:
    amina = post.reader()
    clock = Overslept()
    post.lease = post.dispatcher._lease = Lease(post.db, clock)
    async with post.db.begin() as conn:
        await conn.execute(update(leadership).values(expires_at=LONG_AGO))
    assert await post.lease.take()
    key = await post.add(amina, "once", "nudge")
    chosen, _ = await post.dispatcher._choose()
    clock.slept = 120.0
    for delivery, standing in chosen:
        await post.dispatcher._send(delivery, standing)
    row = await post.row(key)
    assert (texts(amina), row.state, row.attempt) == ([], "planned", 0), "surely not sent"
