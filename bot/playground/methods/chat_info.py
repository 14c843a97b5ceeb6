"""ChatFullInfo: all that a bot may learn about a chat."""

from bot.playground.groups.group import Group, InviteLink
from bot.playground.groups.invites import make_link
from bot.playground.jsontypes import JsonObject
from bot.playground.methods.permissions import permissions_to_api
from bot.playground.methods.rights import own
from bot.playground.people import Person
from bot.playground.pinned import pinned_in
from bot.playground.state import WorldState

_MAX_REACTIONS = 11  # what Telegram answers
_ACCENT_COLORS = 7  # of accounts that chose none; Bot API, "Accent colors"
_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def person_info(world: WorldState, person: Person) -> JsonObject:
    """A private chat's."""
    info: JsonObject = {**person.to_chat(), **_shared(person.id, takes_gifts=True)}
    if person.username and not person.deleted:
        info["active_usernames"] = [person.username]
    info.update(_pinned(world, person.id))
    return info


def group_info(world: WorldState, group: Group) -> JsonObject:
    """A group's; the invite link is the bot's own, made now if it has none (Bot API, exportChatInviteLink)."""
    info: JsonObject = {
        **group.to_chat(),
        **_shared(group.id, takes_gifts=False),
        "permissions": permissions_to_api(group.permissions),
    }
    if group.description:
        info["description"] = group.description
    member = own(world, group)
    if member.may("can_invite_users") and group.upgraded_to is None:
        link = primary_link(world, group) or make_link(group, world.bot.id, is_primary=True)
        info["invite_link"] = link.url
    if group.is_super and member.is_admin:
        info["has_visible_history"] = True
    info.update(_pinned(world, group.id))
    return info


def primary_link(world: WorldState, group: Group) -> InviteLink | None:
    """The bot's own primary link, if it has one."""
    return next(
        (
            link
            for link in group.links
            if link.is_primary and not link.is_revoked and link.creator_id == world.bot.id
        ),
        None,
    )


def _shared(chat_id: int, *, takes_gifts: bool) -> JsonObject:
    return {
        "accent_color_id": abs(chat_id) % _ACCENT_COLORS,
        "max_reaction_count": _MAX_REACTIONS,
        "accepted_gift_types": dict.fromkeys(_GIFTS, takes_gifts),
    }


def _pinned(world: WorldState, chat_id: int) -> JsonObject:
    pinned = pinned_in(world.chats[chat_id])
    if not pinned:
        return {}
    return {"pinned_message": world.message_to_api(pinned[-1], with_reply=False)}
