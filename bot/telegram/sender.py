"""Makes one call to the Bot API and turns what Telegram answers into a value."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias

from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.outbox.records import (
    Busy,
    Button,
    Gone,
    Key,
    Method,
    Missing,
    Moved,
    NotSent,
    Outgoing,
    Refused,
    Rejected,
    ReplyKeyboard,
    SendOutcome,
    Sent,
    Unknown,
)
from bot.telegram.buttons import Signer
from bot.telegram.files import Render
from bot.telegram.transport import NotConnected

log = logging.getLogger(__name__)

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
PICKER_ID: Final = 1  # one picker at a time: the talk's step says what it was for
_ALREADY: Final = ("message is not modified",)
_GONE_FOR_GOOD: Final = ("user is deactivated",)
_NOT_THERE: Final = ("message to edit not found", "message can't be edited", "message_id_invalid",
                     "there is no text in the message to edit")  # fmt: skip
_NO_CHAT: Final = ("chat not found",)
_Call: TypeAlias = Callable[[], Awaitable[Message | bool]]


class TelegramSender:
    """The only caller of Bot API methods that write."""

    def __init__(self, bot: Bot, signer: Signer, render: Render) -> None:
        self._bot = bot
        self._signer = signer
        self._render = render

    async def send(self, outgoing: Outgoing) -> SendOutcome:
        """Make the call that `outgoing` stands for; never raises for what Telegram answers.

        What raises here was not sent: a file that cannot be made, a button that cannot be signed.
        """
        call = await self._prepare(outgoing)
        try:
            result = await call()
        except TelegramError as error:
            return outcome_of(error)
        except Exception as error:  # an answer that the library cannot read: the call was made
            log.error("answer not understood", extra={"error": type(error).__name__})  # noqa: TRY400 - its text may hold what somebody wrote
            return Unknown(f"not understood: {type(error).__name__}")
        return Sent(result.message_id if isinstance(result, Message) else None)

    async def ask(self) -> SendOutcome:
        """Whether Telegram answers again: a call that risks no message."""
        try:
            await self._bot.get_me()
        except TelegramError as error:
            return outcome_of(error)
        return Sent(None)

    async def answer(self, query_id: str, text: str, *, alert: bool) -> None:
        """Answer a press; worthless late, so whatever goes wrong is only logged."""
        try:
            await self._bot.answer_callback_query(query_id, text=text or None, show_alert=alert)
        except TelegramError as error:
            log.info("press not answered", extra={"outcome": type(error).__name__})

    async def _prepare(self, outgoing: Outgoing) -> _Call:
        match outgoing.method:
            case Method.SEND:
                return partial(
                    self._bot.send_message,
                    outgoing.to,
                    outgoing.html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=self._markup(outgoing),
                    link_preview_options=NO_PREVIEW,
                )
            case Method.EDIT:
                return partial(
                    self._bot.edit_message_text,
                    outgoing.html,
                    chat_id=outgoing.to,
                    message_id=outgoing.edits,
                    parse_mode=ParseMode.HTML,
                    reply_markup=self._inline(outgoing),
                    link_preview_options=NO_PREVIEW,
                )
            case Method.UNBUTTON:
                return partial(
                    self._bot.edit_message_reply_markup,
                    chat_id=outgoing.to,
                    message_id=outgoing.edits,
                    reply_markup=None,
                )
            case Method.DOCUMENT | Method.PHOTO:
                return await self._file(outgoing)

    async def _file(self, outgoing: Outgoing) -> _Call:
        name, arguments = outgoing.recipe or ("", {})
        made = await self._render(name, arguments)
        file = InputFile(made.content, filename=made.name)
        kwargs: Mapping[str, Any] = {
            "caption": outgoing.html or None,
            "parse_mode": ParseMode.HTML,
            "reply_markup": self._markup(outgoing),
        }
        if outgoing.method is Method.PHOTO:
            return partial(self._bot.send_photo, outgoing.to, file, **kwargs)
        return partial(self._bot.send_document, outgoing.to, file, **kwargs)

    def _markup(
        self, outgoing: Outgoing
    ) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
        if outgoing.keyboard is not None:
            return _reply_keyboard(outgoing.keyboard, is_rtl=outgoing.rtl)
        return self._inline(outgoing)

    def _inline(self, outgoing: Outgoing) -> InlineKeyboardMarkup | None:
        if not outgoing.buttons:
            return None
        return InlineKeyboardMarkup(
            [
                [self._button(b, outgoing.to) for b in (reversed(row) if outgoing.rtl else row)]
                for row in outgoing.buttons
            ]
        )

    def _button(self, button: Button, chat_id: int) -> InlineKeyboardButton:
        if button.url is not None:
            return InlineKeyboardButton(button.text, url=button.url)
        if button.copy is not None:
            return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.copy))
        data = self._signer.sign(chat_id=chat_id, action=button.action or "", arg=button.arg)
        return InlineKeyboardButton(button.text, callback_data=data)


def _reply_keyboard(
    keyboard: ReplyKeyboard, *, is_rtl: bool
) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    if not keyboard.rows:
        return ReplyKeyboardRemove()
    return ReplyKeyboardMarkup(
        [[_key(key) for key in (reversed(row) if is_rtl else row)] for row in keyboard.rows],
        resize_keyboard=True,
        input_field_placeholder=keyboard.placeholder,
    )


def _key(key: Key) -> KeyboardButton:
    if key.users is not None:
        picker = KeyboardButtonRequestUsers(
            request_id=PICKER_ID,
            user_is_bot=False,
            max_quantity=key.users,
            request_name=True,
            request_username=True,
        )
        return KeyboardButton(key.text, request_users=picker)
    return KeyboardButton(key.text, request_location=key.location or None)


def outcome_of(error: TelegramError) -> SendOutcome:
    """What an error of PTB means for a delivery. By its type and code; texts only where needed."""
    text = error.message.lower()
    match error:
        case RetryAfter():
            return Busy(error._retry_after)  # noqa: SLF001 - the public property warns of a change of type
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case InvalidToken():
            return Refused()
        case Forbidden():
            return Gone("forbidden", is_final=any(sign in text for sign in _GONE_FOR_GOOD))
        case BadRequest() if any(sign in text for sign in _ALREADY):
            return Sent(None)
        case BadRequest() if any(sign in text for sign in _NOT_THERE):
            return Missing()
        case BadRequest() if any(sign in text for sign in _NO_CHAT):
            return Gone("no such chat", is_final=False)
        case BadRequest():
            return Rejected(error.message[:180])
        case NotConnected():
            return NotSent("no connection")
        case _:
            return Unknown(type(error).__name__)
