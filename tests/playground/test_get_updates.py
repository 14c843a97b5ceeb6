import pytest

from bot.playground import tasks
from bot.playground.line.updates import DEFAULT_KINDS

pytestmark = pytest.mark.asyncio

LONG = 30  # seconds; a poll that is not woken would run into the test's own time limit


def texts(updates):
    return [update["message"]["text"] for update in updates]


async def test_updates_come_until_they_are_acknowledged(bot, amina):
    amina.send("one")
    amina.send("two")
    first = await bot.ok("getUpdates")

    assert texts(first) == texts(await bot.ok("getUpdates")) == ["one", "two"]
    assert first[1]["update_id"] == first[0]["update_id"] + 1
    assert texts(await bot.ok("getUpdates", offset=first[1]["update_id"])) == ["two"]
    assert texts(await bot.ok("getUpdates")) == ["two"]
    assert await bot.ok("getUpdates", offset=first[1]["update_id"] + 1) == []


async def test_a_negative_offset_leaves_only_the_newest(bot, amina):
    for text in ("one", "two", "three"):
        amina.send(text)

    assert texts(await bot.ok("getUpdates", offset=-2)) == ["two", "three"]
    assert texts(await bot.ok("getUpdates")) == ["two", "three"]


async def test_a_limit_takes_the_oldest(bot, amina):
    for text in ("one", "two", "three"):
        amina.send(text)

    assert texts(await bot.ok("getUpdates", limit=2)) == ["one", "two"]
    for limit in (0, 101, -1):
        assert "limit" in await bot.refused("getUpdates", limit=limit)
    assert "timeout" in await bot.refused("getUpdates", timeout=-1)


async def test_a_long_poll_is_woken_by_an_update(bot, amina, world):
    poll = tasks.start(bot.ok("getUpdates", timeout=LONG), name="poll")
    await world.updates.until_polled()
    amina.send("now")

    assert texts(await poll) == ["now"]


async def test_a_long_poll_ends_empty(bot, world):
    assert await bot.ok("getUpdates", timeout=1) == []


async def test_the_older_of_two_polls_is_told_of_the_conflict(bot, amina, world):
    older = tasks.start(bot.call("getUpdates", timeout=LONG), name="poll")
    await world.updates.until_polled()
    newer = tasks.start(bot.ok("getUpdates", timeout=LONG), name="poll")

    assert await older == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    amina.send("for the newer")
    assert texts(await newer) == ["for the newer"]


async def test_polling_is_impossible_while_a_webhook_is_set(bot, world):
    world.webhook_url = "https://example.org/hook"

    assert "webhook is active" in await bot.refused("getUpdates")
    assert (await bot.ok("getWebhookInfo"))["url"] == "https://example.org/hook"
    await bot.ok("deleteWebhook")
    assert await bot.ok("getUpdates") == []
    assert await bot.ok("setWebhook", url="") is True


async def test_the_allowed_kinds_are_remembered(bot, amina):
    assert "chat_member" not in DEFAULT_KINDS
    assert "allowed_updates" not in await bot.ok("getWebhookInfo")
    await bot.ok("getUpdates", allowed_updates=["callback_query"])
    amina.send("not wanted")
    assert await bot.ok("getUpdates") == []
    assert (await bot.ok("getWebhookInfo"))["allowed_updates"] == ["callback_query"]

    await bot.ok("getUpdates", allowed_updates=[])
    amina.send("wanted")
    assert texts(await bot.ok("getUpdates")) == ["wanted"]
    assert "telepathy" in await bot.refused("getUpdates", allowed_updates=["telepathy"])


async def test_updates_are_kept_for_a_day(bot, amina, world):
    amina.send("old")
    world.clock.advance(hours=23)
    amina.send("younger")
    world.clock.advance(hours=1, seconds=1)

    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 1
    assert texts(await bot.ok("getUpdates")) == ["younger"]


async def test_pending_updates_can_be_dropped(bot, amina):
    amina.send("old")
    await bot.ok("deleteWebhook", drop_pending_updates=True)

    assert await bot.ok("getUpdates") == []
