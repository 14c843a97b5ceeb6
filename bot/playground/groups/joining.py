"""Into a group and out of it, by whomever: a person at their phone, or the bot by its methods.

Each deed changes what somebody is, puts Telegram's line about it into the group and tells the bot. Whether the
actor has the right to it is asked before (`memberships.may`); what the group's state forbids raises here, with the
sentence for a person and Telegram's `code` for a bot.
"""

from dataclasses import replace
from datetime import datetime

from bot.playground.groups.group import Group, InviteLink, JoinRequest, Membership, Status
from bot.playground.groups.invites import check_link
from bot.playground.jsontypes import JsonObject
from bot.playground.messages import Message
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import chats, groups
from bot.playground.state import WorldState


def enter_by_link(
    world: WorldState, group: Group, person_id: int, link: InviteLink
) -> Message | None:
    """Follow an invite link: into the group, or to its door (None) where an administrator decides.

    Raises:
        NotPossibleError: the link leads nowhere any more, or the person is inside or banned.
    """
    _check_can_enter(world, group, person_id)
    check_link(world, group, link)
    if link.creates_join_request:
        ask_to_join(world, group, person_id, link)
        return None
    link.joined.add(person_id)
    return _enter(world, group, person_id, actor_id=person_id, sender_id=person_id, link=link)


def ask_to_join(
    world: WorldState, group: Group, person_id: int, link: InviteLink | None
) -> JoinRequest:
    """Wait at the door; asking again while one waits changes nothing, as in Telegram."""
    waiting = group.requests.get(person_id)
    if waiting is not None:
        return waiting
    request = JoinRequest(person_id=person_id, at=world.clock.now(), link=link)
    group.requests[person_id] = request
    world.say_join_request(group, request)
    return request


def approve(world: WorldState, group: Group, person_id: int, *, actor_id: int) -> Message:
    """Let somebody in who waits at the door.

    Raises:
        NotPossibleError: nobody waits (HIDE_REQUESTER_MISSING), or they came in meanwhile.
    """
    request = _take_request(world, group, person_id)
    _check_can_enter(world, group, person_id)
    if request.link is not None:
        request.link.joined.add(person_id)
    return _enter(
        world,
        group,
        person_id,
        actor_id=actor_id,
        sender_id=person_id,
        link=request.link,
        via_join_request=True,
    )


def decline(world: WorldState, group: Group, person_id: int, *, actor_id: int) -> None:
    """Send somebody away who waits at the door; they may ask again.

    Raises:
        NotPossibleError: nobody waits (HIDE_REQUESTER_MISSING).
    """
    del actor_id
    _take_request(world, group, person_id)
    world.emit("members", group)


def add(
    world: WorldState,
    group: Group,
    user_id: int,
    *,
    actor_id: int,
    promoted: Membership | None = None,
) -> Message:
    """Add a person or the bot by hand, as an administrator at once if `promoted` says so.

    An administrator who may restrict members lifts a ban by it.

    Raises:
        NotPossibleError: they are inside already, the account is gone, or banned and the actor cannot lift it.
    """
    if user_id == world.bot.id and not world.bot.switches["can_join_groups"]:
        raise NotPossibleError(groups.BOT_JOINS_NO_GROUPS, code="BOT_GROUPS_BLOCKED")
    lifts = group.membership(actor_id).may("can_restrict_members")
    _check_can_enter(world, group, user_id, even_if_banned=lifts)
    return _enter(world, group, user_id, actor_id=actor_id, sender_id=actor_id, after=promoted)


def remove(
    world: WorldState,
    group: Group,
    user_id: int,
    *,
    actor_id: int,
    until: datetime | None = None,
    may_return: bool = False,
) -> Message | None:
    """Take somebody out, or keep somebody out who is not inside (then there is no line about it: None).

    In a supergroup it is a ban until `until` (None is for ever) unless they `may_return`; basic groups know no bans.
    """
    before = group.membership(user_id)
    is_banned = user_id == world.bot.id or (group.is_super and not may_return)
    status = Status.KICKED if is_banned else Status.LEFT
    after = Membership(
        user_id=user_id, status=status, until=until if is_banned else None, is_inside=False
    )
    group.requests.pop(user_id, None)
    return _go(world, group, before=before, after=after, actor_id=actor_id)


def unban(world: WorldState, group: Group, user_id: int, *, actor_id: int) -> None:
    """Lift a ban: they may come in again, but are not let in by it. Nothing happens to who is not banned."""
    before = group.membership(user_id)
    if before.status is not Status.KICKED:
        return
    after = Membership(user_id=user_id, status=Status.LEFT, is_inside=False)
    group.set_membership(after)
    world.say_membership(group, actor_id=actor_id, before=before, after=after)


def leave(world: WorldState, group: Group, user_id: int) -> Message | None:
    """Go by oneself. A creator stays creator and a restriction stays, for when they return."""
    before = group.membership(user_id)
    if not before.is_in:
        raise NotPossibleError(groups.ONLY_MEMBERS_LEAVE, code="USER_NOT_PARTICIPANT")
    after = Membership(user_id=user_id, status=Status.LEFT, is_inside=False)
    if before.status in {Status.CREATOR, Status.RESTRICTED}:
        after = replace(before, is_inside=False)
    return _go(world, group, before=before, after=after, actor_id=user_id)


def _take_request(world: WorldState, group: Group, person_id: int) -> JoinRequest:
    request = group.requests.pop(person_id, None)
    if request is None:
        raise NotPossibleError(groups.NOBODY_WAITS, code="HIDE_REQUESTER_MISSING")
    # "… for 5 minutes to send messages until the join request is processed" (Bot API, ChatJoinRequest).
    if not any(person_id in each.requests for each in world.groups.values()):
        world.requesters.pop(person_id, None)
    return request


def _check_can_enter(
    world: WorldState, group: Group, user_id: int, *, even_if_banned: bool = False
) -> None:
    if group.upgraded_to is not None:
        raise NotPossibleError(groups.BECAME_SUPERGROUP, code="CHAT_ID_INVALID")
    member, person = group.membership(user_id), world.people.get(user_id)
    if member.is_in:
        raise NotPossibleError(groups.IN_ALREADY, code="USER_ALREADY_PARTICIPANT")
    if person is not None and person.deleted:
        raise NotPossibleError(chats.ACCOUNT_IS_GONE, code="INPUT_USER_DEACTIVATED")
    if member.status is Status.KICKED and not even_if_banned:
        raise NotPossibleError(groups.REMOVED_FROM_IT, code="USER_KICKED")


def _enter(
    world: WorldState,
    group: Group,
    user_id: int,
    *,
    actor_id: int,
    sender_id: int,
    link: InviteLink | None = None,
    via_join_request: bool = False,
    after: Membership | None = None,
) -> Message:
    before = group.membership(user_id)
    if after is None:
        returns = before.status in {Status.CREATOR, Status.RESTRICTED}
        after = (
            replace(before, is_inside=True)
            if returns
            else Membership(user_id=user_id, status=Status.MEMBER)
        )
    group.set_membership(after)
    group.requests.pop(user_id, None)
    if user_id != world.bot.id:
        group.side_for(user_id).open()
    world.say_membership(
        group,
        actor_id=actor_id,
        before=before,
        after=after,
        link=link,
        via_join_request=via_join_request,
    )
    service: JsonObject = {"new_chat_members": [world.user_to_api(user_id)]}
    return world.say_service(group, sender_id, service, via_join_request=via_join_request)


def _go(
    world: WorldState, group: Group, *, before: Membership, after: Membership, actor_id: int
) -> Message | None:
    group.set_membership(after)
    world.say_membership(group, actor_id=actor_id, before=before, after=after)
    if not before.is_in:
        return None
    gone = world.user_to_api(after.user_id)
    message = world.say_service(group, actor_id, {"left_chat_member": gone})
    if after.user_id in group.sides:
        group.sides[after.user_id].close(message.message_id)
    return message
