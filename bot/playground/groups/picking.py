"""Choosing a group for the bot: which ones the picker shows, and what the bot gets there by being chosen.

"The bot will be granted requested rights in the chat if appropriate" (Bot API, KeyboardButtonRequestChat): clients
add and promote it after asking the person, before the chat is shared.
"""

from bot.playground.groups.chat_requests import ChatRequest
from bot.playground.groups.group import Group, Membership
from bot.playground.groups.joining import add
from bot.playground.groups.memberships import may
from bot.playground.groups.ranks import BASIC_RIGHTS, check_may_edit, promote
from bot.playground.groups.right_names import ADMIN_RIGHTS
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import groups
from bot.playground.sentences.rights import RIGHTS
from bot.playground.state import WorldState


def check_suits(world: WorldState, group: Group, person_id: int, request: ChatRequest) -> None:
    """Whether the picker shows this group to this person.

    Raises:
        NotPossibleError: it does not, for the reason in the sentence.
    """
    member = group.membership(person_id)
    if not member.is_in or group.upgraded_to is not None:
        raise NotPossibleError(groups.PICKER_SHOWS_OWN)
    if request.chat_is_channel or request.chat_has_username:
        raise NotPossibleError(groups.PICKER_WANTS_WHAT_IS_NOT)
    if request.chat_is_forum not in {None, group.is_forum}:
        raise NotPossibleError(groups.PICKER_WANTS_OTHER_KIND)
    if request.chat_is_created and member.status != "creator":
        raise NotPossibleError(groups.PICKER_SHOWS_MADE)
    if request.user_rights is not None:
        _check_has(member, request.user_rights, group)
    bot = group.membership(world.bot.id)
    if _lacks(bot, request, group):
        check_may_edit(group, member, bot)
        _check_has(member, request.bot_rights or frozenset(), group)
    elif request.bot_is_member and not bot.is_in and not may(group, member, "can_invite_users"):
        raise NotPossibleError(groups.BOT_CANNOT_BE_ADDED)


def give_bot_its_place(
    world: WorldState, group: Group, person_id: int, request: ChatRequest
) -> None:
    """Add and promote the bot as the button asked; it keeps what it has already."""
    bot = group.membership(world.bot.id)
    if _lacks(bot, request, group):
        has = bot.rights if bot.is_admin else frozenset[str]()
        promote(world, group, bot.user_id, has | _wanted(request, group), actor_id=person_id)
    elif request.bot_is_member and not bot.is_in:
        add(world, group, bot.user_id, actor_id=person_id)


def _wanted(request: ChatRequest, group: Group) -> frozenset[str]:
    there_are = frozenset(ADMIN_RIGHTS) if group.is_super else BASIC_RIGHTS
    return (request.bot_rights or frozenset()) & there_are


def _lacks(bot: Membership, request: ChatRequest, group: Group) -> bool:
    if request.bot_rights is None:
        return False
    return not (bot.is_in and bot.is_admin and _wanted(request, group) <= bot.rights)


def _check_has(member: Membership, rights: frozenset[str], group: Group) -> None:
    there_are = set(ADMIN_RIGHTS) if group.is_super else set(BASIC_RIGHTS)
    if not member.is_admin:
        raise NotPossibleError(groups.PICKER_SHOWS_LED)
    for right in sorted(rights & there_are):
        if not member.may(right):
            raise NotPossibleError(groups.PICKER_NEEDS_RIGHT, right=RIGHTS[right])
