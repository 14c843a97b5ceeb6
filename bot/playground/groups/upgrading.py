"""A basic group becomes a supergroup: another chat with another id, into which everybody moves."""

from dataclasses import replace

from bot.playground.chats import Numbers, Side
from bot.playground.groups.group import Group, Status
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import groups
from bot.playground.state import WorldState


def upgrade(world: WorldState, group: Group, new_id: int, *, actor_id: int) -> Group:
    """Make the supergroup with `new_id` out of a basic group; only its creator does that.

    The bot hears of its membership in the new chat (of leaving the old one it never does), and by two messages
    where the one leads and where the other comes from. The old chat takes no message any more.

    Raises:
        NotPossibleError: it is a supergroup, was upgraded before, or the actor did not make it.
    """
    if group.is_super or group.upgraded_to is not None:
        raise NotPossibleError(groups.ONLY_BASIC_GROUPS_UPGRADE, code="CHAT_ID_INVALID")
    if group.membership(actor_id).status is not Status.CREATOR:
        raise NotPossibleError(groups.ONLY_CREATOR_UPGRADES, code="CHAT_ADMIN_REQUIRED")
    new = Group(
        new_id,
        group.title,
        is_super=True,
        is_forum=False,
        numbers=Numbers(),
        now=world.clock.now,
    )
    world.chats[new.id] = new
    _move(group, new)
    world.rates.follow(group.id, new.id)
    bot = new.membership(world.bot.id)
    if bot.is_in:
        outside = replace(bot, status=Status.LEFT, rights=frozenset(), is_inside=False)
        world.say_membership(new, actor_id=actor_id, before=outside, after=bot)
    world.say_service(group, actor_id, {"migrate_to_chat_id": new.id})
    group.upgraded_to = new.id
    world.say_service(new, actor_id, {"migrate_from_chat_id": group.id})
    world.emit("members", group)
    world.emit("members", new)
    return new


def _move(old: Group, new: Group) -> None:
    new.members = {member.user_id: member for member in old.inside}
    new.sides = {each: Side() for each in old.sides if new.membership(each).is_in}
    new.permissions, new.description = old.permissions, old.description
    new.links, old.links = old.links, []
    new.requests, old.requests = old.requests, {}
