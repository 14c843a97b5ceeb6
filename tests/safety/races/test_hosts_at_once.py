"""Two hosts go, hand over or close in the same moment: an open circle always has a host."""

from datetime import timedelta
from typing import Final

import pytest

from bot.circles import actions, actions_hosts, due
from bot.circles.records import Member, Refusal, RemovalReason
from bot.errors import NotForYou
from bot.features import SLICES
from bot.people import store as people_store
from bot.people.records import Person
from bot.privacy import actions as privacy_actions
from tests.safety.races.checks import assert_nothing_is_left_of_the_erased
from tests.safety.races.racing import Race, Run, race_on
from tests.safety.races.rounds import Case, Play, Round, play, round_with

pytestmark = pytest.mark.asyncio

SIZES = [
    pytest.param(1, 20_261_124, id="small"),
    pytest.param(20, None, id="long", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
]


def leaves(place: Round, person: Person, _: Person) -> Run:
    return lambda work: actions.leave(work, person, circle_id=place.circle.id)


def steps_down(place: Round, person: Person, _: Person) -> Run:
    return lambda work: actions_hosts.step_down(work, person, circle_id=place.circle.id)


def hands_over(place: Round, person: Person, other: Person) -> Run:
    return lambda work: actions_hosts.hand_over(
        work, person, circle_id=place.circle.id, member_id=place.stay_of(other).id
    )


def removes(place: Round, person: Person, other: Person) -> Run:
    return lambda work: actions_hosts.remove(
        work,
        person,
        circle_id=place.circle.id,
        member_id=place.stay_of(other).id,
        reason=RemovalReason.SILENT,
    )


def closes(place: Round, person: Person, _: Person) -> Run:
    return lambda work: actions_hosts.archive(work, person, circle_id=place.circle.id)


def deletes(place: Round, person: Person, _: Person) -> Run:
    return lambda work: actions_hosts.archive(
        work, person, circle_id=place.circle.id, is_deleted=True
    )


def is_erased(_place: Round, person: Person, _: Person) -> Run:
    return lambda work: privacy_actions.erase(work, SLICES, person.id)


PAIRS: Final = [
    (leaves, leaves),
    (leaves, steps_down),
    (steps_down, steps_down),
    (leaves, is_erased),
    (is_erased, is_erased),
    (is_erased, steps_down),
    (closes, leaves),
    (closes, deletes),
    (closes, is_erased),
]
# The first does it to the second, or to the member, while the second does theirs.
TO_THE_SECOND: Final = [(removes, removes), (removes, leaves), (removes, is_erased)]
TO_THE_MEMBER: Final = [(hands_over, leaves), (hands_over, hands_over), (hands_over, steps_down),
                        (removes, removes)]  # fmt: skip


def _case(first: object, second: object, *, towards: str) -> Case:
    async def case(race: Race) -> Play:
        amina, sami, omar = await race.people("Amina", "Sami", "Omar")
        place = await round_with(race, amina, sami, omar, hosts=2)
        to_first, to_second = (omar, omar) if towards == "the member" else (sami, amina)
        deeds = [first(place, amina, to_first), second(place, sami, to_second)]  # type: ignore[operator]

        async def ended(answers: list[object]) -> str:
            refused = [isinstance(answer, (NotForYou, Refusal)) for answer in answers]
            return {0: "both", 1: "one", 2: "none"}[sum(refused)]

        return Play(place, deeds, ended)

    case.__name__ = f"{first.__name__} and {second.__name__} ({towards})"  # type: ignore[attr-defined]
    return case


async def the_member_goes_while_becoming_the_only_host(race: Race) -> Play:
    """Handing over to somebody who leaves in that moment."""
    amina, omar, layla = await race.people("Amina", "Omar", "Layla")
    place = await round_with(race, amina, omar, layla)

    async def ended(answers: list[object]) -> str:
        is_handed_over = isinstance(answers[0], Member)
        assert isinstance(answers[1], Refusal) == is_handed_over, answers
        return "handed over" if is_handed_over else "left"

    return Play(place, [hands_over(place, amina, omar), leaves(place, omar, amina)], ended)


async def two_jobs_end_the_stay_of_a_deleted_account(race: Race) -> Play:
    """The last host's account is gone: one becomes host, and the hosts hear of it once."""
    amina, omar, layla = await race.people("Amina", "Omar", "Layla")
    place = await round_with(race, amina, omar, layla)
    async with race.bench.work() as work:
        gone_at = work.now - due.GONE_FOR - timedelta(hours=1)
        await people_store.change(work.conn, amina.id, gone_at=gone_at)

    async def ended(answers: list[object]) -> str:
        told = [row for row in await race.bench.planned(kind="circle_gone")
                if row.key.startswith(f"circle_gone:{place.stay_of(amina).id}:")]  # fmt: skip
        assert len(told) == 1
        async with race.bench.work() as work:
            await people_store.change(work.conn, amina.id, gone_at=None)
        return "once"

    return Play(place, [due.end_stays_of_gone, due.end_stays_of_gone], ended)


CASES: Final[list[Case]] = [
    *(_case(one, other, towards="each other") for one, other in (*PAIRS, *TO_THE_SECOND)),
    *(_case(one, other, towards="the member") for one, other in TO_THE_MEMBER),
    the_member_goes_while_becoming_the_only_host,
    two_jobs_end_the_stay_of_a_deleted_account,
]


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_an_open_circle_always_has_a_host(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        await play(race, CASES, rounds=rounds)
        await assert_nothing_is_left_of_the_erased(race)
        race.assert_nothing_was_broken_off()
