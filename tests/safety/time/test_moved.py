"""One sitting was moved to another time, and then its owner or the clocks move."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from bot.sittings import actions as sitting_actions
from bot.sittings import store as sitting_store
from bot.sittings.records import Sitting, State, Target
from bot.sittings.rules import midnight_after
from bot.slots.records import SlotId
from tests.safety.time.cases import edges, moment
from tests.safety.time.telling import Learner, learner, telling
from tests.safety.time.walk import Walk

MONDAY: Final = date(2026, 2, 2)
BEGIN: Final = datetime(2026, 2, 2, 6, tzinfo=UTC)  # 08:00 in Cairo
SOON: Final = timedelta(seconds=30)


async def moves(amina: Learner, on: date, to: Target) -> None:
    """Let the only slot's sitting of `on` begin at `to` instead."""
    person = await amina.actor.person()
    (slot_id,) = amina.slots
    async with amina.story.app.works.begin(origin=f"move:{on}") as work:
        slot = await sitting_actions.own_slot(work, person, slot_id)
        sitting = await sitting_actions.own_sitting_on(work, person, SlotId(slot_id), on)
        moved = await sitting_actions.move(work, person, sitting, slot, to)
    assert isinstance(moved, Sitting)


async def state_of(amina: Learner, on: date) -> State:
    """What became of the sitting."""
    (slot_id,) = amina.slots
    async with amina.story.app.db.begin() as conn:
        found = await sitting_store.find_sitting(conn, slot_id=slot_id, on=on)
    assert found is not None
    return found.state


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize(
    ("zone", "comes_at"),
    [
        pytest.param("Pacific/Auckland", None, id="past there"),
        pytest.param("America/New_York", datetime(2026, 2, 3, 1, tzinfo=UTC), id="still to come"),
    ],
)
async def test_a_moved_sitting_follows_its_owner_or_is_let_go_without_a_word(
    sqlite_url: str, zone: str, comes_at: datetime | None
) -> None:
    async with telling(sqlite_url, BEGIN) as story:
        amina = await learner(story, "Amina", "Africa/Cairo", [time(12)])
        await moves(amina, MONDAY, Target(MONDAY, time(20)))
        await story.wait_until(BEGIN + timedelta(hours=10, minutes=30))
        assert await amina.sent() == []

        await amina.lives_in(zone)
        await story.wait(hours=10)

        came = {each.on: each.came_at for each in await amina.sent()}
        assert came.get(MONDAY) == comes_at
        if comes_at is None:
            assert await state_of(amina, MONDAY) is State.EXPIRED
        assert not [text for text in amina.actor.texts() if "could not write" in text]


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("zone", ["America/Nuuk", "Asia/Beirut", "Australia/Lord_Howe"])
async def test_a_sitting_that_is_moved_into_a_change_of_clocks_comes_once(
    sqlite_url: str, zone: str, number: int
) -> None:
    walk = Walk(zone)
    change = walk.changes[number]
    at = moment(change)
    on = walk.clock(at - timedelta(seconds=1)).date()
    minutes = sorted(edges(*change))
    start = time(minutes[len(minutes) // 2] // 60, minutes[len(minutes) // 2] % 60)
    async with telling(sqlite_url, at - timedelta(hours=30)) as story:
        amina = await learner(story, "Amina", zone, [time(12)])
        await moves(amina, on, Target(on, start))
        await story.wait(hours=50)

        expected = walk.instant(start, on)
        came = [each.came_at for each in await amina.sent() if each.on == on]
        assert expected is not None
        assert len(came) == 1
        assert timedelta(0) <= came[0] - expected <= SOON


def test_a_day_ends_when_the_walk_says_so() -> None:
    for zone in ("America/Nuuk", "Asia/Beirut", "America/Havana", "Africa/Cairo"):
        walk = Walk(zone)
        for change in walk.changes[:4]:
            for days in (-2, -1, 0, 1):
                on = walk.clock(moment(change)).date() + timedelta(days=days)
                assert midnight_after(on, ZoneInfo(zone)) == walk.instant(
                    time(0), on + timedelta(days=1)
                )
