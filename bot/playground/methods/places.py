"""Where a message of the bot goes: chat, topic and the message it answers, and whether it may be sent there."""

from dataclasses import dataclass
from typing import Final

from bot.playground.chats import Chat
from bot.playground.fields import ObjectReader
from bot.playground.groups.group import Group
from bot.playground.groups.memberships import may_send
from bot.playground.groups.topics import check_may_write_in
from bot.playground.messages import Message
from bot.playground.methods.parameters import Arguments
from bot.playground.methods.rights import own, told_to_bot
from bot.playground.refusals import bad_request, not_offered
from bot.playground.state import WorldState

# What Telegram calls that which needs a permission: "not enough rights to send photos to the chat" (TDLib).
_SENT_BY_PERMISSION: Final = {
    "can_send_messages": "text messages",
    "can_send_photos": "photos",
    "can_send_documents": "documents",
}
_NOT_PLAYED_IN_REPLIES = (
    "quote",
    "quote_parse_mode",
    "quote_entities",
    "quote_position",
    "checklist_task_id",
    "poll_option_id",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, in a forum the topic (None is the general one), and what it answers."""

    chat: Chat
    thread_id: int | None = None
    reply_to: int | None = None


def find_place(
    world: WorldState,
    arguments: Arguments,
    permission: str = "can_send_messages",
    *,
    what: str | None = None,
) -> Place:
    """Where the call's message goes, if the bot may send such a one there now.

    Args:
        world: the world.
        arguments: `chat_id`, `message_thread_id` and `reply_parameters` are read.
        permission: what a member of a group needs for it.
        what: what Telegram calls it in a refusal, if not what the permission is named for, such as "contacts".

    Raises:
        ApiError: as `Ground.reach`; there is no such message or topic, or the bot may not send this here.
    """
    chat = world.reach(arguments.chat())
    replied = _replied(chat, arguments)
    thread_id = find_thread(chat, arguments, replied)
    if isinstance(chat, Group):
        member = own(world, chat)
        if not member.is_admin and not may_send(chat, member, permission):
            sent = what or _SENT_BY_PERMISSION[permission]
            raise bad_request(f"not enough rights to send {sent} to the chat")
        if chat.is_forum:
            with told_to_bot():
                check_may_write_in(chat, member, thread_id)
    return Place(chat, thread_id, replied.message_id if replied else None)


def find_thread(chat: Chat, arguments: Arguments, replied: Message | None = None) -> int | None:
    """The topic that a call is for: the one it names, or that of the message it answers; None is the general one.

    Raises:
        ApiError: there is no such topic.
    """
    wanted = arguments.integer("message_thread_id") or 0
    if wanted <= 0:
        return replied.thread_id if replied else None
    if not isinstance(chat, Group):
        raise not_offered("the parameter message_thread_id in a private chat")
    # The general topic's number, 1, leads nowhere here: one sends to it by naming none.
    if wanted not in chat.topics:
        raise bad_request("message thread not found")
    if replied is not None and replied.thread_id != wanted:
        raise not_offered("replying to a message of another topic")
    return wanted


def _replied(chat: Chat, arguments: Arguments) -> Message | None:
    raw = arguments.object("reply_parameters")
    if not raw:
        return None
    reader = ObjectReader(raw, "reply parameters")
    for name in _NOT_PLAYED_IN_REPLIES:
        if reader.has(name):
            raise not_offered(f"the field {name} of reply_parameters")
        reader.take(name)
    message_id = reader.need_number("message_id")
    chat_id = reader.take("chat_id")
    is_optional = reader.flag("allow_sending_without_reply")
    reader.finish()
    if chat_id not in {None, arguments.chat(), str(arguments.chat())}:
        raise not_offered("replying to another chat's message")
    replied = chat.messages.get(message_id)
    if replied is None and not is_optional:
        raise bad_request("message to be replied not found")
    return replied
