"""Somebody else holds the SQLite file for a while (a backup, a browser of databases): a delay, no more."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy.engine import make_url

from bot.people import actions as people_actions
from bot.people import store as people_store
from bot.texts import Digits
from bot.work import Work
from tests.safety.races import foreign
from tests.safety.races.racing import race_on
from tests.support.story import Story

pytestmark = pytest.mark.asyncio

TURNS: Final = 100  # of the event loop, a hundredth of a second each, while the file is held
HELD = [
    pytest.param(TURNS, id="a-second"),
    pytest.param(
        20 * TURNS, id="twenty-seconds", marks=[pytest.mark.long, pytest.mark.timeout(600)]
    ),
]


@asynccontextmanager
async def held_by_another(url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The file is another process's until it is let go."""
    path = make_url(url).database
    assert path is not None
    holder = await asyncio.create_subprocess_exec(
        sys.executable,
        str(Path(foreign.__file__)),
        path,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"held\n"
    try:
        yield holder
    finally:
        await let_go(holder)


async def let_go(holder: asyncio.subprocess.Process) -> None:
    """The file is free when this returns."""
    if holder.returncode is None:
        await holder.communicate(b"go\n")


async def turn(times: int) -> None:
    """The loop goes round so often: nothing blocks it."""
    for _ in range(times):
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("turns", HELD)
async def test_works_wait_beside_the_event_loop_and_then_succeed(
    sqlite_url: str, turns: int
) -> None:
    async with race_on(sqlite_url, 20_261_124) as race:
        people = await race.people(*(f"Person {n}" for n in range(20)))

        async def changes(number: int) -> None:
            async def run(work: Work) -> None:
                await people_actions.set_digits(work, people[number], Digits.ARABIC)

            await race.together(run)

        async with held_by_another(sqlite_url) as holder, asyncio.TaskGroup() as group:
            tasks = [group.create_task(changes(number)) for number in range(len(people))]
            await turn(turns)
            assert not any(task.done() for task in tasks)
            await let_go(holder)

        async with race.bench.work() as work:
            kept = await people_store.list_people(work.conn, [person.id for person in people])
        assert {person.digits for person in kept.values()} == {Digits.ARABIC}


@pytest.mark.parametrize("turns", HELD)
async def test_whoever_writes_meanwhile_gets_the_usual_answer(story: Story, turns: int) -> None:
    amina = await story.actor("Amina")
    said_before = len(amina.player.received)

    async with held_by_another(story.url) as holder, asyncio.TaskGroup() as group:
        amina.player.send("/circles")
        amina.player.send("/privacy")
        settling = group.create_task(story.settle())
        await turn(turns)
        assert not settling.done()
        assert len(amina.player.received) == said_before
        await let_go(holder)

    said = amina.texts()[said_before:]
    assert len(said) == 2
    assert not any("fault on our side" in text for text in said)
