"""The real bot in every weather that the playground's page can switch on: what people did is done, and once."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from telegram.error import TelegramError

from bot.circles import actions_hosts
from bot.playground.line.weather import Condition, Kind
from bot.playground.server import serve
from bot.playground.world import World
from tests.support.circles import found_circle, put_in
from tests.support.story import Actor, Story

pytestmark = pytest.mark.asyncio

WEATHERS = [
    pytest.param(Condition(kind=Kind.LATENCY, ms=30), id="latency"),
    pytest.param(Condition(kind=Kind.ERRORS), id="errors"),
    pytest.param(Condition(kind=Kind.DROP), id="drop"),
    pytest.param(Condition(kind=Kind.FLOOD, retry_after=3), id="flood"),
    pytest.param(Condition(kind=Kind.OFFLINE), id="offline"),
]
HELP = "My goals: what I learn"
SEVEN_IN_CAIRO = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
NUDGE = "It is your learning time."


@pytest_asyncio.fixture
async def story(sqlite_url: str) -> AsyncIterator[Story]:
    """The whole bot; calls fail here because that was asked for."""
    world = World()
    async with serve(world) as server:
        told = Story(world, server, sqlite_url)
        await told.begin()
        yield told
        await told.end()


async def endures(story: Story, *, rounds: int = 6) -> None:
    """The bot tries; each part by itself, as its loops do, and a second passes between two tries."""
    app = story.app
    for _ in range(rounds):
        for part in (app.pump.run_round, app.scheduler.tick, app.dispatcher.run_round):
            with suppress(TelegramError):
                await app.poller.poll_once(timeout_seconds=0)
            await part()
        await app.background.finish()
        story.clock.advance(seconds=1)


def count(actor: Actor, text: str) -> int:
    return sum(text in shown for shown in actor.texts())


@pytest.mark.parametrize("condition", WEATHERS)
async def test_what_somebody_wrote_and_pressed_meanwhile_is_done_once(
    story: Story, condition: Condition
) -> None:
    amina = await story.actor("Amina")
    await amina.says("/times add daily 19:00 45m listen")
    asked, calls = amina.last, len(story.world.ledger)

    story.world.weather.set(condition)
    pressed = amina.player.press(asked, "Yes")
    amina.player.send("/help")
    await endures(story)
    story.world.weather.clear()
    await story.settle()

    done = story.world.ledger.calls(after=calls)
    edits = [call for call in done if call.method == "editMessageText" and call.accepted]
    answers = [call for call in done if call.method == "answerCallbackQuery" and call.accepted]
    assert len(edits) == len({str(call.parameters["text"]) for call in edits}) == 1
    assert [call.parameters["callback_query_id"] for call in answers] == [pressed]
    assert count(amina, HELP) == 1
    await story.wait(hours=24)
    assert count(amina, NUDGE) == 1, "one learning time was kept"


# Where only what is sent is struck, Halqa hears people and cannot know what became of its answers:
# docs/explain/delivery.md says what follows for each class. How many replies and nudges, and decisions, arrive:
ONCE, NEVER_TWICE, ONCE_OR_TWICE = {1}, {0, 1}, {1, 2}
BY_CLASS = [
    pytest.param(Condition(kind=Kind.LATENCY, methods="send", ms=30), ONCE, ONCE, id="latency"),
    pytest.param(Condition(kind=Kind.FLOOD, methods="send"), ONCE, ONCE, id="flood"),
    pytest.param(Condition(kind=Kind.DROP, methods="send"), ONCE, ONCE_OR_TWICE, id="drop"),
    pytest.param(Condition(kind=Kind.ERRORS, methods="send"), NEVER_TWICE, ONCE, id="errors"),
    pytest.param(Condition(kind=Kind.ERRORS, share=0.5), NEVER_TWICE, ONCE, id="some errors"),
    pytest.param(Condition(kind=Kind.OFFLINE, methods="send"), NEVER_TWICE, ONCE, id="offline"),
]


@pytest.mark.parametrize(("condition", "replies", "decisions"), BY_CLASS)
async def test_what_is_sent_meanwhile_arrives_as_its_class_promises(
    story: Story, condition: Condition, replies: set[int], decisions: set[int]
) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    circle = await found_circle(story, amina, "Data")
    await put_in(story, circle, yusuf)
    await amina.says("/times add daily 19:00 45m listen")
    await amina.presses("Yes")
    host = await amina.person()
    story.clock.move_to(SEVEN_IN_CAIRO)

    story.world.weather.set(condition)
    yusuf.player.send("/help")
    async with story.app.works.begin(origin="closes") as work:
        await actions_hosts.archive(work, host, circle_id=circle.id)
    await endures(story)
    story.world.weather.clear()
    await story.wait(minutes=10)

    assert count(yusuf, HELP) in replies
    assert count(amina, NUDGE) in replies
    assert sum("Data" in text and "closed" in text for text in yusuf.texts()) in decisions
    await yusuf.says("/help")
    assert count(yusuf, HELP) >= 1, "and everything works again"
