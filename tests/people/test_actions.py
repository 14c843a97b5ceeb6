from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.errors import NotForYou
from bot.gate import WHEN_REACHABLE, QuietHours
from bot.outbox import store as outbox_store
from bot.outbox.records import Gone, Outgoing
from bot.people import actions, store
from bot.people.records import Budget, Person
from bot.telegram.context import Sender
from bot.texts import Digits
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio
AMINA = Sender(
    telegram_id=2**52 - 1,
    first_name="Amina",
    last_name=None,
    username="amina_k",
    language_code="ar-EG",
)


async def meet(bench: Bench, sender: Sender = AMINA) -> Person:
    async with bench.work() as work:
        return await actions.meet(work, sender)


async def test_a_person_is_made_at_first_contact_and_known_at_the_next(bench: Bench) -> None:
    first = await meet(bench)
    bench.clock.advance(days=3)
    async with bench.work() as work:
        await actions.set_language(work, first, "en")
    renamed = replace(AMINA, first_name="Minna\u202e", username=None, language_code="ar")
    again = await meet(bench, renamed)

    assert (first.language, first.zone, first.quiet) == (
        "ar",
        None,
        QuietHours(time(22), time(7)),
    )
    assert again == replace(
        first, name="Minna", full_name="Minna", username=None, language="en"
    ), "names follow Telegram; what they chose here stays"


async def test_what_people_set_about_themselves_is_kept(bench: Bench) -> None:
    person = await meet(bench)
    async with bench.work() as work:
        person = await actions.set_zone(work, person, "Asia/Amman")
        person = await actions.set_digits(work, person, Digits.ARABIC)
        person = await actions.set_quiet_hours(work, person, QuietHours(time(13), time(13)))
        person = await actions.set_budget(work, person, Budget.LIGHT)
        person = await actions.set_days_off(work, person, frozenset({4, 5}))
    async with bench.work() as work:
        kept = await store.get_person(work.conn, person.id)

    assert kept == person
    assert (kept.country, kept.standing.budget) == ("JO", 2)
    assert kept.standing.days_off == {4, 5}
    assert kept.reader.digits is Digits.ARABIC


async def test_who_cannot_be_reached_is_reachable_again_when_they_write(bench: Bench) -> None:
    person = await meet(bench)
    gone = Gone("forbidden", is_final=False)
    async with bench.work() as work:
        await actions.on_gone(work.conn, person.chat_id, gone, work.now)
    bench.clock.advance(hours=1)
    async with bench.work() as work:
        await actions.on_gone(work.conn, person.chat_id, gone, work.now)
        standing = await actions.standing_of(work.conn, person.chat_id)
        kept = await store.get_person(work.conn, person.id)
    assert standing is not None
    assert not standing.is_reachable
    assert kept.unreachable_since == bench.clock.now() - timedelta(hours=1), "since the first time"
    assert (await meet(bench)).is_reachable


async def test_what_was_kept_for_their_return_is_free_when_they_write(bench: Bench) -> None:
    person = await meet(bench)
    async with bench.work() as work:
        await actions.on_gone(work.conn, person.chat_id, Gone("x", is_final=False), work.now)
        await work.outbox.add(
            Outgoing(to=person.chat_id, html="You are in."),
            kind="adm_outcome",
            key="adm_outcome:1",
            due_at=WHEN_REACHABLE,
        )
        assert await outbox_store.next_due_at(work.conn) is None

    await meet(bench)

    async with bench.db.begin() as conn:
        assert await outbox_store.next_due_at(conn) == bench.clock.now()


async def test_what_waits_for_a_return_is_given_up_in_the_end(bench: Bench) -> None:
    person = await meet(bench)
    async with bench.work() as work:
        await work.outbox.add(
            Outgoing(to=person.chat_id, html="You are in."),
            kind="adm_outcome",
            key="adm_outcome:1",
        )
        (row,) = await outbox_store.list_planned(work.conn, chat_id=person.chat_id)
        await outbox_store.hold(work.conn, row.id, until=WHEN_REACHABLE)
        planned_at = work.now
        assert await outbox_store.give_up_waiting(work.conn, before=planned_at, now=work.now) == 0
        later = planned_at + timedelta(seconds=1)
        assert await outbox_store.give_up_waiting(work.conn, before=later, now=work.now) == 1
        assert await outbox_store.list_planned(work.conn, chat_id=person.chat_id) == []


async def test_a_deleted_account_is_gone_for_good(bench: Bench) -> None:
    person = await meet(bench)
    async with bench.work() as work:
        gone = Gone("forbidden", is_final=True)
        await actions.on_gone(work.conn, person.chat_id, gone, work.now)
    assert not (await meet(bench)).is_reachable


async def test_nobody_stands_nowhere(bench: Bench) -> None:
    async with bench.work() as work:
        assert await actions.standing_of(work.conn, 5) is None
        assert await actions.reader_of(work.conn, 5) is None
        with pytest.raises(NotForYou):
            await store.get_person(work.conn, 5)


async def test_the_end_of_a_pause_is_the_end_of_what_it_held(bench: Bench) -> None:
    person = await meet(bench)
    async with bench.work() as work:
        until = datetime(2026, 5, 1, tzinfo=UTC)
        person = await actions.pause(work, person, until=until)
        assert person.standing.paused_until == until
        person = await actions.pause(work, person, until=until)
        person = await actions.pause(work, person, until=None)
    assert person.paused_until is None


@pytest.mark.asyncio
async def test_an_account_that_blocked_before_and_is_then_deleted_is_gone(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        await store.mark_unreachable(
            work.conn, telegram_id=amina.telegram_id, now=work.now, is_final=False
        )
    blocked_at = bench.clock.now()
    bench.clock.advance(days=1)
    async with bench.work() as work:
        await store.mark_unreachable(
            work.conn, telegram_id=amina.telegram_id, now=work.now, is_final=True
        )
        gone = await store.get_person(work.conn, amina.id)

    assert (gone.unreachable_since, gone.gone_at) == (blocked_at, bench.clock.now())
