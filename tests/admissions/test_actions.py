"""The knock, the rounds and the decision, on a real database of each engine."""

import pytest

from bot.acquaintances import store as tie_store
from bot.acquaintances.records import Depth
from bot.admissions import actions, store_asked
from bot.admissions.records import Ended, KnockRefusal, Named, Outcome, Said, State
from bot.circles import store as circle_store
from bot.circles import store_log
from bot.circles.records import Event
from bot.errors import NotForYou
from bot.invites import store as invite_store
from bot.invites.records import UseRefusal
from tests.admissions.knocking import (
    asked_chats,
    doubts,
    invite_guest,
    invite_open,
    knock,
    leaves,
    present,
    says,
    tick,
    try_knock,
)
from tests.support.bench import Bench


@pytest.mark.asyncio
async def test_a_personal_invite_lets_its_guest_in_with_the_knock(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    made = await invite_guest(bench, amina, circle, yusuf, depth=Depth.LITTLE)

    admission = await knock(bench, yusuf, made)

    assert admission.state is State.ADMITTED
    async with bench.db.begin() as conn:
        roll = await circle_store.get_roll(conn, circle.id)
        (tie,) = await tie_store.list_ties(conn, circle.id)
        (line, *_) = await store_log.list_log(conn, circle.id, limit=5)
    assert roll.find(yusuf.id) is not None
    assert roll.members[1].helps_with == "Maps"
    assert (tie.depth, tie.vouched) == (Depth.LITTLE, True)
    assert line.event is Event.JOINED
    assert line.details == {"vouchers": [amina.id], "invited_by": amina.id}
    assert await bench.planned(kind="vouch") == []


@pytest.mark.asyncio
async def test_an_open_invite_asks_its_inviter_and_their_vouch_decides(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    bench.clock.advance(days=2)
    made = await invite_open(bench, omar, circle)

    admission = await knock(bench, layla, made)

    assert admission.state is State.ASKING
    assert await asked_chats(bench) == {omar.chat_id}
    assert (await says(bench, omar, admission, Said.WELL)).state is State.ADMITTED
    assert await asked_chats(bench, "joined") == {amina.chat_id}
    assert await asked_chats(bench, "adm_guest") == {omar.chat_id}
    assert await asked_chats(bench, "adm_outcome") == {layla.chat_id}


@pytest.mark.asyncio
async def test_named_members_are_asked_first_and_the_others_when_they_have_answered(
    bench: Bench,
) -> None:
    amina, omar, sara, layla = [
        await bench.person(name) for name in ("Amina", "Omar", "Sara", "Layla")
    ]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    await bench.joins(circle, sara)
    bench.clock.advance(days=2)
    made = await invite_open(bench, amina, circle)

    admission = await knock(bench, layla, made, named=[Named("Omar")])

    assert await asked_chats(bench) == {amina.chat_id, omar.chat_id}
    await says(bench, amina, admission, Said.UNKNOWN)
    assert await asked_chats(bench) == {amina.chat_id, omar.chat_id}
    await says(bench, omar, admission, Said.UNKNOWN)
    assert await asked_chats(bench) == {amina.chat_id, omar.chat_id, sara.chat_id}


@pytest.mark.asyncio
async def test_the_others_are_asked_after_a_day_of_silence(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    made = await invite_open(bench, amina, circle)
    await knock(bench, layla, made)

    bench.clock.advance(hours=23, minutes=59)
    await tick(bench)
    assert await asked_chats(bench) == {amina.chat_id}
    bench.clock.advance(minutes=1)
    await tick(bench)
    assert await asked_chats(bench) == {amina.chat_id, omar.chat_id}


@pytest.mark.asyncio
async def test_when_nobody_named_is_a_member_the_others_are_asked_at_once(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    made = await invite_open(bench, amina, circle)

    await knock(bench, layla, made, named=[Named("Nobody here"), Named("Zaid", telegram_id=5)])

    assert await asked_chats(bench) == {amina.chat_id, omar.chat_id}


@pytest.mark.asyncio
@pytest.mark.parametrize("named", [[], [Named("Omar")], [Named("Nobody here")]])
async def test_what_a_newcomer_is_sent_is_the_same_whoever_was_named(
    bench: Bench, named: list[Named]
) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    made = await invite_open(bench, amina, circle)

    await knock(bench, layla, made, named=named)
    for _ in range(3):
        bench.clock.advance(hours=23)
        await tick(bench)

    assert [row for row in await bench.planned() if row.chat_id == layla.chat_id] == []


# Who counts --------------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_a_vouch_counts_only_once_its_author_has_standing(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    made = await invite_open(bench, omar, circle)
    admission = await knock(bench, layla, made)

    admission = await says(bench, omar, admission, Said.WELL)

    assert admission.state is State.ASKING
    bench.clock.advance(hours=24)
    await tick(bench)
    assert (await present(bench, admission)).state is State.ADMITTED


@pytest.mark.asyncio
async def test_a_chain_of_strangers_cannot_let_itself_in(bench: Bench) -> None:
    amina, omar, layla, zaid = [
        await bench.person(name) for name in ("Amina", "Omar", "Layla", "Zaid")
    ]
    circle = await bench.circle(amina)
    await knock(bench, omar, await invite_guest(bench, amina, circle, omar))

    second = await knock(bench, layla, await invite_guest(bench, omar, circle, layla))

    third = await knock(bench, zaid, await invite_open(bench, omar, circle))

    assert second.state is State.ASKING, "Omar's word counts only after 24 hours"
    assert (await says(bench, omar, third, Said.WELL)).state is State.ASKING


@pytest.mark.asyncio
async def test_a_voucher_who_leaves_before_the_decision_does_not_count(bench: Bench) -> None:
    amina, omar, sara, layla = [
        await bench.person(name) for name in ("Amina", "Omar", "Sara", "Layla")
    ]
    circle = await bench.circle(amina, acquaintances_required=2)
    omars_stay = await bench.joins(circle, omar)
    await bench.joins(circle, sara)
    bench.clock.advance(days=2)
    admission = await knock(bench, layla, await invite_open(bench, amina, circle),
                            named=[Named("Omar"), Named("Sara")])  # fmt: skip
    assert (await says(bench, omar, admission, Said.WELL)).state is State.ASKING
    await leaves(bench, omars_stay)

    assert (await says(bench, sara, admission, Said.WELL)).state is State.ASKING
    assert (await says(bench, amina, admission, Said.LITTLE)).state is State.ADMITTED

    async with bench.db.begin() as conn:
        ties = await tie_store.list_ties(conn, circle.id)
    assert omars_stay.id not in {tie.first for tie in ties} | {tie.second for tie in ties}


@pytest.mark.asyncio
async def test_an_answer_may_be_changed_until_the_decision(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina, acquaintances_required=2)
    await bench.joins(circle, omar)
    bench.clock.advance(days=2)
    admission = await knock(bench, layla, await invite_open(bench, amina, circle),
                            named=[Named("Omar")])  # fmt: skip
    await says(bench, omar, admission, Said.WELL)
    await says(bench, omar, admission, Said.UNKNOWN)

    assert (await says(bench, amina, admission, Said.WELL)).state is State.ASKING
    assert (await says(bench, omar, admission, Said.LITTLE)).state is State.ADMITTED
    assert (await says(bench, omar, admission, Said.UNKNOWN)).state is State.ADMITTED
    async with bench.db.begin() as conn:
        kept = [row.said for row in await store_asked.list_asked(conn, admission.id)]
    assert kept == [Said.WELL, Said.LITTLE], "on whose word they came stays as it was"


@pytest.mark.asyncio
async def test_nobody_answers_who_was_not_asked_or_is_gone(bench: Bench) -> None:
    amina, omar, sara, layla = [
        await bench.person(name) for name in ("Amina", "Omar", "Sara", "Layla")
    ]
    circle = await bench.circle(amina)
    stay = await bench.joins(circle, omar)
    await bench.joins(circle, sara)
    bench.clock.advance(days=2)
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))
    await leaves(bench, stay)

    for stranger in (omar, sara, layla):
        with pytest.raises(NotForYou):
            await says(bench, stranger, admission, Said.WELL)


# The end -----------------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_the_window_closes_kindly_after_one_reminder_to_the_silent(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    made = await invite_open(bench, amina, circle)
    admission = await knock(bench, layla, made, named=[Named("Omar")])
    await says(bench, omar, admission, Said.UNKNOWN)

    for _ in range(71):
        bench.clock.advance(hours=1)
        await tick(bench)
    assert [row.chat_id for row in await bench.planned(kind="vouch_again")] == [amina.chat_id]
    bench.clock.advance(hours=1)
    await tick(bench)

    closed = await present(bench, admission)
    assert (closed.state, closed.reason) == (State.CLOSED, Ended.NOBODY)
    assert await asked_chats(bench, "adm_outcome") == {layla.chat_id}
    async with bench.db.begin() as conn:
        assert (await invite_store.get_invite(conn, made.invite.id)).used == 0
        assert await store_asked.list_named(conn, admission.id) == []


@pytest.mark.asyncio
async def test_the_newcomer_may_withdraw_and_the_use_is_given_back(bench: Bench) -> None:
    amina, layla, omar = [await bench.person(name) for name in ("Amina", "Layla", "Omar")]
    circle = await bench.circle(amina)
    made = await invite_open(bench, amina, circle)
    admission = await knock(bench, layla, made)

    assert await try_knock(bench, omar, made) is UseRefusal.USED_UP
    with pytest.raises(NotForYou):
        async with bench.work() as work:
            await actions.withdraw(work, omar, admission.id)
    async with bench.work() as work:
        outcome = await actions.withdraw(work, layla, admission.id)

    assert outcome.admission.state is State.WITHDRAWN
    assert (await says(bench, amina, admission, Said.WELL)).state is State.WITHDRAWN
    assert isinstance(await try_knock(bench, omar, made), Outcome)


@pytest.mark.asyncio
async def test_one_open_admission_and_three_tries_in_thirty_days(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    circle = await bench.circle(amina)
    made = await invite_open(bench, amina, circle)
    for _ in range(3):
        admission = await knock(bench, layla, made)
        other = await invite_open(bench, amina, circle)
        assert await try_knock(bench, layla, other) is KnockRefusal.ASKED_ALREADY
        async with bench.work() as work:
            await invite_store.revoke(work.conn, other.invite.id, now=work.now)
            await actions.withdraw(work, layla, admission.id)

    assert await try_knock(bench, layla, made) is KnockRefusal.TOO_MANY_TRIES
    bench.clock.advance(days=30)
    again = await invite_open(bench, amina, circle)
    assert isinstance(await try_knock(bench, layla, again), Outcome)


@pytest.mark.asyncio
async def test_a_removed_person_comes_back_by_a_hosts_invite_only(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    async with bench.work() as work:
        await circle_store.record_removal(
            work.conn, circle_id=circle.id, person_id=layla.id, now=work.now
        )
    bench.clock.advance(minutes=1)

    by_member = await try_knock(bench, layla, await invite_open(bench, omar, circle))
    by_host = await knock(bench, layla, await invite_guest(bench, amina, circle, layla))

    assert by_member is UseRefusal.WAS_REMOVED
    assert by_host.state is State.ADMITTED
    async with bench.db.begin() as conn:
        removal = await circle_store.find_removal(conn, circle_id=circle.id, person_id=layla.id)
    assert removal is None


@pytest.mark.asyncio
async def test_a_closed_circle_ends_what_is_open(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    circle = await bench.circle(amina)
    admission = await knock(bench, layla, await invite_open(bench, amina, circle))
    async with bench.work() as work:
        await circle_store.archive(work.conn, circle.id, now=work.now)

    await tick(bench)

    closed = await present(bench, admission)
    assert (closed.state, closed.reason) == (State.CLOSED, Ended.CIRCLE_CLOSED)


@pytest.mark.asyncio
async def test_the_clock_knows_its_next_moment_and_twice_is_once(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    admission = await knock(bench, layla, await invite_open(bench, amina, circle))
    assert (
        admission.look_at == admission.opened_at + (admission.closes_at - admission.opened_at) / 3
    )

    bench.clock.move_to(admission.look_at)
    await tick(bench)
    planned = await bench.planned()
    await tick(bench)

    assert await bench.planned() == planned


@pytest.mark.asyncio
async def test_a_concern_text_is_gone_after_the_decision(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))
    await doubts(bench, omar, admission, "They sell things.")

    async with bench.work() as work:
        await actions.withdraw(work, layla, admission.id)
        row = await store_asked.find_asked(
            work.conn,
            admission.id,
            (await circle_store.get_roll(work.conn, circle.id)).members[1].id,
        )
        assert row is not None
        assert await store_asked.list_concerns(work.conn, admission.id, [row.member_id]) == []


@pytest.mark.asyncio
async def test_the_end_of_an_invite_does_not_end_what_was_begun_with_it(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    made = await invite_open(bench, omar, circle)
    bench.clock.advance(days=6, hours=23)
    admission = await knock(bench, layla, made)
    bench.clock.advance(hours=2)
    async with bench.work() as work:
        await invite_store.revoke(work.conn, made.invite.id, now=work.now)

    assert (await says(bench, omar, admission, Said.LITTLE)).state is State.ADMITTED


@pytest.mark.asyncio
async def test_a_personal_invite_short_of_the_threshold_asks_the_others_at_once(
    bench: Bench,
) -> None:
    amina, omar, yusuf = [await bench.person(name) for name in ("Amina", "Omar", "Yusuf")]
    circle = await bench.circle(amina, acquaintances_required=2)
    await bench.joins(circle, omar)
    bench.clock.advance(days=2)

    admission = await knock(bench, yusuf, await invite_guest(bench, amina, circle, yusuf))

    assert admission.state is State.ASKING
    assert await asked_chats(bench) == {omar.chat_id}, "the inviter is not asked again"
    assert (await says(bench, omar, admission, Said.LITTLE)).state is State.ADMITTED
