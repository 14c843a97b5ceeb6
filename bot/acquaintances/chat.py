"""What members answer about who knows whom."""

from telegram import Update

from bot.acquaintances import actions, messages, store
from bot.acquaintances.records import Depth, Fellow, Outcome
from bot.circles.records import MemberId
from bot.people import store as people_store
from bot.people.actions import meet
from bot.telegram.context import BotContext, sender_of


async def on_list(update: Update, context: BotContext) -> None:
    """The fellow members that are still to be named."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, me = await actions.stay_of(work, person, context.press.number)
        fellows = await actions.list_strangers(work, roll, me)
        say = work.say_to(person.reader)
        screen = messages.choose(say, person, roll.circle, me, fellows)
        await work.outbox.reply(screen, over=context.over)


async def on_pick(update: Update, context: BotContext) -> None:
    """One of them: how well?"""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, me = await actions.stay_of(work, person, context.press.number)
        about = int(context.press.rest)
        other = next((m for m in roll.members if m.id == about), None)
        say = work.say_to(person.reader)
        if other is None:
            screen = messages.outcome(say, person, me, Outcome.GONE, name="", has_more=True)
        else:
            name = (await people_store.get_person(work.conn, other.person_id)).full_name
            screen = messages.how_well(say, person, roll.circle, me, Fellow(other.id, name))
        await work.outbox.reply(screen, over=context.over)


async def on_well(update: Update, context: BotContext) -> None:
    """We know each other well."""
    await _claim(update, context, Depth.WELL)


async def on_little(update: Update, context: BotContext) -> None:
    """We know each other a little."""
    await _claim(update, context, Depth.LITTLE)


async def _claim(update: Update, context: BotContext, depth: Depth) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        about = MemberId(int(context.press.rest))
        what = await actions.claim(
            work, person, member_id=MemberId(context.press.number), about=about, depth=depth
        )
        roll, me = await actions.stay_of(work, person, context.press.number)
        other = next((m for m in roll.members if m.id == about), None)
        people = await people_store.list_people(work.conn, roll.person_ids)
        name = people[other.person_id].full_name if other else ""
        has_more = bool(await actions.list_strangers(work, roll, me))
        say = work.say_to(person.reader)
        screen = messages.outcome(say, person, me, what, name=name, has_more=has_more)
        await work.outbox.reply(screen, over=context.over)


async def on_no(update: Update, context: BotContext) -> None:
    """We do not know each other, or nobody yet: nobody hears of it, and an earlier word is taken back."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        _, me = await actions.stay_of(work, person, context.press.number)
        if context.press.rest:
            await store.drop_claim(work.conn, by=me.id, about=MemberId(int(context.press.rest)))
        await work.outbox.reply(
            messages.nothing_said(work.say_to(person.reader), person), over=context.over
        )
