"""All methods that the playground plays, by name in small letters: the Bot API minds no case."""

from bot.playground.methods import (
    bot,
    cards,
    chats,
    copies,
    deleting,
    getting_updates,
    group_info,
    invites,
    media,
    members,
    messages,
    moderation,
    pins,
    ranks,
    reactions,
    session,
    topics,
)
from bot.playground.methods.method import Method

PLAYED: dict[str, Method] = {
    method.name.lower(): method
    for module in (
        bot,
        cards,
        chats,
        copies,
        deleting,
        getting_updates,
        group_info,
        invites,
        media,
        members,
        messages,
        moderation,
        pins,
        ranks,
        reactions,
        session,
        topics,
    )
    for method in module.METHODS
}
