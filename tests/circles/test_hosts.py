"""What hosts do, on both engines."""

import asyncio

import pytest

from bot.admissions import due as admissions_due
from bot.circles import actions, actions_hosts, store, store_log
from bot.circles.records import Circle, Event, Member, Refusal, RemovalReason, Role, Setting
from bot.errors import NotForYou
from bot.outbox import store as outbox_store
from bot.people.records import Person
from tests.support.bench import KINDS, Bench

pytestmark = pytest.mark.asyncio


class Cast:
    """Amina hosts; Yusuf and Layla are members, Layla known by Yusuf."""

    def __init__(
        self, circle: Circle, people: tuple[Person, ...], yusuf: Member, layla: Member
    ) -> None:
        self.circle = circle
        self.amina, self.yusuf, self.layla = people
        self.yusufs, self.laylas = yusuf, layla


async def make_cast(bench: Bench) -> Cast:
    people = tuple([await bench.person(name) for name in ("Amina", "Yusuf", "Layla")])
    circle = await bench.circle(people[0])
    yusuf = await bench.joins(circle, people[1])
    async with bench.work() as work:
        layla = await actions.admit(
            work,
            circle_id=circle.id,
            person_id=people[2].id,
            helps_with="",
            vouchers=[people[1].id],
        )
    assert layla is not None
    return Cast(circle, people, yusuf, layla)


async def newest(bench: Bench, circle: Circle) -> Event:
    async with bench.work() as work:
        return (await store_log.list_log(work.conn, circle.id, limit=1))[0].event


async def test_a_removed_member_gets_the_reason_and_the_inviter_a_kind_word(
    bench: Bench,
) -> None:
    cast = await make_cast(bench)

    async with bench.work() as work:
        ended = await actions_hosts.remove(
            work,
            cast.amina,
            circle_id=cast.circle.id,
            member_id=cast.laylas.id,
            reason=RemovalReason.SILENT,
        )

    assert isinstance(ended, Member)
    told = await bench.planned(kind="circle_removed")
    assert [row.chat_id for row in told] == [cast.layla.chat_id]
    kind_word = await bench.planned(kind="circle_inviter")
    assert [row.chat_id for row in kind_word] == [cast.yusuf.chat_id]
    assert await newest(bench, cast.circle) is Event.REMOVED
    async with bench.work() as work:
        assert await store.find_removal(
            work.conn, circle_id=cast.circle.id, person_id=cast.layla.id
        )
        assert (await store.get_circle(work.conn, cast.circle.id)).members == 2


async def test_an_inviter_who_is_the_removing_host_hears_nothing(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    async with bench.work() as work:
        stay = await actions.admit(
            work, circle_id=circle.id, person_id=yusuf.id, helps_with="", vouchers=[amina.id]
        )
    assert stay is not None

    async with bench.work() as work:
        await actions_hosts.remove(
            work, amina, circle_id=circle.id, member_id=stay.id, reason="No time"
        )

    assert await bench.planned(kind="circle_inviter") == []


async def test_two_hosts_who_remove_each_other_leave_one(bench: Bench) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        await actions_hosts.add_host(
            work, cast.amina, circle_id=cast.circle.id, member_id=cast.yusufs.id
        )
        roll = await store.get_roll(work.conn, cast.circle.id)
    aminas = roll.find(cast.amina.id)
    assert aminas is not None

    async def removes(person, member_id):
        async with bench.work() as work:
            return await actions_hosts.remove(
                work, person, circle_id=cast.circle.id, member_id=member_id, reason="x"
            )

    outcomes = await asyncio.gather(
        removes(cast.amina, cast.yusufs.id),
        removes(cast.yusuf, aminas.id),
        return_exceptions=True,
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Member", "NotForYou"]
    async with bench.work() as work:
        assert len((await store.get_roll(work.conn, cast.circle.id)).hosts) == 1


async def test_removing_somebody_twice_says_that_they_are_gone(bench: Bench) -> None:
    cast = await make_cast(bench)

    outcomes = []
    for _ in range(2):
        async with bench.work() as work:
            outcomes.append(
                await actions_hosts.remove(
                    work,
                    cast.amina,
                    circle_id=cast.circle.id,
                    member_id=cast.laylas.id,
                    reason="x",
                )
            )

    assert outcomes[1] is Refusal.NOT_A_MEMBER
    assert len(await bench.planned(kind="circle_removed")) == 1


async def test_handing_over_changes_both_roles_and_tells_the_new_host(bench: Bench) -> None:
    cast = await make_cast(bench)

    async with bench.work() as work:
        await actions_hosts.hand_over(
            work, cast.amina, circle_id=cast.circle.id, member_id=cast.yusufs.id
        )

    async with bench.work() as work:
        roll = await store.get_roll(work.conn, cast.circle.id)
    assert [host.person_id for host in roll.hosts] == [cast.yusuf.id]
    assert [row.chat_id for row in await bench.planned(kind="circle_host")] == [cast.yusuf.chat_id]
    assert await newest(bench, cast.circle) is Event.HOST_HANDED_OVER


async def test_handing_over_to_somebody_who_left_changes_nothing(bench: Bench) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        await actions.leave(work, cast.yusuf, circle_id=cast.circle.id)

    async with bench.work() as work:
        outcome = await actions_hosts.hand_over(
            work, cast.amina, circle_id=cast.circle.id, member_id=cast.yusufs.id
        )

    assert outcome is Refusal.NOT_A_MEMBER
    async with bench.work() as work:
        await actions.circle_as_host(work, cast.amina, cast.circle.id)


async def test_a_host_steps_down_only_beside_another(bench: Bench) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        refused = await actions_hosts.step_down(work, cast.amina, circle_id=cast.circle.id)
        await actions_hosts.add_host(
            work, cast.amina, circle_id=cast.circle.id, member_id=cast.yusufs.id
        )
        await actions_hosts.step_down(work, cast.amina, circle_id=cast.circle.id)

    assert refused is Refusal.LAST_HOST
    async with bench.work() as work:
        with pytest.raises(NotForYou):
            await actions.circle_as_host(work, cast.amina, cast.circle.id)
        await actions.circle_as_host(work, cast.yusuf, cast.circle.id)


async def test_two_hosts_who_step_down_at_once_leave_one(bench: Bench) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        await actions_hosts.add_host(
            work, cast.amina, circle_id=cast.circle.id, member_id=cast.yusufs.id
        )

    async def steps_down(person):
        async with bench.work() as work:
            return await actions_hosts.step_down(work, person, circle_id=cast.circle.id)

    outcomes = await asyncio.gather(steps_down(cast.amina), steps_down(cast.yusuf))

    assert sorted(outcome is Refusal.LAST_HOST for outcome in outcomes) == [False, True]


async def test_every_change_of_a_setting_stands_in_the_log_once(bench: Bench) -> None:
    cast = await make_cast(bench)
    for _ in range(2):
        async with bench.work() as work:
            changed = await actions_hosts.change(
                work,
                cast.amina,
                circle_id=cast.circle.id,
                setting=Setting.LAST_WORD,
                value=1,
            )
            assert isinstance(changed, Circle)
            assert changed.host_has_last_word
    async with bench.work() as work:
        log = await store_log.list_log(work.conn, cast.circle.id, limit=20)
    changes = [dict(entry.details) for entry in log if entry.event is Event.CHANGED]
    assert changes == [{"setting": "lastword", "value": 1}]


async def test_seats_never_fall_below_the_members(bench: Bench) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        refused = await actions_hosts.change(
            work, cast.amina, circle_id=cast.circle.id, setting=Setting.SEATS, value=2
        )
    assert refused is Refusal.TOO_FEW_SEATS


@pytest.mark.parametrize("setting", list(Setting))
async def test_a_plain_member_changes_nothing(bench: Bench, setting: Setting) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        with pytest.raises(NotForYou):
            await actions_hosts.change(
                work, cast.yusuf, circle_id=cast.circle.id, setting=setting, value=3
            )


async def test_closing_ends_every_stay_and_tells_the_others(bench: Bench) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        circle = await actions_hosts.archive(work, cast.amina, circle_id=cast.circle.id)

    assert not circle.is_open
    told = {row.chat_id for row in await bench.planned(kind="circle_closed")}
    assert told == {cast.yusuf.chat_id, cast.layla.chat_id}
    async with bench.work() as work:
        assert await store.list_circles_of(work.conn, cast.yusuf.id) == []
        assert (await store.get_roll(work.conn, circle.id)).members == ()
        with pytest.raises(NotForYou):
            await actions_hosts.archive(work, cast.amina, circle_id=cast.circle.id)


async def test_a_second_host_may_do_all_that_the_first_can(bench: Bench) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        made = await actions_hosts.add_host(
            work, cast.amina, circle_id=cast.circle.id, member_id=cast.yusufs.id
        )
        again = await actions_hosts.add_host(
            work, cast.amina, circle_id=cast.circle.id, member_id=cast.yusufs.id
        )
    assert isinstance(made, Member)
    assert made.role is Role.HOST
    assert again is Refusal.ALREADY_HOST


async def test_a_deleted_circle_keeps_nothing_that_was_written(bench: Bench) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        await store.change_member(work.conn, cast.yusufs.id, helps_with="proofs")
        closed = await actions_hosts.archive(
            work, cast.amina, circle_id=cast.circle.id, is_deleted=True
        )

    assert closed.name == cast.circle.name
    async with bench.work() as work:
        assert await admissions_due.forget_circles(work) == 1
        assert await admissions_due.forget_circles(work) == 0
    async with bench.work() as work:
        kept = await store.get_circle(work.conn, cast.circle.id)
        assert (kept.name, kept.field, kept.focus, kept.is_open) == ("", "", "", False)
        assert await store_log.list_log(work.conn, cast.circle.id, limit=20) == []
        assert (await store.get_member(work.conn, cast.yusufs.id)).helps_with == ""


async def test_a_message_is_sent_only_while_it_is_true(bench: Bench) -> None:
    cast = await make_cast(bench)
    async with bench.work() as work:
        await actions_hosts.hand_over(
            work, cast.amina, circle_id=cast.circle.id, member_id=cast.yusufs.id
        )
        await actions_hosts.remove(
            work, cast.yusuf, circle_id=cast.circle.id, member_id=cast.laylas.id, reason="x"
        )

    async def is_wanted(kind: str) -> bool:
        audience = KINDS[kind].audience
        assert audience is not None
        (row,) = await bench.planned(kind=kind)
        async with bench.work() as work:
            delivery = await outbox_store.find_delivery(work.conn, key=row.key)
            assert delivery is not None
            return await audience(work.conn, delivery, work.now)

    assert await is_wanted("circle_host")
    assert await is_wanted("circle_removed")
    async with bench.work() as work:
        await store.change_member(work.conn, cast.yusufs.id, role=Role.MEMBER)
        await actions.admit(
            work,
            circle_id=cast.circle.id,
            person_id=cast.layla.id,
            helps_with="",
            vouchers=[],
        )
    assert not await is_wanted("circle_host")
    assert not await is_wanted("circle_removed")
