"""The list on a real database of each engine."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import NotForYou
from bot.goals import actions as goal_actions
from bot.goals.records import Goal, GoalState
from bot.people.records import Person
from bot.queue import actions, actions_proposing, privacy, store, store_minutes
from bot.queue.records import LONGEST_NOTE, Entry, EntryState, Later, Refusal, Spent, View
from bot.reading.links import read_link
from bot.reading.records import Mode
from bot.resources import actions as resource_actions
from bot.resources import actions_sharing
from bot.resources.records import Resource
from bot.work import Work
from tests.support.bench import Bench
from tests.support.learning import add_goal, add_link

pytestmark = pytest.mark.asyncio


async def links(bench: Bench, person: Person, *titles: str) -> list[Entry]:
    async with bench.work() as work:
        return [await add_link(work, person, title) for title in titles]


async def titles(bench: Bench, person: Person) -> list[str]:
    async with bench.work() as work:
        return [each.resource.title for each in await store.list_open(work.conn, person.id)]


async def test_twice_the_same_is_one_and_stays_where_it_is(bench: Bench) -> None:
    amina = await bench.person("Amina")
    first, _ = await links(bench, amina, "One", "Two")
    async with bench.work() as work:
        again = await actions.add(work, amina, first.resource)
    assert isinstance(again, Entry)
    assert again.id == first.id
    assert await titles(bench, amina) == ["One", "Two"]


async def test_a_fellow_members_resource_is_not_put_on_a_list_without_a_copy(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    (entry,) = await links(bench, amina, "One")
    async with bench.work() as work:
        with pytest.raises(NotForYou):
            await actions.add(work, omar, entry.resource)
        for entry_id in (entry.id, 999):
            with pytest.raises(NotForYou):
                await actions.own_entry(work, omar, entry_id)


async def test_a_full_list_takes_no_more_until_something_goes(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_OPEN", 2)
    amina = await bench.person("Amina")
    one, _ = await links(bench, amina, "One", "Two")
    async with bench.work() as work:
        other = await _resource(work, amina, "Three")
        assert await actions.add(work, amina, other) is Refusal.FULL
        assert isinstance(await actions.add(work, amina, one.resource), Entry), "it is there"
        dropped = await actions.drop(work, one)
        assert isinstance(dropped, Entry)
        assert isinstance(await actions.add(work, amina, other), Entry)
        assert await actions.take_back(work, amina, dropped) is Refusal.FULL
        assert await actions.bring_back(work, amina, dropped) is Refusal.FULL


async def _resource(work: Work, person: Person, title: str) -> Resource:
    link = read_link(f"https://example.org/{title}")
    assert link is not None
    return await resource_actions.keep(work, person, link, title=title, minutes=3)


async def test_the_order_is_by_hand(bench: Bench) -> None:
    amina = await bench.person("Amina")
    one, two, three = await links(bench, amina, "One", "Two", "Three")
    async with bench.work() as work:
        await actions.to_top(work, amina, three)
        await actions.to_top(work, amina, three)
    assert await titles(bench, amina) == ["Three", "One", "Two"]
    async with bench.work() as work:
        assert await actions.move(work, amina, three, step=-1, view=View()) is None
        assert await actions.move(work, amina, two, step=1, view=View()) is None
        await actions.move(work, amina, two, step=-1, view=View())
    assert await titles(bench, amina) == ["Three", "Two", "One"]
    async with bench.work() as work:
        await actions.move(work, amina, one, step=-1, view=View())
        await actions.move(work, amina, three, step=1, view=View())
    assert await titles(bench, amina) == ["One", "Three", "Two"]


async def test_up_goes_past_what_the_page_does_not_show(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        await add_link(work, amina, "Heard one")
        await add_link(work, amina, "Read", mode=Mode.READ)
        second = await add_link(work, amina, "Heard two")
        await actions.move(work, amina, second, step=-1, view=View(mode=Mode.LISTEN))
    assert await titles(bench, amina) == ["Heard two", "Read", "Heard one"]


async def test_what_is_done_and_dropped_leaves_and_comes_back(bench: Bench) -> None:
    amina = await bench.person("Amina")
    one, two, _ = await links(bench, amina, "One", "Two", "Three")
    async with bench.work() as work:
        await actions.start(work, one)
        done, dropped = await actions.finish(work, one), await actions.drop(work, two)
        assert isinstance(done, Entry)
        assert isinstance(dropped, Entry)
        assert await actions.finish(work, one) is Refusal.ENDED
        assert await actions.start(work, dropped) is Refusal.ENDED
        assert await actions.put_off(work, amina, done, Later.DAY) is Refusal.ENDED
        assert await actions.to_top(work, amina, done) is Refusal.ENDED
        assert await actions.take_back(work, amina, done) is Refusal.NOT_ENDED
        ended = await store.list_ended(work.conn, amina.id)
        assert {entry.resource.title for entry in ended} == {"One", "Two"}
    assert await titles(bench, amina) == ["Three"]

    async with bench.work() as work:
        taken = await actions.take_back(work, amina, dropped)
        brought = await actions.bring_back(work, amina, done)
        assert isinstance(taken, Entry)
        assert isinstance(brought, Entry)
        assert (taken.state, brought.state) == (EntryState.WAITING, EntryState.STARTED)
        assert await actions.bring_back(work, amina, brought) is Refusal.NOT_ENDED
    assert await titles(bench, amina) == ["Two", "Three", "One"]


async def test_a_note_fits_or_is_refused_and_an_empty_one_is_none(bench: Bench) -> None:
    amina = await bench.person("Amina")
    (entry,) = await links(bench, amina, "One")
    async with bench.work() as work:
        assert await actions.set_note(work, entry, "x" * (LONGEST_NOTE + 1)) is Refusal.TOO_LONG
        kept = await actions.set_note(work, entry, "x" * LONGEST_NOTE)
        assert isinstance(kept, Entry)
        assert len(kept.note) == LONGEST_NOTE
        gone = await actions.set_note(work, entry, "")
        assert isinstance(gone, Entry)
        assert gone.note == ""


async def test_minutes_outside_of_sittings_fall_on_the_persons_own_date(bench: Bench) -> None:
    amina = await bench.person("Amina", zone="Africa/Cairo")
    bench.clock.move_to(datetime(2027, 1, 9, 22, 30, tzinfo=UTC))  # 00:30 in Cairo
    (entry,) = await links(bench, amina, "One")
    async with bench.work() as work:
        await actions.spend(work, amina, entry, minutes=25)
        await actions.spend_in_sitting(work, entry, minutes=10)
        spent = await store_minutes.list_minutes(work.conn, amina.id)
        now = await store.get_entry(work.conn, entry.id)
    assert spent == [Spent(date(2027, 1, 10), 25, Mode.LISTEN)]
    assert now.minutes_spent == 35


async def test_what_is_begun_along_with_a_sitting_and_refused_was_not_begun(bench: Bench) -> None:
    amina = await bench.person("Amina")
    one, two = await links(bench, amina, "One", "Two")
    async with bench.work() as work:
        at = work.now
        await actions.start(work, one, at=at)
        await actions.start(work, two, at=at - timedelta(days=1))
        for entry in (one, two):
            begun = await store.get_entry(work.conn, entry.id)
            await actions.refuse(work, begun, begun_at=at)
        after = [await store.get_entry(work.conn, entry.id) for entry in (one, two)]
    assert [entry.state for entry in after] == [EntryState.WAITING, EntryState.STARTED]
    assert all(entry.refused_at is not None for entry in after)


async def test_a_link_that_was_removed_is_off_the_list_until_it_comes_back(bench: Bench) -> None:
    amina = await bench.person("Amina")
    one, _ = await links(bench, amina, "One", "Two")
    async with bench.work() as work:
        await resource_actions.remove(work, amina, one.resource.id)
        with pytest.raises(NotForYou):
            await actions.own_entry(work, amina, one.id)
        assert await store.count_open(work.conn, amina.id) == 1
    assert await titles(bench, amina) == ["Two"]
    assert await proposed(bench, amina) == "Two"
    await links(bench, amina, "One")
    assert await titles(bench, amina) == ["One", "Two"]


# What is proposed ----------------------------------------------------------------------------------


async def proposed(bench: Bench, person: Person, *, goal: Goal | None = None) -> str | None:
    async with bench.work() as work:
        entry = await actions_proposing.propose(
            work, person, mode=Mode.LISTEN, minutes=30, goal_id=goal.id if goal else None
        )
    return entry.resource.title if entry else None


async def test_what_a_fellow_member_with_the_same_focus_thanked_for_comes_first(
    bench: Bench,
) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    for fellow in (omar, layla):
        await bench.joins(circle, fellow)
    await links(bench, amina, "One", "Two", "Three")
    async with bench.work() as work:
        await add_goal(work, amina, "Statistics", focus="Bayes: the basics")
        same = await add_goal(work, omar, "Data", focus="bayes, the basics")
        other = await add_goal(work, layla, "Cooking", focus="Bread")
        await goal_actions.share_with_all(work, omar, same.id, is_shared=True)
        await goal_actions.share_with_all(work, layla, other.id, is_shared=True)
        for title in ("Two", "Three"):
            entry = next(
                each for each in await store.list_open(work.conn, amina.id)
                if each.resource.title == title
            )  # fmt: skip
            await actions_sharing.share_with(work, amina, entry.resource.id, circle.id)
    assert await proposed(bench, amina) == "One"
    async with bench.work() as work:
        by_title = {e.resource.title: e for e in await store.list_open(work.conn, amina.id)}
        await actions_sharing.thank(
            work, layla, by_title["Three"].resource.id, circle_id=circle.id
        )
    assert await proposed(bench, amina) == "One", "hers is another focus"
    async with bench.work() as work:
        await actions_sharing.thank(work, omar, by_title["Two"].resource.id, circle_id=circle.id)
    assert await proposed(bench, amina) == "Two"
    async with bench.work() as work:
        await goal_actions.set_state(work, omar, same.id, GoalState.DROPPED)
    assert await proposed(bench, amina) == "One", "he works on something else now"


async def test_a_goal_that_was_let_go_does_no_harm(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        goal = await add_goal(work, amina, "Python", focus="Testing")
        await add_link(work, amina, "Any")
        await add_link(work, amina, "For it", goal=goal)
    assert await proposed(bench, amina, goal=goal) == "For it"
    async with bench.work() as work:
        await goal_actions.set_state(work, amina, goal.id, GoalState.DROPPED)
    assert await proposed(bench, amina, goal=goal) == "Any"


# Privacy -------------------------------------------------------------------------------------------


async def test_all_of_it_is_exported_and_erased_and_nobody_elses(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    one, two = await links(bench, amina, "One", "Two")
    await links(bench, omar, "His")
    async with bench.work() as work:
        await actions.set_note(work, one, "chapter 3")
        await actions.spend(work, amina, one, minutes=25)
        await actions.finish(work, two)
        told = (await privacy.export(work.conn, amina.id))["queue"]
        assert [(each["title"], each["state"]) for each in told] == [
            ("One", "waiting"), ("Two", "done"),
        ]  # fmt: skip
        assert told[0]["note"] == "chapter 3"
        assert told[0]["outside_of_sittings"][0]["minutes"] == 25
        await privacy.erase(work, amina.id)
        assert (await privacy.export(work.conn, amina.id))["queue"] == []
        assert await store_minutes.list_minutes(work.conn, amina.id) == []
    assert await titles(bench, omar) == ["His"]
