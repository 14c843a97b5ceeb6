"""Collecting and erasing, on both engines."""

import pytest
from sqlalchemy import insert, select

from bot.dialogue import store as talk_store
from bot.dialogue.tables import talks
from bot.features import FEATURES, SLICES
from bot.inbox.tables import updates
from bot.outbox.records import Outgoing
from bot.outbox.tables import deliveries
from bot.people import store as people_store
from bot.people.tables import people
from bot.privacy import actions, due
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio


async def test_everything_is_collected_by_slice(bench: Bench) -> None:
    amina = await bench.person("Amina")
    await bench.person("Omar")

    async with bench.work() as work:
        told = await actions.collect(work.conn, SLICES, amina.id)

    assert told.keys() == {feature.name for feature in FEATURES if feature.export is not None}
    assert "Omar" not in repr(told)


async def test_erasure_leaves_other_people_alone(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)

    async with bench.work() as work:
        await actions.erase(work, SLICES, amina.id)

    async with bench.db.begin() as conn:
        left = (await conn.execute(select(people.c.id))).scalars().all()
    assert left == [omar.id]


async def test_what_others_began_about_the_person_goes(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    async with bench.work() as work:
        for name, about in (("invite", amina.telegram_id), ("other", 5)):
            await talk_store.create(
                work.conn, chat_id=omar.chat_id, name=name, step="who",
                data={"users": [{"id": about}]}, version=about, now=work.now,
            )  # fmt: skip

        await actions.erase(work, SLICES, amina.id)

    async with bench.db.begin() as conn:
        left = (await conn.execute(select(talks.c.name))).scalars().all()
    assert left == ["other"]


async def test_the_update_that_asked_for_it_stays_as_a_number(bench: Bench) -> None:
    """Telegram may bring it once more; it must not be handled twice."""
    amina = await bench.person("Amina")
    async with bench.work() as work:
        for number in (11, 12):
            await work.conn.execute(
                insert(updates).values(
                    update_id=number, lane=amina.chat_id, state="done", not_before=work.now,
                    received_on=work.now.date(),
                )
            )  # fmt: skip
    async with bench.works.begin(origin="u12", update_id=12) as work:
        await actions.erase(work, SLICES, amina.id)

    async with bench.db.begin() as conn:
        left = (await conn.execute(select(updates.c.update_id, updates.c.lane))).all()
    assert [tuple(row) for row in left] == [(12, 0)]


async def test_a_farewell_is_forgotten_once_it_has_ended(bench: Bench) -> None:
    async with bench.work() as work:
        await work.outbox.add(Outgoing(to=7, html="Bye"), kind="farewell", key="farewell:1:0")
        assert await due.forget_farewells(work) == 0
        await work.outbox.withdraw(key="farewell:1:0")

    async with bench.work() as work:
        assert await due.forget_farewells(work) == 1

    async with bench.db.begin() as conn:
        assert not (await conn.execute(select(deliveries.c.id))).all()


async def test_what_was_planned_in_the_moment_of_an_erasure_is_removed_within_the_hour(
    bench: Bench,
) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    async with bench.work() as work:
        for person in (amina, omar):
            screen = Outgoing(to=person.chat_id, html="Omar has learned something.")
            await work.outbox.add(screen, kind="learned", key=f"learned:1:{person.id}", about="1")
    async with bench.work() as work:
        await people_store.remove(work.conn, amina.id)

    async with bench.work() as work:
        assert await due.forget_strays(work) == 0  # it is planned still
        await work.outbox.withdraw(kind="learned", about="1")
    async with bench.work() as work:
        assert await due.forget_strays(work) == 1

    assert [row.chat_id for row in await bench.planned()] == [omar.chat_id]
