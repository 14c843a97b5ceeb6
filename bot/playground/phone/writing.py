"""What a person writes into a chat: texts, pictures, files, places, contacts, and what they forward."""

from dataclasses import replace
from datetime import datetime
from typing import TypeAlias, TypedDict

from bot.playground.files import Upload
from bot.playground.groups.group import Group
from bot.playground.groups.memberships import check_may_write
from bot.playground.groups.topics import GENERAL, check_may_write_in
from bot.playground.jsontypes import JsonObject
from bot.playground.messages import Message
from bot.playground.people import Person
from bot.playground.phone.forwarding import origin_of, permission_for
from bot.playground.phone.screen import Screen
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import chats
from bot.playground.text.formatted import MAX_CAPTION, MAX_TEXT, FormattedText, plain
from bot.playground.text.plaintext import is_blank, utf16_length

MAX_LATITUDE, MAX_LONGITUDE = 90, 180  # degrees

PlayerOrId: TypeAlias = Screen | int


class Frame(TypedDict):
    """What every new message has."""

    message_id: int
    thread_id: int | None
    chat_id: int
    sender_id: int
    from_bot: bool
    date: datetime


class Writer(Screen):
    """Somebody who writes into the chat in view."""

    def send(
        self, text: str, reply_to: int | None = None, *, thread_id: int | None = None
    ) -> Message:
        """Write a message; Telegram finds commands, mentions and links in it."""
        content = plain(text)
        if is_blank(content.text) or utf16_length(content.text) > MAX_TEXT:
            raise NotPossibleError(chats.MESSAGE_LENGTH, most=MAX_TEXT)
        reply_to = reply_to or self._forced()
        if reply_to is not None:
            thread_id = thread_id or self.message(reply_to).thread_id
        return self._say(Message(**self._frame(thread_id), content=content, reply_to=reply_to))

    def edit(self, message_id: int, text: str) -> Message:
        """Change one of their own texts."""
        message = self.message(message_id)
        self._check_can_write(thread_id=message.thread_id)
        is_own = message.sender_id == self.id and message.origin is None
        if not is_own or not message.is_text:
            raise NotPossibleError(chats.ONLY_OWN_TEXTS)
        content = plain(text)
        if is_blank(content.text) or content == message.content:
            raise NotPossibleError(chats.EDIT_CHANGES_NOTHING)
        edited = replace(message, content=content, edited_at=self._world.clock.now())
        self._world.replace_message(edited)
        return self._world.say_message(edited, kind="edited_message")

    def send_photo(
        self,
        content: bytes,
        caption: str = "",
        *,
        name: str = "photo.jpg",
        thread_id: int | None = None,
    ) -> Message:
        """Send a picture (PNG, JPEG or GIF)."""
        self._check_can_write("can_send_photos", thread_id=thread_id)
        upload = Upload(name=name, mime_type="image/jpeg", content=content)
        stored = self._world.files.add(upload, as_photo=True)
        written = self._caption(caption)
        message = Message(**self._frame(thread_id), photo=stored, content=written)
        return self._say(message, "can_send_photos")

    def send_document(
        self,
        content: bytes,
        name: str = "file.txt",
        *,
        mime_type: str = "text/plain",
        caption: str = "",
        thread_id: int | None = None,
    ) -> Message:
        """Send a file."""
        self._check_can_write("can_send_documents", thread_id=thread_id)
        upload = Upload(name=name, mime_type=mime_type, content=content)
        stored = self._world.files.add(upload, as_photo=False)
        written = self._caption(caption)
        message = Message(**self._frame(thread_id), document=stored, content=written)
        return self._say(message, "can_send_documents")

    def send_location(
        self, latitude: float, longitude: float, *, thread_id: int | None = None
    ) -> Message:
        """Send a place from the paper clip's menu, asked or not."""
        return self._say(Message(**self._frame(thread_id), service=place(latitude, longitude)))

    def send_contact(self, person: PlayerOrId, *, thread_id: int | None = None) -> Message:
        """Send somebody's card from the paper clip's menu."""
        card = contact_card(self._somebody(person))
        return self._say(Message(**self._frame(thread_id), service={"contact": card}))

    def forward(
        self, message: Message | int, to: Group | None = None, *, thread_id: int | None = None
    ) -> Message:
        """Forward a message of the chat in view to a group, or to the private chat with the bot."""
        original = self.message(message if isinstance(message, int) else message.message_id)
        if not original.is_content:
            raise NotPossibleError(chats.TELEGRAMS_LINE)
        if original.extras.get("has_protected_content"):
            raise NotPossibleError(chats.PROTECTED)
        there = type(self)(self._world, self.person, to)
        copy = Message(
            **there._frame(thread_id),  # noqa: SLF001 - another chat of the same person
            content=original.content,
            photo=original.photo,
            document=original.document,
            service=original.service,
            origin=origin_of(self._world, original),
        )
        return there._say(copy, permission_for(original))  # noqa: SLF001 - as above

    def can_write(self, thread_id: int | None = None) -> bool:
        """Whether a text may be sent here (in this topic) now."""
        try:
            self._check_can_write(thread_id=thread_id)
        except NotPossibleError:
            return False
        return True

    def _frame(self, thread_id: int | None = None) -> Frame:
        return {
            "message_id": 0,
            "thread_id": None if thread_id == GENERAL else thread_id,
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
            raise NotPossibleError(chats.CAPTION_LENGTH, most=MAX_CAPTION)
        return content

    def _check_can_write(
        self, permission: str = "can_send_messages", *, thread_id: int | None = None
    ) -> None:
        if self.person.deleted:
            raise NotPossibleError(chats.ACCOUNT_IS_GONE)
        if self.group is not None:
            member = self.group.membership(self.id)
            check_may_write(self.group, member, permission)
            check_may_write_in(self.group, member, thread_id)
        elif self.person.blocked:
            raise NotPossibleError(chats.BOT_IS_BLOCKED)
        elif thread_id is not None:
            raise NotPossibleError(chats.NO_TOPICS_IN_PRIVATE)

    def _say(self, message: Message, permission: str = "can_send_messages") -> Message:
        self._check_can_write(permission, thread_id=message.thread_id)
        if self.group is None:
            self.person.started = True
        return self._world.say_message(self._world.put_message(message))

    def _somebody(self, person: PlayerOrId) -> Person:
        person_id = person if isinstance(person, int) else person.id
        found = self._world.people.get(person_id)
        if found is None or found.deleted:
            raise NotPossibleError(chats.NOBODY)
        return found


def place(latitude: float, longitude: float) -> JsonObject:
    """The content of a message that shows a place.

    Raises:
        NotPossibleError: not on this earth.
    """
    if not (abs(latitude) <= MAX_LATITUDE and abs(longitude) <= MAX_LONGITUDE):
        raise NotPossibleError(chats.NO_SUCH_PLACE, latitude=MAX_LATITUDE, longitude=MAX_LONGITUDE)
    return {"location": {"latitude": latitude, "longitude": longitude}}


def contact_card(person: Person, phone_number: str | None = None) -> JsonObject:
    """As Contact."""
    card: JsonObject = {
        "phone_number": phone_number or person.phone_number,
        "first_name": person.first_name,
        "user_id": person.id,
    }
    if person.last_name:
        card["last_name"] = person.last_name
    return card
