"""Sharing links with circles, what circles shared, thanks, and how members hear."""

from telegram import Update

from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.resources import (
    actions,
    actions_sharing,
    messages_lists,
    messages_posts,
    rules,
    store_seen,
    store_shares,
)
from bot.resources.actions_sharing import SharedBefore
from bot.resources.chat import pressed
from bot.resources.dialogue_link import circles_screen
from bot.resources.records import Hears, Resource
from bot.telegram.context import BotContext, sender_of
from bot.texts import Html
from bot.work import Work

# Sharing --------------------------------------------------------------------------------------------


async def on_share(update: Update, context: BotContext) -> None:
    """Which circles see it?"""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        await _choose(work, context, person, resource)


async def on_circle(update: Update, context: BotContext) -> None:
    """One circle sees it, or no longer."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        circle_id, _, wanted = context.press.rest.partition(".")
        note = None
        if wanted == "show":
            shared = await actions_sharing.share_with(work, person, resource.id, int(circle_id))
            if isinstance(shared, SharedBefore):
                say = work.say_to(person.reader)
                note = messages_posts.shared_before(
                    say, shared.circle, name=shared.name, at=shared.at
                )
        else:
            await actions_sharing.take_back(work, person, resource.id, int(circle_id))
        await _choose(work, context, person, resource, note=note)


async def _choose(
    work: Work,
    context: BotContext,
    person: Person,
    resource: Resource,
    *,
    note: Html | None = None,
) -> None:
    circles = await actions_sharing.list_sharing(work, person, resource)
    say = work.say_to(person.reader)
    screen = messages_posts.choose(say, person, resource, circles, note=note)
    await work.outbox.reply(screen, over=context.over)


# What circles shared --------------------------------------------------------------------------------


async def on_from(update: Update, context: BotContext) -> None:
    """`What my circles shared`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await work.outbox.reply(await circles_screen(work, person), over=context.over)


async def on_circ(update: Update, context: BotContext) -> None:
    """One circle's links, a page at a time."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, _ = await circle_actions.circle_as_member(work, person, context.press.number)
        count = await store_seen.count_shared_in(work.conn, roll.circle.id)
        turn = rules.turn_to(int(context.press.rest), count=count)
        found = await store_seen.list_shared_in(
            work.conn, roll.circle.id, limit=rules.ON_A_PAGE, offset=turn.offset
        )
        people = await people_store.list_people(work.conn, roll.person_ids)
        screen = messages_lists.of_circle(
            work.say_to(person.reader),
            person,
            roll.circle,
            found,
            {each.id: each.name for each in people.values()},
            turn=turn,
        )
        await work.outbox.reply(screen, over=context.over)


async def on_post(update: Update, context: BotContext) -> None:
    """One link of the list."""
    await _look(update, context, in_place=True)


async def on_look(update: Update, context: BotContext) -> None:
    """One link of a message that names several; the message stays."""
    await _look(update, context, in_place=False)


async def _look(update: Update, context: BotContext, *, in_place: bool) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        shared = await actions.shared_resource(
            work, person, context.press.number, circle_id=int(context.press.rest)
        )
        circle = await circle_store.get_circle(work.conn, shared.circle_id)
        sharer = await people_store.get_person(work.conn, shared.person_id)
        screen = messages_posts.look(
            work.say_to(person.reader),
            person,
            circle,
            shared,
            sharer=sharer.name,
            has_list=in_place,
        )
        await work.outbox.reply(screen, over=context.over if in_place else None)


async def on_thanks(update: Update, context: BotContext) -> None:
    """`Thanks`: once."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        thanked = await actions_sharing.thank(
            work, person, context.press.number, int(context.press.rest)
        )
        if thanked is None:
            context.toast(say.label("You have said thanks for this already."))
        else:
            context.toast(say.label("Your thanks will be passed on."))


# How members hear -----------------------------------------------------------------------------------


async def on_heard(update: Update, context: BotContext) -> None:
    """`How I hear of links`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        hearing = await actions_sharing.list_hearing(work, person)
        screen = messages_lists.hearing(work.say_to(person.reader), person, hearing)
        await work.outbox.reply(screen, over=context.over)


async def on_hears(update: Update, context: BotContext) -> None:
    """One circle's three ways."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, member = await circle_actions.circle_as_member(work, person, context.press.number)
        hears = await store_shares.list_hears(work.conn, [member.id])
        say = work.say_to(person.reader)
        screen = messages_lists.hearing_in(say, person, roll.circle, hears[member.id])
        await work.outbox.reply(screen, over=context.over)


async def on_hear(update: Update, context: BotContext) -> None:
    """This way."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        hears = Hears(context.press.rest)
        circle = await actions_sharing.set_hearing(work, person, context.press.number, hears)
        say = work.say_to(person.reader)
        screen = messages_lists.hearing_in(say, person, circle, hears)
        await work.outbox.reply(screen, over=context.over)
