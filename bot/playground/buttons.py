"""Single buttons of inline and reply keyboards."""

import re
from dataclasses import dataclass

from bot.playground.fields import ObjectReader
from bot.playground.groups.chat_requests import ChatRequest, parse_chat_request
from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import bad_request, not_offered
from bot.playground.text.links import checked_link
from bot.playground.text.plaintext import clean, is_blank, utf16_length

MAX_CALLBACK_DATA = 64  # bytes; Bot API, InlineKeyboardButton
MAX_COPY_TEXT = 256  # characters; Bot API, CopyTextButton
MAX_SHARED_USERS = 10  # Bot API, KeyboardButtonRequestUsers
_INT32 = range(-(2**31), 2**31)
_STYLES = frozenset({"danger", "success", "primary"})
_ACTIONS = (
    "url",
    "callback_data",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "web_app",
    "login_url",
    "callback_game",
    "pay",
)
_PLAIN_ACTIONS = frozenset({"switch_inline_query", "switch_inline_query_current_chat"})
_PLAYED_ACTIONS = frozenset({"url", "callback_data", "copy_text"}) | _PLAIN_ACTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineButton:
    """A button under a message; exactly one of the actions is set."""

    text: str
    url: str | None = None
    callback_data: str | None = None
    copy_text: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    style: str | None = None

    def to_api(self) -> JsonObject:
        """As InlineKeyboardButton."""
        fields: JsonObject = {
            "text": self.text,
            "style": self.style,
            "url": self.url,
            "callback_data": self.callback_data,
            "copy_text": None if self.copy_text is None else {"text": self.copy_text},
            "switch_inline_query": self.switch_inline_query,
            "switch_inline_query_current_chat": self.switch_inline_query_current_chat,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def to_page(self) -> JsonObject:
        """For the page, where `copy_text` is the bare text."""
        fields = self.to_api()
        return fields if self.copy_text is None else {**fields, "copy_text": self.copy_text}


@dataclass(frozen=True, slots=True, kw_only=True)
class UsersRequest:
    """What a people picker asks for."""

    request_id: int
    max_quantity: int = 1
    user_is_bot: bool | None = None
    user_is_premium: bool | None = None
    request_name: bool = False
    request_username: bool = False
    request_photo: bool = False

    def to_api(self) -> JsonObject:
        """As KeyboardButtonRequestUsers."""
        fields: JsonObject = {
            "request_id": self.request_id,
            "user_is_bot": self.user_is_bot,
            "user_is_premium": self.user_is_premium,
            "max_quantity": self.max_quantity,
            "request_name": self.request_name,
            "request_username": self.request_username,
            "request_photo": self.request_photo,
        }
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyboardButton:
    """A button in place of the letters; without a request it sends its own text."""

    text: str
    request_users: UsersRequest | None = None
    request_chat: ChatRequest | None = None
    request_contact: bool = False
    request_location: bool = False
    style: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether a tap sends the text."""
        return not (
            self.request_users
            or self.request_chat
            or self.request_contact
            or self.request_location
        )

    @property
    def request_id(self) -> int | None:
        """The number of its picker, if it opens one."""
        picker = self.request_users or self.request_chat
        return picker.request_id if picker else None

    def to_page(self) -> JsonObject:
        """For the page: only what is set."""
        fields: JsonObject = {
            "text": self.text,
            "style": self.style,
            "request_users": self.request_users and self.request_users.to_api(),
            "request_chat": self.request_chat and self.request_chat.to_api(),
            "request_contact": self.request_contact or None,
            "request_location": self.request_location or None,
        }
        return {name: value for name, value in fields.items() if value is not None}


def parse_inline_button(raw: object) -> InlineButton:
    """An InlineKeyboardButton, checked."""
    reader = ObjectReader(raw, "inline keyboard button")
    text = _label(reader)
    style = _style(reader)
    actions = [name for name in _ACTIONS if reader.has(name)]
    if not actions or reader.raw.get("callback_data") == "":
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(
            "can't parse inline keyboard button: exactly one action field must be used, "
            f"found {', '.join(actions)}"
        )
    if actions[0] not in _PLAYED_ACTIONS:
        raise not_offered(f"the inline button field {actions[0]}")
    button = InlineButton(
        text=text,
        url=_url(reader),
        callback_data=_callback_data(reader),
        copy_text=_copy_text(reader),
        switch_inline_query=reader.text("switch_inline_query"),
        switch_inline_query_current_chat=reader.text("switch_inline_query_current_chat"),
        style=style,
    )
    reader.finish()
    return button


def parse_keyboard_button(raw: object) -> KeyboardButton:
    """A KeyboardButton, or the bare String that stands for one, checked."""
    reader = ObjectReader({"text": raw} if isinstance(raw, str) else raw, "keyboard button")
    text = _label(reader)
    kinds = [
        name
        for name in ("request_users", "request_chat", "request_contact", "request_location")
        if reader.has(name)
    ]
    if len(kinds) > 1:
        raise bad_request(
            f"can't parse keyboard button: only one of {', '.join(kinds)} may be used"
        )
    for name in ("request_managed_bot", "request_poll", "web_app"):
        if reader.has(name):
            raise not_offered(f"the keyboard button field {name}")
    style = _style(reader)
    users = reader.take("request_users")
    chat = reader.take("request_chat")
    button = KeyboardButton(
        text=text,
        request_users=None if users is None else _users_request(users),
        request_chat=None if chat is None else parse_chat_request(chat),
        request_contact=reader.flag("request_contact"),
        request_location=reader.flag("request_location"),
        style=style,
    )
    reader.finish()
    return button


def _users_request(raw: object) -> UsersRequest:
    reader = ObjectReader(raw, "KeyboardButtonRequestUsers")
    request_id = reader.need_number("request_id")
    if request_id not in _INT32:
        raise bad_request("request_id must be a signed 32-bit number")
    quantity = reader.number("max_quantity")
    if quantity is not None and not 1 <= quantity <= MAX_SHARED_USERS:
        raise bad_request("max_quantity must be between 1 and 10")
    request = UsersRequest(
        request_id=request_id,
        max_quantity=quantity or 1,
        user_is_bot=reader.flag("user_is_bot") if reader.has("user_is_bot") else None,
        user_is_premium=reader.flag("user_is_premium") if reader.has("user_is_premium") else None,
        request_name=reader.flag("request_name"),
        request_username=reader.flag("request_username"),
        request_photo=reader.flag("request_photo"),
    )
    for name in ("user_is_bot", "user_is_premium"):
        reader.take(name)
    reader.finish()
    return request


def _label(reader: ObjectReader) -> str:
    text = clean(reader.need_text("text")).text
    if is_blank(text):
        raise bad_request(f"can't parse {reader.where}: text must be non-empty")
    return text


def _style(reader: ObjectReader) -> str | None:
    style = reader.text("style")
    if style is not None and style not in _STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")
    if reader.has("icon_custom_emoji_id"):
        raise not_offered("the button field icon_custom_emoji_id")
    return style


def _url(reader: ObjectReader) -> str | None:
    url = reader.text("url")
    if url is None:
        return None
    if re.fullmatch(r"tg://user\?id=\d+", url):
        return url
    checked = checked_link(url)
    if checked is None or checked.startswith("ftp:"):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked


def _callback_data(reader: ObjectReader) -> str | None:
    data = reader.text("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _copy_text(reader: ObjectReader) -> str | None:
    raw = reader.take("copy_text")
    if raw is None:
        return None
    inner = ObjectReader(raw, "CopyTextButton")
    text = inner.need_text("text")
    inner.finish()
    if not 1 <= utf16_length(text) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text
