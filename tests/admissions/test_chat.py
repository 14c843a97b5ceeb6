"""What members and newcomers see and press, through the whole bot."""

from datetime import timedelta

import pytest

from tests.support.circles import found_circle, invite_link, knocks, makes_open_invite, put_in
from tests.support.story import Story


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_members_are_warned_of_names_that_deceive(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    double = await story.actor("Аmi\u200bna", language=language)  # a Cyrillic A, and a hidden mark
    await found_circle(story, amina, "Data")

    await knocks(double, await makes_open_invite(amina))

    amina.sees(
        "Take care: the name looks like that of a member, {of}. It may be somebody else.",
        of="Amina",
    )
    amina.sees(
        "Take care: the name holds characters that nobody sees, which can make it look like "
        "another one."
    )
    amina.sees(
        "Take care: the name mixes letters of different alphabets, which can make it look like "
        "another one."
    )


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_host_vouches_from_the_decision_and_admits(story: Story) -> None:
    amina, omar, layla = [await story.actor(name) for name in ("Amina", "Omar", "Layla")]
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar)
    await knocks(layla, await makes_open_invite(omar))
    await omar.presses("I have a concern")
    await omar.says("x" * 301)
    omar.sees("That is too long: {n} character fits. Please shorten it.", n=300,
              many="That is too long: {n} characters fit. Please shorten it.")  # fmt: skip
    await omar.says("I am not sure it is she.")

    amina.sees("That is not enough to take them in yet. If you know them yourself, say so below.")
    assert "Admit" not in str(amina.buttons())
    await amina.presses("I know them a little")
    await amina.presses("Admit")

    layla.sees("You are known here by {names}.", names="Amina")


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_request_is_withdrawn_only_when_sure(story: Story) -> None:
    amina, layla = await story.actor("Amina"), await story.actor("Layla")
    await found_circle(story, amina, "Data")
    link = await makes_open_invite(amina)
    await knocks(layla, link)

    await layla.presses("Withdraw my request")
    await layla.presses("No, keep it")
    await layla.opens(link)
    layla.sees("Your request to join “{circle}” is with its members.", circle="Data")
    await layla.presses("Withdraw my request")
    await layla.presses("Yes, withdraw it")

    layla.sees("Your request to join “{circle}” is withdrawn.", circle="Data")
    amina.sees("The request of {name} to join “{circle}” has ended.", name="Layla", circle="Data")
    amina.sees("{name}, whom you invited to “{circle}”, took the request back.", name="Layla",
               circle="Data")  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_talk_about_something_decided_meanwhile_ends_well(story: Story) -> None:
    amina, omar, sara, layla = [
        await story.actor(name) for name in ("Amina", "Omar", "Sara", "Layla")
    ]
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar, sara)
    await story.wait(timedelta(hours=25))
    await knocks(layla, await makes_open_invite(amina), knows="Omar, Sara")
    await omar.presses("Ask them something")
    await omar.says("Where did we meet?")
    await layla.presses("Answer")
    await sara.presses("I have a concern")
    await omar.presses("Ask them something")
    await amina.presses("I know them well")
    layla.sees("You are in: {circle}", circle="Data")

    await layla.says("At the library.")
    layla.sees("This has been decided meanwhile; nothing more is needed.")
    await sara.says("They tried to sell us something.")
    sara.sees("It was decided before. The hosts get your concern as a note, without your name.")
    amina.sees("A concern about {name}, who is a member of “{circle}” already:", name="Layla",
               circle="Data")  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.story
async def test_nothing_is_sent_at_night_but_what_was_asked_for(story: Story) -> None:
    amina, layla = await story.actor("Amina"), await story.actor("Layla")
    await found_circle(story, amina, "Data")
    link = await makes_open_invite(amina)
    await story.wait(timedelta(hours=12))  # 23:00 in Cairo
    await knocks(layla, link)

    amina.does_not_see("Layla")
    await story.wait(timedelta(hours=9))
    await amina.presses("I know them well")

    layla.sees("You are in: {circle}", circle="Data")


@pytest.mark.asyncio
@pytest.mark.story
async def test_the_door_is_tried_again_when_the_button_is_pressed(story: Story) -> None:
    amina, layla = await story.actor("Amina"), await story.actor("Layla")
    await found_circle(story, amina, "Data")
    await makes_open_invite(amina)
    await layla.opens(invite_link(amina))
    await amina.says("/invite list")
    await amina.presses("Revoke number {n}", n=1)

    await layla.presses("Ask to join")

    layla.sees("This invite was taken back. Ask whoever sent it for a new one.")
