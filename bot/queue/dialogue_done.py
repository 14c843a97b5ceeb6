"""How long did it take? Asked once something is done outside of any sitting."""

from typing import Final

from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Question, Step, Talk
from bot.people.actions import speaker
from bot.queue import actions, messages_entry, rules_list
from bot.reading.slot_text import read_minutes
from bot.resources.records import LONGEST_MINUTES
from bot.work import Work

DONE: Final = "queue_done"  # the dialogue's name


async def ask_minutes(work: Work, talk: Talk) -> Question:
    """Lengths around the one that is known."""
    person, say = await speaker(work, talk)
    entry = await actions.own_entry(work, person, talk.data["entry"])
    lengths = rules_list.lengths_around(entry.resource.minutes)
    return messages_entry.ask_minutes(say, entry, lengths)


async def read_answer(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A length, pressed or typed; or none."""
    person, say = await speaker(work, talk)
    entry = await actions.own_entry(work, person, talk.data["entry"])
    if answer.is_skip:
        return Finished(messages_entry.done(say, person, entry, minutes=None))
    typed = answer.choice.removeprefix("m") if answer.choice else answer.text or ""
    minutes = read_minutes(typed)
    if minutes is None or not 1 <= minutes <= LONGEST_MINUTES:
        return Again(messages_entry.not_minutes(say))
    await actions.spend(work, person, entry, minutes=minutes)
    return Finished(messages_entry.done(say, person, entry, minutes=minutes))


TALK: Final = Dialogue(
    name=DONE,
    command=None,
    steps={"minutes": Step(ask_minutes, read_answer, may_skip=True)},
)
