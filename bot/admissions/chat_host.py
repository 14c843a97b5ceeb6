"""What hosts press about a newcomer whom they decide about."""

from telegram import Update

from bot.admissions import (
    actions_answers,
    actions_asking,
    actions_host,
    actions_telling,
    messages_host,
    messages_members,
    messages_words,
)
from bot.admissions.records import Admission, Decline, Outcome, Said, State
from bot.circles.records import Member, Roll
from bot.errors import NotForYou
from bot.people.actions import meet
from bot.people.records import Person
from bot.telegram.context import BotContext, sender_of
from bot.work import Work


async def _open(
    work: Work, context: BotContext, person: Person
) -> tuple[Admission, Roll, Member] | None:
    """The door for a host to what they decide; None: decided already, which is said here.

    Raises:
        NotForYou: they are no host (any more), or there is nothing of it left.
    """
    number = context.press.number
    admission, roll, member = await actions_host.as_host(work, person, number)
    if admission.person_id is None:
        raise NotForYou
    if admission.state is State.HOST:
        return admission, roll, member
    say = work.say_to(person.reader)
    if admission.is_undecided:
        screen = messages_host.not_needed(say, person)
    else:
        context.toast(messages_words.decided_already(say))
        newcomer = await actions_asking.newcomer_of(work, admission)
        outcome = Outcome(admission, roll.circle)
        screen = messages_members.decided(say, person, newcomer, outcome)
    await work.outbox.reply(screen, over=context.over)
    return None


async def on_admit(update: Update, context: BotContext) -> None:
    """`Admit`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if (found := await _open(work, context, person)) is None:
            return
        admission, roll, member = found
        outcome = await actions_host.admit(work, person, admission.id)
        say = work.say_to(person.reader)
        if outcome is None:
            context.toast(messages_host.not_enough(say), alert=True)
            screen = await actions_telling.host_screen(work, admission, roll, member, person)
        else:
            newcomer = await actions_asking.newcomer_of(work, outcome.admission)
            screen = messages_members.decided(say, person, newcomer, outcome)
        await work.outbox.reply(screen, over=context.over)


async def on_decline(update: Update, context: BotContext) -> None:
    """`Decline`: which reason?"""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if (found := await _open(work, context, person)) is None:
            return
        admission, roll, _ = found
        about = await actions_asking.request_of(work, admission, roll)
        screen = messages_host.ask_reason(work.say_to(person.reader), person, about)
        await work.outbox.reply(screen, over=context.over)


async def on_reason(update: Update, context: BotContext) -> None:
    """One of the reasons."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if (found := await _open(work, context, person)) is None:
            return
        reason = Decline(context.press.rest)
        outcome = await actions_host.decline(work, person, found[0].id, reason)
        newcomer = await actions_asking.newcomer_of(work, outcome.admission)
        say = work.say_to(person.reader)
        screen = messages_members.decided(say, person, newcomer, outcome)
        await work.outbox.reply(screen, over=context.over)


async def on_host(update: Update, context: BotContext) -> None:
    """`Back` to the decision."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if (found := await _open(work, context, person)) is None:
            return
        admission, roll, member = found
        screen = await actions_telling.host_screen(work, admission, roll, member, person)
        await work.outbox.reply(screen, over=context.over)


async def on_well(update: Update, context: BotContext) -> None:
    """A host's own vouch."""
    await _vouch(update, context, Said.WELL)


async def on_little(update: Update, context: BotContext) -> None:
    """A host's own vouch."""
    await _vouch(update, context, Said.LITTLE)


async def _vouch(update: Update, context: BotContext, said: Said) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if (found := await _open(work, context, person)) is None:
            return
        admission, roll, member = found
        outcome = await actions_answers.vouch_as_host(work, person, admission.id, said)
        say = work.say_to(person.reader)
        context.toast(messages_members.kept(say))
        if outcome.admission.state is State.HOST:
            screen = await actions_telling.host_screen(
                work, outcome.admission, roll, member, person
            )
        else:
            newcomer = await actions_asking.newcomer_of(work, outcome.admission)
            screen = messages_members.decided(say, person, newcomer, outcome)
        await work.outbox.reply(screen, over=context.over)
