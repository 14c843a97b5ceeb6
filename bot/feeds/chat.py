"""What people press on the page of a source whose feed they follow."""

from telegram import Update

from bot.feeds import (
    actions,
    actions_answers,
    actions_waiting,
    dialogue_words,
    messages,
    messages_offers,
    store_waiting,
)
from bot.feeds.actions_page import page_of
from bot.feeds.records import Subscription
from bot.feeds.rules import Outcome
from bot.outbox.records import Outgoing
from bot.people.actions import meet
from bot.people.records import Person
from bot.sources import actions as source_actions
from bot.sources import chat_screens as screens
from bot.sources import store as source_store
from bot.sources.records import SourceKind
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

A_PAGE = messages_offers.A_PAGE


async def _pressed(
    work: Work, update: Update, context: BotContext
) -> tuple[Person, Subscription, str]:
    """Who pressed, what they follow, and what its source is called."""
    person = await meet(work, sender_of(update))
    own = await actions.own_subscription(work, person, context.press.number)
    source = await source_store.get_source(work.conn, own.source_id)
    return person, own, source.title


async def on_show(update: Update, context: BotContext) -> None:
    """One source, with its feed."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        screen = await page_of(work, person, context.press.number)
        await work.outbox.reply(screen, over=context.over)


async def on_set_kind(update: Update, context: BotContext) -> None:
    """What it really is; the page that follows has its feed."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        kind = SourceKind(context.press.rest)
        source = await source_actions.set_kind(work, person, context.press.number, kind)
        say = work.say_to(person.reader)
        note = say("Changed.")
        screen = await page_of(work, person, source.id, note=note)
        await work.outbox.reply(screen, over=context.over)


async def on_gone(update: Update, context: BotContext) -> None:
    """A source goes, and with it what is offered from there."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        source = await source_actions.own_source(work, person, context.press.number)
        await actions.let_go(work, person, source)
        await source_actions.remove_source(work, person, source.id)
        say = work.say_to(person.reader)
        note = say("Removed: {title}", title=source.title)
        await work.outbox.reply(
            await screens.list_screen(work, person, note=note), over=context.over
        )


async def on_stop(update: Update, context: BotContext) -> None:
    """`Stop offering`; the source stays."""
    async with context.begin() as work:
        person, own, _ = await _pressed(work, update, context)
        await actions.unsubscribe(work, person, own)
        say = work.say_to(person.reader)
        note = messages.stopped_offering(say)
        screen = await page_of(work, person, own.source_id, note=note)
        await work.outbox.reply(screen, over=context.over)


async def on_leave(update: Update, context: BotContext) -> None:
    """It stays as it is, though the last five were refused."""
    async with context.begin() as work:
        person, _, title = await _pressed(work, update, context)
        say = work.say_to(person.reader)
        screen = messages_offers.left_as_it_is(say, person, title=title)
        await work.outbox.reply(screen, over=context.over)


async def on_how_many(update: Update, context: BotContext) -> None:
    """How many a week?"""
    async with context.begin() as work:
        person, own, title = await _pressed(work, update, context)
        screen = messages.how_many(work.say_to(person.reader), person, own, title=title)
        await work.outbox.reply(screen, over=context.over)


async def on_per_week(update: Update, context: BotContext) -> None:
    """So many a week."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        own = await actions.set_per_week(
            work, person, context.press.number, per_week=int(context.press.rest)
        )
        say = work.say_to(person.reader)
        note = say("Changed.")
        screen = await page_of(work, person, own.source_id, note=note)
        await work.outbox.reply(screen, over=context.over)


async def on_must(update: Update, context: BotContext) -> None:
    """Words that must be in it."""
    await _ask_words(update, context, step=dialogue_words.MUST)


async def on_must_not(update: Update, context: BotContext) -> None:
    """Words that must not."""
    await _ask_words(update, context, step=dialogue_words.MUST_NOT)


async def _ask_words(update: Update, context: BotContext, *, step: str) -> None:
    async with context.begin() as work:
        person, own, _ = await _pressed(work, update, context)
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=dialogue_words.NAME,
            step=step,
            data={dialogue_words.OWN: own.id},
            over=context.over,
        )


# Looking by hand ---------------------------------------------------------------------------------


async def on_look(update: Update, context: BotContext) -> None:
    """The newest there, a page at a time."""
    async with context.begin() as work:
        person, own, title = await _pressed(work, update, context)
        screen = await _newest(work, person, own, title=title, page=int(context.press.rest))
        await work.outbox.reply(screen, over=context.over)


async def on_keep(update: Update, context: BotContext) -> None:
    """Save one of them."""
    async with context.begin() as work:
        person, own, title = await _pressed(work, update, context)
        item_id, _, page = context.press.rest.partition(".")
        outcome = await actions_answers.save_by_hand(work, person, own, int(item_id), name=title)
        is_no = outcome in {Outcome.FULL, Outcome.GONE}
        say = work.say_to(person.reader)
        context.toast(messages_offers.toast(say, outcome), alert=is_no)
        screen = await _newest(work, person, own, title=title, page=int(page))
        await work.outbox.reply(screen, over=context.over)


async def _newest(
    work: Work, person: Person, own: Subscription, *, title: str, page: int
) -> Outgoing:
    found = await store_waiting.list_newest(
        work.conn, own.feed_id, limit=A_PAGE + 1, offset=page * A_PAGE
    )
    items = found[:A_PAGE]
    return messages_offers.look_screen(
        work.say_to(person.reader),
        person,
        own,
        items,
        title=title,
        page=page,
        has_more=len(found) > A_PAGE,
        saved=await actions_answers.list_saved(work, person, items),
        left_out=actions_waiting.list_left_out(own, items),
    )
