"""The last seat and the line before a full circle, on a real database of each engine."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.admissions import actions, actions_answers, actions_line, due
from bot.admissions.records import Admission, Ended, KnockRefusal, Outcome, Said, State
from bot.circles import store as circle_store
from bot.circles.records import Circle, Member
from bot.invites.records import UseRefusal
from bot.people.records import Person
from tests.admissions.knocking import (
    asked_chats,
    invite_guest,
    invite_open,
    knock,
    leaves,
    present,
    says,
    tick,
)
from tests.support.bench import Bench


async def takes(bench: Bench, newcomer: Person, admission: Admission) -> Outcome:
    async with bench.work() as work:
        outcome = await actions_line.take_offer(work, newcomer, admission.id)
    assert isinstance(outcome, Outcome)
    return outcome


async def full_with_one_in_line(bench: Bench) -> tuple[Circle, Person, Member, Person, Admission]:
    """Amina and Omar fill a circle; Layla, whom Amina knows, is in line."""
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina, seats=2)
    made = await invite_open(bench, amina, circle)
    admission = await knock(bench, layla, made)
    stay = await bench.joins(circle, omar)
    waiting = await says(bench, amina, admission, Said.WELL)
    assert waiting.state is State.LINE
    return circle, amina, stay, layla, waiting


@pytest.mark.asyncio
async def test_of_two_newcomers_for_the_last_seat_one_gets_in_and_one_is_in_line(
    bench: Bench,
) -> None:
    amina, omar, layla, yusuf = [
        await bench.person(name) for name in ("Amina", "Omar", "Layla", "Yusuf")
    ]
    circle = await bench.circle(amina, seats=3)
    await bench.joins(circle, omar)
    bench.clock.advance(days=2)
    first = await knock(bench, layla, await invite_open(bench, amina, circle))
    second = await knock(bench, yusuf, await invite_open(bench, omar, circle))

    async def vouch(member: Person, admission: Admission) -> State:
        async with bench.work() as work:
            said = await actions_answers.answer(work, member, admission.id, Said.WELL)
            return said.admission.state

    states = await asyncio.gather(vouch(amina, first), vouch(omar, second))

    assert sorted(states) == [State.ADMITTED, State.LINE]
    async with bench.db.begin() as conn:
        roll = await circle_store.get_roll(conn, circle.id)
    assert len(roll.members) == roll.circle.members == 3


@pytest.mark.asyncio
async def test_a_freed_seat_is_offered_to_the_first_and_kept_for_them(bench: Bench) -> None:
    circle, amina, stay, layla, waiting = await full_with_one_in_line(bench)
    yusuf = await bench.person("Yusuf")
    await tick(bench)
    assert await bench.planned(kind="adm_offer") == []

    await leaves(bench, stay)
    await tick(bench)

    assert await asked_chats(bench, "adm_offer") == {layla.chat_id}
    made = await invite_guest(bench, amina, circle, yusuf)
    async with bench.work() as work:
        refusal = await actions.refuse_entry(work, yusuf, made.invite)
    assert refusal is UseRefusal.CIRCLE_FULL, "the seat is kept"
    assert (await knock(bench, yusuf, made)).state is State.LINE
    assert (await takes(bench, layla, waiting)).admission.state is State.ADMITTED


@pytest.mark.asyncio
async def test_an_offer_ends_after_three_days_and_the_next_has_their_turn(bench: Bench) -> None:
    circle, amina, stay, _, first = await full_with_one_in_line(bench)
    yusuf = await bench.person("Yusuf")
    async with bench.work() as work:
        await circle_store.change_circle(work.conn, circle.id, seats=3)
    second = await knock(bench, yusuf, await invite_open(bench, amina, circle))
    async with bench.work() as work:
        await circle_store.change_circle(work.conn, circle.id, seats=2)
    second = await says(bench, amina, second, Said.WELL)
    assert second.state is State.LINE

    await leaves(bench, stay)
    await tick(bench)
    assert (await present(bench, first)).offered_until == bench.clock.now() + timedelta(hours=72)
    bench.clock.advance(hours=72)
    await tick(bench)

    ended = await present(bench, first)
    assert (ended.state, ended.reason) == (State.CLOSED, Ended.OFFER_OVER)
    assert (await takes(bench, yusuf, second)).admission.state is State.ADMITTED


@pytest.mark.asyncio
async def test_a_place_in_line_lasts_fourteen_days(bench: Bench) -> None:
    _, _, _, _, waiting = await full_with_one_in_line(bench)

    bench.clock.advance(days=13, hours=23)
    await tick(bench)
    assert (await present(bench, waiting)).state is State.LINE
    bench.clock.advance(hours=1)
    await tick(bench)

    ended = await present(bench, waiting)
    assert (ended.state, ended.reason) == (State.CLOSED, Ended.LINE_OVER)


@pytest.mark.asyncio
async def test_vouches_are_checked_again_when_a_seat_is_free(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina, seats=3)
    omars_stay = await bench.joins(circle, omar)
    bench.clock.advance(days=2)
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))
    await bench.joins(circle, await bench.person("Sara"))
    waiting = await says(bench, omar, admission, Said.WELL)
    assert waiting.state is State.LINE

    await leaves(bench, omars_stay)
    await tick(bench)

    again = await present(bench, waiting)
    assert again.state is State.ASKING
    assert amina.chat_id in await asked_chats(bench)
    assert await asked_chats(bench, "adm_outcome") == {layla.chat_id}
    assert (await says(bench, amina, again, Said.WELL)).state is State.ADMITTED


@pytest.mark.asyncio
async def test_nobody_takes_an_offer_that_was_not_made(bench: Bench) -> None:
    _, _, _, layla, waiting = await full_with_one_in_line(bench)

    outcome = await takes(bench, layla, waiting)

    assert outcome.admission == replace(waiting)


@pytest.mark.asyncio
async def test_of_six_guests_who_knock_at_once_two_take_the_two_seats(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina, seats=4)
    await bench.joins(circle, omar)
    guests = [await bench.person(f"Guest {number}") for number in range(6)]
    bench.clock.advance(days=2)
    invites = [
        await invite_guest(bench, (amina, omar)[number % 2], circle, guest)
        for number, guest in enumerate(guests)
    ]

    knocked = await asyncio.gather(
        *(knock(bench, guest, made) for guest, made in zip(guests, invites, strict=True))
    )

    states = sorted(admission.state for admission in knocked)
    assert states == [State.ADMITTED] * 2 + [State.LINE] * 4
    async with bench.db.begin() as conn:
        roll = await circle_store.get_roll(conn, circle.id)
    assert len(roll.members) == roll.circle.members == 4


@pytest.mark.asyncio
async def test_a_seat_is_kept_for_who_is_in_too_many_circles_until_they_leave_one(
    bench: Bench,
) -> None:
    _, _, stay, layla, waiting = await full_with_one_in_line(bench)
    await leaves(bench, stay)
    await tick(bench)
    stays = []
    for number in range(bench.settings.limits.circles_per_person):
        host = await bench.person(f"Host {number}")
        stays.append(await bench.joins(await bench.circle(host), layla))

    async with bench.work() as work:
        told = await actions_line.take_offer(work, layla, waiting.id)

    assert not isinstance(told, Outcome)
    assert told[1] is KnockRefusal.TOO_MANY_CIRCLES
    await leaves(bench, stays[0])
    assert (await takes(bench, layla, waiting)).admission.state is State.ADMITTED


@pytest.mark.asyncio
async def test_a_change_of_the_circle_is_looked_at_once(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina, acquaintances_required=2)
    stay = await bench.joins(circle, omar)
    bench.clock.advance(days=2)
    admission = await knock(bench, layla, await invite_open(bench, amina, circle))
    await says(bench, amina, admission, Said.WELL)
    async with bench.work() as work:
        assert await due.look_after_one(work) == 0

    await leaves(bench, stay)

    async with bench.db.begin() as conn:
        assert await due.next_look_at(conn, bench.clock.now()) == bench.clock.now()
    await tick(bench)
    assert (await present(bench, admission)).state is State.ADMITTED
    async with bench.work() as work:
        assert await due.look_after_one(work) == 0
