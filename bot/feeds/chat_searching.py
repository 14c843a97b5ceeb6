"""What is pressed to find a feed, to try a stopped one again, and a list that is sent."""

from typing import Final

from telegram import Document, Update

from bot.feeds import actions_importing, actions_searching, actions_stopping
from bot.feeds.dialogue_import import NAME as IMPORT
from bot.outbox.records import Outgoing
from bot.people.actions import meet
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

_NAMES: Final = (".opml", ".xml")
_TYPES: Final = ("text/x-opml", "application/xml", "text/xml", "application/opml+xml")


async def on_find(update: Update, context: BotContext) -> None:
    """`Offer me what is new there`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        screen = await actions_searching.find_for_source(
            work, person, context.press.number, over=context.over
        )
        await _show(work, context, screen)


async def on_pick(update: Update, context: BotContext) -> None:
    """One of several feeds; the button names the source (0: none), then the feed."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        screen = await actions_searching.choose(
            work, person, int(context.press.rest), context.press.number
        )
        await _show(work, context, screen)


async def on_revive(update: Update, context: BotContext) -> None:
    """`Try again`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        screen = await actions_stopping.try_again(
            work, person, context.press.number, over=context.over
        )
        await _show(work, context, screen)


async def on_import(update: Update, context: BotContext) -> None:
    """`Bring a list`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await context.talks.begin(
            work, chat_id=person.chat_id, name=IMPORT, step="file", over=context.over
        )


async def on_add_all(update: Update, context: BotContext) -> None:
    """Follow what is in the list."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await actions_importing.add_all(work, person, context.press.number, over=context.over)


async def on_add_none(update: Update, context: BotContext) -> None:
    """Follow nothing of it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        screen = await actions_importing.add_none(work, person, context.press.number)
        await _show(work, context, screen)


async def on_document(work: Work, update: Update) -> bool:
    """A list that is sent without being asked for."""
    message = update.effective_message
    if message is None or message.document is None or not is_list(message.document):
        return False
    person = await meet(work, sender_of(update))
    document = message.document
    screen = await actions_importing.bring(work, person, document.file_id, size=document.file_size)
    if screen is not None:
        await work.outbox.reply(screen)
    return True


def is_list(document: Document) -> bool:
    """Whether a file may be a list of feeds, by its name or its kind."""
    name = (document.file_name or "").lower()
    return name.endswith(_NAMES) or (document.mime_type or "").lower() in _TYPES


async def _show(work: Work, context: BotContext, screen: Outgoing | None) -> None:
    if screen is not None:
        await work.outbox.reply(screen, over=context.over)
