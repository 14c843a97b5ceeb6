"""Ties on both engines: what leaving leaves behind, and how a tie is confirmed."""

import asyncio
from datetime import timedelta

import pytest

from bot.acquaintances import actions, due, privacy, rules, store, store_rounds
from bot.acquaintances.records import Depth, Outcome
from bot.circles import actions as circle_actions
from bot.circles import privacy as circle_privacy
from bot.circles.records import Circle, Member, Role
from bot.errors import NotForYou
from bot.people import store as people_store
from bot.people.records import Person
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio


class Web:
    """Amina hosts; Yusuf came by Amina, Layla by Yusuf: Amina – Yusuf – Layla."""

    circle: Circle
    amina: Person
    yusuf: Person
    layla: Person
    aminas: Member
    yusufs: Member
    laylas: Member


async def ties_between(bench: Bench, circle: Circle, *pairs: tuple[Member, Member]) -> None:
    async with bench.work() as work:
        for one, other in pairs:
            await store.put_tie(
                work.conn,
                circle_id=circle.id,
                one=one.id,
                other=other.id,
                depth=Depth.WELL,
                vouched=True,
                now=work.now,
            )


async def spin(bench: Bench) -> Web:
    web = Web()
    web.amina, web.yusuf, web.layla = [
        await bench.person(name) for name in ("Amina", "Yusuf", "Layla")
    ]
    web.circle = await bench.circle(web.amina)
    async with bench.work() as work:
        _, web.aminas = await circle_actions.circle_as_member(work, web.amina, web.circle.id)
    web.yusufs = await bench.joins(web.circle, web.yusuf)
    web.laylas = await bench.joins(web.circle, web.layla)
    await ties_between(bench, web.circle, (web.aminas, web.yusufs), (web.yusufs, web.laylas))
    return web


async def yusuf_leaves(bench: Bench, web: Web) -> None:
    async with bench.work() as work:
        await circle_actions.leave(work, web.yusuf, circle_id=web.circle.id)
    async with bench.work() as work:
        await due.settle_ended(work)


async def asked(bench: Bench, kind: str = "tie_question") -> list[int]:
    return sorted(row.chat_id for row in await bench.planned(kind=kind))


async def test_ties_of_an_ended_stay_count_no_more_even_before_they_are_removed(
    bench: Bench,
) -> None:
    web = await spin(bench)
    async with bench.work() as work:
        await circle_actions.leave(work, web.yusuf, circle_id=web.circle.id)
        assert await store.list_ties(work.conn, web.circle.id) == []


async def test_everybody_is_asked_once_about_those_left_without_a_tie(bench: Bench) -> None:
    web = await spin(bench)

    await yusuf_leaves(bench, web)
    async with bench.work() as work:
        assert await due.settle_ended(work) == 0
        assert await actions.settle(work, web.circle.id) == frozenset()

    assert await asked(bench) == sorted([web.amina.chat_id, web.layla.chat_id])
    async with bench.work() as work:
        rows = await store_rounds.list_untied(work.conn, web.circle.id)
    assert {row.member_id for row in rows} == {web.aminas.id, web.laylas.id}


async def test_nobody_is_asked_while_everybody_still_knows_somebody(bench: Bench) -> None:
    web = await spin(bench)
    await ties_between(bench, web.circle, (web.aminas, web.laylas))

    await yusuf_leaves(bench, web)

    assert await asked(bench) == []


async def test_whoever_stays_alone_is_not_asked(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    async with bench.work() as work:
        _, aminas = await circle_actions.circle_as_member(work, amina, circle.id)
    await ties_between(bench, circle, (aminas, await bench.joins(circle, yusuf)))

    async with bench.work() as work:
        await circle_actions.leave(work, yusuf, circle_id=circle.id)
    async with bench.work() as work:
        await due.settle_ended(work)

    assert await asked(bench) == []


async def test_a_tie_needs_both_sides_and_is_no_deeper_than_either_says(bench: Bench) -> None:
    web = await spin(bench)
    await yusuf_leaves(bench, web)

    async with bench.work() as work:
        first = await actions.claim(
            work, web.amina, member_id=web.aminas.id, about=web.laylas.id, depth=Depth.WELL
        )
        assert await store.list_ties(work.conn, web.circle.id) == []
    async with bench.work() as work:
        second = await actions.claim(
            work, web.layla, member_id=web.laylas.id, about=web.aminas.id, depth=Depth.LITTLE
        )

    assert (first, second) == (Outcome.CLAIMED, Outcome.CONFIRMED)
    async with bench.work() as work:
        (tie,) = await store.list_ties(work.conn, web.circle.id)
        assert await store_rounds.list_untied(work.conn, web.circle.id) == []
        assert await store.list_claims_by(work.conn, web.aminas.id) == []
    assert (tie.depth, tie.vouched) == (Depth.LITTLE, False)
    assert await asked(bench, "tie_confirmed") == [web.amina.chat_id]
    assert len(await asked(bench)) == 2


async def test_both_sides_at_once_make_one_tie(bench: Bench) -> None:
    web = await spin(bench)
    await yusuf_leaves(bench, web)

    async def says(person, mine, about):
        async with bench.work() as work:
            return await actions.claim(
                work, person, member_id=mine.id, about=about.id, depth=Depth.WELL
            )

    outcomes = await asyncio.gather(
        says(web.amina, web.aminas, web.laylas), says(web.layla, web.laylas, web.aminas)
    )

    assert sorted(outcomes) == [Outcome.CLAIMED, Outcome.CONFIRMED]
    async with bench.work() as work:
        assert len(await store.list_ties(work.conn, web.circle.id)) == 1


async def test_saying_it_again_after_it_is_confirmed_says_so(bench: Bench) -> None:
    web = await spin(bench)
    async with bench.work() as work:
        outcome = await actions.claim(
            work, web.amina, member_id=web.aminas.id, about=web.yusufs.id, depth=Depth.WELL
        )
    assert outcome is Outcome.KNOWN_ALREADY


async def test_nobody_speaks_for_another_or_about_somebody_elsewhere(bench: Bench) -> None:
    web = await spin(bench)
    omar = await bench.person("Omar")
    elsewhere = await bench.circle(omar)
    async with bench.work() as work:
        _, omars = await circle_actions.circle_as_member(work, omar, elsewhere.id)
        with pytest.raises(NotForYou):
            await actions.claim(
                work, omar, member_id=web.aminas.id, about=web.laylas.id, depth=Depth.WELL
            )
        for about in (omars.id, web.aminas.id):
            outcome = await actions.claim(
                work, web.amina, member_id=web.aminas.id, about=about, depth=Depth.WELL
            )
            assert outcome is Outcome.GONE


async def test_a_vouch_for_a_newcomer_ends_the_search(bench: Bench) -> None:
    web = await spin(bench)
    await yusuf_leaves(bench, web)
    omar = await bench.person("Omar")
    omars = await bench.joins(web.circle, omar)

    await ties_between(bench, web.circle, (web.laylas, omars))

    async with bench.work() as work:
        rows = await store_rounds.list_untied(work.conn, web.circle.id)
    assert [row.member_id for row in rows] == [web.aminas.id]


async def test_hosts_hear_after_14_days_and_once(bench: Bench) -> None:
    web = await spin(bench)
    await yusuf_leaves(bench, web)
    async with bench.work() as work:
        assert await due.tell_hosts(work) == 0
        assert await due.next_host_at(work.conn, work.now) == work.now + timedelta(days=14)

    bench.clock.advance(days=14)
    async with bench.work() as work:
        assert await due.tell_hosts(work) == 2
    async with bench.work() as work:
        assert await due.tell_hosts(work) == 0
        assert await due.next_host_at(work.conn, work.now) is None

    # Amina is host and one of the two: she hears of herself and of Layla.
    assert await asked(bench, "tie_host") == [web.amina.chat_id] * 2


async def test_hosts_hear_nothing_of_somebody_who_left_meanwhile(bench: Bench) -> None:
    web = await spin(bench)
    await yusuf_leaves(bench, web)
    async with bench.work() as work:
        await circle_actions.leave(work, web.layla, circle_id=web.circle.id)

    bench.clock.advance(days=14)
    async with bench.work() as work:
        await due.tell_hosts(work)

    assert await asked(bench, "tie_host") == []
    async with bench.work() as work:
        assert await store_rounds.list_untied(work.conn, web.circle.id) == []


async def test_each_member_is_asked_once_after_two_months_whom_else_they_know(
    bench: Bench,
) -> None:
    web = await spin(bench)
    async with bench.work() as work:
        assert await due.next_round_at(work.conn, work.now) == work.now + rules.ROUND_AFTER
        assert await due.ask_rounds(work) == 0

    bench.clock.advance(days=60)
    async with bench.work() as work:
        assert await due.ask_rounds(work) == 3
    async with bench.work() as work:
        assert await due.ask_rounds(work) == 0

    # Yusuf knows both of the others already.
    assert await asked(bench, "tie_round") == sorted([web.amina.chat_id, web.layla.chat_id])


async def test_the_other_side_is_asked_to_confirm_what_the_round_found(bench: Bench) -> None:
    web = await spin(bench)

    async with bench.work() as work:
        await actions.claim(
            work, web.amina, member_id=web.aminas.id, about=web.laylas.id, depth=Depth.LITTLE
        )

    assert await asked(bench) == [web.layla.chat_id]


async def test_an_erased_person_leaves_no_tie_and_the_others_are_asked(bench: Bench) -> None:
    web = await spin(bench)
    async with bench.work() as work:
        assert len((await privacy.export(work.conn, web.yusuf.id))["ties"]) == 2

    async with bench.work() as work:
        await privacy.erase(work, web.yusuf.id)
        await circle_privacy.erase(work, web.yusuf.id)
        await people_store.remove(work.conn, web.yusuf.id)

    assert await asked(bench) == sorted([web.amina.chat_id, web.layla.chat_id])
    async with bench.work() as work:
        assert await store.list_ties(work.conn, web.circle.id) == []
        assert await due.settle_ended(work) == 0


async def test_a_closed_circle_asks_nobody_and_keeps_no_tie(bench: Bench) -> None:
    from bot.circles import actions_hosts  # noqa: PLC0415 - only here

    web = await spin(bench)
    async with bench.work() as work:
        await actions_hosts.archive(work, web.amina, circle_id=web.circle.id)
    async with bench.work() as work:
        assert await due.settle_ended(work) == 1
        assert await due.settle_ended(work) == 0
    assert await asked(bench) == []


async def test_a_question_is_not_sent_once_it_is_answered_or_its_member_gone(
    bench: Bench,
) -> None:
    from bot.outbox import store as outbox_store  # noqa: PLC0415 - only here

    web = await spin(bench)
    omars = await bench.joins(web.circle, await bench.person("Omar"), role=Role.MEMBER)
    await ties_between(bench, web.circle, (web.aminas, web.laylas), (web.yusufs, omars))
    await yusuf_leaves(bench, web)
    rows = [row for row in await bench.planned(kind="tie_question")]
    assert len(rows) == 3
    about_omar = [row for row in rows if row.about == f"{web.aminas.id}.{omars.id}"]

    async def is_open() -> bool:
        async with bench.work() as work:
            delivery = await outbox_store.find_delivery(work.conn, key=about_omar[0].key)
            assert delivery is not None
            return await due.is_question_open(work.conn, delivery, work.now)

    assert await is_open()
    await ties_between(bench, web.circle, (web.aminas, omars))
    assert not await is_open()
