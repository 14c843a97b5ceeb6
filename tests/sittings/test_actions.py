"""What happens to sittings, on both engines."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.errors import NotForYou
from bot.people import store as people_store
from bot.people.records import Person
from bot.sittings import actions, privacy, store, store_ahead
from bot.sittings.records import Held, Kept, Refusal, Sitting, State, Target
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


async def on(bench: Bench, person: Person, slot: Slot, day: date = MONDAY) -> Sitting:
    async with bench.work() as work:
        return await actions.own_sitting_on(work, person, slot.id, day)


@pytest.mark.asyncio
async def test_two_taps_on_start_start_it_once(bench: Bench) -> None:
    person, slot = await learner(bench)
    bench.clock.move_to(EVENING)
    sitting = await on(bench, person, slot)

    async def tap() -> Sitting | Refusal:
        async with bench.work() as work:
            return await actions.start(work, person, sitting)

    outcomes = await asyncio.gather(tap(), tap())

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refusal", "Sitting"]
    row = await on(bench, person, slot)
    assert row.state is State.STARTED
    assert row.check_at == EVENING + timedelta(minutes=45)
    assert row.closes_at == datetime(2026, 3, 3, 10, 0, tzinfo=UTC)  # noon in Cairo


@pytest.mark.asyncio
async def test_upcoming_shows_skips_moves_days_off_and_pauses(bench: Bench) -> None:
    person, slot = await learner(bench)
    async with bench.work() as work:
        tuesday = await actions.own_sitting_on(work, person, slot.id, date(2026, 3, 3))
        wednesday = await actions.own_sitting_on(work, person, slot.id, date(2026, 3, 4))
        await actions.skip(work, person, tuesday)
        target = Target(date(2026, 3, 4), time(20, 30))
        await actions.move(work, person, wednesday, slot, target)
        await people_store.change(
            work.conn, person.id, days_off="4", paused_until=EVENING + timedelta(hours=1)
        )
        person = await people_store.get_person(work.conn, person.id)
        now = work.now
        coming = await store_ahead.upcoming(
            work.conn, person, now=now, until=now + timedelta(days=5)
        )

    assert [(c.sitting.on.day, c.held, c.nudge_at.hour, c.nudge_at.minute) for c in coming] == [
        (2, Held.PAUSED, 17, 0),
        (3, Held.SKIPPED, 17, 0),
        (4, None, 18, 30),
        (5, None, 17, 0),
        (6, Held.DAY_OFF, 17, 0),
    ]


@pytest.mark.asyncio
async def test_skip_next_skips_one_after_the_other_and_can_be_taken_back(bench: Bench) -> None:
    person, slot = await learner(bench)
    async with bench.work() as work:
        first = await actions.skip_next(work, person, slot)
        second = await actions.skip_next(work, person, slot)
        assert isinstance(first, Sitting)
        assert isinstance(second, Sitting)
        back = await actions.unskip(work, person, first)

    assert (first.on, second.on) == (MONDAY, date(2026, 3, 3))
    assert isinstance(back, Sitting)
    assert back.state is State.PLANNED


@pytest.mark.asyncio
async def test_a_sitting_is_not_moved_onto_another_of_its_slot(bench: Bench) -> None:
    person, slot = await learner(bench)
    sitting = await on(bench, person, slot)
    async with bench.work() as work:
        target = Target(date(2026, 3, 3), time(18, 0))
        assert await actions.move(work, person, sitting, slot, target) is Refusal.TOO_CLOSE


@pytest.mark.asyncio
async def test_a_changed_slot_changes_what_is_ahead_and_not_what_was(bench: Bench) -> None:
    person, slot = await learner(bench)
    bench.clock.move_to(EVENING)
    async with bench.work() as work:
        await actions.start(
            work, person, await actions.own_sitting_on(work, person, slot.id, MONDAY)
        )
        await slot_store.end_slot(work.conn, slot.id, now=work.now)
        now = work.now
        coming = await store_ahead.upcoming(
            work.conn, person, now=now, until=now + timedelta(days=7)
        )
        today = await store_ahead.today(work.conn, person, now=now)

    assert coming == []
    assert [sitting.state for sitting in today] == [State.STARTED]


@pytest.mark.asyncio
async def test_what_is_not_theirs_is_as_good_as_absent(bench: Bench) -> None:
    person, slot = await learner(bench)
    omar = await bench.person("Omar")
    sitting = await on(bench, person, slot)
    async with bench.work() as work:
        row = await store.touch(work.conn, sitting)
        with pytest.raises(NotForYou):
            await actions.own_sitting(work, omar, row.row_id)
        with pytest.raises(NotForYou):
            await actions.own_sitting_on(work, omar, slot.id, MONDAY)
        with pytest.raises(NotForYou):
            await actions.own_sitting_on(work, person, slot.id, date(2026, 3, 1))


@pytest.mark.asyncio
async def test_the_week_counts_answers_and_what_is_ahead(bench: Bench) -> None:
    person, slot = await learner(bench)
    bench.clock.move_to(EVENING)
    async with bench.work() as work:
        monday = await actions.own_sitting_on(work, person, slot.id, MONDAY)
        started = await actions.start(work, person, monday)
        assert isinstance(started, Sitting)
        await actions.answer(work, started, Kept.DONE)
        tuesday = await actions.own_sitting_on(work, person, slot.id, date(2026, 3, 3))
        await actions.skip(work, person, tuesday)
        week = await store_ahead.week_summary(work.conn, person, week=MONDAY, now=work.now)

    assert (week.kept, week.planned, week.all_minutes) == (1, 6, 45)


@pytest.mark.asyncio
async def test_erasure_leaves_nothing(bench: Bench) -> None:
    person, slot = await learner(bench)
    async with bench.work() as work:
        await actions.skip_next(work, person, slot)
        exported = await privacy.export(work.conn, person.id)
        assert exported["sittings"][0]["state"] == "skipped"
        await privacy.erase(work, person.id)
        assert await store.list_all(work.conn, person.id) == []
