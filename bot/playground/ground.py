"""What a world stands on: the bot, its people and chats, time, and where a bot may write now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.playground.callbacks import Presses
from bot.playground.chats import Chat, Numbers, PrivateChat
from bot.playground.clock import WorldClock
from bot.playground.events import Events
from bot.playground.files import FileStore
from bot.playground.groups.group import Group, Status
from bot.playground.jsontypes import JsonObject
from bot.playground.line.faults import Faults
from bot.playground.line.ledger import Ledger
from bot.playground.line.rates import Rates
from bot.playground.line.traffic import Passed, Traffic
from bot.playground.line.updates import UpdateQueue
from bot.playground.line.weather import Weather
from bot.playground.line.webhook import PlayCall, Webhook, play_nothing
from bot.playground.messages import Message
from bot.playground.people import BotAccount, Person
from bot.playground.profile import Profile
from bot.playground.refusals import ApiError, bad_request, forbidden
from bot.playground.web.web import Web

ID_STEP = 7_919  # a prime, so that ids do not look like a sequence
_FIRST_BASIC_GROUP = 4_200_000_013  # above 32 bits, as new groups' are
_FIRST_SUPERGROUP = 1_002_200_000_017
TYPING_LASTS = timedelta(seconds=5)  # Bot API, sendChatAction
WRITES_TO_REQUESTER = timedelta(minutes=5)  # Bot API, ChatJoinRequest.user_chat_id


class Ground:
    """A Telegram of one bot, before anybody is told of anything.

    Attributes:
        web: the pages and feeds that exist beside this Telegram.
        enforce_rates: whether sending too fast is refused (429).
        webhook_url: set it to play a webhook that somebody left behind; deleteWebhook clears it.
        webhook: delivers to that address; None while there is none, or if the address was only set.
        logged_out_until: until when the server answers no call, after logOut.
        play_call: acts on the call in a webhook's answer; the server puts in what knows the methods.
        calls_running: how many calls of the Bot API are being answered now, polls left out.
        beginnings: how often everything has begun anew.
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
        self.web = Web(self.clock.now)
        self.bot = BotAccount(
            id=int(token.partition(":")[0]), username=bot_username, first_name=bot_name
        )
        self.events = Events()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue(self.clock, on_change=self.events.stir)
        self.presses = Presses()
        self.profile = Profile()
        self.files = FileStore()
        self.ledger = Ledger()
        self.faults = Faults()
        self.weather = Weather(on_change=self._weather_turned)
        self.traffic = Traffic(self.clock, tell=self._passed)
        self.rates = Rates()
        self.enforce_rates = True
        self.webhook_url = ""
        self.webhook: Webhook | None = None
        self.logged_out_until: datetime | None = None
        self.play_call: PlayCall = play_nothing
        self.calls_running = 0
        self.beginnings = 0
        # Until when the bot may write to somebody who asked to join, though they never started it.
        self.requesters: dict[int, datetime] = {}
        self.numbers = Numbers()

    @property
    def is_busy(self) -> bool:
        """Whether updates wait for the bot, or one of its calls is being answered."""
        return bool(len(self.updates)) or self.calls_running > 0

    @property
    def groups(self) -> dict[int, Group]:
        """All groups by id, those that became supergroups too."""
        return {key: chat for key, chat in self.chats.items() if isinstance(chat, Group)}

    def find_user(self, person_id: int) -> JsonObject | None:
        """The User to put into a mention: only people who have met the bot can be mentioned by id."""
        person = self.people.get(person_id)
        return person.to_mentioned_user() if person and person.started else None

    def user_to_api(self, user_id: int) -> JsonObject:
        """As User, whoever it is.

        Raises:
            KeyError: nobody has this id.
        """
        return self.bot.to_user() if user_id == self.bot.id else self.people[user_id].to_user()

    def next_group_id(self, *, is_super: bool) -> int:
        """An id that no group has had: below -10^12 for supergroups, as Telegram numbers them."""
        number = len(self.groups)
        first = _FIRST_SUPERGROUP if is_super else _FIRST_BASIC_GROUP
        return -(first + number * ID_STEP)

    async def until(self, condition: Callable[[], bool], *, seconds: float = 10.0) -> None:
        """Wait until `condition` holds; it is asked after everything that happens here.

        Raises:
            TimeoutError: after `seconds` of real time.
        """
        await self.events.until(condition, seconds=seconds)

    def _weather_turned(self) -> None:
        if self.weather.is_offline("getUpdates"):
            self.updates.interrupt()
        self.events.emit("faults", person=None)

    def _passed(self, kind: str, passed: Passed) -> None:
        chat_id = passed.chat_id
        is_person = chat_id is not None and chat_id > 0
        self.events.emit(
            kind, person=chat_id if is_person else None, chat=chat_id, number=passed.number
        )

    # Where a bot may write.

    def reach(self, chat_id: int) -> Chat:
        """The chat a bot may write to now.

        Raises:
            ApiError: 400 for a chat nobody has, 403 for a person who never started, blocked or left and for a group
                that the bot is not in; 400 with `migrate_to_chat_id` for a group that became a supergroup.
        """
        chat = self.chats.get(chat_id)
        if isinstance(chat, Group):
            return self.reach_group(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        person = self.people[chat_id]
        if person.deleted:
            raise forbidden("user is deactivated")
        if not person.started and not self._has_just_asked(person):
            raise forbidden("bot can't initiate conversation with a user")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def reach_group(self, chat_id: int) -> Group:
        """A group that the bot is in.

        Raises:
            ApiError: as `reach`.
        """
        group = self.chats.get(chat_id)
        if not isinstance(group, Group) or self.bot.id not in group.members:
            raise bad_request("chat not found")
        if group.upgraded_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": group.upgraded_to},
            )
        own = group.membership(self.bot.id)
        if own.status is Status.KICKED:
            raise forbidden(f"bot was kicked from the {group.type} chat")
        if not own.is_in:
            raise forbidden(f"bot is not a member of the {group.type} chat")
        return group

    def _has_just_asked(self, person: Person) -> bool:
        until = self.requesters.get(person.id)
        return until is not None and self.clock.now() <= until

    def pace(self, chat_id: int, *, paid: bool) -> None:
        """Count one message that a bot sends.

        Raises:
            ApiError: 429.
        """
        if self.enforce_rates:
            self.rates.take(chat_id=chat_id, at=self.clock.monotonic(), paid=paid)

    # What is in the chats.

    def put_message(self, message: Message) -> Message:
        """Give a new message its number and put it into its chat."""
        chat = self.chats[message.chat_id]
        numbers = chat.numbers if isinstance(chat, Group) else self.numbers
        message_id = numbers.take()
        # A topic is numbered after the message that makes it, which is the first in it.
        makes_topic = message.service is not None and "forum_topic_created" in message.service
        thread_id = message_id if makes_topic else message.thread_id
        message = replace(message, message_id=message_id, thread_id=thread_id)
        chat.put(message)
        self.emit("message", chat, message_id=message.message_id)
        if message.markup is not None and message.inline_keyboard is None:
            self.emit("keyboard", chat)
        return message

    def replace_message(self, message: Message) -> Message:
        """Put an edited message in its place."""
        chat = self.chats[message.chat_id]
        chat.replace(message)
        self.emit("edit", chat, message_id=message.message_id)
        return message

    def delete_message(self, chat_id: int, message_id: int) -> None:
        """Take a message away for all."""
        chat = self.chats[chat_id]
        chat.delete(message_id)
        self.emit("delete", chat, message_id=message_id)

    def show_typing(self, chat_id: int) -> None:
        """Show "typing…" for five seconds."""
        chat = self.chats[chat_id]
        chat.typing_until = self.clock.now() + TYPING_LASTS
        self.emit("typing", chat)

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
                chat=press.chat_id,
                callback_id=callback_id,
                text=text,
                alert=show_alert,
            )

    def emit(self, kind: str, chat: Chat, **details: object) -> None:
        """Tell those who listen of something in `chat`; in a private chat it is its person's."""
        person = chat.id if isinstance(chat, PrivateChat) else None
        self.events.emit(kind, person=person, chat=chat.id, **details)
