"""Everything that exists in a playground: one bot, its people, their chats, and time.

The state knows no HTTP. People act on it through `Player`; the bot acts on it through the `methods_*`
modules. All calls are synchronous and belong to one thread; only waiting polls and listeners are told
across threads.
"""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.playground.callbacks import Press, Presses
from bot.playground.chats import PrivateChat
from bot.playground.clock import WorldClock
from bot.playground.events import Events
from bot.playground.faults import Faults
from bot.playground.files import FileStore
from bot.playground.jsontypes import JsonObject
from bot.playground.ledger import Ledger
from bot.playground.messages import Message
from bot.playground.people import BotAccount, Person
from bot.playground.profile import Profile
from bot.playground.rates import Rates
from bot.playground.refusals import bad_request, forbidden
from bot.playground.updates import UpdateQueue

TYPING_LASTS = timedelta(seconds=5)  # Bot API, sendChatAction


class WorldState:
    """A Telegram of one bot.

    Attributes:
        enforce_rates: whether sending too fast is refused (429).
        webhook_url: set it to play a webhook that somebody left behind; deleteWebhook clears it.
        calls_running: how many calls of the Bot API are being answered now, polls left out.
    """

    def __init__(
        self,
        clock: WorldClock | None = None,
        *,
        bot_username: str = "halqa_bot",
        bot_name: str = "Halqa",
        token: str = "1000:playground",  # noqa: S107 - no secret: it opens an in-memory world
    ) -> None:
        self.clock = clock or WorldClock()
        self.token = token
        self.bot = BotAccount(
            id=int(token.partition(":")[0]), username=bot_username, first_name=bot_name
        )
        self.events = Events()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, PrivateChat] = {}
        self.updates = UpdateQueue(self.clock, on_change=self.events.stir)
        self.presses = Presses()
        self.profile = Profile()
        self.files = FileStore()
        self.ledger = Ledger()
        self.faults = Faults()
        self.rates = Rates()
        self.enforce_rates = True
        self.webhook_url = ""
        self.calls_running = 0
        self._message_ids = itertools.count(1)

    @property
    def is_busy(self) -> bool:
        """Whether updates wait for the bot, or one of its calls is being answered."""
        return bool(len(self.updates)) or self.calls_running > 0

    def find_user(self, person_id: int) -> JsonObject | None:
        """The User to put into a mention: only people who have met the bot can be mentioned by id."""
        person = self.people.get(person_id)
        return person.to_mentioned_user() if person and person.started else None

    async def until(self, condition: Callable[[], bool], *, seconds: float = 10.0) -> None:
        """Wait until `condition` holds; it is asked after everything that happens here.

        Raises:
            TimeoutError: after `seconds` of real time.
        """
        await self.events.until(condition, seconds=seconds)

    # What a bot's methods stand on.

    def reach(self, chat_id: int) -> tuple[Person, PrivateChat]:
        """The chat a bot may write to now.

        Raises:
            ApiError: 400 for a chat nobody has, 403 for a person who never started, blocked or left.
        """
        person = self.people.get(chat_id)
        if person is None:
            raise bad_request("chat not found")
        if person.deleted:
            raise forbidden("user is deactivated")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        return person, self.chats[chat_id]

    def pace(self, chat_id: int, *, paid: bool) -> None:
        """Count one message that a bot sends.

        Raises:
            ApiError: 429.
        """
        if self.enforce_rates:
            self.rates.take(chat_id=chat_id, at=self.clock.monotonic(), paid=paid)

    def put_message(self, message: Message) -> Message:
        """Give a new message its number and put it into its chat."""
        # Telegram numbers all private chats of an account together, so ids grow with gaps in each of them.
        message = replace(message, message_id=next(self._message_ids))
        self.chats[message.chat_id].put(message)
        self.events.emit("message", person=message.chat_id, message_id=message.message_id)
        if message.markup is not None and message.inline_keyboard is None:
            self.events.emit("keyboard", person=message.chat_id)
        return message

    def replace_message(self, message: Message) -> Message:
        """Put an edited message in its place."""
        self.chats[message.chat_id].replace(message)
        self.events.emit("edit", person=message.chat_id, message_id=message.message_id)
        return message

    def delete_message(self, chat_id: int, message_id: int) -> None:
        """Take a message away for both sides."""
        self.chats[chat_id].delete(message_id)
        self.events.emit("delete", person=chat_id, message_id=message_id)

    def answer_press(
        self, callback_id: str, *, text: str, show_alert: bool, url: str | None
    ) -> None:
        """Show the bot's answer to a press to the person who pressed."""
        press, answer = self.presses.answer(
            callback_id, text=text, show_alert=show_alert, url=url, at=self.clock.now()
        )
        if answer is not None:
            self.events.emit(
                "callback_answer",
                person=press.person_id,
                callback_id=callback_id,
                text=text,
                alert=show_alert,
            )

    def show_typing(self, chat_id: int) -> None:
        """Show "typing…" for five seconds."""
        self.chats[chat_id].typing_until = self.clock.now() + TYPING_LASTS
        self.events.emit("typing", person=chat_id)

    # How the world is told to a bot.

    def message_to_api(self, message: Message, *, with_reply: bool = True) -> JsonObject:
        """As Message."""
        person = self.people[message.chat_id]
        sender = self.bot.to_user() if message.from_bot else person.to_user()
        fields: JsonObject = {
            "message_id": message.message_id,
            "from": sender,
            "chat": person.to_chat(),
            "date": int(message.date.timestamp()),
        }
        if message.edited_at is not None:
            fields["edit_date"] = int(message.edited_at.timestamp())
        if message.reply_to is not None and with_reply:
            replied = self.chats[message.chat_id].messages.get(message.reply_to)
            if replied is not None:
                fields["reply_to_message"] = self.message_to_api(replied, with_reply=False)
        fields.update(message.content_to_api())
        fields.update(message.extras)
        if message.inline_keyboard is not None:
            fields["reply_markup"] = message.inline_keyboard.to_api()
        return fields

    def say_message(self, message: Message, *, kind: str = "message") -> Message:
        """Queue the update that tells the bot of a person's message."""
        self.updates.add(kind, self.message_to_api(message))
        return message

    def say_press(self, press: Press) -> None:
        """Queue the callback_query of a press."""
        person = self.people[press.person_id]
        message = self.chats[person.id].messages.get(press.message_id)
        shown: JsonObject = (
            self.message_to_api(message)
            if message is not None
            else {"chat": person.to_chat(), "message_id": press.message_id, "date": 0}
        )
        self.updates.add(
            "callback_query",
            {
                "id": press.callback_id,
                "from": person.to_user(),
                "message": shown,
                "chat_instance": str(-(person.id << 20) - self.bot.id),
                "data": press.data,
            },
        )
        self.events.emit("press", person=person.id, callback_id=press.callback_id)

    def say_block(self, person: Person, *, blocked: bool) -> None:
        """Queue the my_chat_member of a block or its end."""
        member: JsonObject = {"user": self.bot.to_user(), "status": "member"}
        kicked: JsonObject = {"user": self.bot.to_user(), "status": "kicked", "until_date": 0}
        self.updates.add(
            "my_chat_member",
            {
                "chat": person.to_chat(),
                "from": person.to_user(),
                "date": int(self.clock.now().timestamp()),
                "old_chat_member": member if blocked else kicked,
                "new_chat_member": kicked if blocked else member,
            },
        )
