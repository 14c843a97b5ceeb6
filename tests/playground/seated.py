"""Groups with people and the bot in them, without the way they came in."""

from typing import Any, Literal

from bot.playground.groups.group import Group, Membership, Status
from bot.playground.groups.right_names import ADMIN_RIGHTS
from bot.playground.phone.player import Player
from bot.playground.world import World
from tests.playground.conftest import Caller

ALL = tuple(right for right in ADMIN_RIGHTS if right != "is_anonymous")


def seat(group: Group, *players: Player) -> None:
    """Let people be members."""
    for player in players:
        group.set_membership(Membership(user_id=player.id, status=Status.MEMBER))
        group.side_for(player.id)


def seat_bot(world: World, group: Group, *rights: str) -> None:
    """Let the bot be a member, or an administrator with these rights."""
    status = Status.ADMINISTRATOR if rights else Status.MEMBER
    group.set_membership(Membership(user_id=world.bot.id, status=status, rights=frozenset(rights)))


def seated(
    world: World,
    creator: Player,
    *members: Player,
    kind: Literal["supergroup", "group"] = "supergroup",
    forum: bool = False,
    rights: tuple[str, ...] = ALL,
) -> Group:
    """A group with everybody in it; the bot has `rights`, and nothing waits for it."""
    group = world.add_group("Readers", creator, kind=kind, forum=forum)
    seat(group, *members)
    seat_bot(world, group, *rights)
    world.updates.allow(["message", "chat_member", "my_chat_member", "chat_join_request"])
    world.updates.drop_all()
    return group


async def told(bot: Caller) -> list[dict[str, Any]]:
    """What waits for the bot, without the update ids; it takes it."""
    updates: list[dict[str, Any]] = await bot.ok("getUpdates")
    if updates:
        await bot.ok("getUpdates", offset=updates[-1]["update_id"] + 1)
    return [
        {kind: value for kind, value in update.items() if kind != "update_id"}
        for update in updates
    ]
