"""What is pressed about the one thing that a nudge proposes.

`Start` stands under sittings and `Done` in the queue, which know nothing of nudges: what follows from the
proposal is written here, and so are their handlers.
"""

from datetime import date

from telegram import Update

from bot.nudges import actions, actions_proposals, messages, messages_proposals
from bot.outbox.records import Outgoing
from bot.people.actions import meet
from bot.people.records import Person
from bot.queue import actions as queue_actions
from bot.queue import chat_entry
from bot.queue.records import Entry, View
from bot.sittings import actions as sitting_actions
from bot.sittings import chat as sitting_chat
from bot.sittings import messages as sitting_messages
from bot.sittings import rules as sitting_rules
from bot.sittings.records import Refusal as SittingRefusal
from bot.sittings.records import Sitting, State
from bot.slots import store as slot_store
from bot.telegram.context import BotContext, sender_of
from bot.texts import Html
from bot.work import Work


async def on_start(update: Update, context: BotContext) -> None:
    """`Start`: the sitting has begun, and the thing that is proposed for it."""
    async with context.begin() as work:
        begun = await sitting_chat.begin(work, update, context)
        if begun is None:
            return
        person, sitting = begun
        entry = await actions_proposals.begin(work, person, sitting)
        say = work.say_to(person.reader)
        screen = messages_proposals.started(say, person, sitting, entry, now=work.now)
        await sitting_chat.show_begun(work, context, sitting, screen)


async def on_something_else(update: Update, context: BotContext) -> None:
    """`Something else`: that one not, and not again; what is next?"""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        on, _, than = context.press.rest.partition(".")
        sitting = await sitting_actions.own_sitting_on(
            work, person, context.press.number, date.fromisoformat(on)
        )
        say = work.say_to(person.reader)
        refusal = sitting_rules.refuse_start(sitting, person.reader.tz, now=work.now)
        if sitting.id is None or refusal not in {None, SittingRefusal.STARTED}:
            refusal = refusal or SittingRefusal.OVER
            context.toast(sitting_messages.refusal_label(say, refusal))
            await work.outbox.reply(
                sitting_messages.refused(say, person, refusal), over=context.over
            )
            return
        entry = await actions_proposals.something_else(work, person, sitting, than=int(than))
        note = None if entry else messages_proposals.nothing_else(say)
        screen = await _screen(work, person, sitting, entry, note=note)
        await work.outbox.reply(screen, over=context.over)


async def _screen(
    work: Work, person: Person, sitting: Sitting, entry: Entry | None, *, note: Html | None
) -> Outgoing:
    """What is shown of the sitting now: that it has begun, or its nudge."""
    say = work.say_to(person.reader)
    if sitting.state is State.STARTED:
        return messages_proposals.started(say, person, sitting, entry, now=work.now, note=note)
    slot = await slot_store.get_slot(work.conn, sitting.slot_id)
    about = await actions.about_of(work, person, slot)
    return messages.nudge(
        say, person, sitting, about, at=work.now, now=work.now, entry=entry, note=note
    )


async def on_done(update: Update, context: BotContext) -> None:
    """`Done` in the queue; how long it took is not asked while a sitting goes on."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        entry = await queue_actions.own_entry(work, person, context.press.number)
        await chat_entry.finish(
            work,
            context,
            person,
            entry,
            view=View.from_arg(context.press.rest),
            is_in_sitting=await actions_proposals.is_in_a_sitting(work, person),
        )
