"""`/privacy`: what is stored, one's own file, and the end of it."""

import json

import pytest
from sqlalchemy import func, select

from bot.outbox.tables import deliveries
from bot.people.tables import people
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


async def file_of(actor: Actor) -> dict[str, dict[str, object]]:
    """The newest document they got, read."""
    message = next(m for m in reversed(actor.player.received) if m.document is not None)
    assert message.document is not None
    read: dict[str, dict[str, object]] = json.loads(message.document.content)
    return read


async def erase(actor: Actor) -> None:
    await actor.says("/privacy")
    await actor.presses("Erase my data")
    await actor.presses("Erase everything now")


@LANGUAGES
async def test_what_is_stored_is_told_in_plain_words(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.says("/privacy")

    amina.sees("<b>What I know about you</b>")
    amina.sees("<b>What I keep for how long</b>")


@LANGUAGES
async def test_the_export_is_one_file_with_ones_own_data_only(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await story.actor("Omar")

    await amina.says("/privacy")
    await amina.presses("Export")

    told = await file_of(amina)
    assert told["people"]["name"] == "Amina"
    assert "Omar" not in json.dumps(told)
    assert {f.name for f in story.app.features if f.export is not None} < told.keys()


@LANGUAGES
async def test_erasure_asks_once_more_and_may_be_left(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/privacy")
    await amina.presses("Erase my data")

    await amina.presses("Keep my data")

    amina.sees("<b>What I know about you</b>")
    assert (await amina.person()).name == "Amina"


@LANGUAGES
async def test_erasure_is_done_at_once_and_says_good_bye(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await erase(amina)

    amina.sees("If you write to me again, we begin anew, as strangers.")
    async with story.app.db.begin() as conn:
        assert (await conn.execute(select(func.count()).select_from(people))).scalar_one() == 0
        assert (await conn.execute(select(func.count()).select_from(deliveries))).scalar_one() == 0


async def test_a_second_tap_on_erase_meets_nobody_anew(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/privacy")
    await amina.presses("Erase my data")
    screen = next(m for m in amina.player.received if "Erase everything now" in m.labels)
    data = screen.data_of("Erase everything now")
    await amina.presses_data(screen, data)

    await amina.presses_data(screen, data)

    async with story.app.db.begin() as conn:
        assert (await conn.execute(select(func.count()).select_from(people))).scalar_one() == 0


async def test_whoever_writes_again_is_met_as_a_stranger(story: Story) -> None:
    amina = await story.actor("Amina")
    await erase(amina)

    await amina.starts()

    amina.sees("Welcome, {name}.", name="Amina")
    assert (await amina.person()).zone is None
