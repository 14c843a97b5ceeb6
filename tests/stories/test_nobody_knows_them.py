"""A newcomer whom nobody knows: asked, asked again, reminded, and closed kindly."""

from datetime import timedelta

import pytest

from tests.support.circles import found_circle, knocks, makes_open_invite, put_in
from tests.support.story import Story


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_nobody_knows_them(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    omar = await story.actor("Omar", language=language)
    layla = await story.actor("Layla", language=language, username="layla_maps")
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar)
    link = await makes_open_invite(amina)

    await layla.opens(link)
    layla.sees("Seats: {taken} of {seats} are taken.", taken=2, seats=8)
    layla.does_not_see("Amina")
    layla.does_not_see("Omar")
    await knocks(layla, link, knows="Zaid")

    layla.sees("Your request to join “{circle}” is with its members.", circle="Data")
    for member in (amina, omar):  # nobody named is a member: everybody is asked at once
        member.sees("{name} asks to join “{circle}”. Do you know them?", name="Layla",
                    circle="Data")  # fmt: skip
        member.sees_text("@layla_maps")
        member.sees("A vouch means one thing: that you know this person yourself.")
    seen_by_layla = len(layla.player.received)
    await amina.presses("I don't know them")
    amina.sees("You can change it until the decision.")

    await story.wait(timedelta(hours=58))
    late = omar.sees("Name in Telegram: {name}", name="Layla")
    assert late.message_id == omar.last.message_id, "Omar, who is silent, is reminded"
    amina.does_not_see("@layla_maps")  # Amina's question became her answer
    assert len(layla.player.received) == seen_by_layla, "nothing tells how it stands"

    await story.wait(timedelta(hours=30))  # the window, and quiet hours after it
    layla.sees(
        "Nobody in the circle “{circle}” could confirm yet that they know you. You may ask again "
        "and name somebody else from the circle, as long as your invite lasts.",
        circle="Data",
    )
    for member in (amina, omar):
        member.sees("The request of {name} to join “{circle}” has ended.", name="Layla",
                    circle="Data")  # fmt: skip
    assert "adm." not in str([message.inline_keyboard for message in omar.player.received])


@pytest.mark.asyncio
@pytest.mark.story
async def test_the_same_invite_opens_the_door_again_with_another_name(story: Story) -> None:
    amina, omar, layla = [await story.actor(name) for name in ("Amina", "Omar", "Layla")]
    data = await found_circle(story, amina, "Data", window_hours=24)
    await put_in(story, data, omar)
    link = await makes_open_invite(amina)
    await knocks(layla, link, knows="Zaid")
    await story.wait(timedelta(hours=48))

    await knocks(layla, link, knows="Omar")
    await omar.presses("I know them a little")

    layla.sees("You are in: {circle}", circle="Data")
    amina.sees(
        "{name}, whom you invited to “{circle}”, is a member now.", name="Layla", circle="Data"
    )


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_picked_member_is_asked_and_lets_them_in(story: Story) -> None:
    amina, omar, sara, layla = [
        await story.actor(name) for name in ("Amina", "Omar", "Sara", "Layla")
    ]
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar, sara)
    await story.wait(timedelta(hours=25))
    link = await makes_open_invite(amina)

    await layla.opens(link)
    await layla.presses("Ask to join")
    await layla.says("Hello")
    layla.sees(
        "That is {n} character. Between {shortest} and {longest} is right; please send it once more.",
        n=5,
        many="That is {n} characters. Between {shortest} and {longest} is right; please send it once more.",
        shortest=20,
        longest=500,
    )
    await layla.says("Hello, I am Layla and I would like to learn with you.")
    await layla.says("I draw good maps.")
    await layla.picks(omar)
    sara.does_not_see("Layla")
    await omar.presses("I know them well")

    layla.sees("You are known here by {names}.", names="Omar")
    await story.wait(timedelta(hours=1))
    sara.sees("{name} joined, known by {voucher}.", name="Layla", voucher="Omar")


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_question_is_relayed_and_its_answer_reaches_all_who_are_asked(
    story: Story,
) -> None:
    amina, omar, layla = [await story.actor(name) for name in ("Amina", "Omar", "Layla")]
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar)
    await knocks(layla, await makes_open_invite(amina), knows="Omar")

    await omar.presses("Ask them something")
    await omar.says("Where did we meet?")
    layla.sees("A question from the circle “{circle}” before they answer:", circle="Data")
    layla.sees_text("Where did we meet?")
    layla.does_not_see("Omar")
    await layla.presses("Answer")
    await layla.says("At the library, two years ago.")

    for member in (amina, omar):
        member.sees_text("At the library, two years ago.")
    await omar.presses("Ask them something")
    assert omar.toast == omar.label("You have asked something already; each member may ask once.")
