"""What people read after a sitting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.checkins.records import LONGEST_TEXT, Proposal
from bot.circles.records import Circle
from bot.dialogue import Choice, Question
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.sittings.records import Kept, Reason, Sitting
from bot.slots.messages import timing_text
from bot.slots.records import Slot
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

KEEP: Final = "keep"  # the choice "Keep private"
REASONS: Final = {
    Reason.TIME: mark("No time"),
    Reason.ENERGY: mark("No energy"),
    Reason.TOO_HARD: mark("Too hard"),
    Reason.FORGOT: mark("I forgot"),
    Reason.OTHER: mark("Another reason"),
}


def screen(say: Say, person: Person, html: Html, *, buttons: Rows = ()) -> Outgoing:
    """One answer."""
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)


def ask_how(say: Say, person: Person, sitting: Sitting, *, now: datetime) -> Outgoing:
    """How did it go? The wording fits how long ago it was."""
    begun = (sitting.started_at or sitting.starts_at).astimezone(say.reader.tz)
    if begun.date() == now.astimezone(say.reader.tz).date():
        question = say("How did your sitting of {time} go?", time=say.time(begun.time()))
    else:
        question = say("How did your sitting go? It began: {moment}.", moment=say.moment(begun))
    number = str(sitting.row_id)
    return screen(
        say,
        person,
        question,
        buttons=(
            (
                Button(say.label_within("sitting", "Done"), "check.done", number),
                Button(say.label("Partly"), "check.partly", number),
            ),
            (Button(say.label("Not this time"), "check.not", number),),
        ),
    )


def ask_reason(say: Say, person: Person, sitting: Sitting) -> Outgoing:
    """What got in the way? No guilt in it."""
    buttons = [
        Button(say.label_looked_up(label), "check.why", f"{sitting.row_id}.{reason.value}")
        for reason, label in REASONS.items()
    ]
    return screen(
        say,
        person,
        lines(say("That happens. What was in the way?"), say("It helps to find a better time.")),
        buttons=(tuple(buttons[:2]), tuple(buttons[2:4]), tuple(buttons[4:])),
    )


def reason_kept(say: Say, person: Person) -> Outgoing:
    """Noted."""
    return screen(say, person, say("Noted. The next sitting is a new one."))


def propose(say: Say, person: Person, slot: Slot, proposal: Proposal) -> Outgoing:
    """The same reason, three times: what may help."""
    first: list[Button] = []
    if proposal.may_move:
        first.append(Button(say.label("Another time"), "nudge.move", f"{slot.id}"))
    if proposal.minutes is not None:
        shorter = say.label_n("{n} minute instead", "{n} minutes instead", n=proposal.minutes)
        first.append(Button(shorter, "check.shorter", f"{slot.id}.{proposal.minutes}"))
    return screen(
        say,
        person,
        paragraphs(
            say("Noted. That was the same reason three times in a row."),
            lines(
                say("This learning time: {slot}.", slot=timing_text(say, slot.timing, slot.mode)),
                say("Shall we change it?"),
            ),
        ),
        buttons=(tuple(first), (Button(say.label("Keep it"), "nudge.keep", f"{slot.id}"),)),
    )


# One thing you learned ----------------------------------------------------------------------------


def ask_learned(say: Say, kept: Kept | None) -> Question:
    """One thing you learned?"""
    first = (
        say("Well done. What is one thing you learned?")
        if kept is Kept.DONE
        else say("A part counts too. What is one thing you learned?")
    )
    return Question(
        say=say,
        html=lines(first, say("A sentence is enough. Nobody sees it unless you share it.")),
    )


def ask_share(say: Say, circles: Sequence[Circle]) -> Question:
    """Who may see it?"""
    rows = [(Choice(say.label("Keep private"), KEEP),)]
    rows += [
        (Choice(say.label("Share with {circle}", circle=circle.name), f"c{circle.id}"),)
        for circle in circles
    ]
    return Question(
        say=say, html=say("Who may see it? Your fellow members see it at once."),
        choices=tuple(rows),
    )  # fmt: skip


def press_one(say: Say) -> Html:
    """Something was typed where a button is wanted."""
    return say("Please press one of the buttons above.")


def a_text(say: Say) -> Html:
    """A picture or a sticker came where words are wanted."""
    return say("Please write it as a text, or skip.")


def too_long(say: Say, *, length: int) -> Html:
    """An answer that does not fit."""
    return say(
        "That has {length} characters; at most {most} fit. Please say it in fewer words.",
        length=length,
        most=LONGEST_TEXT,
    )


def answered(say: Say, person: Person) -> Outgoing:
    """Kept, without a text."""
    return screen(say, person, say("Noted. It counts in your progress."))


def kept_private(say: Say, person: Person) -> Outgoing:
    """Kept for its author."""
    return screen(
        say,
        person,
        lines(say("Noted, for you only."), say("To correct it, edit your message.")),
    )


def shared_with(say: Say, person: Person, circle: Circle) -> Outgoing:
    """Shared."""
    return screen(
        say,
        person,
        lines(
            say("Shared with {circle}.", circle=circle.name),
            say("To correct it, edit your message."),
        ),
    )


def shared(say: Say, fellow: Person, author: Person, circle: Circle, text: str) -> Outgoing:
    """What a fellow member reads."""
    return screen(
        say,
        fellow,
        lines(
            say("Circle: {circle}", circle=say.bold(circle.name)),
            say("One thing learned, by {name}:", name=author.name),
            say.quote(text),
        ),
    )


def corrected(say: Say, person: Person) -> Outgoing:
    """An edited message was read."""
    return screen(say, person, say("Corrected."))
