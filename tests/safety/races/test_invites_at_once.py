"""An invite is redeemed twice, revoked, renewed or over while somebody redeems it."""

from datetime import timedelta
from functools import partial
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from bot.admissions import actions_answers
from bot.admissions.records import KnockRefusal, Outcome, Said, State
from bot.admissions.rules import MOST_OPEN_IN_CIRCLE
from bot.admissions.tables import admissions
from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.config import LimitSettings
from bot.errors import NotForYou
from bot.invites import actions, due, store
from bot.invites.records import Invite, Made, UseRefusal
from bot.invites.tables import invites
from bot.people.records import Person
from bot.work import Work
from tests.safety.races.racing import Race, Run, race_on
from tests.safety.races.rounds import Case, Play, Round, knock, play, round_with

pytestmark = pytest.mark.asyncio

SIZES = [
    pytest.param(1, 20_261_124, id="small"),
    pytest.param(20, None, id="long", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
]
FEW: Final = LimitSettings(circles_per_host=2, circles_per_person=2, live_invites_per_member=50)


def knocks(person: Person, invite: Invite) -> Run:
    return partial(knock, person=person, invite=invite)


def revokes(person: Person, invite: Invite) -> Run:
    return lambda work: actions.revoke(work, person, invite.id)


def renews(person: Person, invite: Invite) -> Run:
    return lambda work: actions.renew(work, person, invite.id)


async def _place(race: Race, *names: str) -> tuple[Round, list[Person]]:
    """A circle of Amina and Omar, and newcomers."""
    people = await race.people("Amina", "Omar", *names)
    return await round_with(race, *people[:2]), people


async def _uses(race: Race, place: Round) -> int:
    """Uses that somebody holds or that live invites still have."""
    query = select(invites).where(invites.c.circle_id == place.circle.id)
    async with race.bench.db.begin() as conn:
        rows = (await conn.execute(query)).all()
    return sum(row.used if row.revoked_at else row.uses for row in rows)


# Redeemed --------------------------------------------------------------------------------------------


async def two_redeem_one_use(race: Race) -> Play:
    place, (_, omar, noor, zaid) = await _place(race, "Noor", "Zaid")
    invite = await place.invite(omar)

    async def ended(answers: list[Any]) -> str:
        assert sum(isinstance(answer, Outcome) for answer in answers) == 1
        assert answers.count(UseRefusal.USED_UP) == 1
        return "one"

    return Play(place, [knocks(noor, invite), knocks(zaid, invite)], ended)


async def one_redeems_two_codes(race: Race) -> Play:
    """The same circle, two codes: one request."""
    place, (amina, omar, noor) = await _place(race, "Noor")
    codes = [await place.invite(amina), await place.invite(omar)]

    async def ended(answers: list[Any]) -> str:
        assert sum(isinstance(answer, Outcome) for answer in answers) == 1
        assert answers.count(KnockRefusal.ASKED_ALREADY) == 1
        return "one"

    return Play(place, [knocks(noor, code) for code in codes], ended)


async def one_redeems_two_codes_that_admit(race: Race) -> Play:
    """Two personal invites: one seat, one use."""
    place, (amina, omar, noor) = await _place(race, "Noor")
    codes = [await place.invite(who, guest=noor) for who in (amina, omar)]

    async def ended(answers: list[Any]) -> str:
        assert sum(isinstance(answer, Outcome) for answer in answers) == 1
        assert answers.count(UseRefusal.ALREADY_MEMBER) == 1
        return "one"

    return Play(place, [knocks(noor, code) for code in codes], ended)


async def twelve_knock_where_ten_may_wait(race: Race) -> Play:
    place, (_, omar, *newcomers) = await _place(race, *(f"Newcomer {n}" for n in range(12)))
    invite = await place.invite(omar, uses=12)

    async def ended(answers: list[Any]) -> str:
        assert sum(isinstance(answer, Outcome) for answer in answers) == MOST_OPEN_IN_CIRCLE
        assert answers.count(KnockRefusal.CIRCLE_BUSY) == 2
        return "ten"

    return Play(place, [knocks(one, invite) for one in newcomers], ended)


# Revoked, renewed, over ------------------------------------------------------------------------------


async def redeemed_while_it_is_revoked(race: Race) -> Play:
    place, (_, omar, noor) = await _place(race, "Noor")
    invite = await place.invite(omar)

    async def ended(answers: list[Any]) -> str:
        redeemed = answers[0]
        assert isinstance(redeemed, Outcome) or redeemed is UseRefusal.REVOKED, redeemed
        return "redeemed" if isinstance(redeemed, Outcome) else "revoked"

    return Play(place, [knocks(noor, invite), revokes(omar, invite)], ended)


async def redeemed_while_its_inviter_leaves(race: Race) -> Play:
    place, (_, omar, noor) = await _place(race, "Noor")
    invite = await place.invite(omar)
    goes: Run = lambda work: circle_actions.leave(work, omar, circle_id=place.circle.id)  # noqa: E731

    async def ended(answers: list[Any]) -> str:
        redeemed = answers[0]
        assert isinstance(redeemed, Outcome) or redeemed is UseRefusal.REVOKED, redeemed
        return "redeemed" if isinstance(redeemed, Outcome) else "too late"

    return Play(place, [knocks(noor, invite), goes], ended)


async def redeemed_while_it_runs_out(race: Race) -> Play:
    """Three redeem it about the moment in which it ends: the last one used it before that."""
    place, (_, omar, *newcomers) = await _place(race, "Noor", "Zaid", "Lina")
    invite = await place.invite(omar, uses=3, days=1)
    race.bench.clock.move_to(invite.expires_at - timedelta(seconds=1))

    async def time_passes(_: Work) -> None:
        race.bench.clock.move_to(invite.expires_at)

    async def ended(answers: list[Any]) -> str:
        outcomes = [answer for answer in answers[1:] if isinstance(answer, Outcome)]
        assert all(one.admission.opened_at < invite.expires_at for one in outcomes)
        assert answers[1:].count(UseRefusal.EXPIRED) == len(newcomers) - len(outcomes)
        return f"{len(outcomes)} in time"

    return Play(place, [time_passes, *(knocks(one, invite) for one in newcomers)], ended)


async def renewed_by_two(race: Race) -> Play:
    """Its inviter and the host renew it: there is one new one."""
    place, (amina, omar) = await _place(race)
    invite = await place.invite(omar)

    async def ended(answers: list[Any]) -> str:
        assert sum(isinstance(answer, Made) for answer in answers) == 1, answers
        assert sum(isinstance(answer, NotForYou) for answer in answers) == 1, answers
        assert await _uses(race, place) == 1
        return "one"

    return Play(place, [renews(amina, invite), renews(omar, invite)], ended)


async def renewed_while_it_is_redeemed(race: Race) -> Play:
    """Its two uses stay two."""
    place, (_, omar, noor) = await _place(race, "Noor")
    invite = await place.invite(omar, uses=2)

    async def ended(answers: list[Any]) -> str:
        assert await _uses(race, place) == 2, answers
        assert isinstance(answers[1], Made)
        return "redeemed" if isinstance(answers[0], Outcome) else "renewed first"

    return Play(place, [knocks(noor, invite), renews(omar, invite)], ended)


async def two_jobs_warn_of_its_end(race: Race) -> Play:
    place, (_, omar) = await _place(race)
    invite = await place.invite(omar, days=2)
    race.bench.clock.advance(hours=25)

    async def ended(_: list[Any]) -> str:
        told = await race.bench.planned(kind="invite_ends")
        assert [row.about for row in told].count(str(invite.id)) == 1
        async with race.bench.work() as work:
            await store.revoke(work.conn, invite.id, now=work.now)
        return "once"

    return Play(place, [due.warn_of_ends, due.warn_of_ends], ended)


CASES: Final[list[Case]] = [
    two_redeem_one_use,
    one_redeems_two_codes,
    one_redeems_two_codes_that_admit,
    twelve_knock_where_ten_may_wait,
    redeemed_while_it_is_revoked,
    redeemed_while_its_inviter_leaves,
    redeemed_while_it_runs_out,
    renewed_by_two,
    renewed_while_it_is_redeemed,
    two_jobs_warn_of_its_end,
]


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_a_use_of_an_invite_is_had_once(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        await play(race, CASES, rounds=rounds)
        race.assert_nothing_was_broken_off()


# Limits across circles -------------------------------------------------------------------------------


async def _circles_of(race: Race, person: Person) -> int:
    async with race.bench.work() as work:
        return await circle_store.count_circles_of(work.conn, person.id)


async def two_circles_admit_one_person(race: Race) -> Play:
    """They are in one circle, may be in two, and two let them in in one moment."""
    amina, omar, noor = await race.people("Amina", "Omar", "Noor")
    home = await round_with(race, noor)
    first, second = await round_with(race, amina), await round_with(race, omar)
    waiting = [await first.waits(noor, amina, amina), await second.waits(noor, omar, omar)]

    async def ended(_: list[Any]) -> str:
        assert await _circles_of(race, noor) == FEW.circles_per_person
        query = select(func.count()).where(
            admissions.c.person_id == noor.id, admissions.c.state == State.ADMITTED
        )
        async with race.bench.db.begin() as conn:
            assert (await conn.execute(query)).scalar_one() == 1
        await home.close()
        await second.close()
        return "one"

    vouch = [
        partial(_vouch, person=who, admission_id=one.id)
        for who, one in zip((amina, omar), waiting, strict=True)
    ]
    return Play(first, vouch, ended)


async def _vouch(work: Work, person: Person, admission_id: int) -> Any:
    return await actions_answers.answer(work, person, admission_id, Said.WELL)


async def one_person_opens_three(race: Race) -> Play:
    """They may host two."""
    (amina,) = await race.people("Amina")
    place = await round_with(race, amina)

    async def ended(answers: list[Any]) -> str:
        assert await _circles_of(race, amina) == FEW.circles_per_host, answers
        return "one more"

    return Play(place, [partial(_open, person=amina)] * 3, ended)


async def _open(work: Work, person: Person) -> Any:
    return await circle_actions.open_circle(
        work, person, name="Maps", field="Maps", focus="", language="en", seats=4, zone="UTC"
    )


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_nobody_gets_into_more_circles_than_one_may_be_in(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed, limits=FEW) as race:
        cases = [two_circles_admit_one_person, one_person_opens_three]
        await play(race, cases, rounds=rounds)
        race.assert_nothing_was_broken_off()
