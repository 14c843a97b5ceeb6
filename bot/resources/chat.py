"""`/share`, links that are sent or forwarded, and one link's page."""

from telegram import Message, MessageEntity, Update

from bot.dialogue import store as talk_store
from bot.outbox import store as outbox_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.resources import (
    actions,
    actions_lookup,
    actions_screens,
    messages,
    rules,
    rules_line,
    store_lookup,
)
from bot.resources.dialogue_link import SHARE
from bot.resources.records import Resource
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

# Coming ---------------------------------------------------------------------------------------------


async def on_share(update: Update, context: BotContext) -> None:
    """`/share`, alone or with `URL #tag why`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        line = rules_line.read_line(context.line, _hidden(update.effective_message))
        links = rules.without_own(line.links, bot_username=work.bot_username)
        if not links:
            await context.talks.begin(work, chat_id=person.chat_id, name=SHARE, step="link")
            return
        collected = await actions.collect(work, person, links, tags=line.tags, why=line.why)
        await actions_lookup.show_collected(work, person, collected)


async def on_new(update: Update, context: BotContext) -> None:
    """`Share a link`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await context.talks.begin(
            work, chat_id=person.chat_id, name=SHARE, step="link", over=context.over
        )


async def on_text(work: Work, update: Update) -> bool:
    """A message with links that no talk waits for."""
    message = update.effective_message
    text = "" if message is None else message.text or message.caption or ""
    if text.startswith("/"):
        return False
    line = rules_line.read_line(text, _hidden(message))
    return await _take(work, update, line)


async def on_passed_on(work: Work, update: Update) -> bool:
    """Links while a talk waits, and goes on waiting; the words of a forwarded message are somebody else's."""
    message = update.effective_message
    if message is not None and message.forward_origin is None:
        return await on_text(work, update)
    text = "" if message is None else message.text or message.caption or ""
    links = rules_line.read_line(text, _hidden(message)).links
    return await _take(work, update, rules_line.Line(links, (), ""))


async def _take(work: Work, update: Update, line: rules_line.Line) -> bool:
    links = rules.without_own(line.links, bot_username=work.bot_username)
    if not links or update.effective_user is None:
        return False
    person = await meet(work, sender_of(update))
    # What `/share` asked for has come, whichever way.
    await talk_store.end(work.conn, chat_id=person.chat_id, name=SHARE)
    collected = await actions.collect(work, person, links, tags=line.tags, why=line.why)
    await actions_lookup.show_collected(work, person, collected)
    return True


def _hidden(message: Message | None) -> tuple[str, ...]:
    """The addresses behind the words of a text or a caption."""
    if message is None:
        return ()
    entities = message.entities if message.text else message.caption_entities
    return tuple(
        entity.url
        for entity in entities
        if entity.type == MessageEntity.TEXT_LINK and entity.url is not None
    )


# One link -------------------------------------------------------------------------------------------


async def pressed(work: Work, update: Update, context: BotContext) -> tuple[Person, Resource]:
    """Who pressed, and their resource that the button is about.

    Raises:
        NotForYou: it is not theirs, or gone.
    """
    person = await meet(work, sender_of(update))
    resource = await actions.own_resource(work, person, context.press.number)
    # News of what stood on the pressed screen would overwrite what is shown there next.
    screen = await store_lookup.find_screen(work.conn, resource.id)
    if screen is not None:
        shown = await outbox_store.find_delivery(work.conn, key=screen.key)
        if shown is None or shown.message_id in {None, context.over}:
            ids = [each.id for each in screen.resources]
            await store_lookup.put_screen(work.conn, ids, key="")
    return person, resource


async def on_show(update: Update, context: BotContext) -> None:
    """One link; while it is looked at, the screen changes when that is over."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        if resource.is_awaited:
            shown = await actions_screens.present(work, person, resource)
            key = await work.outbox.reply(shown, over=context.over)
            await store_lookup.put_screen(work.conn, [resource.id], key=key)
            return
        await work.outbox.reply(
            await actions_screens.page(work, person, resource), over=context.over
        )


async def on_first(update: Update, context: BotContext) -> None:
    """One link of several that came together: what is not known of it is asked."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        shown = await actions_screens.present(work, person, resource)
        key = await work.outbox.reply(shown, over=context.over)
        if resource.is_awaited:
            await store_lookup.put_screen(work.conn, [resource.id], key=key)


async def on_list(update: Update, context: BotContext) -> None:
    """All my links."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        screen = await actions_screens.mine(work, person, number=context.press.number)
        await work.outbox.reply(screen, over=context.over)


async def on_outside(update: Update, context: BotContext) -> None:
    """`Share outside`."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        screen = messages.outside(work.say_to(person.reader), person, resource)
        await work.outbox.reply(screen, over=context.over)


async def on_drop(update: Update, context: BotContext) -> None:
    """Asked once before it is removed."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        screen = messages.confirm_remove(work.say_to(person.reader), person, resource)
        await work.outbox.reply(screen, over=context.over)


async def on_drop_sure(update: Update, context: BotContext) -> None:
    """It goes."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        await actions.remove(work, person, resource.id)
        screen = messages.removed(work.say_to(person.reader), person)
        await work.outbox.reply(screen, over=context.over)
