"""Fifty newcomers, one seat: exactly one is admitted, all others hear where they stand."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.admissions import actions_answers
from bot.admissions.records import Admission, Outcome, Said, State
from bot.admissions.rules import MOST_OPEN_IN_CIRCLE
from bot.invites.records import UseRefusal
from bot.outbox.tables import deliveries
from bot.people.records import Person
from bot.work import Work
from tests.safety.races.checks import check_circle
from tests.safety.races.racing import Race, race_on
from tests.safety.races.rounds import Round, knock, round_with

pytestmark = pytest.mark.asyncio

NEWCOMERS = 50
# Five rounds on each engine in all, where the three are short.
LONG = [pytest.mark.long, pytest.mark.timeout(3_600)]
ONE_OR_MANY = [
    pytest.param(1, 20_261_124, id="small"),
    pytest.param(200, None, id="long", marks=LONG),
]
ONE = [pytest.param(1, 20_261_124, id="small"), pytest.param(50, None, id="long", marks=LONG)]
THREE = [pytest.param(3, 20_261_124, id="small"), pytest.param(50, None, id="long", marks=LONG)]


async def crowd(race: Race, size: int = NEWCOMERS) -> list[Person]:
    return await race.people(*(f"Newcomer {number}" for number in range(size)))


def states(answers: Sequence[Any]) -> list[State]:
    assert all(isinstance(answer, Outcome) for answer in answers), answers
    return [answer.admission.state for answer in answers]


async def assert_told(place: Round, *, kind: str, times: int) -> None:
    query = select(func.count()).where(
        deliveries.c.kind == kind, deliveries.c.planned_at == place.race.bench.clock.now()
    )
    async with place.race.bench.db.begin() as conn:
        assert (await conn.execute(query)).scalar_one() == times


@pytest.mark.parametrize(("rounds", "seed"), ONE_OR_MANY)
async def test_of_fifty_with_a_personal_invite_one_gets_the_seat_and_the_others_a_place_in_line(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        host, *newcomers = await crowd(race, NEWCOMERS + 1)
        for _ in range(rounds):
            place = await round_with(race, host, seats=2)
            async with race.bench.work() as work:
                invites = [await place.invite_in(work, host, guest=one) for one in newcomers]

            answers = await race.together(
                *(
                    partial(knock, person=one, invite=invite)
                    for one, invite in zip(newcomers, invites, strict=True)
                )
            )

            ended = states(answers)
            assert ended.count(State.ADMITTED) == 1
            assert ended.count(State.LINE) == NEWCOMERS - 1
            await check_circle(race, place.circle.id)
            # The inviter hears of each; who knocked is answered by the screen itself.
            await assert_told(place, kind="adm_guest", times=NEWCOMERS)
            await place.close()
            await race.empty_outbox()
            race.bench.clock.advance(hours=1)
            race.tally["rounds"] += 1
        race.assert_nothing_was_broken_off()


@pytest.mark.parametrize(("rounds", "seed"), THREE)
async def test_of_fifty_with_one_code_for_one_use_one_is_admitted_and_the_others_hear_that_it_is_used(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        host, *newcomers = await crowd(race, NEWCOMERS + 1)
        for _ in range(rounds):
            place = await round_with(race, host, seats=2)
            invite = await place.invite(host)

            answers = await race.together(
                *(partial(knock, person=one, invite=invite) for one in newcomers)
            )

            (waiting,) = [answer for answer in answers if isinstance(answer, Outcome)]
            assert answers.count(UseRefusal.USED_UP) == NEWCOMERS - 1
            await race.together(*[partial(vouch, host=host, admission=waiting.admission)] * 3)
            assert (await place.admission(waiting.admission)).state is State.ADMITTED
            await check_circle(race, place.circle.id)
            await place.close()
            await race.empty_outbox()
            race.bench.clock.advance(hours=1)
            race.tally["rounds"] += 1
        race.assert_nothing_was_broken_off()


@pytest.mark.parametrize(("rounds", "seed"), ONE)
async def test_of_as_many_as_may_wait_one_gets_the_last_seat_when_all_are_vouched_for_at_once(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        host, omar, *newcomers = await crowd(race, MOST_OPEN_IN_CIRCLE + 2)
        for _ in range(rounds):
            place = await round_with(race, host, omar, seats=3)
            waiting = [await place.waits(one, omar, omar) for one in newcomers]

            answers = await race.together(
                *(partial(vouch, host=omar, admission=admission) for admission in waiting)
            )

            ended = states(answers)
            assert ended.count(State.ADMITTED) == 1
            assert ended.count(State.LINE) == len(newcomers) - 1
            await check_circle(race, place.circle.id)
            # Each hears how it ended for them.
            await assert_told(place, kind="adm_outcome", times=len(newcomers))
            await place.close()
            await race.empty_outbox()
            race.bench.clock.advance(days=31)  # more than three tries in a month are refused
            race.tally["rounds"] += 1
        race.assert_nothing_was_broken_off()


async def vouch(work: Work, host: Person, admission: Admission) -> Any:
    return await actions_answers.answer(work, host, admission.id, Said.WELL)
