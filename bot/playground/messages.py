"""One message of a chat, as a record."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.files import StoredFile
from bot.playground.jsontypes import JsonObject
from bot.playground.keyboards import InlineKeyboard, Markup
from bot.playground.text.formatted import FormattedText
from bot.playground.text.spans import Entity

_WRITTEN = frozenset(
    {"location", "contact"}
)  # content that has a field of its own, as service messages do


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it stands now; an edit puts another record in its place.

    `content` is the text, or the caption of a picture or file. `service` holds the Bot API field of what is neither:
    `users_shared`, `location`, `contact`, `new_chat_members`. `sender_id` is a person's id or the bot's; `thread_id`
    is a forum's topic, None in its general one. `origin` is the `forward_origin` of what was forwarded.
    `keyboard_for` are the people whom a selective keyboard of a group is for, None is everybody.
    `via_join_request` is how those came whom `new_chat_members` greets; the Bot API does not say it there.
    `reaction` is the emoji that the bot put under it.
    """

    message_id: int
    chat_id: int
    sender_id: int
    from_bot: bool
    date: datetime
    thread_id: int | None = None
    content: FormattedText = field(default_factory=FormattedText)
    photo: StoredFile | None = None
    document: StoredFile | None = None
    service: JsonObject | None = None
    markup: Markup | None = None
    keyboard_for: frozenset[int] | None = None
    reply_to: int | None = None
    edited_at: datetime | None = None
    origin: JsonObject | None = None
    via_join_request: bool = False
    reaction: str = ""
    extras: JsonObject = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        """Whether it is a text, not a picture, file or service message."""
        return self.photo is None and self.document is None and self.service is None

    @property
    def is_content(self) -> bool:
        """Whether somebody wrote it, and not Telegram about somebody."""
        return self.service is None or bool(_WRITTEN & set(self.service))

    @property
    def text(self) -> str:
        """The text or caption, without markup."""
        return self.content.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The marked stretches of the text or caption."""
        return self.content.entities

    @property
    def html(self) -> str:
        """The text or caption in Telegram's HTML."""
        return self.content.html

    @property
    def edited(self) -> bool:
        """Whether it was edited."""
        return self.edited_at is not None

    @property
    def inline_keyboard(self) -> InlineKeyboard | None:
        """The buttons under it."""
        return self.markup if isinstance(self.markup, InlineKeyboard) else None

    @property
    def labels(self) -> list[str]:
        """The texts of the buttons under it, row by row."""
        return [button.text for button in self.inline_keyboard or ()]

    def data_of(self, label: str) -> str:
        """The callback data of the button with this label.

        Raises:
            KeyError: there is no such button.
        """
        for button in self.inline_keyboard or ():
            if button.text == label and button.callback_data is not None:
                return button.callback_data
        raise KeyError(label)

    def content_to_api(self) -> JsonObject:
        """The fields of Message that say what is in it."""
        if self.service is not None:
            return dict(self.service)
        entities = [entity.to_api() for entity in self.entities]
        if self.is_text:
            fields: JsonObject = {"text": self.text, "entities": entities}
        else:
            fields = {"caption": self.text or None, "caption_entities": entities}
            if self.photo:
                fields["photo"] = self.photo.to_photo_sizes()
            if self.document:
                fields["document"] = self.document.to_document()
        return {name: value for name, value in fields.items() if value not in (None, [])}
