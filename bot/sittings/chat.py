"""What people do with one sitting: start, skip, take back, move."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from telegram import Update

from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.errors import NotForYou
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.reading.slot_text import read_slot
from bot.sittings import actions, messages, rules
from bot.sittings.records import Refusal, Sitting, Target
from bot.slots.rules_instants import instant_of
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

MOVE: Final = "sit.move"  # the dialogue's name
MOST_READINGS: Final = 4  # of one typed time: morning and evening, today and tomorrow


async def _pressed(work: Work, update: Update, context: BotContext) -> tuple[Person, Sitting]:
    """Who pressed, and the sitting that the button is about.

    Raises:
        NotForYou: it is not theirs, or there is none on that date any more.
    """
    person = await meet(work, sender_of(update))
    on = date.fromisoformat(context.press.rest)
    return person, await actions.own_sitting_on(work, person, context.press.number, on)


async def _refuse(
    work: Work, context: BotContext, person: Person, refusal: Refusal, sitting: Sitting | None
) -> None:
    """Say kindly what is true now; old buttons go, those of the newest screen stay."""
    say = work.say_to(person.reader)
    context.toast(messages.refusal_label(say, refusal))
    if not await actions.is_second_tap(work, sitting, refusal, over=context.over):
        await work.outbox.reply(messages.refused(say, person, refusal), over=context.over)


async def begin(work: Work, update: Update, context: BotContext) -> tuple[Person, Sitting] | None:
    """`Start`, under a nudge or in today's list; None: it was not begun, and they were told why.

    The button is registered by nudges, which know what is proposed for the sitting.
    """
    person, sitting = await _pressed(work, update, context)
    outcome = await actions.start(work, person, sitting)
    if isinstance(outcome, Refusal):
        await _refuse(work, context, person, outcome, sitting)
        return None
    await actions.let_go_of_screen(work, person, outcome, over=context.over)
    return person, outcome


async def show_begun(work: Work, context: BotContext, sitting: Sitting, screen: Outgoing) -> None:
    """Show what is said of a sitting that has begun, and remember where its buttons are."""
    key = await work.outbox.reply(screen, over=context.over)
    await actions.set_screen(work, sitting, key=key)


async def on_skip(update: Update, context: BotContext) -> None:
    """`Skip`, or `Not today` under a nudge."""
    async with context.begin() as work:
        person, sitting = await _pressed(work, update, context)
        outcome = await actions.skip(work, person, sitting)
        await _skipped(work, context, person, outcome, sitting)


async def on_skip_next(update: Update, context: BotContext) -> None:
    """Skip the next sitting of a slot."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        slot = await actions.own_slot(work, person, context.press.number)
        await _skipped(work, context, person, await actions.skip_next(work, person, slot), None)


async def _skipped(
    work: Work,
    context: BotContext,
    person: Person,
    outcome: Sitting | Refusal,
    sitting: Sitting | None,
) -> None:
    if isinstance(outcome, Refusal):
        await _refuse(work, context, person, outcome, sitting)
        return
    await actions.let_go_of_screen(work, person, outcome, over=context.over)
    say = work.say_to(person.reader)
    screen = messages.skipped(say, person, outcome, may_undo=True)
    await work.outbox.reply(screen, over=context.over)


async def on_unskip(update: Update, context: BotContext) -> None:
    """Take a skip back."""
    async with context.begin() as work:
        person, sitting = await _pressed(work, update, context)
        outcome = await actions.unskip(work, person, sitting)
        if isinstance(outcome, Refusal):
            await _refuse(work, context, person, outcome, sitting)
            return
        say = work.say_to(person.reader)
        await work.outbox.reply(messages.unskipped(say, person, outcome), over=context.over)


# Moving one ---------------------------------------------------------------------------------------


async def on_move(update: Update, context: BotContext) -> None:
    """`Move`: to another time, once."""
    async with context.begin() as work:
        person, sitting = await _pressed(work, update, context)
        slot = await actions.own_slot(work, person, sitting.slot_id)
        # A time that surely is free tells whether it may be moved at all.
        refusal = rules.refuse_move(sitting, work.now + _A_MINUTE, others=(), now=work.now)
        if refusal is not None or slot.ended_at is not None:
            await _refuse(work, context, person, refusal or Refusal.NOT_PLANNED, sitting)
            return
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=MOVE,
            step="when",
            data={"slot": sitting.slot_id, "on": sitting.on.isoformat()},
            over=context.over,
        )


_A_MINUTE: Final = timedelta(minutes=1)


async def _talked_about(work: Work, talk: Talk) -> tuple[Person, Sitting]:
    person = await people_store.find_by_telegram_id(work.conn, talk.chat_id)
    if person is None:
        raise NotForYou
    on = date.fromisoformat(talk.data["on"])
    return person, await actions.own_sitting_on(work, person, talk.data["slot"], on)


async def ask_when(work: Work, talk: Talk) -> Question:
    """When instead?"""
    person, sitting = await _talked_about(work, talk)
    choices = await actions.free_moves(work, person, sitting)
    return messages.ask_move(work.say_to(person.reader), sitting, choices)


async def read_when(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of the buttons, or a time that was typed."""
    person, sitting = await _talked_about(work, talk)
    say = work.say_to(person.reader)
    if answer.choice is not None:
        target = (await actions.free_moves(work, person, sitting)).get(answer.choice)
        if target is None:
            return Again(say.looked_up(messages.REFUSALS[Refusal.IN_THE_PAST]))
        return await _move(work, person, sitting, target)
    targets = targets_in(
        answer.text or "", day=rules.day_of(sitting, person.reader.tz), zone=person.reader.tz,
        now=work.now,
    )  # fmt: skip
    match targets:
        case []:
            return Again(messages.not_a_time(say))
        case [target]:
            return await _move(work, person, sitting, target)
        case _:
            return Goto("which", {"targets": [_written(target) for target in targets]})


async def ask_which(work: Work, talk: Talk) -> Question:
    """A typed time that means two."""
    person, _ = await _talked_about(work, talk)
    targets = {f"t{n}": _read(written) for n, written in enumerate(talk.data["targets"])}
    return messages.ask_which_time(work.say_to(person.reader), targets)


async def read_which(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of them, or another time typed."""
    if answer.choice is None:
        return await read_when(work, talk, answer)
    person, sitting = await _talked_about(work, talk)
    written = talk.data["targets"][int(answer.choice.removeprefix("t"))]
    return await _move(work, person, sitting, _read(written))


async def _move(work: Work, person: Person, sitting: Sitting, target: Target) -> Answered:
    slot = await actions.own_slot(work, person, sitting.slot_id)
    outcome = await actions.move(work, person, sitting, slot, target)
    say = work.say_to(person.reader)
    if isinstance(outcome, Refusal):
        return Again(say.looked_up(messages.REFUSALS[outcome]))
    return Finished(messages.moved(say, person, outcome))


def targets_in(text: str, *, day: date, zone: ZoneInfo, now: datetime) -> list[Target]:
    """What a typed time can mean: on the sitting's own day unless a weekday is named; only ahead."""
    today = now.astimezone(zone).date()
    typed = read_slot(text, today=today.weekday())
    readings = [
        replace(typed, days=choice.days or typed.days, start=choice.start or typed.start)
        for asked in typed.asks
        for choice in asked.choices
    ] or [typed]
    found: list[Target] = []
    for reading in readings:
        if reading.start is None or len(reading.days) > 1:
            continue
        on = day
        if reading.days:
            (weekday,) = reading.days
            on = today + timedelta(days=(weekday - today.weekday()) % 7)
        target = Target(on, reading.start)
        at = instant_of(target.start, zone, target.on)
        if at is not None and at > now and target not in found:
            found.append(target)
    return found[:MOST_READINGS]


def _written(target: Target) -> str:
    return f"{target.on.isoformat()} {target.start.isoformat('minutes')}"


def _read(written: str) -> Target:
    moment = datetime.fromisoformat(written)
    return Target(moment.date(), moment.time())


MOVING = Dialogue(
    name=MOVE,
    command=None,
    steps={"when": Step(ask_when, read_when), "which": Step(ask_which, read_which)},
)
