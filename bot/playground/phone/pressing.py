"""What a person presses: buttons under messages, and those in place of the letters."""

from collections.abc import Callable, Sequence

from bot.playground.buttons import KeyboardButton, UsersRequest
from bot.playground.groups.group import Group
from bot.playground.groups.picking import check_suits, give_bot_its_place
from bot.playground.jsontypes import JsonObject
from bot.playground.messages import Message
from bot.playground.phone.writing import PlayerOrId, Writer, contact_card, place
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import chats
from bot.playground.sentences.sentence import Sentence


class Presser(Writer):
    """Somebody who presses buttons in the chat in view."""

    def press(self, message: Message | int, label_or_data: str) -> str:
        """Press a button under a message, by its label or its exact data; returns the callback's id."""
        current = self.message(message if isinstance(message, int) else message.message_id)
        buttons = list(current.inline_keyboard or ())
        for button in buttons:
            if label_or_data in {button.text, button.callback_data}:
                if button.callback_data is None:
                    raise NotPossibleError(chats.BUTTON_SENDS_NOTHING, label=button.text)
                return self.press_raw(current.message_id, button.callback_data)
        if not buttons:
            raise NotPossibleError(chats.NO_BUTTONS)
        labels = [button.text for button in buttons]
        raise NotPossibleError(chats.NO_SUCH_BUTTON, label=label_or_data, labels=labels)

    def press_raw(self, message: Message | int, data: str) -> str:
        """Send any callback data, as an altered client can, even for a message that is gone."""
        if self.group is None:
            self._check_can_write()
        elif self.person.deleted or not self.group.membership(self.id).is_in:
            raise NotPossibleError(chats.ONLY_MEMBERS_PRESS)
        press = self._world.presses.add(
            person_id=self.id,
            chat_id=self.chat_id,
            message_id=message if isinstance(message, int) else message.message_id,
            data=data,
            at=self._world.clock.now(),
        )
        self._world.say_press(press)
        return press.callback_id

    def tap(self, label: str, *, thread_id: int | None = None) -> Message:
        """Tap a plain button of the reply keyboard: its text is sent."""
        button = self._keyboard_button(
            lambda each: each.text == label, chats.LABELLED.filled(label=label)
        )
        if not button.is_text:
            raise NotPossibleError(chats.BUTTON_ASKS_FIRST, label=label)
        # In a group it answers the message that brought the keyboard, so that a bot in privacy mode hears it.
        reply_to = self._side.keyboard_message if self.group else None
        message = self.send(button.text, reply_to, thread_id=thread_id)
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
            chats.THAT_PICKS_PEOPLE,
        )
        request = button.request_users
        if request is None:
            raise NotPossibleError(chats.NO_PICKER)
        ids = [each if isinstance(each, int) else each.id for each in players_or_ids]
        if not 1 <= len(set(ids)) <= request.max_quantity or len(set(ids)) != len(ids):
            raise NotPossibleError(chats.PICK_SO_MANY, most=request.max_quantity)
        if self.id in ids:
            raise NotPossibleError(chats.NOT_ONESELF)
        shared = [self._shared_user(each, request) for each in ids]
        service: JsonObject = {"users_shared": {"request_id": request.request_id, "users": shared}}
        return self._use_keyboard(Message(**self._frame(), service=service))

    def pick_chat(self, group: Group, request_id: int | None = None) -> Message:
        """Choose a group in the picker that the reply keyboard offers; the bot gets the rights it asked for there."""
        button = self._keyboard_button(
            lambda each: each.request_chat is not None and request_id in {None, each.request_id},
            chats.THAT_PICKS_A_CHAT,
        )
        request = button.request_chat
        if request is None:
            raise NotPossibleError(chats.NO_PICKER)
        self._check_can_write()
        check_suits(self._world, group, self.id, request)
        give_bot_its_place(self._world, group, self.id, request)
        shared: JsonObject = {"request_id": request.request_id, "chat_id": group.id}
        if request.request_title:
            shared["title"] = group.title
        return self._use_keyboard(Message(**self._frame(), service={"chat_shared": shared}))

    def share_location(self, latitude: float, longitude: float) -> Message:
        """Give the location that the reply keyboard asks for."""
        self._keyboard_button(lambda each: each.request_location, chats.THAT_ASKS_FOR_A_PLACE)
        service = place(latitude, longitude)
        return self._use_keyboard(Message(**self._frame(), service=service))

    def share_contact(self, phone_number: str = "+201000000000") -> Message:
        """Give the own phone number that the reply keyboard asks for."""
        self._keyboard_button(lambda each: each.request_contact, chats.THAT_ASKS_FOR_A_CONTACT)
        card = contact_card(self.person, phone_number)
        return self._use_keyboard(Message(**self._frame(), service={"contact": card}))

    def show_keyboard(self) -> None:
        """Call a one-time keyboard back that was put away after its use."""
        self._side.keyboard_is_hidden = False

    def _use_keyboard(self, message: Message) -> Message:
        said = self._say(message)
        self._chat.used_keyboard(self.id)
        return said

    def _keyboard_button(
        self, wanted: Callable[[KeyboardButton], bool], what: Sentence
    ) -> KeyboardButton:
        keyboard = self.reply_keyboard
        if keyboard is None:
            raise NotPossibleError(chats.NO_KEYBOARD)
        for button in keyboard:
            if wanted(button):
                return button
        raise NotPossibleError(chats.NOT_ON_KEYBOARD, wanted=what, labels=keyboard.labels)

    def _shared_user(self, person_id: int, request: UsersRequest) -> JsonObject:
        person = self._somebody(person_id)
        shared: JsonObject = {"user_id": person.id}
        if request.request_name:
            shared["first_name"] = person.first_name
            if person.last_name:
                shared["last_name"] = person.last_name
        if request.request_username and person.username:
            shared["username"] = person.username
        return shared
