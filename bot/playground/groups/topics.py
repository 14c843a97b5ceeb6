"""A forum's topics, by whomever: made, renamed, closed and opened again.

Whether the actor has the right to it is asked before (`may_manage`); each deed puts Telegram's line into the topic
and tells the bot.
"""

from typing import Final

from bot.playground.groups.group import Group, Membership, Topic
from bot.playground.groups.memberships import may
from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import groups
from bot.playground.state import WorldState
from bot.playground.text.plaintext import clean, is_blank, utf16_length

GENERAL: Final = 1  # the general topic's id; it cannot be deleted. Telegram, "Forums"
MAX_TOPIC_NAME = 128  # characters; Bot API, createForumTopic
# Bot API, createForumTopic.icon_color
ICON_COLORS: Final = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def create_topic(
    world: WorldState,
    group: Group,
    name: str,
    *,
    actor_id: int,
    icon_color: int = ICON_COLORS[0],
    icon_custom_emoji_id: str | None = None,
) -> Topic:
    """Make a topic; its id is that of the message that tells of it.

    Raises:
        NotPossibleError: the group is no forum, or the name is empty or too long.
    """
    _check_forum(group)
    name = checked_name(name)
    made: JsonObject = {"name": name, "icon_color": icon_color}
    if icon_custom_emoji_id:
        made["icon_custom_emoji_id"] = icon_custom_emoji_id
    message = world.say_service(group, actor_id, {"forum_topic_created": made})
    topic = Topic(
        id=message.message_id,
        name=name,
        icon_color=icon_color,
        icon_custom_emoji_id=icon_custom_emoji_id,
        creator_id=actor_id,
    )
    group.topics[topic.id] = topic
    world.emit("topics", group)
    return topic


def edit_topic(
    world: WorldState,
    group: Group,
    thread_id: int,
    *,
    actor_id: int,
    name: str | None = None,
    icon_custom_emoji_id: str | None = None,
) -> None:
    """Rename a topic or change its icon (an empty one takes it away); None leaves it.

    Raises:
        NotPossibleError: there is no such topic, or nothing changes (TOPIC_NOT_MODIFIED).
    """
    topic = find_topic(group, thread_id)
    edited: JsonObject = {}
    if name is not None and checked_name(name) != topic.name:
        topic.name = edited["name"] = checked_name(name)
    if icon_custom_emoji_id is not None and icon_custom_emoji_id != (
        topic.icon_custom_emoji_id or ""
    ):
        topic.icon_custom_emoji_id = icon_custom_emoji_id or None
        edited["icon_custom_emoji_id"] = icon_custom_emoji_id
    if not edited:
        raise NotPossibleError(groups.TOPIC_NOT_CHANGED, code="TOPIC_NOT_MODIFIED")
    world.say_service(group, actor_id, {"forum_topic_edited": edited}, thread_id=thread_id)
    world.emit("topics", group)


def close_topic(world: WorldState, group: Group, thread_id: int, *, actor_id: int) -> None:
    """Let only administrators and its maker write in a topic from now on.

    Raises:
        NotPossibleError: there is no such topic, or it is closed already (TOPIC_NOT_MODIFIED).
    """
    _set_closed(world, group, thread_id, actor_id, is_closed=True)


def reopen_topic(world: WorldState, group: Group, thread_id: int, *, actor_id: int) -> None:
    """Let everybody write in it again.

    Raises:
        NotPossibleError: there is no such topic, or it is open (TOPIC_NOT_MODIFIED).
    """
    _set_closed(world, group, thread_id, actor_id, is_closed=False)


def delete_topic(world: WorldState, group: Group, thread_id: int) -> None:
    """Take a topic away with all that was written in it; no update tells of it.

    Raises:
        NotPossibleError: there is no such topic, or it is the general one.
    """
    topic = find_topic(group, thread_id)
    written = [each.message_id for each in group.messages.values() if each.thread_id == topic.id]
    for message_id in written:
        world.delete_message(group.id, message_id)
    del group.topics[topic.id]
    world.emit("topics", group)


def find_topic(group: Group, thread_id: int) -> Topic:
    """A topic other than the general one.

    Raises:
        NotPossibleError: the group is no forum, or has no such topic.
    """
    _check_forum(group)
    topic = group.topics.get(thread_id)
    if topic is None:
        raise NotPossibleError(groups.NO_SUCH_TOPIC, code="TOPIC_ID_INVALID")
    return topic


def may_manage(group: Group, member: Membership, topic: Topic | None = None) -> bool:
    """Whether somebody may make topics, or edit and close this one: its maker may, too."""
    if topic is not None and topic.creator_id == member.user_id and member.is_in:
        return True
    return may(group, member, "can_manage_topics")


def check_may_write_in(group: Group, member: Membership, thread_id: int | None) -> None:
    """Whether this topic takes messages of this member now; None and 1 are the general topic.

    Raises:
        NotPossibleError: there is no such topic, or it is closed for them (TOPIC_CLOSED).
    """
    topic = None if thread_id in {None, GENERAL} else find_topic(group, thread_id or 0)
    is_closed = topic.is_closed if topic else group.general_is_closed
    if is_closed and not (
        (member.is_admin and member.may("can_manage_topics"))
        or (topic is not None and topic.creator_id == member.user_id)
    ):
        raise NotPossibleError(groups.TOPIC_IS_CLOSED, code="TOPIC_CLOSED")


def checked_name(name: str) -> str:
    """A topic's name as it is kept.

    Raises:
        NotPossibleError: it is empty or too long.
    """
    name = clean(name).text
    if is_blank(name) or utf16_length(name) > MAX_TOPIC_NAME:
        raise NotPossibleError(groups.TOPIC_NAME, code="TOPIC_TITLE_EMPTY", most=MAX_TOPIC_NAME)
    return name


def _set_closed(
    world: WorldState, group: Group, thread_id: int, actor_id: int, *, is_closed: bool
) -> None:
    topic = None if thread_id == GENERAL else find_topic(group, thread_id)
    _check_forum(group)
    if is_closed is (topic.is_closed if topic else group.general_is_closed):
        raise NotPossibleError(groups.TOPIC_NOT_CHANGED, code="TOPIC_NOT_MODIFIED")
    if topic is None:
        group.general_is_closed = is_closed
    else:
        topic.is_closed = is_closed
    line = "forum_topic_closed" if is_closed else "forum_topic_reopened"
    shown_in = None if topic is None else topic.id
    world.say_service(group, actor_id, {line: {}}, thread_id=shown_in)
    world.emit("topics", group)


def _check_forum(group: Group) -> None:
    if not group.is_forum:
        raise NotPossibleError(groups.NO_TOPICS_HERE, code="the chat is not a forum")
