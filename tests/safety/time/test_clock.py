"""The machine sleeps, is switched off, or its clock is set: nothing twice, nothing stale.

Here the world's clock is the machine's, so that Telegram agrees with what the machine shows afterwards.
"""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.gate import Gate, QuietHours
from bot.outbox.records import Class
from bot.outbox.tables import deliveries
from bot.people import actions as people_actions
from tests.safety.time.telling import Learner, Sent, learner, telling, wanted
from tests.safety.time.walk import Walk
from tests.support.bench import KINDS
from tests.support.story import Story

ZONE: Final = "Africa/Cairo"
NIGHT: Final = QuietHours(time(22), time(7))
# Some lie in quiet hours, one right before them: its nudge is worth ten minutes only.
STARTS: Final = (time(1, 50), time(6, 30), time(9, 50), time(13), time(17, 50), time(21, 50))
MONDAY: Final = datetime(2026, 2, 2, tzinfo=UTC)
FOUR: Final = (0, 8, 16, 20)  # hours of UTC: each right after a slot
LATENESS: Final = timedelta(minutes=20)
SOON: Final = timedelta(seconds=30)
JITTER: Final = timedelta(seconds=5)
LONG = pytest.mark.long

Happening: TypeAlias = Callable[[Story], Awaitable[None]]


async def sleeps(story: Story) -> None:
    """A laptop is closed for 8 hours; its monotonic clock counts them."""
    story.clock.advance(hours=8)


async def sleeps_uncounted(story: Story) -> None:
    """The same where the monotonic clock stands still meanwhile."""
    monotonic = story.clock.monotonic()
    story.clock.advance(hours=8)
    story.clock._monotonic = monotonic


async def is_off(story: Story) -> None:
    """No process for two days."""
    await story.app.close()
    story.clock.advance(days=2)
    await story.restart()


async def is_set_ahead(story: Story) -> None:
    """The wall clock was two days behind, and is set right while the bot runs."""
    monotonic = story.clock.monotonic()
    story.clock.advance(days=2)
    story.clock._monotonic = monotonic


async def is_set_an_hour_ahead(story: Story) -> None:
    """The same with an hour."""
    monotonic = story.clock.monotonic()
    story.clock.advance(hours=1)
    story.clock._monotonic = monotonic


async def is_put_back(story: Story) -> None:
    """The wall clock was an hour ahead, and is set right while the bot runs."""
    story.clock.move_to(story.clock.now() - timedelta(hours=1), backwards=True)


async def is_put_back_meanwhile(story: Story) -> None:
    """The same while the bot is not there."""
    await story.app.close()
    await is_put_back(story)
    await story.restart()


async def lesson(story: Story) -> Learner:
    """Somebody with slots all around the day, one of them started a moment ago, and quiet hours."""
    amina = await learner(story, "Amina", ZONE, STARTS)
    person = await amina.actor.person()
    async with story.app.works.begin(origin="quiet") as work:
        await people_actions.set_quiet_hours(work, person, NIGHT)
    return amina


def worth(start: time) -> timedelta:
    """How late a nudge of that slot may come."""
    return timedelta(minutes=10) if start == time(21, 50) else LATENESS


async def violations(amina: Learner, sent: list[Sent]) -> list[str]:
    """What must never be seen at the phone."""
    wrong = []
    keys = [(each.slot_id, each.on) for each in sent]
    wrong += [f"twice: {key}" for key in set(keys) if keys.count(key) > 1]
    for each in sent:
        lateness = each.came_at - each.at
        if not -JITTER <= lateness < worth(amina.slots[each.slot_id]):
            wrong.append(f"stale or early: {each}")
    received = {message.message_id: message for message in amina.actor.player.received}
    async with amina.story.app.db.begin() as conn:
        rows = list(await conn.execute(select(deliveries)))
    wrong += [f"no row: {each}" for each in set(received) - {row.message_id for row in rows}]
    rows = [row for row in rows if row.kind in KINDS and KINDS[row.kind].cls is Class.A]
    days: list[date] = []
    for row in rows:
        if row.message_id is None:
            continue
        came = received[row.message_id].date.astimezone(ZoneInfo(ZONE))
        waits = KINDS[row.kind].gate in {Gate.FULL, Gate.QUIET}
        if waits and NIGHT.covers(came.time()):
            wrong.append(f"in quiet hours: {row.kind} at {came}")
        if row.kind == "outage":
            days.append(came.date())
    if len(set(days)) < len(days):
        wrong.append(f"told twice of an outage: {days}")
    questions = [text for text in amina.actor.texts() if "How did your sitting" in text]
    if len(set(questions)) < len(questions):
        wrong.append("asked twice how it went")
    return wrong


async def live_through(
    url: str, hour: int, happening: Happening, *, hours_after: int
) -> tuple[int, int]:
    """Live some hours before and after; how many nudges came, and how many moments were missed."""
    walk = Walk(ZONE)
    async with telling(url, MONDAY + timedelta(hours=hour - 5, minutes=5)) as story:
        amina = await lesson(story)
        began = story.clock.now()
        await story.wait(hours=4, minutes=55)
        if any("Start" in labels for labels in amina.actor.buttons()):
            await amina.actor.presses("Start")  # its check-in falls due while we are away
        left_at = story.clock.now()
        await happening(story)
        back_at = story.clock.now()
        await story.settle()
        await story.wait(hours=hours_after)

        end = story.clock.now()
        sent = await amina.sent()
        assert await violations(amina, sent) == []
        came = {(each.slot_id, each.on): each for each in sent}
        missed = 0
        for (slot_id, on), at in wanted(amina, walk, after=began, until=end - SOON).items():
            was_away = left_at < at <= back_at
            if was_away and back_at - at >= worth(amina.slots[slot_id]):
                missed += 1
                assert (slot_id, on) not in came, (on, at)
            else:
                assert (slot_id, on) in came, (on, at)
                if not was_away:
                    assert came[slot_id, on].came_at - at <= SOON
        return len(sent), missed


HAPPENINGS: Final = (
    sleeps,
    sleeps_uncounted,
    is_off,
    is_set_ahead,
    is_set_an_hour_ahead,
    is_put_back,
    is_put_back_meanwhile,
)


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("happening", HAPPENINGS, ids=lambda each: each.__name__)
@pytest.mark.parametrize(
    ("hours", "hours_after"),
    [
        pytest.param(FOUR, 9, id="4 hours"),
        pytest.param(range(24), 26, id="24 hours", marks=LONG),
    ],
)
async def test_whenever_it_happens_nothing_comes_twice_or_stale_and_nothing_else_is_lost(
    sqlite_urls, happening: Happening, hours, hours_after: int
) -> None:
    nudges = missed = 0
    for hour in hours:
        came, lost = await live_through(sqlite_urls(), hour, happening, hours_after=hours_after)
        nudges, missed = nudges + came, missed + lost
    print(f"{happening.__name__}: {len(hours)} hours, {nudges} nudges, {missed} let go")  # noqa: T201


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize(
    ("hours", "hours_long"),
    [
        pytest.param(FOUR, 4, id="4 hours"),
        pytest.param(range(24), 24, id="24 hours", marks=LONG),
    ],
)
async def test_a_clock_that_trembles_by_five_seconds_sends_nothing_twice_and_loses_nothing(
    sqlite_urls, hours, hours_long: int
) -> None:
    walk = Walk(ZONE)
    nudges = trembles = 0
    for hour in hours:
        chance = random.Random(hour)  # noqa: S311 - a clock, not a secret
        async with telling(sqlite_urls(), MONDAY + timedelta(hours=hour, minutes=5)) as story:
            amina = await lesson(story)
            began = story.clock.now()
            end = began + timedelta(hours=hours_long)
            expected = wanted(amina, walk, after=began, until=end - timedelta(minutes=2))
            for at in sorted(set(expected.values())):
                await story.wait_until(at - timedelta(seconds=20))
                while story.clock.now() < at + timedelta(seconds=40):
                    story.clock.advance(seconds=chance.uniform(0, 6))
                    away = chance.uniform(-5, 5)
                    now = story.clock.now()
                    story.clock.move_to(now + timedelta(seconds=away), backwards=True)
                    await story.settle()
                    trembles += 1
            await story.wait_until(end)

            sent = await amina.sent()
            assert await violations(amina, sent) == [], f"hour {hour}"
            assert {(each.slot_id, each.on) for each in sent} == set(expected), f"hour {hour}"
            nudges += len(sent)
    print(f"{len(hours)} hours, {trembles} trembles, {nudges} nudges")  # noqa: T201
