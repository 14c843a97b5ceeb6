"""What people wrote while nobody heard them: all of it has its effect, and each chat gets one screen."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.inbox import store as inbox_store
from bot.people import store as people_store
from bot.people.records import Person
from bot.playground.messages import Message
from bot.playground.phone.player import Player
from tests.safety.wire.town import Town, town

pytestmark = pytest.mark.asyncio
AN_HOUR = timedelta(hours=1)


@pytest_asyncio.fixture
async def place(sqlite_url: str) -> AsyncIterator[Town]:
    async with town(sqlite_url) as made:
        yield made


async def reread(place: Town, person: Person) -> Person:
    async with place.app.db.begin() as conn:
        return await people_store.get_person(conn, person.id)


async def opens_days_off(place: Town, player: Player) -> Message:
    """The screen with a button for each day of the week."""
    player.send("/settings")
    await place.look()
    player.press(player.last, "Days off")
    await place.look()
    return player.last


def new_messages(player: Player, before: int) -> list[str]:
    return [message.text for message in player.received[before:]]


async def says_five_things(player: Player, days: Message) -> None:
    player.press(days, days.labels[0])
    player.press(days, days.labels[2])
    player.send("/pause 2026-03-25")
    player.send("/goals")
    player.send("/help")


async def effects(place: Town, person: Person) -> tuple[int, bool]:
    now = await reread(place, person)
    return len(now.days_off), now.paused_until is not None


@pytest.mark.parametrize("how", ["cut off", "stopped"])
async def test_five_things_said_in_an_hour_without_us_have_their_effect_and_bring_one_screen(
    place: Town, how: str
) -> None:
    player, person = await place.person("Amina")
    days = await opens_days_off(place, player)
    shown, before = days.text, len(player.received)
    if how == "stopped":
        await place.stop()
    else:
        await place.cable.cut()
        await place.look()
    await says_five_things(player, days)
    place.clock.advance(AN_HOUR)
    if how == "stopped":
        await place.start()
    await place.cable.mend()
    await place.passes(timedelta(minutes=3))

    assert await effects(place, person) == (2, True)
    (screen,) = new_messages(player, before)
    assert "/pause" in screen, "help: the last thing asked for"
    assert player.received[before - 1].text == shown
    async with place.app.db.begin() as conn:
        assert set(await inbox_store.count_by_state(conn)) == {"done"}


async def test_where_the_last_thing_brings_no_screen_the_one_before_is_shown(place: Town) -> None:
    player, _ = await place.person("Amina")
    days = await opens_days_off(place, player)
    before = len(player.received)
    await place.cable.cut()
    await place.look()
    player.send("/goals")
    player.send("/help")
    player.press_raw(days, "not signed by anybody")
    place.clock.advance(AN_HOUR)
    await place.cable.mend()
    await place.passes(timedelta(minutes=3))

    (screen,) = new_messages(player, before)
    assert "/pause" in screen


async def test_who_writes_quickly_while_all_is_well_gets_every_answer(place: Town) -> None:
    player, _ = await place.person("Amina")
    await place.look()
    before = len(player.received)
    player.send("/goals")
    player.send("/help")
    await place.look()
    await place.passes(timedelta(minutes=2))

    assert len(new_messages(player, before)) == 2


@pytest.mark.parametrize(
    "members", [pytest.param(12, id="small"), pytest.param(50, id="long", marks=pytest.mark.long)]
)
async def test_hundreds_of_stale_presses_at_start_do_no_harm(place: Town, members: int) -> None:
    """People tapped ten times each (500 in all); Telegram takes no answer to any of it any more."""
    people = [await place.person(f"Member {number}") for number in range(members)]
    screens = {}
    for player, _ in people:
        player.send("/settings")
    await place.passes(timedelta(seconds=20), step=10)
    for player, _ in people:
        player.press(player.last, "Days off")
    await place.passes(timedelta(seconds=20), step=10)
    for player, _ in people:
        screens[player.id] = player.last
    await place.stop()
    for _ in range(5):
        for player, _ in people:
            for label in range(2):
                player.press(screens[player.id], screens[player.id].labels[label])
    place.clock.advance(AN_HOUR)
    before = len(place.world.ledger)
    await place.start()
    await place.passes(timedelta(minutes=3))

    async with place.app.db.begin() as conn:
        assert set(await inbox_store.count_by_state(conn)) == {"done"}, "0 errors"
    stale = place.world.ledger.calls("answerCallbackQuery", after=before)
    assert (len(stale), {call.status for call in stale}) == (10 * members, {400})
    screens_shown = place.world.ledger.calls("editMessageText", after=before)
    assert len({call.chat_id for call in screens_shown}) == len(screens_shown) == members
    for _, person in people:
        assert len((await reread(place, person)).days_off) == 2, "an odd number of taps each"


async def test_an_hours_limit_for_answers_to_presses_holds_up_nothing(place: Town) -> None:
    """F-09 for calls that go from anywhere."""
    player, person = await place.person("Amina")
    days = await opens_days_off(place, player)
    place.world.faults.add(
        "refuse", method="answerCallbackQuery", status=429, retry_after=3_600, times=99
    )
    before = len(player.received)
    player.press(days, days.labels[0])
    player.send("/help")
    await place.look()
    await place.passes(timedelta(seconds=3), step=1)

    assert len((await reread(place, person)).days_off) == 1
    assert len(new_messages(player, before)) == 1
    assert len(place.world.ledger.calls("answerCallbackQuery")) >= 2
