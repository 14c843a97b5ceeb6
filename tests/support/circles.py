"""Circles in stories: opened and filled without their talks, entered as people do."""

import re

from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Circle, Role
from tests.support.story import Actor, Story

INTRODUCTION = "I work with maps and would like to learn statistics."


async def found_circle(story: Story, host: Actor, name: str, **values: object) -> Circle:
    """A circle that `host` has opened; `values` are columns that differ from a new circle's."""
    person = await host.person()
    async with story.app.works.begin(origin=f"found:{name}") as work:
        circle = await circle_actions.open_circle(
            work,
            person,
            name=name,
            field="Statistics",
            focus="",
            language=host.language,
            seats=8,
            zone="Africa/Cairo",
        )
        assert isinstance(circle, Circle)
        if values:
            await circle_store.change_circle(work.conn, circle.id, **values)
        return await circle_store.get_circle(work.conn, circle.id)


async def put_in(story: Story, circle: Circle, *actors: Actor) -> None:
    """Members who came without any admission, long enough ago for their word to count later."""
    for actor in actors:
        person = await actor.person()
        async with story.app.works.begin(origin=f"in:{circle.id}:{person.id}") as work:
            assert await circle_store.take_seat(work.conn, circle.id)
            await circle_store.add_member(
                work.conn,
                circle_id=circle.id,
                person_id=person.id,
                role=Role.MEMBER,
                is_opener=False,
                helps_with="",
                now=work.now,
            )


def invite_link(inviter: Actor) -> str:
    """The link in the newest invite that somebody was shown."""
    for text in reversed(inviter.texts()):
        if (found := re.search(r"https://t\.me/\S+\?start=j_\w+", text)) is not None:
            return found.group()
    raise AssertionError("no invite is seen")


async def makes_open_invite(inviter: Actor, *, uses: int = 1) -> str:
    """An open invite by the talk; returns its link."""
    await inviter.says("/invite")
    await inviter.presses("Open invite")
    if inviter.last.labels and str(uses) in inviter.last.labels:
        await inviter.presses(str(uses))
    return invite_link(inviter)


async def knocks(newcomer: Actor, link: str, *, knows: str | None = None) -> None:
    """A newcomer asks to join; `knows`: names that they type, else only the inviter."""
    await newcomer.opens(link)
    await newcomer.presses("Ask to join")
    await newcomer.says(INTRODUCTION)
    await newcomer.presses("Skip")
    if knows is None:
        await newcomer.taps("Only the person who invited me")
    else:
        await newcomer.says(knows)
