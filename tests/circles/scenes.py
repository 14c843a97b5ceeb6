"""Scenes that several stories of circles begin with."""

from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Circle
from tests.support.story import Actor, Story


async def open_circle(story: Story, host: Actor, *others: Actor, seats: int = 8) -> Circle:
    """A circle of `host`, in which `others` are members without any admission."""
    person = await host.person()
    newcomers = [await other.person() for other in others]
    async with story.app.works.begin(origin=f"open{person.id}") as work:
        circle = await circle_actions.open_circle(
            work,
            person,
            name="Algebra",
            field="Mathematics",
            focus="",
            language=host.language,
            seats=seats,
            zone="Africa/Cairo",
        )
        assert isinstance(circle, Circle)
        for newcomer in newcomers:
            await circle_actions.admit(
                work,
                circle_id=circle.id,
                person_id=newcomer.id,
                helps_with="",
                vouchers=[person.id],
            )
    return circle


async def show(actor: Actor, name: str = "Algebra") -> None:
    """Go to the screen of one circle."""
    await actor.says("/circles")
    await actor.presses_starting(name)


async def circles_of(story: Story, actor: Actor) -> list[Circle]:
    """The open circles somebody is in."""
    person = await actor.person()
    async with story.app.db.begin() as conn:
        return [circle for circle, _ in await circle_store.list_circles_of(conn, person.id)]
