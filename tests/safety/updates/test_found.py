"""Updates that once broke something, each made as small as it goes."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from telegram.error import TelegramError

from bot.inbox import store as inbox_store
from bot.playground.clock import A_MONDAY_MORNING
from tests.safety.updates.harness import Forged
from tests.safety.updates.tables import Tables
from tests.support.story import Actor, Story

pytestmark = pytest.mark.asyncio
NOW = int(A_MONDAY_MORNING.timestamp())


def said(person: int, **changes: Any) -> dict[str, Any]:
    """A message from a person in their own chat; a change that is None leaves its field out."""
    message = {
        "message_id": 7,
        "date": NOW,
        "chat": {"id": person, "type": "private"},
        "from": {"id": person, "is_bot": False, "first_name": "Amina"},
        "text": "hello",
        **changes,
    }
    return {"message": {name: value for name, value in message.items() if value is not None}}


def by(person: int, **changes: Any) -> dict[str, Any]:
    """The sender, changed."""
    return {"id": person, "is_bot": False, "first_name": "Amina", **changes}


@pytest_asyncio.fixture
async def amina(story: Story) -> AsyncIterator[Actor]:
    yield await story.actor("Amina")


@pytest_asyncio.fixture
async def tables(sqlite_url: str) -> AsyncIterator[Tables]:
    reading = Tables(sqlite_url.partition("///")[2])
    yield reading
    reading.close()


async def feed(story: Story, *bodies: dict[str, Any]) -> None:
    """Put raw updates into the inbox and let the bot handle them, the clock standing still."""
    numbered = [{"update_id": 900 + n, **body} for n, body in enumerate(bodies)]
    async with story.app.db.begin() as conn:
        await inbox_store.keep(conn, numbered, now=story.clock.now())
    for _ in range(20):
        if not await story.app.pump.run_round():
            break


def malformed(person: int) -> dict[str, dict[str, Any]]:
    """What Telegram would never send about that person."""
    location = {"latitude": True, "longitude": "3.1"}
    return {
        "a chat whose id is a list": said(person, chat={"id": [person], "type": "private"}),
        "a chat whose id has 65 bits": said(person, chat={"id": 2**64, "type": "private"}),
        "a chat of somebody else": said(person, chat={"id": person + 1, "type": "private"}),
        "a sender of 53 bits": said(2**52, chat={"id": 2**52, "type": "private"}),
        "a name that is a list": said(person, **{"from": by(person, first_name=[])}),
        "a sender without a name": said(person, **{"from": {"id": person, "is_bot": False}}),
        "a language that is a number": said(person, **{"from": by(person, language_code=7)}),
        "a place in words": said(person, text=None, location=location),
        "a text that is an object": said(person, text={}),
        "a text of 4,097 units": said(person, text="x" * 4097),
        "marks that are no list": said(person, entities={"0": 1}),
        "people picked who are none": said(person, text=None, users_shared={"users": []}),
        "a date beyond the calendar": said(person, date=2**62),
        "two kinds in one": {**said(person), "edited_message": said(person)["message"]},
        "a press that is a list": {"callback_query": [1]},
        "a block that says nothing": {
            "my_chat_member": {"chat": {"id": person, "type": "private"}, "from": by(person)}
        },
    }


@pytest.mark.parametrize("what", malformed(1))
async def test_what_is_malformed_is_set_aside_at_once_and_the_next_is_heard(
    story: Story, amina: Actor, tables: Tables, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = tables.read()
    await feed(story, malformed(amina.player.id)[what])
    assert tables.changes(before, tables.read()) == []

    [error] = tables.dead()
    assert error.startswith("Unparsable")
    assert not [r for r in caplog.records if r.levelname == "ERROR"], "no fault of ours"
    shown = len(amina.texts())
    await amina.says("/help")
    assert len(amina.texts()) == shown + 1


@pytest.mark.parametrize("number", [None, "700000001", 7.0, True, -1, 2**63, {}])
async def test_an_update_without_a_number_does_not_spoil_its_batch(
    story: Story, amina: Actor, number: object
) -> None:
    shown = len(amina.texts())
    bad = {**said(amina.player.id), "update_id": number}
    await feed(story, bad, said(amina.player.id, text="hello"))
    await story.settle()

    assert len(amina.texts()) == shown + 1


async def test_updates_without_any_number_are_asked_for_again_later_and_not_at_once(
    story: Story,
) -> None:
    waiting = story.world.updates._waiting
    waiting.append(Forged(1, {"message": {}}, story.clock.now()))  # type: ignore[arg-type]
    with pytest.raises(TelegramError):  # `run` waits after that
        await story.app.poller.poll_once(timeout_seconds=0)
    waiting.clear()


@pytest.mark.parametrize("account", [777000, 1087968824, 136817688])
async def test_telegrams_own_accounts_are_no_persons_whatever_they_are_marked(
    story: Story, tables: Tables, account: int
) -> None:
    before = tables.read()
    await feed(story, said(account, text="/start"), said(account, text="/new Ours"))

    assert tables.changes(before, tables.read()) == []
    assert tables.ignored() == {"no person": 2}


async def test_a_username_that_is_none_is_left_out_and_the_message_heard(
    story: Story, amina: Actor
) -> None:
    shown = len(amina.texts())
    odd = ("A\ud800b", "x" * 200, "", "a b", "\u202eanima")
    await feed(
        story,
        *(said(amina.player.id, **{"from": by(amina.player.id, username=name)}) for name in odd),
    )
    await story.settle()

    assert (await amina.person()).username is None
    assert len(amina.texts()) == shown + len(odd)


async def test_a_broken_picture_beside_a_text_does_no_harm(story: Story, amina: Actor) -> None:
    shown = len(amina.texts())
    odd = {"photo": "none", "sticker": 7, "reply_to_message": [], "a_field_of_tomorrow": {}}
    await feed(story, said(amina.player.id, **odd))
    await story.settle()

    assert len(amina.texts()) == shown + 1


@pytest.mark.parametrize("kind", ["poll", "managed_bot", "guest_message", "a_kind_of_tomorrow"])
async def test_a_kind_that_is_not_read_is_counted_and_no_fault(
    story: Story, tables: Tables, kind: str
) -> None:
    await feed(story, {kind: {"id": 1, "chat": "?"}}, {kind: None})

    assert tables.ignored() == {f"kind {kind}": 2}
    assert tables.dead() == {}


async def test_what_telegram_itself_writes_into_a_chat_is_not_answered(
    story: Story, amina: Actor, tables: Tables
) -> None:
    shown = len(amina.texts())
    pinned = said(amina.player.id, text=None, pinned_message={"message_id": 1})
    await feed(story, pinned)
    await story.settle()

    assert len(amina.texts()) == shown
    assert tables.ignored() == {"service message": 1}


async def test_what_cannot_be_written_down_is_kept_as_a_number_and_the_rest_of_its_batch_whole(
    story: Story, amina: Actor
) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    shown = len(amina.texts())
    await feed(
        story,
        said(amina.player.id, location=float("nan")),
        said(amina.player.id, sticker=deep),
        said(amina.player.id),
    )
    await story.settle()

    assert len(amina.texts()) == shown + 1
