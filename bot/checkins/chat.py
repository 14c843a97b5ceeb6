"""What people answer after a sitting, and how they correct it."""

from typing import Final

from telegram import Update

from bot.checkins import (
    actions,
    actions_finished,
    actions_weekly,
    messages,
    messages_finished,
    store,
)
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.dialogue import store as dialogue_store
from bot.errors import NotForYou
from bot.nudges import actions_proposals, messages_silence
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.sittings import actions as sitting_actions
from bot.sittings import messages as sitting_messages
from bot.sittings.records import Kept, Reason, Refusal, Sitting, State
from bot.slots.actions import slot_as_owner
from bot.telegram.context import BotContext, sender_of
from bot.texts import Say
from bot.texts.html import clean
from bot.work import Work

LEARNED: Final = "learned"  # the dialogue's name
FINISHED_TOLD: Final = (
    "finished"  # in its data: it was said whether the proposed thing is finished
)


async def _pressed(work: Work, update: Update, context: BotContext) -> tuple[Person, Sitting]:
    """Who pressed, and the sitting; NotForYou when it is not theirs."""
    person = await meet(work, sender_of(update))
    return person, await sitting_actions.own_sitting(work, person, context.press.number)


async def _refuse(
    work: Work, context: BotContext, person: Person, refusal: Refusal, sitting: Sitting
) -> None:
    """Say kindly what is true now; old buttons go, those of the newest screen stay."""
    say = work.say_to(person.reader)
    context.toast(sitting_messages.refusal_label(say, refusal))
    if not await sitting_actions.is_second_tap(work, sitting, refusal, over=context.over):
        screen = sitting_messages.refused(say, person, refusal)
        await work.outbox.reply(screen, over=context.over)


async def on_ask(update: Update, context: BotContext) -> None:
    """`Finished already`: the question before its time."""
    async with context.begin() as work:
        person, sitting = await _pressed(work, update, context)
        if sitting.state is not State.STARTED:
            is_answered = sitting.state is State.ANSWERED
            refusal = Refusal.ANSWERED if is_answered else Refusal.OVER
            await _refuse(work, context, person, refusal, sitting)
            return
        say = work.say_to(person.reader)
        screen = messages.ask_how(say, person, sitting, now=work.now)
        key = await work.outbox.reply(screen, over=context.over)
        await sitting_actions.set_screen(work, sitting, key=key)


async def on_done(update: Update, context: BotContext) -> None:
    """`Done`."""
    await _on_kept(update, context, Kept.DONE)


async def on_partly(update: Update, context: BotContext) -> None:
    """`Partly`."""
    await _on_kept(update, context, Kept.PARTLY)


async def _on_kept(update: Update, context: BotContext, kept: Kept) -> None:
    async with context.begin() as work:
        person, sitting = await _pressed(work, update, context)
        outcome = await actions.answer(work, person, sitting, kept, over=context.over)
        if isinstance(outcome, Refusal):
            await _refuse(work, context, person, outcome, sitting)
            return
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=LEARNED,
            step="learned",
            data={"sitting": outcome.row_id},
            over=context.over,
        )
        talk = await dialogue_store.find_talk(work.conn, chat_id=person.chat_id, name=LEARNED)
        if talk is not None:
            await sitting_actions.set_screen(work, outcome, key=talk.screen_key)


async def on_not_this_time(update: Update, context: BotContext) -> None:
    """`Not this time`: why?"""
    async with context.begin() as work:
        person, sitting = await _pressed(work, update, context)
        outcome = await actions.answer(
            work, person, sitting, Kept.NOT_THIS_TIME, over=context.over
        )
        if isinstance(outcome, Refusal):
            await _refuse(work, context, person, outcome, sitting)
            return
        say = work.say_to(person.reader)
        screen = messages.ask_reason(say, person, outcome)
        key = await work.outbox.reply(screen, over=context.over)
        await sitting_actions.set_screen(work, outcome, key=key)


async def on_why(update: Update, context: BotContext) -> None:
    """One of the reasons."""
    async with context.begin() as work:
        person, sitting = await _pressed(work, update, context)
        say = work.say_to(person.reader)
        if sitting.kept is not Kept.NOT_THIS_TIME or sitting.reason is not None:
            await _refuse(work, context, person, Refusal.ANSWERED, sitting)
            return
        slot, proposal = await actions.give_reason(work, sitting, Reason(context.press.rest))
        screen = (
            messages.reason_kept(say, person)
            if proposal is None
            else messages.propose(say, person, slot, proposal)
        )
        key = await work.outbox.reply(screen, over=context.over)
        await sitting_actions.set_screen(work, sitting, key=key)


async def on_shorter(update: Update, context: BotContext) -> None:
    """The slot is shorter from now on."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        slot = await slot_as_owner(work, person, context.press.number)
        slot = await actions.shorten(work, person, slot, minutes=int(context.press.rest))
        say = work.say_to(person.reader)
        await work.outbox.reply(messages_silence.changed(say, person, slot), over=context.over)


# One thing you learned ----------------------------------------------------------------------------


async def _speaker(work: Work, talk: Talk) -> tuple[Person, Sitting, Say]:
    person = await people_store.find_by_telegram_id(work.conn, talk.chat_id)
    if person is None:
        raise NotForYou
    sitting = await sitting_actions.own_sitting(work, person, talk.data["sitting"])
    return person, sitting, work.say_to(person.reader)


async def ask_learned(work: Work, talk: Talk) -> Question:
    """One thing you learned? And, below it, whether what was proposed is finished."""
    _, sitting, say = await _speaker(work, talk)
    question = messages.ask_learned(say, sitting.kept)
    if talk.data.get(FINISHED_TOLD):
        entry = await actions_proposals.find_entry(work, sitting)
        return messages_finished.noted_before(say, question, entry)
    entry = await actions_finished.find_open(work, sitting)
    return messages_finished.beside(say, question, entry)


async def read_learned(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A sentence, or nothing; or whether that other thing is finished."""
    person, sitting, say = await _speaker(work, talk)
    if answer.choice in {messages_finished.FINISHED, messages_finished.NOT_YET}:
        is_finished = answer.choice == messages_finished.FINISHED
        await actions_finished.answer(work, sitting, is_finished=is_finished)
        return Goto("learned", {FINISHED_TOLD: True}, keeps_buttons=True)
    if answer.is_skip:
        return await _ended(work, sitting, say, messages.answered(say, person))
    text = answer.text or ""
    kept = await actions.keep_learned(work, sitting, text=text, message_id=answer.message_id)
    if kept is None:
        return Again(messages.too_long(say, length=len(text)) if text else messages.a_text(say))
    if not await circle_store.list_circles_of(work.conn, person.id):
        return await _ended(work, sitting, say, messages.kept_private(say, person))
    return Goto("share")


async def _ended(work: Work, sitting: Sitting, say: Say, screen: Outgoing) -> Finished:
    """The end; who has not said yet whether that other thing is finished is asked there."""
    entry = await actions_finished.find_open(work, sitting)
    return Finished(messages_finished.below(say, screen, sitting, entry))


async def ask_share(work: Work, talk: Talk) -> Question:
    """Private, or with which circle?"""
    person, _, say = await _speaker(work, talk)
    circles = [circle for circle, _ in await circle_store.list_circles_of(work.conn, person.id)]
    return messages.ask_share(say, circles)


async def read_share(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Private, or one of their circles; pressed, or typed by its name."""
    person, sitting, say = await _speaker(work, talk)
    learned = await store.find_learned(work.conn, sitting.row_id)
    chosen = await chosen_circle(work, person, say, answer)
    if chosen is None:
        return Again(messages.press_one(say))
    if isinstance(chosen, str) or learned is None:
        return await _ended(work, sitting, say, messages.kept_private(say, person))
    await actions.share(work, person, learned, chosen)
    return await _ended(work, sitting, say, messages.shared_with(say, person, chosen))


async def chosen_circle(
    work: Work, person: Person, say: Say, answer: Answer
) -> Circle | str | None:
    """The circle that was chosen, `KEEP`, or None: neither; only circles they are in now."""
    circles = [circle for circle, _ in await circle_store.list_circles_of(work.conn, person.id)]
    typed = (answer.text or "").strip().casefold()
    if answer.choice == messages.KEEP or typed == say.label("Keep private").casefold():
        return messages.KEEP
    for circle in circles:
        if answer.choice == f"c{circle.id}" or (typed and typed == circle.name.casefold()):
            return circle
    return None


SHARING = Dialogue(
    name=LEARNED,
    command=None,
    steps={
        "learned": Step(ask_learned, read_learned, may_skip=True),
        "share": Step(ask_share, read_share),
    },
)


# Corrections --------------------------------------------------------------------------------------


async def on_edit(update: Update, context: BotContext) -> None:
    """An edited message: when it holds an answer, the answer follows it."""
    message = update.edited_message
    if message is None:
        return
    text = clean(message.text or "")
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        learned = await store.find_by_message(work.conn, person.id, message_id=message.message_id)
        if learned is not None:
            is_kept = await actions.correct(work, person, learned, text=text)
        else:
            found = await actions_weekly.correct(work, person, message.message_id, text=text)
            if found is None:
                return
            is_kept = found
        screen = (
            messages.corrected(say, person)
            if is_kept
            else messages.screen(say, person, messages.too_long(say, length=len(text)))
        )
        await work.outbox.reply(screen)
