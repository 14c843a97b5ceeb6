"""Every step of the talks about feeds, restarted all the time."""

from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from bot.feeds import store_subscriptions
from bot.feeds.records import Subscription
from bot.sources import store as source_store
from tests.feeds.following import follow, put_feed
from tests.feeds.makers import opml
from tests.stories.test_feeds_machine import sends
from tests.stories.test_restarts import OF_FEEDS, STEPS, Walk, WalkedStory, walk_through
from tests.support.story import Actor

MUST: Final = {"en": "statistics, program*", "ar": "إحصاء، برمجة"}
MUST_NOT: Final = {"en": "advert*", "ar": "إعلان"}


async def feeds_of(story: WalkedStory, actor: Actor) -> list[Subscription]:
    person = await actor.person()
    async with story.work() as work:
        return await store_subscriptions.list_subscriptions(work.conn, person.id)


async def a_list_is_brought(story: WalkedStory) -> None:
    for name, language in (("Amina", "en"), ("ليلى", "ar")):
        story.restarts_always = False
        actor = await story.actor(name, language=language)
        story.restarts_always = True
        await actor.says("/sources")
        await actor.presses("Import (OPML)")
        await actor.says("blog 1, blog 2")
        actor.sees("I need the file itself, a list of at most 1 MB (OPML).")
        await sends(actor, opml([("Data", "Blog", "http://blog.example/feed")]), "mine")
        await actor.presses("Add all")

        actor.sees("I added {n} feed.", many="I added {n} feeds.", n=1)
        (own,) = await feeds_of(story, actor)
        async with story.work() as work:
            source = await source_store.get_source(work.conn, own.source_id)
        assert (source.title, source.tags) == ("Blog", ("Data",))


async def on_its_page(story: WalkedStory, name: str, *, language: str) -> Actor:
    """Somebody who has opened the page of the one feed they follow."""
    actor = await story.actor(name, language=language)
    person = await actor.person()
    async with story.work() as work:
        await follow(work, person, await put_feed(work, "stats.example"))
    await actor.says("/sources")
    await actor.presses_starting("Feed of stats")
    story.restarts_always = True
    return actor


async def words_are_asked_for(story: WalkedStory) -> None:
    for name, language in (("Amina", "en"), ("ليلى", "ar")):
        story.restarts_always = False
        actor = await on_its_page(story, name, language=language)
        await actor.presses("Only with words")
        await actor.says(MUST[language])
        await actor.presses("Not with words")
        await actor.says(MUST_NOT[language])

        actor.sees_text(MUST_NOT[language])
        (own,) = await feeds_of(story, actor)
        assert (own.include, own.exclude) == (MUST[language].replace("،", ","), MUST_NOT[language])


async def any_words_will_do_again(story: WalkedStory) -> None:
    layla = await on_its_page(story, "سلمى", language="ar")
    for button, words in (("Only with words", MUST["ar"]), ("Not with words", MUST_NOT["ar"])):
        await layla.presses(button)
        await layla.says(words)
        await layla.presses(button)
        await layla.presses("Any words will do")

    layla.sees("Changed.")
    (own,) = await feeds_of(story, layla)
    assert (own.include, own.exclude) == ("", "")


WALKS: Final[Mapping[str, Sequence[Walk]]] = {
    "feed_import": (a_list_is_brought,),
    "feed_words": (words_are_asked_for, any_words_will_do_again),
}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", OF_FEEDS)
async def test_every_step_outlives_a_restart(sqlite_url: str, name: str) -> None:
    assert name in WALKS, "a guided talk without a walk"

    assert await walk_through(sqlite_url, name, WALKS[name]) == STEPS[name]
