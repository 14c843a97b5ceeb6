"""While a newcomer waits the circle goes on: people leave, hosts change, settings change."""

from datetime import timedelta

import pytest

from bot.circles import store as circle_store
from bot.circles.records import Circle
from tests.support.circles import found_circle, knocks, makes_open_invite, put_in
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
REQUEST = "{name} asks to join “{circle}”. Do you know them?"
DECISION = "{name} asks to join “{circle}”, and a host decides."


async def cast(
    story: Story, language: str = "en", **values: object
) -> tuple[Circle, Actor, Actor, Actor, Actor]:
    """Amina hosts Omar and Sara in a circle with those settings; Layla is a newcomer."""
    amina, omar, sara, layla = [
        await story.actor(name, language=language) for name in ("Amina", "Omar", "Sara", "Layla")
    ]
    data = await found_circle(story, amina, "Data", **values)
    await put_in(story, data, omar, sara)
    await story.wait(timedelta(hours=25))
    return data, amina, omar, sara, layla


async def leaves(actor: Actor) -> None:
    await actor.says("/circles")
    await actor.presses_starting("Data")
    await actor.presses("Leave")
    await actor.presses("Leave the circle")


async def chooses_host(actor: Actor, how: str, other: str) -> None:
    await actor.says("/circles")
    await actor.presses_starting("Data")
    await actor.presses("Host's tools")
    await actor.presses(how)
    await actor.presses_starting(other)
    await actor.presses("Yes")


# A hold ------------------------------------------------------------------------------------------


@LANGUAGES
async def test_after_a_hold_loses_its_ground_the_members_are_asked(
    story: Story, language: str
) -> None:
    _, amina, omar, sara, layla = await cast(story, language, hold_hours=24)
    await knocks(layla, await makes_open_invite(omar))
    await omar.presses("I know them well")
    for told in (amina, sara):
        told.sees("Enough members of “{circle}” know {name}, who asks to join.", circle="Data",
                  name="Layla")  # fmt: skip

    await omar.presses("Change my answer")
    await omar.presses("I don't know them")

    for asked in (amina, sara):
        asked.sees(REQUEST, name="Layla", circle="Data")
        asked.sees("Not enough members of “{circle}” say any more that they know {name}. The "
                   "members are asked further.", circle="Data", name="Layla")  # fmt: skip
    await story.wait(timedelta(hours=60))
    assert len([text for text in sara.texts() if "Layla" in text]) == 3, "and reminded"
    await sara.presses("I know them a little")
    await story.wait(timedelta(hours=34))  # another hold, and the night
    layla.sees("You are in: {circle}", circle="Data")


async def test_a_concern_taken_back_lets_the_same_hold_go_on(story: Story) -> None:
    _, amina, omar, sara, layla = await cast(story, hold_hours=24)
    await knocks(layla, await makes_open_invite(omar))
    await omar.presses("I know them well")
    await story.wait(timedelta(hours=4))
    await sara.presses("I have a concern")
    await sara.says("Is it the Layla I mean?")
    amina.sees(DECISION, name="Layla", circle="Data")
    notices = len([text for text in omar.texts() if "Enough members of" in text])

    await sara.presses("Change my answer")
    await sara.presses("I don't know them")

    amina.sees("What needed your decision was taken back, and enough members know them. Nothing is "
               "needed from you.")  # fmt: skip
    sara.does_not_see("Your answer about Layla: I have a concern.")
    assert len([text for text in omar.texts() if "Enough members of" in text]) == notices
    await story.wait(timedelta(hours=21))
    layla.sees("You are in: {circle}", circle="Data")


# Somebody leaves, a setting changes --------------------------------------------------------------


async def test_when_the_author_of_the_only_concern_leaves_the_vouches_decide(story: Story) -> None:
    _, _, omar, sara, layla = await cast(story)
    await knocks(layla, await makes_open_invite(omar), knows="Omar, Sara")
    await sara.presses("I have a concern")
    await sara.says("They sell things.")
    await omar.presses("I know them well")

    await leaves(sara)

    layla.sees("You are in: {circle}", circle="Data")


async def test_a_host_who_asks_for_fewer_vouches_lets_those_in_who_have_them(story: Story) -> None:
    _, amina, omar, _, layla = await cast(story, acquaintances_required=2)
    await knocks(layla, await makes_open_invite(omar), knows="Sara")
    await omar.presses("I know them well")
    layla.does_not_see("You are in")

    await amina.says("/circles")
    await amina.presses_starting("Data")
    await amina.presses("Host's tools")
    await amina.presses("Settings")
    await amina.presses("Vouches needed")
    await amina.presses_starting("1")

    layla.sees("You are in: {circle}", circle="Data")


async def test_when_the_only_one_named_leaves_the_others_are_asked_at_once(story: Story) -> None:
    _, amina, omar, _, layla = await cast(story)
    await knocks(layla, await makes_open_invite(omar))
    amina.does_not_see("Do you know them?")

    await leaves(omar)

    amina.sees(REQUEST, name="Layla", circle="Data")


async def test_who_joins_during_the_second_round_is_asked_a_day_later(story: Story) -> None:
    data, amina, omar, sara, layla = await cast(story)
    await knocks(layla, await makes_open_invite(omar))
    for member in (omar, amina, sara):
        await member.presses("I don't know them")
    karim = await story.actor("Karim")
    await put_in(story, data, karim)

    await story.wait(timedelta(hours=23))
    karim.does_not_see("Do you know them?")
    await story.wait(timedelta(hours=2))

    karim.sees(REQUEST, name="Layla", circle="Data")


# Hosts come and go -------------------------------------------------------------------------------


@LANGUAGES
async def test_whoever_becomes_host_gets_the_decision_and_whoever_was_gives_it_up(
    story: Story, language: str
) -> None:
    _, amina, omar, sara, layla = await cast(story, language, host_has_last_word=True)
    await knocks(layla, await makes_open_invite(omar))
    await omar.presses("I know them well")
    amina.sees(DECISION, name="Layla", circle="Data")

    await chooses_host(amina, "Hand over", "Sara")

    amina.sees("This decision is with the hosts of the circle now.")
    assert amina.label("Admit") not in str(amina.buttons())
    await sara.presses("Admit")
    layla.sees("You are in: {circle}", circle="Data")


async def test_a_second_host_gets_the_decision_too(story: Story) -> None:
    _, amina, omar, sara, layla = await cast(story, host_has_last_word=True)
    await knocks(layla, await makes_open_invite(omar))
    await omar.presses("I know them well")

    await chooses_host(amina, "Second host", "Sara")

    sara.sees(DECISION, name="Layla", circle="Data")
    assert "Admit" in str(amina.buttons()), "the first host keeps it"


# A circle is deleted -----------------------------------------------------------------------------


@LANGUAGES
async def test_who_waits_at_the_door_of_a_deleted_circle_is_told_its_name(
    story: Story, language: str
) -> None:
    data, amina, omar, _, layla = await cast(story, language)
    await knocks(layla, await makes_open_invite(omar), knows="Omar, Sara")

    await amina.says("/circles")
    await amina.presses_starting("Data")
    await amina.presses("Host's tools")
    await amina.presses("Close the circle")
    await amina.presses("Close and delete it")

    layla.sees(
        "The circle “{circle}” was closed, and your request to join it has ended with it.",
        circle="Data",
    )
    omar.sees("The request of {name} to join “{circle}” has ended.", name="Layla", circle="Data")
    async with story.app.db.begin() as conn:
        assert (await circle_store.get_circle(conn, data.id)).name == ""
