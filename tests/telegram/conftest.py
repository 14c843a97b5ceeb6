"""A slice of its own, to see what handlers are given."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from telegram import Update

from bot.errors import NotForYou
from bot.outbox.records import Button, Outgoing
from bot.people.actions import meet
from bot.people.feature import FEATURE as PEOPLE
from bot.playground.server import serve
from bot.playground.world import World
from bot.registry import Command, Feature
from bot.telegram.context import BotContext, sender_of
from bot.work import Work
from tests.support.story import Story


@dataclass
class Probe:
    """What happened to the handlers below, and what they are to do."""

    world: World
    seen: list[str] = field(default_factory=list)
    fails: int = 0
    is_slow: bool = False
    wants_what_is_passed_on: bool = True

    async def on_start(self, update: Update, context: BotContext) -> None:
        async with context.begin() as work:
            await meet(work, sender_of(update))

    async def on_command(self, update: Update, context: BotContext) -> None:
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            self.seen.append(f"command {context.line}".strip())
            if context.line == "no":
                raise NotForYou
            buttons = ((Button("Press me", "probe", "7.x"),),)
            outgoing = Outgoing(to=person.chat_id, html="A button", buttons=buttons)
            await work.outbox.reply(outgoing, over=context.over)

    async def on_button(self, update: Update, context: BotContext) -> None:
        self.seen.append(f"press {context.press.number} {context.press.rest}")
        if self.is_slow:
            await self.world.until(
                lambda: bool(self.world.ledger.calls("answerCallbackQuery")), seconds=5
            )
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            if self.fails:
                self.fails -= 1
                raise ZeroDivisionError
            await work.outbox.reply(
                Outgoing(to=person.chat_id, html="Pressed."), over=context.over
            )
        context.toast("Noted")

    async def on_refused_button(self, _update: Update, context: BotContext) -> None:
        async with context.begin():
            raise NotForYou

    async def on_idle_button(self, _update: Update, _context: BotContext) -> None:
        self.seen.append("idle")

    async def on_payload(self, _update: Update, context: BotContext) -> None:
        async with context.begin():
            self.seen.append(f"payload {context.payload}")

    async def on_edit(self, update: Update, context: BotContext) -> None:
        async with context.begin():
            self.seen.append(f"edit {update.effective_message and update.effective_message.text}")

    async def on_text(self, _work: Work, update: Update) -> bool:
        message = update.effective_message
        self.seen.append(f"text {message and message.text}")
        return True

    async def on_passed_on(self, _work: Work, update: Update) -> bool:
        message = update.effective_message
        self.seen.append(f"passed on {message and message.text}")
        return self.wants_what_is_passed_on

    @property
    def feature(self) -> Feature:
        return Feature(
            name="probe",
            commands=(
                Command(name="start", handler=self.on_start, description="Start"),
                Command(name="probe", handler=self.on_command, description="Probe"),
            ),
            buttons={
                "probe": self.on_button,
                "refused": self.on_refused_button,
                "idle": self.on_idle_button,
            },
            payloads={"probe_": self.on_payload},
            on_edit=self.on_edit,
            on_text=self.on_text,
            on_passed_on=self.on_passed_on,
        )


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def probe(world: World) -> Probe:
    return Probe(world)


@pytest_asyncio.fixture
async def told(world: World, probe: Probe, sqlite_url: str) -> AsyncIterator[Story]:
    """The bot with the probe and the lowest slice: nothing is due, so it is quick."""
    async with serve(world) as server:
        story = Story(world, server, sqlite_url, features=(probe.feature, PEOPLE))
        await story.begin()
        yield story
        await story.end()
