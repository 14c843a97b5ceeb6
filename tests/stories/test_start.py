"""The first touch."""

import pytest

from tests.support.story import Story


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_somebody_starts_and_is_welcomed(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    amina.sees("Welcome, {name}.", name="Amina")


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_zone_is_told_by_city_and_echoed(story: Story) -> None:
    amina = await story.actor("Amina", zone=None)

    await amina.says("/timezone")
    await amina.says("Cairo")
    await amina.presses("Yes")

    assert (await amina.person()).zone == "Africa/Cairo"
