"""Methods that ask who is in a chat, and the one by which the bot leaves it."""

from bot.playground.groups.group import Group, Status
from bot.playground.groups.joining import leave
from bot.playground.groups.memberships import member_to_api
from bot.playground.jsontypes import JsonObject
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import FLAG, NEEDED_CHAT, NEEDED_INTEGER, Arguments
from bot.playground.methods.rights import group_of, member_of, own, readable, user_of
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState

_BOTH_SIDES = 2  # members of a private chat: the person and the bot


async def get_chat_member(world: WorldState, arguments: Arguments) -> JsonObject:
    """Say what somebody is in a chat; in a private chat both sides are members."""
    user_id = user_of(arguments)
    chat = readable(world, arguments.chat())
    if isinstance(chat, Group):
        if user_id != world.bot.id:
            # Who is in a basic group that the bot has left, or that was upgraded, nobody tells it.
            chat = world.reach_group(chat.id)
        member = member_of(world, chat, arguments)
        return member_to_api(world.user_to_api(user_id), member)
    if user_id not in {chat.id, world.bot.id}:
        raise bad_request("member not found")  # TDLib
    return {"status": "member", "user": world.user_to_api(user_id)}


async def get_chat_administrators(world: WorldState, arguments: Arguments) -> list[JsonObject]:
    """List creator and administrators; of bots there is no other than this one."""
    refusal = "there are no administrators in the private chat"
    group = group_of(world, arguments, in_private=refusal)
    ranked = [each for each in group.inside if each.is_admin]
    ranked.sort(key=lambda each: each.status is not Status.CREATOR)
    return [member_to_api(world.user_to_api(each.user_id), each) for each in ranked]


async def get_chat_member_count(world: WorldState, arguments: Arguments) -> int:
    """Count who is in a chat."""
    chat = readable(world, arguments.chat())
    return len(world.reach_group(chat.id).inside) if isinstance(chat, Group) else _BOTH_SIDES


async def leave_chat(world: WorldState, arguments: Arguments) -> bool:
    """Leave a group; a basic group that the bot has left can be left again."""
    chat = readable(world, arguments.chat())
    if not isinstance(chat, Group):
        raise bad_request("can't leave private chats")
    if chat.upgraded_to is not None:
        raise bad_request("chat is deactivated")  # TDLib
    if own(world, chat).is_in:
        _ = leave(world, chat, world.bot.id)
    return True


METHODS = (
    Method("getChatMember", {"chat_id": NEEDED_CHAT, "user_id": NEEDED_INTEGER}, get_chat_member),
    Method(
        "getChatAdministrators",
        {"chat_id": NEEDED_CHAT, "return_bots": FLAG},
        get_chat_administrators,
    ),
    Method("getChatMemberCount", {"chat_id": NEEDED_CHAT}, get_chat_member_count),
    Method("leaveChat", {"chat_id": NEEDED_CHAT}, leave_chat),
)
