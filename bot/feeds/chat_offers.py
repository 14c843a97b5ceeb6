"""What people press under what was offered, and under what they missed."""

from datetime import datetime

from telegram import Update

from bot.feeds import (
    actions_answers,
    actions_gap,
    messages_gap,
    messages_offers,
    store_offers,
)
from bot.feeds.actions_waiting import read_about
from bot.feeds.records import Offer
from bot.feeds.rules import Outcome
from bot.outbox.records import Outgoing
from bot.people.actions import meet
from bot.people.records import Person
from bot.telegram.context import BotContext, sender_of
from bot.work import Work


async def on_save(update: Update, context: BotContext) -> None:
    """Save an offered item, from the morning's message or from a list."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        at, page = _named(context.press.rest)
        offer = await actions_answers.find_offer(work, person, context.press.number, at=at)
        outcome = (
            await actions_answers.save(work, person, offer)
            if offer is not None
            else await actions_answers.save_forgotten(work, person, context.press.number)
        )
        say = work.say_to(person.reader)
        is_no = outcome in {Outcome.FULL, Outcome.GONE}
        context.toast(messages_offers.toast(say, outcome), alert=is_no)
        await _show(work, person, context, at=at, page=page)


async def on_refuse(update: Update, context: BotContext) -> None:
    """Not for me."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        at, page = _named(context.press.rest)
        offer = await actions_answers.find_offer(work, person, context.press.number, at=at)
        outcome = Outcome.SAME
        if offer is not None:
            outcome = await actions_answers.refuse(work, person, offer)
        say = work.say_to(person.reader)
        context.toast(messages_offers.toast(say, outcome))
        await _show(work, person, context, at=at, page=page)
        if offer is not None and outcome is Outcome.TIRED:
            await work.outbox.reply(
                messages_offers.tired(say, person, offer.subscription, title=offer.name)
            )


async def on_list(update: Update, context: BotContext) -> None:
    """Another page of what was missed."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        at, page = read_about(str(context.press.number)), int(context.press.rest)
        await _show(work, person, context, at=at, page=page)


async def _show(
    work: Work, person: Person, context: BotContext, *, at: datetime, page: int | None
) -> None:
    """The message as it stands now; nothing, where all that it held is gone."""
    offers = await store_offers.list_offers(work.conn, person.id, at=at)
    if offers:
        await work.outbox.reply(_screen(work, person, offers, page=page), over=context.over)


def _screen(work: Work, person: Person, offers: list[Offer], *, page: int | None) -> Outgoing:
    say = work.say_to(person.reader)
    if page is None:
        return messages_offers.offers_screen(say, person, offers)
    return messages_offers.missed_screen(say, person, offers, page=page)


def _named(rest: str) -> tuple[datetime, int | None]:
    """The moment, and the page where it is a list."""
    about, _, page = rest.partition(".")
    return read_about(about), int(page) if page else None


# After a gap -------------------------------------------------------------------------------------


async def on_missed(update: Update, context: BotContext) -> None:
    """What I missed."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        at = read_about(context.press.arg)
        listed_at = await actions_gap.list_what_was_missed(work, person, at=at)
        if listed_at is None:
            screen = messages_gap.settled(say, person)
        else:
            offers = await store_offers.list_offers(work.conn, person.id, at=listed_at)
            screen = messages_offers.missed_screen(say, person, offers, page=0)
        await work.outbox.reply(screen, over=context.over)


async def on_from_now_on(update: Update, context: BotContext) -> None:
    """From now on."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        is_open = await actions_gap.from_now_on(work, person, at=read_about(context.press.arg))
        screen = messages_gap.from_now_on if is_open else messages_gap.settled
        await work.outbox.reply(screen(say, person), over=context.over)
