"""Methods about the topics of a forum; hiding and renaming the general one is not played."""

from bot.playground.groups.group import Group, Topic
from bot.playground.groups.topics import (
    GENERAL,
    ICON_COLORS,
    MAX_TOPIC_NAME,
    close_topic,
    create_topic,
    delete_topic,
    edit_topic,
    find_topic,
    reopen_topic,
)
from bot.playground.jsontypes import JsonObject
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import (
    INTEGER,
    NEEDED_CHAT,
    NEEDED_INTEGER,
    NEEDED_TEXT,
    TEXT,
    Arguments,
)
from bot.playground.methods.rights import group_of, need_right, short_name, told_to_bot
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState

_NO_FORUM = "the chat is not a forum"
_MANAGE = "can_manage_topics"
_NOT_TO_CLOSE = "not enough rights to close or open the topic"


async def create_forum_topic(world: WorldState, arguments: Arguments) -> JsonObject:
    """Make a topic."""
    group = _forum(world, arguments)
    need_right(world, group, _MANAGE, "not enough rights to create a topic")
    name = short_name(arguments.text("name") or "", MAX_TOPIC_NAME)
    if not name:
        raise bad_request("title must be non-empty")
    icon_color = arguments.integer("icon_color") or ICON_COLORS[0]
    if icon_color not in ICON_COLORS:
        raise bad_request("invalid icon color specified")
    topic = create_topic(
        world,
        group,
        name,
        actor_id=world.bot.id,
        icon_color=icon_color,
        icon_custom_emoji_id=_icon(arguments) or None,
    )
    made: JsonObject = {
        "message_thread_id": topic.id,
        "name": topic.name,
        "icon_color": topic.icon_color,
    }
    if topic.icon_custom_emoji_id:
        made["icon_custom_emoji_id"] = topic.icon_custom_emoji_id
    return made


async def edit_forum_topic(world: WorldState, arguments: Arguments) -> bool:
    """Rename a topic or change its icon."""
    group, topic = _topic(world, arguments)
    _need_topic_right(world, group, topic, "not enough rights to edit the topic")
    given = arguments.text("name") or ""
    name = short_name(given, MAX_TOPIC_NAME)
    if given and not name:
        raise bad_request("title must be non-empty")
    if not given and not arguments.has("icon_custom_emoji_id"):
        return True
    icon = _icon(arguments) if arguments.has("icon_custom_emoji_id") else None
    with told_to_bot():
        edit_topic(
            world,
            group,
            topic.id,
            actor_id=world.bot.id,
            name=name or None,
            icon_custom_emoji_id=icon,
        )
    return True


async def close_forum_topic(world: WorldState, arguments: Arguments) -> bool:
    """Close a topic."""
    group, topic = _topic(world, arguments)
    _need_topic_right(world, group, topic, _NOT_TO_CLOSE)
    with told_to_bot():
        close_topic(world, group, topic.id, actor_id=world.bot.id)
    return True


async def reopen_forum_topic(world: WorldState, arguments: Arguments) -> bool:
    """Open a closed topic again."""
    group, topic = _topic(world, arguments)
    _need_topic_right(world, group, topic, _NOT_TO_CLOSE)
    with told_to_bot():
        reopen_topic(world, group, topic.id, actor_id=world.bot.id)
    return True


async def delete_forum_topic(world: WorldState, arguments: Arguments) -> bool:
    """Delete a topic and all that was written in it."""
    group, topic = _topic(world, arguments)
    need_right(world, group, "can_delete_messages", "not enough rights to delete the topic")
    with told_to_bot():
        delete_topic(world, group, topic.id)
    return True


async def close_general_forum_topic(world: WorldState, arguments: Arguments) -> bool:
    """Close the general topic."""
    group = _forum(world, arguments)
    need_right(world, group, _MANAGE, _NOT_TO_CLOSE)
    with told_to_bot():
        close_topic(world, group, GENERAL, actor_id=world.bot.id)
    return True


async def reopen_general_forum_topic(world: WorldState, arguments: Arguments) -> bool:
    """Open the general topic again."""
    group = _forum(world, arguments)
    need_right(world, group, _MANAGE, _NOT_TO_CLOSE)
    with told_to_bot():
        reopen_topic(world, group, GENERAL, actor_id=world.bot.id)
    return True


def _forum(world: WorldState, arguments: Arguments) -> Group:
    group = group_of(world, arguments, in_private=_NO_FORUM)
    if not group.is_forum:
        raise bad_request(_NO_FORUM)
    return group


def _topic(world: WorldState, arguments: Arguments) -> tuple[Group, Topic]:
    group = _forum(world, arguments)
    thread_id = arguments.need_integer("message_thread_id")
    if thread_id <= 0:
        raise bad_request("invalid message thread identifier specified")
    with told_to_bot():
        return group, find_topic(group, thread_id)


def _need_topic_right(world: WorldState, group: Group, topic: Topic, refusal: str) -> None:
    if topic.creator_id != world.bot.id:
        need_right(world, group, _MANAGE, refusal)


def _icon(arguments: Arguments) -> str:
    """A custom emoji's id; what is no number is none, as the Bot API server reads it."""
    given = (arguments.text("icon_custom_emoji_id") or "").strip()
    return given if given.isascii() and given.isdigit() else ""


_CHAT = {"chat_id": NEEDED_CHAT}
_TOPIC = {**_CHAT, "message_thread_id": NEEDED_INTEGER}
METHODS = (
    Method(
        "createForumTopic",
        {**_CHAT, "name": NEEDED_TEXT, "icon_color": INTEGER, "icon_custom_emoji_id": TEXT},
        create_forum_topic,
    ),
    Method(
        "editForumTopic",
        {**_TOPIC, "name": TEXT, "icon_custom_emoji_id": TEXT},
        edit_forum_topic,
    ),
    Method("closeForumTopic", _TOPIC, close_forum_topic),
    Method("reopenForumTopic", _TOPIC, reopen_forum_topic),
    Method("deleteForumTopic", _TOPIC, delete_forum_topic),
    Method("closeGeneralForumTopic", _CHAT, close_general_forum_topic),
    Method("reopenGeneralForumTopic", _CHAT, reopen_general_forum_topic),
)
