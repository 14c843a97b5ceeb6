"""The last seat, and the line before a full circle."""

from datetime import timedelta

import pytest

from bot.circles import store as circle_store
from bot.circles.records import Circle
from tests.support.circles import found_circle, knocks, makes_open_invite, put_in
from tests.support.story import Actor, Story


async def frees_a_seat(story: Story, circle: Circle, who: Actor) -> None:
    person = await who.person()
    async with story.app.works.begin(origin=f"left:{person.id}") as work:
        await circle_store.lock_circle(work.conn, circle.id)
        stay = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=person.id)
        assert stay is not None
        await circle_store.end_stay(work.conn, stay, now=work.now)
    await story.settle()


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_of_two_newcomers_one_gets_in_and_the_other_has_their_turn(
    story: Story, language: str
) -> None:
    amina, omar, layla, yusuf = [
        await story.actor(name, language=language) for name in ("Amina", "Omar", "Layla", "Yusuf")
    ]
    data = await found_circle(story, amina, "Data", seats=3)
    await put_in(story, data, omar)
    await story.wait(timedelta(hours=25))
    await knocks(layla, await makes_open_invite(amina))
    await knocks(yusuf, await makes_open_invite(omar))

    await amina.presses("I know them well")
    await omar.presses("I know them well")

    layla.sees("You are in: {circle}", circle="Data")
    yusuf.sees("The members of “{circle}” know you, but every seat is taken right now.",
               circle="Data")  # fmt: skip
    omar.sees("Enough members know {name}. They wait for a free seat in “{circle}”.",
              name="Yusuf", circle="Data")  # fmt: skip

    await frees_a_seat(story, data, layla)
    yusuf.sees("A seat in “{circle}” is free, and it is your turn.", circle="Data")
    await yusuf.presses("Take the seat")
    yusuf.sees("You are in: {circle}", circle="Data")


@pytest.mark.asyncio
@pytest.mark.story
async def test_somebody_in_line_may_leave_it(story: Story) -> None:
    amina, omar, layla = [await story.actor(name) for name in ("Amina", "Omar", "Layla")]
    data = await found_circle(story, amina, "Data", seats=2)
    await knocks(layla, await makes_open_invite(amina))
    await put_in(story, data, omar)
    await amina.presses("I know them well")

    await layla.presses("Leave the line")
    await layla.presses("Yes, withdraw it")

    layla.sees("Your request to join “{circle}” is withdrawn.", circle="Data")
    await frees_a_seat(story, data, omar)
    layla.does_not_see("it is your turn")


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_full_circle_is_told_to_the_holder_of_a_real_code(story: Story) -> None:
    amina, omar, layla = [await story.actor(name) for name in ("Amina", "Omar", "Layla")]
    data = await found_circle(story, amina, "Data", seats=2)
    link = await makes_open_invite(amina)
    await put_in(story, data, omar)

    await layla.opens(link)

    layla.sees(
        "Every seat of this circle is taken right now. Ask whoever sent the invite to tell you when "
        "one is free."
    )
