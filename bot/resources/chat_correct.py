"""Correcting a link: its title, mode and length, its tags, goal and why."""

from telegram import Update

from bot.goals import store as goal_store
from bot.reading.records import Mode
from bot.resources import actions, actions_screens, messages
from bot.resources.chat import pressed
from bot.resources.dialogue_link import EDIT
from bot.telegram.context import BotContext

_ASKED = "a"  # the end of a button's arg: it was asked for, and what is missing then is asked too


async def on_edit(update: Update, context: BotContext) -> None:
    """What is not right?"""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        screen = messages.edit(work.say_to(person.reader), person, resource)
        await work.outbox.reply(screen, over=context.over)


async def on_modes(update: Update, context: BotContext) -> None:
    """Another mode."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        screen = messages.choose_mode(work.say_to(person.reader), person, resource)
        await work.outbox.reply(screen, over=context.over)


async def on_mode(update: Update, context: BotContext) -> None:
    """This mode."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        mode, _, end = context.press.rest.partition(".")
        resource = await actions.set_mode(work, person, resource.id, Mode(mode))
        screen = (
            await actions_screens.present(work, person, resource)
            if end == _ASKED
            else await actions_screens.page(work, person, resource)
        )
        await work.outbox.reply(screen, over=context.over)


async def on_lengths(update: Update, context: BotContext) -> None:
    """Another length."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        screen = messages.choose_length(work.say_to(person.reader), person, resource)
        await work.outbox.reply(screen, over=context.over)


async def on_length(update: Update, context: BotContext) -> None:
    """This length; then the title, where it was asked for all."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        minutes, _, end = context.press.rest.partition(".")
        resource = await actions.set_minutes(work, person, resource.id, int(minutes))
        if end == _ASKED and not resource.title:
            await context.talks.begin(
                work,
                chat_id=person.chat_id,
                name=EDIT,
                step="title",
                data={"resource": resource.id},
                over=context.over,
            )
            return
        await work.outbox.reply(
            await actions_screens.page(work, person, resource), over=context.over
        )


async def on_goals(update: Update, context: BotContext) -> None:
    """Which goal?"""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        goals = await goal_store.list_active(work.conn, person.id)
        screen = messages.choose_goal(work.say_to(person.reader), person, resource, goals)
        await work.outbox.reply(screen, over=context.over)


async def on_goal(update: Update, context: BotContext) -> None:
    """This goal, or none."""
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        goal_id = int(context.press.rest) or None
        resource = await actions.set_goal(work, person, resource.id, goal_id)
        await work.outbox.reply(
            await actions_screens.page(work, person, resource), over=context.over
        )


async def on_title(update: Update, context: BotContext) -> None:
    """Another title."""
    await _type(update, context, step="title")


async def on_typed(update: Update, context: BotContext) -> None:
    """A length that is typed."""
    await _type(update, context, step="minutes")


async def on_tags(update: Update, context: BotContext) -> None:
    """Other tags."""
    await _type(update, context, step="tags")


async def on_why(update: Update, context: BotContext) -> None:
    """Another line of why."""
    await _type(update, context, step="why")


async def _type(update: Update, context: BotContext, *, step: str) -> None:
    async with context.begin() as work:
        person, resource = await pressed(work, update, context)
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=EDIT,
            step=step,
            data={"resource": resource.id, "asked": context.press.rest == _ASKED},
            over=context.over,
        )
