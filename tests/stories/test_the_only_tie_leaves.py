"""Who has come to know whom, as members meet it."""

import pytest

from bot.acquaintances import store
from bot.acquaintances.records import Depth
from bot.circles import actions as circle_actions
from bot.circles.records import Circle
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
HEARD = "In the circle “{circle}” nobody has confirmed knowing {name} for two weeks now."


async def make_chain(story: Story, host: Actor, *others: Actor) -> Circle:
    """A circle of `host` in which each of `others` is known only by the one before."""
    people = [await actor.person() for actor in (host, *others)]
    async with story.app.works.begin(origin="chain") as work:
        circle = await circle_actions.open_circle(
            work,
            people[0],
            name="Algebra",
            field="Mathematics",
            focus="",
            language="en",
            seats=8,
            zone="Africa/Cairo",
        )
        assert isinstance(circle, Circle)
        _, before = await circle_actions.circle_as_member(work, people[0], circle.id)
        for person, voucher in zip(people[1:], people, strict=False):
            member = await circle_actions.admit(
                work,
                circle_id=circle.id,
                person_id=person.id,
                helps_with="",
                vouchers=[voucher.id],
            )
            assert member is not None
            await store.put_tie(
                work.conn,
                circle_id=circle.id,
                one=before.id,
                other=member.id,
                depth=Depth.WELL,
                vouched=True,
                now=work.now,
            )
            before = member
    return circle


async def leave(actor: Actor) -> None:
    await actor.says("/circles")
    await actor.presses_starting("Algebra")
    await actor.presses("Leave")
    await actor.presses("Leave the circle")


async def count_ties(story: Story, circle: Circle) -> int:
    async with story.app.db.begin() as conn:
        return len(await store.list_ties(conn, circle.id))


async def test_when_the_only_tie_leaves_both_are_asked_and_both_confirm(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    layla = await story.actor("ليلى", language="ar")
    omar = await story.actor("Omar")
    circle = await make_chain(story, amina, yusuf, layla)

    await leave(yusuf)
    await story.settle()
    amina.sees("Who of the others have you come to know by now?")
    layla.sees("Who of the others have you come to know by now?")

    await amina.presses_starting("ليلى")
    await amina.presses("I know them well")
    amina.sees("It counts as soon as {name} says the same.", name="ليلى")
    assert await count_ties(story, circle) == 0
    await layla.presses_starting("Amina")
    await layla.presses("I know them a little")

    layla.sees("You both say so: you and {name} know each other.", name="Amina")
    amina.sees(
        "Confirmed by both of you: you and {name} know each other in the circle “{circle}”.",
        name="ليلى",
        circle="Algebra",
    )
    assert await count_ties(story, circle) == 1
    omar.does_not_see("Algebra")
    await story.wait(days=15)
    amina.does_not_see("for two weeks now")


async def test_the_others_are_asked_about_the_one_who_is_left_without_anybody(
    story: Story,
) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    layla, omar = await story.actor("Layla"), await story.actor("Omar")
    circle = await make_chain(story, omar, amina, yusuf, layla)

    await leave(yusuf)
    amina.sees("Do you and {name} know each other by now?", name="Layla")
    await amina.presses("I know them a little")
    amina.sees("It counts as soon as {name} says the same.", name="Layla")
    await omar.presses("I don't know them")
    omar.sees("Nobody is told about it.")
    await layla.presses_starting("Amina")
    await layla.presses("I know them a little")

    assert await count_ties(story, circle) == 2
    layla.does_not_see("Omar says")


async def test_after_14_days_without_a_tie_the_host_hears(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    layla, omar = await story.actor("Layla", language="ar"), await story.actor("Omar")
    await make_chain(story, omar, amina, yusuf, layla)
    await leave(yusuf)

    await story.wait(days=13)
    omar.does_not_see("for two weeks now")
    await story.wait(days=2)

    omar.sees(HEARD, circle="Algebra", name="Layla")
    amina.does_not_see("for two weeks now")
    layla.does_not_see("14")


async def test_after_two_months_everybody_is_asked_once_and_ties_need_both(
    story: Story,
) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    layla = await story.actor("Layla", language="ar")
    circle = await make_chain(story, amina, yusuf, layla)

    await story.wait(days=59)
    amina.does_not_see("two months")
    await story.wait(days=2)
    amina.sees("You have been in the circle “{circle}” for two months.", circle="Algebra")
    yusuf.does_not_see("two months")
    await amina.presses_starting("Layla")
    await amina.presses("I know them well")
    await story.wait(days=1)
    layla.sees(
        "{name} says that you two have come to know each other in the circle “{circle}”.",
        name="Amina",
        circle="Algebra",
    )
    await layla.presses("I know them well")

    assert await count_ties(story, circle) == 3
    await story.wait(days=60)
    assert sum("for two months" in text for text in amina.texts()) <= 1


async def test_an_old_question_about_somebody_who_left_says_so(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    layla = await story.actor("Layla")
    await make_chain(story, amina, yusuf, layla)
    await leave(yusuf)
    await leave(layla)

    await amina.presses_starting("Layla")

    amina.sees("They have left the circle in the meantime.")


async def test_another_persons_answer_is_not_taken(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    layla, omar = await story.actor("Layla"), await story.actor("Omar")
    circle = await make_chain(story, amina, yusuf, layla)
    await leave(yusuf)
    await layla.presses_starting("Amina")
    data = layla.last.data_of(layla.label("I know them well"))
    await amina.presses_starting("Layla")
    await amina.presses("I know them well")

    await omar.presses_data(omar.last, data)

    assert await count_ties(story, circle) == 0
