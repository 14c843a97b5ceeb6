"""Circles as people meet them: opening one, looking around, leaving."""

import pytest

from tests.circles.scenes import circles_of, open_circle, show
from tests.support.story import Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]


@pytest.mark.parametrize(
    ("language", "name", "field"),
    [("en", "Data", "Statistics"), ("ar", "بيانات", "الإحصاء")],
)
async def test_a_circle_is_opened_from_start_to_end(
    story: Story, language: str, name: str, field: str
) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.says("/new")
    await amina.says(name)
    await amina.says(field)
    await amina.presses("Skip")
    await amina.presses_starting("العربية" if language == "ar" else "English")
    await amina.presses_starting("6")
    await amina.presses_starting("القاهرة" if language == "ar" else "Cairo")
    amina.sees("Seats: {seats}", seats=6)
    await amina.presses("Open it")

    amina.sees("The circle “{circle}” is open, and you are its host.", circle=name)
    circles = await circles_of(story, amina)
    assert [(c.name, c.field, c.seats, c.language) for c in circles] == [
        (name, field, 6, language)
    ]
    await amina.presses("To the circle")
    amina.sees("Seats taken: {members} of {seats}", members=1, seats=6)


async def test_the_one_line_form_fills_the_name_and_typed_answers_do(story: Story) -> None:
    amina = await story.actor("Amina", zone=None)

    await amina.says("/new Data club")
    amina.sees("The circle “{circle}”.", circle="Data club")
    await amina.says("Statistics")
    await amina.says("Bayes")
    await amina.says("Arabic")
    await amina.says("٢١")
    amina.sees("Please type a number from 2 to 20.")
    await amina.says("٥")
    await amina.says("Nowhereville-on-Sea")
    amina.sees("I do not know that place. Try the nearest big city, in Arabic or English.")
    await amina.says("دمشق")
    await amina.presses("Open it")

    (circle,) = await circles_of(story, amina)
    assert (circle.focus, circle.language, circle.seats, circle.zone) == (
        "Bayes",
        "ar",
        5,
        "Asia/Damascus",
    )


async def test_a_talk_is_taken_up_after_a_restart(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/new Data")
    await story.restart()

    await amina.says("Statistics")

    amina.sees("Which part does it begin with? Up to 200 characters.")


async def test_pressing_open_twice_opens_one_circle(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/new Data")
    await amina.says("Statistics")
    await amina.presses("Skip")
    await amina.presses_starting("English")
    await amina.presses_starting("8")
    await amina.presses_starting("Cairo")
    screen = amina.last
    button = amina.label("Open it")

    amina.player.press(screen, button)
    amina.player.press(screen, button)
    await story.settle()

    assert len(await circles_of(story, amina)) == 1


async def test_the_limit_is_told_before_any_question(story: Story) -> None:
    amina = await story.actor("Amina")
    for _ in range(story.app.settings.limits.circles_per_host):
        await open_circle(story, amina)

    await amina.says("/new Data")

    amina.sees(
        "You host as many circles as one person can. Hand one of them over first, or close it."
    )


async def test_a_member_leaves_after_a_question_and_the_log_says_so(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("يوسف", language="ar")
    await open_circle(story, amina, yusuf)

    await show(yusuf)
    await yusuf.presses("Leave")
    yusuf.sees("Leave the circle “{circle}”?", circle="Algebra")
    await yusuf.presses("Leave the circle")

    yusuf.sees(
        "You have left “{circle}”. Whatever you planned to learn stays with you.",
        circle="Algebra",
    )
    assert await circles_of(story, yusuf) == []
    amina.does_not_see("Algebra")
    await show(amina)
    await amina.presses("Log")
    amina.sees_text("يوسف left.")


async def test_leaving_may_be_thought_over(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    await open_circle(story, amina, yusuf)

    await show(yusuf)
    await yusuf.presses("Leave")
    await yusuf.presses("To the circle")

    assert len(await circles_of(story, yusuf)) == 1
    yusuf.sees("Field: {field}", field="Mathematics")


async def test_the_last_host_hands_over_and_then_leaves(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf", language="ar")
    await open_circle(story, amina, yusuf)

    await show(amina)
    await amina.presses("Leave")
    await amina.presses("Choose a new host")
    await amina.presses_starting("Yusuf")
    await amina.presses("Yes")
    amina.sees("{name} is the host in your place now and hears of it.", name="Yusuf")
    yusuf.sees(
        "You are now a host of “{circle}”: {name} entrusted you with it.",
        circle="Algebra",
        name="Amina",
    )
    await amina.presses("To the circle")
    await amina.presses("Leave")
    await amina.presses("Leave the circle")

    assert await circles_of(story, amina) == []
    await yusuf.presses("To the circle")
    yusuf.sees("You are a host here.")


async def test_the_only_member_closes_the_circle(story: Story) -> None:
    amina = await story.actor("Amina")
    await open_circle(story, amina)

    await show(amina)
    await amina.presses("Leave")
    amina.sees("You are its only member, so it is closed with that.")
    await amina.presses("Leave the circle")

    amina.sees("You have left “{circle}”, and it is closed.", circle="Algebra")
