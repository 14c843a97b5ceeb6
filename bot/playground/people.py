"""The people of a world, and the bot itself, as Telegram describes them."""

from dataclasses import dataclass, field

from bot.playground.jsontypes import JsonObject


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody with a Telegram account.

    `started` is set once they have pressed Start or written: only then may the bot write to them.
    """

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    started: bool = False
    blocked: bool = False
    deleted: bool = False

    @property
    def phone_number(self) -> str:
        """A number that nobody answers; the same each time."""
        return f"+2010{self.id % 10**8:08d}"

    def to_user(self) -> JsonObject:
        """As User."""
        if self.deleted:
            return {"id": self.id, "is_bot": False, "first_name": ""}
        return _without_none({**self._names(), "language_code": self.language_code})

    def to_mentioned_user(self) -> JsonObject:
        """As User inside an entity, where Telegram leaves the language out."""
        return _without_none(self._names())

    def to_chat(self) -> JsonObject:
        """As Chat: the private chat with the bot."""
        names = {} if self.deleted else self._names()
        return _without_none(
            {
                "id": self.id,
                "type": "private",
                "first_name": names.get("first_name", ""),
                "last_name": names.get("last_name"),
                "username": names.get("username"),
            }
        )

    def _names(self) -> JsonObject:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }


@dataclass(slots=True, kw_only=True)
class BotAccount:
    """The bot's own account."""

    id: int
    username: str
    first_name: str
    switches: JsonObject = field(
        default_factory=lambda: {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "supports_guest_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
            "supports_join_request_queries": False,
        }
    )

    def to_user(self) -> JsonObject:
        """As User in messages."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }

    def to_me(self) -> JsonObject:
        """As User in the answer of getMe."""
        return {**self.to_user(), **self.switches}


def _without_none(fields: JsonObject) -> JsonObject:
    return {key: value for key, value in fields.items() if value is not None}
