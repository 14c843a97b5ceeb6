"""Concerns, holds and the host's word, on a real database of each engine."""

import pytest

from bot.admissions import actions_answers, actions_host
from bot.admissions.records import (
    Admission,
    Decline,
    Ended,
    Exchange,
    Named,
    NoQuestion,
    Outcome,
    Said,
    State,
)
from bot.circles import store as circle_store
from bot.circles.records import Circle, Role
from bot.errors import NotForYou
from bot.outbox import store as outbox_store
from bot.people.records import Person
from tests.admissions.knocking import (
    asked_chats,
    doubts,
    invite_open,
    knock,
    leaves,
    present,
    says,
    tick,
)
from tests.support.bench import KINDS, Bench


async def admits(bench: Bench, host: Person, admission: Admission) -> Outcome | None:
    async with bench.work() as work:
        return await actions_host.admit(work, host, admission.id)


async def circle_of_three(bench: Bench, **values: object) -> tuple[Circle, Person, Person, Person]:
    amina, omar, sara = [await bench.person(name) for name in ("Amina", "Omar", "Sara")]
    circle = await bench.circle(amina, **values)
    await bench.joins(circle, omar)
    await bench.joins(circle, sara)
    bench.clock.advance(days=2)
    return circle, amina, omar, sara


@pytest.mark.asyncio
async def test_a_concern_hands_it_to_the_hosts_who_see_the_text_and_not_the_author(
    bench: Bench,
) -> None:
    circle, amina, omar, sara = await circle_of_three(bench)
    layla = await bench.person("Layla")
    admission = await knock(
        bench, layla, await invite_open(bench, omar, circle), named=[Named("Sara")]
    )

    assert (await doubts(bench, sara, admission, "They sell things.")).state is State.HOST
    assert (await says(bench, omar, admission, Said.WELL)).state is State.HOST

    rows = await bench.planned(kind="adm_host")
    live = [row for row in rows if row.state == "planned"]
    assert {row.chat_id for row in live} == {amina.chat_id}
    assert live[-1].payload is not None
    assert "They sell things." in live[-1].payload["html"]
    assert "Sara" not in live[-1].payload["html"]
    with pytest.raises(NotForYou):
        await admits(bench, omar, admission)
    outcome = await admits(bench, amina, admission)
    assert outcome is not None
    assert outcome.admission.state is State.ADMITTED


@pytest.mark.asyncio
async def test_a_host_admits_only_with_enough_vouches_and_may_vouch(bench: Bench) -> None:
    circle, amina, omar, _ = await circle_of_three(bench)
    layla = await bench.person("Layla")
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))
    await doubts(bench, omar, admission, "I have heard things.")

    assert await admits(bench, amina, admission) is None
    async with bench.work() as work:
        outcome = await actions_answers.vouch_as_host(work, amina, admission.id, Said.LITTLE)
    assert outcome.admission.state is State.HOST, (
        "a concern needs the host's decision all the same"
    )
    admitted = await admits(bench, amina, admission)
    assert admitted is not None
    assert [voucher.id for voucher in admitted.vouchers] == [amina.id]


@pytest.mark.asyncio
async def test_a_concern_that_is_taken_back_lets_the_vouches_decide(bench: Bench) -> None:
    circle, _, omar, sara = await circle_of_three(bench)
    layla = await bench.person("Layla")
    admission = await knock(
        bench, layla, await invite_open(bench, omar, circle), named=[Named("Sara")]
    )
    await doubts(bench, sara, admission, "Is it the Layla I mean?")
    await says(bench, omar, admission, Said.WELL)

    assert (await says(bench, sara, admission, Said.UNKNOWN)).state is State.ADMITTED


@pytest.mark.asyncio
@pytest.mark.parametrize("reason", list(Decline))
async def test_a_decline_has_a_helpful_text_and_names_nobody(
    bench: Bench, reason: Decline
) -> None:
    circle, amina, omar, _ = await circle_of_three(bench, host_has_last_word=True)
    layla = await bench.person("Layla")
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))
    assert (await says(bench, omar, admission, Said.WELL)).state is State.HOST

    async with bench.work() as work:
        outcome = await actions_host.decline(work, amina, admission.id, reason)

    assert (outcome.admission.state, outcome.admission.reason) == (State.DECLINED, reason)
    (told,) = await bench.planned(kind="adm_outcome")
    assert told.payload is not None
    assert "Amina" not in told.payload["html"]
    assert told.payload["html"].count("\n") >= 2


@pytest.mark.asyncio
async def test_silent_hosts_get_one_alert_and_then_it_ends_neutrally(bench: Bench) -> None:
    circle, amina, omar, _ = await circle_of_three(bench)
    layla = await bench.person("Layla")
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))
    await doubts(bench, omar, admission, "Hm.")

    for _ in range(143):
        bench.clock.advance(hours=1)
        await tick(bench)
    waiting = await present(bench, admission)
    assert waiting.state is State.HOST
    alerts = [row for row in await bench.planned(kind="adm_host") if row.chat_id == amina.chat_id]
    assert len(alerts) == 2, "the decision, and one alert"
    bench.clock.advance(hours=1)
    await tick(bench)

    closed = await present(bench, admission)
    assert (closed.state, closed.reason) == (State.CLOSED, Ended.NO_WORD)


@pytest.mark.asyncio
async def test_in_a_hold_everybody_hears_and_nobody_is_let_in_before_it_ends(
    bench: Bench,
) -> None:
    circle, amina, omar, sara = await circle_of_three(bench, hold_hours=24)
    layla = await bench.person("Layla")
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))

    assert (await says(bench, omar, admission, Said.WELL)).state is State.HELD
    everybody = {person.chat_id for person in (amina, omar, sara)}
    assert await asked_chats(bench, "vouch_hold") == everybody
    bench.clock.advance(hours=23)
    await tick(bench)
    assert (await present(bench, admission)).state is State.HELD
    bench.clock.advance(hours=1)
    await tick(bench)
    assert (await present(bench, admission)).state is State.ADMITTED


@pytest.mark.asyncio
async def test_a_concern_in_a_hold_goes_to_the_host(bench: Bench) -> None:
    circle, _, omar, sara = await circle_of_three(bench, hold_hours=24)
    layla = await bench.person("Layla")
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))
    await says(bench, omar, admission, Said.WELL)

    assert (await doubts(bench, sara, admission, "They sell things.")).state is State.HOST


@pytest.mark.asyncio
async def test_a_vouch_taken_back_in_a_hold_sends_it_back_to_the_members(bench: Bench) -> None:
    circle, _, omar, _ = await circle_of_three(bench, hold_hours=24)
    layla = await bench.person("Layla")
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))
    await says(bench, omar, admission, Said.WELL)

    assert (await says(bench, omar, admission, Said.UNKNOWN)).state is State.ASKING


@pytest.mark.asyncio
async def test_a_concern_after_the_decision_is_a_note_to_the_hosts(bench: Bench) -> None:
    circle, amina, omar, sara = await circle_of_three(bench)
    layla = await bench.person("Layla")
    admission = await knock(
        bench, layla, await invite_open(bench, omar, circle), named=[Named("Sara")]
    )
    await says(bench, omar, admission, Said.WELL)

    assert (await doubts(bench, sara, admission, "They sell things.")).state is State.ADMITTED
    assert await asked_chats(bench, "adm_note") == {amina.chat_id}


# Relayed questions -------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_a_question_is_relayed_without_a_name_and_answered_to_all(bench: Bench) -> None:
    circle, amina, omar, _ = await circle_of_three(bench)
    layla = await bench.person("Layla")
    admission = await knock(
        bench, layla, await invite_open(bench, amina, circle), named=[Named("Omar")]
    )

    async with bench.work() as work:
        asked = await actions_answers.ask_question(work, omar, admission.id, "Where do you work?")
        assert isinstance(asked, Exchange)
        second = await actions_answers.ask_question(work, omar, admission.id, "And since when?")
        assert second is NoQuestion.ONE_EACH
    (row,) = await bench.planned(kind="adm_question")
    assert row.chat_id == layla.chat_id
    assert row.payload is not None
    assert "Omar" not in row.payload["html"]

    with pytest.raises(NotForYou):
        async with bench.work() as work:
            await actions_answers.reply(work, omar, admission.id, asked.id, "At the mint.")
    async with bench.work() as work:
        assert await actions_answers.reply(work, layla, admission.id, asked.id, "At the mint.")
        assert not await actions_answers.reply(work, layla, admission.id, asked.id, "At the mill.")
    assert await asked_chats(bench, "adm_answer") == {amina.chat_id, omar.chat_id}
    assert (await present(bench, admission)).closes_at == admission.closes_at


# What hosts see ----------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_a_decision_that_waits_for_the_morning_is_brought_up_to_date(bench: Bench) -> None:
    circle, amina, omar, sara = await circle_of_three(bench, acquaintances_required=2)
    layla = await bench.person("Layla")
    admission = await knock(
        bench, layla, await invite_open(bench, omar, circle), named=[Named("Sara")]
    )
    await doubts(bench, sara, admission, "They sell things.")

    await says(bench, omar, admission, Said.WELL)

    (row,) = [r for r in await bench.planned(kind="adm_host") if r.state == "planned"]
    assert row.chat_id == amina.chat_id
    assert row.payload is not None
    assert "1 member says that they know them." in row.payload["html"]
    assert "not enough" in row.payload["html"]


@pytest.mark.asyncio
async def test_what_was_planned_is_not_sent_to_who_has_left_answered_or_stepped_down(
    bench: Bench,
) -> None:
    circle, amina, omar, sara = await circle_of_three(bench)
    layla = await bench.person("Layla")
    admission = await knock(
        bench, layla, await invite_open(bench, omar, circle), named=[Named("Sara")]
    )

    async def wanted(kind: str, person: Person) -> bool:
        async with bench.db.begin() as conn:
            (row,) = [
                delivery
                for delivery in await outbox_store.list_planned(conn, chat_id=person.chat_id)
                if delivery.kind == kind
            ]
            audience = KINDS[kind].audience
            assert audience is not None
            return await audience(conn, row, bench.clock.now())

    assert await wanted("vouch", omar)
    assert await wanted("vouch", sara)
    async with bench.db.begin() as conn:
        saras = await circle_store.find_stay(conn, circle_id=circle.id, person_id=sara.id)
        aminas = await circle_store.find_stay(conn, circle_id=circle.id, person_id=amina.id)
    assert saras is not None
    assert aminas is not None
    async with bench.work() as work:
        await actions_answers.ask_question(work, omar, admission.id, "Where do you work?")
    assert await wanted("adm_question", layla)
    await doubts(bench, omar, admission, "Hm.")
    assert await wanted("adm_host", amina)

    await leaves(bench, saras)
    async with bench.work() as work:
        await circle_store.change_member(work.conn, aminas.id, role=Role.MEMBER)

    assert not await wanted("vouch", sara)
    assert not await wanted("adm_host", amina)
