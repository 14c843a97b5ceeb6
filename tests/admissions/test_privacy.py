"""What a person is given of their own, and what stays when they go."""

import pytest
from sqlalchemy import select

from bot.admissions import privacy, store, store_asked
from bot.admissions.records import Named, Said, State
from bot.admissions.tables import admissions, concerns, exchanges, named
from bot.invites import privacy as invite_privacy
from bot.invites import store as invite_store
from tests.admissions.knocking import doubts, invite_guest, invite_open, knock, present, says
from tests.support.bench import Bench


@pytest.mark.asyncio
async def test_a_person_gets_their_own_knocks_and_answers_only(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    made = await invite_open(bench, amina, circle)
    admission = await knock(bench, layla, made, named=[Named("Omar")])
    await says(bench, omar, admission, Said.UNKNOWN)
    await doubts(bench, amina, admission, "Hm.")

    async with bench.db.begin() as conn:
        laylas = await privacy.export(conn, layla.id)
        aminas = await privacy.export(conn, amina.id)
        invites = await invite_privacy.export(conn, amina.id)

    assert laylas["admissions"][0]["named"] == ["Omar"]
    assert "Hm." not in str(laylas)
    assert laylas["answers_about_newcomers"] == []
    assert [row["answer"] for row in aminas["answers_about_newcomers"]] == ["concern"]
    assert aminas["concerns"] == ["Hm."]
    assert "maps" not in str(aminas)
    assert invites["invites"][0]["used"] == 1


@pytest.mark.asyncio
async def test_the_name_behind_only_who_invited_me_is_not_given_away(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    circle = await bench.circle(amina)
    await knock(bench, layla, await invite_open(bench, amina, circle))

    async with bench.db.begin() as conn:
        given = await privacy.export(conn, layla.id)

    assert given["admissions"][0]["named"] == []
    assert "Amina" not in str(given)


@pytest.mark.asyncio
async def test_an_erased_newcomer_withdraws_and_is_named_nowhere(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    circle = await bench.circle(amina)
    made = await invite_open(bench, amina, circle)
    admission = await knock(bench, layla, made, named=[Named("Amina"), Named("Zaid")])

    async with bench.work() as work:
        await privacy.erase(work, layla.id)
        await invite_privacy.erase(work, layla.id)

    gone = await present(bench, admission)
    assert gone.state is State.WITHDRAWN
    assert (gone.person_id, gone.introduction, gone.helps_with) == (None, "", "")
    async with bench.db.begin() as conn:
        assert await store_asked.list_named(conn, admission.id) == []
        assert (await invite_store.get_invite(conn, made.invite.id)).used == 0
        assert await store.list_of(conn, layla.id) == []


@pytest.mark.asyncio
async def test_an_erased_member_leaves_no_words_and_no_guest_behind(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    admission = await knock(
        bench, layla, await invite_open(bench, amina, circle),
        named=[Named("Omar", telegram_id=omar.telegram_id)],
    )  # fmt: skip
    await doubts(bench, omar, admission, "Hm.")
    mine = await invite_open(bench, omar, circle)
    for_omar = await invite_guest(bench, amina, circle, await bench.person("Zaid"))

    async with bench.work() as work:
        await privacy.erase(work, omar.id)
        await invite_privacy.erase(work, omar.id)

    async with bench.db.begin() as conn:
        for table in (concerns, exchanges):
            assert (await conn.execute(select(table))).all() == []
        accounts = (await conn.execute(select(named.c.telegram_id))).scalars().all()
        assert omar.telegram_id not in accounts
        assert (await invite_store.get_invite(conn, mine.invite.id)).revoked_at is not None
        assert (await invite_store.get_invite(conn, for_omar.invite.id)).revoked_at is None
        assert len((await conn.execute(select(admissions.c.id))).all()) == 1
