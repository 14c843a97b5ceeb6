import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, NetworkError

from bot.db.engine import Database
from bot.errors import TokenRefused
from bot.inbox import store as inbox_store
from bot.inbox.tables import updates
from bot.playground.phone.player import Player
from bot.playground.server import serve
from bot.playground.world import World
from bot.telegram.polling import LONGEST_SILENCE_SECONDS, Poller
from bot.telegram.transport import AiohttpRequest
from tests.support.bench import make_app
from tests.support.story import Story

pytestmark = pytest.mark.asyncio


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def amina(world: World) -> Player:
    return world.add_person("Amina")


@pytest_asyncio.fixture
async def db(sqlite_url: str) -> AsyncIterator[Database]:
    database = Database(sqlite_url, synchronous="NORMAL")
    yield database
    await database.close()


@pytest_asyncio.fixture
async def poller(world: World, db: Database) -> AsyncIterator[Poller]:
    async with serve(world) as server:
        request = AiohttpRequest(connections=2, read_timeout_seconds=5)
        await request.initialize()
        base = f"{server.url}/bot{world.token}"
        yield Poller(request, base, db, world.clock, timeout_seconds=1, wake=lambda: None)
        await request.shutdown()


async def kept(db: Database) -> int:
    async with db.begin() as conn:
        return sum((await inbox_store.count_by_state(conn)).values())


async def test_news_is_kept_first_and_acknowledged_with_the_next_question(
    poller: Poller, db: Database, world: World, amina: Player
) -> None:
    amina.start()
    amina.send("hello")
    assert await poller.poll_once(timeout_seconds=0) == 2
    assert (await kept(db), len(world.updates)) == (2, 2)

    assert await poller.poll_once(timeout_seconds=0) == 0
    assert (await kept(db), len(world.updates)) == (2, 0)


async def test_what_could_not_be_kept_is_not_acknowledged(
    poller: Poller, db: Database, world: World, amina: Player
) -> None:
    async with db.begin() as conn:
        await conn.run_sync(updates.drop)
    amina.start()
    for _ in range(3):
        with pytest.raises(SQLAlchemyError):
            await poller.poll_once(timeout_seconds=0)
    assert len(world.updates) == 1

    async with db.begin() as conn:
        await conn.run_sync(updates.create)
    assert await poller.poll_once(timeout_seconds=0) == 1


async def test_what_is_fetched_twice_is_kept_once(
    poller: Poller, db: Database, world: World, amina: Player
) -> None:
    amina.start()
    world.faults.add("drop_after", method="getUpdates")
    with pytest.raises(NetworkError):
        await poller.poll_once(timeout_seconds=0)
    await poller.poll_once(timeout_seconds=0)
    poller._offset = None  # as after a start
    assert await poller.poll_once(timeout_seconds=0) == 0
    assert await kept(db) == 1


async def test_the_kinds_of_news_are_named_every_time(
    poller: Poller, world: World, amina: Player
) -> None:
    world.updates.allow(["poll"])  # what an older version had asked for
    await poller.poll_once(timeout_seconds=0)
    amina.start()
    await poller.poll_once(timeout_seconds=0)

    asked = world.ledger.calls("getUpdates")[-1].parameters["allowed_updates"]
    names = asked if isinstance(asked, list) else json.loads(str(asked))
    assert set(names) == {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_another_instance_is_borne_with(
    poller: Poller, db: Database, world: World, amina: Player
) -> None:
    amina.start()
    world.faults.add("refuse", method="getUpdates", status=409)
    with pytest.raises(Conflict):
        await poller.poll_once(timeout_seconds=0)
    assert await poller.poll_once(timeout_seconds=0) == 1


async def test_a_refused_token_ends_the_loop(poller: Poller, world: World) -> None:
    world.faults.add("refuse", method="getUpdates", status=401)
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(poller.run(), 5)
    assert len(world.ledger.calls("getUpdates")) == 1


async def test_silence_is_seen(poller: Poller, world: World) -> None:
    hearing = [poller.is_hearing]
    world.clock.advance(seconds=LONGEST_SILENCE_SECONDS)
    hearing.append(poller.is_hearing)
    await poller.poll_once(timeout_seconds=0)
    assert [*hearing, poller.is_hearing] == [True, False, True]


async def test_a_webhook_that_was_left_behind_is_removed_and_nothing_dropped(
    world: World, amina: Player, sqlite_url: str
) -> None:
    amina.start()
    world.webhook_url = "https://example.org/old"
    async with serve(world) as server:
        app = make_app(sqlite_url, world.clock, server.url)
        await app.start(migrate_first=False)
        assert world.webhook_url == ""
        assert await app.step()
        await app.close()
    assert amina.received


async def test_a_start_waits_for_a_telegram_that_is_away(world: World, sqlite_url: str) -> None:
    world.faults.add("refuse", method="getMe", status=502)
    async with serve(world) as server:
        app = make_app(sqlite_url, world.clock, server.url)
        await app.start(migrate_first=False)
        await app.close()
    assert [call.status for call in world.ledger.calls("getMe")] == [502, 200]


async def test_a_start_with_a_token_that_is_refused_says_so(world: World, sqlite_url: str) -> None:
    world.faults.add("refuse", method="getMe", status=401)
    async with serve(world) as server:
        app = make_app(sqlite_url, world.clock, server.url)
        with pytest.raises(TokenRefused):
            await app.start(migrate_first=False)
        await app.close()


async def test_news_after_a_quiet_week_is_heard_although_its_ids_begin_anew(story: Story) -> None:
    amina = await story.actor("Amina")
    await story.wait(days=8)
    story.world.updates.next_id = 12_345
    await amina.says("/language")
    await amina.says("/resume")

    amina.sees("Which language should I speak?")
    amina.sees("Nothing was paused. Your messages come as usual.")
