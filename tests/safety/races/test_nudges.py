"""Nudges fall due while their person erases themself, pauses, or another process plans them too."""

import asyncio
from datetime import time, timedelta
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from bot.features import FEATURES, SLICES
from bot.outbox.records import State
from bot.outbox.tables import deliveries
from bot.people import actions as people_actions
from bot.people.records import Person
from bot.playground.server import serve
from bot.playground.world import World
from bot.privacy import actions as privacy_actions
from bot.sittings.tables import sittings
from tests.safety.races.checks import assert_nothing_is_left_of_the_erased
from tests.safety.races.racing import Race, Tick, race_on
from tests.safety.races.rounds import Case, Play, play, round_with
from tests.support.learning import add_slot
from tests.support.story import Actor, Story

pytestmark = pytest.mark.asyncio

SIZES = [
    pytest.param(1, 20_261_124, id="small"),
    pytest.param(20, None, id="long", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
]
EVERY_JOB: Final = tuple(job for f in FEATURES for job in f.due if not job.is_hourly)
TICK: Final = Tick(EVERY_JOB)
LEARNERS: Final = 6


async def learners(race: Race, number: int = LEARNERS) -> list[Person]:
    """People whose time to learn is in a minute; their turns are reckoned."""
    bench = race.bench
    found = [await bench.person(f"Learner {n}", zone="UTC") for n in range(number)]
    starts = (bench.clock.now() + timedelta(minutes=1)).time().replace(second=0, microsecond=0)
    async with bench.work() as work:
        for person in found:
            await add_slot(work, person, starts.isoformat("minutes"))
    await race.together(TICK)
    bench.clock.advance(minutes=1)
    return found


async def nudges_of(race: Race, person: Person) -> int:
    rows = await race.bench.planned(kind="nudge")
    return sum(row.chat_id == person.chat_id for row in rows)


async def three_plan_the_same(race: Race) -> Play:
    """A leader that was thought dead goes on for a tick: each nudge is planned once."""
    people = await learners(race)
    place = await round_with(race, people[0])

    async def ended(_: list[Any]) -> str:
        await race.together(TICK)  # whatever failed is done now
        assert [await nudges_of(race, person) for person in people] == [1] * len(people)
        query = select(func.count()).where(sittings.c.person_id.in_([p.id for p in people]))
        async with race.bench.db.begin() as conn:
            assert (await conn.execute(query)).scalar_one() == len(people)
        await _forget(race, *people)
        return "once each"

    return Play(place, [TICK, TICK, TICK], ended)


async def erased_while_nudged(race: Race) -> Play:
    """Two of them erase themselves as the nudges are planned; the others have theirs."""
    people = await learners(race)
    place = await round_with(race, people[0])
    gone, others = people[1:3], [people[0], *people[3:]]

    async def ended(_: list[Any]) -> str:
        await race.together(TICK)
        await assert_nothing_is_left_of_the_erased(race)
        assert [await nudges_of(race, person) for person in others] == [1] * len(others)
        assert [await nudges_of(race, person) for person in gone] == [0, 0]
        await _forget(race, *others)
        return "gone"

    return Play(place, [TICK, *(_erases(person) for person in gone)], ended)


def _erases(person: Person) -> Any:
    return lambda work: privacy_actions.erase(work, SLICES, person.id)


async def _forget(race: Race, *people: Person) -> None:
    """The round is over: no clock looks at these any more."""
    for person in people:
        async with race.bench.work() as work:
            await privacy_actions.erase(work, SLICES, person.id)


CASES: Final[list[Case]] = [three_plan_the_same, erased_while_nudged]


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_a_nudge_is_planned_once_and_for_nobody_who_is_gone(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        await play(race, CASES, rounds=rounds)
        race.assert_nothing_was_broken_off()


# With the whole bot ----------------------------------------------------------------------------------


async def _about_to_be_nudged(story: Story) -> Actor:
    amina = await story.actor("Amina", zone="UTC")
    person = await amina.person()
    async with story.app.works.begin(origin="slot") as work:
        await add_slot(work, person, time(19).isoformat("minutes"))
    await story.settle()
    story.clock.move_to(story.clock.now().replace(hour=19, minute=0, second=0))
    return amina


async def _states(story: Story) -> list[str]:
    async with story.app.db.begin() as conn:
        query = select(deliveries.c.state).where(deliveries.c.kind == "nudge")
        return list((await conn.execute(query)).scalars())


@pytest.mark.parametrize("moment", ["planned", "sent"])
async def test_a_pause_in_the_moment_of_a_nudge_counts_from_its_commit(
    database_url: str, moment: str
) -> None:
    """What is sent after it is none: the gate is asked as the message goes out."""
    world = World()
    async with serve(world) as server:
        story = Story(world, server, database_url)
        await story.begin()
        amina = await _about_to_be_nudged(story)
        person = await amina.person()
        said_before = len(amina.player.received)

        async def pauses() -> None:
            async with story.app.works.begin(origin="pause") as work:
                until = work.now + timedelta(days=1)
                await people_actions.pause(work, person, until=until)

        if moment == "planned":
            await asyncio.gather(story.app.scheduler.tick(), pauses())
        else:
            await story.app.scheduler.tick()
            await asyncio.gather(story.app.dispatcher.run_round(), pauses())
        await story.settle()

        nudges = len(amina.player.received) - said_before
        states = await _states(story)
        assert nudges == states.count(State.SENT) <= (moment == "sent")
        assert set(states) <= {State.SENT, State.CANCELLED}
        await story.end()
