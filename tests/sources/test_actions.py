"""Sources on a real database of each engine."""

import pytest

from bot.errors import NotForYou
from bot.goals.records import Goal
from bot.people.records import Person
from bot.sources import actions, privacy, rules, store
from bot.sources.records import LONGEST_TAG, MOST_TAGS, Refusal, Source, SourceDraft, SourceKind
from bot.sources.rules_recognising import recognise
from tests.support.bench import Bench
from tests.support.learning import add_goal

pytestmark = pytest.mark.asyncio


def draft_of(typed: str) -> SourceDraft:
    draft = recognise(typed)
    assert isinstance(draft, SourceDraft)
    return draft


async def source_of(bench: Bench, person: Person, typed: str, *goals: Goal) -> Source:
    async with bench.work() as work:
        added = await actions.add_source(
            work, person, draft_of(typed), goal_ids=[goal.id for goal in goals]
        )
    assert isinstance(added, Source)
    return added


async def test_a_source_is_kept_with_its_tags_and_goals(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        goal = await add_goal(work, amina, "Python")
        added = await actions.add_source(
            work, amina, draft_of("r/python"), goal_ids=[goal.id], tags=["code", "code", " ", "b"]
        )
        assert isinstance(added, Source)
        for_goal = await store.list_for_goal(work.conn, goal.id)
        counts = await store.count_by_goal(work.conn, amina.id)

    assert (added.kind, added.title, added.tags) == (
        SourceKind.COMMUNITY,
        "r/python",
        ("b", "code"),
    )
    assert [source.id for source in for_goal] == [added.id]
    assert counts == {goal.id: 1}


async def test_the_same_source_twice_is_one_and_serves_the_new_goal_too(bench: Bench) -> None:
    amina = await bench.person("Amina")
    first = await source_of(bench, amina, "x.com/karpathy")
    async with bench.work() as work:
        goal = await add_goal(work, amina, "Python")
        again = await actions.add_source(
            work, amina, draft_of("@Karpathy on twitter"), goal_ids=[goal.id]
        )
        served = await store.list_goal_ids(work.conn, first.id)
        count = await store.count_sources(work.conn, amina.id)

    assert again is Refusal.ALREADY
    assert (served, count) == ([goal.id], 1)


async def test_two_people_may_have_the_same_source(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    one = await source_of(bench, amina, "jvns.ca")
    other = await source_of(bench, omar, "jvns.ca")
    assert one.key == other.key
    assert one.id != other.id


async def test_nobody_keeps_more_than_so_many(bench: Bench) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        for n in range(rules.MOST_SOURCES):
            made = await store.add_source(
                work.conn,
                person_id=amina.id,
                draft=draft_of(f"https://example.com/{n}"),
                saved_from=None,
                now=work.now,
            )
            assert made is not None
        one_more = await actions.add_source(work, amina, draft_of("jvns.ca"))
        known = await actions.add_source(work, amina, draft_of("https://example.com/7"))

    assert (one_more, known) == (Refusal.TOO_MANY, Refusal.ALREADY)


async def test_somebody_elses_source_is_answered_like_none(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    source = await source_of(bench, amina, "jvns.ca")
    async with bench.work() as work:
        goal = await add_goal(work, omar, "Go")
        for attempt in (
            actions.own_source(work, omar, source.id),
            actions.own_source(work, omar, 999),
            actions.set_kind(work, omar, source.id, SourceKind.FEED),
            actions.set_title(work, omar, source.id, "mine"),
            actions.set_note(work, omar, source.id, "mine"),
            actions.set_tags(work, omar, source.id, ["mine"]),
            actions.remove_source(work, omar, source.id),
            actions.serve(work, omar, source.id, goal.id, is_served=True),
            actions.serve(work, amina, source.id, goal.id, is_served=True),
            actions.add_source(work, amina, draft_of("a.example/x"), goal_ids=[goal.id]),
        ):
            with pytest.raises(NotForYou):
                await attempt
        unchanged = await store.get_source(work.conn, source.id)

    assert unchanged == source


async def test_a_source_is_corrected_and_removed_with_all_that_belongs_to_it(
    bench: Bench,
) -> None:
    amina = await bench.person("Amina")
    async with bench.work() as work:
        goal = await add_goal(work, amina, "Python")
    source = await source_of(bench, amina, "jvns.ca", goal)
    async with bench.work() as work:
        await actions.set_kind(work, amina, source.id, SourceKind.FEED)
        await actions.set_title(work, amina, source.id, "Julia Evans")
        await actions.set_note(work, amina, source.id, "short and clear")
        changed = await actions.set_tags(work, amina, source.id, ["linux"])
    assert (changed.kind, changed.title, changed.note, changed.tags) == (
        SourceKind.FEED,
        "Julia Evans",
        "short and clear",
        ("linux",),
    )
    async with bench.work() as work:
        await actions.remove_source(work, amina, source.id)
        assert await store.list_for_goal(work.conn, goal.id) == []
        with pytest.raises(NotForYou):
            await store.get_source(work.conn, source.id)


async def test_the_export_holds_each_source_and_the_erasure_leaves_none(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    async with bench.work() as work:
        goal = await add_goal(work, amina, "Python", focus="testing")
        await actions.add_source(work, amina, draft_of("jvns.ca"), goal_ids=[goal.id], tags=["a"])
        await actions.add_source(work, omar, draft_of("jvns.ca"), saved_from=amina.id)
    async with bench.work() as work:
        (told,) = (await privacy.export(work.conn, amina.id))["sources"]
        await privacy.erase(work, amina.id)
        left = await store.list_sources(work.conn, amina.id)
        (copy,) = await store.list_sources(work.conn, omar.id)

    assert (told["url"], told["goals"], told["tags"]) == ("https://jvns.ca/", ["testing"], ["a"])
    assert left == []
    assert copy.saved_from is None, "what others saved stays theirs, from nobody"


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("linux, shell", ("linux", "shell")),
        ("#linux #shell", ("linux", "shell")),
        ("خوارزميات، تعلّم", ("خوارزميات", "تعلّم")),
        ("Linux linux LINUX", ("Linux",)),
        ("", ()),
        (" , # ", ()),
        ("a b c d e f", None),
        ("x" * (LONGEST_TAG + 1), None),
    ],
)
async def test_tags_are_read_as_people_type_them(typed: str, tags: tuple[str, ...] | None) -> None:
    assert rules.read_tags(typed) == tags
    assert len(rules.kept_tags(typed.split())) <= MOST_TAGS


async def test_a_page_that_is_gone_is_the_last_one_there_is() -> None:
    assert rules.page_of(0, 3) == 0
    assert rules.page_of(rules.PAGE, 1) == 0
    assert rules.page_of(rules.PAGE + 1, 1) == 1
    assert rules.page_of(rules.PAGE + 1, 9) == 1
