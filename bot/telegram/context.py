"""What a handler is given beside the update."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update, User
from telegram.ext import Application, CallbackContext

from bot.dialogue.talks import Talks
from bot.inbox import store as inbox_store
from bot.inbox.records import RawUpdate
from bot.telegram.buttons import Press
from bot.work import Work, Works


class AlreadyHandled(Exception):
    """The update's effect is committed: somebody handled it before."""


@dataclass(slots=True)
class Handling:
    """One update on its way through the handlers."""

    raw: RawUpdate
    works: Works
    talks: Talks
    keeps_back: bool = False  # it is old, and another one waits behind it
    is_done: bool = False
    error: Exception | None = None
    toast: str = ""
    is_alert: bool = False
    press: Press | None = None
    payload: str = ""


CURRENT: ContextVar[Handling] = ContextVar("current_handling")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who caused an update, as Telegram says."""

    telegram_id: int
    first_name: str
    last_name: str | None
    username: str | None
    language_code: str | None


BotData = dict[Any, Any]


class BotContext(CallbackContext[Bot, BotData, BotData, BotData]):
    """PTB's context, with Halqa's transaction.

    `begin()` is called once by a handler; it marks the update done in the same transaction. What a
    handler does not begin, the pump marks done after it.
    """

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        chat_id: int | None = None,
        user_id: int | None = None,
    ) -> None:
        super().__init__(application, chat_id, user_id)
        self._handling = CURRENT.get()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Work]:
        """The one transaction of this update.

        Raises:
            AlreadyHandled: the update was handled before; nothing is done twice.
        """
        handling = self._handling
        update_id = handling.raw.update_id
        async with handling.works.begin(
            origin=f"u{update_id}", update_id=update_id, keeps_back=handling.keeps_back
        ) as work:
            if not await inbox_store.mark_done(work.conn, update_id):
                raise AlreadyHandled
            yield work
        handling.is_done = True

    @property
    def talks(self) -> Talks:
        """The guided talks."""
        return self._handling.talks

    @property
    def press(self) -> Press:
        """The press that is handled.

        Raises:
            LookupError: the update is no press.
        """
        if self._handling.press is None:
            msg = "this update is no press"
            raise LookupError(msg)
        return self._handling.press

    @property
    def over(self) -> int | None:
        """The message id of the pressed screen, to be edited in place; None when nothing was pressed."""
        return self._handling.press.message_id if self._handling.press else None

    @property
    def payload(self) -> str:
        """What followed the prefix of a deep link (`/start j_CODE` → `CODE`)."""
        return self._handling.payload

    @property
    def line(self) -> str:
        """What was typed after a command, in one line."""
        return " ".join(self.args or [])

    def toast(self, text: str, *, alert: bool = False) -> None:
        """The short answer to a press (at most 200 characters); `alert` must be closed by hand."""
        self._handling.toast = text[:200]
        self._handling.is_alert = alert


def sender_of(update: Update) -> Sender:
    """Who caused the update.

    Raises:
        LookupError: nobody did; private chats always have somebody.
    """
    user: User | None = update.effective_user
    if user is None:
        msg = "an update without a sender"
        raise LookupError(msg)
    return Sender(
        telegram_id=user.id,
        first_name=user.first_name,
        last_name=user.last_name,
        username=user.username,
        language_code=user.language_code,
    )
