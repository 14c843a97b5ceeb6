"""What is pressed on one source's page: its kind, name, note, tags, goals, circles, and its end."""

from telegram import Update

from bot.people.actions import meet
from bot.sources import actions, actions_sharing, chat_screens, messages_source
from bot.sources.dialogue_source import EDIT
from bot.telegram.context import BotContext, sender_of


async def on_kind(update: Update, context: BotContext) -> None:
    """What is it really?"""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        source = await actions.own_source(work, person, context.press.number)
        screen = messages_source.kind_screen(work.say_to(person.reader), person, source)
        await work.outbox.reply(screen, over=context.over)


async def on_title(update: Update, context: BotContext) -> None:
    """Another name."""
    await _edit(update, context, step="title")


async def on_note(update: Update, context: BotContext) -> None:
    """A line for themselves."""
    await _edit(update, context, step="note")


async def on_tags(update: Update, context: BotContext) -> None:
    """A few words to find it by."""
    await _edit(update, context, step="tags")


async def _edit(update: Update, context: BotContext, *, step: str) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        source = await actions.own_source(work, person, context.press.number)
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=EDIT,
            step=step,
            data={
                "source": source.id,
                "title": source.title,
                "note": source.note,
                "tags": list(source.tags),
            },
            over=context.over,
        )


async def on_drop(update: Update, context: BotContext) -> None:
    """Asked once before it goes."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        source = await actions.own_source(work, person, context.press.number)
        screen = messages_source.confirm_removal(work.say_to(person.reader), person, source)
        await work.outbox.reply(screen, over=context.over)


# Goals and circles -------------------------------------------------------------------------------


async def on_for(update: Update, context: BotContext) -> None:
    """Which goals it serves."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        source = await actions.own_source(work, person, context.press.number)
        screen = await chat_screens.goals_of_screen(work, person, source)
        await work.outbox.reply(screen, over=context.over)


async def on_serve(update: Update, context: BotContext) -> None:
    """It serves one more goal, or one less."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        goal_id, _, wanted = context.press.rest.partition(".")
        source = await actions.serve(
            work, person, context.press.number, int(goal_id), is_served=wanted == "on"
        )
        screen = await chat_screens.goals_of_screen(work, person, source)
        await work.outbox.reply(screen, over=context.over)


async def on_share(update: Update, context: BotContext) -> None:
    """Who sees it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        source = await actions.own_source(work, person, context.press.number)
        screen = await chat_screens.share_screen(work, person, source)
        await work.outbox.reply(screen, over=context.over)


async def on_circle(update: Update, context: BotContext) -> None:
    """One circle sees it, or no longer."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        circle_id, _, wanted = context.press.rest.partition(".")
        source = await actions_sharing.share_with(
            work, person, context.press.number, int(circle_id), is_shared=wanted == "show"
        )
        screen = await chat_screens.share_screen(work, person, source)
        await work.outbox.reply(screen, over=context.over)


async def on_all(update: Update, context: BotContext) -> None:
    """All of my circles see it."""
    await _share_with_all(update, context, is_shared=True)


async def on_none(update: Update, context: BotContext) -> None:
    """None of them does."""
    await _share_with_all(update, context, is_shared=False)


async def _share_with_all(update: Update, context: BotContext, *, is_shared: bool) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        source = await actions_sharing.share_with_all(
            work, person, context.press.number, is_shared=is_shared
        )
        screen = await chat_screens.share_screen(work, person, source)
        await work.outbox.reply(screen, over=context.over)
