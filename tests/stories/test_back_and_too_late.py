"""Back after blocking the bot, and presses that come when it is decided."""

from datetime import timedelta

import pytest

from tests.stories.test_the_circle_changes_meanwhile import cast
from tests.stories.test_wrong_buttons import data_of
from tests.support.circles import (
    INTRODUCTION,
    found_circle,
    invite_link,
    knocks,
    makes_open_invite,
    put_in,
)
from tests.support.story import Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]


# Back --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_what_was_decided_while_a_newcomer_had_blocked_the_bot_is_told_on_their_return(
    story: Story, language: str
) -> None:
    _, amina, omar, _, layla = await cast(story, language, host_has_last_word=True)
    await knocks(layla, await makes_open_invite(omar))
    await omar.presses("I know them well")
    layla.player.block()
    await story.settle()
    await amina.presses("Decline")
    await amina.presses("Another field than ours")
    await story.wait(timedelta(days=2))

    layla.player.unblock()
    await layla.starts()

    layla.sees("The circle “{circle}” cannot take you in this time.", circle="Data")


async def test_an_open_question_waits_for_a_newcomer_who_had_blocked_the_bot(story: Story) -> None:
    _, _, omar, _, layla = await cast(story)
    await knocks(layla, await makes_open_invite(omar))
    layla.player.block()
    await story.settle()
    await omar.presses("Ask them something")
    await omar.says("Where did we meet?")
    await story.wait(timedelta(hours=2))

    layla.player.unblock()
    await layla.starts()

    await layla.presses("Answer")
    await layla.says("At the library.")
    omar.sees_text("At the library.")


async def test_a_question_that_is_decided_meanwhile_is_not_sent_on_their_return(
    story: Story,
) -> None:
    _, _, omar, _, layla = await cast(story)
    await knocks(layla, await makes_open_invite(omar))
    layla.player.block()
    await story.settle()
    await omar.presses("Ask them something")
    await omar.says("Where did we meet?")
    await omar.presses("I know them well")

    layla.player.unblock()
    await layla.starts()

    layla.sees("You are in: {circle}", circle="Data")
    layla.does_not_see("Where did we meet?")


# Too late ----------------------------------------------------------------------------------------


async def test_after_the_decision_every_relayed_question_has_lost_its_button(story: Story) -> None:
    _, amina, omar, sara, layla = await cast(story)
    await knocks(layla, await makes_open_invite(omar), knows="Sara, Amina")
    for member in (amina, sara, omar):
        await member.presses("Ask them something")
        await member.says(f"Where did we meet, asks {member.player.person.first_name[0]}?")
    first = next(m for m in layla.player.received if "Answer" in m.labels)
    press = data_of(first, "Answer")

    await omar.presses("I know them well")

    assert "Answer" not in str(layla.buttons())
    await layla.presses_data(first, press)
    assert layla.toast == "This is decided already."


async def test_a_concern_after_the_decision_says_so_and_goes_to_the_hosts(story: Story) -> None:
    _, amina, omar, sara, layla = await cast(story)
    await knocks(layla, await makes_open_invite(omar), knows="Omar, Sara")
    question, press = sara.last, data_of(sara.last, "I have a concern")
    await omar.presses("I know them well")

    await sara.presses_data(question, press)

    assert sara.toast == "This is decided already."
    sara.sees("It is decided already: {name} may join “{circle}”.", name="Layla", circle="Data")
    await sara.says("They sell things.")
    amina.sees_text("They sell things.")


async def test_who_has_left_hears_that_their_concern_is_not_passed_on(story: Story) -> None:
    _, amina, omar, _, layla = await cast(story)
    await knocks(layla, await makes_open_invite(amina), knows="Omar")
    await omar.presses("I have a concern")
    await omar.says("/circles")
    await omar.presses_starting("Data")
    await omar.presses("Leave")
    await omar.presses("Leave the circle")

    await omar.says("They sell things.")

    omar.sees(
        "This request is not before you any more, so nothing of what you write is passed on."
    )
    amina.does_not_see("They sell things.")


# The line ----------------------------------------------------------------------------------------


async def test_a_concern_that_a_host_has_overruled_does_not_come_back_with_a_freed_seat(
    story: Story,
) -> None:
    data, amina, omar, sara, layla = await cast(story, seats=4)
    await knocks(layla, await makes_open_invite(omar), knows="Omar, Sara")
    await sara.presses("I have a concern")
    await sara.says("They sell things.")
    await omar.presses("I know them well")
    karim = await story.actor("Karim")
    await put_in(story, data, karim)
    await amina.presses("Admit")
    layla.sees("The members of “{circle}” know you, but every seat is taken right now.",
               circle="Data")  # fmt: skip
    await layla.starts()
    layla.sees("In line for a free seat: {circles}", circles="Data")

    await karim.says("/circles")
    await karim.presses_starting("Data")
    await karim.presses("Leave")
    await karim.presses("Leave the circle")

    layla.sees("A seat in “{circle}” is free, and it is your turn.", circle="Data")
    await layla.starts()
    layla.sees("A seat is kept for you: {circles}", circles="Data")
    offer = next(m for m in layla.player.received if "Take the seat" in m.labels)
    layla.player.press(offer, "Take the seat")
    layla.player.press(offer, "Take the seat")
    await story.settle()
    layla.sees("You are known here by {names}.", names="Omar")


async def test_in_line_members_who_did_not_know_them_are_asked_again(story: Story) -> None:
    data, amina, omar, sara, layla = await cast(story, seats=4)
    await knocks(layla, await makes_open_invite(omar), knows="Sara, Amina")
    for member in (amina, sara):
        await member.presses("I don't know them")
    karim = await story.actor("Karim")
    await put_in(story, data, karim)
    await omar.presses("I know them well")

    await omar.says("/circles")
    await omar.presses_starting("Data")
    await omar.presses("Leave")
    await omar.presses("Leave the circle")

    for member in (amina, sara, karim):
        member.sees("{name} asks to join “{circle}”. Do you know them?", name="Layla",
                    circle="Data")  # fmt: skip
    await sara.presses("I know them a little")
    layla.sees("You are in: {circle}", circle="Data")


async def test_a_seat_that_cannot_be_taken_any_more_says_why(story: Story) -> None:
    data, amina, omar, sara, layla = await cast(story, seats=4, acquaintances_required=2)
    await knocks(layla, await makes_open_invite(omar), knows="Sara")
    karim = await story.actor("Karim")
    await put_in(story, data, karim)
    await omar.presses("I know them well")
    await sara.presses("I know them well")
    for gone in (karim, sara):
        await gone.says("/circles")
        await gone.presses_starting("Data")
        await gone.presses("Leave")
        await gone.presses("Leave the circle")

    await layla.presses("Take the seat")

    layla.sees("A seat in “{circle}” is free. Before it is yours, the members are asked once more: "
               "the circle has changed since.", circle="Data")  # fmt: skip
    amina.sees("{name} asks to join “{circle}”. Do you know them?", name="Layla", circle="Data")


async def test_who_is_in_too_many_circles_by_now_hears_it_at_the_decision(story: Story) -> None:
    _, _, omar, _, layla = await cast(story)
    await knocks(layla, await makes_open_invite(omar))
    for number in range(10):
        host = await story.actor(f"Host {number}")
        await put_in(story, await found_circle(story, host, f"C{number}"), layla)

    await omar.presses("I know them well")

    layla.sees("The members of “{circle}” know you, but you are in as many circles as one can be "
               "in by now. Leave one first, then ask again with a new invite.",
               circle="Data")  # fmt: skip


# Invites -----------------------------------------------------------------------------------------


async def test_a_second_tap_on_ask_to_join_is_quiet(story: Story) -> None:
    _, _, omar, _, layla = await cast(story)
    await layla.opens(await makes_open_invite(omar))
    door = layla.last
    layla.player.press(door, "Ask to join")
    layla.player.press(door, "Ask to join")
    await story.settle()

    layla.does_not_see("You had begun this.")
    await layla.says(INTRODUCTION)
    await layla.presses("Skip")
    await layla.taps("Only the person who invited me")
    layla.sees("Your request to join “{circle}” is with its members.", circle="Data")


async def test_a_host_cannot_renew_anothers_personal_invite_and_its_guest_hears_the_truth(
    story: Story,
) -> None:
    _, amina, omar, _, layla = await cast(story)
    await omar.says("/invite")
    await omar.presses("For one person")
    await omar.picks(layla)
    await omar.presses("I know them well")
    link = invite_link(omar)

    await amina.says("/invite list")
    assert amina.last.labels == ["Revoke number 1"]
    await amina.presses("Revoke number {n}", n=1)
    await layla.opens(link)

    layla.sees("This invite was taken back. Ask whoever sent it for a new one.")


async def test_a_removed_person_does_not_come_back_by_an_older_invite_of_a_host(
    story: Story,
) -> None:
    data, amina, _, _, layla = await cast(story)
    older = await makes_open_invite(amina)
    await put_in(story, data, layla)
    await amina.says("/circles")
    await amina.presses_starting("Data")
    await amina.presses("Host's tools")
    await amina.presses("Remove a member")
    await amina.presses_starting("Layla")
    await amina.presses("The way of talking")
    await amina.presses("Remove them")

    await layla.opens(older)
    layla.sees(
        "This invite does not work for you. A host of the circle can send you one that does."
    )
    await layla.opens(await makes_open_invite(amina))
    layla.sees("The pledge: what is said here stays here.")
    await layla.presses("Ask to join")
