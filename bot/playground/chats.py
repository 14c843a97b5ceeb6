"""A chat and what each person sees of it: messages for all, unread counts and keyboards for each."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.keyboards import ForcedReply, KeyboardRemoval, ReplyKeyboard
from bot.playground.messages import Message


@dataclass(slots=True)
class Side:
    """One person's side of a chat. Only the last reply keyboard counts, whatever message brought it.

    `last_seen` is the last message they saw before they left a group; None while they are in it.
    """

    unread: int = 0
    last_seen: int | None = None
    forced_reply_to: int | None = None
    keyboard_message: int | None = None
    keyboard_is_hidden: bool = False

    def take(self, message: Message, *, is_own: bool, is_meant: bool = True) -> None:
        """A new message came; the keyboard it brings counts where this person `is_meant` by it."""
        if self.last_seen is not None:
            return
        if is_own:
            self.unread = 0
            self.forced_reply_to = None
            return
        self.unread += 1
        if is_meant and isinstance(message.markup, ReplyKeyboard | KeyboardRemoval | ForcedReply):
            is_keyboard = isinstance(message.markup, ReplyKeyboard)
            self.keyboard_message = message.message_id if is_keyboard else None
            self.keyboard_is_hidden = False
            forced = isinstance(message.markup, ForcedReply)
            self.forced_reply_to = message.message_id if forced else None

    def open(self) -> None:
        """They came (back) into the group."""
        self.last_seen = None
        self.unread = 0

    def close(self, last_seen: int) -> None:
        """They left the group: what comes now they do not see, and nothing is theirs to press any more."""
        self.last_seen = last_seen
        self.unread = 0
        self.forced_reply_to = self.keyboard_message = None


@dataclass(slots=True)
class Chat:
    """What all in it share."""

    id: int
    messages: dict[int, Message] = field(default_factory=dict)
    sides: dict[int, Side] = field(default_factory=dict)
    typing_until: datetime | None = None
    pinned: list[int] = field(default_factory=list)

    def put(self, message: Message) -> None:
        """Add a new message at the end."""
        self.messages[message.message_id] = message
        if message.from_bot:
            self.typing_until = None
        meant = message.keyboard_for
        for person_id, side in self.sides.items():
            side.take(
                message,
                is_own=message.sender_id == person_id,
                is_meant=meant is None or person_id in meant,
            )

    def replace(self, message: Message) -> None:
        """Put an edited message in the place of what it was."""
        self.messages[message.message_id] = message

    def delete(self, message_id: int) -> Message | None:
        """Take a message away; a keyboard goes with the message that brought it, as in Telegram's clients."""
        message = self.messages.pop(message_id, None)
        for side in self.sides.values():
            if message is not None and side.keyboard_message == message_id:
                side.keyboard_message = None
        return message

    def reply_keyboard(self, person_id: int) -> ReplyKeyboard | None:
        """The keyboard in place of the letters, unless there is none or it has been put away."""
        side = self.sides.get(person_id)
        return None if side is None or side.keyboard_is_hidden else self.last_keyboard(person_id)

    def last_keyboard(self, person_id: int) -> ReplyKeyboard | None:
        """The keyboard that stands, even while a one-time keyboard is put away after its use."""
        message = self.messages.get(self.sides[person_id].keyboard_message or 0)
        return message.markup if message and isinstance(message.markup, ReplyKeyboard) else None

    def used_keyboard(self, person_id: int) -> None:
        """A button of the reply keyboard was used: a one-time keyboard is put away."""
        keyboard = self.last_keyboard(person_id)
        if keyboard is not None and keyboard.one_time:
            self.sides[person_id].keyboard_is_hidden = True


class PrivateChat(Chat):
    """A chat between one person and the bot; it has the person's id."""

    def __init__(self, person_id: int) -> None:
        super().__init__(person_id, sides={person_id: Side()})


@dataclass(slots=True)
class Numbers:
    """Telegram numbers all private chats and basic groups of an account together: ids there grow with gaps."""

    _next: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def take(self) -> int:
        """The next message's id."""
        return next(self._next)
