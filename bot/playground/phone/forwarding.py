"""What a forwarded message takes with it."""

from bot.playground.jsontypes import JsonObject
from bot.playground.messages import Message
from bot.playground.state import WorldState


def origin_of(world: WorldState, message: Message) -> JsonObject:
    """As MessageOrigin: who wrote it first, and when; of somebody whose account is gone only the name."""
    if message.origin is not None:
        return message.origin
    sender = world.people.get(message.sender_id)
    origin: JsonObject = {"date": int(message.date.timestamp())}
    if sender is not None and sender.deleted:
        return {**origin, "type": "hidden_user", "sender_user_name": sender.first_name}
    user = world.user_to_api(message.sender_id)
    return {**origin, "type": "user", "sender_user": user}


def permission_for(message: Message) -> str:
    """What a member of a group needs to send such a message."""
    if message.photo:
        return "can_send_photos"
    return "can_send_documents" if message.document else "can_send_messages"
