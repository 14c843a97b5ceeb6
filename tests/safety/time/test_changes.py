"""Nudges while clocks change, through the whole bot: each slot and date once, at its moment."""

from datetime import time, timedelta
from typing import Final

import pytest

from bot.sittings import store as sitting_store
from bot.sittings.records import State
from tests.safety.time.cases import edges, moment
from tests.safety.time.telling import A_SECOND, IT_IS_TIME, learner, telling, wanted
from tests.safety.time.walk import Walk

# Ramadan, midnight, across midnight, half an hour, and the usual; the changes of 2026 and 2027.
ZONES: Final = (
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Havana",
    "America/Nuuk",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "America/New_York",
)
CHANGES: Final = {"Africa/Casablanca": 3}  # two around Ramadan, and the last one of all
SOON: Final = timedelta(seconds=30)  # several at one minute go out at Telegram's pace
LONG = pytest.mark.long


def each_change() -> list[tuple[str, int]]:
    """Spring and autumn of each zone."""
    return [(zone, n) for zone in ZONES for n in range(CHANGES.get(zone, 2))]


async def nudges_around(
    url: str, zone: str, number: int, *, days: int, most: int, restarts: bool
) -> int:
    """Live through one change; how many nudges came.

    Args:
        url: the database.
        zone: where.
        number: which change.
        days: how many before it and after it.
        most: how many slots.
        restarts: whether the bot is stopped and started right before and right after each moment.
    """
    walk = Walk(zone)
    change = walk.changes[number]
    begin, end = (
        moment(change) - timedelta(days=days),
        moment(change) + timedelta(days=days) + SOON,
    )
    minutes = sorted(edges(*change))
    starts = [time(minute // 60, minute % 60) for minute in minutes][:: -(-len(minutes) // most)]
    async with telling(url, begin) as story:
        amina = await learner(story, "Amina", zone, starts)
        began = story.clock.now()
        expected = wanted(amina, walk, after=began, until=end)
        if restarts:
            for at in sorted(set(expected.values())):
                await story.wait_until(max(at - A_SECOND, story.clock.now()))
                await story.restart()
                await story.wait_until(max(at, story.clock.now()))
                await story.restart()
        await story.wait_until(end)

        sent = await amina.sent()
        got = {(each.slot_id, each.on): each.at for each in sent}
        assert got == expected
        assert len(got) == len(sent)
        assert all(timedelta(0) <= each.came_at - each.at <= SOON for each in sent)
        return len(sent)


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize(("zone", "number"), each_change())
@pytest.mark.parametrize(
    ("days", "most"),
    [pytest.param(1, 4, id="short"), pytest.param(4, 12, id="8 days", marks=LONG)],
)
async def test_each_slot_and_date_is_nudged_once_at_its_moment(
    sqlite_url: str, zone: str, number: int, days: int, most: int
) -> None:
    count = await nudges_around(sqlite_url, zone, number, days=days, most=most, restarts=False)
    print(f"{zone} {number}: {count} nudges")  # noqa: T201 - a figure for the note


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize(
    ("zone", "number", "days", "most"),
    [
        pytest.param("America/Nuuk", 0, 1, 3, id="short-Nuuk"),
        pytest.param("Australia/Lord_Howe", 0, 1, 3, id="short-Lord_Howe"),
        *(
            pytest.param(zone, number, 4, 4, id=f"8 days-{zone}-{number}", marks=LONG)
            for zone, number in each_change()
        ),
    ],
)
async def test_a_restart_right_before_and_right_after_a_moment_changes_nothing(
    sqlite_url: str, zone: str, number: int, days: int, most: int
) -> None:
    count = await nudges_around(sqlite_url, zone, number, days=days, most=most, restarts=True)
    print(f"{zone} {number}: {count} nudges")  # noqa: T201


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_sitting_whose_day_ends_in_a_gap_can_be_answered_when_it_comes(
    sqlite_url: str,
) -> None:
    walk = Walk("America/Nuuk")
    change = moment(walk.changes[0])  # 23:00 of a Saturday is 00:00 of the Sunday
    async with telling(sqlite_url, change - timedelta(hours=2)) as story:
        amina = await learner(story, "Amina", "America/Nuuk", [time(23, 30)])
        await story.wait_until(change)
        assert [each.came_at for each in await amina.sent()] == [change]

        await amina.actor.presses("In 15 min")
        await story.wait(minutes=15)
        assert len([text for text in amina.actor.texts() if IT_IS_TIME in text]) == 1
        await amina.actor.presses("Not today")

        assert "The day of this sitting is over" not in amina.actor.toast
        person = await amina.actor.person()
        async with story.app.db.begin() as conn:
            found = await sitting_store.list_all(conn, person.id)
        assert [each.state for each in found] == [State.SKIPPED]
