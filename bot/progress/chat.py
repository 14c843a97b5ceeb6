"""`/progress`, and the correction of what was learned."""

from typing import Final

from telegram import Update

from bot.checkins import actions as checkin_actions
from bot.checkins import store as checkin_store
from bot.checkins.records import Learned
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Question, Step, Talk
from bot.errors import NotForYou
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.progress import actions, messages
from bot.telegram.context import BotContext, sender_of
from bot.work import Work


async def progress_screen(work: Work, person: Person) -> Outgoing:
    """The progress as it stands."""
    told = await actions.look(work, person)
    return messages.progress(work.say_to(person.reader), person, told)


async def on_progress(update: Update, context: BotContext) -> None:
    """`/progress`, or its button."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await work.outbox.reply(await progress_screen(work, person), over=context.over)


async def on_correct(update: Update, context: BotContext) -> None:
    """`Correct`: what was learned is asked again."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        learned = await _own(work, person, context.press.number)
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=CORRECTION.name,
            step="text",
            data={"sitting": learned.sitting_id},
            over=context.over,
        )


async def _own(work: Work, person: Person, sitting_id: int) -> Learned:
    learned = await checkin_store.find_learned(work.conn, sitting_id)
    if learned is None or learned.person_id != person.id:
        raise NotForYou
    return learned


async def _talked_about(work: Work, talk: Talk) -> tuple[Person, Learned]:
    person = await people_store.find_by_telegram_id(work.conn, talk.chat_id)
    if person is None:
        raise NotForYou
    return person, await _own(work, person, talk.data["sitting"])


async def ask_text(work: Work, talk: Talk) -> Question:
    """How should it read?"""
    person, learned = await _talked_about(work, talk)
    return messages.ask_correction(work.say_to(person.reader), learned)


async def read_text(work: Work, talk: Talk, answer: Answer) -> Answered:
    """The same thing in better words; those it was shared with see it too."""
    person, learned = await _talked_about(work, talk)
    text = answer.text or ""
    if not await checkin_actions.correct(work, person, learned, text=text):
        return Again(messages.not_kept(work.say_to(person.reader), length=len(text.strip())))
    return Finished(await progress_screen(work, person))


CORRECTION: Final = Dialogue(
    name="correction", command="/progress", steps={"text": Step(ask_text, read_text)}
)
