"""What a nudge says."""

from datetime import datetime, timedelta
from typing import Final

from bot.nudges import messages_proposals, rules
from bot.nudges.records import About, Refusal
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.queue.records import Entry
from bot.sittings.records import Sitting
from bot.slots.messages import MODE_WORDS
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

SNOOZE_LABELS: Final = {15: mark("In 15 min"), 60: mark("In 1 hour")}
REFUSALS: Final = {
    Refusal.STARTED: mark("This sitting has begun already."),
    Refusal.ANSWERED: mark("This sitting is answered already; nothing was changed."),
    Refusal.OVER: mark(
        "The day of this sitting is over; nothing was changed. The next one counts."
    ),
    Refusal.PAST_MIDNIGHT: mark("That would be past midnight, and a sitting ends with its day."),
}


def screen(say: Say, person: Person, html: Html, *, buttons: Rows = ()) -> Outgoing:
    """One answer."""
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)


# The nudge ---------------------------------------------------------------------------------------


def nudge(
    say: Say,
    person: Person,
    sitting: Sitting,
    about: About,
    *,
    at: datetime,
    now: datetime,
    entry: Entry | None = None,
    note: Html | None = None,
) -> Outgoing:
    """It is time: the goal and its focus, how and how long, and what can be done.

    Args:
        say: the person's voice.
        person: who.
        sitting: which.
        about: the goal.
        at: when the message is due: snoozes are offered from then.
        now: with a lead, the sitting is still ahead.
        entry: the one thing that is proposed; None: nothing is.
        note: what is to be said in its place.
    """
    return screen(
        say,
        person,
        paragraphs(
            _title(say, sitting, now=now),
            lines(_goal(say, about), _manner(say, sitting)),
            messages_proposals.proposed(say, entry) if entry else note,
        ),
        buttons=_buttons(say, sitting, at=at, entry=entry),
    )


def _title(say: Say, sitting: Sitting, *, now: datetime) -> Html:
    if sitting.starts_at > now and not sitting.snoozes:
        begins = say.time(sitting.starts_at.astimezone(say.reader.tz).time())
        return say("<b>Your learning time begins at {time}.</b>", time=begins)
    return say("<b>It is your learning time.</b>")


def _goal(say: Say, about: About) -> Html | None:
    if about.field is not None and about.focus:
        return say(
            "Your goal: {field}, and the part you began with: {focus}.",
            field=about.field,
            focus=about.focus,
        )
    if about.field is not None:
        return say("Your goal: {field}.", field=about.field)
    if about.fields:
        return say("Your goals: {fields}.", fields=say.listed(about.fields))
    return None


def _manner(say: Say, sitting: Sitting) -> Html:
    length = say.length(timedelta(minutes=sitting.minutes))
    if sitting.mode is None:
        return say("Length: {length}.", length=length)
    mode = say.looked_up(MODE_WORDS[sitting.mode])
    return say("How: {mode}, {length}.", mode=mode, length=length)


def _buttons(say: Say, sitting: Sitting, *, at: datetime, entry: Entry | None) -> Rows:
    later = tuple(
        Button(
            say.label_looked_up(SNOOZE_LABELS[minutes]), "nudge.later", f"{sitting.arg}.{minutes}"
        )
        for minutes in rules.snoozes_offered(sitting, say.reader.tz, at=at)
    )
    rows = (
        (Button(say.label("Start"), "sit.start", sitting.arg),),
        messages_proposals.buttons(say, sitting, entry) if entry else (),
        later,
        (Button(say.label("Not today"), "sit.skip", sitting.arg),),
    )
    return tuple(row for row in rows if row)


def snoozed(say: Say, person: Person, sitting: Sitting, *, until: datetime) -> Outgoing:
    """It was put off."""
    at = say.time(until.astimezone(say.reader.tz).time())
    return screen(
        say,
        person,
        say("I will nudge you again at {time}.", time=at),
        buttons=(
            (Button(say.label("Start"), "sit.start", sitting.arg),),
            (Button(say.label("Not today"), "sit.skip", sitting.arg),),
        ),
    )


def refusal_label(say: Say, refusal: Refusal) -> str:
    """Why it was not put off, as the short answer to a press."""
    return say.label_looked_up(REFUSALS[refusal])


def refused(say: Say, person: Person, refusal: Refusal) -> Outgoing:
    """Why it was not put off, in place of the old buttons."""
    return screen(say, person, say.looked_up(REFUSALS[refusal]))
