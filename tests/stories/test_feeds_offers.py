"""What is new in the feeds somebody follows: in the morning, a few, and as they wish."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.config import FeedSettings
from bot.people import store as people_store
from bot.playground.messages import Message
from bot.playground.server import serve
from bot.playground.world import World
from tests.support.feeding import publish
from tests.support.story import Actor, Story

A_WEEK = "Offered from there: at most {n} a week."
NAMES = {"en": "Amina", "ar": "أمينة"}


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """A moment of March 2026 by Cairo's clock (UTC+2)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


@pytest_asyncio.fixture
async def weeks(sqlite_url: str) -> AsyncIterator[Story]:
    """A story that lasts for weeks: its feeds are asked three times a day, not every hour."""
    world = World()
    async with serve(world) as server:
        told = Story(world, server, sqlite_url, feeds=FeedSettings(minutes_between=480))
        await told.begin()
        yield told
        await told.end()
        assert not told.refused_calls()


async def follows(story: Story, actor: Actor, host: str, titles: Sequence[str]) -> None:
    """Add a site as a source, and have what is new there offered."""
    publish(story, host, titles)
    await actor.says(f"/sources add {host}")
    await actor.presses("Offer me what is new there")
    await story.wait(seconds=10)


def mornings(actor: Actor) -> list[Message]:
    """The messages with offers, as they stand now."""
    head = actor.label("New for you") if actor.language == "en" else "جديد من مصادرك"
    return [shown for shown in actor.player.received if head in shown.text]


async def saved(story: Story, actor: Actor) -> list[str]:
    """The titles in their queue."""
    await actor.says("/queue")
    return actor.last.text.split("\n")


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_follow_wait_for_the_morning_save_and_find_it_in_the_queue(
    story: Story, language: str
) -> None:
    amina = await story.actor(NAMES[language], language=language)
    await follows(story, amina, "stats.example", [f"Statistics {n}" for n in range(9, 0, -1)])
    await amina.presses("Its page")
    amina.sees("<b>What is new there</b>")
    amina.sees(A_WEEK, many=A_WEEK, n=3)

    await story.wait_until(at(8, 59, day=3))
    assert mornings(amina) == []
    await story.wait_until(at(9, 1, day=3))
    (message,) = mornings(amina)
    for title in ("Statistics 9", "Statistics 8", "Statistics 7"):
        assert title in message.text
    assert "Statistics 6" not in message.text

    await story.restart()
    await amina.presses("{n} · Save", n=1)
    assert amina.toast == amina.label("Saved in your queue.")
    await amina.presses("{n} · Not for me", n=2)
    await story.wait(days=4)
    await story.restart()
    await amina.presses("{n} · Save", n=3)
    amina.sees("Not for you: it does not come again.")
    amina.sees("In your queue.")
    queue = await saved(story, amina)
    assert any("Statistics 9" in line for line in queue)
    assert any("Statistics 7" in line for line in queue)
    assert not any("Statistics 8" in line for line in queue)


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_second_tap_is_harmless(story: Story) -> None:
    amina = await story.actor("Amina")
    await follows(story, amina, "stats.example", ["Only one"])
    await story.wait_until(at(9, 1, day=3))
    (message,) = mornings(amina)
    data = message.data_of(amina.label("{n} · Save", n=1))
    await amina.presses("{n} · Save", n=1)
    await amina.presses_data(message, data)
    assert amina.toast == "Nothing changed: it was so already."
    assert sum("Only one" in line for line in await saved(story, amina)) == 1


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_words_decide_what_comes(story: Story, language: str) -> None:
    amina = await story.actor(NAMES[language], language=language)
    titles = ["البرمجة للجميع", "مبادئ الرسم", "برمجة المبتدئين", "A word on programs"]
    await follows(story, amina, "mixed.example", titles)
    await amina.presses("Its page")
    await amina.presses("Only with words")
    await amina.says("برمجه، program*")
    await amina.presses("Not with words")
    await amina.says("مبتدئ*")
    amina.sees_text("برمجه")
    await story.wait_until(at(9, 1, day=3))
    (message,) = mornings(amina)
    assert "البرمجة للجميع" in message.text
    assert "A word on programs" in message.text
    assert "الرسم" not in message.text
    assert "المبتدئين" not in message.text


@pytest.mark.asyncio
@pytest.mark.story
async def test_three_weeks_of_a_flood(weeks: Story) -> None:
    """Forty new items a day: never more than three of it in any seven days, never more than five at once."""
    amina = await weeks.actor("Amina")
    await follows(weeks, amina, "flood.example", ["Before 0"])
    await follows(weeks, amina, "other.example", ["Other before 0"])
    await amina.presses("Its page")
    await amina.presses("How many a week")
    await amina.presses_starting("7")
    for day in range(3, 24):
        publish(weeks, "flood.example", [f"Flood {day} {n}" for n in range(40)])
        publish(weeks, "other.example", [f"Other {day} {n}" for n in range(40)])
        await weeks.wait_until(at(21, day=day))
    offered: list[tuple[datetime, str]] = []
    for message in mornings(amina):
        lines = [line for line in message.text.split("\n") if "Title:" in line]
        assert 0 < len(lines) <= 5
        offered += [(message.date, line) for line in lines]
    assert len({line.split("Title:")[1] for _, line in offered}) == len(offered)
    for word, most in (("Flood", 3), ("Other", 7)):
        moments = [moment for moment, line in offered if word in line]
        assert len(moments) >= 2 * most
        for moment in moments:
            week = [one for one in moments if moment <= one < moment + timedelta(days=7)]
            assert len(week) <= most, word


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize(
    ("language", "answer"),
    [("ar", "What I missed"), ("en", "What I missed"), ("ar", "From now on")],
)
async def test_back_after_three_weeks(weeks: Story, language: str, answer: str) -> None:
    amina = await weeks.actor(NAMES[language], language=language)
    await follows(weeks, amina, "stats.example", ["Statistics 0"])
    await weeks.wait_until(at(12, day=3))
    person = await amina.person()
    async with weeks.app.works.begin(origin="pause") as work:
        until = at(12, day=24)
        await people_store.change(work.conn, person.id, paused_until=until)
    for day in range(4, 24):
        publish(weeks, "stats.example", [f"Statistics {n}" for n in range(day - 3, -1, -1)])
        await weeks.wait_until(at(12, day=day))
    assert len(mornings(amina)) == 1
    await weeks.wait_until(at(9, 5, day=25))
    amina.sees("Shall we look through it, or go on from now on?")
    assert len(mornings(amina)) == 1

    await weeks.restart()
    await amina.presses(answer)
    if answer == "What I missed":
        amina.sees("<b>What you missed</b>")
        amina.sees_text("Statistics 20")
        await amina.presses_starting("1")
        assert amina.toast == amina.label("Saved in your queue.")
        await amina.presses("Next")
        amina.sees_text("Statistics 5")
        assert any("Statistics 20" in line for line in await saved(weeks, amina))
    else:
        amina.sees_text(amina.label("Look now"))
    publish(weeks, "stats.example", [f"Statistics {n}" for n in range(30, -1, -1)])
    await weeks.wait_until(at(9, 5, day=27))  # a feed is asked once a day at least
    (_, message, *_) = mornings(amina)
    assert "Statistics 30" in message.text
    assert "Statistics 20" not in message.text


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_look_now_then_stop(story: Story, language: str) -> None:
    amina = await story.actor(NAMES[language], language=language)
    await follows(story, amina, "stats.example", [f"Statistics {n}" for n in range(25, 0, -1)])
    await amina.presses("Its page")
    await amina.presses("Look now")
    amina.sees_text("Statistics 16")
    amina.does_not_see("Statistics 15")
    await amina.presses("Next")
    amina.sees_text("Statistics 15")
    await amina.presses_starting("11")
    assert amina.toast == amina.label("Saved in your queue.")
    await amina.presses("Back")
    await amina.presses("Stop offering")
    amina.sees("From now on I offer nothing from there. The source itself stays with you.")
    await story.wait_until(at(12, day=4))
    assert mornings(amina) == []
    await amina.presses("Offer me what is new there")
    await story.wait_until(at(9, 1, day=5))
    (message,) = mornings(amina)
    assert "Statistics 25" in message.text
    await amina.presses("Its page")
    await amina.presses("Remove")
    await amina.presses("Yes, remove the source")
    await amina.presses("{n} · Save", n=1)
    assert amina.toast == amina.label("Saved in your queue.")


@pytest.mark.asyncio
@pytest.mark.story
async def test_five_refusals_in_a_row_are_asked_about(story: Story) -> None:
    amina = await story.actor("Amina")
    await follows(story, amina, "stats.example", [f"Statistics {n}" for n in range(9, 0, -1)])
    await amina.presses("Its page")
    await amina.presses("How many a week")
    await amina.presses_starting("5")
    await story.wait_until(at(9, 1, day=3))
    for n in range(1, 6):
        amina.does_not_see("The last five from there were not for you.")
        await amina.presses("{n} · Not for me", n=n)
    amina.sees("The last five from there were not for you. Would fewer be better, or none?")
    await amina.presses("One a week")
    amina.sees(A_WEEK, many=A_WEEK, n=1)


@pytest.mark.asyncio
@pytest.mark.story
async def test_the_list_of_feeds_as_a_file(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/sources")
    await amina.presses("Export (OPML)")
    assert amina.toast == "You follow no feed yet."
    await follows(story, amina, "stats.example", ["One"])
    for begin in ("/sources", "/privacy"):
        await amina.says(begin)
        await amina.presses("Export (OPML)")
        assert amina.last.document is not None
        assert amina.last.document.name == "halqa-feeds.opml"
