"""A vouch counts only while its author is a member: admitted because of them, or they left before."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import pytest

from bot.admissions import actions as admission_actions
from bot.admissions import actions_answers, actions_host, actions_line, due, store
from bot.admissions.records import UNDECIDED, Admission, Said, State
from bot.circles import actions, actions_hosts
from bot.circles import store as circle_store
from bot.circles.records import RemovalReason
from bot.features import SLICES
from bot.people.records import Person
from bot.privacy import actions as privacy_actions
from bot.work import Work
from tests.safety.races.checks import assert_nothing_is_left_of_the_erased, check_circle
from tests.safety.races.racing import Race, Run, race_on
from tests.safety.races.rounds import Round, round_with

pytestmark = pytest.mark.asyncio

HOLD: Final = 24  # hours


@dataclass(frozen=True, slots=True)
class Scene:
    """A newcomer whom only Omar knows; Amina is host."""

    place: Round
    host: Person
    omar: Person
    newcomer: Person
    admission: Admission


# How the newcomer gets in --------------------------------------------------------------------------


async def _vouched(scene: Scene, said: Said = Said.WELL) -> None:
    async with scene.place.race.bench.work() as work:
        await actions_answers.answer(work, scene.omar, scene.admission.id, said)


async def ready_to_vouch(scene: Scene) -> None:
    """Omar has not said anything yet."""


async def vouches(work: Work, scene: Scene) -> Any:
    return await actions_answers.answer(work, scene.omar, scene.admission.id, Said.WELL)


async def ready_for_the_host(scene: Scene) -> None:
    await _vouched(scene)
    assert (await scene.place.admission(scene.admission)).state is State.HOST


async def host_admits(work: Work, scene: Scene) -> Any:
    return await actions_host.admit(work, scene.host, scene.admission.id)


async def ready_for_the_end_of_the_hold(scene: Scene) -> None:
    await _vouched(scene)
    assert (await scene.place.admission(scene.admission)).state is State.HELD
    scene.place.race.bench.clock.advance(hours=HOLD)


async def hold_ends(work: Work, scene: Scene) -> Any:
    return await due.look_after_one(work)


async def ready_for_the_offer(scene: Scene) -> None:
    """Omar vouched while all seats were taken; now one is free, and it is offered."""
    bench = scene.place.race.bench
    async with bench.work() as work:
        await circle_store.change_circle(work.conn, scene.place.circle.id, seats=2)
    await _vouched(scene)
    assert (await scene.place.admission(scene.admission)).state is State.LINE
    async with bench.work() as work:
        await circle_store.change_circle(work.conn, scene.place.circle.id, seats=3)
    async with bench.work() as work:
        assert await actions_line.offer_next(work)


async def takes_the_offer(work: Work, scene: Scene) -> Any:
    return await actions_line.take_offer(work, scene.newcomer, scene.admission.id)


# How Omar goes -------------------------------------------------------------------------------------


async def leaves(work: Work, scene: Scene) -> Any:
    return await actions.leave(work, scene.omar, circle_id=scene.place.circle.id)


async def is_removed(work: Work, scene: Scene) -> Any:
    return await actions_hosts.remove(
        work,
        scene.host,
        circle_id=scene.place.circle.id,
        member_id=scene.place.stay_of(scene.omar).id,
        reason=RemovalReason.SILENT,
    )


async def erases_themself(work: Work, scene: Scene) -> Any:
    return await privacy_actions.erase(work, SLICES, scene.omar.id)


Deed = Callable[[Work, Scene], Awaitable[Any]]
Ready = Callable[[Scene], Awaitable[None]]
WAYS_IN: Final[tuple[tuple[Ready, Deed, dict[str, Any]], ...]] = (
    (ready_to_vouch, vouches, {}),
    (ready_for_the_host, host_admits, {"host_has_last_word": True}),
    (ready_for_the_end_of_the_hold, hold_ends, {"hold_hours": HOLD}),
    (ready_for_the_offer, takes_the_offer, {}),
)
WAYS_OUT: Final[tuple[Deed, ...]] = (leaves, is_removed, erases_themself)


@pytest.mark.parametrize(
    ("runs", "seed"),
    [
        pytest.param(24, 20_261_124, id="small"),
        pytest.param(2_004, None, id="long", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
    ],
)
async def test_whoever_is_admitted_was_vouched_for_by_somebody_who_was_a_member_then(
    database_url: str, runs: int, seed: int | None
) -> None:
    """Each of the four ways in against each of the three ways out; both orders must happen."""
    async with race_on(database_url, seed) as race:
        ways = [(way_in, way_out) for way_in in WAYS_IN for way_out in WAYS_OUT]
        for run in range(runs):
            (ready, comes, columns), goes = ways[run % len(ways)]
            scene = await _scene(race, run, columns)
            await ready(scene)
            deeds = [_of(scene, comes), _of(scene, goes)]
            race.random.shuffle(deeds)

            await race.together(*deeds)

            await check_circle(race, scene.place.circle.id)
            is_in = await _state(scene) is State.ADMITTED
            race.tally[f"{comes.__name__} {'first' if is_in else 'too late'}"] += 1
            await _is_as_it_should(scene)
            async with race.bench.work() as work:  # what waits for the clock is this scene's alone
                await admission_actions.withdraw(work, scene.newcomer, scene.admission.id)
            await assert_nothing_is_left_of_the_erased(race)
            await race.empty_outbox()
        race.assert_nothing_was_broken_off()
        for order in ("first", "too late"):
            assert sum(n for name, n in race.tally.items() if name.endswith(order)), order


async def _scene(race: Race, run: int, columns: dict[str, Any]) -> Scene:
    host, omar, newcomer = await race.people(f"Amina {run}", f"Omar {run}", f"Noor {run}")
    place = await round_with(race, host, omar, seats=3, **columns)
    admission = await place.waits(newcomer, host, omar)
    return Scene(place, host, omar, newcomer, admission)


def _of(scene: Scene, deed: Deed) -> Run:
    return lambda work: deed(work, scene)


async def _state(scene: Scene) -> State:
    return (await scene.place.admission(scene.admission)).state


async def _is_as_it_should(scene: Scene) -> None:
    """Omar is gone whatever came first; a newcomer who came too late still waits."""
    async with scene.place.race.bench.work() as work:
        roll = await circle_store.get_roll(work.conn, scene.place.circle.id)
        admission = await store.get_admission(work.conn, scene.admission.id)
    present = set(roll.person_ids)
    assert scene.omar.id not in present
    if admission.state is State.ADMITTED:
        assert present == {scene.host.id, scene.newcomer.id}
    else:
        assert present == {scene.host.id}
        assert admission.state in UNDECIDED | {State.LINE}
