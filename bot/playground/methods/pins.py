"""Methods that pin messages and take pins away."""

from bot.playground.chats import Chat
from bot.playground.groups.group import Group
from bot.playground.groups.topics import GENERAL, find_topic
from bot.playground.messages import Message
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import (
    FLAG,
    INTEGER,
    NEEDED_CHAT,
    NEEDED_INTEGER,
    REFUSED,
    Arguments,
)
from bot.playground.methods.rights import group_of, need_right, told_to_bot
from bot.playground.pinned import pin, pinned_in, unpin
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState

_NO_RIGHT = "not enough rights to manage pinned messages in the chat"
_NO_FORUM = "the chat is not a forum"


async def pin_chat_message(world: WorldState, arguments: Arguments) -> bool:
    """Pin a message."""
    chat = world.reach(arguments.chat())
    message = _message(chat, arguments, "message to pin not found")
    _check_right(world, chat)
    if not message.is_content:
        raise bad_request("a service message can't be pinned")
    if message.message_id in chat.pinned:
        raise bad_request("CHAT_NOT_MODIFIED")
    _ = pin(world, chat, message, actor_id=world.bot.id)
    return True


async def unpin_chat_message(world: WorldState, arguments: Arguments) -> bool:
    """Take one pin away: of the message that is named, or of the newest pinned one."""
    chat = world.reach(arguments.chat())
    if arguments.has("message_id"):
        message = _message(chat, arguments, "message to unpin not found")
    elif pinned := pinned_in(chat):
        message = pinned[-1]
    else:
        raise bad_request("message to unpin not found")
    _check_right(world, chat)
    unpin(world, chat, [message.message_id])
    return True


async def unpin_all_chat_messages(world: WorldState, arguments: Arguments) -> bool:
    """Take all pins away."""
    chat = world.reach(arguments.chat())
    _check_right(world, chat)
    unpin(world, chat, list(chat.pinned))
    return True


async def unpin_all_forum_topic_messages(world: WorldState, arguments: Arguments) -> bool:
    """Take all pins of a topic away."""
    group = group_of(world, arguments, in_private=_NO_FORUM)
    thread_id = arguments.need_integer("message_thread_id")
    if thread_id != GENERAL:
        with told_to_bot():
            _ = find_topic(group, thread_id)
    return _unpin_topic(world, group, None if thread_id == GENERAL else thread_id)


async def unpin_all_general_forum_topic_messages(world: WorldState, arguments: Arguments) -> bool:
    """Take all pins of the general topic away."""
    return _unpin_topic(world, group_of(world, arguments, in_private=_NO_FORUM), None)


def _unpin_topic(world: WorldState, group: Group, thread_id: int | None) -> bool:
    if not group.is_forum:
        raise bad_request(_NO_FORUM)
    _check_right(world, group)
    of_topic = [each for each in pinned_in(group) if each.thread_id == thread_id]
    unpin(world, group, [each.message_id for each in of_topic])
    return True


def _message(chat: Chat, arguments: Arguments, refusal: str) -> Message:
    message = chat.messages.get(arguments.integer("message_id") or 0)
    if message is None:
        raise bad_request(refusal)
    return message


def _check_right(world: WorldState, chat: Chat) -> None:
    if isinstance(chat, Group):
        need_right(world, chat, "can_pin_messages", _NO_RIGHT)


_CHAT = {"chat_id": NEEDED_CHAT}
METHODS = (
    Method(
        "pinChatMessage",
        {
            "business_connection_id": REFUSED,
            **_CHAT,
            "message_id": NEEDED_INTEGER,
            "disable_notification": FLAG,
        },
        pin_chat_message,
    ),
    Method(
        "unpinChatMessage",
        {"business_connection_id": REFUSED, **_CHAT, "message_id": INTEGER},
        unpin_chat_message,
    ),
    Method("unpinAllChatMessages", _CHAT, unpin_all_chat_messages),
    Method(
        "unpinAllForumTopicMessages",
        {**_CHAT, "message_thread_id": NEEDED_INTEGER},
        unpin_all_forum_topic_messages,
    ),
    Method("unpinAllGeneralForumTopicMessages", _CHAT, unpin_all_general_forum_topic_messages),
)
