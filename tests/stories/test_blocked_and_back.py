"""Somebody who blocks the bot is left in peace, loses nothing, and is welcomed when they are back."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.people import actions as people_actions
from bot.playground.line.ledger import Call
from bot.playground.server import serve
from bot.playground.world import World
from bot.sittings import store as sitting_store
from bot.sittings.records import State
from bot.slots import store as slot_store
from tests.support.circles import found_circle, knocks, makes_open_invite, put_in
from tests.support.learning import add_slot
from tests.support.story import Actor, Story

TIME_TO_LEARN = "<b>It is your learning time.</b>"


@pytest_asyncio.fixture
async def story(sqlite_url: str) -> AsyncIterator[Story]:
    """As everywhere, but that Telegram may refuse to deliver."""
    world = World()
    async with serve(world) as server:
        told = Story(world, server, sqlite_url)
        await told.begin()
        yield told
        await told.end()
        assert {call.status for call in told.refused_calls()} <= {403}


def at(hour: int, minute: int = 0, *, day: int) -> datetime:
    """A moment of March 2026 by Cairo's clock (UTC+2)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


async def in_data(story: Story, language: str) -> tuple[Circle, Actor, Actor, Actor]:
    """Amina hosts Omar and Sara, who both learn every evening at seven; it is Tuesday, 13:00."""
    amina, omar, sara = [
        await story.actor(name, language=language) for name in ("Amina", "Omar", "Sara")
    ]
    circle = await found_circle(story, amina, "Data")
    await put_in(story, circle, omar, sara)
    await story.wait_until(at(13, day=3))
    for actor in (omar, sara):
        person = await actor.person()
        async with story.app.works.begin(origin=f"slot:{person.id}") as work:
            await add_slot(work, person, "19:00")
    return circle, amina, omar, sara


def tries(story: Story, actor: Actor, *, after: int) -> list[Call]:
    """Calls for somebody's chat since the ledger had `after` calls."""
    return story.world.ledger.calls(chat_id=actor.player.id, after=after)


async def is_kept(story: Story, circle: Circle, actor: Actor) -> None:
    """Their row, their learning time and their membership are there."""
    person = await actor.person()
    async with story.app.db.begin() as conn:
        assert [slot.ended_at for slot in await slot_store.list_slots(conn, person.id)] == [None]
        stay = await circle_store.find_stay(conn, circle_id=circle.id, person_id=person.id)
    assert stay is not None
    assert stay.left_at is None


async def states(story: Story, actor: Actor) -> dict[int, State]:
    """Of their sittings, by day of the month."""
    person = await actor.person()
    async with story.app.db.begin() as conn:
        rows = await sitting_store.list_all(conn, person.id)
    return {row.on.day: row.state for row in rows}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("learned_by", ["nudge", "vouch", "word"])
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_member_who_blocks_the_bot_is_left_in_peace_and_welcomed_back(
    story: Story, language: str, learned_by: str
) -> None:
    circle, amina, omar, sara = await in_data(story, language)
    link = await makes_open_invite(omar)
    layla = await story.actor("Layla", language=language)
    received = len(omar.player.received)
    if learned_by == "word":
        omar.player.block()
        await story.settle()
    else:
        omar.player.person.blocked = True  # the word of it never reached the bot
    calls = len(story.world.ledger)
    since = story.clock.now()

    # A nudge and a request for a vouch are due; the first tells, the second is not tried.
    if learned_by != "nudge":
        await knocks(layla, link)
    await story.wait_until(at(19, 30, day=3))
    if learned_by == "nudge":
        await knocks(layla, link)
    await story.wait_until(at(18, day=5))

    assert [call.status for call in tries(story, omar, after=calls)] == (
        [] if learned_by == "word" else [403]
    )
    person = await omar.person()
    assert not person.is_reachable
    assert person.gone_at is None
    assert person.unreachable_since is not None
    assert since <= person.unreachable_since <= at(19, 1, day=3)
    await is_kept(story, circle, omar)
    assert set((await states(story, omar)).values()) <= {State.EXPIRED}, "neutral"

    # The others notice nothing.
    assert await states(story, sara) == {3: State.NUDGED, 4: State.NUDGED}
    layla.sees("Your request to join “{circle}” is with its members.", circle="Data")
    amina.sees("{name} asks to join “{circle}”. Do you know them?", name="Layla", circle="Data")

    # They are back: welcomed, asked what still waits for them, nudged again.
    await omar.starts()
    assert (await omar.person()).is_reachable
    omar.sees("Welcome back, {name}.", name="Omar")
    omar.sees("{name} asks to join “{circle}”. Do you know them?", name="Layla", circle="Data")
    assert len(omar.player.received) == received + 2, "nothing that was missed comes late"
    await omar.presses("I know them well")
    layla.sees("You are in: {circle}", circle="Data")
    await story.wait_until(at(19, day=5))
    omar.sees(TIME_TO_LEARN)
    assert (await states(story, omar))[5] is State.NUDGED


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_deleted_account_is_final(story: Story, language: str) -> None:
    circle, amina, omar, sara = await in_data(story, language)
    link = await makes_open_invite(omar)
    layla = await story.actor("Layla", language=language)
    omar.player.delete_account()
    calls = len(story.world.ledger)

    await knocks(layla, link)
    await story.wait_until(at(20, day=5))

    assert [call.status for call in tries(story, omar, after=calls)] == [403]
    person = await omar.person()
    assert person.gone_at is not None
    assert not person.is_reachable
    await is_kept(story, circle, omar)
    assert (await states(story, sara))[5] is State.NUDGED
    amina.sees("{name} asks to join “{circle}”. Do you know them?", name="Layla", circle="Data")
    await amina.presses("I know them well")
    layla.sees("You are in: {circle}", circle="Data")

    # A word of the past, delivered late, does not bring a deleted account back.
    async with story.app.works.begin(origin="late") as work:
        await people_actions.come_back(work, omar.player.id)
    await story.settle()
    assert not (await omar.person()).is_reachable
    assert len(tries(story, omar, after=calls)) == 1


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
async def test_the_stay_of_a_deleted_account_ends_after_30_days_and_the_host_is_told(
    story: Story,
) -> None:
    circle, amina, omar, _ = await in_data(story, "en")
    omar.player.delete_account()
    await story.wait_until(at(20, day=3))
    gone_at = (await omar.person()).gone_at
    assert gone_at is not None
    calls = len(story.world.ledger)

    await story.wait_until(gone_at + timedelta(days=29, hours=23))
    await is_kept(story, circle, omar)
    await story.wait(days=1)

    person = await omar.person()
    async with story.app.db.begin() as conn:
        assert await circle_store.find_stay(conn, circle_id=circle.id, person_id=person.id) is None
    assert not tries(story, omar, after=calls)
    amina.sees("The Telegram account of {name} was deleted a month ago.", name="Omar")
