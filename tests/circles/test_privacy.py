"""How a person leaves no name behind, and who looks after the circle then."""

import pytest

from bot.circles import actions, due, privacy, store, store_log
from bot.circles.records import Event
from bot.people import store as people_store
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio


async def test_the_longest_standing_member_succeeds_the_last_host_and_is_told(
    bench: Bench,
) -> None:
    amina, yusuf, layla = [await bench.person(name) for name in ("Amina", "Yusuf", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, yusuf)
    bench.clock.advance(seconds=60)
    await bench.joins(circle, layla)

    async with bench.work() as work:
        await privacy.erase(work, amina.id)

    async with bench.work() as work:
        roll = await store.get_roll(work.conn, circle.id)
        log = await store_log.list_log(work.conn, circle.id, limit=2)
    assert [host.person_id for host in roll.hosts] == [yusuf.id]
    assert [entry.event for entry in log] == [Event.HOST_BY_STANDING, Event.ERASED]
    assert log[1].named == (None, None)
    assert [row.chat_id for row in await bench.planned(kind="circle_host")] == [yusuf.chat_id]


async def test_a_circle_that_its_only_member_erased_is_closed(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)

    async with bench.work() as work:
        await privacy.erase(work, amina.id)
        assert not (await store.get_circle(work.conn, circle.id)).is_open


async def test_nothing_names_an_erased_person_and_their_row_can_go(bench: Bench) -> None:
    amina, yusuf, layla = [await bench.person(name) for name in ("Amina", "Yusuf", "Layla")]
    circle = await bench.circle(amina)
    for newcomer, voucher in ((yusuf, amina), (layla, yusuf)):
        async with bench.work() as work:
            await actions.admit(
                work,
                circle_id=circle.id,
                person_id=newcomer.id,
                helps_with="everything",
                vouchers=[voucher.id],
            )

    async with bench.work() as work:
        await privacy.erase(work, yusuf.id)
        await people_store.remove(work.conn, yusuf.id)

    async with bench.work() as work:
        log = await store_log.list_log(work.conn, circle.id, limit=20)
        assert not [entry for entry in log if yusuf.id in entry.named]
        assert [e.details for e in log if e.person_id == layla.id] == [
            {"vouchers": [None], "invited_by": None}
        ]
        assert (await privacy.export(work.conn, yusuf.id)) == {"stays": [], "removals": []}


async def test_the_export_holds_ones_own_stays_and_nobody_elses(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina, name="Algebra")
    await bench.joins(circle, yusuf)

    async with bench.work() as work:
        exported = await privacy.export(work.conn, yusuf.id)

    assert [stay["circle"] for stay in exported["stays"]] == ["Algebra"]
    assert "Amina" not in str(exported)


async def test_a_deleted_accounts_stay_ends_after_30_days_and_the_hosts_are_told(
    bench: Bench,
) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    await bench.joins(circle, yusuf)
    async with bench.work() as work:
        await people_store.mark_unreachable(
            work.conn, telegram_id=yusuf.telegram_id, now=work.now, is_final=True
        )
        foreseen = await due.next_gone_at(work.conn, work.now)
        assert await due.end_stays_of_gone(work) == 0
    assert foreseen == bench.clock.now() + due.GONE_FOR

    bench.clock.advance(seconds=due.GONE_FOR.total_seconds())
    async with bench.work() as work:
        assert await due.end_stays_of_gone(work) == 1
    async with bench.work() as work:
        assert await due.end_stays_of_gone(work) == 0
        assert (await store.get_roll(work.conn, circle.id)).person_ids == {amina.id}
    assert [row.chat_id for row in await bench.planned(kind="circle_gone")] == [amina.chat_id]
