"""What a person can do in Telegram, one method each; tests and the page play people through it."""

import re
from urllib.parse import parse_qs, urlsplit

from bot.playground.groups.group import Group
from bot.playground.groups.invites import invite_hash
from bot.playground.groups.right_names import ADMIN_RIGHTS
from bot.playground.messages import Message
from bot.playground.phone.groupplay import GroupPlay
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import chats

MAX_PAYLOAD = 64  # characters of a deep link's start parameter; Telegram, "Deep linking"
_PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{0,{MAX_PAYLOAD}}}")
_TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})


class Player(GroupPlay):
    """One person at their phone, in the private chat with the bot or, by `at`, in a group.

    What their Telegram would not let them do raises NotPossibleError; what the bot hears of it is an update.
    """

    def at(self, group: Group) -> "Player":
        """The same person in a group's chat."""
        return Player(self._world, self.person, group)

    # Into the chat with the bot.

    def start(self, payload: str | None = None) -> Message:
        """Press Start, or follow a deep link with `payload`; a blocked bot is unblocked by it."""
        payload = _checked_payload(payload)
        if self.group is not None:
            return Player(self._world, self.person).start(payload)
        if self.person.blocked:
            self.unblock()
        return self.send(f"/start {payload}" if payload else "/start")

    def start_in(self, group: Group, payload: str = "", rights: str = "") -> Message | None:
        """Choose `group` after a `?startgroup=` link: the bot is added, promoted if the link asks, and started.

        Without a payload nothing is written (None).
        """
        payload = _checked_payload(payload)
        here, bot_id = self.at(group), self._world.bot.id
        wanted = {f"can_{each}": True for each in rights.split() if f"can_{each}" in ADMIN_RIGHTS}
        if wanted:
            here.promote(bot_id, **wanted)
        if not group.membership(bot_id).is_in:
            here.add_bot()
        # TDLib names the bot there: other bots may be in the group, too.
        return here.send(f"/start@{self._world.bot.username} {payload}") if payload else None

    def open_link(self, url: str, group: Group | None = None) -> Message | None:
        """Follow a t.me link: to the bot (`?start=`, `?startgroup=`), or an invitation into a group.

        Args:
            url: the link as it was tapped.
            group: where `?startgroup=` shall lead; the chat in view if it is a group.
        """
        if invite_hash(url) is not None:
            return self.join(url)
        parts = urlsplit(url if "://" in url else f"https://{url}")
        query = {
            name: values[0]
            for name, values in parse_qs(parts.query, keep_blank_values=True).items()
        }
        if parts.scheme == "tg" and parts.netloc == "resolve":
            name = query.get("domain", "")
        elif parts.scheme in {"http", "https"} and parts.netloc.lower() in _TELEGRAM_HOSTS:
            name = parts.path.strip("/")
        else:
            raise NotPossibleError(chats.LINK_LEAVES_TELEGRAM)
        if name.lower() != self._world.bot.username.lower():
            raise NotPossibleError(chats.LINK_OF_SOMEBODY_ELSE, bot=f"@{self._world.bot.username}")
        if "startgroup" not in query:
            return self.start(query.get("start", ""))
        chosen = group or self.group
        if chosen is None:
            raise NotPossibleError(chats.CHOOSE_GROUP_FOR_BOT)
        return self.start_in(chosen, query["startgroup"], query.get("admin", ""))

    # What they do with the bot and their account.

    def read(self) -> None:
        """Open the chat: nothing is unread any more."""
        self._side.unread = 0
        self._world.events.emit("person", person=self.id, chat=self.chat_id)

    def block(self) -> None:
        """Block the bot: it cannot write to them, but still meets them in groups."""
        if self.person.deleted:
            raise NotPossibleError(chats.ACCOUNT_IS_GONE)
        if self.person.blocked:
            raise NotPossibleError(chats.BLOCKED_ALREADY)
        self.person.blocked = True
        self._world.say_block(self.person, blocked=True)
        self._world.events.emit("person", person=self.id, chat=self.id)

    def unblock(self) -> None:
        """Take the block back."""
        if self.person.deleted or not self.person.blocked:
            raise NotPossibleError(chats.NOT_BLOCKED)
        self.person.blocked = False
        self._world.say_block(self.person, blocked=False)
        self._world.events.emit("person", person=self.id, chat=self.id)

    def delete_account(self) -> None:
        """Leave Telegram for good; the bot hears of it when it writes next. Groups keep a nameless member."""
        self.person.deleted = True
        self._world.events.emit("person", person=self.id, chat=self.id)


def _checked_payload(payload: str | None) -> str:
    if payload and not _PAYLOAD.fullmatch(payload):
        raise NotPossibleError(chats.START_PARAMETER, most=MAX_PAYLOAD)
    return payload or ""
