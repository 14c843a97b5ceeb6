"""Invites on a real database of each engine: what is kept, what dies, who is slowed down."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from bot.acquaintances.records import Depth
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.errors import NotForYou
from bot.invites import actions, due, store
from bot.invites.records import Invite, Made, MakingRefusal, NoInvite
from bot.invites.tables import invites, wrong_codes
from bot.outbox import store as outbox_store
from bot.people.records import Person
from tests.support.bench import Bench


async def make_open(bench: Bench, person: Person, circle: Circle, *, uses: int = 1) -> Made:
    async with bench.work() as work:
        made = await actions.make_open(work, person, circle.id, uses=uses)
    assert isinstance(made, Made)
    return made


async def find(bench: Bench, person: Person, text: str) -> Invite | NoInvite:
    async with bench.work() as work:
        return await actions.find(work, person, text)


@pytest.mark.asyncio
async def test_only_a_keyed_hash_of_the_code_is_kept(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)

    made = await make_open(bench, amina, circle)

    async with bench.db.begin() as conn:
        row = (await conn.execute(select(invites))).one()
    assert row.code_hash == bench.works.keys.digest("invite", made.code)
    assert made.code not in str(row)
    assert await find(bench, amina, made.code) == made.invite


@pytest.mark.asyncio
async def test_an_open_invite_has_at_most_as_many_uses_as_free_seats(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina, seats=3)

    made = await make_open(bench, amina, circle, uses=9)

    assert made.invite.uses == 2


@pytest.mark.asyncio
async def test_at_most_five_live_invites_a_member(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)
    first = await make_open(bench, amina, circle)
    for _ in range(4):
        await make_open(bench, amina, circle)

    async with bench.work() as work:
        assert await actions.make_open(work, amina, circle.id, uses=1) is MakingRefusal.TOO_MANY
        renewed = await actions.renew(work, amina, first.invite.id)
    assert isinstance(renewed, Made), "renewing cancels one and makes one"


@pytest.mark.asyncio
async def test_renewing_kills_the_old_code_and_keeps_the_guest(bench: Bench) -> None:
    amina, yusuf = await bench.person("Amina"), await bench.person("Yusuf")
    circle = await bench.circle(amina)
    async with bench.work() as work:
        old = await actions.make_personal(
            work, amina, circle.id, telegram_id=yusuf.telegram_id, name="Yusuf", depth=Depth.WELL
        )
        assert isinstance(old, Made)
        new = await actions.renew(work, amina, old.invite.id)
    assert isinstance(new, Made)

    gone = await find(bench, yusuf, old.code)

    assert isinstance(gone, Invite)
    assert gone.revoked_at is not None
    assert gone.for_telegram_id is None
    assert new.invite.for_telegram_id == yusuf.telegram_id
    assert new.invite.depth is Depth.WELL


@pytest.mark.asyncio
async def test_a_host_revokes_what_a_member_made_but_another_member_cannot(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    await bench.joins(circle, layla)
    made = await make_open(bench, omar, circle)

    with pytest.raises(NotForYou):
        async with bench.work() as work:
            await actions.revoke(work, layla, made.invite.id)
    async with bench.work() as work:
        await actions.revoke(work, amina, made.invite.id)
        assert await store.list_live(work.conn, now=work.now, circle_id=circle.id) == []


@pytest.mark.asyncio
async def test_nobody_renews_another_members_word(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    async with bench.work() as work:
        made = await actions.make_personal(
            work, omar, circle.id, telegram_id=5, name="Yusuf", depth=Depth.WELL
        )
    assert isinstance(made, Made)

    with pytest.raises(NotForYou):
        async with bench.work() as work:
            await actions.renew(work, amina, made.invite.id)


@pytest.mark.asyncio
async def test_the_codes_of_who_left_are_dead(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina)
    stay = await bench.joins(circle, omar)
    made = await make_open(bench, omar, circle)

    async with bench.work() as work:
        await circle_store.end_stay(work.conn, stay, now=work.now)
        assert await store.list_live(work.conn, now=work.now, circle_id=circle.id) == []
        assert await store.find_inviter(work.conn, made.invite) is None


@pytest.mark.asyncio
async def test_the_last_use_is_reserved_once_and_given_back(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)
    made = await make_open(bench, amina, circle)

    async with bench.work() as work:
        assert await store.reserve_use(work.conn, made.invite.id, now=work.now)
        assert not await store.reserve_use(work.conn, made.invite.id, now=work.now)
        await store.give_back_use(work.conn, made.invite.id)
        assert await store.reserve_use(work.conn, made.invite.id, now=work.now)


# Guessing ----------------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_five_wrong_codes_an_hour_and_a_slip_counts_for_nothing(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    circle = await bench.circle(amina)
    made = await make_open(bench, amina, circle)

    for _ in range(9):
        assert await find(bench, layla, "K7Q2-M9XP") is NoInvite.NO_CODE
    for number in range(5):
        assert await find(bench, layla, f"K7Q2-M9XP-RD4{number}") is NoInvite.UNKNOWN
    assert await find(bench, layla, made.code) is NoInvite.TOO_MANY_TRIES
    assert isinstance(await find(bench, amina, made.code), Invite), "others are not slowed down"

    bench.clock.advance(minutes=61)
    assert isinstance(await find(bench, layla, made.code), Invite)


@pytest.mark.asyncio
async def test_in_a_rush_of_guesses_only_who_guessed_wrong_is_refused(bench: Bench) -> None:
    amina, layla, yusuf = [await bench.person(name) for name in ("Amina", "Layla", "Yusuf")]
    circle = await bench.circle(amina)
    made = await make_open(bench, amina, circle)
    await find(bench, layla, "K7Q2-M9XP-RD4T")
    async with bench.work() as work:
        for guesser in range(60):
            await store.add_wrong(work.conn, telegram_id=9_000 + guesser, now=work.now)

    assert await find(bench, layla, made.code) is NoInvite.TOO_MANY_TRIES
    assert isinstance(await find(bench, yusuf, made.code), Invite)


@pytest.mark.asyncio
async def test_wrong_codes_are_forgotten_after_an_hour(bench: Bench) -> None:
    layla = await bench.person("Layla")
    await find(bench, layla, "K7Q2-M9XP-RD4T")
    bench.clock.advance(hours=1)

    async with bench.work() as work:
        await due.forget(work)

    async with bench.db.begin() as conn:
        assert (await conn.execute(select(func.count()).select_from(wrong_codes))).scalar() == 0


# The end -----------------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_the_inviter_hears_once_a_day_before_the_end(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)
    made = await make_open(bench, amina, circle)

    async with bench.db.begin() as conn:
        at = await due.next_warning_at(conn, bench.clock.now())
    assert at is not None
    bench.clock.move_to(at)
    async with bench.work() as work:
        assert await due.warn_of_ends(work) == 1
    async with bench.work() as work:
        assert await due.warn_of_ends(work) == 0

    (row,) = await bench.planned(kind="invite_ends")
    assert row.chat_id == amina.chat_id
    assert row.about == str(made.invite.id)


@pytest.mark.asyncio
async def test_a_warning_is_not_sent_when_the_invite_was_used_meanwhile(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)
    made = await make_open(bench, amina, circle)
    bench.clock.advance(days=6)
    async with bench.work() as work:
        await due.warn_of_ends(work)
        (delivery,) = await outbox_store.list_planned(work.conn, chat_id=amina.chat_id)
        assert await due.is_live(work.conn, delivery, work.now)
        await store.reserve_use(work.conn, made.invite.id, now=work.now)
        assert not await due.is_live(work.conn, delivery, work.now)


@pytest.mark.asyncio
async def test_whom_it_was_for_is_forgotten_a_week_after_the_end(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)
    async with bench.work() as work:
        made = await actions.make_personal(
            work, amina, circle.id, telegram_id=5, name="Yusuf", depth=Depth.WELL
        )
    assert isinstance(made, Made)
    bench.clock.advance(days=14)

    async with bench.work() as work:
        await due.forget(work)

    async with bench.db.begin() as conn:
        kept = await store.get_invite(conn, made.invite.id)
    assert kept == replace(made.invite, for_name=None, for_telegram_id=None)


@pytest.mark.asyncio
async def test_the_database_refuses_more_uses_than_there_are(bench: Bench) -> None:
    amina = await bench.person("Amina")
    circle = await bench.circle(amina)
    made = await make_open(bench, amina, circle)

    with pytest.raises(Exception, match=r"(?i)check"):
        async with bench.work() as work:
            await work.conn.execute(
                update(invites).where(invites.c.id == made.invite.id).values(used=2)
            )
