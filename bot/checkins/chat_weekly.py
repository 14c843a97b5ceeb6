"""The three weekly questions: `/checkin`, and the buttons under them."""

from typing import Final

from telegram import Update

from bot.checkins import actions_weekly, messages, messages_weekly
from bot.checkins.chat import chosen_circle
from bot.checkins.records import Asked, Weekly
from bot.checkins.rules import takes_answers
from bot.circles import store as circle_store
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.errors import NotForYou
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.telegram.context import BotContext, sender_of
from bot.texts import Say
from bot.work import Work

WEEKLY: Final = "weekly"  # the dialogue's name
_AFTER: Final = {Asked.LEARNED: "stuck", Asked.STUCK: "focus", Asked.FOCUS: "share"}


async def on_checkin(update: Update, context: BotContext) -> None:
    """`/checkin`: the present week's questions, or the next one's, early."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if person.zone is None:
            say = work.say_to(person.reader)
            await work.outbox.reply(messages_weekly.nothing_yet(say, person))
            return
        weekly = await actions_weekly.present_weekly(work, person)
        await _begin(work, context, person, weekly)


async def on_answer(update: Update, context: BotContext) -> None:
    """`Answer`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        weekly = await actions_weekly.own_weekly(work, person, context.press.number)
        if not takes_answers(weekly, now=work.now):
            say = work.say_to(person.reader)
            await work.outbox.reply(messages_weekly.closed(say, person), over=context.over)
            return
        await _begin(work, context, person, weekly)


async def _begin(work: Work, context: BotContext, person: Person, weekly: Weekly) -> None:
    await context.talks.begin(
        work,
        chat_id=person.chat_id,
        name=WEEKLY,
        step="learned",
        data={"weekly": weekly.id},
        over=context.over,
    )


async def on_skip(update: Update, context: BotContext) -> None:
    """`Not this week`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        weekly = await actions_weekly.own_weekly(work, person, context.press.number)
        say = work.say_to(person.reader)
        if takes_answers(weekly, now=work.now):
            weekly = await actions_weekly.settle(work, person, weekly)
            screen = messages_weekly.finished(say, person, weekly)
        else:
            screen = messages_weekly.closed(say, person)
        await work.outbox.reply(screen, over=context.over)


# The talk ----------------------------------------------------------------------------------------


async def _speaker(work: Work, talk: Talk) -> tuple[Person, Weekly, Say]:
    person = await people_store.find_by_telegram_id(work.conn, talk.chat_id)
    if person is None:
        raise NotForYou
    weekly = await actions_weekly.own_weekly(work, person, talk.data["weekly"])
    return person, weekly, work.say_to(person.reader)


async def _read(work: Work, talk: Talk, answer: Answer, asked: Asked) -> Answered:
    """Keep one answer and go on; a skipped question keeps what was there."""
    person, weekly, say = await _speaker(work, talk)
    if not takes_answers(weekly, now=work.now):
        return Finished(messages_weekly.closed(say, person))
    if not answer.is_skip:
        text = answer.text or ""
        if not await actions_weekly.keep_answer(
            work, person, weekly, asked, text=text, message_id=answer.message_id
        ):
            too_long = messages.too_long(say, length=len(text))
            return Again(too_long if text else messages.a_text(say))
    if asked is not Asked.FOCUS:
        return Goto(_AFTER[asked])
    weekly = await actions_weekly.settle(work, person, weekly)
    is_private = bool(weekly.learned) and weekly.circle_id is None
    if is_private and await circle_store.list_circles_of(work.conn, person.id):
        return Goto("share")
    return Finished(messages_weekly.finished(say, person, weekly))


async def ask_learned(work: Work, talk: Talk) -> Question:
    """What was learned since the last time?"""
    person, weekly, say = await _speaker(work, talk)
    since = await actions_weekly.last_answered_on(work, person, before=weekly.on)
    today = work.now.astimezone(person.reader.tz).date()
    return messages_weekly.ask_learned(say, since=since, today=today)


async def read_learned(work: Work, talk: Talk, answer: Answer) -> Answered:
    """What was learned."""
    return await _read(work, talk, answer, Asked.LEARNED)


async def ask_stuck(work: Work, talk: Talk) -> Question:
    """Where stuck?"""
    return messages_weekly.ask_next((await _speaker(work, talk))[2], Asked.STUCK)


async def read_stuck(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Where stuck."""
    return await _read(work, talk, answer, Asked.STUCK)


async def ask_focus(work: Work, talk: Talk) -> Question:
    """Next week's focus?"""
    return messages_weekly.ask_next((await _speaker(work, talk))[2], Asked.FOCUS)


async def read_focus(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Next week's focus."""
    return await _read(work, talk, answer, Asked.FOCUS)


async def ask_share(work: Work, talk: Talk) -> Question:
    """Who may read what was learned?"""
    person, _, say = await _speaker(work, talk)
    circles = [circle for circle, _ in await circle_store.list_circles_of(work.conn, person.id)]
    return messages_weekly.ask_share(say, circles)


async def read_share(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Private, or one of their circles."""
    person, weekly, say = await _speaker(work, talk)
    chosen = await chosen_circle(work, person, say, answer)
    if chosen is None:
        return Again(messages.press_one(say))
    if isinstance(chosen, str):
        return Finished(messages_weekly.finished(say, person, weekly))
    await actions_weekly.share(work, person, weekly, chosen)
    return Finished(messages_weekly.finished(say, person, weekly, shared_with=chosen))


QUESTIONS = Dialogue(
    name=WEEKLY,
    command="/checkin",
    steps={
        "learned": Step(ask_learned, read_learned, may_skip=True),
        "stuck": Step(ask_stuck, read_stuck, may_skip=True),
        "focus": Step(ask_focus, read_focus, may_skip=True),
        "share": Step(ask_share, read_share),
    },
)
