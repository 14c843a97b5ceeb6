"""People erase themselves while somebody nudges them, lets them in, asks them or does the same."""

from functools import partial
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from bot.acquaintances import due as tie_due
from bot.admissions import actions_answers, due
from bot.admissions.records import Said, State
from bot.circles import store as circle_store
from bot.dialogue import store as talk_store
from bot.features import SLICES
from bot.invites import due as invite_due
from bot.outbox.records import Outgoing
from bot.people.records import Person
from bot.people.tables import people
from bot.privacy import actions as privacy_actions
from bot.texts.html import isolated
from bot.work import Work
from tests.safety.races.checks import assert_nothing_is_left_of_the_erased, check_circle
from tests.safety.races.racing import Race, Run, race_on
from tests.safety.races.rounds import Case, Play, knock, play, round_with

pytestmark = pytest.mark.asyncio

SIZES = [
    pytest.param(1, 20_261_124, id="small"),
    pytest.param(20, None, id="long", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
]


def erases(person: Person) -> Run:
    return lambda work: privacy_actions.erase(work, SLICES, person.id)


async def assert_gone(race: Race, *gone: Person) -> None:
    query = select(func.count()).where(people.c.id.in_([person.id for person in gone]))
    async with race.bench.db.begin() as conn:
        assert (await conn.execute(query)).scalar_one() == 0
    await assert_nothing_is_left_of_the_erased(race)


async def two_who_wait_at_each_others_doors(race: Race) -> Play:
    """Noor is in the first circle and waits at the second; Zaid the other way round."""
    amina, noor, zaid = await race.people("Amina", "Noor", "Zaid")
    first = await round_with(race, amina, noor)
    second = await round_with(race, amina, zaid)
    # The later request stands in the earlier circle for one of them, not for the other.
    await second.waits(noor, zaid, zaid)
    await first.waits(zaid, noor, noor)

    async def ended(_: list[Any]) -> str:
        await assert_gone(race, noor, zaid)
        await check_circle(race, second.circle.id)
        await second.close()
        return "both gone"

    return Play(first, [erases(noor), erases(zaid)], ended)


async def three_in_many_circles(race: Race) -> Play:
    """Three who share three circles in different orders, while the clock lets ties of others end."""
    amina, *three = await race.people("Amina", "Noor", "Zaid", "Lina")
    places = [
        await round_with(race, amina, *(three[(n + turn) % 3] for n in range(2)))
        for turn in range(3)
    ]
    for turn, place in enumerate(places):
        outside = three[(turn + 2) % 3]
        await place.waits(outside, amina, three[turn])

    async def ended(_: list[Any]) -> str:
        await assert_gone(race, *three)
        for place in places[1:]:
            await check_circle(race, place.circle.id)
            await place.close()
        return "all gone"

    deeds = [*(erases(person) for person in three), tie_due.settle_ended, due.look_after_one]
    return Play(places[0], deeds, ended)


async def erased_while_let_in(race: Race) -> Play:
    """The newcomer: the seat is free again; the use was theirs only if they had been let in."""
    amina, omar, noor = await race.people("Amina", "Omar", "Noor")
    place = await round_with(race, amina, omar)
    admission = await place.waits(noor, amina, omar)

    async def ended(_: list[Any]) -> str:
        await assert_gone(race, noor)
        state = (await place.admission(admission)).state
        assert state in {State.ADMITTED, State.WITHDRAWN}
        return state

    vouches: Run = lambda work: actions_answers.answer(work, omar, admission.id, Said.WELL)  # noqa: E731
    return Play(place, [vouches, erases(noor)], ended)


async def erased_while_others_are_told(race: Race) -> Play:
    """A member whom nobody asked: a newcomer is let in, and everybody hears of it."""
    amina, omar, layla, noor = await race.people("Amina", "Omar", "Layla", "Noor")
    place = await round_with(race, amina, omar, layla)
    invite = await place.invite(omar, guest=noor)

    async def ended(_: list[Any]) -> str:
        await assert_gone(race, layla)
        return "gone"

    return Play(place, [partial(knock, person=noor, invite=invite), erases(layla)], ended)


async def erased_while_warned_of_an_end(race: Race) -> Play:
    """Whoever has an invite that ends tomorrow."""
    amina, omar = await race.people("Amina", "Omar")
    place = await round_with(race, amina, omar)
    await place.invite(omar, days=2)
    race.bench.clock.advance(hours=25)

    async def ended(_: list[Any]) -> str:
        await assert_gone(race, omar)
        return "gone"

    return Play(place, [invite_due.warn_of_ends, erases(omar)], ended)


async def erased_while_the_hosts_hear_of_somebody(race: Race) -> Play:
    """A host; the round after two months is due, too."""
    amina, omar, layla = await race.people("Amina", "Omar", "Layla")
    place = await round_with(race, amina, omar, layla, hosts=2)
    race.bench.clock.advance(days=61)

    async def ended(_: list[Any]) -> str:
        await assert_gone(race, omar)
        return "gone"

    deeds = [tie_due.tell_hosts, tie_due.ask_rounds, erases(omar)]
    return Play(place, deeds, ended)


async def two_who_talk_about_each_other(race: Race) -> Play:
    """Each is about to invite the other: both talks name both."""
    amina, noor, zaid = await race.people("Amina", "Noor", "Zaid")
    place = await round_with(race, amina, noor, zaid)
    async with race.bench.work() as work:
        for chat, guest in ((noor, zaid), (zaid, noor)):
            await talk_store.create(
                work.conn, chat_id=chat.chat_id, name="invite", step="depth",
                data={"guest": guest.telegram_id}, version=1, now=work.now,
            )  # fmt: skip

    async def ended(_: list[Any]) -> str:
        await assert_gone(race, noor, zaid)
        return "both gone"

    return Play(place, [erases(noor), erases(zaid)], ended)


async def two_who_are_named_in_one_message(race: Race) -> Play:
    """It waits for the morning; both their names must be gone from it then."""
    amina, noor, zaid = await race.people("Amina", "Noor", "Zaid")
    place = await round_with(race, amina, noor, zaid)
    names = " and ".join(isolated(who.full_name) for who in (noor, zaid))
    key = f"joined:{place.circle.id}"
    async with race.bench.work() as work:
        screen = Outgoing(to=amina.chat_id, html=f"{names} know Lina.")
        await work.outbox.add(screen, kind="joined", key=key, about="0")

    async def ended(_: list[Any]) -> str:
        await assert_gone(race, noor, zaid)
        (waiting,) = [row for row in await race.bench.planned(kind="joined") if row.key == key]
        assert waiting.payload is not None
        assert "Noor" not in str(waiting.payload)
        assert "Zaid" not in str(waiting.payload)
        return "both gone"

    return Play(place, [erases(noor), erases(zaid)], ended)


async def erased_while_writing(race: Race) -> Play:
    """Omar's talk is about Noor, and he goes on with it while she goes: his comes after the circle's lock."""
    amina, omar, noor = await race.people("Amina", "Omar", "Noor")
    place = await round_with(race, amina, omar, noor)
    async with race.bench.work() as work:
        talk = await talk_store.create(
            work.conn, chat_id=omar.chat_id, name="invite", step="depth",
            data={"guest": noor.telegram_id}, version=1, now=work.now,
        )  # fmt: skip

    async def goes_on(work: Work) -> None:
        await circle_store.lock_circle(work.conn, place.circle.id)
        await talk_store.end(work.conn, chat_id=omar.chat_id, name=talk.name)

    async def ended(_: list[Any]) -> str:
        await assert_gone(race, noor)
        return "gone"

    return Play(place, [goes_on, erases(noor)], ended)


CASES: Final[list[Case]] = [
    two_who_wait_at_each_others_doors,
    three_in_many_circles,
    erased_while_let_in,
    erased_while_others_are_told,
    erased_while_warned_of_an_end,
    erased_while_the_hosts_hear_of_somebody,
    two_who_talk_about_each_other,
    two_who_are_named_in_one_message,
    erased_while_writing,
]


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_whoever_erases_themself_is_gone_whatever_happens_meanwhile(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        await play(race, CASES, rounds=rounds)
        race.assert_nothing_was_broken_off()
