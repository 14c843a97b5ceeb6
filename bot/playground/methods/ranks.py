"""Methods by which the bot makes and unmakes administrators of a supergroup."""

import re

from bot.playground.groups.group import Group, Membership, Status
from bot.playground.groups.ranks import demote, promote
from bot.playground.groups.right_names import ADMIN_RIGHTS
from bot.playground.methods.method import Method
from bot.playground.methods.moderation import change_membership
from bot.playground.methods.parameters import (
    FLAG,
    NEEDED_CHAT,
    NEEDED_INTEGER,
    NEEDED_TEXT,
    OBJECT,
    Arguments,
)
from bot.playground.methods.permissions import CHANNEL_RIGHTS, read_rights, rights_to_api
from bot.playground.methods.rights import (
    ONLY_SUPERGROUPS,
    ONLY_SUPERGROUPS_AND_CHANNELS,
    member_of,
    need_right,
    supergroup_of,
    told_to_bot,
)
from bot.playground.refusals import bad_request, not_offered
from bot.playground.state import WorldState

MAX_CUSTOM_TITLE = 16  # characters; Bot API, setChatAdministratorCustomTitle
# Pictures and dingbats, and what makes a character a picture (Unicode, "Emoji").
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u20e3]")


async def promote_chat_member(world: WorldState, arguments: Arguments) -> bool:
    """Make a member an administrator with rights that the bot has; none of them makes a member again."""
    rights = frozenset(name for name in ADMIN_RIGHTS if arguments.flag(name))
    group = supergroup_of(world, arguments, ONLY_SUPERGROUPS_AND_CHANNELS)
    before = member_of(world, group, arguments)
    if before.status is Status.CREATOR:
        raise bad_request("can't remove chat owner")
    if before.user_id == world.bot.id:
        if not rights:
            raise not_offered("that the bot demotes itself")
        raise bad_request("can't promote self")
    if rights:
        _promote(world, group, before, rights)
    else:
        _make_plain(world, group, before)
    return True


async def set_chat_administrator_custom_title(world: WorldState, arguments: Arguments) -> bool:
    """Give an administrator whom the bot promoted a title."""
    group = supergroup_of(world, arguments, ONLY_SUPERGROUPS)
    before = member_of(world, group, arguments)
    if before.status is Status.CREATOR:
        raise bad_request("only creator can edit their custom title")
    if before.status is not Status.ADMINISTRATOR:
        raise bad_request("user is not an administrator")
    if not before.can_be_edited:
        raise bad_request("not enough rights to change custom title of the user")
    title = (arguments.text("custom_title") or "").strip()
    if len(title) > MAX_CUSTOM_TITLE:
        raise bad_request("ADMIN_RANK_INVALID")
    if _EMOJI.search(title):
        raise bad_request("ADMIN_RANK_EMOJI_NOT_ALLOWED")
    need_right(world, group, "can_promote_members", "not enough rights")
    _ = group.change(before.user_id, custom_title=title or None)
    return True


async def set_my_default_administrator_rights(world: WorldState, arguments: Arguments) -> bool:
    """Say which rights the bot asks for when it is added as an administrator; without any it asks for none."""
    if arguments.flag("for_channels"):
        raise not_offered("administrator rights in channels")
    world.profile.default_rights = read_rights(arguments.object("rights") or {})
    return True


async def get_my_default_administrator_rights(
    world: WorldState, arguments: Arguments
) -> dict[str, object]:
    """Give the rights that the bot asks for in groups."""
    if arguments.flag("for_channels"):
        raise not_offered("administrator rights in channels")
    return rights_to_api(world.profile.default_rights)


def _promote(world: WorldState, group: Group, before: Membership, rights: frozenset[str]) -> None:
    need_right(world, group, "can_promote_members", "not enough rights")
    if not before.is_in:
        # A bot adds nobody, so the server has nobody to promote.
        is_banned = before.status is Status.KICKED
        raise bad_request("USER_KICKED" if is_banned else "USER_NOT_PARTICIPANT")
    with told_to_bot():
        _ = promote(world, group, before.user_id, rights, actor_id=world.bot.id)


def _make_plain(world: WorldState, group: Group, before: Membership) -> None:
    """Make a plain member of an administrator, or of a restricted member, as Telegram does then."""
    if not before.is_in:
        raise bad_request("bots can't add new chat members")  # TDLib
    if before.status is Status.MEMBER:
        return
    if before.status is Status.RESTRICTED:
        refusal = "not enough rights to restrict/unrestrict chat member"
        need_right(world, group, "can_restrict_members", refusal)
        change_membership(world, group, Membership(user_id=before.user_id, status=Status.MEMBER))
        return
    need_right(world, group, "can_promote_members", "not enough rights")
    with told_to_bot():
        _ = demote(world, group, before.user_id, actor_id=world.bot.id)


_MEMBER = {"chat_id": NEEDED_CHAT, "user_id": NEEDED_INTEGER}
METHODS = (
    Method(
        "promoteChatMember",
        {**_MEMBER, **dict.fromkeys((*ADMIN_RIGHTS, *CHANNEL_RIGHTS), FLAG)},
        promote_chat_member,
    ),
    Method(
        "setChatAdministratorCustomTitle",
        {**_MEMBER, "custom_title": NEEDED_TEXT},
        set_chat_administrator_custom_title,
    ),
    Method(
        "setMyDefaultAdministratorRights",
        {"rights": OBJECT, "for_channels": FLAG},
        set_my_default_administrator_rights,
    ),
    Method(
        "getMyDefaultAdministratorRights",
        {"for_channels": FLAG},
        get_my_default_administrator_rights,
    ),
)
