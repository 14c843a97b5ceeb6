"""Guided talks while the bot is stopped and started after everything that anybody does.

The walks are in `test_restarts_circles.py`, `test_restarts_plans.py` and so on; each
guided talk there is has its own test, which fails while a step of it is not walked through.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

import pytest

from bot.dialogue import store as dialogue_store
from bot.dialogue.records import Talk
from bot.features import FEATURES
from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World
from bot.work import Work
from tests.support.circles import INTRODUCTION, found_circle, makes_open_invite
from tests.support.story import Actor, Story

STEPS: Final[Mapping[str, frozenset[str]]] = {
    dialogue.name: frozenset(dialogue.steps)
    for feature in FEATURES
    for dialogue in feature.dialogues
}


def talks_of(*slices: str) -> tuple[str, ...]:
    """The names of all guided talks of some slices."""
    return tuple(
        dialogue.name
        for feature in FEATURES
        if feature.name in slices
        for dialogue in feature.dialogues
    )


OF_CIRCLES: Final = talks_of("people", "circles", "acquaintances", "invites", "admissions")
OF_PLANS: Final = talks_of("goals", "slots")
OF_QUEUE: Final = talks_of("queue")
OF_LINKS: Final = talks_of("resources")
OF_SOURCES: Final = talks_of("sources")
OF_FEEDS: Final = talks_of("feeds")
# New slices fall in here, so that a new talk without a walk fails.
OF_ALL_ELSE: Final = tuple(
    name
    for name in STEPS
    if name not in {*OF_CIRCLES, *OF_PLANS, *OF_QUEUE, *OF_LINKS, *OF_SOURCES, *OF_FEEDS}
)


class WalkedStory(Story):
    """A story that writes down which question waits after each restart."""

    def __init__(self, world: World, server: PlaygroundServer, url: str) -> None:
        super().__init__(world, server, url)
        self.visited: set[tuple[str, str]] = set()

    async def settle(self) -> None:
        await super().settle()
        if self.restarts_always:
            self.visited |= {(talk.name, talk.step) for talk in await self.active()}

    async def active(self) -> list[Talk]:
        """The talks that wait for somebody's answer."""
        async with self.app.db.begin() as conn:
            found = [
                await dialogue_store.find_active(conn, chat_id=player.id)
                for player in self.world.players
            ]
        return [talk for talk in found if talk is not None]

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """One transaction: to put something there beforehand, or to look at a row."""
        async with self.app.works.begin(origin=f"look{self.clock.now().timestamp()}") as work:
            yield work


Walk: TypeAlias = Callable[[WalkedStory], Awaitable[None]]


@asynccontextmanager
async def walked_story(url: str) -> AsyncIterator[WalkedStory]:
    """The whole bot on an empty database."""
    world = World()
    async with serve(world) as server:
        story = WalkedStory(world, server, url)
        await story.begin()
        try:
            yield story
        finally:
            await story.end()
        assert not story.refused_calls(), "the strict server refused what Telegram would refuse"


async def walk_through(url: str, name: str, walks: Sequence[Walk]) -> set[str]:
    """Go all walks of one guided talk; returns its steps that waited for an answer after a restart."""
    async with walked_story(url) as story:
        for walk in walks:
            story.restarts_always = False
            await walk(story)
            assert story.restarts_always, "a walk without restarts"
            assert not await story.active(), "a walk ends with the talk's effect"
    return {step for talk, step in story.visited if talk == name}


# Left in the middle --------------------------------------------------------------------------------


async def leaves(actor: Actor, command: str) -> None:
    """Leave the talk with /cancel, and do something else meanwhile."""
    await actor.says("/cancel")
    actor.sees("Left for now. What you answered is kept for a week; to go on: {command}",
               command=command)  # fmt: skip
    await actor.says("/help")


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_talk_that_was_left_goes_on_after_a_restart(
    sqlite_url: str, language: str
) -> None:
    async with walked_story(sqlite_url) as story:
        amina = await story.actor("Amina", language=language)
        story.restarts_always = True
        await amina.says("/new")
        await amina.says("Maps")
        await leaves(amina, "/new")
        assert not await story.active()

        await amina.says("/new")
        amina.sees("You had begun this. We go on where you stopped.")
        amina.sees("The circle “{circle}”.", circle="Maps")
        await amina.says("Geography")
        await leaves(amina, "/new")
        await amina.says("/new")
        await amina.presses("Start over")
        await amina.says("Charts")

        amina.sees("The circle “{circle}”.", circle="Charts")
        assert [(talk.name, talk.step, talk.data) for talk in await story.active()] == [
            ("circle_new", "field", {"name": "Charts"})
        ]


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_picker_that_was_left_is_there_again_after_a_restart(
    sqlite_url: str, language: str
) -> None:
    async with walked_story(sqlite_url) as story:
        amina, layla = [await story.actor(name, language=language) for name in ("Amina", "Layla")]
        await found_circle(story, amina, "Data")
        link = await makes_open_invite(amina)
        story.restarts_always = True
        await layla.opens(link)
        await layla.presses("Ask to join")
        await layla.says(INTRODUCTION)
        await layla.presses("Skip")
        await layla.taps("Cancel")
        layla.sees("Left for now. What you answered is kept for a week; to go on: {command}",
                   command="/join")  # fmt: skip
        assert layla.player.reply_keyboard is None

        await layla.says("/join")
        await layla.picks(amina)
        layla.sees("Your request to join “{circle}” is with its members.", circle="Data")
        await amina.presses("I know them well")

        layla.sees("You are in: {circle}", circle="Data")
