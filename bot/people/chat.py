"""What people set about themselves: `/timezone`, `/language`, `/pause`, `/resume`."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from telegram import ChatMember, Update

from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.people import actions, messages, store
from bot.reading.cities import cities_with_offset, city_by_key, find_cities
from bot.reading.dates import read_date
from bot.reading.records import Question as Unclear
from bot.reading.zones import canonical_zone, fixed_zone, read_offset, zone_at
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

MOST_CITIES: Final = 6  # buttons under one question
FAR_AWAY: Final = datetime(9999, 1, 1, tzinfo=UTC)  # "until I am back"


# The zone ----------------------------------------------------------------------------------------


async def on_timezone(update: Update, context: BotContext) -> None:
    """`/timezone`, alone or with a city."""
    async with context.begin() as work:
        person = await actions.meet(work, sender_of(update))
        found = _placed(context.line, now=work.now) if context.line else None
        if context.line and found is None:
            say = work.say_to(person.reader)
            await work.outbox.reply(messages.screen(say, person, messages.no_such_city(say)))
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name="zone",
            step=found.step if found else "city",
            data=found.data if found else None,
        )


async def ask_city(work: Work, talk: Talk) -> Question:
    """Where are you?"""
    return messages.ask_city((await actions.speaker(work, talk))[1])


async def read_city(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A city, an offset, a zone's name or a shared place."""
    _, say = await actions.speaker(work, talk)
    if answer.location is not None:
        zone = zone_at(*answer.location)
        return Goto("echo", {"zone": zone}) if zone else Again(messages.no_such_city(say))
    return _placed(answer.text or "", now=work.now) or Again(messages.no_such_city(say))


def _placed(text: str, *, now: datetime) -> Goto | None:
    """Where a typed place leads: to the echo of its time, or to a choice; None: not understood."""
    if (zone := canonical_zone(text)) is not None:
        return Goto("echo", {"zone": zone})
    offset = read_offset(text)
    cities = cities_with_offset(offset, at=now) if offset is not None else find_cities(text)
    if not cities:
        fixed = fixed_zone(offset) if offset is not None else None
        return Goto("echo", {"zone": fixed}) if fixed else None
    if len({city.zone for city in cities}) == 1 and offset is None:
        return Goto("echo", {"zone": cities[0].zone})
    keys = [city.key for city in cities[:MOST_CITIES]]
    return Goto("which", {"cities": keys, "by_offset": offset is not None})


async def ask_which(work: Work, talk: Talk) -> Question:
    """Several places fit."""
    _, say = await actions.speaker(work, talk)
    found = [city for key in talk.data["cities"] if (city := city_by_key(key)) is not None]
    return messages.ask_which_city(say, found, by_offset=talk.data.get("by_offset", False))


async def read_which(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of the places, or another one typed."""
    if answer.choice is None:
        return await read_city(work, talk, answer)
    key = talk.data["cities"][int(answer.choice.removeprefix("c"))]
    city = city_by_key(key)
    return Goto("echo", {"zone": city.zone}) if city else Goto("city")


async def ask_echo(work: Work, talk: Talk) -> Question:
    """The time there, to be confirmed."""
    person, _ = await actions.speaker(work, talk)
    there = replace(person.reader, zone=talk.data["zone"])
    return messages.ask_right_time(work.say_to(there), zone=talk.data["zone"], now=work.now)


async def read_echo(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Yes keeps it; anything else asks again."""
    person, _ = await actions.speaker(work, talk)
    if answer.choice != "yes":
        return Goto("city") if answer.choice == "no" else await read_city(work, talk, answer)
    person = await actions.set_zone(work, person, talk.data["zone"])
    return Finished(messages.zone_set(work.say_to(person.reader), person))


ZONE = Dialogue(
    name="zone",
    command="/timezone",
    steps={
        "city": Step(ask_city, read_city),
        "which": Step(ask_which, read_which),
        "echo": Step(ask_echo, read_echo),
    },
)


# Language and pause ------------------------------------------------------------------------------


async def on_language(update: Update, context: BotContext) -> None:
    """`/language`."""
    async with context.begin() as work:
        person = await actions.meet(work, sender_of(update))
        say = work.say_to(person.reader)
        await work.outbox.reply(messages.choose_language(say, person, work.texts.languages))


async def on_language_button(update: Update, context: BotContext) -> None:
    """One of the languages."""
    async with context.begin() as work:
        person = await actions.meet(work, sender_of(update))
        person = await actions.set_language(work, person, context.press.arg)
        say = work.say_to(person.reader)
        await work.outbox.reply(messages.language_set(say, person), over=context.over)


async def on_pause(update: Update, context: BotContext) -> None:
    """`/pause`, alone or with a date."""
    async with context.begin() as work:
        person = await actions.meet(work, sender_of(update))
        say = work.say_to(person.reader)
        if not context.line:
            await work.outbox.reply(messages.ask_pause(say, person))
            return
        today = work.now.astimezone(person.reader.tz).date()
        until = read_date(context.line, today=today)
        if until is None or isinstance(until, Unclear) or until <= today:
            await work.outbox.reply(messages.screen(say, person, messages.not_a_date(say)))
            return
        back = datetime.combine(until, time(0), tzinfo=person.reader.tz)
        person = await actions.pause(work, person, until=back)
        await work.outbox.reply(messages.paused(say, person, is_open_ended=False))


async def on_pause_button(update: Update, context: BotContext) -> None:
    """One of the lengths: days, or 0 for an open end."""
    async with context.begin() as work:
        person = await actions.meet(work, sender_of(update))
        days = context.press.number
        until = FAR_AWAY
        if days:
            back_on = work.now.astimezone(person.reader.tz).date() + timedelta(days=days)
            until = datetime.combine(back_on, time(0), tzinfo=person.reader.tz)
        person = await actions.pause(work, person, until=until)
        say = work.say_to(person.reader)
        screen = messages.paused(say, person, is_open_ended=not days)
        await work.outbox.reply(screen, over=context.over)


async def on_resume(update: Update, context: BotContext) -> None:
    """`/resume`."""
    async with context.begin() as work:
        person = await actions.meet(work, sender_of(update))
        say = work.say_to(person.reader)
        if person.paused_until is None or person.paused_until <= work.now:
            await work.outbox.reply(messages.not_paused(say, person))
            return
        person = await actions.pause(work, person, until=None)
        await work.outbox.reply(messages.resumed(say, person))


async def on_blocked(update: Update, context: BotContext) -> None:
    """The person blocked the bot, or took it back."""
    changed = update.my_chat_member
    if changed is None:
        return
    async with context.begin() as work:
        if changed.new_chat_member.status == ChatMember.BANNED:
            await store.mark_unreachable(
                work.conn, telegram_id=changed.from_user.id, now=work.now, is_final=False
            )
