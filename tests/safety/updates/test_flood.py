"""One person who sends without end: the others do not wait, and the flooder is told once."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.inbox import store as inbox_store
from bot.telegram.incoming import SLOW_DOWN
from tests.support.story import Story

FLOOD = 10_000  # updates in a minute (T-10)
BATCH = 100  # what one getUpdates brings
EVERY = 10  # batches after which somebody honest writes
MOST_GROWTH = 2 * 2**20  # bytes


def size(url: str) -> int:
    """The database's file, its log merged into it: the log is bounded, and used again."""
    path = Path(url.partition("///")[2])
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("pragma wal_checkpoint(truncate)")
    return path.stat().st_size


@pytest.mark.asyncio
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_flood_delays_nobody_is_answered_once_and_leaves_little(
    story: Story, sqlite_url: str, language: str
) -> None:
    flooder = await story.actor("Hadi", language=language)
    amina = await story.actor("Amina")
    await story.wait(minutes=5)
    before, grown_from = len(flooder.player.received), size(sqlite_url)
    answered = 0
    for number in range(FLOOD // BATCH):
        for _ in range(BATCH):
            flooder.player.send("again and again")
        seen = len(amina.player.received)
        if number % EVERY == 0:
            amina.player.send("/help")
        story.clock.advance(seconds=60 / (FLOOD // BATCH))
        while await story.app.poller.poll_once(timeout_seconds=0):
            pass
        for _ in range(3):
            await story.app.step()
        if number % EVERY == 0:
            assert len(amina.player.received) == seen + 1, "she is answered in the same rounds"
            answered += 1
    shown = flooder.player.received[before:]

    assert answered == FLOOD // BATCH // EVERY
    flooder.sees(SLOW_DOWN)
    assert len(shown) <= 4, "at most three answers and the notice, then silence"
    assert sum(SLOW_DOWN in text or flooder.say.looked_up(SLOW_DOWN) in text
               for text in flooder.texts()) == 1  # fmt: skip
    grown = size(sqlite_url) - grown_from
    assert grown <= MOST_GROWTH, f"{grown} bytes"
    async with story.app.db.begin() as conn:
        assert (await inbox_store.count_ignored(conn))[inbox_store.TOO_MANY] > 1

    await story.wait(minutes=2)
    seen = len(flooder.player.received)
    await flooder.says("/help")
    assert len(flooder.player.received) == seen + 1, "heard again after a quiet minute"


@pytest.mark.asyncio
async def test_a_guided_talk_tapped_through_in_a_hurry_is_no_flood(story: Story) -> None:
    amina = await story.actor("Amina")
    for _ in range(12):
        amina.player.send("/goals add Statistics: regression by 1 June")
        amina.player.send("/cancel")
        amina.player.send("/today")
    await story.settle()

    with pytest.raises(AssertionError):
        amina.sees(SLOW_DOWN)
    assert len(amina.texts()) > 12 * 3


@pytest.mark.asyncio
@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_many_strangers_at_once_are_all_welcomed(story: Story) -> None:
    strangers = [await story.actor(f"S{n}", met=False) for n in range(200)]
    for stranger in strangers:
        stranger.player.start()
    began = story.clock.now()
    await story.settle()

    assert all(stranger.player.received for stranger in strangers)
    assert (story.clock.now() - began).total_seconds() <= 60
