"""Buttons under messages and in place of the letters: parsed strictly, kept as records."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from bot.playground.buttons import (
    InlineButton,
    KeyboardButton,
    parse_inline_button,
    parse_keyboard_button,
)
from bot.playground.fields import ObjectReader
from bot.playground.jsontypes import JsonObject
from bot.playground.refusals import bad_request
from bot.playground.text.plaintext import utf16_length

MAX_BUTTONS = 100  # of one inline keyboard, all rows; Telegram's servers refuse more
MAX_BUTTONS_PER_ROW = 8  # Telegram's servers refuse more
MAX_REPLY_BUTTONS = 300  # of one reply keyboard, all rows
MAX_REPLY_BUTTONS_PER_ROW = 12
MAX_PLACEHOLDER = 64  # characters; Bot API, ReplyKeyboardMarkup

Button = TypeVar("Button", InlineButton, KeyboardButton)


@dataclass(frozen=True, slots=True)
class InlineKeyboard:
    """Buttons under one message."""

    rows: tuple[tuple[InlineButton, ...], ...]

    def __iter__(self) -> Iterator[InlineButton]:
        return (button for row in self.rows for button in row)

    def to_api(self) -> JsonObject:
        """As InlineKeyboardMarkup."""
        return {"inline_keyboard": [[button.to_api() for button in row] for row in self.rows]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyKeyboard:
    """Buttons in place of the letters, for the whole chat until another takes its place.

    What is `selective` is in a group for those only whom the message mentions or answers.
    """

    rows: tuple[tuple[KeyboardButton, ...], ...]
    one_time: bool = False
    persistent: bool = False
    selective: bool = False
    placeholder: str | None = None

    def __iter__(self) -> Iterator[KeyboardButton]:
        return (button for row in self.rows for button in row)

    @property
    def labels(self) -> list[str]:
        """The texts of all buttons, row by row."""
        return [button.text for button in self]

    @property
    def text_labels(self) -> list[str]:
        """The texts of the buttons that send their own text."""
        return [button.text for button in self if button.is_text]


@dataclass(frozen=True, slots=True)
class KeyboardRemoval:
    """Takes the reply keyboard away."""

    selective: bool = False


@dataclass(frozen=True, slots=True)
class ForcedReply:
    """Makes the person's next message a reply to the message this comes with."""

    placeholder: str | None = None
    selective: bool = False


Markup: TypeAlias = InlineKeyboard | ReplyKeyboard | KeyboardRemoval | ForcedReply


def parse_markup(raw: JsonObject | None, *, inline_only: bool = False) -> Markup | None:
    """The `reply_markup` of a call, or None if it has none.

    Args:
        raw: the decoded JSON object.
        inline_only: for edits, which take inline keyboards only.

    Raises:
        ApiError: what Telegram would not accept, and fields it does not know.
    """
    if not raw:
        return None
    reader = ObjectReader(raw, "reply markup")
    for name, parse in _KINDS.items():
        if name in raw:
            if inline_only and name != "inline_keyboard":
                raise bad_request("reply markup must be an inline keyboard")
            markup = parse(reader)
            reader.finish()
            return markup
    raise bad_request("object expected as reply markup: no known kind of keyboard in it")


def is_selective(markup: Markup | None) -> bool:
    """Whether a keyboard, its removal or a forced reply is for some people of a group only."""
    if isinstance(markup, ReplyKeyboard | KeyboardRemoval | ForcedReply):
        return markup.selective
    return False


def _inline(reader: ObjectReader) -> InlineKeyboard | None:
    rows = _rows(reader, "inline_keyboard", parse_inline_button)
    _check_size(rows, MAX_BUTTONS, MAX_BUTTONS_PER_ROW)
    return InlineKeyboard(rows) if rows else None


def _reply(reader: ObjectReader) -> ReplyKeyboard:
    rows = _rows(reader, "keyboard", parse_keyboard_button)
    _check_size(rows, MAX_REPLY_BUTTONS, MAX_REPLY_BUTTONS_PER_ROW)
    if not rows:
        raise bad_request("reply keyboard must have at least one button")
    requests = [
        button.request_id for row in rows for button in row if button.request_id is not None
    ]
    if len(set(requests)) != len(requests):
        raise bad_request("request_id of the buttons must be unique within the message")
    reader.flag("resize_keyboard")
    return ReplyKeyboard(
        rows=rows,
        one_time=reader.flag("one_time_keyboard"),
        persistent=reader.flag("is_persistent"),
        selective=reader.flag("selective"),
        placeholder=_placeholder(reader),
    )


def _removal(reader: ObjectReader) -> KeyboardRemoval:
    if not reader.flag("remove_keyboard"):
        raise bad_request("remove_keyboard must be True")
    return KeyboardRemoval(selective=reader.flag("selective"))


def _forced(reader: ObjectReader) -> ForcedReply:
    if not reader.flag("force_reply"):
        raise bad_request("force_reply must be True")
    return ForcedReply(_placeholder(reader), selective=reader.flag("selective"))


_KINDS: dict[str, Callable[[ObjectReader], Markup | None]] = {
    "inline_keyboard": _inline,
    "keyboard": _reply,
    "remove_keyboard": _removal,
    "force_reply": _forced,
}


def _placeholder(reader: ObjectReader) -> str | None:
    placeholder = reader.text("input_field_placeholder")
    if placeholder is not None and not 1 <= utf16_length(placeholder) <= MAX_PLACEHOLDER:
        raise bad_request("input_field_placeholder must be 1-64 characters long")
    return placeholder


def _rows(
    reader: ObjectReader, name: str, parse: Callable[[object], Button]
) -> tuple[tuple[Button, ...], ...]:
    raw = reader.list(name)
    rows = []
    for row in raw:
        if not isinstance(row, list):
            raise bad_request(f"{name} must be an Array of Array of buttons")
        if row:
            rows.append(tuple(parse(button) for button in row))
    return tuple(rows)


def _check_size(rows: tuple[tuple[object, ...], ...], buttons: int, per_row: int) -> None:
    if sum(len(row) for row in rows) > buttons or any(len(row) > per_row for row in rows):
        # REPLY_MARKUP_TOO_LONG, in the words of the Bot API server.
        raise bad_request("reply markup is too long")
