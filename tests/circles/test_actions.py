"""Coming and going, on both engines."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.circles import actions, store, store_log
from bot.circles.records import Circle, Event, Left, Refusal, Role
from bot.errors import NotForYou
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio
ANSWERS: dict[str, Any] = {
    "name": "Data",
    "field": "Statistics",
    "focus": "",
    "language": "en",
    "seats": 4,
    "zone": "Africa/Cairo",
}


async def events(bench: Bench, circle: Circle) -> list[Event]:
    async with bench.work() as work:
        entries = await store_log.list_log(work.conn, circle.id, limit=20)
    return [entry.event for entry in reversed(entries)]


async def test_the_opener_is_host_and_first_member(bench: Bench) -> None:
    amina = await bench.person("Amina")

    async with bench.work() as work:
        circle = await actions.open_circle(work, amina, **ANSWERS)

    assert isinstance(circle, Circle)
    assert circle.members == 1
    async with bench.work() as work:
        roll, me = await actions.circle_as_host(work, amina, circle.id)
    assert me.is_opener
    assert roll.person_ids == {amina.id}
    assert await events(bench, circle) == [Event.OPENED]


async def test_nobody_hosts_more_circles_than_the_limit(bench: Bench) -> None:
    amina = await bench.person("Amina")
    for _ in range(bench.settings.limits.circles_per_host):
        await bench.circle(amina)

    async with bench.work() as work:
        refused = await actions.open_circle(work, amina, **ANSWERS)

    assert refused is Refusal.TOO_MANY_HOSTED


async def test_of_two_newcomers_for_the_last_seat_one_gets_in(bench: Bench) -> None:
    amina, yusuf, layla = [await bench.person(name) for name in ("Amina", "Yusuf", "Layla")]
    circle = await bench.circle(amina, seats=2)

    async def comes(person):
        async with bench.work() as work:
            return await actions.admit(
                work,
                circle_id=circle.id,
                person_id=person.id,
                helps_with="",
                vouchers=[amina.id],
            )

    stays = await asyncio.gather(comes(yusuf), comes(layla))

    assert sorted(stay is None for stay in stays) == [False, True]
    async with bench.work() as work:
        assert len((await store.get_roll(work.conn, circle.id)).members) == 2


async def test_admitting_twice_keeps_the_first_stay(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)

    stays = []
    for _ in range(2):
        async with bench.work() as work:
            stays.append(
                await actions.admit(
                    work,
                    circle_id=circle.id,
                    person_id=yusuf.id,
                    helps_with="proofs",
                    vouchers=[amina.id],
                )
            )

    assert stays[0] == stays[1]
    async with bench.work() as work:
        assert (await store.get_circle(work.conn, circle.id)).members == 2


async def test_admission_forgives_a_removal(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    async with bench.work() as work:
        await store.record_removal(
            work.conn, circle_id=circle.id, person_id=yusuf.id, now=work.now
        )
        await actions.admit(
            work, circle_id=circle.id, person_id=yusuf.id, helps_with="", vouchers=[amina.id]
        )
        removal = await store.find_removal(work.conn, circle_id=circle.id, person_id=yusuf.id)
        assert removal is None


async def test_leaving_frees_the_seat_and_stands_in_the_log(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    await bench.joins(circle, yusuf)

    async with bench.work() as work:
        left = await actions.leave(work, yusuf, circle_id=circle.id)

    assert isinstance(left, Left)
    assert not left.is_archived
    async with bench.work() as work:
        assert (await store.get_circle(work.conn, circle.id)).members == 1
        with pytest.raises(NotForYou):
            await actions.circle_as_member(work, yusuf, circle.id)
    assert await events(bench, circle) == [Event.LEFT]


async def test_the_last_host_of_others_does_not_leave(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    await bench.joins(circle, yusuf)

    async with bench.work() as work:
        assert await actions.leave(work, amina, circle_id=circle.id) is Refusal.LAST_HOST


async def test_two_hosts_who_leave_at_once_do_not_leave_a_circle_without_one(
    bench: Bench,
) -> None:
    amina, yusuf, layla = [await bench.person(name) for name in ("Amina", "Yusuf", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, yusuf, role=Role.HOST)
    await bench.joins(circle, layla)

    async def leaves(person):
        async with bench.work() as work:
            return await actions.leave(work, person, circle_id=circle.id)

    outcomes = await asyncio.gather(leaves(amina), leaves(yusuf))

    assert sorted(isinstance(outcome, Left) for outcome in outcomes) == [False, True]
    async with bench.work() as work:
        assert len((await store.get_roll(work.conn, circle.id)).hosts) == 1


async def test_the_only_member_closes_the_circle_by_leaving(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)

    async with bench.work() as work:
        left = await actions.leave(work, amina, circle_id=circle.id)

    assert isinstance(left, Left)
    assert left.is_archived
    async with bench.work() as work:
        assert not (await store.get_circle(work.conn, circle.id)).is_open
        assert await store.list_circles_of(work.conn, amina.id) == []
        assert await store.count_hosted_by(work.conn, amina.id) == 0


async def test_a_button_about_an_earlier_stay_does_not_end_a_later_one(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    first = await bench.joins(circle, yusuf)
    async with bench.work() as work:
        await actions.leave(work, yusuf, circle_id=circle.id, member_id=first.id)
    bench.clock.advance(seconds=timedelta(days=1).total_seconds())
    await bench.joins(circle, yusuf)

    async with bench.work() as work:
        with pytest.raises(NotForYou):
            await actions.leave(work, yusuf, circle_id=circle.id, member_id=first.id)


async def test_doors_answer_alike_for_absent_and_forbidden(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina)

    async with bench.work() as work:
        for circle_id in (circle.id, 999):
            with pytest.raises(NotForYou):
                await actions.circle_as_member(work, omar, circle_id)
            with pytest.raises(NotForYou):
                await actions.circle_as_host(work, omar, circle_id)


async def test_a_plain_member_does_not_pass_the_hosts_door(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    await bench.joins(circle, yusuf)

    async with bench.work() as work:
        await actions.circle_as_member(work, yusuf, circle.id)
        with pytest.raises(NotForYou):
            await actions.circle_as_host(work, yusuf, circle.id)


async def test_muting_twice_is_muting_once(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)

    for _ in range(2):
        async with bench.work() as work:
            _, me = await actions.mute(work, amina, circle_id=circle.id, is_muted=True)
        assert me.is_muted
