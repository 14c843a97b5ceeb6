"""Everything that exists in a playground, and how the bot is told of what people do.

The state knows no HTTP. People act on it through `Player`; the bot acts on it through the `methods_*`
modules. All calls are synchronous and belong to one thread; only waiting polls and listeners are told
across threads.
"""

from bot.playground.callbacks import Press
from bot.playground.chats import Chat
from bot.playground.ground import WRITES_TO_REQUESTER, Ground
from bot.playground.groups.group import Group, InviteLink, JoinRequest, Membership
from bot.playground.groups.memberships import link_to_api, member_to_api
from bot.playground.jsontypes import JsonObject
from bot.playground.messages import Message
from bot.playground.people import Person

# Service messages reach every bot of a group (Bot API FAQ, "What messages will my bot get?").
_COMMAND = "bot_command"
# What it does itself comes back to it as a message in these cases only (the Bot API server leaves out whatever else
# is outgoing).
_OWN_LINES = frozenset(
    {
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "left_chat_member",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
    }
)


class WorldState(Ground):
    """The ground, and what is told to the bot."""

    def chat_to_api(self, chat: Chat) -> JsonObject:
        """As Chat."""
        return chat.to_chat() if isinstance(chat, Group) else self.people[chat.id].to_chat()

    def message_to_api(self, message: Message, *, with_reply: bool = True) -> JsonObject:
        """As Message."""
        chat = self.chats[message.chat_id]
        fields: JsonObject = {
            "message_id": message.message_id,
            "from": self.user_to_api(message.sender_id),
            "chat": self.chat_to_api(chat),
            "date": int(message.date.timestamp()),
        }
        if message.thread_id is not None:
            fields["message_thread_id"] = message.thread_id
            fields["is_topic_message"] = True
        if message.edited_at is not None:
            fields["edit_date"] = int(message.edited_at.timestamp())
        if message.origin is not None:
            fields["forward_origin"] = message.origin
        # In a topic, what answers nothing else answers the line that made the topic.
        reply_to = message.reply_to or message.thread_id
        if reply_to is not None and reply_to != message.message_id and with_reply:
            replied = chat.messages.get(reply_to)
            if replied is not None:
                fields["reply_to_message"] = self.message_to_api(replied, with_reply=False)
        fields.update(message.content_to_api())
        fields.update(message.extras)
        if message.inline_keyboard is not None:
            fields["reply_markup"] = message.inline_keyboard.to_api()
        return fields

    def say_message(self, message: Message, *, kind: str = "message") -> Message:
        """Queue the update that tells the bot of a person's message, if it may hear it."""
        if self.hears(message):
            self.updates.add(kind, self.message_to_api(message))
        return message

    def say_service(
        self,
        group: Group,
        actor_id: int,
        service: JsonObject,
        *,
        thread_id: int | None = None,
        via_join_request: bool = False,
    ) -> Message:
        """Put Telegram's own line about what `actor_id` did into a group, and tell the bot."""
        return self.say_message(
            self.put_message(
                Message(
                    message_id=0,
                    chat_id=group.id,
                    sender_id=actor_id,
                    from_bot=actor_id == self.bot.id,
                    date=self.clock.now(),
                    thread_id=thread_id,
                    service=service,
                    via_join_request=via_join_request,
                )
            )
        )

    def hears(self, message: Message) -> bool:
        """Whether the bot gets this message: in a group by its privacy mode (Bot API, "Privacy mode")."""
        chat = self.chats[message.chat_id]
        if not isinstance(chat, Group):
            return True
        own = chat.membership(self.bot.id)
        if message.from_bot or not own.is_in:
            return self._hears_line(chat, message, is_inside=own.is_in)
        if own.is_admin or self.bot.switches["can_read_all_group_messages"]:
            return True
        if not message.is_content:
            return True
        return self._is_command_for_bot(message) or self._answers_bot(chat, message)

    def say_press(self, press: Press) -> None:
        """Queue the callback_query of a press."""
        chat = self.chats[press.chat_id]
        message = chat.messages.get(press.message_id)
        shown: JsonObject = (
            self.message_to_api(message)
            if message is not None
            else {"chat": self.chat_to_api(chat), "message_id": press.message_id, "date": 0}
        )
        self.updates.add(
            "callback_query",
            {
                "id": press.callback_id,
                "from": self.people[press.person_id].to_user(),
                "message": shown,
                "chat_instance": str(-(abs(chat.id) << 20) - self.bot.id),
                "data": press.data,
            },
        )
        self.events.emit(
            "press", person=press.person_id, chat=chat.id, callback_id=press.callback_id
        )

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

    def say_membership(
        self,
        group: Group,
        *,
        actor_id: int,
        before: Membership,
        after: Membership,
        link: InviteLink | None = None,
        via_join_request: bool = False,
    ) -> None:
        """Queue the my_chat_member of the bot, or the chat_member of somebody else if the bot is administrator."""
        self.emit("members", group)
        is_own = after.user_id == self.bot.id
        if not is_own and not group.membership(self.bot.id).is_admin:
            return
        user = self.user_to_api(after.user_id)
        fields: JsonObject = {
            "chat": group.to_chat(),
            "from": self.user_to_api(actor_id),
            "date": int(self.clock.now().timestamp()),
            "old_chat_member": member_to_api(user, before),
            "new_chat_member": member_to_api(user, after),
        }
        if link is not None:
            fields["invite_link"] = self.link_to_api(group, link)
        if via_join_request:
            fields["via_join_request"] = True
        self.updates.add("my_chat_member" if is_own else "chat_member", fields)

    def say_join_request(self, group: Group, request: JoinRequest) -> None:
        """Queue the chat_join_request, if the bot may invite; it may write to the person for five minutes."""
        self.emit("members", group)
        if not group.membership(self.bot.id).may("can_invite_users"):
            return
        fields: JsonObject = {
            "chat": group.to_chat(),
            "from": self.user_to_api(request.person_id),
            "user_chat_id": request.person_id,
            "date": int(request.at.timestamp()),
        }
        if request.link is not None:
            fields["invite_link"] = self.link_to_api(group, request.link)
        if self.updates.add("chat_join_request", fields) is not None:
            self.requesters[request.person_id] = request.at + WRITES_TO_REQUESTER

    def link_to_api(self, group: Group, link: InviteLink) -> JsonObject:
        """As ChatInviteLink."""
        waiting = sum(request.link is link for request in group.requests.values())
        return link_to_api(
            link,
            self.user_to_api(link.creator_id),
            waiting=waiting,
            is_own=link.creator_id == self.bot.id,
        )

    def _hears_line(self, group: Group, message: Message, *, is_inside: bool) -> bool:
        """Of its own deeds the bot hears some lines; of its removal only in a basic group."""
        lines = set(message.service or ())
        if is_inside:
            return bool(lines & _OWN_LINES)
        is_removed = (message.service or {}).get("left_chat_member") == self.bot.to_user()
        return is_removed and not message.from_bot and not group.is_super

    def _is_command_for_bot(self, message: Message) -> bool:
        for entity in message.entities:
            if entity.type == _COMMAND and entity.offset == 0:
                _, _, name = message.text[: entity.length].partition("@")
                return name.lower() in {"", self.bot.username.lower()}
        return False

    def _answers_bot(self, chat: Chat, message: Message) -> bool:
        replied = chat.messages.get(message.reply_to or 0)
        return replied is not None and replied.from_bot
