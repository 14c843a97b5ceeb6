"""`Finished` and `Not yet`, pressed after the talk about a sitting."""

from telegram import Update

from bot.checkins import actions_finished, messages, messages_finished
from bot.nudges import actions_proposals
from bot.people.actions import meet
from bot.sittings import actions as sitting_actions
from bot.telegram.context import BotContext, sender_of


async def on_finished(update: Update, context: BotContext) -> None:
    """`Finished`."""
    await _on_answer(update, context, is_finished=True)


async def on_not_yet(update: Update, context: BotContext) -> None:
    """`Not yet`."""
    await _on_answer(update, context, is_finished=False)


async def _on_answer(update: Update, context: BotContext, *, is_finished: bool) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        sitting = await sitting_actions.own_sitting(work, person, context.press.number)
        say = work.say_to(person.reader)
        if await actions_finished.answer(work, sitting, is_finished=is_finished) is None:
            context.toast(say.label("Nothing changed: it was so already."))
        entry = await actions_proposals.find_entry(work, sitting)
        if entry is not None:
            html = messages_finished.answered(say, entry)
            await work.outbox.reply(messages.screen(say, person, html), over=context.over)
