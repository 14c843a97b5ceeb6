"""What a person sees at their phone."""

from collections.abc import Iterator

from typing_extensions import override

from bot.playground.callbacks import CallbackAnswer
from bot.playground.chats import Chat, Side
from bot.playground.files import StoredFile
from bot.playground.groups.group import Group
from bot.playground.keyboards import ReplyKeyboard
from bot.playground.messages import Message
from bot.playground.people import Person
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import chats
from bot.playground.state import WorldState


class Screen:
    """One chat through one person's eyes; the private chat with the bot, unless another is named."""

    def __init__(self, world: WorldState, person: Person, group: Group | None = None) -> None:
        self._world = world
        self.person = person
        self.group = group

    @override
    def __repr__(self) -> str:
        where = f" in {self.group.title}" if self.group else ""
        return f"<{type(self).__name__} {self.person.first_name} {self.id}{where}>"

    @override
    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Screen) and other.person is self.person and other.group is self.group
        )

    @override
    def __hash__(self) -> int:
        return hash((self.id, self.chat_id))

    @property
    def id(self) -> int:
        """The person's id, which is also the id of their private chat."""
        return self.person.id

    @property
    def chat_id(self) -> int:
        """The id of the chat in view: a group's, or the person's."""
        return self.group.id if self.group else self.person.id

    @property
    def messages(self) -> list[Message]:
        """What they see of the chat, oldest first, as it stands now; of a group they left, up to their going."""
        return list(self.backwards())[::-1]

    def backwards(self) -> Iterator[Message]:
        """What they see of the chat, newest first."""
        last_seen = self._side.last_seen
        for message in reversed(self._chat.messages.values()):
            if last_seen is None or message.message_id <= last_seen:
                yield message

    @property
    def received(self) -> list[Message]:
        """The bot's messages only."""
        return [message for message in self.messages if message.from_bot]

    @property
    def last(self) -> Message:
        """The bot's newest message.

        Raises:
            NotPossibleError: the bot has not written yet.
        """
        last = next((each for each in self.backwards() if each.from_bot), None)
        if last is None:
            raise NotPossibleError(chats.BOT_HAS_NOT_WRITTEN, name=self.person.first_name)
        return last

    def message(self, message_id: int) -> Message:
        """The message with this id, as it stands now."""
        message, last_seen = self._chat.messages.get(message_id), self._side.last_seen
        if message is None or (last_seen is not None and message_id > last_seen):
            raise NotPossibleError(chats.NO_SUCH_MESSAGE, number=message_id)
        return message

    @property
    def reply_keyboard(self) -> ReplyKeyboard | None:
        """The keyboard in place of the letters, or None."""
        return self._chat.reply_keyboard(self.id)

    @property
    def answers(self) -> list[CallbackAnswer]:
        """What the bot answered to presses, in order of the presses."""
        presses = self._world.presses.of(self.id)
        return [press.answer for press in presses if press.answer is not None]

    @property
    def unread(self) -> int:
        """How many messages of the bot came since this person last wrote or read."""
        return self._side.unread

    @property
    def sees_typing(self) -> bool:
        """Whether the chat says that the bot is typing."""
        until = self._chat.typing_until
        return until is not None and until > self._world.clock.now()

    def commands(self) -> list[tuple[str, str]]:
        """The menu: commands and their descriptions."""
        menu = self._world.profile.commands_for(self.person, self.group)
        return [(line.command, line.description) for line in menu]

    def file(self, file_id: str) -> StoredFile:
        """A file by its id."""
        stored = self._world.files.find(file_id)
        if stored is None:
            raise NotPossibleError(chats.NO_SUCH_FILE)
        return stored

    @property
    def _chat(self) -> Chat:
        return self.group or self._world.chats[self.id]

    @property
    def _side(self) -> Side:
        # Who never was in a group has seen nothing of it.
        return self._chat.sides.get(self.id) or Side(last_seen=0)
