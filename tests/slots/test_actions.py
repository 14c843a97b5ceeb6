"""Slots on a real database of each engine."""

from datetime import time, timedelta

import pytest

from bot.errors import NotForYou
from bot.goals import actions as goal_actions
from bot.goals.records import Goal, GoalDraft, GoalId, GoalState
from bot.reading.records import Energy, Mode, Place
from bot.slots import actions, privacy, store
from bot.slots.records import Slot, SlotDraft, Timing
from bot.slots.rules import Refusal
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio


def draft(*days: int, start: time = time(19), minutes: int = 45, **values: object) -> SlotDraft:
    timing = Timing(days=frozenset(days), start=start, minutes=minutes)
    return SlotDraft(timing=timing, **values)  # type: ignore[arg-type]


async def test_a_slot_comes_back_as_it_was_kept(bench: Bench) -> None:
    amina = await bench.person("Amina")
    wanted = draft(0, 2, mode=Mode.LISTEN, place=Place.DRIVING, energy=Energy.LOW)

    async with bench.work() as work:
        kept = await actions.keep_slot(work, amina, wanted)

    assert isinstance(kept, Slot)
    assert (kept.draft, kept.lead_minutes, kept.ended_at) == (wanted, 0, None)
    async with bench.work() as work:
        assert await store.list_slots(work.conn, amina.id) == [kept]


async def test_no_more_slots_are_kept_than_may_be(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        for hour in range(3):
            await actions.keep_slot(work, amina, draft(*range(7), start=time(hour + 8)))
        refused = await actions.keep_slot(work, amina, draft(0, start=time(20)))

        assert refused is Refusal.TOO_MANY_A_WEEK
        assert await actions.refuse_one_more(work, amina) is Refusal.TOO_MANY_A_WEEK
        assert len(await store.list_slots(work.conn, amina.id)) == 3


async def test_changing_the_only_full_slot_is_no_addition(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        for hour in (8, 10):
            await actions.keep_slot(work, amina, draft(*range(7), start=time(hour)))
        kept = await actions.keep_slot(work, amina, draft(*range(7), start=time(12)))
        assert isinstance(kept, Slot)
        changed = await actions.keep_slot(
            work, amina, draft(*range(7), start=time(20)), slot_id=kept.id
        )

    assert isinstance(changed, Slot)
    assert (changed.id, changed.start) == (kept.id, time(20))


async def test_only_a_change_of_time_moves_the_moment_of_change(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        kept = await actions.keep_slot(work, amina, draft(0))
    assert isinstance(kept, Slot)
    bench.clock.advance(hours=1)

    async with bench.work() as work:
        other_mode = await actions.keep_slot(
            work, amina, draft(0, mode=Mode.READ), slot_id=kept.id
        )
        other_time = await actions.keep_slot(work, amina, draft(1), slot_id=kept.id)

    assert isinstance(other_mode, Slot)
    assert isinstance(other_time, Slot)
    assert other_mode.changed_at == kept.changed_at
    assert other_time.changed_at == kept.changed_at + timedelta(hours=1)


async def test_a_removed_slot_is_ended_and_gone_from_the_list(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        kept = await actions.keep_slot(work, amina, draft(0))
        assert isinstance(kept, Slot)
        assert await actions.remove_slot(work, amina, kept.id)
        assert not await actions.remove_slot(work, amina, kept.id)

        assert await store.list_slots(work.conn, amina.id) == []
        assert (await store.get_slot(work.conn, kept.id)).ended_at == work.now
        with pytest.raises(NotForYou):
            await actions.slot_as_owner(work, amina, kept.id)


async def test_somebody_elses_slot_is_answered_like_none(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    async with bench.work() as work:
        kept = await actions.keep_slot(work, amina, draft(0))
        assert isinstance(kept, Slot)
        for attempt in (actions.slot_as_owner, actions.remove_slot):
            with pytest.raises(NotForYou):
                await attempt(work, omar, kept.id)
        with pytest.raises(NotForYou):
            await actions.keep_slot(work, omar, draft(1), slot_id=kept.id)
        with pytest.raises(NotForYou):
            await actions.slot_as_owner(work, omar, 999)


async def test_a_goal_that_is_not_active_or_not_theirs_is_left_out(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    async with bench.work() as work:
        mine = await goal_actions.set_goal(work, amina, GoalDraft(field="Statistics"))
        his = await goal_actions.set_goal(work, omar, GoalDraft(field="Go"))
        assert isinstance(mine, Goal)
        assert isinstance(his, Goal)
        kept = await actions.keep_slot(work, amina, draft(0, goal_id=mine.id))
        stolen = await actions.keep_slot(work, amina, draft(1, goal_id=GoalId(his.id)))
        await goal_actions.set_state(work, amina, mine.id, GoalState.PAUSED)
        paused = await actions.keep_slot(work, amina, draft(2, goal_id=mine.id))

    goals = [slot.goal_id for slot in (kept, stolen, paused) if isinstance(slot, Slot)]
    assert goals == [mine.id, None, None]


async def test_export_shows_all_slots_and_erase_leaves_none(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        kept = await actions.keep_slot(work, amina, draft(0, 2))
        assert isinstance(kept, Slot)
        await actions.keep_slot(work, amina, draft(5))
        await actions.remove_slot(work, amina, kept.id)
        told = (await privacy.export(work.conn, amina.id))["learning_times"]
        assert [(slot["days"], slot["removed_at"] is None) for slot in told] == [
            ([0, 2], False),
            ([5], True),
        ]

        await privacy.erase(work, amina.id)
        assert await store.list_all_slots(work.conn, amina.id) == []
