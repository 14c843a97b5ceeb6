"""Two members decide about one newcomer in the same moment."""

from functools import partial
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from bot.acquaintances.tables import ties
from bot.admissions import (
    actions,
    actions_answers,
    actions_decision,
    actions_host,
    actions_line,
    due,
    store,
)
from bot.admissions.records import (
    Admission,
    Decline,
    Exchange,
    NoQuestion,
    Outcome,
    Said,
    State,
)
from bot.admissions.rules import MOST_QUESTIONS, OFFER_LASTS
from bot.circles import actions_hosts
from bot.circles import store as circle_store
from bot.circles.records import Circle, Refusal, RemovalReason, Setting
from bot.errors import NotForYou
from bot.people.records import Person
from bot.work import Work
from tests.safety.races.racing import Race, Run, race_on
from tests.safety.races.rounds import Play, Round, play, round_with

pytestmark = pytest.mark.asyncio

SIZES = [
    pytest.param(1, 20_261_124, id="small"),
    pytest.param(20, None, id="long", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
]
HOLD: Final = 24  # hours


def says(person: Person, admission: Admission, said: Said) -> Run:
    return lambda work: actions_answers.answer(work, person, admission.id, said)


def objects(person: Person, admission: Admission) -> Run:
    return lambda work: actions_answers.raise_concern(
        work, person, admission.id, "I would rather not."
    )


def admits(host: Person, admission: Admission) -> Run:
    return lambda work: actions_host.admit(work, host, admission.id)


def declines(host: Person, admission: Admission) -> Run:
    return lambda work: actions_host.decline(work, host, admission.id, Decline.LATER)


async def say(race: Race, person: Person, admission: Admission, said: Said = Said.WELL) -> None:
    async with race.bench.work() as work:
        await actions_answers.answer(work, person, admission.id, said)


async def state_of(place: Round, admission: Admission) -> State:
    return (await place.admission(admission)).state


async def seats(race: Race, place: Round, number: int) -> None:
    async with race.bench.work() as work:
        await circle_store.change_circle(work.conn, place.circle.id, seats=number)


# Answers ---------------------------------------------------------------------------------------------


async def vouch_and_vouch(race: Race) -> Play:
    """Two are needed, two vouch: one admission, and both know the newcomer."""
    host, omar, layla, noor = await race.people("Amina", "Omar", "Layla", "Noor")
    place = await round_with(race, host, omar, layla, acquaintances_required=2)
    admission = await place.waits(noor, host, omar, layla)

    async def ended(answers: list[Any]) -> str:
        assert all(isinstance(answer, Outcome) for answer in answers), answers
        assert await state_of(place, admission) is State.ADMITTED
        query = select(func.count()).where(ties.c.circle_id == place.circle.id)
        async with race.bench.db.begin() as conn:
            assert (await conn.execute(query)).scalar_one() == 2
        return "admitted"

    return Play(
        place, [says(omar, admission, Said.WELL), says(layla, admission, Said.LITTLE)], ended
    )


async def vouch_and_concern(race: Race) -> Play:
    """A concern in time brings it to the host; a late one is a note."""
    host, omar, layla, noor = await race.people("Amina", "Omar", "Layla", "Noor")
    place = await round_with(race, host, omar, layla)
    admission = await place.waits(noor, host, omar, layla)

    async def ended(answers: list[Any]) -> str:
        assert all(isinstance(answer, Outcome) for answer in answers), answers
        state = await state_of(place, admission)
        assert state in {State.ADMITTED, State.HOST}
        return state

    return Play(place, [says(omar, admission, Said.WELL), objects(layla, admission)], ended)


async def vouch_and_its_change(race: Race) -> Play:
    """Omar has vouched where two are needed; Layla vouches while he takes it back."""
    host, omar, layla, noor = await race.people("Amina", "Omar", "Layla", "Noor")
    place = await round_with(race, host, omar, layla, acquaintances_required=2)
    admission = await place.waits(noor, host, omar, layla)
    await say(race, omar, admission)

    async def ended(answers: list[Any]) -> str:
        state = await state_of(place, admission)
        assert state in {State.ADMITTED, State.ASKING}
        return state

    return Play(
        place, [says(layla, admission, Said.WELL), says(omar, admission, Said.UNKNOWN)], ended
    )


async def vouch_and_withdrawal(race: Race) -> Play:
    """The newcomer takes the request back while somebody vouches."""
    host, omar, noor = await race.people("Amina", "Omar", "Noor")
    place = await round_with(race, host, omar)
    admission = await place.waits(noor, host, omar)

    async def ended(answers: list[Any]) -> str:
        state = await state_of(place, admission)
        assert state in {State.ADMITTED, State.WITHDRAWN}
        return state

    withdraws: Run = lambda work: actions.withdraw(work, noor, admission.id)  # noqa: E731
    return Play(place, [says(omar, admission, Said.WELL), withdraws], ended)


async def six_questions(race: Race) -> Play:
    """Six members ask in one moment: five are relayed, one is told that there are enough."""
    host, *members = await race.people("Amina", *(f"Member {n}" for n in range(6)))
    (noor,) = await race.people("Noor")
    place = await round_with(race, host, *members)
    admission = await place.waits(noor, host, *members)

    async def ended(answers: list[Any]) -> str:
        assert sum(isinstance(answer, Exchange) for answer in answers) == MOST_QUESTIONS
        assert answers.count(NoQuestion.ENOUGH) == 1
        return "five"

    asks = [
        partial(ask, person=member, admission=admission, text="Since when?") for member in members
    ]
    return Play(place, asks, ended)


async def ask(work: Work, person: Person, admission: Admission, text: str) -> Any:
    return await actions_answers.ask_question(work, person, admission.id, text)


# Hosts -----------------------------------------------------------------------------------------------


async def host_admits_and_host_declines(race: Race) -> Play:
    """The first word counts; the other host sees how it stands."""
    host, second, omar, noor = await race.people("Amina", "Sami", "Omar", "Noor")
    place = await round_with(race, host, second, omar, hosts=2, host_has_last_word=True)
    admission = await place.waits(noor, host, omar)
    await say(race, omar, admission)

    async def ended(answers: list[Any]) -> str:
        state = await state_of(place, admission)
        assert [answer.admission.state for answer in answers] == [state, state]
        return state

    return Play(place, [admits(host, admission), declines(second, admission)], ended)


async def host_admits_and_vouch_is_taken_back(race: Race) -> Play:
    """Too few vouches stand when the host comes second."""
    host, omar, noor = await race.people("Amina", "Omar", "Noor")
    place = await round_with(race, host, omar, host_has_last_word=True)
    admission = await place.waits(noor, host, omar)
    await say(race, omar, admission)

    async def ended(answers: list[Any]) -> str:
        state = await state_of(place, admission)
        assert state in {State.ADMITTED, State.ASKING}
        return state

    return Play(place, [admits(host, admission), says(omar, admission, Said.UNKNOWN)], ended)


async def hold_ends_and_concern(race: Race) -> Play:
    """In its last moment somebody objects."""
    host, omar, layla, noor = await race.people("Amina", "Omar", "Layla", "Noor")
    place = await round_with(race, host, omar, layla, hold_hours=HOLD)
    admission = await place.waits(noor, host, omar)
    await say(race, omar, admission)
    race.bench.clock.advance(hours=HOLD)

    async def ended(answers: list[Any]) -> str:
        state = await state_of(place, admission)
        assert state in {State.ADMITTED, State.HOST}
        assert not isinstance(answers[1], NotForYou)
        return state

    return Play(place, [look_after(admission), objects(layla, admission)], ended)


def look_after(admission: Admission) -> Run:
    """What the clock does about one admission."""

    async def run(work: Work) -> None:
        await due.look_after(work, *await actions_decision.locked(work, admission.id))

    return run


# The seat --------------------------------------------------------------------------------------------


async def vouch_and_removal_of_somebody_else(race: Race) -> Play:
    """The circle is full; a seat is freed while the newcomer is vouched for."""
    host, omar, layla, noor = await race.people("Amina", "Omar", "Layla", "Noor")
    place = await round_with(race, host, omar, layla, seats=3)
    await seats(race, place, 4)
    admission = await place.waits(noor, host, omar)
    await seats(race, place, 3)
    removes: Run = lambda work: actions_hosts.remove(  # noqa: E731
        work,
        host,
        circle_id=place.circle.id,
        member_id=place.stay_of(layla).id,
        reason=RemovalReason.TONE,
    )

    async def ended(answers: list[Any]) -> str:
        state = await state_of(place, admission)
        assert state in {State.ADMITTED, State.LINE}
        return state

    return Play(place, [says(omar, admission, Said.WELL), removes], ended)


async def vouch_and_fewer_seats(race: Race) -> Play:
    """The last seat is taken away, or it is taken: never both."""
    host, omar, noor = await race.people("Amina", "Omar", "Noor")
    place = await round_with(race, host, omar, seats=3)
    admission = await place.waits(noor, host, omar)
    lowers: Run = lambda work: actions_hosts.change(  # noqa: E731
        work, host, circle_id=place.circle.id, setting=Setting.SEATS, value=2
    )

    async def ended(answers: list[Any]) -> str:
        state = await state_of(place, admission)
        if state is State.ADMITTED:
            assert answers[1] is Refusal.TOO_FEW_SEATS
        else:
            assert state is State.LINE
            assert isinstance(answers[1], Circle)
        return state

    return Play(place, [says(omar, admission, Said.WELL), lowers], ended)


async def vouch_and_closing(race: Race) -> Play:
    """The circle is closed while somebody is let in: nobody is in it, and the newcomer hears of it."""
    host, omar, noor = await race.people("Amina", "Omar", "Noor")
    place = await round_with(race, host, omar)
    admission = await place.waits(noor, host, omar)
    closes: Run = lambda work: actions_hosts.archive(work, host, circle_id=place.circle.id)  # noqa: E731

    async def ended(answers: list[Any]) -> str:
        async with race.bench.work() as work:
            await look_after(admission)(work)
        state = await state_of(place, admission)
        assert state in {State.ADMITTED, State.CLOSED}
        assert isinstance(answers[0], NotForYou) == (state is State.CLOSED)
        return state

    return Play(place, [says(omar, admission, Said.WELL), closes], ended)


async def freed_seat(race: Race, *names: str) -> tuple[Round, list[Person], Admission]:
    """A free seat, and somebody in line for it; those named are host, Omar, the one in line, …"""
    people = await race.people(*names)
    host, omar, noor = people[:3]
    place = await round_with(race, host, omar, seats=3)
    admission = await place.waits(noor, host, omar)
    await seats(race, place, 2)
    await say(race, omar, admission)
    assert await state_of(place, admission) is State.LINE
    await seats(race, place, 3)
    return place, people, admission


async def offer_and_somebody_elses_vouch(race: Race) -> Play:
    """One free seat: it is kept for the first in line, or it is taken; nobody is offered a taken one."""
    place, (host, omar, _, zaid), _ = await freed_seat(race, "Amina", "Omar", "Noor", "Zaid")
    admission = await place.waits(zaid, host, omar)

    async def ended(answers: list[Any]) -> str:
        async with race.bench.work() as work:
            circle = await circle_store.get_circle(work.conn, place.circle.id)
            offers = await store.count_offers(work.conn, place.circle.id)
        assert circle.members + offers <= circle.seats, "a seat is offered that is taken"
        return f"zaid {await state_of(place, admission)}, {offers} offered"

    return Play(place, [actions_line.offer_next, says(omar, admission, Said.WELL)], ended)


async def offer_and_its_end(race: Race) -> Play:
    """The seat is taken in the moment in which the offer runs out."""
    place, (_, _, noor), admission = await freed_seat(race, "Amina", "Omar", "Noor")
    async with race.bench.work() as work:
        await actions_line.offer_next(work)
    race.bench.clock.advance(OFFER_LASTS)

    async def ended(answers: list[Any]) -> str:
        state = await state_of(place, admission)
        assert state in {State.ADMITTED, State.CLOSED}
        assert answers[0].admission.state == state
        return state

    takes: Run = lambda work: actions_line.take_offer(work, noor, admission.id)  # noqa: E731
    return Play(place, [takes, look_after(admission)], ended)


CASES = [
    vouch_and_vouch,
    vouch_and_concern,
    vouch_and_its_change,
    vouch_and_withdrawal,
    six_questions,
    host_admits_and_host_declines,
    host_admits_and_vouch_is_taken_back,
    hold_ends_and_concern,
    vouch_and_removal_of_somebody_else,
    vouch_and_fewer_seats,
    vouch_and_closing,
    offer_and_somebody_elses_vouch,
    offer_and_its_end,
]


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_of_two_who_decide_at_once_both_are_heard_in_some_order(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        await play(race, CASES, rounds=rounds)
        race.assert_nothing_was_broken_off()
