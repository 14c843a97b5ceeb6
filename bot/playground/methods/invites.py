"""Methods about invite links and join requests; a bot works with its own links only."""

from datetime import UTC, datetime

from bot.playground.groups.group import Group, InviteLink
from bot.playground.groups.invites import invite_hash, make_link
from bot.playground.groups.joining import approve, decline
from bot.playground.jsontypes import JsonObject
from bot.playground.methods.chat_info import primary_link
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import (
    FLAG,
    INTEGER,
    NEEDED_CHAT,
    NEEDED_INTEGER,
    NEEDED_TEXT,
    TEXT,
    Arguments,
)
from bot.playground.methods.rights import (
    group_of,
    need_right,
    short_name,
    told_to_bot,
    user_of,
)
from bot.playground.refusals import bad_request, forbidden
from bot.playground.state import WorldState

MAX_LINK_NAME = 32  # characters; Bot API, createChatInviteLink
MAX_LIMIT = 99_999  # members; Bot API, createChatInviteLink
_RIGHT = "can_invite_users"


async def export_chat_invite_link(world: WorldState, arguments: Arguments) -> str:
    """Make a new primary link in the place of the bot's old one."""
    group = _group(world, arguments)
    old = primary_link(world, group)
    if old is not None:
        old.is_revoked = True
    return _new_primary(world, group).url


async def create_chat_invite_link(world: WorldState, arguments: Arguments) -> JsonObject:
    """Make one more link."""
    limit = _limit(arguments)
    group = _group(world, arguments)
    expires_at = _expiry(world, arguments)
    link = make_link(
        group,
        world.bot.id,
        request=arguments.flag("creates_join_request"),
        name=_name(arguments),
        expires_at=expires_at,
        member_limit=limit,
    )
    world.emit("links", group)
    return world.link_to_api(group, link)


async def edit_chat_invite_link(world: WorldState, arguments: Arguments) -> JsonObject:
    """Change a link that is not primary; what the call leaves out is taken away."""
    limit = _limit(arguments)
    group = _group(world, arguments)
    link = _own_link(world, group, arguments)
    if link.is_primary:
        raise bad_request("CHAT_INVITE_PERMANENT")
    link.expires_at = _expiry(world, arguments)
    link.name = _name(arguments)
    link.member_limit = limit
    link.creates_join_request = arguments.flag("creates_join_request")
    return world.link_to_api(group, link)


async def revoke_chat_invite_link(world: WorldState, arguments: Arguments) -> JsonObject:
    """Let a link lead nowhere any more; another primary one takes the place of a primary one."""
    group = _group(world, arguments)
    link = _own_link(world, group, arguments)
    link.is_revoked = True
    if link.is_primary:
        _ = _new_primary(world, group)
    world.emit("links", group)
    return world.link_to_api(group, link)


async def approve_chat_join_request(world: WorldState, arguments: Arguments) -> bool:
    """Let somebody in who waits at the door."""
    group, user_id = _door(world, arguments)
    if group.membership(user_id).is_in:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    with told_to_bot():
        _ = approve(world, group, user_id, actor_id=world.bot.id)
    return True


async def decline_chat_join_request(world: WorldState, arguments: Arguments) -> bool:
    """Send somebody away who waits at the door."""
    group, user_id = _door(world, arguments)
    with told_to_bot():
        decline(world, group, user_id, actor_id=world.bot.id)
    return True


def _group(world: WorldState, arguments: Arguments) -> Group:
    group = group_of(world, arguments, in_private="can't invite members to a private chat")
    need_right(world, group, _RIGHT, "not enough rights to manage chat invite link")
    return group


def _door(world: WorldState, arguments: Arguments) -> tuple[Group, int]:
    user_id = user_of(arguments)
    group = group_of(world, arguments, in_private="the chat can't have join requests")
    need_right(world, group, _RIGHT, "not enough rights to manage chat join requests")
    person = world.people.get(user_id)
    if person is None:
        raise bad_request("USER_ID_INVALID")
    if person.deleted:
        raise forbidden("user is deactivated")
    return group, user_id


def _new_primary(world: WorldState, group: Group) -> InviteLink:
    link = make_link(group, world.bot.id, is_primary=True)
    world.emit("links", group)
    return link


def _own_link(world: WorldState, group: Group, arguments: Arguments) -> InviteLink:
    url = arguments.text("invite_link") or ""
    if not url:
        raise bad_request("invite link must be non-empty")
    wanted = invite_hash(url)
    link = next((each for each in group.links if invite_hash(each.url) == wanted), None)
    if wanted is None or link is None or link.is_revoked:
        raise bad_request("INVITE_HASH_EXPIRED")
    if link.creator_id != world.bot.id:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return link


def _name(arguments: Arguments) -> str | None:
    return short_name(arguments.text("name") or "", MAX_LINK_NAME) or None


def _limit(arguments: Arguments) -> int | None:
    limit = max(0, arguments.integer("member_limit") or 0)
    if limit and arguments.flag("creates_join_request"):
        raise bad_request(
            "member limit can't be specified for links requiring administrator approval"
        )
    if limit > MAX_LIMIT:
        raise bad_request("USAGE_LIMIT_INVALID")
    return limit or None


def _expiry(world: WorldState, arguments: Arguments) -> datetime | None:
    seconds = arguments.integer("expire_date") or 0
    if seconds <= 0:
        return None
    if not world.clock.now().timestamp() < seconds < 2**31:
        raise bad_request("EXPIRE_DATE_INVALID")
    return datetime.fromtimestamp(seconds, UTC)


_CHAT = {"chat_id": NEEDED_CHAT}
_LINK = {
    "name": TEXT,
    "expire_date": INTEGER,
    "member_limit": INTEGER,
    "creates_join_request": FLAG,
}
_ASKER = {**_CHAT, "user_id": NEEDED_INTEGER}
METHODS = (
    Method("exportChatInviteLink", _CHAT, export_chat_invite_link),
    Method("createChatInviteLink", {**_CHAT, **_LINK}, create_chat_invite_link),
    Method(
        "editChatInviteLink",
        {**_CHAT, "invite_link": NEEDED_TEXT, **_LINK},
        edit_chat_invite_link,
    ),
    Method("revokeChatInviteLink", {**_CHAT, "invite_link": NEEDED_TEXT}, revoke_chat_invite_link),
    Method("approveChatJoinRequest", _ASKER, approve_chat_join_request),
    Method("declineChatJoinRequest", _ASKER, decline_chat_join_request),
)
