"""A fast clock waits for the bot: nothing falls due unseen, and a press is answered in time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.cli.playing import BotControls
from bot.people import actions as people_actions
from bot.people import store as people_store
from bot.playground.clock import WorldClock
from bot.playground.phone.player import Player
from bot.playground.server import serve
from bot.playground.world import World
from tests.support.bench import make_app

pytestmark = pytest.mark.asyncio

TEN_HOURS_A_SECOND = 36_000.0
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest_asyncio.fixture
async def running(sqlite_url: str) -> AsyncIterator[tuple[World, BotControls, Player]]:
    """A running bot, loops and all, what keeps the clock at its side, and Amina, who learns at seven every evening."""
    world = World(WorldClock.running(MORNING))
    async with serve(world) as server:
        halqa = make_app(sqlite_url, world.clock, server.url)
        controls = BotControls(world, halqa)
        await halqa.start(migrate_first=False)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as beside:
            _ = beside.create_task(halqa.run(stop))
            pace = beside.create_task(controls.keep_pace())
            amina = world.add_person("Amina")
            amina.start()
            await controls.rest()
            async with halqa.works.begin(origin="zone") as work:
                person = await people_store.find_by_telegram_id(work.conn, amina.id)
                assert person is not None
                await people_actions.set_zone(work, person, "Africa/Cairo")
            amina.send("/times add daily 19:00 45m listen")
            await world.until(lambda: "Yes" in amina.last.labels)
            amina.press(amina.last, "Yes")
            await controls.rest()
            yield world, controls, amina
            pace.cancel()
            stop.set()
        await halqa.close()


async def test_at_any_speed_every_nudge_comes_and_none_late(running) -> None:
    world, _, amina = running

    def nudges() -> list[datetime]:
        return [m.date for m in amina.received if "It is your learning time." in m.text]

    world.clock.rate = TEN_HOURS_A_SECOND
    await world.until(lambda: len(nudges()) == 3, seconds=60)
    world.clock.rate = 1

    assert [(at.day, at.hour, at.minute) for at in nudges()] == [
        (2, 17, 0),
        (3, 17, 0),
        (4, 17, 0),
    ]
    assert not [call for call in world.ledger.calls() if call.status >= 400]


async def test_a_press_at_any_speed_is_answered_while_it_is_young(running) -> None:
    world, _, amina = running
    world.clock.rate = TEN_HOURS_A_SECOND
    for _ in range(5):
        amina.send("/times")
        said = len(amina.received)
        await world.until(lambda said=said: len(amina.received) > said)
        label = amina.last.labels[0]
        pressed = amina.press(amina.last, label)
        await world.until(lambda pressed=pressed: amina.answers[-1].callback_id == pressed)

    assert not [call for call in world.ledger.calls() if call.status >= 400]


async def test_a_stopped_clock_moves_only_while_the_bot_has_something_to_say(running) -> None:
    world, controls, amina = running
    world.clock.rate = 0
    await controls.rest()
    before, heard = world.clock.now(), len(amina.received)
    for _ in range(6):  # more than it may say at once
        amina.send("/times")
    await world.until(lambda: len(amina.received) == heard + 6, seconds=30)
    await controls.rest()

    assert (world.clock.now() - before).total_seconds() < 60
    stands = world.clock.now()
    await asyncio.sleep(0.3)  # that nothing happens is all that can be waited for
    assert world.clock.now() == stands
