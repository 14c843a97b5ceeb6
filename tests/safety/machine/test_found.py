"""What random lives have found, told as what should have been."""

from datetime import time, timedelta

import pytest
from sqlalchemy import func, select

from bot.admissions import actions_answers
from bot.admissions.records import Named, Said
from bot.circles import actions_hosts
from bot.features import FEATURES
from bot.gate import QuietHours
from bot.nudges import actions_snooze
from bot.nudges.records import Refusal
from bot.people import actions as people_actions
from bot.people.records import Person
from bot.privacy import actions as privacy_actions
from bot.sittings import actions as sitting_actions
from bot.sittings.tables import sittings
from bot.work import Work
from tests.admissions.knocking import invite_guest, invite_open, knock, says
from tests.safety.invariants import traces
from tests.support.bench import Bench
from tests.support.learning import add_slot


@pytest.mark.asyncio
async def test_putting_off_a_sitting_that_was_never_nudged_leaves_nothing_behind(
    bench: Bench,
) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        slot = await add_slot(work, amina, "19:00")
    async with bench.work() as work:
        sitting = await sitting_actions.own_sitting_on(work, amina, slot.id, work.now.date())
        refusal = await actions_snooze.snooze(work, amina, sitting, minutes=15)
        rows = (await work.conn.execute(select(func.count()).select_from(sittings))).scalar_one()

    assert refusal is Refusal.OVER
    assert rows == 0


async def _sleeps(work: Work, person: Person) -> None:
    """Everything that is not urgent waits for this person's morning."""
    await people_actions.set_quiet_hours(work, person, QuietHours(time(0), time(23, 59)))


async def _left_of(bench: Bench, person: Person, *words: str) -> list[str]:
    async with bench.work() as work:
        await privacy_actions.erase(work, FEATURES, person.id)
    async with bench.db.begin() as conn:
        return await traces(conn, telegram_id=person.telegram_id, words=words)


@pytest.mark.asyncio
async def test_words_of_whoever_was_erased_do_not_wait_for_somebodys_morning(
    bench: Bench,
) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omarxyz", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    bench.clock.advance(timedelta(days=2))
    asking = await knock(
        bench,
        layla,
        await invite_open(bench, amina, circle),
        named=[Named("", telegram_id=omar.telegram_id), Named("Omarxyz")],
    )
    async with bench.work() as work:
        await _sleeps(work, layla)
        await actions_answers.ask_question(work, omar, asking.id, "Where did we meet, qqq?")
    await says(bench, amina, asking, Said.WELL)
    async with bench.work() as work:  # a note to the hosts: it has been decided
        await actions_answers.raise_concern(work, omar, asking.id, "I am not sure, qqq.")

    assert await _left_of(bench, omar, "qqq", "Omarxyz") == []


@pytest.mark.asyncio
async def test_what_waits_for_others_does_not_name_whoever_was_erased(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omarxyz", "Layla")]
    circle = await bench.circle(amina)
    member = await bench.joins(circle, layla)
    await knock(bench, omar, await invite_guest(bench, amina, circle, omar))
    async with bench.work() as work:
        await _sleeps(work, layla)
        await actions_hosts.add_host(work, amina, circle_id=circle.id, member_id=member.id)

    assert await _left_of(bench, omar, "Omarxyz") == []
    assert await _left_of(bench, amina, "Amina") == []
    (told,) = await bench.planned(kind="circle_host")
    assert told.state == "planned", "that one is host now is still worth knowing"
    assert told.payload is not None
    assert "…" in told.payload["html"]
