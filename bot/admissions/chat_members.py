"""What members answer about a newcomer: five buttons, and changing one's mind."""

from telegram import Update

from bot.admissions import actions_answers, actions_asking, messages_members, messages_words
from bot.admissions.actions_answers import Inside
from bot.admissions.dialogue_words import CONCERN_NAME, QUESTION_NAME, STEP
from bot.admissions.records import LATE_CONCERNS, Outcome, Said
from bot.people.actions import meet
from bot.people.records import Person
from bot.telegram.context import BotContext, sender_of
from bot.work import Work


async def on_well(update: Update, context: BotContext) -> None:
    """`I know them well`."""
    await _answer(update, context, Said.WELL)


async def on_little(update: Update, context: BotContext) -> None:
    """`I know them a little`."""
    await _answer(update, context, Said.LITTLE)


async def on_unknown(update: Update, context: BotContext) -> None:
    """`I don't know them`."""
    await _answer(update, context, Said.UNKNOWN)


async def _answer(update: Update, context: BotContext, said: Said) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        inside = await actions_answers.as_asked(work, person, context.press.number)
        if not inside.admission.is_undecided:
            await _too_late(work, context, person, inside)
            return
        outcome = await actions_answers.answer(
            work, person, inside.admission.id, said, over=context.over
        )
        say = work.say_to(person.reader)
        context.toast(messages_members.kept(say))
        newcomer = await actions_asking.newcomer_of(work, outcome.admission)
        if outcome.admission.is_undecided:
            about = await actions_asking.request_of(work, outcome.admission, inside.roll)
            screen = messages_members.answered(say, person, about, said)
        else:
            screen = messages_members.decided(say, person, newcomer, outcome)
        await work.outbox.reply(screen, over=context.over)


async def _too_late(work: Work, context: BotContext, person: Person, inside: Inside) -> None:
    """Decided already: say so, and let the buttons go."""
    say = work.say_to(person.reader)
    context.toast(messages_words.decided_already(say))
    newcomer = await actions_asking.newcomer_of(work, inside.admission)
    outcome = Outcome(inside.admission, inside.roll.circle)
    screen = messages_members.decided(say, person, newcomer, outcome)
    await work.outbox.reply(screen, over=context.over)


async def on_again(update: Update, context: BotContext) -> None:
    """`Change my answer`: the question once more."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        inside = await actions_answers.as_asked(work, person, context.press.number)
        if not inside.admission.is_undecided:
            await _too_late(work, context, person, inside)
            return
        about = await actions_asking.request_of(work, inside.admission, inside.roll)
        screen = messages_members.request(work.say_to(person.reader), person, about)
        await work.outbox.reply(screen, over=context.over)


async def on_concern(update: Update, context: BotContext) -> None:
    """`I have a concern`: its text is asked in a message of its own, the question stays."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        inside = await actions_answers.as_asked(work, person, context.press.number)
        # Once the members have decided for them, a concern still reaches the hosts, as a note.
        is_late = inside.admission.state in LATE_CONCERNS
        if not inside.admission.is_undecided and not is_late:
            await _too_late(work, context, person, inside)
            return
        if is_late:
            context.toast(messages_words.decided_already(work.say_to(person.reader)))
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=CONCERN_NAME,
            step=STEP,
            data={"admission": inside.admission.id},
        )


async def on_ask(update: Update, context: BotContext) -> None:
    """`Ask them something`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        inside = await actions_answers.as_asked(work, person, context.press.number)
        if not inside.admission.is_undecided:
            await _too_late(work, context, person, inside)
            return
        refusal = await actions_answers.refuse_question(work, inside)
        if refusal is not None:
            context.toast(
                messages_words.not_relayed(work.say_to(person.reader), refusal), alert=True
            )
            return
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=QUESTION_NAME,
            step=STEP,
            data={"admission": inside.admission.id},
        )
