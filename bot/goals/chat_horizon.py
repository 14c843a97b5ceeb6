"""What is pressed when a goal's time has come, or when it was reached."""

from datetime import date

from telegram import Update

from bot.goals import actions, messages_horizon
from bot.goals.dialogue_goal import screen_of
from bot.goals.records import Goal, GoalState, Reach
from bot.outbox.records import Outgoing
from bot.people.actions import meet
from bot.people.records import Person
from bot.telegram.context import BotContext, sender_of
from bot.work import Work


async def on_reach(update: Update, context: BotContext) -> None:
    """How far they got by the horizon."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        day, _, step = context.press.rest.partition(".")
        horizon_on = date.fromisoformat(day)
        goal = await actions.answer_quote(
            work, person, context.press.number, horizon_on=horizon_on, reach=Reach(int(step))
        )
        if goal is None:
            context.toast(say.label("This was answered before, or the date has moved."))
            goal = await actions.goal_as_owner(work, person, context.press.number)
            await work.outbox.reply(await screen_of(work, person, goal), over=context.over)
            return
        if goal.state is GoalState.ACHIEVED:
            screen = await _achieved(work, person, goal)
        else:
            screen = messages_horizon.what_next(say, person, goal, horizon_on=horizon_on)
        await work.outbox.reply(screen, over=context.over)


async def on_extend(update: Update, context: BotContext) -> None:
    """One more month."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        horizon_on = date.fromisoformat(context.press.rest)
        extended = await actions.extend(work, person, context.press.number, horizon_on=horizon_on)
        goal = extended or await actions.goal_as_owner(work, person, context.press.number)
        note = say("One more month: I ask again then.") if extended else None
        screen = await screen_of(work, person, goal, note=note)
        await work.outbox.reply(screen, over=context.over)


async def on_cheer(update: Update, context: BotContext) -> None:
    """The circles may hear of it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        circles = await actions.celebrate(work, person, context.press.number)
        await _tell(work, person, context, circles=[circle.name for circle in circles])


async def on_quiet(update: Update, context: BotContext) -> None:
    """Nobody else hears of it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await _tell(work, person, context, circles=[])


async def _tell(work: Work, person: Person, context: BotContext, *, circles: list[str]) -> None:
    goal = await actions.goal_as_owner(work, person, context.press.number)
    screen = messages_horizon.told(work.say_to(person.reader), person, goal, circles)
    await work.outbox.reply(screen, over=context.over)


async def _achieved(work: Work, person: Person, goal: Goal) -> Outgoing:
    circles = await actions.list_sharing(work, person, goal)
    names = [circle.name for circle, is_shared in circles if is_shared]
    return messages_horizon.achieved(work.say_to(person.reader), person, goal, names)
