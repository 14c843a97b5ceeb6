"""A country changes its clocks: with the new table of zones what was planned lies where it should."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest
from sqlalchemy import update

from bot.checkins import actions_weekly, store_weekly
from bot.checkins.tables import weekly_turns
from bot.nudges import actions, store
from bot.people.records import Person
from bot.slots.records import Slot
from bot.slots.rules_instants import TABLE
from tests.support.bench import Bench
from tests.support.learning import add_slot

MONDAY: Final = date(2026, 3, 2)
EVENING: Final = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 19:00 in Cairo
AN_OLDER: Final = "2020a"
AN_HOUR: Final = timedelta(hours=1)


async def look(bench: Bench) -> None:
    """What the clock does about nudges, once."""
    for job in (actions.check_turns, actions.plan_due):
        async with bench.work() as work:
            await job(work)


async def reckoned_by_an_older_table(bench: Bench, *, off_by: timedelta) -> tuple[Person, Slot]:
    """Somebody's slot whose next nudge an older table put elsewhere."""
    person = await bench.person("Amina")
    async with bench.work() as work:
        slot = await add_slot(work, person, "19:00")
    await look(bench)
    async with bench.work() as work:
        at = EVENING + off_by
        await store.change_turn(work.conn, slot.id, next_start_at=at, next_at=at)
        await store.mark_table(work.conn, "nudges", table=AN_OLDER, now=work.now)
    return person, slot


@pytest.mark.asyncio
@pytest.mark.parametrize("off_by", [-AN_HOUR, AN_HOUR], ids=["earlier", "later"])
async def test_after_an_update_of_the_table_a_nudge_comes_by_the_new_clock(
    bench: Bench, off_by: timedelta
) -> None:
    _, slot = await reckoned_by_an_older_table(bench, off_by=off_by)
    for moment in (EVENING - AN_HOUR, EVENING - timedelta(seconds=1)):
        bench.clock.move_to(moment)
        await look(bench)
        assert await bench.planned(kind="nudge") == []

    bench.clock.move_to(EVENING)
    await look(bench)
    bench.clock.move_to(EVENING + AN_HOUR)
    await look(bench)

    keys = [row.key for row in await bench.planned(kind="nudge")]
    assert keys == [f"nudge:{slot.id}:2026-03-02"]


@pytest.mark.asyncio
async def test_a_moment_that_the_update_itself_passed_by_is_not_lost(bench: Bench) -> None:
    _, slot = await reckoned_by_an_older_table(bench, off_by=AN_HOUR)
    bench.clock.move_to(EVENING + timedelta(minutes=5))

    await look(bench)

    keys = [row.key for row in await bench.planned(kind="nudge")]
    assert keys == [f"nudge:{slot.id}:2026-03-02"]


@pytest.mark.asyncio
async def test_the_table_is_followed_once(bench: Bench) -> None:
    await reckoned_by_an_older_table(bench, off_by=AN_HOUR)
    async with bench.work() as work:
        assert await actions.check_turns(work) == 1
    async with bench.work() as work:
        assert await store.is_by_table(work.conn, "nudges", table=TABLE)
        assert not await store.is_by_table(work.conn, "nudges", table=AN_OLDER)
        assert await actions.check_turns(work) == 0


@pytest.mark.asyncio
async def test_a_week_opens_by_the_new_clock_too(bench: Bench) -> None:
    person = await bench.person("Amina")
    async with bench.work() as work:
        await actions_weekly.check_turns(work)
        found = await store_weekly.list_turns(work.conn)
        opens_at = found[0].next_at
        await work.conn.execute(update(weekly_turns).values(next_at=opens_at + AN_HOUR))
        await store.mark_table(work.conn, actions_weekly.CHECKS, table=AN_OLDER, now=work.now)

    async with bench.work() as work:
        assert await actions_weekly.check_turns(work) == 1

    async with bench.work() as work:
        after = await store_weekly.list_turns(work.conn)
    assert [(turn.person_id, turn.next_at) for turn in after] == [(person.id, opens_at)]
