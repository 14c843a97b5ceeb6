"""A private chat between one person and the bot: its messages and the keyboard that stands in it."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.keyboards import ForcedReply, KeyboardRemoval, ReplyKeyboard
from bot.playground.messages import Message


@dataclass(slots=True)
class PrivateChat:
    """What both sides see. Only the last reply keyboard counts, whatever message brought it."""

    id: int
    messages: dict[int, Message] = field(default_factory=dict)
    unread: int = 0
    typing_until: datetime | None = None
    forced_reply_to: int | None = None
    _keyboard_message: int | None = None
    _keyboard_is_hidden: bool = False

    @property
    def reply_keyboard(self) -> ReplyKeyboard | None:
        """The keyboard in place of the letters, unless there is none or it has been put away."""
        return None if self._keyboard_is_hidden else self.last_keyboard

    @property
    def last_keyboard(self) -> ReplyKeyboard | None:
        """The keyboard that stands, even while a one-time keyboard is put away after its use."""
        message = self.messages.get(self._keyboard_message or 0)
        return message.markup if message and isinstance(message.markup, ReplyKeyboard) else None

    @property
    def last_from_bot(self) -> Message | None:
        """The bot's newest message that still stands."""
        return next((each for each in reversed(self.messages.values()) if each.from_bot), None)

    def put(self, message: Message) -> None:
        """Add a new message at the end."""
        self.messages[message.message_id] = message
        if message.from_bot:
            self.unread += 1
            self.typing_until = None
            self._take_keyboard_of(message)
        else:
            self.unread = 0
            self.forced_reply_to = None

    def replace(self, message: Message) -> None:
        """Put an edited message in the place of what it was."""
        self.messages[message.message_id] = message

    def delete(self, message_id: int) -> Message | None:
        """Take a message away; a keyboard goes with the message that brought it, as in Telegram's clients."""
        message = self.messages.pop(message_id, None)
        if message is not None and self._keyboard_message == message_id:
            self._keyboard_message = None
        return message

    def used_keyboard(self) -> None:
        """A button of the reply keyboard was used: a one-time keyboard is put away."""
        keyboard = self.last_keyboard
        if keyboard is not None and keyboard.one_time:
            self._keyboard_is_hidden = True

    def show_keyboard(self) -> None:
        """The person calls a keyboard back that was put away."""
        self._keyboard_is_hidden = False

    def _take_keyboard_of(self, message: Message) -> None:
        if isinstance(message.markup, ReplyKeyboard | KeyboardRemoval | ForcedReply):
            is_keyboard = isinstance(message.markup, ReplyKeyboard)
            self._keyboard_message = message.message_id if is_keyboard else None
            self._keyboard_is_hidden = False
            forced = isinstance(message.markup, ForcedReply)
            self.forced_reply_to = message.message_id if forced else None
