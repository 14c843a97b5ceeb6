"""`/goals`, and what is pressed on its screens."""

from telegram import Update

from bot.goals import actions, messages, rules, store
from bot.goals.dialogue_goal import (
    EDIT,
    NEW,
    screen_of,
    step_after_line,
    today_of,
)
from bot.goals.messages_horizon import achieved
from bot.goals.records import Goal, GoalState
from bot.goals.rules_line import read_line, typed_add
from bot.outbox.records import Outgoing
from bot.people.actions import meet
from bot.people.records import Person
from bot.telegram.context import BotContext, sender_of
from bot.work import Work


async def on_goals(update: Update, context: BotContext) -> None:
    """`/goals`, alone or with `add FIELD: FOCUS by DATE`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        line = typed_add(context.line) if context.line else None
        if line is not None:
            await _begin(work, person, context, line=line)
            return
        if context.line:
            say = work.say_to(person.reader)
            await work.outbox.reply(messages.screen(person, say, messages.how_to_add(say)))
            return
        await work.outbox.reply(await _list_screen(work, person))


async def on_list(update: Update, context: BotContext) -> None:
    """All my goals."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await work.outbox.reply(await _list_screen(work, person), over=context.over)


async def on_add(update: Update, context: BotContext) -> None:
    """`Add a goal`: takes up what was begun."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await _begin(work, person, context)


async def on_past(update: Update, context: BotContext) -> None:
    """What was achieved and let go."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        goals = await store.list_goals(work.conn, person.id)
        screen = messages.past_screen(work.say_to(person.reader), person, goals)
        await work.outbox.reply(screen, over=context.over)


async def on_show(update: Update, context: BotContext) -> None:
    """One goal."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        goal = await actions.goal_as_owner(work, person, context.press.number)
        await work.outbox.reply(await screen_of(work, person, goal), over=context.over)


async def on_state(update: Update, context: BotContext) -> None:
    """Pause, take up, achieve or let go."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        state = GoalState(context.press.rest)
        outcome = await actions.set_state(work, person, context.press.number, state)
        goal = await actions.goal_as_owner(work, person, context.press.number)
        if outcome is rules.Refusal.TOO_MANY_ACTIVE:
            active = await store.list_active(work.conn, person.id)
            screen = messages.which_to_pause(say, person, active, resumes=goal)
        elif isinstance(outcome, Goal) and state is GoalState.ACHIEVED:
            screen = await _achieved_screen(work, person, goal)
        else:
            if not isinstance(outcome, Goal):
                context.toast(say.label("Nothing changed: it was so already."))
            screen = await screen_of(work, person, goal)
        await work.outbox.reply(screen, over=context.over)


async def on_swap(update: Update, context: BotContext) -> None:
    """One goal pauses so that another goes on."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        resumes = await actions.goal_as_owner(work, person, int(context.press.rest))
        if not resumes.is_active:
            await actions.set_state(work, person, context.press.number, GoalState.PAUSED)
            await actions.set_state(work, person, resumes.id, GoalState.ACTIVE)
        goal = await actions.goal_as_owner(work, person, resumes.id)
        await work.outbox.reply(await screen_of(work, person, goal), over=context.over)


async def on_drop(update: Update, context: BotContext) -> None:
    """Asked once before it is let go."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        goal = await actions.goal_as_owner(work, person, context.press.number)
        screen = messages.confirm_drop(work.say_to(person.reader), person, goal)
        await work.outbox.reply(screen, over=context.over)


async def on_focus(update: Update, context: BotContext) -> None:
    """Another focus."""
    await _edit(update, context, step="focus")


async def on_date(update: Update, context: BotContext) -> None:
    """Another horizon."""
    await _edit(update, context, step="horizon")


async def _edit(update: Update, context: BotContext, *, step: str) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        goal = await actions.goal_as_owner(work, person, context.press.number)
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=EDIT,
            step=step,
            data={"goal": goal.id, "field": goal.field},
            over=context.over,
        )


# Sharing -----------------------------------------------------------------------------------------


async def on_share(update: Update, context: BotContext) -> None:
    """Who sees it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        goal = await actions.goal_as_owner(work, person, context.press.number)
        await work.outbox.reply(await _share_screen(work, person, goal), over=context.over)


async def on_circle(update: Update, context: BotContext) -> None:
    """One circle sees it, or no longer."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        circle_id, _, wanted = context.press.rest.partition(".")
        goal = await actions.share_with(
            work, person, context.press.number, int(circle_id), is_shared=wanted == "show"
        )
        await work.outbox.reply(await _share_screen(work, person, goal), over=context.over)


async def on_all(update: Update, context: BotContext) -> None:
    """All of my circles see it."""
    await _share_with_all(update, context, is_shared=True)


async def on_none(update: Update, context: BotContext) -> None:
    """None of them does."""
    await _share_with_all(update, context, is_shared=False)


async def _share_with_all(update: Update, context: BotContext, *, is_shared: bool) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        goal = await actions.share_with_all(
            work, person, context.press.number, is_shared=is_shared
        )
        await work.outbox.reply(await _share_screen(work, person, goal), over=context.over)


# Screens -----------------------------------------------------------------------------------------


async def _begin(work: Work, person: Person, context: BotContext, *, line: str = "") -> None:
    """Begin the talk; with too many active goals it first asks which one makes room."""
    data = read_line(line, today=today_of(work, person)) if line else {}
    if data is None:
        say = work.say_to(person.reader)
        await work.outbox.reply(messages.screen(person, say, messages.how_to_add(say)))
        return
    if line:
        data["short"] = True
    is_full = await actions.refuse_one_more(work, person) is not None
    step = step_after_line(data) if line else "field"
    await context.talks.begin(
        work,
        chat_id=person.chat_id,
        name=NEW,
        step="full" if is_full else step,
        data=data,
        over=context.over,
        fresh=bool(line),
    )


async def _list_screen(work: Work, person: Person) -> Outgoing:
    goals = await store.list_goals(work.conn, person.id)
    return messages.goals_screen(
        work.say_to(person.reader),
        person,
        goals,
        most=work.settings.limits.active_goals_per_person,
        today=today_of(work, person),
    )


async def _share_screen(work: Work, person: Person, goal: Goal) -> Outgoing:
    circles = await actions.list_sharing(work, person, goal)
    return messages.share_screen(work.say_to(person.reader), person, goal, circles)


async def _achieved_screen(work: Work, person: Person, goal: Goal) -> Outgoing:
    circles = await actions.list_sharing(work, person, goal)
    names = [circle.name for circle, is_shared in circles if is_shared]
    return achieved(work.say_to(person.reader), person, goal, names)
