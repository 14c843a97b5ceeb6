"""`/times`, and what is pressed on its screens."""

import re
from typing import Final

from telegram import Update

from bot.dialogue import store as dialogue_store
from bot.outbox.records import Outgoing
from bot.people.actions import meet
from bot.people.records import Person
from bot.slots import actions, messages, rules_sketch, store
from bot.slots.dialogue_sketch import data_of, read_line, step_of
from bot.slots.dialogue_slot import AFTER_ZONE, EDIT, NEW
from bot.slots.records import Sketch
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

_ADD: Final = re.compile(r"(?:add|new|أضف|إضافة|اضافة|اضف|جديد)(?:\s+|$)", re.IGNORECASE)
_NO_BUTTONS: Final = 0  # the version of a talk whose question was not shown yet


async def on_times(update: Update, context: BotContext) -> None:
    """`/times`, alone or with `add` and a slot."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if not context.line:
            await work.outbox.reply(await _list_screen(work, person))
            return
        await _begin(work, person, context, line=_ADD.sub("", context.line, count=1).strip())


async def on_list(update: Update, context: BotContext) -> None:
    """All my times."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await work.outbox.reply(await _list_screen(work, person), over=context.over)


async def on_add(update: Update, context: BotContext) -> None:
    """`Add a time`: takes up what was begun."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await _begin(work, person, context)


async def on_leads(update: Update, context: BotContext) -> None:
    """When the nudge comes."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        slot = await actions.slot_as_owner(work, person, context.press.number)
        screen = messages.leads_screen(work.say_to(person.reader), person, slot)
        await work.outbox.reply(screen, over=context.over)


async def on_remove(update: Update, context: BotContext) -> None:
    """Asked once before it is removed."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        slot = await actions.slot_as_owner(work, person, context.press.number)
        screen = messages.confirm_remove(work.say_to(person.reader), person, slot)
        await work.outbox.reply(screen, over=context.over)


async def on_removed(update: Update, context: BotContext) -> None:
    """Remove it; a second press changes nothing and says so."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        if not await actions.remove_slot(work, person, context.press.number):
            context.toast(say.label("Nothing changed: it was so already."))
        await work.outbox.reply(messages.removed(say, person), over=context.over)


async def on_change(update: Update, context: BotContext) -> None:
    """One part of a slot is asked again; the button's action names the step (`slot.days`)."""
    step = context.press.action.partition(".")[2]
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        slot = await actions.slot_as_owner(work, person, context.press.number)
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=EDIT,
            step=step,
            data=data_of(rules_sketch.sketch_of(slot)),
            over=context.over,
        )


# Screens -----------------------------------------------------------------------------------------


async def _begin(work: Work, person: Person, context: BotContext, *, line: str = "") -> None:
    """Begin the talk; who has no zone is asked for it first, and what they typed waits."""
    say = work.say_to(person.reader)
    sketch = Sketch()
    if line:
        typed = read_line(work, person, line)
        if rules_sketch.says_nothing(typed):
            await work.outbox.reply(messages.screen(person, say, messages.not_understood(say)))
            return
        sketch = rules_sketch.typed_in_one_line(rules_sketch.merged(sketch, typed))
    if (refusal := await actions.refuse_one_more(work, person)) is not None:
        most = work.settings.limits.slots_per_person
        screen = messages.no_room(say, person, refusal, most=most)
        await work.outbox.reply(screen, over=context.over)
        return
    step = await step_of(work, person, sketch)
    if person.zone is None:
        await _ask_zone(work, person, context, sketch=sketch if line else None, step=step)
        return
    await context.talks.begin(
        work,
        chat_id=person.chat_id,
        name=NEW,
        step=step,
        data=data_of(sketch),
        over=context.over,
        fresh=bool(line),
    )


async def _ask_zone(
    work: Work, person: Person, context: BotContext, *, sketch: Sketch | None, step: str
) -> None:
    """Park the slot's talk and begin the zone's."""
    if sketch is not None:
        talk = await dialogue_store.create(
            work.conn,
            chat_id=person.chat_id,
            name=NEW,
            step=step,
            data=data_of(sketch),
            version=_NO_BUTTONS,
            now=work.now,
        )
        await dialogue_store.park_all(work.conn, chat_id=talk.chat_id)
    await work.outbox.reply(messages.zone_first(work.say_to(person.reader), person))
    await context.talks.begin(
        work, chat_id=person.chat_id, name="zone", step="city", then=AFTER_ZONE
    )


async def _list_screen(work: Work, person: Person) -> Outgoing:
    slots = await store.list_slots(work.conn, person.id)
    goals = {goal.id: goal for goal in await actions.list_goals(work, person)}
    return messages.times_screen(work.say_to(person.reader), person, slots, goals)
