"""The front door: `/start`, `/help`, `/cancel`, `/plan`, and what nobody waits for."""

import pytest

from bot.circles import actions as circle_actions
from bot.circles.records import Circle
from bot.invites import actions as invite_actions
from bot.invites.records import Made
from tests.support.story import Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


@LANGUAGES
async def test_start_greets_by_name_and_asks_the_three_questions(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language, zone=None)

    amina.sees("Welcome, {name}.", name="Amina")
    for question in ("What do I want to learn?", "When can I learn?", "With whom do I learn?"):
        assert amina.label(question) in amina.last.labels


@LANGUAGES
async def test_the_questions_may_wait(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.presses("Later")

    amina.sees_text("/start")
    assert not amina.last.labels


@LANGUAGES
async def test_a_goal_answers_the_first_question_and_the_others_stay(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.presses("What do I want to learn?")
    await amina.says("Statistics")
    await amina.says("Bayesian regression with small samples")
    for _ in range(4):
        await amina.presses("Skip")
    await amina.presses("Save")

    amina.sees_text("✓")
    assert amina.label("What do I want to learn?") not in amina.last.labels
    assert amina.label("When can I learn?") in amina.last.labels


async def test_with_whom_leads_to_a_circle_of_ones_own_or_back(story: Story) -> None:
    amina = await story.actor("Amina")
    seen = len(amina.texts())

    await amina.presses("With whom do I learn?")
    await amina.presses("Back")
    await amina.presses("With whom do I learn?")
    await amina.presses("On my own for now")

    assert "work without one" in amina.toast
    assert len(amina.texts()) == seen  # one screen, edited


async def test_who_comes_back_after_blocking_is_welcomed_back(story: Story) -> None:
    amina = await story.actor("Amina")
    amina.player.block()
    await story.settle()
    assert not (await amina.person()).is_reachable

    amina.player.unblock()
    await amina.starts()

    amina.sees("Welcome back, {name}.", name="Amina")
    assert (await amina.person()).is_reachable


@LANGUAGES
async def test_cancel_with_nothing_begun_says_so(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.says("/cancel")

    amina.sees("There is nothing to cancel.")


async def test_cancel_leaves_what_was_begun(story: Story) -> None:
    amina = await story.actor("Amina", zone=None)
    await amina.says("/timezone")

    await amina.says("/cancel")

    amina.sees_text("to go on: /timezone")


@LANGUAGES
async def test_the_plan_shows_what_is_open(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.says("/plan")

    amina.sees("• On my own for now.")
    assert len(amina.last.labels) == 3


async def test_an_unknown_command_gets_the_nearest_one(story: Story) -> None:
    amina = await story.actor("Amina")

    await amina.says("/gaols")

    amina.sees_text("Perhaps /goals or /start?")


@LANGUAGES
async def test_a_text_that_nobody_waits_for_gets_a_hint(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.says("what now")

    amina.sees_text("/help")


@LANGUAGES
async def test_help_tells_every_command(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.says("/help")

    for feature in story.app.features:
        for command in feature.commands:
            assert f"/{command.name}" in amina.texts()[-1]


@LANGUAGES
async def test_a_file_gets_a_hint(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    amina.player.send_document(b"%PDF", "a.pdf")
    await story.settle()

    amina.sees_text("/help")


@LANGUAGES
async def test_a_code_typed_alone_opens_its_door(story: Story, language: str) -> None:
    amina = await story.actor("Amina")
    layla = await story.actor("Layla", language=language)
    host = await amina.person()
    async with story.app.works.begin(origin="invite") as work:
        circle = await circle_actions.open_circle(
            work, host, name="Data", field="Statistics", focus="", language="en", seats=5,
            zone="UTC",
        )  # fmt: skip
        assert isinstance(circle, Circle)
        made = await invite_actions.make_open(work, host, circle.id, uses=1)
        assert isinstance(made, Made)

    await layla.says(made.code.lower())

    assert layla.label("Ask to join") in layla.last.labels
