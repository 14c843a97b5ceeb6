"""What people read of one entry, and what they can do with it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.dialogue import Choice, Question
from bot.goals.records import Goal
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.queue.messages import details, screen, to_list
from bot.queue.records import LONGEST_NOTE, Entry, EntryState, Later, View
from bot.reading.links import is_openable
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

LATERS: Final = {
    Later.DAY: mark("Tomorrow"),
    Later.WEEK: mark("In a week"),
    Later.MONTH: mark("In a month"),
}
REMOVE: Final = "remove"  # the choice "Remove the note"


def entry_screen(
    say: Say,
    person: Person,
    entry: Entry,
    view: View,
    *,
    goal: Goal | None,
    may_share: bool = False,
    today: date,
    note: Html | None = None,
) -> Outgoing:
    """One entry.

    Args:
        say: the person's voice.
        person: who.
        entry: which.
        view: the page that it was opened from.
        goal: what it is for.
        may_share: whether the person is in a circle.
        today: the person's local date.
        note: what was done just now.
    """
    rows = (
        _open_rows(say, entry, view, today=today)
        if entry.is_open
        else _ended_rows(say, entry, view)
    )
    share = (Button(say.label("Share with a circle"), "res.share", str(entry.resource.id)),)
    rows = (*rows, share) if may_share else rows
    html = paragraphs(note, _told(say, entry, goal, today=today))
    return screen(say, person, html, buttons=(*rows, (to_list(say, view),)))


def _told(say: Say, entry: Entry, goal: Goal | None, *, today: date) -> Html:
    resource = entry.resource
    goals = {goal.id: goal} if goal else {}
    return paragraphs(
        lines(
            say("Title: {title}", title=say.bold(resource.title)) if resource.title else None,
            say("Link: {url}", url=say.literal(resource.url)),
            details(say, entry, goals),
            say("Tags: {tags}", tags=say.listed(resource.tags)) if resource.tags else None,
            say("Why: {why}", why=resource.why) if resource.why else None,
        ),
        lines(say("Your note:"), say.quote(entry.note)) if entry.note else None,
        lines(*_history(say, entry, today=today)),
    )


def _history(say: Say, entry: Entry, *, today: date) -> list[Html]:
    zone = say.reader.tz
    ended = (
        say.day(entry.ended_at.astimezone(zone).date(), today=today) if entry.ended_at else None
    )
    told = [say("Added: {day}", day=say.day(entry.added_at.astimezone(zone).date(), today=today))]
    if entry.started_at is not None:
        begun = say.day(entry.started_at.astimezone(zone).date(), today=today)
        told.append(say("Begun: {day}", day=begun))
    if ended is not None and entry.state is EntryState.DONE:
        told.append(say("Done: {day}", day=ended))
    if ended is not None and entry.state is EntryState.DROPPED:
        told.append(say("Dropped: {day}", day=ended))
    if entry.minutes_spent:
        spent = say.length(timedelta(minutes=entry.minutes_spent))
        told.append(say("Time spent: {length}", length=spent))
    if entry.later_on is not None and entry.later_on > today:
        told.append(say("Put off until: {day}", day=say.day(entry.later_on, today=today)))
    if entry.refused_at is not None and entry.is_open:
        told.append(say("You wanted something else once, so no nudge proposes it."))
    return told


def _open_rows(say: Say, entry: Entry, view: View, *, today: date) -> Rows:
    arg = f"{entry.id}.{view.arg}"
    start = Button(say.label("Start"), "queue.start", arg)
    done = Button(say.label_within("queue", "Done"), "queue.done", arg)
    is_put_off = entry.later_on is not None and entry.later_on > today
    later = (
        Button(say.label("Show it now"), "queue.now", arg)
        if is_put_off
        else Button(say.label("Later"), "queue.later", arg)
    )
    note = say.label("Change the note") if entry.note else say.label("Note")
    again = (Button(say.label("Propose it again"), "queue.again", arg),)
    return (
        (*_opened(say, entry), *((start,) if entry.state is EntryState.WAITING else ()), done),
        (later, Button(say.label("Drop"), "queue.drop", arg)),
        (
            Button(say.label("To the top"), "queue.top", arg),
            Button(say.label("Up"), "queue.up", arg),
            Button(say.label("Down"), "queue.down", arg),
        ),
        (Button(note, "queue.note", arg),),
        *((again,) if entry.refused_at is not None else ()),
    )


def _ended_rows(say: Say, entry: Entry, view: View) -> Rows:
    back = Button(say.label("Bring back"), "queue.back", f"{entry.id}.{view.arg}")
    return ((*_opened(say, entry), back),)


def _opened(say: Say, entry: Entry) -> tuple[Button, ...]:
    """The button that opens it, where Telegram takes such an address."""
    url = entry.resource.url
    return (Button(say.label("Open"), url=url),) if is_openable(url) else ()


def ask_later(say: Say, person: Person, entry: Entry, view: View) -> Outgoing:
    """Until when?"""
    choices = tuple(
        Button(say.label_looked_up(label), "queue.until", f"{entry.id}.{later.value}.{view.arg}")
        for later, label in LATERS.items()
    )
    back = Button(say.label("Back"), "queue.open", f"{entry.id}.{view.arg}")
    return screen(
        say,
        person,
        lines(
            say("Title: {title}", title=say.bold(entry.resource.name)),
            say("When shall I show it again?"),
        ),
        buttons=(choices, (back,)),
    )


def put_off(say: Say, person: Person, entry: Entry, view: View, *, today: date) -> Outgoing:
    """It comes back on that date."""
    day = say.day(entry.later_on or today, today=today)
    now = Button(say.label("Show it now"), "queue.now", f"{entry.id}.{view.arg}")
    return screen(
        say,
        person,
        lines(
            say("Put off until: {day}", day=day),
            say("Title: {title}", title=say.bold(entry.resource.name)),
        ),
        buttons=((now, to_list(say, view)),),
    )


def dropped(say: Say, person: Person, entry: Entry, view: View) -> Outgoing:
    """It is off the list."""
    undo = Button(
        say.label_within("queue", "Take it back"), "queue.undrop", f"{entry.id}.{view.arg}"
    )
    return screen(
        say,
        person,
        say("Dropped from your queue: {title}", title=say.bold(entry.resource.name)),
        buttons=((undo, to_list(say, view)),),
    )


# Done --------------------------------------------------------------------------------------------


def ask_minutes(say: Say, entry: Entry, lengths: Sequence[int]) -> Question:
    """How long did it take?"""
    choices = tuple(
        Choice(say.label_n("{n} min", "{n} min", n=minutes), f"m{minutes}") for minutes in lengths
    )
    return Question(
        say=say,
        html=lines(
            say("Done: {title}", title=say.bold(entry.resource.name)),
            say("How long did it take, outside of your learning times? Press one, or type it."),
        ),
        choices=(choices,),
    )


def not_minutes(say: Say) -> Html:
    """A length that was not understood."""
    return say("I could not read that length. For example: {example}.",
               example=say.label("25 minutes"))  # fmt: skip


def done(say: Say, person: Person, entry: Entry, *, minutes: int | None) -> Outgoing:
    """It is got through; what counts of it."""
    counted = None
    if minutes is not None:
        counted = say("In your progress: {length}.", length=say.length(timedelta(minutes=minutes)))
    return _done(say, person, entry, counted)


def done_in_sitting(say: Say, person: Person, entry: Entry) -> Outgoing:
    """It is got through, while a sitting goes on."""
    return _done(say, person, entry, say("Its time counts with the sitting that goes on now."))


def _done(say: Say, person: Person, entry: Entry, counted: Html | None) -> Outgoing:
    return screen(
        say,
        person,
        lines(say("Done: {title}", title=say.bold(entry.resource.name)), counted),
        buttons=((to_list(say),),),
    )


# Notes -------------------------------------------------------------------------------------------


def ask_note(say: Say, entry: Entry) -> Question:
    """What is there to remember?"""
    has_note = bool(entry.note)
    return Question(
        say=say,
        html=paragraphs(
            say("Title: {title}", title=say.bold(entry.resource.name)),
            lines(say("Your note:"), say.quote(entry.note)) if has_note else None,
            say("How should it read now? Only you see it.")
            if has_note
            else say("What do you want to remember about it? Only you see it."),
        ),
        choices=((Choice(say.label("Remove the note"), REMOVE),),) if has_note else (),
    )


def note_too_long(say: Say, *, length: int) -> Html:
    """A note that does not fit."""
    return say(
        "That has {length} characters; at most {most} fit. Please say it in fewer words.",
        length=length,
        most=LONGEST_NOTE,
    )


def note_is_text(say: Say) -> Html:
    """A picture or a sticker came where words are wanted."""
    return say("A note is a text. Please write it.")
