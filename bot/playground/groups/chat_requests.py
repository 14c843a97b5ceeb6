"""What a reply keyboard's chat picker asks for: KeyboardButtonRequestChat, checked."""

from dataclasses import dataclass

from bot.playground.fields import ObjectReader
from bot.playground.groups.right_names import ADMIN_RIGHTS
from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import bad_request

_INT32 = range(-(2**31), 2**31)
# Rights that only channels have; a group's administrator never has them.
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChatRequest:
    """The chats to choose from; None where anything goes."""

    raw: JsonObject
    request_id: int
    chat_is_channel: bool
    chat_is_forum: bool | None
    chat_has_username: bool | None
    chat_is_created: bool
    user_rights: frozenset[str] | None
    bot_rights: frozenset[str] | None
    bot_is_member: bool
    request_title: bool

    def to_api(self) -> JsonObject:
        """As KeyboardButtonRequestChat."""
        return self.raw


def parse_chat_request(raw: object) -> ChatRequest:
    """A KeyboardButtonRequestChat.

    Raises:
        ApiError: a field of the wrong kind or that there is not, or the bot asks for more than the user must have.
    """
    reader = ObjectReader(raw, "KeyboardButtonRequestChat")
    request_id = reader.need_number("request_id")
    if request_id not in _INT32:
        raise bad_request("request_id must be a signed 32-bit number")
    if not reader.has("chat_is_channel"):
        raise bad_request(f"can't parse {reader.where}: can't find field \"chat_is_channel\"")
    request = ChatRequest(
        raw=reader.raw,
        request_id=request_id,
        chat_is_channel=reader.flag("chat_is_channel"),
        chat_is_forum=_choice(reader, "chat_is_forum"),
        chat_has_username=_choice(reader, "chat_has_username"),
        chat_is_created=reader.flag("chat_is_created"),
        user_rights=_rights(reader, "user_administrator_rights"),
        bot_rights=_rights(reader, "bot_administrator_rights"),
        bot_is_member=reader.flag("bot_is_member"),
        request_title=reader.flag("request_title"),
    )
    reader.flag("request_username")
    reader.flag("request_photo")
    reader.finish()
    if request.bot_rights and not request.bot_rights <= (request.user_rights or frozenset()):
        raise bad_request("bot_administrator_rights must be a subset of user_administrator_rights")
    return request


def _choice(reader: ObjectReader, name: str) -> bool | None:
    return reader.flag(name) if reader.has(name) else None


def _rights(reader: ObjectReader, name: str) -> frozenset[str] | None:
    raw = reader.take(name)
    if raw is None:
        return None
    inner = ObjectReader(raw, "ChatAdministratorRights")
    given = {right for right in (*ADMIN_RIGHTS, *_CHANNEL_RIGHTS) if inner.flag(right)}
    inner.finish()
    return frozenset(given)
