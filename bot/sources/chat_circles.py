"""What fellow members share, and a circle that is asked for communities elsewhere."""

from telegram import Update

from bot.circles import store as circle_store
from bot.goals import actions as goal_actions
from bot.goals.messages import screen
from bot.people.actions import meet
from bot.people.records import Person
from bot.sources import (
    actions_asking,
    actions_sharing,
    chat_screens,
    messages,
    messages_asking,
    messages_circles,
    rules,
)
from bot.sources.dialogue_source import COMMUNITY
from bot.sources.records import Refusal
from bot.telegram.context import BotContext, sender_of
from bot.work import Work


async def on_circles(update: Update, context: BotContext) -> None:
    """Which circle's? With one there is nothing to choose."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        circles = [c for c, _ in await circle_store.list_circles_of(work.conn, person.id)]
        if len(circles) == 1:
            await _show_circle(work, person, context, circles[0].id, page=0)
            return
        counted = [(c, len(await actions_sharing.list_shared(work, person, c))) for c in circles]
        screen = messages_circles.circles_screen(work.say_to(person.reader), person, counted)
        await work.outbox.reply(screen, over=context.over)


async def on_circle(update: Update, context: BotContext) -> None:
    """What fellow members share with one."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        page = int(context.press.rest or 0)
        await _show_circle(work, person, context, context.press.number, page=page)


async def _show_circle(
    work: Work, person: Person, context: BotContext, circle_id: int, *, page: int
) -> None:
    circle = await actions_sharing.circle_as_member(work, person, circle_id)
    shared = await actions_sharing.list_shared(work, person, circle)
    screen = messages_circles.circle_screen(
        work.say_to(person.reader),
        person,
        circle,
        shared,
        page=rules.page_of(len(shared), page),
    )
    await work.outbox.reply(screen, over=context.over)


async def on_seen(update: Update, context: BotContext) -> None:
    """A fellow member's source."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        shared, circle = await actions_sharing.seen_source(work, person, context.press.number)
        screen = messages_circles.seen_screen(work.say_to(person.reader), person, circle, shared)
        await work.outbox.reply(screen, over=context.over)


async def on_save(update: Update, context: BotContext) -> None:
    """A copy of their own."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        goal_id = int(context.press.rest) if context.press.rest else None
        outcome = await actions_sharing.save_copy(
            work, person, context.press.number, goal_id=goal_id
        )
        if isinstance(outcome, Refusal):
            note = messages.refusal(say, outcome)
            await work.outbox.reply(await chat_screens.list_screen(work, person, note=note))
            return
        source, is_new = outcome
        note = say("Saved.") if is_new else messages.refusal(say, Refusal.ALREADY)
        screen = await chat_screens.source_screen(work, person, source, note=note)
        await work.outbox.reply(screen, over=context.over)


# Communities elsewhere ---------------------------------------------------------------------------


async def on_ask(update: Update, context: BotContext) -> None:
    """Which circle? With one it is shown at once what will be sent."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        goal = await goal_actions.goal_as_owner(work, person, context.press.number)
        circles = await actions_asking.list_askable(work, person, goal)
        if not circles:
            await _nobody_left(work, person, context)
        elif len(circles) == 1:
            await _preview(work, person, context, circles[0].id)
        else:
            say = work.say_to(person.reader)
            screen = messages_asking.which_circle(say, person, goal, circles)
            await work.outbox.reply(screen, over=context.over)


async def on_ask_in(update: Update, context: BotContext) -> None:
    """What will be sent."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await _preview(work, person, context, int(context.press.rest))


async def _preview(work: Work, person: Person, context: BotContext, circle_id: int) -> None:
    goal = await goal_actions.goal_as_owner(work, person, context.press.number)
    askable = await actions_asking.list_askable(work, person, goal)
    circle = next((circle for circle in askable if circle.id == circle_id), None)
    if circle is None:
        await _nobody_left(work, person, context)
        return
    n = await actions_asking.count_heard_by(work, person, circle)
    screen = messages_asking.preview(work.say_to(person.reader), person, goal, circle, n=n)
    await work.outbox.reply(screen, over=context.over)


async def on_ask_now(update: Update, context: BotContext) -> None:
    """It is sent, once."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        goal_id, circle_id = context.press.number, int(context.press.rest)
        asked = await actions_asking.ask_circle(work, person, goal_id, circle_id)
        if asked is None:
            await _nobody_left(work, person, context)
            return
        circle = await actions_sharing.circle_as_member(work, person, circle_id)
        note = messages_asking.asked(work.say_to(person.reader), circle, n=asked)
        screen = await chat_screens.goal_screen(work, person, goal_id, note=note)
        await work.outbox.reply(screen, over=context.over)


async def _nobody_left(work: Work, person: Person, context: BotContext) -> None:
    context.toast(
        work.say_to(person.reader).label("That circle was asked before, or nobody else is there.")
    )
    screen = await chat_screens.goal_screen(work, person, context.press.number)
    await work.outbox.reply(screen, over=context.over)


async def on_answer(update: Update, context: BotContext) -> None:
    """A community that they know."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        ask = await actions_asking.asked_of(
            work, person, context.press.number, int(context.press.rest)
        )
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=COMMUNITY,
            step="what",
            data={"member": ask.member_id, "ask_goal": ask.goal_id},
            over=context.over,
        )


async def on_no_answer(update: Update, context: BotContext) -> None:
    """They know none."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await actions_asking.asked_of(work, person, context.press.number, int(context.press.rest))
        say = work.say_to(person.reader)
        thanks = screen(person, say, messages_asking.noted(say))
        await work.outbox.reply(thanks, over=context.over)
