"""The line after a sitting: is the thing that was proposed for it finished?"""

from dataclasses import replace
from typing import Final

from bot.dialogue import Choice, Question
from bot.outbox.records import Button, Outgoing
from bot.queue.records import Entry, EntryState
from bot.sittings.records import Sitting
from bot.texts import Html, Say, lines, paragraphs

FINISHED: Final = "fin"  # the choice `Finished`
NOT_YET: Final = "notyet"  # the choice `Not yet`


def _line(say: Say, entry: Entry) -> Html:
    return say("And {title}?", title=say.bold(entry.resource.name))


def beside(say: Say, question: Question, entry: Entry | None) -> Question:
    """`question` with the line below it, while that waits for its answer."""
    if entry is None:
        return question
    row = (
        Choice(say.label("Finished"), FINISHED),
        Choice(say.label("Not yet"), NOT_YET),
    )
    html = paragraphs(question.html, _line(say, entry))
    return replace(question, html=html, choices=(*question.choices, row))


def below(say: Say, screen: Outgoing, sitting: Sitting, entry: Entry | None) -> Outgoing:
    """`screen` with the line below it, for who answered the other question first."""
    if entry is None:
        return screen
    number = str(sitting.row_id)
    row = (
        Button(say.label("Finished"), "check.fin", number),
        Button(say.label("Not yet"), "check.notyet", number),
    )
    html = paragraphs(screen.html, _line(say, entry))
    return replace(screen, html=html, buttons=(*screen.buttons, row))


def answered(say: Say, entry: Entry) -> Html:
    """What became of it."""
    title = say.bold(entry.resource.name)
    if entry.is_open:
        return lines(
            say("Not finished yet: {title}", title=title),
            say("It comes first at your next sitting that it fits."),
        )
    if entry.state is EntryState.DROPPED:
        return say("Dropped from your queue: {title}", title=title)
    return say("Finished: {title}", title=title)


def noted_before(say: Say, question: Question, entry: Entry | None) -> Question:
    """`question` after the line was answered: what became of it, and still the question."""
    if entry is None:
        return question
    return replace(question, html=paragraphs(answered(say, entry), question.html))
