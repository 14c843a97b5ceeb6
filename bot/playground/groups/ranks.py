"""Administrators made and unmade, by whomever.

What one administrator may do to another is asked here too, since it is one rule for people and bots; the sentence is
for a person, the `code` is what Telegram tells a bot.
"""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from bot.playground.groups.group import Group, Membership, Status
from bot.playground.groups.joining import add
from bot.playground.groups.right_names import ADMIN_RIGHTS
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import groups
from bot.playground.sentences.rights import RIGHTS
from bot.playground.state import WorldState

# What every administrator of a basic group has, and nothing else: rights of one's own are the supergroups'.
BASIC_RIGHTS: Final = frozenset(
    {
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
    }
)

_NOT_OFFERED: Final = "anonymous administrators are not offered by the playground"


def promote(
    world: WorldState, group: Group, user_id: int, rights: AbstractSet[str], *, actor_id: int
) -> Membership:
    """Make somebody an administrator with exactly these rights, adding them to a supergroup if they are not in it.

    Raises:
        NotPossibleError: the actor may not promote, gives more than they have, or may not touch this one.
    """
    actor, before = group.membership(actor_id), group.membership(user_id)
    rights = granted(group, rights)
    check_may_edit(group, actor, before)
    missing = sorted(rights - {right for right in ADMIN_RIGHTS if actor.may(right)})
    if missing and actor.status is not Status.CREATOR and group.is_super:
        right = RIGHTS[missing[0]]
        raise NotPossibleError(groups.GIVES_ONLY_OWN_RIGHTS, code="RIGHT_FORBIDDEN", right=right)
    if not before.is_in and not group.is_super:
        add(world, group, user_id, actor_id=actor_id)
        before = group.membership(user_id)
    promoted = replace(
        before,
        status=Status.ADMINISTRATOR,
        rights=rights,
        permissions=frozenset(),
        until=None,
        is_inside=True,
        can_be_edited=actor_id == world.bot.id,
        promoted_by=actor_id if before.promoted_by is None else before.promoted_by,
    )
    if not before.is_in:
        add(world, group, user_id, actor_id=actor_id, promoted=promoted)
    elif promoted != before:
        group.set_membership(promoted)
        world.say_membership(group, actor_id=actor_id, before=before, after=promoted)
    return promoted


def demote(world: WorldState, group: Group, user_id: int, *, actor_id: int) -> Membership:
    """Make an administrator a plain member again.

    Raises:
        NotPossibleError: the actor may not promote, or may not touch this one.
    """
    before = group.membership(user_id)
    check_may_edit(group, group.membership(actor_id), before)
    if before.status is not Status.ADMINISTRATOR:
        return before
    after = Membership(user_id=user_id, status=Status.MEMBER)
    group.set_membership(after)
    world.say_membership(group, actor_id=actor_id, before=before, after=after)
    return after


def check_may_edit(group: Group, actor: Membership, target: Membership) -> None:
    """Whether the actor may change what the target is as an administrator.

    Raises:
        NotPossibleError: not the creator, not somebody else's administrators, not without the right to promote.
    """
    if group.upgraded_to is not None or not actor.is_in:
        raise NotPossibleError(groups.ONLY_ADMINISTRATORS, code="CHAT_ADMIN_REQUIRED")
    if target.status is Status.CREATOR:
        raise NotPossibleError(groups.CREATOR_STAYS, code="USER_CREATOR")
    if actor.status is Status.CREATOR:
        return
    if not group.is_super or not actor.may("can_promote_members"):
        raise NotPossibleError(groups.MAY_NOT_PROMOTE, code="RIGHT_FORBIDDEN")
    if target.is_admin and target.promoted_by != actor.user_id:
        raise NotPossibleError(groups.ONLY_WHO_PROMOTED, code="CHAT_ADMIN_REQUIRED")


def granted(group: Group, rights: AbstractSet[str]) -> frozenset[str]:
    """The rights that come of asking for these: being one is implied, and in basic groups all are the same.

    Raises:
        NotPossibleError: a right that there is not, or to act anonymously, which is not played.
    """
    unknown = sorted(set(rights) - set(ADMIN_RIGHTS))
    if unknown:
        raise NotPossibleError(groups.NO_SUCH_RIGHT, right=unknown[0])
    if "is_anonymous" in rights:
        raise NotPossibleError(groups.NOT_ANONYMOUS, code=_NOT_OFFERED)
    return frozenset(rights) | {"can_manage_chat"} if group.is_super else BASIC_RIGHTS
