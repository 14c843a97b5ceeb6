"""What people do at their phones, step by step."""

from collections.abc import Collection, Sequence

from bot.checkins import actions_weekly as weekly_actions
from bot.cli.scenes.actors import Actor, SceneError, Script
from bot.cli.scenes.stage import Stage
from bot.people import actions as people_actions
from bot.people import store as people_store


async def arrive(stage: Stage, *actors: Actor, weekly: Collection[Actor] = ()) -> None:
    """Let people press Start; where they live, and who of them wants weekly questions, is known then."""
    for actor in actors:
        actor.player.start()
    await stage.settle()
    async with stage.work() as work:
        for actor in actors:
            person = await people_store.find_by_telegram_id(work.conn, actor.id)
            if person is None:
                msg = f"the bot has not met {actor.role.first_name}"
                raise SceneError(msg)
            person = await people_actions.set_zone(work, person, actor.role.zone)
            await weekly_actions.set_weekly(work, person, is_on=actor in weekly)


def opens_circle(actor: Actor, *, name: str, field: str, focus: str) -> Script:
    """The guided talk of `/new`."""
    for answer in (f"/new {name}", field, focus, "English", "8", actor.role.city):
        actor.says(answer)
        yield
    actor.presses("Open it")
    yield


def invites(actor: Actor, guest: Actor, *, depth: str) -> Script:
    """An invite that only `guest` can use."""
    actor.says("/invite")
    yield
    actor.presses("For one person")
    yield
    actor.player.pick_users([guest.player])
    yield
    actor.presses(depth)
    yield


def makes_open_invite(actor: Actor) -> Script:
    """An invite for whoever holds it."""
    actor.says("/invite")
    yield
    actor.presses("Open invite")
    yield
    actor.presses("1")
    yield


def knocks(
    actor: Actor, link: str, *, who: str, helps: str, knows: Sequence[Actor] = ()
) -> Script:
    """Open an invite, and answer what is asked at the door.

    Args:
        actor: the newcomer.
        link: the invite's.
        who: in their own words.
        helps: what they can give.
        knows: whom they pick; none is only the inviter.
    """
    actor.player.open_link(link)
    yield
    actor.presses("Ask to join")
    yield
    actor.says(who)
    yield
    actor.says(helps)
    yield
    if knows:
        actor.player.pick_users([each.player for each in knows])
    else:
        actor.taps("Only the person who invited me")
    yield


def adds_goal(actor: Actor, line: str) -> Script:
    """A goal in one line."""
    actor.says(line)
    yield
    actor.presses("Save")
    yield


def adds_time(actor: Actor, line: str) -> Script:
    """A learning time in one line."""
    actor.says(line)
    yield
    actor.presses("Yes")
    yield
