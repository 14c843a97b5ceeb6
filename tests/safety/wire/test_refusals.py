"""F-10, F-26, F-28: who cannot be reached, what we said wrongly, who has moved, and a token that is void."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio

from bot.errors import TokenRefused
from bot.outbox import store
from bot.outbox.records import Class
from bot.playground.chats import PrivateChat
from bot.playground.people import Person
from bot.playground.phone.player import Player
from bot.playground.server import serve
from bot.playground.world import World
from tests.outbox.conftest import AWAKE, texts
from tests.safety.wire.line import Line
from tests.support.story import Story

pytestmark = pytest.mark.asyncio


async def test_of_a_hundred_two_have_blocked_the_bot_and_ninety_eight_are_served(
    wire: Line,
) -> None:
    readers = [wire.reader(f"Reader {number}") for number in range(100)]
    for number in (0, 49):
        readers[number].block()
    for reader in readers:
        await wire.plan(reader, Class.A, "news")
    await wire.settles()

    assert sorted(wire.gone) == sorted([readers[0].id, readers[49].id])
    assert sum(bool(reader.received) for reader in readers) == 98
    assert len(wire.world.ledger.calls("sendMessage")) == 100, "each was tried once"


async def test_what_we_said_wrongly_is_counted_not_repeated_and_stops_nothing(wire: Line) -> None:
    readers = [wire.reader(f"Reader {number}") for number in range(10)]
    for number, reader in enumerate(readers):
        await wire.plan(reader, Class.B, "<b>never closed" if number % 5 == 0 else "fine")
    await wire.settles()

    async with wire.db.begin() as conn:
        assert await store.count_by_state(conn) == {"failed": 2, "sent": 8}
    assert len(wire.world.ledger.calls("sendMessage")) == 10
    reasons = {(await wire.row(f"sure:{readers[n].id}:<b>never closed")).reason for n in (0, 5)}
    assert all("parse entities" in reason for reason in reasons), reasons


def supergroup(world: World, number: int) -> Player:
    """A chat as a group has become: the world has no groups, so it is played by a person with such an id."""
    person = Person(id=-1_001_000_000_000 - number, first_name="Group", last_name=None,
                    username=None, language_code=None)  # fmt: skip
    person.started = True
    world.people[person.id] = person
    world.chats[person.id] = PrivateChat(person.id)
    return Player(world, person)


@pytest.mark.parametrize("cls", [Class.A, Class.B])
async def test_a_group_that_becomes_a_supergroup_takes_all_its_posts_along_each_once(
    wire: Line, cls: Class
) -> None:
    group, new = supergroup(wire.world, 1), supergroup(wire.world, 2)
    moved = wire.world.faults.add(
        "refuse",
        method="sendMessage",
        chat_id=group.id,
        times=99,
        status=400,
        migrate_to_chat_id=new.id,
    )
    keys = [await wire.plan(group, cls, f"post {number}") for number in range(5)]
    await wire.settles()

    assert (texts(group), texts(new)) == ([], [f"post {number}" for number in range(5)])
    assert moved.struck == 1, "the old id is tried once"
    assert [(await wire.row(key)).attempt for key in keys] == [1] * 5, "a move is no attempt"


@pytest.mark.parametrize("seed", range(3))
async def test_a_chat_that_moves_or_throws_the_bot_out_amid_its_posts_gets_none_twice(
    wire: Line, seed: int
) -> None:
    """F-26: at the n-th post, whatever the n."""
    group, new = supergroup(wire.world, 1), supergroup(wire.world, 2)
    wire.standings[new.id] = AWAKE
    for number in range(6):
        await wire.plan(group, Class.A, f"post {number}")
    rounds = count()
    for _ in rounds:
        if next(rounds) >= 2 * seed:
            break
        await wire.dispatcher.run_round()
    wire.world.faults.add("refuse", method="sendMessage", chat_id=group.id, times=99, status=400,
                          migrate_to_chat_id=new.id)  # fmt: skip
    await wire.dispatcher.run_round()
    wire.world.faults.add("refuse", method="sendMessage", chat_id=new.id, times=99, status=403,
                          description="Forbidden: bot was kicked from the supergroup chat")  # fmt: skip
    await wire.settles()

    got = texts(group) + texts(new)
    assert len(got) == len(set(got)) == len(got)
    states = list((await wire.states()).values())
    assert (len(states), states.count("sent"), states.count("failed")) == (6, len(got), 6 - len(got))  # fmt: skip


# A token that is void ------------------------------------------------------------------------------


@pytest_asyncio.fixture
async def broken(sqlite_url: str) -> AsyncIterator[Story]:
    """The whole bot, in a story whose calls may be refused."""
    world = World()
    async with serve(world) as server:
        told = Story(world, server, sqlite_url)
        await told.begin()
        yield told
        world.faults.clear()
        await told.end()


async def test_a_token_that_is_void_stops_all_after_three_calls_at_most(broken: Story) -> None:
    """F-28; that the process ends with 78 then is shown in tests/test_cli.py."""
    amina = await broken.actor("Amina")
    for number in range(50):
        other = await broken.actor(f"Other {number}", zone=None) if number < 3 else amina
        other.player.send("/help")
    await broken.app.poller.poll_once(timeout_seconds=0)
    await broken.app.pump.run_round()
    before = len(broken.world.ledger)
    broken.world.faults.add("refuse", status=401, times=999)
    await broken.app.dispatcher.run_round()
    first_round = len(broken.world.ledger.calls(after=before))
    for _ in range(5):
        assert await broken.app.dispatcher.run_round() == 0

    assert broken.app.dispatcher.is_refused
    assert broken.app.readiness()["sending"] is False
    assert len(broken.world.ledger.calls(after=before)) == first_round, "none after the answer"
    with pytest.raises(TokenRefused):
        await broken.app.poller.run()
    assert len(broken.world.ledger.calls("getUpdates", after=before)) == 1


async def test_a_token_that_becomes_void_ends_the_process_with_its_reason(broken: Story) -> None:
    """The command line turns it into exit code 78 (tests/test_cli.py)."""
    amina = await broken.actor("Amina")
    before = len(broken.world.ledger)
    void = broken.world.faults.add("refuse", status=401, method="sendMessage", times=999)
    amina.player.send("/help")
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(broken.app.run(asyncio.Event()), 60)

    assert void.struck == 1
    assert len(broken.world.ledger.calls("sendMessage", after=before)) <= 3
