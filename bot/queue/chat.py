"""`/queue`, the pages of the list, and what is saved to it."""

from telegram import Update

from bot.people.actions import meet
from bot.people.records import Person
from bot.queue import actions, actions_screens, messages, rules_list, store
from bot.queue.records import Refusal, View
from bot.resources import actions as resource_actions
from bot.resources.records import Resource
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

LONGEST_WORDS = 100  # characters that are searched for


async def on_queue(update: Update, context: BotContext) -> None:
    """`/queue`, alone, with minutes and a mode, or with words to look for."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        line = context.line[:LONGEST_WORDS].strip()
        view = rules_list.read_view(line) if line else View()
        screen = (
            await actions_screens.found_screen(work, person, line)
            if view is None
            else await actions_screens.list_screen(work, person, view)
        )
        await work.outbox.reply(screen)


async def on_list(update: Update, context: BotContext) -> None:
    """A page, or another part of the list."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        view = View.from_arg(context.press.arg)
        await work.outbox.reply(
            await actions_screens.list_screen(work, person, view), over=context.over
        )


# Saving ------------------------------------------------------------------------------------------


async def on_save(update: Update, context: BotContext) -> None:
    """`Save to my queue`, under what a fellow member shared: a copy of their own."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        resource = await resource_actions.copy_of_fellow(work, person, context.press.number)
        await _save(work, context, person, resource)


async def on_add(update: Update, context: BotContext) -> None:
    """`Save to my queue`, under a link of their own."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        resource = await resource_actions.own_resource(work, person, context.press.number)
        await _save(work, context, person, resource)


async def _save(work: Work, context: BotContext, person: Person, resource: Resource) -> None:
    """Only the press is answered: the message keeps its other buttons."""
    say = work.say_to(person.reader)
    known = await store.find_entry_of(work.conn, person.id, resource_id=resource.id)
    outcome = await actions.add(work, person, resource)
    if isinstance(outcome, Refusal):
        context.toast(messages.refusal_label(say, outcome), alert=True)
    elif known is not None and known.is_open:
        context.toast(say.label("It is on your queue already."))
    elif known is not None:
        context.toast(say.label("It is on your queue again."))
    else:
        context.toast(say.label("Saved to your queue."))
