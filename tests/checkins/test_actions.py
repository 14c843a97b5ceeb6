"""Check-ins on both engines: what runs twice asks once, and erasure leaves nothing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.checkins import actions, actions_weekly, due, privacy, store, store_weekly
from bot.checkins.records import Asked, Learned, WeeklySettings
from bot.errors import NotForYou
from bot.outbox import store as outbox_store
from bot.people.records import Person
from bot.sittings import actions as sitting_actions
from bot.sittings.records import Kept, Sitting
from bot.slots.records import Slot
from tests.support.bench import Bench
from tests.support.learning import add_slot

MONDAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 19:00 in Cairo
THURSDAY_AT_SIX = datetime(2026, 3, 5, 16, 0, tzinfo=UTC)


async def learner(bench: Bench) -> tuple[Person, Slot]:
    person = await bench.person("Amina")
    async with bench.work() as work:
        return person, await add_slot(work, person, "19:00")


async def started(bench: Bench, person: Person, slot: Slot) -> Sitting:
    bench.clock.move_to(EVENING)
    async with bench.work() as work:
        sitting = await sitting_actions.own_sitting_on(work, person, slot.id, MONDAY)
        outcome = await sitting_actions.start(work, person, sitting)
    assert isinstance(outcome, Sitting)
    return outcome


async def learned(bench: Bench, person: Person, sitting: Sitting, text: str) -> Learned:
    async with bench.work() as work:
        outcome = await actions.answer(work, person, sitting, Kept.DONE, over=None)
        assert isinstance(outcome, Sitting)
        kept = await actions.keep_learned(work, outcome, text=text, message_id=77)
    assert kept is not None
    return kept


async def tick(bench: Bench) -> int:
    """One look at the clock."""
    done = 0
    for job in (
        actions.ask_due,
        actions_weekly.check_turns,
        actions_weekly.ask_due,
        actions_weekly.remind_due,
    ):
        while True:
            async with bench.work() as work:
                moved = await job(work)
            done += moved
            if not moved:
                break
    return done


@pytest.mark.asyncio
async def test_the_check_in_is_asked_once(bench: Bench) -> None:
    person, slot = await learner(bench)
    await started(bench, person, slot)
    bench.clock.advance(minutes=45)

    await tick(bench)
    await tick(bench)

    assert [planned.key for planned in await bench.planned(kind="checkin")] == [
        f"checkin:{slot.id}:2026-03-02"
    ]


@pytest.mark.asyncio
async def test_what_is_shared_goes_to_fellow_members_who_want_it_and_to_nobody_else(
    bench: Bench,
) -> None:
    person, slot = await learner(bench)
    yusuf, layla = await bench.person("Yusuf"), await bench.person("Layla")
    omar = await bench.person("Omar")
    circle = await bench.circle(person)
    await bench.joins(circle, yusuf)
    await bench.circle(omar)
    kept = await learned(bench, person, await started(bench, person, slot), "Outliers.")
    async with bench.work() as work:
        await actions.share(work, person, kept, circle)
        await actions.share(work, person, kept, circle)
    await bench.joins(circle, layla)

    planned = await bench.planned(kind="learned")

    assert [row.chat_id for row in planned] == [yusuf.chat_id]
    async with bench.work() as work:
        delivery = await outbox_store.find_delivery(work.conn, key=planned[0].key)
        assert delivery is not None
        assert await due.wants_learned(work.conn, delivery, work.now)
        await privacy.erase(work, person.id)
        assert not await due.wants_learned(work.conn, delivery, work.now)
    assert [row.state for row in await bench.planned(kind="learned")] == ["cancelled"]


@pytest.mark.asyncio
async def test_a_correction_before_it_went_out_replaces_it(bench: Bench) -> None:
    person, slot = await learner(bench)
    yusuf = await bench.person("Yusuf")
    circle = await bench.circle(person)
    await bench.joins(circle, yusuf)
    kept = await learned(bench, person, await started(bench, person, slot), "Outlayers.")
    async with bench.work() as work:
        await actions.share(work, person, kept, circle)
        found = await store.find_by_message(work.conn, person.id, message_id=77)
        assert found is not None
        assert await actions.correct(work, person, found, text="Outliers.")

    waiting = [row for row in await bench.planned(kind="learned") if row.state == "planned"]

    assert len(waiting) == 1
    assert waiting[0].payload is not None
    assert "Outliers." in waiting[0].payload["html"]


@pytest.mark.asyncio
async def test_the_week_is_asked_once_and_opens_late_after_an_outage(bench: Bench) -> None:
    person, _ = await learner(bench)
    await tick(bench)
    bench.clock.move_to(THURSDAY_AT_SIX + timedelta(hours=10))

    await tick(bench)
    await tick(bench)

    assert len(await bench.planned(kind="weekly")) == 1
    async with bench.work() as work:
        weekly = await store_weekly.find_weekly(work.conn, person.id, on=date(2026, 3, 5))
        now = work.now
    assert weekly is not None
    assert weekly.closes_at == now + timedelta(hours=48)


@pytest.mark.asyncio
async def test_a_week_is_left_out_when_half_of_its_window_is_gone(bench: Bench) -> None:
    await learner(bench)
    await tick(bench)
    bench.clock.move_to(THURSDAY_AT_SIX + timedelta(hours=25))

    await tick(bench)

    assert await bench.planned(kind="weekly") == []


@pytest.mark.asyncio
async def test_settings_move_the_turn(bench: Bench) -> None:
    person, _ = await learner(bench)
    await tick(bench)
    async with bench.work() as work:
        wanted = await actions_weekly.set_weekly(work, person, weekday=0, at=time(21, 0))
        assert await store_weekly.get_settings(work.conn, person.id) == wanted
    assert wanted == WeeklySettings(weekday=0, at=time(21, 0), is_on=True)
    bench.clock.advance(minutes=1)
    await tick(bench)

    async with bench.work() as work:
        assert await store_weekly.next_turn_at(work.conn) == EVENING + timedelta(hours=2)


@pytest.mark.asyncio
async def test_erasure_and_export(bench: Bench) -> None:
    person, slot = await learner(bench)
    omar = await bench.person("Omar")
    await learned(bench, person, await started(bench, person, slot), "Outliers.")
    async with bench.work() as work:
        weekly = await actions_weekly.present_weekly(work, person)
        await actions_weekly.keep_answer(
            work, person, weekly, Asked.STUCK, text="Residuals", message_id=78
        )
        with pytest.raises(NotForYou):
            await actions_weekly.own_weekly(work, omar, weekly.id)
        exported = await privacy.export(work.conn, person.id)
        assert exported["learned"][0]["text"] == "Outliers."
        assert exported["weekly"][0]["stuck"] == "Residuals"
        assert (await privacy.export(work.conn, omar.id))["learned"] == []
        await privacy.erase(work, person.id)
        assert await store.list_learned(work.conn, person.id) == []
        assert await store_weekly.list_weeklies(work.conn, person.id) == []


@pytest.mark.asyncio
async def test_a_weeks_lesson_is_told_once_and_goes_with_its_author(bench: Bench) -> None:
    person = await bench.person("Amina")
    yusuf = await bench.person("Yusuf")
    circle = await bench.circle(person)
    await bench.joins(circle, yusuf)
    async with bench.work() as work:
        weekly = await actions_weekly.present_weekly(work, person)
        await actions_weekly.keep_answer(
            work, person, weekly, Asked.LEARNED, text="Outliers.", message_id=5
        )
        weekly = await actions_weekly.own_weekly(work, person, weekly.id)
        for _ in range(2):
            await actions_weekly.share(work, person, weekly, circle)

    planned = await bench.planned(kind="learned")

    assert [row.chat_id for row in planned] == [yusuf.chat_id]
    async with bench.work() as work:
        delivery = await outbox_store.find_delivery(work.conn, key=planned[0].key)
        assert delivery is not None
        assert await due.wants_learned(work.conn, delivery, work.now)
        await privacy.erase(work, person.id)
        assert not await due.wants_learned(work.conn, delivery, work.now)
    assert [row.state for row in await bench.planned(kind="learned")] == ["cancelled"]


@pytest.mark.asyncio
async def test_the_buttons_of_an_older_week_go_when_the_next_one_opens(bench: Bench) -> None:
    person, _ = await learner(bench)
    await tick(bench)
    bench.clock.move_to(THURSDAY_AT_SIX)
    await tick(bench)
    bench.clock.move_to(THURSDAY_AT_SIX + timedelta(days=7))

    await tick(bench)

    async with bench.work() as work:
        shown = await store_weekly.list_shown(work.conn, person.id)
    assert [weekly.on for weekly in shown] == [date(2026, 3, 12)]
