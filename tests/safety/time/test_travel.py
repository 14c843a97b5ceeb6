"""Somebody flies round the world, many times a day, at the most awkward moments.

A date already nudged is done, what now lies in the past is not sent, nothing else is lost: so says a
model of a few lines. And at the phone: one nudge of a slot in any 8 hours, slots + 1 in any 24.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

import pytest

from bot.slots import store as slot_store
from tests.safety.time.telling import A_SECOND, Learner, Sent, learner, telling
from tests.safety.time.walk import Walk

ZONES: Final = ("Etc/GMT+12", "Pacific/Kiritimati")  # as far apart as any two: 26 hours
MANY: Final = (*ZONES, "Africa/Cairo", "Asia/Kathmandu", "America/St_Johns", "Pacific/Auckland")
EIGHT_HOURS: Final = ("Etc/GMT+4", "Etc/GMT-12")  # a date's noon, and the next one's 8 hours later
STARTS: Final = (time(7), time(7, 40), time(12), time(19, 30))
BEGIN: Final = datetime(2026, 2, 2, 9, tzinfo=UTC)
APART: Final = timedelta(hours=8)
A_DAY: Final = timedelta(hours=24)
LATENESS: Final = timedelta(minutes=20)
SOON: Final = timedelta(seconds=30)
JOURNEYS: Final = range(10, 22)  # seeds
LONG = pytest.mark.long


@dataclass(slots=True)
class Model:
    """What a traveller is due, by the second reading and three rules."""

    slots: dict[int, time]
    done: dict[tuple[int, date], datetime] = field(default_factory=dict)

    def stays(self, walk: Walk, *, after: datetime, until: datetime) -> None:
        """Live in one zone from `after` on up to `until`."""
        due = sorted(
            (at, slot_id, on)
            for slot_id, start in self.slots.items()
            for at, on in walk.daily(start, after=after, until=until)
        )
        for at, slot_id, on in due:
            lately = {key: then for key, then in self.done.items() if at - then < A_DAY}
            is_near = any(key[0] == slot_id and at - then < APART for key, then in lately.items())
            is_travelling = any(
                walk.instant(self.slots[key[0]], key[1]) != then for key, then in lately.items()
            )
            is_crowded = is_travelling and len(lately) > len(self.slots)
            if (slot_id, on) not in self.done and not is_near and not is_crowded:
                self.done[slot_id, on] = at


def flight(
    chance: random.Random, walks: dict[str, Walk], model: Model, now: datetime, here: str
) -> tuple[datetime, str]:
    """When the next flight lands and where.

    Mostly right before or after a moment at which a slot begins: the soonest anywhere that is not done, or
    one that is near.
    """
    zones = [zone for zone in walks if zone != here]
    coming = sorted(
        (at, zone)
        for zone in zones
        for slot_id, start in model.slots.items()
        for at, on in walks[zone].daily(start, after=now, until=now + timedelta(hours=12))
        if (slot_id, on) not in model.done
    )
    shift = timedelta(seconds=chance.choice((-61, -60, -30, -1, 0, 1, 30, 60, 61)))
    if coming and chance.random() < 0.5:
        at, there = coming[0]
        return max(at - abs(shift), now + A_SECOND), there
    if coming and chance.random() < 0.7:
        at, there = chance.choice(coming[:6])
        return max(at + shift, now + A_SECOND), there
    return now + timedelta(minutes=chance.choice((7, 30, 120))) + shift, chance.choice(zones)


async def fly(
    url: str, seed: int, *, days: int, zones: tuple[str, ...], limits: bool = False
) -> tuple[list[Sent], Model, list[tuple[datetime, str]]]:
    """A life of flights: what came, what the model says, and since when they lived where.

    Args:
        url: the database.
        seed: of the journey.
        days: how long.
        zones: between which.
        limits: whether Telegram limits the chat now and then, so that nudges come late.
    """
    chance = random.Random(seed)  # noqa: S311 - a journey, not a secret
    walks = {zone: Walk(zone) for zone in zones}
    async with telling(url, BEGIN) as story:
        amina: Learner = await learner(story, "Amina", zones[0], STARTS)
        model = Model(dict(amina.slots))
        lived = [(story.clock.now(), zones[0])]
        end = story.clock.now() + timedelta(days=days)
        while story.clock.now() < end:
            since, zone = lived[-1]
            lands_at, there = flight(chance, walks, model, since, zone)
            if limits and chance.random() < 0.3:
                story.world.faults.add(
                    "refuse",
                    method="sendMessage",
                    status=429,
                    retry_after=chance.choice((60, 600, 1_100, 1_300)),
                )
            await story.wait_until(lands_at)
            now = story.clock.now()
            model.stays(walks[zone], after=since, until=now)
            if chance.random() < 0.1:
                await story.restart()
            await amina.lives_in(there)
            lived.append((now, there))
        await story.wait(LATENESS + SOON)
        model.stays(walks[lived[-1][1]], after=lived[-1][0], until=story.clock.now())
        return await amina.sent(), model, lived


def violations(sent: list[Sent], lived: list[tuple[datetime, str]]) -> list[str]:
    """What must never happen at the phone of a traveller."""
    wrong = []
    keys = [(each.slot_id, each.on) for each in sent]
    wrong += [f"twice: {key}" for key in set(keys) if keys.count(key) > 1]
    for slot_id in {each.slot_id for each in sent}:
        times = [each.came_at for each in sent if each.slot_id == slot_id]
        wrong += [f"near: {a} {b}" for a, b in pairwise(times) if b - a < APART]
    for each in sent:
        lately = [e for e in sent if timedelta(0) <= each.came_at - e.came_at < A_DAY]
        zones = {next(zone for since, zone in reversed(lived) if since < e.at) for e in lately}
        zones.add(next(zone for since, zone in reversed(lived) if since <= each.came_at))
        if len(zones) > 1 and len(lately) > len(STARTS) + 1:
            wrong.append(f"crowded: {len(lately)} up to {each.came_at}")
        if not timedelta(0) <= each.came_at - each.at <= LATENESS:
            wrong.append(f"late: {each}")
    return wrong


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize(
    ("zones", "seeds", "days"),
    [
        pytest.param(MANY, [1], 2, id="short"),
        pytest.param(ZONES, JOURNEYS, 6, id="two zones", marks=LONG),
        pytest.param(MANY, JOURNEYS, 6, id="six zones", marks=LONG),
    ],
)
async def test_a_traveller_is_nudged_as_the_model_says_and_never_more(
    sqlite_urls, zones: tuple[str, ...], seeds, days: int
) -> None:
    flights = nudges = 0
    for seed in seeds:
        sent, model, lived = await fly(sqlite_urls(), seed, days=days, zones=zones)
        got = {(each.slot_id, each.on): each.at for each in sent}
        assert got == model.done, f"seed {seed}"
        assert violations(sent, lived) == [], f"seed {seed}"
        flights, nudges = flights + len(lived) - 1, nudges + len(sent)
    print(f"{flights} flights, {nudges} nudges, 0 violations")  # noqa: T201 - for the note
    assert nudges


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize(
    ("zones", "seeds", "days"),
    [
        pytest.param(EIGHT_HOURS, [1], 2, id="short"),
        pytest.param(EIGHT_HOURS, JOURNEYS, 6, id="two zones", marks=LONG),
        pytest.param(MANY, JOURNEYS, 6, id="six zones", marks=LONG),
    ],
)
async def test_nudges_that_come_late_are_counted_when_they_come(
    sqlite_urls, zones: tuple[str, ...], seeds, days: int
) -> None:
    flights = nudges = 0
    for seed in seeds:
        sent, _, lived = await fly(sqlite_urls(), seed, days=days, zones=zones, limits=True)
        assert violations(sent, lived) == [], f"seed {seed}"
        flights, nudges = flights + len(lived) - 1, nudges + len(sent)
    print(f"{flights} flights, {nudges} nudges, 0 violations")  # noqa: T201
    assert nudges


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize(("late", "comes"), [(0, True), (900, False)], ids=["in time", "late"])
async def test_eight_hours_are_counted_from_when_the_last_nudge_went_out(
    sqlite_url: str, late: int, comes: bool
) -> None:
    async with telling(sqlite_url, BEGIN) as story:
        amina = await learner(story, "Amina", "Etc/GMT+4", [time(12)])
        if late:
            story.world.faults.add("refuse", method="sendMessage", status=429, retry_after=late)
        await story.wait(hours=8)  # 12:00 was 7 hours after the beginning
        assert len(await amina.sent()) == 1
        await amina.lives_in("Etc/GMT-12")

        await story.wait(hours=8)  # and 12:00 of the next date is 8 hours after it

        assert len(await amina.sent()) == (2 if comes else 1)
        # Either way the day after it has its own.
        await story.wait(hours=24)
        assert len(await amina.sent()) == (3 if comes else 2)


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_traveller_has_a_nudge_for_each_slot_and_one_more_in_a_day(
    sqlite_url: str,
) -> None:
    async with telling(sqlite_url, BEGIN) as story:
        amina = await learner(story, "Amina", "Etc/GMT+4", [time(12), time(12, 30)])
        await story.wait(hours=8)
        await amina.lives_in("Etc/GMT-12")

        await story.wait(hours=8)

        assert [each.came_at - BEGIN for each in await amina.sent()] == [
            timedelta(hours=7),
            timedelta(hours=7, minutes=30),
            timedelta(hours=15),
        ]


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("earlier", [timedelta(hours=1), timedelta(hours=3)])
async def test_who_stays_and_moves_slots_to_an_earlier_hour_loses_no_nudge(
    sqlite_url: str, earlier: timedelta
) -> None:
    async with telling(sqlite_url, BEGIN) as story:
        amina = await learner(
            story, "Amina", "Africa/Cairo", [time(19), time(19, 20), time(19, 40)]
        )
        await story.wait(hours=9)
        assert len(await amina.sent()) == 3
        for slot_id, start in amina.slots.items():
            async with story.app.works.begin(origin=f"earlier:{slot_id}") as work:
                slot = await slot_store.get_slot(work.conn, slot_id)
                begins = (datetime.combine(BEGIN, start) - earlier).time()
                draft = replace(slot.draft, timing=replace(slot.timing, start=begins))
                await slot_store.change_slot(work.conn, slot, draft, now=work.now)

        await story.wait(hours=24)

        assert len(await amina.sent()) == 6
