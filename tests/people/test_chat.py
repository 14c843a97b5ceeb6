from datetime import UTC, datetime, timedelta

import pytest

from bot.people import store as people_store
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
NO_SUCH_PLACE = (
    "I do not know that place. Try the nearest big city in Arabic or English, or the difference "
    "to UTC, such as +3."
)
NO_DATE = "I could not read that date. For example: 1 December, in 2 weeks, tomorrow."


async def zone_of(actor: Actor) -> str | None:
    return (await actor.person()).zone


@pytest.mark.parametrize(
    ("language", "typed", "zone"),
    [
        pytest.param("en", "Cairo", "Africa/Cairo", id="a city"),
        pytest.param("ar", "القاهره", "Africa/Cairo", id="in Arabic, as it is typed"),
        pytest.param("en", "Asia/Amman", "Asia/Amman", id="a zone's own name"),
    ],
)
async def test_a_place_is_found_and_echoed(
    story: Story, language: str, typed: str, zone: str
) -> None:
    amina = await story.actor("Amina", language=language, zone=None)
    await amina.says("/timezone")
    await amina.says("nowhere at all")
    amina.sees(NO_SUCH_PLACE)
    await amina.says(typed)
    await amina.presses("Yes")

    assert await zone_of(amina) == zone
    assert amina.player.reply_keyboard is None


async def test_an_offset_offers_the_cities_that_have_it_now(story: Story) -> None:
    amina = await story.actor("Amina", zone=None)
    await amina.says("/timezone +3")
    amina.sees("These cities have that time now. Which one keeps your time all year?")
    first = amina.last.labels[0]
    await amina.presses_starting(first.replace("\u2068", "").split("\u2069")[0])
    await amina.presses("Yes")

    zone = await zone_of(amina)
    assert zone is not None
    local = story.clock.now().astimezone((await amina.person()).reader.tz)
    assert local.utcoffset() == timedelta(hours=3)


async def test_a_shared_place_is_used_and_not_stored(story: Story) -> None:
    amina = await story.actor("Amina", zone=None)
    await amina.says("/timezone")
    await amina.shares_location(33.57, -7.59)
    await amina.presses("No, another place")
    await amina.shares_location(31.95, 35.93)
    await amina.presses("Yes")

    assert await zone_of(amina) == "Asia/Amman"


@pytest.mark.parametrize(("language", "other"), [("en", "ar"), ("ar", "en")])
async def test_a_language_is_chosen_and_spoken_at_once(
    story: Story, language: str, other: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/language")
    await amina.presses_starting({"ar": "العربية", "en": "English"}[other])
    amina.language = other

    amina.sees("From now on I speak English with you.")
    assert (await amina.person()).language == other


@pytest.mark.parametrize(
    ("label", "days"), [("Until tomorrow", 1), ("A week", 7), ("A month", 30)]
)
async def test_a_pause_ends_at_the_local_midnight(story: Story, label: str, days: int) -> None:
    amina = await story.actor("Amina")
    await amina.says("/pause")
    await amina.presses(label)

    person = await amina.person()
    until = datetime(2026, 3, 2) + timedelta(days=days)  # noqa: DTZ001 - the local wall clock
    assert person.paused_until is not None
    assert person.paused_until.astimezone(person.reader.tz).replace(tzinfo=None) == until


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_an_open_pause_ends_with_resume(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/pause")
    await amina.presses("Until I am back")
    amina.sees(
        "I am silent until you are back. To go on: {command}",
        command=amina.say.literal("/resume"),
    )
    await amina.says("/resume")

    assert (await amina.person()).paused_until is None
    amina.sees("Welcome back. Your next learning times count again from now.")


async def test_a_pause_until_a_date(story: Story) -> None:
    amina = await story.actor("Amina")
    for nonsense in ("/pause banana", "/pause 1 January 2020", "/pause today"):
        await amina.says(nonsense)
        assert amina.last.text == NO_DATE
    await amina.says("/pause 10 March")

    assert (await amina.person()).paused_until == datetime(2026, 3, 9, 22, tzinfo=UTC)


async def test_who_blocks_the_bot_is_unreachable_until_they_are_back(story: Story) -> None:
    amina = await story.actor("Amina")
    amina.player.block()
    await story.settle()
    assert not (await amina.person()).is_reachable

    await amina.starts()
    assert (await amina.person()).is_reachable
    async with story.app.db.begin() as conn:
        assert await people_store.find_by_telegram_id(conn, amina.player.id) is not None
