"""What fellow members share of their sources, and a circle that is asked for communities elsewhere."""

from datetime import timedelta

import pytest

from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.goals import store as goal_store
from bot.goals.records import GoalDraft
from bot.sources import actions_sharing
from bot.sources.records import SourceKind
from tests.stories.test_sources import LANGUAGES, sources_of
from tests.stories.test_wrong_buttons import NOT_FOR_YOU, OLD_BUTTON, data_of
from tests.support.circles import found_circle, put_in
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
QUESTION = (
    "{name} is learning {field} and asks: which communities elsewhere are you in "
    "(a LinkedIn group, a Slack, a subreddit)?"
)


async def in_a_circle(story: Story, language: str) -> tuple[Circle, Actor, Actor]:
    """Amina, who hosts, and Omar."""
    amina = await story.actor("Amina", language=language)
    omar = await story.actor("Omar", language=language)
    circle = await found_circle(story, amina, "Data")
    await put_in(story, circle, omar)
    return circle, amina, omar


async def with_goal(actor: Actor, field: str, *, is_shared: bool = False) -> int:
    person = await actor.person()
    async with actor.story.app.works.begin(origin=f"goal{field}{person.id}") as work:
        goal = await goal_store.add_goal(
            work.conn, person_id=person.id, draft=GoalDraft(field=field), now=work.now
        )
        if is_shared:
            for _, stay in await circle_store.list_circles_of(work.conn, person.id):
                await goal_store.share(work.conn, goal_id=goal.id, member_id=stay.id)
        return goal.id


async def leaves(story: Story, circle: Circle, actor: Actor) -> None:
    person = await actor.person()
    async with story.app.works.begin(origin=f"leaves{person.id}") as work:
        await circle_actions.leave(work, person, circle_id=circle.id)


@LANGUAGES
async def test_a_fellow_member_sees_what_is_shared_and_saves_it(
    story: Story, language: str
) -> None:
    circle, amina, omar = await in_a_circle(story, language)
    await with_goal(omar, "Rust", is_shared=True)
    await omar.says("/sources add jvns.ca")
    await omar.presses("Note")
    await omar.says("a private line")
    await omar.presses("Which goals")
    await omar.presses_starting("Rust")
    await omar.presses("Back")
    await omar.presses("Who sees it")
    await omar.presses_starting("Data")
    await omar.presses("Back")
    omar.sees("Shared with: {circles}", circles=omar.say.listed(["Data"]))

    await amina.says("/sources")
    await amina.presses("What my circles share")
    amina.sees("Shared by: {name}", name="Omar")
    amina.sees("For: {fields}", fields=amina.say.listed(["Rust"]))
    await amina.presses_starting("jvns.ca")
    page, save = amina.last, data_of(amina.last, amina.label("Save to mine"))
    await amina.presses("Save to mine")
    amina.sees("Saved from {name}", name="Omar")
    await amina.presses_data(page, save)
    amina.sees("This is among your sources already.")
    amina.does_not_see("a private line")
    assert [s.title for s in await sources_of(amina)] == ["jvns.ca"]

    await leaves(story, circle, omar)
    await amina.says("/sources")
    await amina.presses("What my circles share")
    amina.sees("Nobody shares a source here yet. Yours may be the first.")
    assert not story.refused_calls()


@LANGUAGES
async def test_a_saved_source_is_saved_once(story: Story, language: str) -> None:
    circle, amina, omar = await in_a_circle(story, language)
    await omar.says("/sources add jvns.ca")
    (source,) = await sources_of(omar)
    sharer = await omar.person()
    async with story.app.works.begin(origin="share") as work:
        await actions_sharing.share_with_all(work, sharer, source.id, is_shared=True)
    for _ in range(2):
        await amina.says("/sources")
        await amina.presses("What my circles share")
        await amina.presses_starting("jvns.ca")
        await amina.presses("Save to mine")
    amina.sees("This is among your sources already.")
    assert len(await sources_of(amina)) == 1
    assert circle.id


# Communities elsewhere ---------------------------------------------------------------------------


async def asks(asker: Actor, field: str) -> None:
    await asker.says("/goals")
    await asker.presses_starting(field)
    await asker.presses("Sources")
    await asker.presses("Ask my circle")


@LANGUAGES
async def test_a_circle_is_asked_once_and_an_answer_comes_back(
    story: Story, language: str
) -> None:
    circle, amina, omar = await in_a_circle(story, language)
    goal_id = await with_goal(amina, "Rust")
    await asks(amina, "Rust")
    amina.sees("{n} fellow member gets this question, once:",
               many="{n} fellow members get this question, once each:", n=1)  # fmt: skip
    preview = amina.last
    ask = data_of(preview, amina.label("Ask them"))
    await amina.presses("Ask them")
    await amina.presses_data(preview, ask)
    amina.sees("No source serves this goal yet.")
    assert amina.label("Ask my circle") not in amina.last.labels
    asked = omar.sees(QUESTION, name="Amina", field="Rust")
    assert len([text for text in omar.texts() if "Rust" in text]) == 1, "asked once"

    await omar.presses("Add one")
    await omar.says("my own thoughts")
    omar.sees("That is not a link, a handle or a hashtag.")
    await omar.says("https://discord.gg/rust-lang")
    omar.sees("{name} hears of it, and your circle sees it.", name="Amina")
    amina.sees("{name} of {circle} names a community for {field}:",
               name="Omar", circle="Data", field="Rust")  # fmt: skip
    await amina.presses("Save to mine")
    amina.sees("For: {goals}", goals=amina.say.listed(["Rust"]))
    (saved,) = await sources_of(amina)
    assert (saved.kind, saved.saved_from) == (SourceKind.COMMUNITY, (await omar.person()).id)

    await omar.presses("Add another")
    await omar.says("r/rust")
    amina.sees_text("r/rust")
    assert len(await sources_of(omar)) == 2
    assert asked.message_id
    assert goal_id
    assert circle.id
    assert not story.refused_calls()


@LANGUAGES
async def test_none_is_an_answer_and_others_cannot_give_it(story: Story, language: str) -> None:
    _, amina, omar = await in_a_circle(story, language)
    layla = await story.actor("Layla", language=language)
    await with_goal(amina, "Rust")
    await asks(amina, "Rust")
    await amina.presses("Ask them")
    add = data_of(omar.last, omar.label("Add one"))
    await layla.presses_data(layla.last, add)
    assert layla.toast == layla.label(OLD_BUTTON)

    await omar.presses("None", context="communities")
    omar.sees("Noted, and thank you for reading it.")
    assert omar.last.labels == []
    assert await sources_of(omar) == []


@LANGUAGES
async def test_a_question_of_somebody_who_left_is_answered_for_oneself(
    story: Story, language: str
) -> None:
    circle, amina, omar = await in_a_circle(story, language)
    layla = await story.actor("Layla", language=language)
    await put_in(story, circle, layla)
    goal_id = await with_goal(omar, "Rust")
    await asks(omar, "Rust")
    await omar.presses("Ask them")
    await layla.presses("Add one")
    await leaves(story, circle, omar)

    await amina.presses("Add one")
    assert amina.toast == amina.label(NOT_FOR_YOU)
    await layla.says("r/rust")
    layla.sees("Saved.")
    omar.does_not_see("r/rust")
    assert [s.title for s in await sources_of(layla)] == ["r/rust"]
    assert goal_id


async def test_at_night_the_question_waits_and_is_dropped_when_the_goal_is_let_go(
    story: Story,
) -> None:
    _, amina, omar = await in_a_circle(story, "en")
    await with_goal(amina, "Rust")
    now = story.clock.now()
    await story.wait_until(now.replace(hour=21, minute=30) + timedelta(days=1))  # 23:30 in Cairo
    await asks(amina, "Rust")
    await amina.presses("Ask them")
    omar.does_not_see("Rust")
    await amina.says("/goals")
    await amina.presses_starting("Rust")
    await amina.presses("Pause it")
    await story.wait(hours=12)
    omar.does_not_see("Rust")
