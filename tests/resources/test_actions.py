"""Resources on a real database of each engine."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.errors import NotForYou
from bot.goals import actions as goal_actions
from bot.goals.records import Goal, GoalDraft
from bot.outbox import store as outbox_store
from bot.parsing.records import PageRead
from bot.people.records import Person
from bot.queue.tables import queue_entries
from bot.reading.links import Link, read_link
from bot.reading.records import Mode
from bot.resources import (
    actions,
    actions_lookup,
    actions_sharing,
    actions_weekly,
    due,
    privacy,
    store,
    store_lookup,
    store_seen,
    store_shares,
    store_thanks,
)
from bot.resources.actions_sharing import SharedBefore
from bot.resources.records import Hears, Lookup, Refusal, Resource, Shared
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio
PAGE = PageRead(title="From the page", site="The site", media="article", words=400)


def link_to(path: str) -> Link:
    link = read_link(f"https://stats.example/{path}")
    assert link is not None
    return link


@pytest_asyncio.fixture
async def amina(bench: Bench) -> Person:
    bench.clock.move_to(datetime(2026, 3, 3, 10, 0, tzinfo=UTC))
    return await bench.person("Amina")


@pytest_asyncio.fixture
async def omar(bench: Bench) -> Person:
    return await bench.person("Omar")


@pytest_asyncio.fixture
async def circle(bench: Bench, amina: Person, omar: Person) -> Circle:
    opened = await bench.circle(amina)
    await bench.joins(opened, omar)
    return opened


async def sent(bench: Bench, person: Person, path: str = "a") -> Resource:
    async with bench.work() as work:
        collected = await actions.collect(work, person, [link_to(path)])
    (resource,) = (*collected.new, *collected.known)
    return resource


async def shared(bench: Bench, person: Person, circle: Circle, path: str = "a") -> Resource:
    resource = await sent(bench, person, path)
    async with bench.work() as work:
        await actions_sharing.share_with(work, person, resource.id, circle.id)
    return resource


# Coming ---------------------------------------------------------------------------------------------


async def test_a_link_is_had_once_and_what_is_said_beside_it_is_added(
    bench: Bench, amina: Person
) -> None:
    async with bench.work() as work:
        first = await actions.collect(work, amina, [link_to("a")], tags=["one"], why="so")
        again = await actions.collect(work, amina, [link_to("a/?utm_source=x")], tags=["two"])
        only = await store.list_mine(work.conn, amina.id)

    assert (len(first.new), len(again.new), len(again.known)) == (1, 0, 1)
    assert [(r.why, set(r.tags)) for r in only] == [("so", {"one", "two"})]


async def test_twenty_new_links_an_hour_and_no_removal_gives_one_back(
    bench: Bench, amina: Person
) -> None:
    async with bench.work() as work:
        links = [link_to(str(n)) for n in range(22)]
        collected = await actions.collect(work, amina, links)
        assert (len(collected.new), collected.refusal) == (20, Refusal.TOO_FAST)
        for resource in collected.new:
            await actions.remove(work, amina, resource.id)
        refused = await actions.collect(work, amina, links[:1])
        assert refused.refusal is Refusal.TOO_FAST
    bench.clock.advance(seconds=3_600)
    async with bench.work() as work:
        assert (await actions.collect(work, amina, links)).refusal is Refusal.TOO_FAST
        assert await store.count_mine(work.conn, amina.id) == 20


async def test_what_is_kept_with_all_that_is_known_asks_no_page(
    bench: Bench, amina: Person
) -> None:
    async with bench.work() as work:
        known = await actions.keep(
            work, amina, link_to("a"), title="A", mode=Mode.LISTEN, minutes=30, site="Show"
        )
        assert known == await actions.keep(work, amina, link_to("a"), title="B", minutes=1)
        half = await actions.keep(work, amina, link_to("b"), title="B")
    assert (known.lookup, known.site, known.answer_at) == (Lookup.NONE, "Show", None)
    assert (half.lookup, half.answer_at) == (Lookup.WAITING, None)


async def test_somebody_elses_link_is_answered_like_none(
    bench: Bench, amina: Person, omar: Person
) -> None:
    resource = await sent(bench, amina)
    stranger = await bench.circle(omar, name="Elsewhere")
    async with bench.work() as work:
        for number in (resource.id, 999):
            with pytest.raises(NotForYou):
                await actions.set_title(work, omar, number, "mine")
            with pytest.raises(NotForYou):
                await actions.remove(work, omar, number)
            with pytest.raises(NotForYou):
                await actions.copy_of_fellow(work, omar, number)
            with pytest.raises(NotForYou):
                await actions_sharing.thank(work, omar, number, stranger.id)
        with pytest.raises(NotForYou):
            await actions_sharing.share_with(work, amina, resource.id, stranger.id)


async def test_a_goal_of_somebody_else_is_no_goal_of_a_link(
    bench: Bench, amina: Person, omar: Person
) -> None:
    resource = await sent(bench, amina)
    async with bench.work() as work:
        theirs = await goal_actions.set_goal(work, omar, GoalDraft(field="Law"))
        mine = await goal_actions.set_goal(work, amina, GoalDraft(field="Law"))
        assert isinstance(theirs, Goal)
        assert isinstance(mine, Goal)
        with pytest.raises(NotForYou):
            await actions.set_goal(work, amina, resource.id, theirs.id)
        assert (await actions.set_goal(work, amina, resource.id, mine.id)).goal_id == mine.id
        assert (await actions.set_goal(work, amina, resource.id, None)).goal_id is None


# Finding out ----------------------------------------------------------------------------------------


async def test_what_the_person_said_meanwhile_stays(bench: Bench, amina: Person) -> None:
    resource = await sent(bench, amina)
    async with bench.work() as work:
        (task,) = await actions_lookup.claim(work, 4)
    async with bench.work() as work:
        await actions.set_title(work, amina, resource.id, "Mine")
        await actions.set_minutes(work, amina, resource.id, 7)
    async with bench.work() as work:
        await actions_lookup.settle(work, task, PAGE)
    async with bench.work() as work:
        await actions_lookup.settle(work, task, PageRead(title="Twice", site="Another"))
        found = await store.get_resource(work.conn, resource.id)
    assert (found.title, found.minutes, found.mode) == ("Mine", 7, Mode.READ)
    assert (found.site, found.lookup) == ("The site", Lookup.FOUND)


async def test_a_page_is_leased_and_given_up_after_two_tries(bench: Bench, amina: Person) -> None:
    resource = await sent(bench, amina)
    for expected in (1, 1, 0):
        async with bench.work() as work:
            assert len(await actions_lookup.claim(work, 4)) == expected
            assert await actions_lookup.claim(work, 4) == []
        bench.clock.advance(seconds=60)
    async with bench.work() as work:
        found = await store.get_resource(work.conn, resource.id)
        assert await store_lookup.next_due_at(work.conn) is None
    assert found.lookup is Lookup.NOT_FOUND


async def test_no_news_are_shown_before_their_moment_nor_over_something_newer(
    bench: Bench, amina: Person
) -> None:
    async with bench.work() as work:
        collected = await actions.collect(work, amina, [link_to("a")])
        await actions_lookup.show_collected(work, amina, collected)
        (task,) = await actions_lookup.claim(work, 4)
    async with bench.work() as work:
        await actions_lookup.settle(work, task, None)
        assert await due.answer(work) == 0
    assert await bench.planned(kind="edit") == []
    bench.clock.advance(seconds=3)
    async with bench.work() as work:
        assert await due.answer(work) == 1
        assert await due.answer(work) == 0
    assert len(await bench.planned(kind="edit")) == 1

    second = await sent(bench, amina, "b")
    async with bench.work() as work:
        await store_lookup.put_screen(work.conn, [second.id], key="")
        (task,) = await actions_lookup.claim(work, 4)
        await actions_lookup.settle(work, task, PAGE)
    assert len(await bench.planned(kind="edit")) == 1, "its screen shows something else now"


async def test_removed_while_it_was_looked_at_it_stays_removed(
    bench: Bench, amina: Person
) -> None:
    resource = await sent(bench, amina)
    async with bench.work() as work:
        (task,) = await actions_lookup.claim(work, 4)
    async with bench.work() as work:
        await actions.remove(work, amina, resource.id)
    async with bench.work() as work:
        await actions_lookup.settle(work, task, PAGE)
        assert await store.list_mine(work.conn, amina.id) == []
        assert await due.answer(work) == 0


# Sharing --------------------------------------------------------------------------------------------


async def test_a_circle_has_a_link_once_whoever_shares_it(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    mine = await shared(bench, amina, circle)
    theirs = await sent(bench, omar)
    async with bench.work() as work:
        again = await actions_sharing.share_with(work, amina, mine.id, circle.id)
        refused = await actions_sharing.share_with(work, omar, theirs.id, circle.id)
        assert isinstance(again, Shared)
        assert isinstance(refused, SharedBefore)
        assert (refused.name, refused.at) == ("Amina", bench.clock.now())
        assert len(await store_seen.list_shared_in(work.conn, circle.id)) == 1
        # Nobody takes back what somebody else shared.
        await actions_sharing.take_back(work, omar, theirs.id, circle.id)
        assert len(await store_seen.list_shared_in(work.conn, circle.id)) == 1
    assert len(await bench.planned(kind="link")) == 1


async def test_what_is_shared_belongs_to_a_stay(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    resource = await shared(bench, omar, circle)
    async with bench.work() as work:
        stay = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=omar.id)
        assert stay is not None
        await circle_store.end_stay(work.conn, stay, now=work.now)
    await bench.joins(circle, omar)
    async with bench.work() as work:
        assert await store_seen.list_shared_in(work.conn, circle.id) == []
        with pytest.raises(NotForYou):
            await actions.shared_resource(work, amina, resource.id)
        again = await actions_sharing.share_with(work, omar, resource.id, circle.id)
    assert isinstance(again, Shared)


async def test_who_left_a_circle_sees_its_links_no_longer(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    sami = await bench.person("Sami")
    await bench.joins(circle, sami)
    resource = await shared(bench, amina, circle)
    async with bench.work() as work:
        await actions_sharing.thank(work, sami, resource.id, circle.id)
        stay = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=omar.id)
        assert stay is not None
        await circle_store.end_stay(work.conn, stay, now=work.now)
    async with bench.work() as work:
        with pytest.raises(NotForYou):
            await actions.copy_of_fellow(work, omar, resource.id)
        with pytest.raises(NotForYou):
            await actions_sharing.thank(work, omar, resource.id, circle.id)
        assert await store_thanks.list_thankers(work.conn, omar.id, [resource.key]) == {}


async def test_what_is_removed_is_not_told_any_more(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    resource = await shared(bench, amina, circle)
    async with bench.work() as work:
        await actions_sharing.thank(work, omar, resource.id, circle.id)
        await actions.remove(work, amina, resource.id)
    assert {(row.kind, row.state) for row in await bench.planned()} == {
        ("link", "cancelled"),
        ("thanks", "cancelled"),
    }


async def test_a_closed_circle_shows_nothing(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    resource = await shared(bench, amina, circle)
    async with bench.work() as work:
        await circle_store.archive(work.conn, circle.id, now=work.now)
        with pytest.raises(NotForYou):
            await actions.copy_of_fellow(work, omar, resource.id)
        assert await store_seen.list_shared_in(work.conn, circle.id) == []
        bench.clock.advance(seconds=7 * 86_400)
    async with bench.work() as work:
        await due.tell_weeks(work)
        assert await store_shares.next_week_at(work.conn) is None
    assert await bench.planned(kind="links_weekly") == []


async def test_thanks_count_once_and_tell_who_thanked_for_what(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    resource = await shared(bench, amina, circle)
    async with bench.work() as work:
        assert await actions_sharing.thank(work, amina, resource.id, circle.id) is None
        thanked = await actions_sharing.thank(work, omar, resource.id, circle.id)
        assert thanked is not None
        assert thanked.thanks == 1
        assert await actions_sharing.thank(work, omar, resource.id, circle.id) is None
    assert len(await bench.planned(kind="thanks")) == 1

    sami = await bench.person("Sami")
    await bench.joins(circle, sami)
    stranger = await bench.person("Stranger")
    await bench.circle(stranger)
    async with bench.work() as work:
        keys = [resource.key, "0" * 64]
        list_thankers = store_thanks.list_thankers
        assert await list_thankers(work.conn, sami.id, keys) == {resource.key: (omar.id,)}
        assert await list_thankers(work.conn, omar.id, keys) == {}, "oneself does not count"
        assert await list_thankers(work.conn, stranger.id, keys) == {}
        assert await list_thankers(work.conn, sami.id, []) == {}
        stay = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=omar.id)
        assert stay is not None
        await circle_store.end_stay(work.conn, stay, now=work.now)
        assert await list_thankers(work.conn, sami.id, keys) == {}


async def test_more_thanks_on_a_day_change_the_one_message(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    resource = await shared(bench, amina, circle)
    sami = await bench.person("Sami")
    await bench.joins(circle, sami)
    async with bench.work() as work:
        for fellow in (omar, sami):
            await actions_sharing.thank(work, fellow, resource.id, circle.id)
    (message,) = await bench.planned(kind="thanks")
    assert message.payload is not None
    assert "Omar" in message.payload["html"]
    assert "Sami" in message.payload["html"]


async def test_of_two_who_share_the_same_link_at_once_one_is_first(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    resources = {person.id: await sent(bench, person) for person in (amina, omar)}

    async def share(person: Person) -> Shared | SharedBefore:
        async with bench.work() as work:
            return await actions_sharing.share_with(
                work, person, resources[person.id].id, circle.id
            )

    outcomes = await asyncio.gather(share(amina), share(omar))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Shared", "SharedBefore"]
    async with bench.work() as work:
        assert len(await store_seen.list_shared_in(work.conn, circle.id)) == 1
    assert len(await bench.planned(kind="link")) == 1


async def test_the_same_link_sent_twice_at_once_is_one(bench: Bench, amina: Person) -> None:
    async def send() -> None:
        async with bench.work() as work:
            await actions.collect(work, amina, [link_to("a")])

    await asyncio.gather(*(send() for _ in range(4)))
    async with bench.work() as work:
        assert len(await store.list_all(work.conn, amina.id)) == 1


async def test_a_circles_links_are_read_a_page_at_a_time(
    bench: Bench, amina: Person, circle: Circle
) -> None:
    for n in range(10):
        await shared(bench, amina, circle, str(n))
        bench.clock.advance(seconds=1)
    async with bench.work() as work:
        assert await store_seen.count_shared_in(work.conn, circle.id) == 10
        page = await store_seen.list_shared_in(work.conn, circle.id, limit=8, offset=8)
        assert [found.resource.url[-1] for found in page] == ["1", "0"]
        since = work.now - timedelta(seconds=3)
        late = await store_seen.list_shared_in(work.conn, circle.id, since)
        assert [found.resource.url[-1] for found in late] == ["9", "8"]


# Hearing --------------------------------------------------------------------------------------------


async def test_who_hears_weekly_or_never_is_told_nothing_at_once(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    sami = await bench.person("Sami")
    await bench.joins(circle, sami)
    async with bench.work() as work:
        await actions_sharing.set_hearing(work, omar, circle.id, Hears.WEEKLY)
        await actions_sharing.set_hearing(work, sami, circle.id, Hears.NEVER)
    await shared(bench, amina, circle)
    assert await bench.planned(kind="link") == []
    bench.clock.move_to(datetime(2026, 3, 7, 8, 0, tzinfo=UTC))
    async with bench.work() as work:
        assert await due.tell_weeks(work) == 1
        assert await due.tell_weeks(work) == 0
    assert [row.chat_id for row in await bench.planned(kind="links_weekly")] == [omar.chat_id]


async def test_an_outage_over_the_weekend_leaves_the_links_to_the_next_week(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    async with bench.work() as work:
        await actions_sharing.set_hearing(work, omar, circle.id, Hears.WEEKLY)
    await shared(bench, amina, circle)
    bench.clock.move_to(datetime(2026, 3, 9, 8, 1, tzinfo=UTC))
    async with bench.work() as work:
        await due.tell_weeks(work)
    assert await bench.planned(kind="links_weekly") == []
    bench.clock.move_to(datetime(2026, 3, 14, 8, 0, tzinfo=UTC))
    async with bench.work() as work:
        await due.tell_weeks(work)
    assert len(await bench.planned(kind="links_weekly")) == 1


async def test_a_setting_changed_meanwhile_is_obeyed_when_it_is_sent(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    await shared(bench, amina, circle)
    async with bench.work() as work:
        (row,) = await outbox_store.list_planned(work.conn, chat_id=omar.chat_id)
        assert await due.wants_link(work.conn, row, work.now)
        await actions_sharing.set_hearing(work, omar, circle.id, Hears.WEEKLY)
        assert not await due.wants_link(work.conn, row, work.now)
        await actions_sharing.set_hearing(work, omar, circle.id, Hears.AT_ONCE)
        stay = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=amina.id)
        assert stay is not None
        await circle_store.end_stay(work.conn, stay, now=work.now)
        assert not await due.wants_link(work.conn, row, work.now)


async def test_the_week_names_ten_links_and_says_how_many_more(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    async with bench.work() as work:
        await actions_sharing.set_hearing(work, omar, circle.id, Hears.WEEKLY)
    for n in range(12):
        await shared(bench, amina, circle, f"{n}")
        bench.clock.advance(seconds=60)
    bench.clock.move_to(datetime(2026, 3, 7, 8, 0, tzinfo=UTC))
    async with bench.work() as work:
        await actions_weekly.tell_due(work)
    (row,) = await bench.planned(kind="links_weekly")
    assert row.payload is not None
    assert len(row.payload["buttons"]) == 10
    assert "2 more are in the list" in row.payload["html"]


# Going ----------------------------------------------------------------------------------------------


async def test_what_stands_on_a_queue_is_removed_from_all_else(
    bench: Bench, amina: Person, circle: Circle
) -> None:
    resource = await shared(bench, amina, circle)
    async with bench.work() as work:
        await work.conn.execute(
            queue_entries.insert().values(
                person_id=amina.id, resource_id=resource.id, state="waiting", position=1, note="",
                minutes_spent=0, added_at=work.now,
            )
        )  # fmt: skip
        await actions.remove(work, amina, resource.id)
        assert await store.list_mine(work.conn, amina.id) == []
        assert await store_seen.list_shared_in(work.conn, circle.id) == []
        assert (await store.get_resource(work.conn, resource.id)).url == resource.url
        again = await actions.collect(work, amina, [link_to("a")])
        assert [r.id for r in again.new] == [resource.id], "nobody has it in their list any more"
        assert len(await store.list_mine(work.conn, amina.id)) == 1


async def test_export_gives_ones_own_and_erasure_leaves_what_is_others(
    bench: Bench, amina: Person, omar: Person, circle: Circle
) -> None:
    resource = await shared(bench, amina, circle)
    other = await shared(bench, omar, circle, "b")
    async with bench.work() as work:
        await actions.set_why(work, amina, resource.id, "Quaternion")
        copy = await actions.copy_of_fellow(work, omar, resource.id)
        await actions_sharing.thank(work, amina, other.id, circle.id)
        await actions_sharing.set_hearing(work, amina, circle.id, Hears.WEEKLY)
        told = await privacy.export(work.conn, amina.id)
        assert [link["why"] for link in told["links"]] == ["Quaternion"]
        assert told["links"][0]["shared_with_circles"] == [circle.id]
        assert [thanked["url"] for thanked in told["thanks"]] == [other.url]
        assert told["hears_of_links"] == [{"circle": "Data", "hears": "weekly"}]
        assert "Quaternion" not in str(await privacy.export(work.conn, omar.id))

        await privacy.erase(work, amina.id)
        assert await store.list_all(work.conn, amina.id) == []
        assert (await store.get_resource(work.conn, copy.id)).saved_from is None
        (left,) = await store_seen.list_shared_in(work.conn, circle.id)
        assert (left.resource.id, left.thanks) == (other.id, 0)
    waiting = [r for r in await bench.planned() if r.state == "planned"]
    assert not [r for r in waiting if r.kind in {"link", "thanks"} and "Amina" in str(r.payload)]


async def test_hostile_titles_from_pages_are_cut_and_cleaned(bench: Bench, amina: Person) -> None:
    resource = await sent(bench, amina)
    async with bench.work() as work:
        (task,) = await actions_lookup.claim(work, 1)
        page = PageRead(title="\u202ea\x00b\n" + "x" * 500, site="\u2066" + "y" * 300, words=10**9)
        await actions_lookup.settle(work, task, page)
        found = await store.get_resource(work.conn, resource.id)
    assert found.title.startswith("ab x")
    assert (len(found.title), len(found.site), found.minutes) == (300, 100, None)


async def test_the_next_moments_are_the_truth(bench: Bench, amina: Person) -> None:
    now = bench.clock.now()
    async with bench.work() as work:
        assert await due.next_answer_at(work.conn, now) is None
    await sent(bench, amina)
    async with bench.work() as work:
        assert await due.next_lookup_at(work.conn, now) == now
        assert await due.next_answer_at(work.conn, now) == now + timedelta(seconds=3)
