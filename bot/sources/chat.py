"""`/sources`, and the lists: by kind, by goal, of my circles, as a file."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from telegram import Update

from bot.goals import actions as goal_actions
from bot.goals import store as goal_store
from bot.goals.messages import screen as words
from bot.outbox.records import Method, Outgoing
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.sources import actions, chat_screens, messages, messages_file, rules, store
from bot.sources.dialogue_source import NEW
from bot.sources.records import Source, SourceDraft, SourceKind
from bot.sources.rules_recognising import Handle, OwnLink, recognise
from bot.telegram.context import BotContext, sender_of
from bot.telegram.files import Rendered
from bot.work import Work


async def on_sources(update: Update, context: BotContext) -> None:
    """`/sources`, alone or with `add LINK`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if not context.line:
            await work.outbox.reply(await chat_screens.list_screen(work, person))
        elif typed := rules.typed_source(context.line):
            await _add_typed(work, person, context, typed)
        else:
            await _begin(work, person, context)


async def _add_typed(work: Work, person: Person, context: BotContext, typed: str) -> None:
    say = work.say_to(person.reader)
    read = recognise(typed, bot_username=work.bot_username)
    if isinstance(read, Handle):
        await context.talks.begin(
            work, chat_id=person.chat_id, name=NEW, step="site", data={"handle": read.name}
        )
    elif isinstance(read, SourceDraft):
        outcome = await actions.add_source(work, person, read)
        note = say("Saved.") if isinstance(outcome, Source) else messages.refusal(say, outcome)
        source = await store.find_by_key(work.conn, person.id, read.key)
        screen = (
            await chat_screens.list_screen(work, person, note=note)
            if source is None
            else await chat_screens.source_screen(work, person, source, note=note)
        )
        await work.outbox.reply(screen)
    else:
        is_own = isinstance(read, OwnLink)
        html = messages.own_link(say) if is_own else messages.how_to_add(say)
        await work.outbox.reply(words(person, say, html))


async def on_add(update: Update, context: BotContext) -> None:
    """`Add a source`, or one for a goal."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await _begin(work, person, context)


async def _begin(work: Work, person: Person, context: BotContext) -> None:
    data = {}
    if context.over is not None and context.press.arg:
        goal = await goal_actions.goal_as_owner(work, person, context.press.number)
        data = {"goal": goal.id}
    await context.talks.begin(
        work, chat_id=person.chat_id, name=NEW, step="what", data=data, over=context.over
    )


async def on_list(update: Update, context: BotContext) -> None:
    """A page of all of them, or of one kind."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        view, _, page = context.press.arg.partition(".")
        kind = None if view == messages.ALL else SourceKind(view.removeprefix("k-"))
        screen = await chat_screens.list_screen(work, person, page=int(page or 0), kind=kind)
        await work.outbox.reply(screen, over=context.over)


async def on_kinds(update: Update, context: BotContext) -> None:
    """How many of each kind."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        counts = Counter(s.kind for s in await store.list_sources(work.conn, person.id))
        screen = messages.kinds_screen(work.say_to(person.reader), person, counts)
        await work.outbox.reply(screen, over=context.over)


async def on_goals(update: Update, context: BotContext) -> None:
    """How many for each goal."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        counts = await store.count_by_goal(work.conn, person.id)
        goals = [
            goal
            for goal in await goal_store.list_goals(work.conn, person.id)
            if goal.id in counts or goal.is_active
        ]
        screen = messages.goals_screen(work.say_to(person.reader), person, goals, counts)
        await work.outbox.reply(screen, over=context.over)


async def on_goal(update: Update, context: BotContext) -> None:
    """What one goal is learned from."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        page = int(context.press.rest or 0)
        screen = await chat_screens.goal_screen(work, person, context.press.number, page=page)
        await work.outbox.reply(screen, over=context.over)


async def on_file(update: Update, context: BotContext) -> None:
    """All of them as a text that can be passed on."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        await work.outbox.file(
            Outgoing(
                to=person.chat_id,
                html=messages_file.caption(say),
                method=Method.DOCUMENT,
                recipe=(messages_file.RECIPE, {"person_id": person.id}),
                rtl=say.reader.is_rtl,
            )
        )


async def render_file(work: Work, arguments: Mapping[str, Any]) -> Rendered:
    """The text of all of them, as they stand when it is sent."""
    person = await people_store.get_person(work.conn, int(arguments["person_id"]))
    sources = rules.in_order(await store.list_sources(work.conn, person.id))
    text = messages_file.text(work.say_to(person.reader), sources)
    return Rendered(name=messages_file.NAME, content=text.encode())
