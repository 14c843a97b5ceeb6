"""What somebody is in a group, as the Bot API says it."""

from datetime import datetime

from bot.playground.groups.group import Group, InviteLink, Membership, Status
from bot.playground.groups.right_names import ADMIN_RIGHTS, PERMISSIONS
from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import groups


def member_to_api(user: JsonObject, member: Membership) -> JsonObject:
    """As ChatMember."""
    fields: JsonObject = {"user": user, "status": str(member.status)}
    if member.status is Status.CREATOR:
        fields["is_anonymous"] = "is_anonymous" in member.rights
    elif member.status is Status.ADMINISTRATOR:
        fields["can_be_edited"] = member.can_be_edited
        fields.update({right: right in member.rights for right in ADMIN_RIGHTS})
    elif member.status is Status.RESTRICTED:
        fields["is_member"] = member.is_inside
        fields.update({name: name in member.permissions for name in PERMISSIONS})
        fields["until_date"] = _until(member.until)
    elif member.status is Status.KICKED:
        fields["until_date"] = _until(member.until)
    if member.is_admin and member.custom_title:
        fields["custom_title"] = member.custom_title
    return fields


def link_to_api(
    link: InviteLink, creator: JsonObject, *, waiting: int = 0, is_own: bool = True
) -> JsonObject:
    """As ChatInviteLink; `waiting` is how many join requests wait behind it.

    Of a link that another administrator made the bot sees one half: the rest is replaced by "..." (Bot API,
    ChatInviteLink.invite_link).
    """
    fields: JsonObject = {
        "invite_link": link.url if is_own else link.url[: -len(link.url) // 4] + "...",
        "creator": creator,
        "creates_join_request": link.creates_join_request,
        "is_primary": link.is_primary,
        "is_revoked": link.is_revoked,
    }
    if link.name:
        fields["name"] = link.name
    if link.expires_at is not None:
        fields["expire_date"] = int(link.expires_at.timestamp())
    if link.member_limit is not None:
        fields["member_limit"] = link.member_limit
    if waiting:
        fields["pending_join_request_count"] = waiting
    return fields


def check_may_write(
    group: Group, member: Membership, permission: str = "can_send_messages"
) -> None:
    """Whether somebody may write here now.

    Raises:
        NotPossibleError: they are not in the group, or may not send.
    """
    if group.upgraded_to is not None:
        raise NotPossibleError(groups.BECAME_SUPERGROUP)
    if not member.is_in:
        raise NotPossibleError(groups.ONLY_MEMBERS_WRITE)
    if not member.is_admin and not may_send(group, member, permission):
        raise NotPossibleError(groups.SENDING_NOT_ALLOWED)


def may_send(group: Group, member: Membership, permission: str = "can_send_messages") -> bool:
    """Whether a member that is no administrator may do this; the group's own permissions hold for all."""
    if permission not in group.permissions:
        return False
    return member.status is not Status.RESTRICTED or permission in member.permissions


def may(group: Group, member: Membership, right: str) -> bool:
    """Whether somebody may do this here: administrators by their rights, all others by the group's permissions."""
    if not member.is_in or group.upgraded_to is not None:
        return False
    return member.may(right) if member.is_admin else may_send(group, member, right)


def _until(moment: datetime | None) -> int:
    return 0 if moment is None else int(moment.timestamp())
