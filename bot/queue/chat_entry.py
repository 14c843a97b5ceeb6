"""What is pressed on the screen of one entry."""

from datetime import timedelta
from typing import Final

from telegram import Update

from bot.people.actions import meet
from bot.people.records import Person
from bot.queue import actions, actions_screens, messages, messages_entry
from bot.queue.dialogue_done import DONE
from bot.queue.dialogue_note import NOTE
from bot.queue.records import Entry, Later, Refusal, View
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

# A press this soon after the end was meant for the first one's screen, which asks something by now.
SECOND_TAP: Final = timedelta(seconds=10)


async def _pressed(work: Work, update: Update, context: BotContext) -> tuple[Person, Entry, View]:
    """Who pressed, the entry, and the page it was opened from; NotForYou when it is not theirs."""
    person = await meet(work, sender_of(update))
    entry = await actions.own_entry(work, person, context.press.number)
    return person, entry, View.from_arg(context.press.rest)


async def _show(
    work: Work,
    context: BotContext,
    person: Person,
    outcome: Entry | Refusal,
    entry: Entry,
    *,
    view: View,
) -> None:
    """The entry as it stands now; where nothing was done, why."""
    say = work.say_to(person.reader)
    if isinstance(outcome, Refusal):
        context.toast(messages.refusal_label(say, outcome))
        outcome = await actions.own_entry(work, person, entry.id)
    screen = await actions_screens.entry_screen(work, person, outcome, view)
    await work.outbox.reply(screen, over=context.over)


async def _show_ended(
    work: Work, context: BotContext, person: Person, refusal: Refusal, entry: Entry, *, view: View
) -> None:
    """It ended before; a second tap leaves on the screen what the first one asked or offered."""
    ended = await actions.own_entry(work, person, entry.id)
    if ended.ended_at is not None and work.now - ended.ended_at < SECOND_TAP:
        context.toast(messages.refusal_label(work.say_to(person.reader), refusal))
        return
    await _show(work, context, person, refusal, entry, view=view)


async def on_open(update: Update, context: BotContext) -> None:
    """One entry."""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        await _show(work, context, person, entry, entry, view=view)


async def on_start(update: Update, context: BotContext) -> None:
    """`Start`: it is begun."""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        outcome = await actions.start(work, entry)
        if isinstance(outcome, Entry):
            say = work.say_to(person.reader)
            context.toast(say.label("Begun. It comes first from now on."))
        await _show(work, context, person, outcome, entry, view=view)


async def finish(
    work: Work,
    context: BotContext,
    person: Person,
    entry: Entry,
    *,
    view: View,
    is_in_sitting: bool = False,
) -> None:
    """`Done`: at once; how long it took is asked, and may be skipped.

    The button is registered by nudges, which know whether a sitting goes on.

    `is_in_sitting`: a sitting of theirs goes on, and counts the time: nothing is asked.
    """
    outcome = await actions.finish(work, entry)
    if isinstance(outcome, Refusal):
        await _show_ended(work, context, person, outcome, entry, view=view)
    elif is_in_sitting:
        screen = messages_entry.done_in_sitting(work.say_to(person.reader), person, outcome)
        await work.outbox.reply(screen, over=context.over)
    else:
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=DONE,
            step="minutes",
            data={"entry": entry.id},
            over=context.over,
        )


async def on_drop(update: Update, context: BotContext) -> None:
    """`Drop`; one press takes it back."""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        outcome = await actions.drop(work, entry)
        if isinstance(outcome, Refusal):
            await _show_ended(work, context, person, outcome, entry, view=view)
            return
        say = work.say_to(person.reader)
        screen = messages_entry.dropped(say, person, outcome, view)
        await work.outbox.reply(screen, over=context.over)


async def on_undrop(update: Update, context: BotContext) -> None:
    """`Take it back`: where it was."""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        await _show(
            work, context, person, await actions.take_back(work, person, entry), entry, view=view
        )


async def on_back(update: Update, context: BotContext) -> None:
    """`Bring back`, at the end of the list."""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        outcome = await actions.bring_back(work, person, entry)
        await _show(work, context, person, outcome, entry, view=view)


# Its time and its place ---------------------------------------------------------------------------


async def on_later(update: Update, context: BotContext) -> None:
    """`Later`: until when?"""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        if not entry.is_open:
            await _show(work, context, person, Refusal.ENDED, entry, view=view)
            return
        say = work.say_to(person.reader)
        screen = messages_entry.ask_later(say, person, entry, view)
        await work.outbox.reply(screen, over=context.over)


async def on_until(update: Update, context: BotContext) -> None:
    """Tomorrow, in a week, in a month."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        entry = await actions.own_entry(work, person, context.press.number)
        later, _, arg = context.press.rest.partition(".")
        view = View.from_arg(arg)
        outcome = await actions.put_off(work, person, entry, Later(later))
        if isinstance(outcome, Refusal):
            await _show(work, context, person, outcome, entry, view=view)
            return
        say, today = work.say_to(person.reader), actions.today_of(work, person)
        screen = messages_entry.put_off(say, person, outcome, view, today=today)
        await work.outbox.reply(screen, over=context.over)


async def on_now(update: Update, context: BotContext) -> None:
    """`Show it now`, though it was put off."""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        outcome = await actions.put_off(work, person, entry, None)
        await _show(work, context, person, outcome, entry, view=view)


async def on_top(update: Update, context: BotContext) -> None:
    """`To the top`."""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        outcome = await actions.to_top(work, person, entry)
        if isinstance(outcome, Entry):
            context.toast(work.say_to(person.reader).label("It comes first now."))
        await _show(work, context, person, outcome, entry, view=view)


async def on_up(update: Update, context: BotContext) -> None:
    """`Up`: before the one that was seen above it."""
    await _move(update, context, step=-1)


async def on_down(update: Update, context: BotContext) -> None:
    """`Down`: after the one that was seen below it."""
    await _move(update, context, step=1)


async def _move(update: Update, context: BotContext, *, step: int) -> None:
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        outcome = await actions.move(work, person, entry, step=step, view=view)
        say = work.say_to(person.reader)
        if outcome is None:
            is_first = step < 0
            context.toast(
                say.label("It comes first already.")
                if is_first
                else say.label("It comes last already.")
            )
            return
        if isinstance(outcome, Entry):
            context.toast(say.label("Moved up.") if step < 0 else say.label("Moved down."))
        await _show(work, context, person, outcome, entry, view=view)


async def on_again(update: Update, context: BotContext) -> None:
    """`Propose it again`."""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        await _show(
            work, context, person, await actions.offer_again(work, entry), entry, view=view
        )


async def on_note(update: Update, context: BotContext) -> None:
    """`Note`: in their words."""
    async with context.begin() as work:
        person, entry, view = await _pressed(work, update, context)
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=NOTE,
            step="note",
            data={"entry": entry.id, "view": view.arg},
            over=context.over,
        )
