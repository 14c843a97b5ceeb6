"""What somebody gets of their feeds, and what goes when they go."""

import json

import pytest

from bot.feeds import actions, chat_export, privacy, store_subscriptions
from bot.outbox.records import State
from bot.parsing.outlines import read_outlines
from bot.parsing.records import OutlineRead
from bot.sources import store as source_store
from tests.feeds.following import add_search, bring, follow, morning, put_feed
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio


async def test_the_file_holds_their_feeds_with_names_and_folders_and_nobody_else_s(
    bench: Bench,
) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar", language="ar")
    async with bench.work() as work:
        one = await follow(work, amina, await put_feed(work, "one.example"))
        await source_store.change(work.conn, one.source_id, title='Numbers & "signs" <1>')
        await source_store.set_tags(work.conn, one.source_id, ["إحصاء", "Data"])
        await follow(work, amina, await put_feed(work, "two.example"), include="secret")
        await follow(work, omar, await put_feed(work, "omar.example"))
        file = await chat_export.render(work, {"person_id": amina.id})
    assert file.name == "halqa-feeds.opml"
    assert b"omar" not in file.content
    assert b"secret" not in file.content
    assert read_outlines(file.content) == (
        OutlineRead(
            url="https://two.example/feed",
            title="Feed of two.example",
            site_url="https://two.example/",
            tags=(),
        ),
        OutlineRead(
            url="https://one.example/feed",
            title='Numbers & "signs" <1>',
            site_url="https://one.example/",
            tags=("Data", "إحصاء"),
        ),
    )


async def test_export_tells_all_and_of_nobody_else(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    async with bench.work() as work:
        feed = await put_feed(work, "one.example")
        await bring(work, feed, "First")
        await follow(work, amina, feed, include="first", exclude="last")
        await follow(work, omar, feed, include="omarsword")
        await add_search(work, amina, "looked-for.example")
    await morning(bench)
    async with bench.db.begin() as conn:
        told = await privacy.export(conn, amina.id)
    text = json.dumps(told)
    for word in ("one.example", "first", "last", "First", "nothing", "looked-for.example"):
        assert word in text, word
    assert "omarsword" not in text


async def test_erasure_withdraws_what_waits_and_leaves_other_readers_alone(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    async with bench.work() as work:
        feed = await put_feed(work, "one.example")
        await bring(work, feed, "First")
        await follow(work, amina, feed)
        theirs = await follow(work, omar, feed)
        await add_search(work, amina, "looked-for.example")
    await morning(bench, ends=None)
    async with bench.work() as work:
        await privacy.erase(work, amina.id)
    async with bench.db.begin() as conn:
        assert await store_subscriptions.list_subscriptions(conn, amina.id) == []
        assert await store_subscriptions.find_turn(conn, amina.id) is None
        (kept,) = await store_subscriptions.list_subscriptions(conn, omar.id)
        assert (kept.id, kept.feed_id) == (theirs.id, feed.id)
        told = await privacy.export(conn, omar.id)
    assert "First" in json.dumps(told)
    states = {each.chat_id: each.state for each in await bench.planned(kind=actions.OFFER)}
    assert states == {amina.chat_id: State.CANCELLED, omar.chat_id: State.PLANNED}
