"""Builds PTB's application from the slices' tables of contents, and hands it one update at a time."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Final, TypeAlias

from telegram import Bot, CallbackQuery, Message, MessageEntity, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.background import Background
from bot.dialogue import talks as talking
from bot.dialogue.records import Answer, PickedUser, SentFile
from bot.dialogue.talks import Talks
from bot.errors import NotForYou
from bot.inbox import store as inbox_store
from bot.inbox.pump import Unparsable
from bot.inbox.records import RawUpdate
from bot.outbox.records import REPLY, Outgoing
from bot.registry import Feature, Handler
from bot.telegram.buttons import Press, Signer
from bot.telegram.context import CURRENT, AlreadyHandled, BotContext, Handling
from bot.telegram.sender import TelegramSender
from bot.telegram.understood import Ignored, understand
from bot.texts import Reader, Say
from bot.texts.html import clean
from bot.texts.say import mark
from bot.work import Work, Works

log = logging.getLogger(__name__)

# Bot API: a press wants an answer; the client shows a spinner until it comes.
ANSWER_AT_LATEST_SECONDS: Final = 1.0
# Nobody waits any more for the answer to what was written longer ago, where they wrote on.
OLD: Final = timedelta(minutes=10)
ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
OLD_BUTTON: Final = mark("This button is from an older message. The newest one is at the bottom.")
NOT_FOR_YOU: Final = mark("This is not there any more, or it is not yours to change.")
BROKEN: Final = mark(
    "That did not work, because of a fault on our side. Nothing you had before is lost. "
    "Please try again in a minute."
)
SLOW_DOWN: Final = mark(
    "That was very much at once, so I did not take in the last of it. Nothing you had before is "
    "lost. Please wait a minute, then write again."
)

HalqaApplication: TypeAlias = Application[
    Bot, BotContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], None
]
_PRIVATE = filters.ChatType.PRIVATE
# Whether the update with that number was fetched after a time in which nothing could be heard.
HasWaited: TypeAlias = Callable[[int], bool]


def _never(_update_id: int) -> bool:
    return False


class Incoming:
    """The way of an update through the handlers."""

    def __init__(
        self,
        features: Sequence[Feature],
        *,
        bot: Bot,
        works: Works,
        talks: Talks,
        signer: Signer,
        sender: TelegramSender,
        background: Background,
        has_waited: HasWaited = _never,
    ) -> None:
        self._features = features
        self._bot = bot
        self._works = works
        self._talks = talks
        self._signer = signer
        self._sender = sender
        self._background = background
        self._has_waited = has_waited
        self._buttons: dict[str, Handler] = {}
        for feature in features:
            self._buttons.update(feature.buttons)
        self._payloads: Mapping[str, Handler] = {
            prefix: handler for f in features for prefix, handler in f.payloads.items()
        }
        self.application = self._build()

    # PTB's application --------------------------------------------------------------------------

    def _build(self) -> HalqaApplication:
        application: HalqaApplication = (
            Application.builder()
            .bot(self._bot)
            .updater(None)
            .job_queue(None)
            .context_types(ContextTypes(context=BotContext))
            .build()
        )
        handlers: list[BaseHandler[Update, BotContext, object]] = []
        for feature in self._features:
            for command in feature.commands:
                handler = self._on_start if command.name == "start" else command.handler
                handlers.append(CommandHandler(command.name, handler, filters=_PRIVATE & _FRESH))
            if feature.on_edit is not None:
                edited = _PRIVATE & filters.UpdateType.EDITED_MESSAGE
                handlers.append(MessageHandler(edited, feature.on_edit))
            if feature.on_blocked is not None:
                handlers.append(
                    ChatMemberHandler(feature.on_blocked, ChatMemberHandler.MY_CHAT_MEMBER)
                )
        handlers.append(CallbackQueryHandler(self._on_press))
        handlers.append(MessageHandler(_PRIVATE & _FRESH & ~filters.COMMAND, self._on_message))
        unknown = _PRIVATE & _FRESH & filters.COMMAND
        handlers.append(MessageHandler(unknown, self._on_unknown_command))
        application.add_handlers(handlers)
        application.add_error_handler(self._on_error)
        return application

    async def handle(self, raw: RawUpdate) -> None:
        """Handle one update to its end; raises what went wrong, for the pump to count."""
        update = self._read(raw)
        if isinstance(update, Ignored):
            async with self._works.begin(origin=f"u{raw.update_id}") as work:
                await inbox_store.mark_done(work.conn, raw.update_id, ignored=update.why)
            return
        handling = Handling(raw=raw, works=self._works, talks=self._talks)
        handling.keeps_back = raw.has_later and self._is_old(update)
        query = update.callback_query
        answered = asyncio.Event()
        if query is not None and not raw.attempt:  # it was answered when it failed the first time
            answering = self._answer(query, handling, answered)
            _ = self._background.start(f"answer {raw.update_id}", answering)
        token = CURRENT.set(handling)
        try:
            await self.application.process_update(update)
            await self._settle(update, handling)
        finally:
            CURRENT.reset(token)
            answered.set()

    def _read(self, raw: RawUpdate) -> Update | Ignored:
        """What is read of an update, as PTB's; only persons in their own chats are listened to.

        Raises:
            Unparsable: it is not as Telegram describes it.
        """
        understood = understand(raw.payload)
        if isinstance(understood, Ignored):
            return understood
        try:
            return Update.de_json(understood, self._bot)
        except Exception as error:  # PTB's own reading; none is known that it refuses
            raise Unparsable from error

    def _is_old(self, update: Update) -> bool:
        """Whether it waited for long; a press does not say when it was made."""
        if self._has_waited(update.update_id):
            return True
        return update.message is not None and self._works.clock.now() - update.message.date > OLD

    async def _settle(self, update: Update, handling: Handling) -> None:
        error = handling.error
        if isinstance(error, NotForYou):
            say = await self._say(update)
            handling.toast = handling.toast or say.label_looked_up(NOT_FOR_YOU)
            handling.is_alert = True
            if update.effective_chat is not None:
                chat_id = update.effective_chat.id
                screen = Outgoing(to=chat_id, html=say.looked_up(NOT_FOR_YOU))
                is_press = update.callback_query is not None
                await self._close(handling, None if is_press else screen, drop_talk_of=chat_id)
        elif error is not None and not isinstance(error, AlreadyHandled):
            raise error
        if not handling.is_done:
            await self._close(handling, None)

    async def _close(
        self, handling: Handling, screen: Outgoing | None, *, drop_talk_of: int | None = None
    ) -> None:
        update_id = handling.raw.update_id
        async with self._works.begin(
            origin=f"u{update_id}", update_id=update_id, keeps_back=handling.keeps_back
        ) as work:
            is_first = await inbox_store.mark_done(work.conn, update_id)
            if is_first and drop_talk_of is not None:
                # Whose talk is about something that is gone could not even leave it.
                await self._talks.drop_if_void(work, chat_id=drop_talk_of)
            if is_first and screen is not None:
                await work.outbox.reply(screen)
        handling.is_done = True

    async def _answer(
        self, query: CallbackQuery, handling: Handling, answered: asyncio.Event
    ) -> None:
        """Answer a press once: when it is handled, at the latest after a second."""
        try:
            await asyncio.wait_for(answered.wait(), ANSWER_AT_LATEST_SECONDS)
        except TimeoutError:
            await self._sender.answer(query.id, "", alert=False)
            return
        await self._sender.answer(query.id, handling.toast, alert=handling.is_alert)

    async def on_dead(self, raw: RawUpdate) -> None:
        """Tell the person that their update was set aside."""
        await self._tell(raw, BROKEN, origin=f"dead{raw.update_id}")

    async def on_flood(self, raw: RawUpdate) -> None:
        """Tell somebody once that they send more than is heard; answers that wait are spared them."""
        await self._tell(raw, SLOW_DOWN, origin=f"flood{raw.update_id}", instead_of_replies=True)

    async def _tell(
        self, raw: RawUpdate, text: str, *, origin: str, instead_of_replies: bool = False
    ) -> None:
        try:
            update = self._read(raw)
        except Unparsable:
            return
        if isinstance(update, Ignored) or update.effective_chat is None:
            return
        chat_id = update.effective_chat.id
        say = await self._say(update)
        async with self._works.begin(origin=origin) as work:
            if instead_of_replies:
                await work.outbox.withdraw(kind=REPLY.name, chat_id=chat_id)
            await work.outbox.reply(Outgoing(to=chat_id, html=say.looked_up(text)))

    async def _on_error(self, _update: object, context: BotContext) -> None:
        CURRENT.get().error = context.error

    async def _say(self, update: Update) -> Say:
        """A voice for somebody who may not be known: by what Telegram says of their language."""
        code = update.effective_user.language_code if update.effective_user else None
        texts = self._works.texts
        return texts.say(Reader(language=texts.language_for(code)))

    # What is not one slice's own ----------------------------------------------------------------

    async def _on_start(self, update: Update, context: BotContext) -> None:
        """`/start`, plain or with a deep link's payload."""
        payload = context.args[0] if context.args else ""
        for prefix, handler in self._payloads.items():
            if payload.startswith(prefix):
                CURRENT.get().payload = payload.removeprefix(prefix)
                await handler(update, context)
                return
        for feature in self._features:
            for command in feature.commands:
                if command.name == "start":
                    await command.handler(update, context)

    async def _on_press(self, update: Update, context: BotContext) -> None:
        query = update.callback_query
        if query is None or query.message is None or update.effective_user is None:
            return
        chat_id = query.message.chat.id
        handling = CURRENT.get()
        say = await self._say(update)
        read = self._signer.read(query.data or "", chat_id=chat_id)
        if read is None or chat_id != update.effective_user.id:
            handling.toast = say.label_looked_up(OLD_BUTTON)
            return
        action, arg = read
        handling.press = Press(action, arg, query.message.message_id)
        if action == talking.ACTION:
            async with context.begin() as work:
                if not await self._talks.press(
                    work, chat_id=chat_id, arg=arg, over=query.message.message_id
                ):
                    # Its buttons stay: a second tap that comes fast finds the screen already changed.
                    handling.toast = say.label_looked_up(OLD_BUTTON)
            return
        handler = self._buttons.get(action)
        if handler is None:
            handling.toast = say.label_looked_up(OLD_BUTTON)
            return
        await handler(update, context)

    async def _on_message(self, update: Update, context: BotContext) -> None:
        """What is typed, picked or shared: the active talk's, or else whoever wants it."""
        message = update.effective_message
        if message is None:
            return
        async with context.begin() as work:
            if message.forward_origin is not None and await self._pass_on(work, update):
                return
            # A link is no answer to most questions, and it is not lost for that.
            instead = partial(self._pass_on, work, update) if _has_link(message) else None
            if not await self._talks.answer(
                work, chat_id=message.chat.id, answer=_answer_in(message), instead=instead
            ):
                await self._offer(work, update)

    async def _pass_on(self, work: Work, update: Update) -> bool:
        """Ask the slices, in order, who wants what somebody forwarded, whatever talk waits."""
        for feature in self._features:
            if feature.on_passed_on is not None and await feature.on_passed_on(work, update):
                return True
        return False

    async def _on_unknown_command(self, update: Update, context: BotContext) -> None:
        async with context.begin() as work:
            await self._offer(work, update)

    async def _offer(self, work: Work, update: Update) -> None:
        """Ask the slices, in order, who wants a message that no talk waits for."""
        for feature in self._features:
            if feature.on_text is not None and await feature.on_text(work, update):
                return


_LINKS: Final = frozenset({MessageEntity.URL, MessageEntity.TEXT_LINK})
_FRESH = filters.UpdateType.MESSAGE


def _has_link(message: Message) -> bool:
    marks = (*message.entities, *message.caption_entities)
    return any(mark.type in _LINKS for mark in marks)


def _answer_in(message: Message) -> Answer:
    if message.users_shared is not None:
        users = tuple(
            PickedUser(u.user_id, u.first_name, u.last_name, u.username)
            for u in message.users_shared.users
        )
        return Answer(users=users)
    if message.location is not None:
        return Answer(location=(message.location.latitude, message.location.longitude))
    text = clean(message.text or message.caption or "")
    file = None
    if message.document is not None:
        sent = message.document
        file = SentFile(sent.file_id, sent.file_name or "", sent.file_size)
    return Answer(text=text, file=file, message_id=message.message_id)
