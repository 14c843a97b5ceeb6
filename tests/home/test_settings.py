"""`/settings`: one screen, changed in place."""

from datetime import time

import pytest

from bot.people.records import Budget
from bot.texts import Digits
from tests.support.story import Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


@LANGUAGES
async def test_the_budget_is_changed_in_place(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/settings")
    seen = len(amina.texts())

    await amina.presses("Messages a day")
    await amina.presses("Light: {n} a day", n=2)

    assert (await amina.person()).budget is Budget.LIGHT
    assert len(amina.texts()) == seen
    assert amina.label("Messages a day") in amina.last.labels


async def test_the_language_changes_at_once_and_digits_appear(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/settings")
    assert "Digits" not in amina.last.labels

    await amina.presses("Language")
    await amina.presses_starting("العربية")
    amina.language = "ar"
    await amina.presses("Digits")
    await amina.presses_starting("١٢٣")

    person = await amina.person()
    assert (person.language, person.digits) == ("ar", Digits.ARABIC)


async def test_days_off_are_switched_on_and_off_one_by_one(story: Story) -> None:
    amina = await story.actor("Amina")  # Cairo: the weekend is Friday and Saturday
    await amina.says("/settings")
    await amina.presses("Days off")

    await amina.presses_starting("The weekend")
    await amina.presses_starting("Sunday")
    await amina.presses_starting("✓ Friday")

    assert (await amina.person()).days_off == frozenset({5, 6})

    await amina.presses("No days off")
    assert not (await amina.person()).days_off
    await amina.presses("Back")
    amina.sees("<b>Settings</b>")


@pytest.mark.parametrize(
    ("typed", "quiet"),
    [
        pytest.param("from 23:00 to 6:30", (time(23), time(6, 30)), id="typed in English"),
        pytest.param("من ١١ مساءً إلى ٦ صباحًا", (time(23), time(6)), id="typed in Arabic"),
    ],
)
async def test_quiet_hours_may_be_typed(
    story: Story, typed: str, quiet: tuple[time, time]
) -> None:
    amina = await story.actor("Amina")
    await amina.says("/settings")
    await amina.presses("Quiet hours")

    await amina.says(typed)

    told = (await amina.person()).quiet
    assert (told.starts, told.ends) == quiet
    amina.sees("<b>Settings</b>")


@LANGUAGES
async def test_quiet_hours_may_be_none(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/settings")
    await amina.presses("Quiet hours")

    await amina.presses("No quiet hours")

    told = (await amina.person()).quiet
    assert told.starts == told.ends
    amina.sees("Quiet hours: none")


async def test_a_span_that_means_two_is_asked_back(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/settings")
    await amina.presses("Quiet hours")

    await amina.says("10-7")
    await amina.presses_starting("22:00")

    told = (await amina.person()).quiet
    assert (told.starts, told.ends) == (time(22), time(7))


async def test_what_is_no_span_is_asked_again(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/settings")
    await amina.presses("Quiet hours")

    await amina.says("at night")
    amina.sees("I could not read that. For example: from 22 to 7, or 23:00 to 6:30.")
    await amina.presses("Back")

    amina.sees("<b>Settings</b>")


@LANGUAGES
async def test_a_pause_is_set_and_ended(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/settings")
    await amina.presses("Pause")
    await amina.presses("A week")
    assert (await amina.person()).paused_until is not None

    await amina.presses("Pause")
    await amina.presses("Speak again")

    assert (await amina.person()).paused_until is None


async def test_the_zone_is_asked_by_its_own_talk_and_the_settings_follow(story: Story) -> None:
    amina = await story.actor("Amina", zone=None)
    await amina.says("/settings")
    await amina.presses("Time zone")
    await amina.says("Amman")
    await amina.presses("Yes")

    assert (await amina.person()).zone == "Asia/Amman"
    assert "Quiet hours" in amina.last.labels


@LANGUAGES
async def test_the_weekly_check_in_moves_and_may_be_none(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/settings")
    await amina.presses("Weekly check-in")

    await amina.presses(amina.say.weekday(6))
    await amina.presses_starting("20:00" if language == "en" else "8:00 م")
    await amina.presses("Back")
    amina.sees(
        "Weekly check-in: {day}, {time}",
        day=amina.say.weekday(6),
        time=amina.say.time(time(20)),
    )

    await amina.presses("Weekly check-in")
    await amina.presses("No weekly check-in")
    await amina.presses("Back")
    amina.sees("Weekly check-in: none")
