"""`/settings`: every press changes one thing and shows the screen again."""

from datetime import datetime, time, timedelta
from typing import Final

from telegram import Update

from bot.checkins import actions_weekly, store_weekly
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.dialogue.talks import Talks
from bot.gate import QuietHours
from bot.home import messages_settings as messages
from bot.outbox.records import Outgoing
from bot.people import actions as people_actions
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.chat import FAR_AWAY
from bot.people.records import Budget, Person
from bot.reading.records import Question as Unclear
from bot.reading.span_text import read_span
from bot.reading.weeks import weekend_days
from bot.telegram.context import BotContext, sender_of
from bot.texts import Digits
from bot.work import Work

SETTINGS_AGAIN: Final = "home.settings"  # what follows a talk that was begun from /settings
NO_QUIET_HOURS: Final = QuietHours(time(0), time(0))  # equal ends


async def screen_of(work: Work, person: Person) -> Outgoing:
    """The settings as they stand now."""
    weekly = await store_weekly.get_settings(work.conn, person.id)
    return messages.settings(work.say_to(person.reader), person, weekly)


async def on_settings(update: Update, context: BotContext) -> None:
    """`/settings`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await work.outbox.reply(await screen_of(work, person), over=context.over)


async def on_open(update: Update, context: BotContext) -> None:
    """One of the things that can be set."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        screen = await _screen_for(work, person, context.press.arg)
        await work.outbox.reply(screen, over=context.over)


async def _screen_for(work: Work, person: Person, what: str) -> Outgoing:
    say = work.say_to(person.reader)
    match what:
        case "language":
            return messages.choose_language(say, person, work.texts.languages)
        case "digits":
            return messages.choose_digits(say, person)
        case "days":
            return messages.choose_days_off(say, person)
        case "budget":
            return messages.choose_budget(say, person)
        case "weekly":
            weekly = await store_weekly.get_settings(work.conn, person.id)
            return messages.choose_weekly(say, person, weekly)
        case "pause":
            return messages.choose_pause(say, person)
        case _:
            return await screen_of(work, person)


async def on_language(update: Update, context: BotContext) -> None:
    """A language; the settings come in it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        person = await people_actions.set_language(work, person, context.press.arg)
        await work.outbox.reply(await screen_of(work, person), over=context.over)


async def on_digits(update: Update, context: BotContext) -> None:
    """Which digits."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        person = await people_actions.set_digits(work, person, Digits(context.press.arg))
        await work.outbox.reply(await screen_of(work, person), over=context.over)


async def on_budget(update: Update, context: BotContext) -> None:
    """How many messages a day."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        person = await people_actions.set_budget(work, person, Budget(context.press.arg))
        await work.outbox.reply(await screen_of(work, person), over=context.over)


async def on_day(update: Update, context: BotContext) -> None:
    """One day of the week, on or off; the days stay on the screen."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        days = person.days_off ^ {context.press.number}
        person = await people_actions.set_days_off(work, person, days)
        screen = messages.choose_days_off(work.say_to(person.reader), person)
        await work.outbox.reply(screen, over=context.over)


async def on_days(update: Update, context: BotContext) -> None:
    """The weekend of their country, or no day at all."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        is_weekend = context.press.arg == "weekend"
        days = weekend_days(person.country) if is_weekend else frozenset[int]()
        person = await people_actions.set_days_off(work, person, days)
        screen = messages.choose_days_off(work.say_to(person.reader), person)
        await work.outbox.reply(screen, over=context.over)


async def on_weekly(update: Update, context: BotContext) -> None:
    """Another day or time for the weekly check-in, or none; days and times stay on the screen."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        what, _, value = context.press.arg.partition(".")
        weekly = await actions_weekly.set_weekly(
            work,
            person,
            weekday=int(value) if what == "day" else None,
            at=time(int(value)) if what == "at" else None,
            is_on=what != "off",
        )
        screen = messages.choose_weekly(work.say_to(person.reader), person, weekly)
        await work.outbox.reply(screen, over=context.over)


async def on_pause(update: Update, context: BotContext) -> None:
    """Silent for some days (0: until they are back), or speaking again."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        until = _until(work, person, context.press.arg)
        person = await people_actions.pause(work, person, until=until)
        await work.outbox.reply(await screen_of(work, person), over=context.over)


def _until(work: Work, person: Person, arg: str) -> datetime | None:
    if arg == "off":
        return None
    days = int(arg)
    if not days:
        return FAR_AWAY
    zone = person.reader.tz
    back_on = work.now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(back_on, time(0), tzinfo=zone)


# Talks from here -----------------------------------------------------------------------------------


async def on_zone(update: Update, context: BotContext) -> None:
    """The zone's own talk; the settings follow it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name="zone",
            step="city",
            over=context.over,
            then=SETTINGS_AGAIN,
        )


async def show_after(_talks: Talks, work: Work, chat_id: int) -> None:
    """The settings again, after a talk that was begun from them."""
    person = await people_store.find_by_telegram_id(work.conn, chat_id)
    if person is not None:
        await work.outbox.reply(await screen_of(work, person))


async def on_quiet(update: Update, context: BotContext) -> None:
    """The quiet hours: chosen or typed."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await context.talks.begin(
            work, chat_id=person.chat_id, name="quiet", step="span", over=context.over
        )


async def _who(work: Work, talk: Talk) -> Person:
    person = await people_store.find_by_telegram_id(work.conn, talk.chat_id)
    if person is None:
        msg = "a talk with nobody"
        raise LookupError(msg)
    return person


async def ask_span(work: Work, talk: Talk) -> Question:
    """From when to when?"""
    person = await _who(work, talk)
    return messages.ask_quiet(work.say_to(person.reader), person)


async def read_quiet(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of the choices, or a span as typed."""
    person = await _who(work, talk)
    if answer.choice == "back":
        return Finished(await screen_of(work, person))
    if answer.choice is not None:
        quiet = messages.QUIET_CHOICES.get(answer.choice, NO_QUIET_HOURS)
        return await _keep(work, person, quiet)
    read = read_span(answer.text or "")
    if isinstance(read, Unclear):
        spans = messages.spans_in(read.choices)
        return Goto(
            "which", {"spans": [[s.starts.isoformat(), s.ends.isoformat()] for s in spans]}
        )
    if read is None:
        return Again(messages.no_such_span(work.say_to(person.reader)))
    return await _keep(work, person, QuietHours(*read))


async def _keep(work: Work, person: Person, quiet: QuietHours) -> Finished:
    person = await people_actions.set_quiet_hours(work, person, quiet)
    return Finished(await screen_of(work, person))


def _spans(talk: Talk) -> list[QuietHours]:
    return [
        QuietHours(time.fromisoformat(starts), time.fromisoformat(ends))
        for starts, ends in talk.data["spans"]
    ]


async def ask_which(work: Work, talk: Talk) -> Question:
    """Morning or evening?"""
    person = await _who(work, talk)
    return messages.ask_which_span(work.say_to(person.reader), _spans(talk))


async def read_which(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of them, or another one typed."""
    if answer.choice is None:
        return await read_quiet(work, talk, answer)
    quiet = _spans(talk)[int(answer.choice.removeprefix("s"))]
    return await _keep(work, await _who(work, talk), quiet)


QUIET = Dialogue(
    name="quiet",
    command=None,
    steps={"span": Step(ask_span, read_quiet), "which": Step(ask_which, read_which)},
)
