"""`/start`, `/help`, `/plan`, `/cancel`, and what nobody waits for."""

from collections.abc import Sequence
from typing import Final

from telegram import Update

from bot.admissions.dialogue_knock import NAME as KNOCK
from bot.admissions.dialogue_knock import door_screen
from bot.circles.dialogue_new import NEW as NEW_CIRCLE
from bot.dialogue.talks import Talks
from bot.goals.dialogue_goal import NEW as NEW_GOAL
from bot.home import (
    actions,
    chat_days,
    chat_settings,
    messages,
    messages_help,
    messages_members,
    rules,
)
from bot.home.chat_days import Days
from bot.home.records import Answers, Asked, Greeting
from bot.invites.records import NoInvite
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.registry import Command
from bot.slots import messages as slot_messages
from bot.slots.dialogue_slot import NEW as NEW_SLOT
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

START_AGAIN: Final = "home.start"  # what follows a talk that was begun from /start
SET_TIMES: Final = "home.times"  # the zone is known now: the times follow


async def start_screen(work: Work, person: Person, greeting: Greeting) -> Outgoing:
    """The three questions, or where they stand."""
    answers = await actions.look(work, person)
    return messages.start_screen(work.say_to(person.reader), person, answers, greeting)


async def on_start(update: Update, context: BotContext) -> None:
    """`/start` without a payload."""
    async with context.begin() as work:
        sender = sender_of(update)
        before = await people_store.find_by_telegram_id(work.conn, sender.telegram_id)
        person = await meet(work, sender)
        greeting = rules.greeting_for(before)
        await work.outbox.reply(await start_screen(work, person, greeting), over=context.over)


async def on_plan(update: Update, context: BotContext) -> None:
    """`/plan`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await work.outbox.reply(await plan_screen(work, person), over=context.over)


async def plan_screen(work: Work, person: Person) -> Outgoing:
    """The three answers on one card."""
    answers = await actions.look(work, person)
    return messages.plan(work.say_to(person.reader), person, answers)


async def on_cancel(update: Update, context: BotContext) -> None:
    """`/cancel`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if not await context.talks.cancel(work, chat_id=person.chat_id):
            say = work.say_to(person.reader)
            await work.outbox.reply(messages.nothing_to_cancel(say, person))


async def on_later(update: Update, context: BotContext) -> None:
    """The questions wait."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await work.outbox.reply(
            messages.later(work.say_to(person.reader), person), over=context.over
        )


# The three questions -------------------------------------------------------------------------------


async def on_what(update: Update, context: BotContext) -> None:
    """What: the talk about a new goal."""
    await _talk(update, context, name=NEW_GOAL, step="field")


async def on_when(update: Update, context: BotContext) -> None:
    """When: the zone if it is not known, then a learning time."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if person.zone is None:
            why = slot_messages.zone_first(work.say_to(person.reader), person)
            await work.outbox.reply(why, over=context.over)
            await context.talks.begin(
                work, chat_id=person.chat_id, name="zone", step="city", fresh=False, then=SET_TIMES
            )
            return
        await _begin_times(context.talks, work, person, over=context.over)


async def set_times(talks: Talks, work: Work, chat_id: int) -> None:
    """The zone is told: a learning time comes next."""
    person = await people_store.find_by_telegram_id(work.conn, chat_id)
    if person is not None:
        await _begin_times(talks, work, person)


async def _begin_times(
    talks: Talks, work: Work, person: Person, *, over: int | None = None
) -> None:
    await talks.begin(
        work,
        chat_id=person.chat_id,
        name=NEW_SLOT,
        step="days",
        over=over,
        fresh=False,
        then=START_AGAIN,
    )


async def on_whom(update: Update, context: BotContext) -> None:
    """With whom: three ways."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        screen = messages.whom_screen(work.say_to(person.reader), person)
        await work.outbox.reply(screen, over=context.over)


async def on_new_circle(update: Update, context: BotContext) -> None:
    """With whom: a circle of one's own."""
    await _talk(update, context, name=NEW_CIRCLE.name, step="name")


async def on_join(update: Update, context: BotContext) -> None:
    """With whom: by a code."""
    await _talk(update, context, name=KNOCK, step="code", then=None)


async def on_alone(update: Update, context: BotContext) -> None:
    """With whom: nobody for now."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        context.toast(messages.alone(work.say_to(person.reader)))
        screen = await start_screen(work, person, Greeting.AGAIN)
        await work.outbox.reply(screen, over=context.over)


async def _talk(
    update: Update,
    context: BotContext,
    *,
    name: str,
    step: str,
    then: str | None = START_AGAIN,
) -> None:
    """Take up a talk, or begin it; the three questions follow."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=name,
            step=step,
            over=context.over,
            fresh=False,
            then=then,
        )


async def start_again(_talks: Talks, work: Work, chat_id: int) -> None:
    """The three questions once more, after one of them was answered."""
    person = await people_store.find_by_telegram_id(work.conn, chat_id)
    if person is not None:
        await work.outbox.reply(await start_screen(work, person, Greeting.AGAIN))


async def on_members(update: Update, context: BotContext) -> None:
    """Everybody in one of their circles."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        circle, fellows = await actions.fellows(work, person, context.press.number)
        say = work.say_to(person.reader)
        page = int(context.press.rest or 0)
        screen = messages_members.members_of(say, person, circle, fellows, page=page)
        await work.outbox.reply(screen, over=context.over)


# What needs to know all commands -------------------------------------------------------------------


class FrontDoor:
    """The handlers that speak for all slices."""

    def __init__(self, days: Days) -> None:
        self._days = days
        # Told once all slices are known, this one included: every command, in the menu's order.
        self.commands: Sequence[Command] = ()

    async def on_help(self, update: Update, context: BotContext) -> None:
        """`/help`."""
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            say = work.say_to(person.reader)
            screen = messages_help.help_screen(say, person, self.commands)
            await work.outbox.reply(screen, over=context.over)

    async def on_go(self, update: Update, context: BotContext) -> None:
        """To another screen of the front door, in place."""
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            screen = await self._screen(work, person, context.press.arg)
            await work.outbox.reply(screen, over=context.over)

    async def _screen(self, work: Work, person: Person, where: str) -> Outgoing:
        match where:
            case "today":
                return await chat_days.today_screen(work, person)
            case "upcoming":
                return await self._days.upcoming_screen(work, person)
            case "plan":
                return await plan_screen(work, person)
            case "settings":
                return await chat_settings.screen_of(work, person)
            case "help":
                return messages_help.help_screen(work.say_to(person.reader), person, self.commands)
            case _:
                return await start_screen(work, person, Greeting.AGAIN)

    async def on_text(self, work: Work, update: Update) -> bool:
        """A message that nobody waits for: an invite code opens its door; else a hint."""
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        message = update.effective_message
        text = (message.text or "") if message is not None else ""
        if rules.is_code(text) and not text.startswith("/"):
            door = await door_screen(work, person, text)
            if not isinstance(door, NoInvite):
                await work.outbox.reply(door)
                return True
        answers = await actions.look(work, person)
        likely = rules.likely_commands(
            text, [command.name for command in self.commands], usual=_usual(answers)
        )
        if text.startswith("/"):
            screen = messages.unknown_command(say, person, likely)
        elif text:
            screen = messages.unexpected_text(say, person, likely)
        else:
            screen = messages.unexpected_thing(say, person, likely)
        await work.outbox.reply(screen)
        return True


def _usual(answers: Answers) -> tuple[str, str]:
    """What is most likely meant, by what is answered already."""
    return ("start", "help") if Asked.WHEN in answers.open else ("today", "help")
