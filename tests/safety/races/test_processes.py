"""The last seat once more, on PostgreSQL, with real processes that share nothing but the database."""

import asyncio
import multiprocessing
from collections import Counter
from typing import Any

import pytest

from tests.safety.races import replica
from tests.safety.races.checks import check_circle
from tests.safety.races.racing import Race, race_on
from tests.safety.races.replica import Share
from tests.safety.races.rounds import Round, round_with

pytestmark = pytest.mark.asyncio

NEWCOMERS = 50


@pytest.mark.parametrize(
    ("processes", "rounds"),
    [
        pytest.param(2, 1, id="small"),
        pytest.param(3, 50, id="long", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
    ],
)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_newcomers_in_several_processes_get_one_seat(
    database_url: str, processes: int, rounds: int
) -> None:
    async with race_on(database_url, 20_261_124) as race:
        places, shares = await _rounds(race, rounds, processes)

        ended = await asyncio.to_thread(_run_processes, database_url, shares)

        assert all(isinstance(one, list) for one in ended), ended
        for place, counts in zip(
            places, zip(*(one[:-1] for one in ended), strict=True), strict=True
        ):
            total: Counter[str] = sum(counts, Counter())
            assert total == {"admitted": 1, "line": NEWCOMERS - 1}
            await check_circle(race, place.circle.id)
        for one in ended:
            race.tally += one[-1]
        race.tally["rounds"] += rounds
        race.assert_nothing_was_broken_off()


async def _rounds(
    race: Race, rounds: int, processes: int
) -> tuple[list[Round], list[list[Share]]]:
    """The rounds' circles, and for each process its share of each."""
    host, *newcomers = await race.people(*(f"Person {n}" for n in range(NEWCOMERS + 1)))
    places, shares = [], [list[Share]() for _ in range(processes)]
    for _ in range(rounds):
        place = await round_with(race, host, seats=2)
        async with race.bench.work() as work:
            knocks = [
                (one.id, (await place.invite_in(work, host, guest=one)).id) for one in newcomers
            ]
        for number in range(processes):
            shares[number].append(Share(knocks[number::processes]))
        places.append(place)
    return places, shares


def _run_processes(url: str, shares: list[list[Share]]) -> list[Any]:
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(len(shares)), context.Queue()
    processes = [
        context.Process(target=replica.run, args=(url, share, barrier, answers))
        for share in shares
    ]
    for process in processes:
        process.start()
    ended = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    return ended
