"""Every step of the talks about links, restarted all the time."""

from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from bot.resources import store
from bot.resources.records import Resource
from tests.stories.test_restarts import OF_LINKS, STEPS, Walk, WalkedStory, walk_through
from tests.support.links import TITLE, put_article
from tests.support.story import Actor

WHY: Final = {"en": "It changed my reports", "ar": "غيّر طريقة تقاريري"}


async def newest(story: WalkedStory, actor: Actor) -> Resource:
    person = await actor.person()
    async with story.work() as work:
        return (await store.list_mine(work.conn, person.id))[0]


async def a_link_is_shared(story: WalkedStory) -> None:
    for name, language in (("Amina", "en"), ("ليلى", "ar")):
        story.restarts_always = False
        actor = await story.actor(name, language=language)
        story.restarts_always = True
        await actor.says("/share")
        await actor.says(put_article(story))

        actor.sees("Title: {title}", title=TITLE)
        assert (await newest(story, actor)).minutes == 5


async def all_that_is_missing_is_typed(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    story.restarts_always = True
    await amina.says("http://nowhere.example/x")
    await story.wait(seconds=3)
    await amina.presses("Practise")
    await amina.presses("Another length")
    await amina.says("25")
    await amina.says("An exercise")

    found = await newest(story, amina)
    assert (found.title, found.mode, found.minutes) == ("An exercise", "practise", 25)


async def a_link_is_described(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    story.restarts_always = True
    await layla.says(put_article(story))
    await layla.presses("Tags")
    await layla.says("إحصاء #وسيط")
    await layla.presses("Why line")
    await layla.says(WHY["ar"])

    found = await newest(story, layla)
    assert (set(found.tags), found.why) == ({"إحصاء", "وسيط"}, WHY["ar"])


WALKS: Final[Mapping[str, Sequence[Walk]]] = {
    "share_link": (a_link_is_shared,),
    "link_edit": (all_that_is_missing_is_typed, a_link_is_described),
}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", OF_LINKS)
async def test_every_step_outlives_a_restart(sqlite_url: str, name: str) -> None:
    assert name in WALKS, "a guided talk without a walk"

    assert await walk_through(sqlite_url, name, WALKS[name]) == STEPS[name]
