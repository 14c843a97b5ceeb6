"""After a gap: one question instead of a flood, asked once, answered by silence after a week."""

from datetime import datetime, timedelta

import pytest

from bot.feeds import actions, actions_gap, store_offers, store_subscriptions
from bot.feeds.actions_waiting import read_about
from bot.feeds.records import Answered, Feed, Subscription
from bot.outbox.records import State
from bot.people import store as people_store
from bot.people.records import Person
from tests.feeds.following import bring, follow, morning, put_feed
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio


async def away(bench: Bench, *, days: int = 20) -> tuple[Person, list[Feed]]:
    """Somebody who follows three feeds and was away: two brought something each day, one little."""
    amina = await bench.person("Amina")
    async with bench.work() as work:
        feeds = [await put_feed(work, f"{name}.example") for name in ("a", "b", "quiet")]
        for feed in feeds:
            await follow(work, amina, feed)
        until = work.now + timedelta(days=days)
        await people_store.change(work.conn, amina.id, paused_until=until)
    for day in range(days):
        async with bench.work() as work:
            for feed in feeds[:2]:
                await bring(work, feed, f"{feed.title} {day}")
            if day == 0:
                await bring(work, feeds[2], "The only one")
        await morning(bench)
    return amina, feeds


async def asked(bench: Bench) -> list[datetime]:
    """The moments of the questions."""
    return [read_about(each.about) for each in await bench.planned(kind=actions.GAP)]


async def subscriptions(bench: Bench, person: Person) -> list[Subscription]:
    async with bench.work() as work:
        return await store_subscriptions.list_subscriptions(work.conn, person.id)


async def offered(bench: Bench, person: Person) -> list[str]:
    """The titles of all that was ever offered in the mornings."""
    found = []
    messages = await bench.planned(kind=actions.OFFER)
    async with bench.work() as work:
        for planned in messages:
            at = read_about(planned.about)
            found += [
                each.item.title
                for each in await store_offers.list_offers(work.conn, person.id, at=at)
            ]
    return found


async def test_one_question_about_all_feeds_and_nothing_else_that_morning(bench: Bench) -> None:
    amina, _ = await away(bench)
    await morning(bench)
    assert len(await asked(bench)) == 1
    assert await offered(bench, amina) == []
    a, b, quiet = await subscriptions(bench, amina)
    assert a.gap_asked_at == b.gap_asked_at == (await asked(bench))[0]
    assert quiet.gap_asked_at is None


async def test_while_it_is_open_the_other_feeds_go_on_and_nothing_is_asked_again(
    bench: Bench,
) -> None:
    amina, _ = await away(bench)
    for _ in range(3):
        await morning(bench)
    assert len(await asked(bench)) == 1
    assert await offered(bench, amina) == ["The only one"]


async def test_from_now_on_passes_over_what_came(bench: Bench) -> None:
    amina, (a, *_) = await away(bench)
    await morning(bench)
    (at,) = await asked(bench)
    async with bench.work() as work:
        assert await actions_gap.from_now_on(work, amina, at=at)
    async with bench.work() as work:
        assert not await actions_gap.from_now_on(work, amina, at=at), "a second tap is harmless"
        await bring(work, a, "Fresh")
    await morning(bench)
    assert set(await offered(bench, amina)) == {"Fresh", "The only one"}
    assert len(await asked(bench)) == 1


async def test_what_i_missed_is_a_list_to_save_from_and_does_not_come_again(bench: Bench) -> None:
    amina, (a, *_) = await away(bench)
    await morning(bench)
    (at,) = await asked(bench)
    async with bench.work() as work:
        listed_at = await actions_gap.list_what_was_missed(work, amina, at=at)
        assert listed_at is not None
        listed = await store_offers.list_offers(work.conn, amina.id, at=listed_at)
    # Of each feed, what came since the first look; the newest first.
    assert len(listed) == 40
    assert [each.place for each in listed] == list(range(1, 41))
    assert {each.answered for each in listed} == {Answered.SKIPPED}
    assert {each.item.title for each in listed[:2]} == {
        "Feed of a.example 19",
        "Feed of b.example 19",
    }
    async with bench.work() as work:
        assert await actions_gap.list_what_was_missed(work, amina, at=at) is None
        await bring(work, a, "Fresh")
    await morning(bench)
    assert set(await offered(bench, amina)) == {"Fresh", "The only one"}


async def test_silence_for_a_week_means_from_now_on_as_of_the_question(bench: Bench) -> None:
    amina, (a, *_) = await away(bench)
    await morning(bench)
    bench.clock.advance(seconds=1)
    async with bench.work() as work:
        await bring(work, a, "Came while it was open")
    for _ in range(6):
        await morning(bench)
    assert "Came while it was open" not in await offered(bench, amina)
    await morning(bench)
    assert set(await offered(bench, amina)) == {"Came while it was open", "The only one"}
    assert {each.gap_asked_at for each in await subscriptions(bench, amina)} == {None}
    assert len(await asked(bench)) == 1


async def test_a_question_that_still_waits_is_withdrawn_when_silence_has_answered_it(
    bench: Bench,
) -> None:
    await away(bench)
    for _ in range(8):
        await morning(bench, ends=None)
    (question,) = await bench.planned(kind=actions.GAP)
    assert question.state == State.CANCELLED


async def test_who_was_away_for_a_week_is_simply_offered_the_newest(bench: Bench) -> None:
    amina, _ = await away(bench, days=8)
    await morning(bench)
    assert await asked(bench) == []
    assert len(await offered(bench, amina)) == 5
