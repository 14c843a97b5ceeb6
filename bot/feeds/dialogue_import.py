"""The short talk that asks for a list of feeds."""

from typing import Final

from bot.dialogue.records import (
    Again,
    Answer,
    Answered,
    Dialogue,
    Finished,
    Question,
    Step,
    Talk,
)
from bot.feeds import actions_importing, messages_importing
from bot.people.actions import speaker
from bot.work import Work

NAME: Final = "feed_import"


async def ask_file(work: Work, talk: Talk) -> Question:
    """Where is it?"""
    _, say = await speaker(work, talk)
    return Question(say=say, html=messages_importing.ask(say))


async def read_file(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A file, whatever its name: what is in it tells whether it is a list."""
    person, say = await speaker(work, talk)
    if answer.file is None:
        return Again(messages_importing.not_a_file(say))
    screen = await actions_importing.bring(
        work, person, answer.file.file_id, size=answer.file.size
    )
    return Finished(screen)


IMPORT: Final = Dialogue(name=NAME, command=None, steps={"file": Step(ask_file, read_file)})
