"""Who is in a circle, as its members see it."""

import pytest

from bot.circles import actions as circle_actions
from bot.circles.records import Circle
from bot.goals import actions as goal_actions
from bot.goals.records import Goal, GoalDraft
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


async def circle_of(host: Actor, *friends: Actor) -> Circle:
    """A circle with all of them in it."""
    people = [await friend.person() for friend in friends]
    person = await host.person()
    async with host.story.app.works.begin(origin="circle") as work:
        circle = await circle_actions.open_circle(
            work, person, name="Data", field="Statistics", focus="", language="en", seats=12,
            zone="UTC",
        )  # fmt: skip
        assert isinstance(circle, Circle)
        for friend in people:
            await circle_actions.admit(
                work,
                circle_id=circle.id,
                person_id=friend.id,
                helps_with="Charts",
                vouchers=[person.id],
            )
    return circle


@LANGUAGES
async def test_members_see_each_others_help_and_shared_goals(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    omar = await story.actor("Omar")
    await circle_of(amina, omar)
    person = await omar.person()
    async with story.app.works.begin(origin="goal") as work:
        goal = await goal_actions.set_goal(work, person, GoalDraft(field="Maps"))
        assert isinstance(goal, Goal)
        await goal_actions.share_with_all(work, person, goal.id, is_shared=True)
    await amina.says("/circles")
    await amina.presses_starting("Data")

    await amina.presses("Members")

    shown = amina.texts()[-1]
    for word in ("Amina", "Omar", "Charts", "Maps"):
        assert word in shown
    await amina.presses("Back")
    assert amina.label("Members") in amina.last.labels


async def test_a_large_circle_is_turned_page_by_page(story: Story) -> None:
    amina = await story.actor("Amina")
    friends = [await story.actor(f"Friend {number}") for number in range(9)]
    await circle_of(amina, *friends)
    await amina.says("/circles")
    await amina.presses_starting("Data")
    await amina.presses("Members")
    assert "Friend 8" not in amina.texts()[-1]

    await amina.presses("Next")
    assert "Friend 8" in amina.texts()[-1]

    await amina.presses("Previous")
    assert "Friend 8" not in amina.texts()[-1]


async def test_who_is_no_member_any_more_sees_nobody(story: Story) -> None:
    amina, omar = await story.actor("Amina"), await story.actor("Omar")
    circle = await circle_of(amina, omar)
    await omar.says("/circles")
    await omar.presses_starting("Data")
    person = await omar.person()
    async with story.app.works.begin(origin="leave") as work:
        await circle_actions.leave(work, person, circle_id=circle.id)

    await omar.presses("Members")

    omar.does_not_see("Members of the circle")
