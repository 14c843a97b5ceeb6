"""The pinned messages of a chat."""

from bot.playground.chats import Chat
from bot.playground.messages import Message
from bot.playground.state import WorldState


def pinned_in(chat: Chat) -> list[Message]:
    """The pinned messages that still stand, in the order they were sent; the last one is shown."""
    return [chat.messages[each] for each in sorted(chat.pinned) if each in chat.messages]


def pin(world: WorldState, chat: Chat, message: Message, *, actor_id: int) -> Message:
    """Pin a message; Telegram's line about it stands in the message's topic, and is returned."""
    chat.pinned.append(message.message_id)
    shown = world.message_to_api(message, with_reply=False)
    line = world.put_message(
        Message(
            message_id=0,
            chat_id=chat.id,
            sender_id=actor_id,
            from_bot=actor_id == world.bot.id,
            date=world.clock.now(),
            thread_id=message.thread_id,
            service={"pinned_message": shown},
        )
    )
    world.emit("pinned", chat)
    return world.say_message(line)


def unpin(world: WorldState, chat: Chat, message_ids: list[int]) -> None:
    """Take pins away; nothing in the chat tells of it."""
    chat.pinned = [each for each in chat.pinned if each not in message_ids]
    world.emit("pinned", chat)
