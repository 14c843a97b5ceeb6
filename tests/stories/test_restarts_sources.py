"""Every step of the talks about sources, restarted all the time."""

from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from bot.goals.records import Goal
from bot.sources import store
from bot.sources.records import Source, SourceKind
from tests.stories.test_restarts import OF_SOURCES, STEPS, Walk, WalkedStory, walk_through
from tests.support.circles import found_circle, put_in
from tests.support.learning import add_goal
from tests.support.story import Actor


async def with_goal(story: WalkedStory, actor: Actor, field: str) -> Goal:
    person = await actor.person()
    async with story.work() as work:
        return await add_goal(work, person, field)


async def sources_of(story: WalkedStory, actor: Actor) -> list[Source]:
    person = await actor.person()
    async with story.work() as work:
        return await store.list_sources(work.conn, person.id)


async def a_handle_is_added_for_a_goal(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    goal = await with_goal(story, amina, "Python")
    story.restarts_always = True
    await amina.says("/sources")
    await amina.presses("Add a source")
    await amina.says("@karpathy")
    await amina.presses("YouTube")
    await amina.presses_starting("Python")

    amina.sees("For: {goals}", goals="Python")
    (source,) = await sources_of(story, amina)
    async with story.work() as work:
        assert await store.list_goal_ids(work.conn, source.id) == [goal.id]
    assert source.site == "youtube.com"


async def a_hashtag_is_added_for_no_goal(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    await with_goal(story, layla, "بايثون")
    story.restarts_always = True
    await layla.says("/sources")
    await layla.presses("Add a source")
    await layla.says("#تعلم_الآلة")
    await layla.presses("Skip")

    (source,) = await sources_of(story, layla)
    assert (source.kind, source.title) == (SourceKind.HASHTAG, "#تعلم_الآلة")


async def a_community_is_named_for_a_fellow_member(story: WalkedStory) -> None:
    for host, fellow, language in (("Amina", "Omar", "en"), ("ليلى", "سامي", "ar")):
        story.restarts_always = False
        asker, other = [await story.actor(name, language=language) for name in (host, fellow)]
        circle = await found_circle(story, asker, f"Data {language}")
        await put_in(story, circle, other)
        goal = await with_goal(story, asker, "Rust")
        story.restarts_always = True
        await asker.says("/goals")
        await asker.presses_starting("Rust")
        await asker.presses("Sources")
        await asker.presses("Ask my circle")
        await asker.presses("Ask them")
        await other.presses("Add one")
        await other.says("@rustaceans")
        await other.presses("Telegram")

        asker.sees_text("@rustaceans")
        (source,) = await sources_of(story, other)
        assert (source.kind, source.site) == (SourceKind.COMMUNITY, "t.me")
        assert goal.id


async def a_source_is_renamed_noted_and_tagged(story: WalkedStory) -> None:
    for name, language in (("Amina", "en"), ("ليلى", "ar")):
        story.restarts_always = False
        actor = await story.actor(name, language=language)
        await actor.says("/sources add jvns.ca")
        story.restarts_always = True
        await actor.presses("Rename")
        await actor.says("Julia Evans")
        await actor.presses("Note")
        await actor.says("short and clear")
        await actor.presses("Tags")
        await actor.says("linux, shell")

        (source,) = await sources_of(story, actor)
        assert (source.title, source.note, source.tags) == (
            "Julia Evans",
            "short and clear",
            ("linux", "shell"),
        )


WALKS: Final[Mapping[str, Sequence[Walk]]] = {
    "source": (a_handle_is_added_for_a_goal, a_hashtag_is_added_for_no_goal),
    "community": (a_community_is_named_for_a_fellow_member,),
    "source_edit": (a_source_is_renamed_noted_and_tagged,),
}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", OF_SOURCES)
async def test_every_step_outlives_a_restart(sqlite_url: str, name: str) -> None:
    assert name in WALKS, "a guided talk without a walk"

    assert await walk_through(sqlite_url, name, WALKS[name]) == STEPS[name]
