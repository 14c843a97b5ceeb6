"""What keeps the number of members, and a circle's last host."""

import asyncio

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from bot.admissions import actions_answers, actions_decision
from bot.admissions.records import Named, Said
from bot.circles import actions, rules, store, store_locks, store_log
from bot.circles.records import Event, Role
from bot.circles.tables import circles
from bot.db.engine import Database
from bot.errors import NotForYou
from tests.admissions.knocking import invite_open, knock
from tests.circles import test_actions, test_hosts
from tests.safety.defences.defence import POSTGRESQL, Clause, Cut, DatabaseIndex, Defence
from tests.support.bench import Bench


async def done_or_waiting(db: Database, task: asyncio.Task[object]) -> None:
    """Until `task` has ended, or PostgreSQL lets it wait for somebody's lock."""
    while not task.done():
        async with db.begin() as conn:
            query = text("select count(*) from pg_locks where not granted")
            if (await conn.execute(query)).scalar_one():
                return


async def a_voucher_is_a_member_when_their_word_lets_somebody_in(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    bench.clock.advance(days=2)
    made = await invite_open(bench, amina, circle)
    admission = await knock(bench, layla, made, named=[Named("Omar")])

    async def leaves() -> object:
        async with bench.work() as work:
            return await actions.leave(work, omar, circle_id=circle.id)

    async with asyncio.TaskGroup() as both, bench.work() as work:
        inside = await actions_answers.as_asked(work, omar, admission.id)
        leaving = both.create_task(leaves())
        await done_or_waiting(bench.db, leaving)
        await actions_answers._keep(work, inside, Said.WELL, over=None)

    async with bench.work() as work:
        newest_first = await store_log.list_log(work.conn, circle.id, limit=2)
    assert [entry.event for entry in newest_first] == [Event.LEFT, Event.JOINED]


async def two_doors_at_once_let_nobody_into_too_many_circles(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    most = bench.settings.limits.circles_per_person
    for number in range(most - 1):
        await bench.joins(await bench.circle(amina, name=f"Circle {number}"), layla)
    last = await bench.circle(amina)

    async def opens() -> object:
        async with bench.work() as work:
            return await actions.open_circle(
                work,
                layla,
                name="Mine",
                field="Maps",
                focus="",
                language="en",
                seats=4,
                zone="UTC",
            )

    async with asyncio.TaskGroup() as both, bench.work() as work:
        assert not await actions_decision.is_in_too_many(work, layla)
        opening = both.create_task(opens())
        await done_or_waiting(bench.db, opening)
        await actions.admit(
            work, circle_id=last.id, person_id=layla.id, helps_with="", vouchers=[amina.id]
        )

    async with bench.work() as work:
        assert await store.count_circles_of(work.conn, layla.id) == most


async def the_database_refuses_a_member_too_many(bench: Bench) -> None:
    circle = await bench.circle(await bench.person("Amina"), seats=2)
    with pytest.raises(IntegrityError):
        async with bench.work() as work:
            await work.conn.execute(
                update(circles).where(circles.c.id == circle.id).values(members=3)
            )


async def nobody_is_twice_in_a_circle(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)
    with pytest.raises(IntegrityError):
        await bench.joins(circle, amina, role=Role.MEMBER)


async def the_seat_of_who_leaves_is_freed_once(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina)
    stay = await bench.joins(circle, omar)
    async with bench.work() as work:
        assert await store.end_stay(work.conn, stay, now=work.now)
        assert not await store.end_stay(work.conn, stay, now=work.now)
        assert (await store.get_circle(work.conn, circle.id)).members == 1


DEFENCES = (
    Defence(
        name="a seat is taken by a conditional update",
        prevents="two newcomers get the last seat (the database then refuses the second, unkindly)",
        removed_by=(Cut(store.take_seat, {"circles.c.members < circles.c.seats,": ""}),),
        shown_by=test_actions.test_of_two_newcomers_for_the_last_seat_one_gets_in,
        noticed_as=(IntegrityError,),
    ),
    Defence(
        name="the database holds members and seats together",
        prevents="a mistake in the code fills a circle beyond its seats",
        removed_by=(
            Clause("circles", "CONSTRAINT ck_circles_members CHECK (members between 0 and seats)"),
        ),
        shown_by=the_database_refuses_a_member_too_many,
    ),
    Defence(
        name="the circle's row is locked first",
        prevents="somebody is let in on the word of a member who has just left",
        removed_by=(Cut(store.lock_circle, {".with_for_update()": ""}),),
        shown_by=a_voucher_is_a_member_when_their_word_lets_somebody_in,
        engines=(POSTGRESQL,),
    ),
    Defence(
        name="a person is let in at one door at a time",
        prevents="two circles at once let somebody into more of them than one may be in",
        removed_by=(
            Cut(store_locks.lock_joining, {'conn.dialect.name == "postgresql"': "False"}),
        ),
        shown_by=two_doors_at_once_let_nobody_into_too_many_circles,
        engines=(POSTGRESQL,),
    ),
    Defence(
        name="a stay is unique in the database",
        prevents="a mistake in the code takes two seats for one person",
        removed_by=(DatabaseIndex("uq_members_stay"),),
        shown_by=nobody_is_twice_in_a_circle,
    ),
    Defence(
        name="who is in keeps their stay",
        prevents="admitting twice takes two seats (the database then refuses the second, unkindly)",
        removed_by=(Cut(actions.admit, {"if present is not None:": "if False:"}),),
        shown_by=test_actions.test_admitting_twice_keeps_the_first_stay,
        noticed_as=(IntegrityError,),
    ),
    Defence(
        name="a stay ends once",
        prevents="leaving twice frees two seats",
        removed_by=(Cut(store.end_stay, {", members.c.left_at.is_(None)": ""}),),
        shown_by=the_seat_of_who_leaves_is_freed_once,
    ),
    Defence(
        name="seats do not fall below the members",
        prevents="a host asks for fewer seats than there are people",
        removed_by=(
            Cut(
                rules.refuse_setting,
                {"Refusal.TOO_FEW_SEATS if value < circle.members else None": "None"},
            ),
        ),
        shown_by=test_hosts.test_seats_never_fall_below_the_members,
        noticed_as=(AssertionError, IntegrityError),
    ),
    Defence(
        name="the last host does not leave",
        prevents="a circle that nobody may change",
        removed_by=(Cut(rules.refuse_leave, {"is_last_host and len(roll.members) > 1": "False"}),),
        shown_by=test_actions.test_the_last_host_of_others_does_not_leave,
    ),
    Defence(
        name="the last host does not step down",
        prevents="a circle that nobody may change",
        removed_by=(
            Cut(rules.refuse_step_down, {"member.is_host and len(roll.hosts) == 1": "False"}),
        ),
        shown_by=test_hosts.test_a_host_steps_down_only_beside_another,
        noticed_as=(AssertionError, NotForYou),  # nobody is host then who could name another
    ),
)
