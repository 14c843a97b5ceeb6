"""What keeps one process speaking, and none by a clock that is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.db.lease import Lease, leadership
from bot.errors import LeadershipLost
from bot.guard import ClockGuard
from bot.outbox import store
from bot.outbox.asking import Asking
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.records import Delivery, State
from bot.outbox.rules import Again
from bot.scheduler.tick import Scheduler
from tests.outbox.conftest import Post, texts
from tests.safety.defences.defence import BOTH, POSTGRESQL, Cut, Defence
from tests.scheduler.test_tick import Diary
from tests.support.bench import Bench

AN_HOUR = timedelta(hours=1)


class Hands:
    """A clock with both hands in our hands."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def passes(self, delta: timedelta) -> None:
        self.wall += delta
        self.seconds += delta.total_seconds()


# Leading -----------------------------------------------------------------------------------------


async def ends_the_lease(post: Post) -> None:
    """As the database sees it; the process that has it does not know."""
    async with post.db.begin() as conn:
        await conn.execute(update(leadership).values(expires_at=None))


async def who_was_overtaken_claims_nothing(post: Post) -> None:
    amina, old = post.reader(), post.dispatcher
    await ends_the_lease(post)
    await post.begins()
    await post.add(amina, "once", "nudge")

    with pytest.raises(LeadershipLost):
        await old.run_round()
    assert texts(amina) == []
    assert await post.states() == {"once:nudge": "planned"}


async def who_slept_through_the_lease_makes_no_call(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "once", "nudge")
    chosen, _ = await post.dispatcher._choose()
    await post.lease.release()
    for delivery, standing in chosen:
        await post.dispatcher._send(delivery, standing)

    assert texts(amina) == []
    assert await post.states() == {"once:nudge": "planned"}


async def claimed(post: Post, key: str) -> Delivery:
    async with post.db.begin() as conn:
        delivery = await store.find_delivery(conn, key=key)
        assert delivery is not None
        assert await store.claim(conn, delivery, fence=post.lease.fence)
    return delivery


async def a_late_answer_changes_nothing_that_a_later_leader_claimed(post: Post) -> None:
    key = await post.add(post.reader(), "sure", "decision")
    delivery = await claimed(post, key)
    fence = post.lease.fence
    await post.restarts()  # … and sends it once more
    await claimed(post, key)
    async with post.db.begin() as conn:
        late = Again(post.now, is_attempt=True, reason="reset")
        await store.finish(conn, delivery, late, fence=fence, now=post.now)

    assert await post.states() == {key: State.SENDING}


async def a_second_leader_waits_for_the_lease_of_the_first(post: Post) -> None:
    assert not await Lease(post.db, Hands()).take()


# The clock ---------------------------------------------------------------------------------------


async def set_back(post: Post) -> None:
    """The machine's clock is an hour behind what was seen."""
    post.guard.remember(post.now + AN_HOUR)


async def by_a_clock_that_was_put_back_no_nudge_goes_out(post: Post) -> None:
    amina = post.reader()
    await set_back(post)
    await post.add(amina, "once", "nudge")
    await post.add(amina, "sure", "decision")
    await post.sends()

    assert texts(amina) == ["decision"]
    assert (await post.states())["once:nudge"] == "planned"


async def by_a_clock_that_was_put_back_nothing_is_too_late(post: Post) -> None:
    amina = post.reader()
    await set_back(post)
    await post.add(amina, "reply", "screen", due_at=post.now - AN_HOUR)
    await post.sends()

    assert texts(amina) == ["screen"]


async def by_a_clock_that_was_put_back_nothing_falls_due(bench: Bench) -> None:
    clock_guard = ClockGuard(bench.clock)
    clock_guard.remember(bench.clock.now() + AN_HOUR)
    diary = Diary("diary")
    scheduler = Scheduler(bench.works, [diary.job], guard=clock_guard)

    assert await scheduler.tick() == 0
    assert diary.moments == []


def a_clock_that_was_put_back_is_not_believed() -> None:
    hands = Hands()
    watched = ClockGuard(hands)
    assert watched.trouble is None
    hands.wall -= AN_HOUR
    assert watched.trouble == "put back"


def a_clock_that_jumps_days_ahead_is_not_believed() -> None:
    hands = Hands()
    watched = ClockGuard(hands)
    assert watched.trouble is None
    hands.passes(AN_HOUR)
    hands.wall += timedelta(days=2)
    assert watched.trouble == "far ahead"


def a_clock_that_was_never_set_is_not_believed() -> None:
    hands = Hands()
    hands.wall = datetime(1970, 1, 1, 0, 1, tzinfo=UTC)
    assert ClockGuard(hands).trouble == "before any release"


def telegrams_date_is_believed_before_a_clock_that_differs() -> None:
    hands = Hands()
    watched = ClockGuard(hands)
    watched.hear(hands.wall + AN_HOUR)
    assert watched.trouble == "telegram says otherwise"


DEFENCES = (
    Defence(
        name="the fence is checked where messages are claimed",
        prevents="two processes send at once",
        removed_by=(Cut(Dispatcher._choose, {"await self._lease.check(conn)": "pass"}),),
        shown_by=who_was_overtaken_claims_nothing,
        engines=BOTH,
    ),
    Defence(
        name="the lease is looked at right before each call",
        prevents="a process that was frozen goes on sending when it wakes",
        removed_by=(Cut(Dispatcher._send, {"if self._lease.is_held:": "if True:"}),),
        shown_by=who_slept_through_the_lease_makes_no_call,
    ),
    Defence(
        name="an answer is recorded by the fence that made the call",
        prevents="a late answer frees a row that another process is sending",
        removed_by=(Cut(store.finish, {", deliveries.c.fence == fence": ""}),),
        shown_by=a_late_answer_changes_nothing_that_a_later_leader_claimed,
        engines=BOTH,
    ),
    Defence(
        name="a lease is taken only when it has run out",
        prevents="on PostgreSQL every replica leads",
        removed_by=(Cut(Lease.take, {"statement = statement.where(is_free)": "pass"}),),
        shown_by=a_second_leader_waits_for_the_lease_of_the_first,
        engines=(POSTGRESQL,),
    ),
    Defence(
        name="by a clock that is wrong nothing of class A is sent",
        prevents="nudges go out hours early, once and for all",
        removed_by=(
            Cut(
                Dispatcher._choose,
                {"self._at_most_once if self._guard.trouble else frozenset[str]()": "frozenset()"},
            ),
        ),
        shown_by=by_a_clock_that_was_put_back_no_nudge_goes_out,
    ),
    Defence(
        name="by a clock that is wrong nothing expires",
        prevents="a clock that jumps ahead drops what everybody waits for",
        removed_by=(Cut(Asking.ask, {"if is_late and not self._guard.trouble:": "if is_late:"}),),
        shown_by=by_a_clock_that_was_put_back_nothing_is_too_late,
    ),
    Defence(
        name="by a clock that is wrong nothing falls due",
        prevents="windows close and holds end days too early",
        removed_by=(Cut(Scheduler.tick, {"if self._guard.trouble:": "if False:"}),),
        shown_by=by_a_clock_that_was_put_back_nothing_falls_due,
    ),
    Defence(
        name="a clock below what was seen is not believed",
        prevents="yesterday's nudges come again",
        removed_by=(Cut(ClockGuard._judge, {'return "put back"': "return None"}),),
        shown_by=a_clock_that_was_put_back_is_not_believed,
    ),
    Defence(
        name="a clock that jumps ahead is not believed",
        prevents="the nudges of days expire in a second",
        removed_by=(Cut(ClockGuard._judge, {'return "far ahead"': "return None"}),),
        shown_by=a_clock_that_jumps_days_ahead_is_not_believed,
    ),
    Defence(
        name="a clock that was never set is not believed",
        prevents="a machine without a battery plans for 1970",
        removed_by=(Cut(ClockGuard._judge, {"reading.wall < EARLIEST": "False"}),),
        shown_by=a_clock_that_was_never_set_is_not_believed,
    ),
    Defence(
        name="Telegram's own date is a witness",
        prevents="a clock that was wrong from the start is believed",
        removed_by=(Cut(ClockGuard._judge, {"if self._telegram is not None:": "if False:"}),),
        shown_by=telegrams_date_is_believed_before_a_clock_that_differs,
    ),
)
