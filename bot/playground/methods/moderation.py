"""Methods by which the bot bans and restricts members of a group."""

from datetime import timedelta

from bot.playground.groups.group import Group, Membership, Status
from bot.playground.groups.joining import leave, remove
from bot.playground.groups.ranks import demote
from bot.playground.groups.right_names import PERMISSIONS
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import (
    FLAG,
    INTEGER,
    NEEDED_CHAT,
    NEEDED_INTEGER,
    NEEDED_OBJECT,
    Arguments,
)
from bot.playground.methods.permissions import read_permissions
from bot.playground.methods.rights import (
    ONLY_SUPERGROUPS,
    ONLY_SUPERGROUPS_AND_CHANNELS,
    group_of,
    member_of,
    need_right,
    own,
    supergroup_of,
    told_to_bot,
    until_date,
)
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState

# TDLib takes a member out by a ban of a minute that it lifts at once.
_KICK_LASTS = timedelta(seconds=60)


async def ban_chat_member(world: WorldState, arguments: Arguments) -> bool:
    """Take somebody out of a group; from a supergroup they stay banned until `until_date`."""
    group = group_of(world, arguments, in_private="can't ban members in private chats")
    before = member_of(world, group, arguments)
    if not group.is_super:
        return _kick_from_basic(world, group, before, forgets=arguments.flag("revoke_messages"))
    until = until_date(world, arguments)
    if before.status is Status.KICKED and before.until == until:
        return True
    _check_may_restrict(world, group, before)
    _ = remove(world, group, before.user_id, actor_id=world.bot.id, until=until)
    return True


async def unban_chat_member(world: WorldState, arguments: Arguments) -> bool:
    """Lift a ban; without `only_if_banned` a member is taken out, too, and may come back."""
    group = supergroup_of(world, arguments, ONLY_SUPERGROUPS_AND_CHANNELS)
    before = member_of(world, group, arguments)
    is_banned = before.status is Status.KICKED
    if before.status is Status.LEFT or (arguments.flag("only_if_banned") and not is_banned):
        return True
    if before.user_id == world.bot.id:
        _ = leave(world, group, world.bot.id)
        return True
    _check_may_restrict(world, group, before)
    if before.is_in:
        until = world.clock.now() + _KICK_LASTS
        _ = remove(world, group, before.user_id, actor_id=world.bot.id, until=until)
    change_membership(
        world, group, Membership(user_id=before.user_id, status=Status.LEFT, is_inside=False)
    )
    return True


async def restrict_chat_member(world: WorldState, arguments: Arguments) -> bool:
    """Say what one member may still do; all permissions lift the restriction."""
    permissions = read_permissions(arguments)
    group = supergroup_of(world, arguments, ONLY_SUPERGROUPS)
    before = member_of(world, group, arguments)
    user_id = before.user_id
    is_free = permissions == frozenset(PERMISSIONS)
    after = Membership(
        user_id=user_id,
        status=Status.RESTRICTED,
        permissions=permissions,
        until=until_date(world, arguments),
        is_inside=before.is_in,
    )
    if is_free:
        status = Status.MEMBER if before.is_in else Status.LEFT
        after = Membership(user_id=user_id, status=status, is_inside=before.is_in)
    if before == after:
        return True
    if is_free and before.status is Status.ADMINISTRATOR and user_id != world.bot.id:
        need_right(world, group, "can_promote_members", "not enough rights")
        with told_to_bot():
            _ = demote(world, group, user_id, actor_id=world.bot.id)
        return True
    _check_may_restrict(world, group, before, is_free=is_free)
    change_membership(world, group, after)
    return True


def change_membership(world: WorldState, group: Group, after: Membership) -> None:
    """Make somebody what the bot has decided, and tell of it."""
    before = group.set_membership(after)
    world.say_membership(group, actor_id=world.bot.id, before=before, after=after)


def _kick_from_basic(
    world: WorldState, group: Group, before: Membership, *, forgets: bool
) -> bool:
    if before.user_id == world.bot.id:
        _ = leave(world, group, world.bot.id)
        return True
    if not own(world, group).is_admin:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    if not before.is_in:
        raise bad_request("USER_NOT_PARTICIPANT")
    if before.is_admin:
        raise bad_request("user is an administrator of the chat")
    _ = remove(world, group, before.user_id, actor_id=world.bot.id)
    if forgets and before.user_id in group.sides:
        group.sides[before.user_id].close(0)
    return True


def _check_may_restrict(
    world: WorldState, group: Group, before: Membership, *, is_free: bool = False
) -> None:
    if before.status is Status.CREATOR:
        raise bad_request("can't remove chat owner")
    if before.user_id == world.bot.id:
        raise bad_request("can't unrestrict self" if is_free else "can't restrict self")
    refusal = "not enough rights to restrict/unrestrict chat member"
    need_right(world, group, "can_restrict_members", refusal)
    if before.status is Status.ADMINISTRATOR and not before.can_be_edited:
        # The server's USER_ADMIN_INVALID, in the words of the Bot API server.
        raise bad_request("user is an administrator of the chat")


_MEMBER = {"chat_id": NEEDED_CHAT, "user_id": NEEDED_INTEGER}
METHODS = (
    Method(
        "banChatMember",
        {**_MEMBER, "until_date": INTEGER, "revoke_messages": FLAG},
        ban_chat_member,
    ),
    Method("unbanChatMember", {**_MEMBER, "only_if_banned": FLAG}, unban_chat_member),
    Method(
        "restrictChatMember",
        {
            **_MEMBER,
            "permissions": NEEDED_OBJECT,
            "use_independent_chat_permissions": FLAG,
            "until_date": INTEGER,
        },
        restrict_chat_member,
    ),
)
