"""Every step of the talks about the queue, restarted all the time."""

from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from bot.queue import store
from bot.queue.records import Entry, EntryState
from tests.stories.test_restarts import OF_QUEUE, STEPS, Walk, WalkedStory, walk_through
from tests.support.learning import add_link
from tests.support.story import Actor


async def with_a_link(story: WalkedStory, name: str, *, language: str = "en") -> Actor:
    """Somebody who has opened the one entry of their list."""
    actor = await story.actor(name, language=language)
    person = await actor.person()
    async with story.work() as work:
        await add_link(work, person, "Bayes in an hour")
    await actor.says("/queue")
    await actor.presses("1")
    story.restarts_always = True
    return actor


async def entry_of(story: WalkedStory, actor: Actor) -> Entry:
    person = await actor.person()
    async with story.work() as work:
        found = await store.list_open(work.conn, person.id)
        return (found or await store.list_ended(work.conn, person.id))[0]


async def a_note_is_written(story: WalkedStory) -> None:
    amina = await with_a_link(story, "Amina")
    await amina.presses("Note")
    await amina.says("Chapter 3")
    amina.sees("The note is kept.")
    assert (await entry_of(story, amina)).note == "Chapter 3"


async def a_note_is_written_and_removed(story: WalkedStory) -> None:
    layla = await with_a_link(story, "ليلى", language="ar")
    await layla.presses("Note")
    await layla.says("الفصل الثالث")
    await layla.presses("Change the note")
    await layla.presses("Remove the note")
    layla.sees("The note is removed.")
    assert (await entry_of(story, layla)).note == ""


async def it_took_what_was_typed(story: WalkedStory) -> None:
    layla = await with_a_link(story, "سلمى", language="ar")
    await layla.presses("Done", context="queue")
    await layla.says("نص ساعة")
    entry = await entry_of(story, layla)
    assert (entry.state, entry.minutes_spent) == (EntryState.DONE, 30)


async def it_took_what_was_pressed(story: WalkedStory) -> None:
    amina = await with_a_link(story, "Nora")
    await amina.presses("Done", context="queue")
    await amina.presses_starting("12 min")
    assert (await entry_of(story, amina)).minutes_spent == 12


WALKS: Final[Mapping[str, Sequence[Walk]]] = {
    "queue_note": (a_note_is_written, a_note_is_written_and_removed),
    "queue_done": (it_took_what_was_typed, it_took_what_was_pressed),
}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", OF_QUEUE)
async def test_every_step_outlives_a_restart(sqlite_url: str, name: str) -> None:
    assert name in WALKS, "a guided talk without a walk"

    assert await walk_through(sqlite_url, name, WALKS[name]) == STEPS[name]
