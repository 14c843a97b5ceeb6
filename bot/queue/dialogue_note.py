"""A note on an entry: in the person's words, for them alone."""

from typing import Final

from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Question, Step, Talk
from bot.people.actions import speaker
from bot.queue import actions, actions_screens, messages_entry
from bot.queue.records import Refusal, View
from bot.work import Work

NOTE: Final = "queue_note"  # the dialogue's name


async def ask_note(work: Work, talk: Talk) -> Question:
    """What is there to remember?"""
    person, say = await speaker(work, talk)
    entry = await actions.own_entry(work, person, talk.data["entry"])
    return messages_entry.ask_note(say, entry)


async def read_note(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A text, or none any more."""
    person, say = await speaker(work, talk)
    entry = await actions.own_entry(work, person, talk.data["entry"])
    is_removed = answer.choice == messages_entry.REMOVE
    text = (answer.text or "").strip()
    if not text and not is_removed:
        return Again(messages_entry.note_is_text(say))
    outcome = await actions.set_note(work, entry, "" if is_removed else text)
    if isinstance(outcome, Refusal):
        return Again(messages_entry.note_too_long(say, length=len(text)))
    view = View.from_arg(talk.data["view"])
    note = say("The note is removed.") if is_removed else say("The note is kept.")
    return Finished(await actions_screens.entry_screen(work, person, outcome, view, note=note))


TALK: Final = Dialogue(
    name=NOTE,
    command=None,
    steps={"note": Step(ask_note, read_note)},
)
