"""What the bot may do in a group, and Telegram's words for what it may not.

The order in which things are refused is that of the Bot API server and TDLib, which it stands on: first the chat, then
its kind, then whom it is about, then the bot's rights.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from bot.playground.chats import Chat
from bot.playground.groups.group import Group, Membership
from bot.playground.methods.parameters import Arguments
from bot.playground.refusals import ApiError, NotPossibleError, bad_request, forbidden
from bot.playground.state import WorldState
from bot.playground.text.plaintext import clean

SOONEST_END = timedelta(seconds=30)  # Bot API, restrictChatMember.until_date
LATEST_END = timedelta(days=366)  # Bot API, restrictChatMember.until_date
ONLY_SUPERGROUPS = "method is available only for supergroups"  # Bot API server
ONLY_SUPERGROUPS_AND_CHANNELS = "method is available for supergroup and channel chats only"


@contextmanager
def told_to_bot() -> Iterator[None]:
    """Tell the bot in Telegram's words what a rule of the world forbids."""
    try:
        yield
    except NotPossibleError as refused:
        raise _in_api_words(refused) from None


def readable(world: WorldState, chat_id: int) -> Chat:
    """A chat the bot may read about: a basic group also after it has left it, or it became a supergroup.

    Raises:
        ApiError: it does not know the chat, or is not in the supergroup.
    """
    chat = world.chats.get(chat_id)
    if isinstance(chat, Group):
        is_known = not chat.is_super and world.bot.id in chat.members
        return chat if is_known else world.reach_group(chat_id)
    if chat is None or not has_met(world, chat_id):
        raise bad_request("chat not found")
    return chat


def group_of(world: WorldState, arguments: Arguments, *, in_private: str) -> Group:
    """The group a call is about; `in_private` is what it is told about a private chat."""
    chat_id = arguments.chat()
    if chat_id in world.people:
        _ = readable(world, chat_id)
        raise bad_request(in_private)
    return world.reach_group(chat_id)


def supergroup_of(world: WorldState, arguments: Arguments, refusal: str) -> Group:
    """The supergroup a call is about."""
    group = group_of(world, arguments, in_private=refusal)
    if not group.is_super:
        raise bad_request(refusal)
    return group


def member_of(world: WorldState, group: Group, arguments: Arguments) -> Membership:
    """What the user whom a call is about is in the group."""
    user_id = user_of(arguments)
    if not has_met(world, user_id):
        raise bad_request("PARTICIPANT_ID_INVALID")
    return group.membership(user_id)


def user_of(arguments: Arguments) -> int:
    """The parameter `user_id`."""
    user_id = arguments.need_integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    return user_id


def has_met(world: WorldState, user_id: int) -> bool:
    """Whether the bot has ever seen this user: a bot cannot ask about a stranger by their number."""
    if user_id == world.bot.id:
        return True
    person = world.people.get(user_id)
    if person is None:
        return False
    return person.started or any(
        world.bot.id in group.members and (user_id in group.members or user_id in group.requests)
        for group in world.groups.values()
    )


def own(world: WorldState, group: Group) -> Membership:
    """What the bot is in the group."""
    return group.membership(world.bot.id)


def need_right(world: WorldState, group: Group, right: str, refusal: str) -> None:
    """Refuse unless the bot is an administrator with this right: a group's permissions for all do not count."""
    if not own(world, group).may(right):
        raise bad_request(refusal)


def until_date(world: WorldState, arguments: Arguments) -> datetime | None:
    """When a ban or restriction ends; one that is too short or too long is for ever, as Telegram has it."""
    seconds = arguments.integer("until_date") or 0
    now = world.clock.now()
    left = seconds - now.timestamp()
    if SOONEST_END.total_seconds() <= left <= LATEST_END.total_seconds():
        return datetime.fromtimestamp(seconds, UTC)
    return None


def short_name(text: str, limit: int) -> str:
    """A title in one line; what is too long is cut, as TDLib does with names of all kinds."""
    return " ".join(clean(text).text.split())[:limit].rstrip()


def _in_api_words(refused: NotPossibleError) -> ApiError:
    if refused.code == "INPUT_USER_DEACTIVATED":
        return forbidden("user is deactivated")
    return bad_request(refused.code or str(refused))
