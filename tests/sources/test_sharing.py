"""Who sees whose sources, and a circle that is asked for communities, on each engine."""

from dataclasses import replace

import pytest

from bot.circles import store as circle_store
from bot.circles.records import Circle, Member
from bot.errors import NotForYou
from bot.goals import actions as goal_actions
from bot.goals.records import Goal, GoalState
from bot.outbox.records import Delivery, State
from bot.people.records import Person
from bot.sources import actions, actions_asking, actions_sharing, due, privacy, store
from bot.sources.records import Refusal, Source, SourceKind
from tests.sources.test_actions import draft_of, source_of
from tests.support.bench import Bench
from tests.support.learning import add_goal

pytestmark = pytest.mark.asyncio


async def pair(bench: Bench) -> tuple[Person, Person, Circle, Member]:
    """Amina hosts, Omar is a member; the last is his stay."""
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina)
    stay = await bench.joins(circle, omar)
    return amina, omar, circle, stay


async def titles(bench: Bench, person: Person, circle: Circle) -> list[str]:
    async with bench.work() as work:
        return [s.source.title for s in await actions_sharing.list_shared(work, person, circle)]


async def test_a_fellow_member_sees_what_is_shared_and_nothing_else(bench: Bench) -> None:
    amina, omar, circle, _ = await pair(bench)
    shared, own = await source_of(bench, omar, "jvns.ca"), await source_of(bench, omar, "r/rust")
    async with bench.work() as work:
        await actions_sharing.share_with(work, omar, shared.id, circle.id, is_shared=True)
        await actions_sharing.share_with(work, omar, shared.id, circle.id, is_shared=True)

    assert await titles(bench, amina, circle) == ["jvns.ca"]
    assert await titles(bench, omar, circle) == [], "one's own are not news"
    async with bench.work() as work:
        with pytest.raises(NotForYou):
            await actions_sharing.seen_source(work, amina, own.id)
        await actions_sharing.share_with_all(work, omar, shared.id, is_shared=False)
    assert await titles(bench, amina, circle) == []


async def test_what_a_member_shared_vanishes_when_they_leave(bench: Bench) -> None:
    amina, omar, circle, stay = await pair(bench)
    source = await source_of(bench, omar, "jvns.ca")
    async with bench.work() as work:
        await actions_sharing.share_with_all(work, omar, source.id, is_shared=True)
        await circle_store.end_stay(work.conn, stay, now=work.now)
    assert await titles(bench, amina, circle) == []
    await bench.joins(circle, omar)
    assert await titles(bench, amina, circle) == [], "a second stay does not bring it back"
    async with bench.work() as work:
        with pytest.raises(NotForYou):
            await actions_sharing.save_copy(work, amina, source.id)


async def test_a_closed_circle_and_strangers_see_nothing(bench: Bench) -> None:
    amina, omar, circle, _ = await pair(bench)
    layla = await bench.person("Layla")
    source = await source_of(bench, omar, "jvns.ca")
    async with bench.work() as work:
        await actions_sharing.share_with_all(work, omar, source.id, is_shared=True)
        for stranger in (layla,):
            with pytest.raises(NotForYou):
                await actions_sharing.seen_source(work, stranger, source.id)
            with pytest.raises(NotForYou):
                await actions_sharing.circle_as_member(work, stranger, circle.id)
            with pytest.raises(NotForYou):
                await actions_sharing.share_with(
                    work, stranger, source.id, circle.id, is_shared=True
                )
        await circle_store.archive(work.conn, circle.id, now=work.now)
    async with bench.work() as work:
        with pytest.raises(NotForYou):
            await actions_sharing.seen_source(work, amina, source.id)


async def test_the_field_of_a_goal_is_told_only_where_the_goal_is_seen_too(bench: Bench) -> None:
    amina, omar, circle, _ = await pair(bench)
    async with bench.work() as work:
        seen, hidden = (
            await add_goal(work, omar, "Rust"),
            await add_goal(work, omar, "Divorce law"),
        )
    source = await source_of(bench, omar, "jvns.ca", seen, hidden)
    async with bench.work() as work:
        await actions_sharing.share_with_all(work, omar, source.id, is_shared=True)
        await goal_actions.share_with_all(work, omar, seen.id, is_shared=True)
        (shared,) = await actions_sharing.list_shared(work, amina, circle)
    assert shared.fields == ("Rust",)
    assert shared.owner_name == "Omar"


async def test_a_saved_copy_is_ones_own_without_the_note(bench: Bench) -> None:
    amina, omar, _, _ = await pair(bench)
    source = await source_of(bench, omar, "jvns.ca")
    async with bench.work() as work:
        goal = await add_goal(work, amina, "Linux")
        await actions.set_note(work, omar, source.id, "private")
        await actions.set_tags(work, omar, source.id, ["shell"])
        await actions_sharing.share_with_all(work, omar, source.id, is_shared=True)
    async with bench.work() as work:
        saved = await actions_sharing.save_copy(work, amina, source.id, goal_id=goal.id)
        again = await actions_sharing.save_copy(work, amina, source.id)
        assert not isinstance(saved, Refusal)
        copy, is_new = saved
        served = await store.list_goal_ids(work.conn, copy.id)

    assert is_new
    assert again == (copy, False)
    assert (copy.person_id, copy.saved_from, copy.note, copy.tags) == (
        amina.id,
        omar.id,
        "",
        ("shell",),
    )
    assert served == [goal.id]


# Communities elsewhere ---------------------------------------------------------------------------


async def asked(bench: Bench) -> tuple[Person, Person, Circle, Member, Goal]:
    """Amina asks for Rust; Omar's stay."""
    amina, omar, circle, stay = await pair(bench)
    async with bench.work() as work:
        goal = await add_goal(work, amina, "Rust")
        assert await actions_asking.ask_circle(work, amina, goal.id, circle.id) == 1
    return amina, omar, circle, stay, goal


async def wanted(bench: Bench, kind: str) -> list[bool]:
    """Whether each planned message of that kind would be sent now."""
    audience = {
        actions_asking.ASK: due.is_question_wanted,
        actions.FOUND: due.is_answer_wanted,
    }[kind]
    found = []
    for row in await bench.planned(kind=kind):
        async with bench.work() as work:
            delivery = Delivery(
                id=1, key=row.key, kind=row.kind, chat_id=row.chat_id, about=row.about,
                state=State(row.state), priority=1, due_at=work.now, expires_at=None,
                planned_at=work.now, attempt=0, payload=row.payload, message_id=None,
            )  # fmt: skip
            found.append(await audience(work.conn, delivery, work.now))
    return found


async def test_a_circle_is_asked_once_for_each_goal(bench: Bench) -> None:
    amina, omar, circle, _, goal = await asked(bench)
    async with bench.work() as work:
        assert await actions_asking.ask_circle(work, amina, goal.id, circle.id) is None
        assert await actions_asking.list_askable(work, amina, goal) == []
        other = await add_goal(work, amina, "Go")
        assert [c.id for c in await actions_asking.list_askable(work, amina, other)] == [circle.id]
        with pytest.raises(NotForYou):
            await actions_asking.ask_circle(work, omar, other.id, circle.id)
    (planned,) = await bench.planned(kind=actions_asking.ASK)
    assert planned.chat_id == omar.chat_id
    assert await wanted(bench, actions_asking.ASK) == [True]


async def test_a_muted_member_is_not_asked_and_an_empty_circle_cannot_be(bench: Bench) -> None:
    amina, omar, circle, stay = await pair(bench)
    alone = await bench.circle(amina, name="Alone")
    async with bench.work() as work:
        await circle_store.change_member(work.conn, stay.id, is_muted=True)
        goal = await add_goal(work, amina, "Rust")
        assert await actions_asking.ask_circle(work, amina, goal.id, alone.id) is None
        assert await actions_asking.ask_circle(work, amina, goal.id, circle.id) == 0
    assert await bench.planned(kind=actions_asking.ASK) == []
    assert omar.chat_id


@pytest.mark.parametrize("how", ["reader leaves", "asker leaves", "goal pauses", "circle closes",
                                 "reader mutes"])  # fmt: skip
async def test_a_question_is_not_sent_any_more_when_it_is_for_nobody(
    bench: Bench, how: str
) -> None:
    amina, omar, circle, stay, goal = await asked(bench)
    async with bench.work() as work:
        asker = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=amina.id)
        assert asker is not None
        match how:
            case "reader leaves":
                await circle_store.end_stay(work.conn, stay, now=work.now)
            case "asker leaves":
                await circle_store.end_stay(work.conn, asker, now=work.now)
            case "goal pauses":
                await goal_actions.set_state(work, amina, goal.id, GoalState.PAUSED)
            case "circle closes":
                await circle_store.archive(work.conn, circle.id, now=work.now)
            case _:
                await circle_store.change_member(work.conn, stay.id, is_muted=True)
    assert await wanted(bench, actions_asking.ASK) == [False]
    if how != "reader mutes":
        async with bench.work() as work:
            with pytest.raises(NotForYou):
                await actions_asking.asked_of(work, omar, asker.id, goal.id)


async def test_an_answer_is_kept_shown_to_the_circle_and_told_to_the_asker(bench: Bench) -> None:
    amina, omar, circle, stay, goal = await asked(bench)
    layla = await bench.person("Layla")
    async with bench.work() as work:
        asker = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=amina.id)
        assert asker is not None
        for other in (layla, amina):
            with pytest.raises(NotForYou):
                await actions_asking.asked_of(work, other, asker.id, goal.id)
        ask = await actions_asking.asked_of(work, omar, asker.id, goal.id)
        draft = replace(draft_of("r/rust"), kind=SourceKind.COMMUNITY)
        source = await actions_asking.answer_with(work, omar, ask, draft)
        again = await actions_asking.answer_with(work, omar, ask, draft)
        assert isinstance(source, Source)
        assert again == source

    assert await titles(bench, amina, circle) == ["r/rust"]
    (found,) = await bench.planned(kind=actions.FOUND)
    assert found.chat_id == amina.chat_id
    assert await wanted(bench, actions.FOUND) == [True]
    async with bench.work() as work:
        await circle_store.end_stay(work.conn, stay, now=work.now)
    assert await wanted(bench, actions.FOUND) == [False]


async def test_erasure_withdraws_what_waits_to_be_told_to_others(bench: Bench) -> None:
    amina, omar, circle, _, goal = await asked(bench)
    async with bench.work() as work:
        asker = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=amina.id)
        assert asker is not None
        ask = await actions_asking.asked_of(work, omar, asker.id, goal.id)
        await actions_asking.answer_with(work, omar, ask, draft_of("r/rust"))
    async with bench.work() as work:
        told = await privacy.export(work.conn, amina.id)
        await privacy.erase(work, omar.id)
        await privacy.erase(work, amina.id)
    assert [each["field"] for each in told["asked_for_communities"]] == ["Rust"]
    for kind in (actions_asking.ASK, actions.FOUND):
        assert [row.payload for row in await bench.planned(kind=kind)] == [None]


async def test_a_removed_community_is_told_to_nobody(bench: Bench) -> None:
    amina, omar, circle, _, goal = await asked(bench)
    async with bench.work() as work:
        asker = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=amina.id)
        assert asker is not None
        ask = await actions_asking.asked_of(work, omar, asker.id, goal.id)
        source = await actions_asking.answer_with(work, omar, ask, draft_of("r/rust"))
        assert isinstance(source, Source)
        await actions.remove_source(work, omar, source.id)
    (planned,) = await bench.planned(kind=actions.FOUND)
    assert planned.state == State.CANCELLED
