"""Methods that take messages away."""

from datetime import timedelta

from bot.playground.chats import Chat
from bot.playground.groups.group import Group
from bot.playground.messages import Message
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import NEEDED_CHAT, NEEDED_INTEGER, NEEDED_LIST, Arguments
from bot.playground.methods.rights import own
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState

DELETABLE_FOR = timedelta(hours=48)  # Bot API, deleteMessage
MAX_DELETED = 100  # messages per call; Bot API, deleteMessages
# Bot API, deleteMessage: a supergroup and a topic begin with these.
_FIRST_LINES = frozenset(
    {"supergroup_chat_created", "migrate_from_chat_id", "forum_topic_created"}
)


async def delete_message(world: WorldState, arguments: Arguments) -> bool:
    """Delete one message for all."""
    chat_id, message_id = arguments.chat(), arguments.need_integer("message_id")
    chat = world.reach(chat_id)
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, message)
    world.delete_message(chat_id, message_id)
    return True


async def delete_messages(world: WorldState, arguments: Arguments) -> bool:
    """Delete several messages; those that are gone already are skipped."""
    chat_id, raw = arguments.chat(), arguments.list("message_ids") or []
    ids = [each for each in raw if isinstance(each, int) and not isinstance(each, bool)]
    if len(ids) != len(raw) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_DELETED:
        raise bad_request("too many message identifiers specified")
    chat = world.reach(chat_id)
    found = [chat.messages[each] for each in dict.fromkeys(ids) if each in chat.messages]
    for message in found:
        _check_deletable(world, chat, message)
    for message in found:
        world.delete_message(chat_id, message.message_id)
    return True


def _check_deletable(world: WorldState, chat: Chat, message: Message) -> None:
    is_old = world.clock.now() - message.date > DELETABLE_FOR
    if not isinstance(chat, Group):
        if is_old:
            raise bad_request("message can't be deleted for everyone")
        return
    is_own = message.from_bot and message.is_content
    member = own(world, chat)
    if not chat.is_super:
        if is_old or not (is_own or member.is_admin):
            raise bad_request("message can't be deleted for everyone")
        return
    begins = bool(_FIRST_LINES & set(message.service or ()))
    if is_old or begins or not (is_own or member.may("can_delete_messages")):
        raise bad_request("message can't be deleted")


METHODS = (
    Method(
        "deleteMessage", {"chat_id": NEEDED_CHAT, "message_id": NEEDED_INTEGER}, delete_message
    ),
    Method(
        "deleteMessages", {"chat_id": NEEDED_CHAT, "message_ids": NEEDED_LIST}, delete_messages
    ),
)
