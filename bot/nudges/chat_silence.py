"""What people press under the question that follows silence, and on the page of a slot."""

from datetime import time
from typing import Final

from telegram import Update

from bot.nudges import actions_silence, messages_silence, rules
from bot.outbox.records import Button, Outgoing
from bot.people.actions import meet
from bot.people.records import Person
from bot.slots.actions import set_lead, slot_as_owner
from bot.slots.dialogue_slot import screen_of
from bot.slots.records import Slot
from bot.telegram.context import BotContext, sender_of
from bot.texts.moments import in_week_order
from bot.work import Work

LONGEST_REST: Final = 366  # days


async def _pressed(work: Work, update: Update, context: BotContext) -> tuple[Person, Slot]:
    person = await meet(work, sender_of(update))
    return person, await slot_as_owner(work, person, context.press.number)


async def on_keep(update: Update, context: BotContext) -> None:
    """The slot stays as it is."""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        await actions_silence.keep(work, person, slot)
        say = work.say_to(person.reader)
        await work.outbox.reply(messages_silence.kept(say, person, slot), over=context.over)


async def on_move(update: Update, context: BotContext) -> None:
    """Another time of day: which?"""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        await actions_silence.hear(work, person, slot)
        say = work.say_to(person.reader)
        screen = messages_silence.ask_time(say, person, slot, rules.other_times(slot.start))
        await work.outbox.reply(screen, over=context.over)


async def on_move_to(update: Update, context: BotContext) -> None:
    """The slot begins at another time from now on."""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        hour, minute = int(context.press.rest[:2]), int(context.press.rest[2:])
        slot = await actions_silence.move_slot(work, person, slot, start=time(hour, minute))
        say = work.say_to(person.reader)
        await work.outbox.reply(messages_silence.changed(say, person, slot), over=context.over)


async def on_fewer(update: Update, context: BotContext) -> None:
    """Fewer days: which one goes?"""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        await actions_silence.hear(work, person, slot)
        say = work.say_to(person.reader)
        screen = messages_silence.ask_day(say, person, slot, in_week_order(slot.days, say.reader))
        await work.outbox.reply(screen, over=context.over)


async def on_drop(update: Update, context: BotContext) -> None:
    """One day goes."""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        slot = await actions_silence.drop_day(work, person, slot, day=int(context.press.rest))
        say = work.say_to(person.reader)
        await work.outbox.reply(messages_silence.changed(say, person, slot), over=context.over)


async def on_rest(update: Update, context: BotContext) -> None:
    """It rests: how long?"""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        await actions_silence.hear(work, person, slot)
        say = work.say_to(person.reader)
        await work.outbox.reply(messages_silence.ask_rest(say, person, slot), over=context.over)


async def on_rest_for(update: Update, context: BotContext) -> None:
    """It rests for some days."""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        days = min(int(context.press.rest), LONGEST_REST)
        until = await actions_silence.rest(work, person, slot, days=days)
        say = work.say_to(person.reader)
        await work.outbox.reply(
            messages_silence.rests(say, person, until=until), over=context.over
        )


async def on_back(update: Update, context: BotContext) -> None:
    """The four answers again."""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        screen = messages_silence.choose(work.say_to(person.reader), person, slot)
        await work.outbox.reply(screen, over=context.over)


# The page of one slot ----------------------------------------------------------------------------
# Slots know nothing of nudges; so what their page promises about nudges is written here.


async def on_show(update: Update, context: BotContext) -> None:
    """One slot."""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        await work.outbox.reply(await _page(work, person, slot), over=context.over)


async def on_lead(update: Update, context: BotContext) -> None:
    """Its nudge comes that long before the start."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        minutes = int(context.press.rest)
        slot = await set_lead(work, person, context.press.number, minutes=minutes)
        await work.outbox.reply(await _page(work, person, slot), over=context.over)


async def on_wake(update: Update, context: BotContext) -> None:
    """End its silence, or its rest."""
    async with context.begin() as work:
        person, slot = await _pressed(work, update, context)
        await actions_silence.wake(work, person, slot)
        await work.outbox.reply(await _page(work, person, slot), over=context.over)


async def _page(work: Work, person: Person, slot: Slot) -> Outgoing:
    silence = await actions_silence.find_silence(work, person, slot)
    if silence is None:
        return await screen_of(work, person, slot)
    say = work.say_to(person.reader)
    wake = Button(messages_silence.wake_label(say), "nudge.wake", str(slot.id))
    note = messages_silence.silence_note(say, silence)
    return await screen_of(work, person, slot, nudges=note, first=(wake,))
