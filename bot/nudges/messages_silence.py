"""What is said about a slot whose nudges were not answered: the gentle question, and its silence."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Final

from bot.nudges.messages import screen
from bot.nudges.records import Silence
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.slots.messages import timing_text
from bot.slots.records import Slot
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

RESTS: Final = {7: mark("A week"), 30: mark("A month")}


def slot_line(say: Say, slot: Slot) -> Html:
    """Which learning time."""
    return timing_text(say, slot.timing, slot.mode)


def unanswered(say: Say, person: Person, slot: Slot) -> Outgoing:
    """The gentle question after several nudges without an answer."""
    return screen(
        say,
        person,
        paragraphs(
            lines(
                say("About this learning time: {slot}.", slot=slot_line(say, slot)),
                say("The last few did not fit, and that happens. What would suit you better?"),
            ),
            say("I stay silent about it until you answer."),
        ),
        buttons=_answers(say, slot),
    )


def choose(say: Say, person: Person, slot: Slot) -> Outgoing:
    """The same four answers again, after one of them was looked at: that ended the silence."""
    return screen(
        say,
        person,
        lines(
            say("About this learning time: {slot}.", slot=slot_line(say, slot)),
            say("What would suit you better? Until you choose, I nudge you as before."),
        ),
        buttons=_answers(say, slot),
    )


def _answers(say: Say, slot: Slot) -> Rows:
    fewer = (Button(say.label("Fewer days"), "nudge.fewer", f"{slot.id}"),)
    return (
        (
            Button(say.label("Keep it"), "nudge.keep", f"{slot.id}"),
            Button(say.label("Another time"), "nudge.move", f"{slot.id}"),
        ),
        (
            *(fewer if len(slot.days) > 1 else ()),
            Button(say.label("Let it rest"), "nudge.rest", f"{slot.id}"),
        ),
    )


def _back(say: Say, slot: Slot) -> tuple[Button, ...]:
    return (Button(say.label("Back"), "nudge.back", f"{slot.id}"),)


def kept(say: Say, person: Person, slot: Slot) -> Outgoing:
    """It stays."""
    return screen(say, person, say("It stays as it is: {slot}.", slot=slot_line(say, slot)))


def changed(say: Say, person: Person, slot: Slot) -> Outgoing:
    """The slot as it is from now on."""
    return screen(
        say,
        person,
        say("From now on: {slot}.", slot=slot_line(say, slot)),
    )


def ask_time(say: Say, person: Person, slot: Slot, times: Sequence[time]) -> Outgoing:
    """Which other time of day?"""
    rows = tuple(
        (
            Button(
                say.plain(say.time(at, short=True)),
                "nudge.moveto",
                f"{slot.id}.{at.hour:02d}{at.minute:02d}",
            ),
        )
        for at in times
    )
    return screen(
        say,
        person,
        lines(
            say("Now: {slot}. Which time would be better?", slot=slot_line(say, slot)),
            say("For anything else: {command}", command=say.literal("/times")),
        ),
        buttons=(*rows, _back(say, slot)),
    )


def ask_day(say: Say, person: Person, slot: Slot, days: Sequence[int]) -> Outgoing:
    """Which day less?"""
    rows = tuple(
        (
            Button(
                say.label("Without {day}", day=say.weekday(day)), "nudge.drop", f"{slot.id}.{day}"
            ),
        )
        for day in days
    )
    return screen(
        say,
        person,
        say("Now: {slot}. Which day should go?", slot=slot_line(say, slot)),
        buttons=(*rows, _back(say, slot)),
    )


def ask_rest(say: Say, person: Person, slot: Slot) -> Outgoing:
    """For how long?"""
    rows = tuple(
        (Button(say.label_looked_up(label), "nudge.restfor", f"{slot.id}.{days}"),)
        for days, label in RESTS.items()
    )
    return screen(
        say,
        person,
        say("How long should it rest: {slot}?", slot=slot_line(say, slot)),
        buttons=(*rows, _back(say, slot)),
    )


def rests(say: Say, person: Person, *, until: datetime) -> Outgoing:
    """It is silent till then."""
    day = say.day(until.astimezone(say.reader.tz).date())
    return screen(say, person, say("It rests until {day}; then I nudge you again.", day=day))


def silence_note(say: Say, silence: Silence) -> Html:
    """Why the slot is not nudged now, on its own page."""
    if silence.until is not None:
        return say("It rests: no nudges before {day}.", day=say.day(silence.until))
    if silence.is_asked:
        return say("I am silent about it until you answer.")
    return say("In place of the next nudge I will ask what would suit you better.")


def wake_label(say: Say) -> str:
    """The button that ends the silence."""
    return say.label("Nudge me again")
