"""What people press under a nudge."""

from datetime import date

from telegram import Update

from bot.nudges import actions_snooze, messages
from bot.nudges.records import Refusal
from bot.people.actions import meet
from bot.sittings import actions as sitting_actions
from bot.telegram.context import BotContext, sender_of


async def on_later(update: Update, context: BotContext) -> None:
    """`In 15 min`, `In 1 hour`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        on, _, minutes = context.press.rest.partition(".")
        sitting = await sitting_actions.own_sitting_on(
            work, person, context.press.number, date.fromisoformat(on)
        )
        outcome = await actions_snooze.snooze(work, person, sitting, minutes=int(minutes))
        say = work.say_to(person.reader)
        if isinstance(outcome, Refusal):
            context.toast(messages.refusal_label(say, outcome))
            if outcome is not Refusal.PAST_MIDNIGHT:  # its other buttons are still good
                await work.outbox.reply(messages.refused(say, person, outcome), over=context.over)
            return
        until = outcome.snoozed_until or work.now
        screen = messages.snoozed(say, person, outcome, until=until)
        await work.outbox.reply(screen, over=context.over)
