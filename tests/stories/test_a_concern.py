"""A concern: the host decides, sees the text and not who wrote it."""

from datetime import timedelta

import pytest

from tests.support.circles import found_circle, knocks, makes_open_invite, put_in
from tests.support.story import Actor, Story

CONCERN = "They tried to sell us something."


async def with_concern(story: Story, language: str) -> tuple[Actor, Actor, Actor, Actor]:
    """Amina hosts Omar and Sara; Omar knows Layla, Sara has a concern."""
    amina, omar, sara, layla = [
        await story.actor(name, language=language) for name in ("Amina", "Omar", "Sara", "Layla")
    ]
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar, sara)
    await story.wait(timedelta(hours=25))
    link = await makes_open_invite(omar)
    await knocks(layla, link, knows="Omar, Sara")
    await sara.presses("I have a concern")
    sara.sees("This circle is small: a host may guess who wrote it.")
    await sara.says(CONCERN)
    await omar.presses("I know them well")
    return amina, omar, sara, layla


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_host_admits_in_spite_of_a_concern(story: Story, language: str) -> None:
    amina, omar, sara, layla = await with_concern(story, language)

    sara.sees("Your concern is with the hosts, without your name. They decide now.")
    amina.sees_text(CONCERN)
    amina.does_not_see("Sara")
    omar.does_not_see(CONCERN)
    layla.does_not_see(CONCERN)
    await amina.presses("Admit")

    layla.sees("You are in: {circle}", circle="Data")
    sara.sees("Decided: {name} is a member of “{circle}” now.", name="Layla", circle="Data")


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_host_declines_with_a_reason_and_nobody_is_named(story: Story) -> None:
    amina, omar, _, layla = await with_concern(story, "en")

    await amina.presses("Decline")
    await amina.presses("Back")
    await amina.presses("Decline")
    await amina.presses("Not now, perhaps later")

    layla.sees("The circle “{circle}” cannot take you in this time.", circle="Data")
    layla.sees(
        "The circle is in the middle of something and takes nobody in just now. You may ask again "
        "in a few weeks with a new invite."
    )
    layla.does_not_see("Amina")
    omar.sees(
        "{name}, whom you invited to “{circle}”, has not come in this time; later it may be "
        "different.",
        name="Layla",
        circle="Data",
    )


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_concern_is_taken_back_and_the_vouch_decides(story: Story) -> None:
    amina, _, sara, layla = await with_concern(story, "en")

    await sara.presses("Change my answer")
    await sara.presses("I don't know them")

    layla.sees("You are in: {circle}", circle="Data")
    await amina.presses_starting("To the circle")  # no decision is left with the host
    assert "Admit" not in str(amina.buttons())


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_silent_host_is_alerted_once_and_it_ends_neutrally(story: Story) -> None:
    amina, _, _, layla = await with_concern(story, "en")

    await story.wait(timedelta(days=4))
    amina.sees(
        "A decision about {name} still waits for you: three days more, then it ends without one.",
        name="Layla",
    )
    await story.wait(timedelta(days=3))

    layla.sees(
        "Your request to join the circle “{circle}” has ended without a decision. You may ask "
        "again later.",
        circle="Data",
    )


@pytest.mark.asyncio
@pytest.mark.story
async def test_in_a_hold_a_member_who_was_not_asked_may_object(story: Story) -> None:
    amina, omar, sara, layla = [
        await story.actor(name) for name in ("Amina", "Omar", "Sara", "Layla")
    ]
    data = await found_circle(story, amina, "Data", hold_hours=24)
    await put_in(story, data, omar, sara)
    await story.wait(timedelta(hours=25))
    await knocks(layla, await makes_open_invite(omar), knows="Omar")
    await omar.presses("I know them well")

    sara.sees("Enough members of “{circle}” know {name}, who asks to join.", circle="Data",
              name="Layla")  # fmt: skip
    await sara.presses("I have a concern")
    await sara.says(CONCERN)

    amina.sees_text(CONCERN)
    await amina.presses("Decline")
    await amina.presses("Another reason")
    layla.sees("The circle “{circle}” cannot take you in this time.", circle="Data")
