"""What a person can do in Telegram, one method each; tests and the page play people through it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias, TypedDict, Union
from urllib.parse import parse_qs, urlsplit

from bot.playground.buttons import KeyboardButton, UsersRequest
from bot.playground.files import Upload
from bot.playground.formatted import MAX_CAPTION, MAX_TEXT, FormattedText, plain
from bot.playground.groups import Group
from bot.playground.jsontypes import JsonObject
from bot.playground.memberships import check_may_write
from bot.playground.messages import Message
from bot.playground.plaintext import is_blank, utf16_length
from bot.playground.refusals import NotPossibleError
from bot.playground.screen import Screen

MAX_LATITUDE, MAX_LONGITUDE = 90, 180  # degrees
MAX_PAYLOAD = 64  # characters of a deep link's start parameter; Telegram, "Deep linking"
_PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{0,{MAX_PAYLOAD}}}")
_TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})

PlayerOrId: TypeAlias = Union["Player", int]


class _Frame(TypedDict):
    message_id: int
    thread_id: int | None
    chat_id: int
    sender_id: int
    from_bot: bool
    date: datetime


class Player(Screen):
    """One person at their phone, in the private chat with the bot or, by `at`, in a group.

    What their Telegram would not let them do raises NotPossibleError; what the bot hears of it is an update.
    """

    # What they write.

    def start(self, payload: str | None = None) -> Message:
        """Press Start, or follow a deep link with `payload`; a blocked bot is unblocked by it."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise NotPossibleError("a start parameter is up to 64 of A-Z a-z 0-9 _ -")
        if self.person.blocked:
            self.unblock()
        return self.send(f"/start {payload}" if payload else "/start")

    def at(self, group: Group) -> "Player":
        """The same person in a group's chat."""
        return Player(self._world, self.person, group)

    def send(
        self, text: str, reply_to: int | None = None, *, thread_id: int | None = None
    ) -> Message:
        """Write a message; Telegram finds commands, mentions and links in it."""
        content = plain(text)
        if is_blank(content.text) or utf16_length(content.text) > MAX_TEXT:
            raise NotPossibleError("a message has 1-4096 characters")
        if reply_to is not None:
            self.message(reply_to)
        reply_to = reply_to or self._forced()
        return self._say(Message(**self._frame(thread_id), content=content, reply_to=reply_to))

    def edit(self, message_id: int, text: str) -> Message:
        """Change one of their own texts."""
        self._check_can_write()
        message = self.message(message_id)
        if message.from_bot or not message.is_text:
            raise NotPossibleError("only own texts can be edited")
        content = plain(text)
        if is_blank(content.text) or content == message.content:
            raise NotPossibleError("an edit changes the text")
        edited = replace(message, content=content, edited_at=self._world.clock.now())
        self._world.replace_message(edited)
        return self._world.say_message(edited, kind="edited_message")

    def send_photo(self, content: bytes, caption: str = "") -> Message:
        """Send a picture (PNG, JPEG or GIF)."""
        upload = Upload(name="photo.jpg", mime_type="image/jpeg", content=content)
        stored = self._world.files.add(upload, as_photo=True)
        return self._say(Message(**self._frame(), photo=stored, content=self._caption(caption)))

    def send_document(
        self,
        content: bytes,
        name: str = "file.txt",
        *,
        mime_type: str = "text/plain",
        caption: str = "",
    ) -> Message:
        """Send a file."""
        upload = Upload(name=name, mime_type=mime_type, content=content)
        stored = self._world.files.add(upload, as_photo=False)
        return self._say(Message(**self._frame(), document=stored, content=self._caption(caption)))

    # What they press.

    def press(self, message: Message | int, label_or_data: str) -> str:
        """Press a button under a message, by its label or its exact data; returns the callback's id."""
        current = self.message(message if isinstance(message, int) else message.message_id)
        buttons = list(current.inline_keyboard or ())
        for button in buttons:
            if label_or_data in {button.text, button.callback_data}:
                if button.callback_data is None:
                    raise NotPossibleError(f"the button {button.text!r} sends nothing to the bot")
                return self.press_raw(current.message_id, button.callback_data)
        raise NotPossibleError(
            f"there is no button {label_or_data!r}, only {[button.text for button in buttons]}"
        )

    def press_raw(self, message: Message | int, data: str) -> str:
        """Send any callback data, as an altered client can, even for a message that is gone."""
        self._check_can_write()
        press = self._world.presses.add(
            person_id=self.id,
            chat_id=self.chat_id,
            message_id=message if isinstance(message, int) else message.message_id,
            data=data,
            at=self._world.clock.now(),
        )
        self._world.say_press(press)
        return press.callback_id

    def tap(self, label: str) -> Message:
        """Tap a plain button of the reply keyboard: its text is sent."""
        button = self._keyboard_button(lambda each: each.text == label, f"labelled {label!r}")
        if not button.is_text:
            raise NotPossibleError(f"the button {label!r} opens a picker or asks for leave")
        message = self.send(button.text)
        self._chat.used_keyboard(self.id)
        return message

    def pick_users(
        self, players_or_ids: Sequence[PlayerOrId], request_id: int | None = None
    ) -> Message:
        """Choose people in the picker that the reply keyboard offers."""
        button = self._keyboard_button(
            lambda each: (
                each.request_users is not None
                and request_id in {None, each.request_users.request_id}
            ),
            f"that picks people (request {request_id})",
        )
        request = button.request_users
        if request is None:
            raise NotPossibleError("the button opens no picker")
        ids = [each if isinstance(each, int) else each.id for each in players_or_ids]
        if not 1 <= len(set(ids)) <= request.max_quantity or len(set(ids)) != len(ids):
            raise NotPossibleError(f"pick 1-{request.max_quantity} different people")
        if self.id in ids:
            raise NotPossibleError("Telegram's picker does not show oneself")
        shared = [self._shared_user(each, request) for each in ids]
        service: JsonObject = {"users_shared": {"request_id": request.request_id, "users": shared}}
        return self._use_keyboard(Message(**self._frame(), service=service))

    def share_location(self, latitude: float, longitude: float) -> Message:
        """Give the location that the reply keyboard asks for."""
        self._keyboard_button(lambda each: each.request_location, "that asks for a location")
        if abs(latitude) > MAX_LATITUDE or abs(longitude) > MAX_LONGITUDE:
            raise NotPossibleError("there is no such place")
        service: JsonObject = {"location": {"latitude": latitude, "longitude": longitude}}
        return self._use_keyboard(Message(**self._frame(), service=service))

    def share_contact(self, phone_number: str = "+201000000000") -> Message:
        """Give the own phone number that the reply keyboard asks for."""
        self._keyboard_button(lambda each: each.request_contact, "that asks for a contact")
        contact: JsonObject = {
            "phone_number": phone_number,
            "first_name": self.person.first_name,
            "user_id": self.id,
        }
        if self.person.last_name:
            contact["last_name"] = self.person.last_name
        return self._use_keyboard(Message(**self._frame(), service={"contact": contact}))

    def show_keyboard(self) -> None:
        """Call a one-time keyboard back that was put away after its use."""
        self._side.keyboard_is_hidden = False

    def open_link(self, url: str) -> Message:
        """Follow a link to the bot, as `https://t.me/halqa_bot?start=…`: it presses Start."""
        parts = urlsplit(url if "://" in url else f"https://{url}")
        query = parse_qs(parts.query, keep_blank_values=True)
        if parts.scheme == "tg" and parts.netloc == "resolve":
            name = query.get("domain", [""])[0]
        elif parts.scheme in {"http", "https"} and parts.netloc.lower() in _TELEGRAM_HOSTS:
            name = parts.path.strip("/")
        else:
            raise NotPossibleError("the link leaves Telegram")
        if name.lower() != self._world.bot.username.lower():
            raise NotPossibleError("the link leads to somebody else")
        return self.start(query.get("start", [""])[0])

    # What they do with the bot and their account.

    def read(self) -> None:
        """Open the chat: nothing is unread any more."""
        self._side.unread = 0
        self._world.events.emit("person", person=self.id, chat=self.chat_id)

    def block(self) -> None:
        """Block the bot."""
        self._check_can_write()
        self.person.blocked = True
        self._world.say_block(self.person, blocked=True)
        self._world.events.emit("person", person=self.id, chat=self.id)

    def unblock(self) -> None:
        """Take the block back."""
        if self.person.deleted or not self.person.blocked:
            raise NotPossibleError("the bot is not blocked")
        self.person.blocked = False
        self._world.say_block(self.person, blocked=False)
        self._world.events.emit("person", person=self.id, chat=self.id)

    def delete_account(self) -> None:
        """Leave Telegram for good; the bot hears of it when it writes next."""
        self.person.deleted = True
        self._world.events.emit("person", person=self.id, chat=self.id)

    def _frame(self, thread_id: int | None = None) -> _Frame:
        return {
            "message_id": 0,
            "thread_id": thread_id,
            "chat_id": self.chat_id,
            "sender_id": self.id,
            "from_bot": False,
            "date": self._world.clock.now(),
        }

    def _forced(self) -> int | None:
        reply_to = self._side.forced_reply_to
        return reply_to if reply_to in self._chat.messages else None

    def _caption(self, caption: str) -> FormattedText:
        content = plain(caption)
        if utf16_length(content.text) > MAX_CAPTION:
            raise NotPossibleError("a caption has up to 1024 characters")
        return content

    def _check_can_write(self) -> None:
        if self.person.deleted:
            raise NotPossibleError("the account is gone")
        if self.group is not None:
            check_may_write(self.group, self.group.membership(self.id))
        elif self.person.blocked:
            raise NotPossibleError("the bot is blocked; unblock it first")

    def _say(self, message: Message) -> Message:
        self._check_can_write()
        if self.group is None:
            self.person.started = True
        return self._world.say_message(self._world.put_message(message))

    def _use_keyboard(self, message: Message) -> Message:
        said = self._say(message)
        self._chat.used_keyboard(self.id)
        return said

    def _keyboard_button(
        self, wanted: Callable[[KeyboardButton], bool], what: str
    ) -> KeyboardButton:
        keyboard = self.reply_keyboard
        if keyboard is None:
            raise NotPossibleError("there is no reply keyboard")
        for button in keyboard:
            if wanted(button):
                return button
        raise NotPossibleError(f"there is no button {what}, only {keyboard.labels}")

    def _shared_user(self, person_id: int, request: UsersRequest) -> JsonObject:
        person = self._world.people.get(person_id)
        if person is None or person.deleted:
            raise NotPossibleError("there is nobody with this id")
        shared: JsonObject = {"user_id": person.id}
        if request.request_name:
            shared["first_name"] = person.first_name
            if person.last_name:
                shared["last_name"] = person.last_name
        if request.request_username and person.username:
            shared["username"] = person.username
        return shared
