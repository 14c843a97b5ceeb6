"""The clock's work, on both engines: twice does no harm, and nothing is lost without a word."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.nudges import actions, actions_snooze, due, privacy, store
from bot.outbox import store as outbox_store
from bot.outbox.records import State as Sending
from bot.outbox.rules import Finish
from bot.outbox.tables import deliveries
from bot.people import actions as people_actions
from bot.people.records import Person
from bot.sittings import actions as sitting_actions
from bot.sittings import store as sitting_store
from bot.sittings.records import Sitting, State
from bot.slots import store as slot_store
from bot.slots.records import Slot
from tests.support.bench import Bench
from tests.support.learning import add_slot

MONDAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 19:00 in Cairo


async def learner(bench: Bench, start: str = "19:00") -> tuple[Person, Slot]:
    person = await bench.person("Amina")
    async with bench.work() as work:
        return person, await add_slot(work, person, start)


async def tick(bench: Bench) -> int:
    """One look at the clock."""
    done = 0
    for job in (
        actions.check_turns,
        actions.plan_due,
        actions.plan_moved,
        actions_snooze.plan_snoozes,
        actions.lapse,
    ):
        while True:
            async with bench.work() as work:
                moved = await job(work)
            done += moved
            if not moved:
                break
    return done


async def row(bench: Bench, slot: Slot, on: date = MONDAY) -> Sitting | None:
    async with bench.work() as work:
        return await sitting_store.find_sitting(work.conn, slot_id=slot.id, on=on)


@pytest.mark.asyncio
async def test_running_twice_nudges_once(bench: Bench) -> None:
    _, slot = await learner(bench)
    await tick(bench)
    bench.clock.move_to(EVENING)

    assert await tick(bench) > 0
    assert await tick(bench) == 0

    assert [planned.key for planned in await bench.planned(kind="nudge")] == [
        f"nudge:{slot.id}:2026-03-02"
    ]
    sitting = await row(bench, slot)
    assert sitting is not None
    assert sitting.state is State.NUDGED


@pytest.mark.asyncio
async def test_a_turn_set_back_by_force_still_nudges_a_date_once(bench: Bench) -> None:
    _, slot = await learner(bench)
    await tick(bench)
    bench.clock.move_to(EVENING)
    await tick(bench)
    async with bench.work() as work:
        await store.change_turn(
            work.conn, slot.id, next_on=MONDAY, next_start_at=EVENING, next_at=EVENING,
            nudged_at=None,
        )  # fmt: skip

    await tick(bench)

    assert len(await bench.planned(kind="nudge")) == 1


@pytest.mark.asyncio
async def test_a_long_outage_expires_every_date_and_says_one_line(bench: Bench) -> None:
    person, slot = await learner(bench)
    await tick(bench)
    bench.clock.move_to(EVENING + timedelta(days=5, hours=1))

    await tick(bench)

    for days in range(6):
        sitting = await row(bench, slot, MONDAY + timedelta(days=days))
        assert sitting is not None
        assert sitting.state is State.EXPIRED
    assert await bench.planned(kind="nudge") == []
    assert [line.chat_id for line in await bench.planned(kind="outage")] == [person.chat_id]


@pytest.mark.asyncio
async def test_a_message_that_expired_in_the_outbox_makes_its_sitting_neutral(
    bench: Bench,
) -> None:
    _, slot = await learner(bench)
    await tick(bench)
    bench.clock.move_to(EVENING)
    await tick(bench)
    async with bench.work() as work:
        key = f"nudge:{slot.id}:2026-03-02"
        delivery = await outbox_store.find_delivery(work.conn, key=key)
        assert delivery is not None
        late = Finish(Sending.EXPIRED, "too late")
        await outbox_store.settle(work.conn, delivery.id, late, now=work.now)

    assert await tick(bench) == 1

    sitting = await row(bench, slot)
    assert sitting is not None
    assert sitting.state is State.EXPIRED
    assert len(await bench.planned(kind="outage")) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("touch", ["skipped", "started", "removed"])
async def test_at_send_time_it_is_asked_whether_the_nudge_is_still_wanted(
    bench: Bench, touch: str
) -> None:
    person, slot = await learner(bench)
    await tick(bench)
    bench.clock.move_to(EVENING)
    await tick(bench)
    async with bench.work() as work:
        key = f"nudge:{slot.id}:2026-03-02"
        delivery = await outbox_store.find_delivery(work.conn, key=key)
        assert delivery is not None
        assert await due.wants_nudge(work.conn, delivery, work.now)
        sitting = await sitting_actions.own_sitting_on(work, person, slot.id, MONDAY)
        if touch == "skipped":
            await sitting_actions.skip(work, person, sitting)
        elif touch == "started":
            await sitting_actions.start(work, person, sitting)
        else:
            await slot_store.end_slot(work.conn, slot.id, now=work.now)
        assert not await due.wants_nudge(work.conn, delivery, work.now)


@pytest.mark.asyncio
async def test_turns_are_compared_once_a_minute_and_follow_zone_and_slot(bench: Bench) -> None:
    person, slot = await learner(bench)
    assert await tick(bench) == 1
    async with bench.work() as work:
        await people_actions.set_zone(work, person, "Europe/London")

    assert await tick(bench) == 0  # in the same minute nobody looks again
    bench.clock.advance(minutes=1)
    assert await tick(bench) == 1

    async with bench.work() as work:
        turn = await store.find_turn(work.conn, slot.id)
        assert await due.next_check_at(work.conn, work.now) is None
    assert turn is not None
    assert (turn.zone, turn.next_at) == ("Europe/London", EVENING + timedelta(hours=2))


@pytest.mark.asyncio
async def test_a_removed_slot_is_never_nudged_again(bench: Bench) -> None:
    _, slot = await learner(bench)
    await tick(bench)
    async with bench.work() as work:
        await slot_store.end_slot(work.conn, slot.id, now=work.now)
    bench.clock.move_to(EVENING)

    await tick(bench)

    assert await bench.planned(kind="nudge") == []
    async with bench.work() as work:
        turn = await store.find_turn(work.conn, slot.id)
    assert turn is not None
    assert turn.next_at is None


@pytest.mark.asyncio
async def test_the_operators_lateness_is_the_rows_own_end(bench: Bench) -> None:
    _, slot = await learner(bench)
    await tick(bench)
    bench.clock.move_to(EVENING)
    await tick(bench)
    async with bench.work() as work:
        key = f"nudge:{slot.id}:2026-03-02"
        delivery = await outbox_store.find_delivery(work.conn, key=key)
        minutes = work.settings.nudges.lateness_minutes
    assert delivery is not None
    assert delivery.expires_at == EVENING + timedelta(minutes=minutes)


@pytest.mark.asyncio
async def test_erasure_leaves_no_turn(bench: Bench) -> None:
    person, slot = await learner(bench)
    await tick(bench)
    async with bench.work() as work:
        await privacy.erase(work, person.id)
        assert await store.find_turn(work.conn, slot.id) is None


ZONES = ("Pacific/Kiritimati", "Etc/GMT+12", "Africa/Cairo", "Asia/Kathmandu", "America/St_Johns")


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", range(3))
async def test_whatever_the_journeys_one_nudge_a_date_and_eight_hours_apart(
    bench: Bench, seed: int
) -> None:
    person, _ = await learner(bench, "12:00")
    chance = random.Random(seed)  # noqa: S311 - a journey, not a secret
    for _ in range(60):
        async with bench.work() as work:
            await people_actions.set_zone(work, person, chance.choice(ZONES))
        for _ in range(chance.randint(1, 8)):
            bench.clock.advance(minutes=chance.choice((7, 30, 60)))
            await tick(bench)

    async with bench.work() as work:
        rows = await sitting_store.list_all(work.conn, person.id)
    times = sorted(r.nudged_at for r in rows if r.nudged_at is not None)
    keys = [planned.key for planned in await bench.planned(kind="nudge")]
    assert times
    assert len(keys) == len(set(keys)) == len(times)
    assert all(later - earlier >= timedelta(hours=8) for earlier, later in pairwise(times))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "settled_at",
    [
        pytest.param(EVENING + timedelta(days=1, hours=-2), id="long after its own end"),
        pytest.param(EVENING + timedelta(minutes=15), id="late"),
    ],
)
async def test_a_nudge_whose_end_is_unknown_holds_back_only_what_comes_near_it(
    bench: Bench, settled_at: datetime
) -> None:
    _, slot = await learner(bench)
    await tick(bench)
    bench.clock.move_to(EVENING)
    await tick(bench)
    async with bench.work() as work:
        await work.conn.execute(
            deliveries.update()
            .where(deliveries.c.key == f"nudge:{slot.id}:2026-03-02")
            .values(state=Sending.UNKNOWN, finished_at=settled_at)
        )
    bench.clock.move_to(EVENING + timedelta(days=1))
    await tick(bench)

    async with bench.work() as work:
        tomorrows = await outbox_store.find_delivery(work.conn, key=f"nudge:{slot.id}:2026-03-03")
        assert tomorrows is not None
        assert await due.wants_nudge(work.conn, tomorrows, work.now)
        too_near = EVENING + timedelta(hours=7, minutes=30)
        assert not await due.wants_nudge(work.conn, tomorrows, too_near)


@pytest.mark.asyncio
async def test_a_nudge_that_never_went_out_holds_back_no_other(bench: Bench) -> None:
    person, slot = await learner(bench)
    await tick(bench)
    bench.clock.move_to(EVENING)
    await tick(bench)
    async with bench.work() as work:
        delivery = await outbox_store.find_delivery(work.conn, key=f"nudge:{slot.id}:2026-03-02")
        assert delivery is not None
        late = Finish(Sending.EXPIRED, "too late")
        await outbox_store.settle(work.conn, delivery.id, late, now=work.now)
        await people_actions.set_zone(work, person, "Pacific/Kiritimati")
    bench.clock.move_to(EVENING + timedelta(minutes=1))
    await tick(bench)

    async with bench.work() as work:
        turn = await store.find_turn(work.conn, slot.id)
    assert turn is not None
    assert turn.nudged_at is None
