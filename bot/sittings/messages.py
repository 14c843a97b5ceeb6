"""What people read about one sitting: started, skipped, moved, and why not."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialogue import Choice, Question
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.sittings.records import Refusal, Sitting, State, Target
from bot.slots.rules_instants import instant_of
from bot.texts import Html, Say, lines
from bot.texts.say import mark

REFUSALS: Final = {
    Refusal.STARTED: mark("This sitting has begun already."),
    Refusal.ANSWERED: mark("This sitting is answered already; nothing was changed."),
    Refusal.OVER: mark(
        "The day of this sitting is over; nothing was changed. The next one counts."
    ),
    Refusal.NOT_PLANNED: mark("There is no sitting ahead that could be skipped."),
    Refusal.IN_THE_PAST: mark("That time has passed. Pick one that lies ahead."),
    Refusal.TOO_FAR: mark(
        "That is more than a week away. Pick a time within the next seven days."
    ),
    Refusal.TOO_CLOSE: mark(
        "Another sitting of this learning time is within eight hours of that. Pick another time, or skip "
        "this one."
    ),
}
MOVES: Final = {
    "plus1": mark("An hour later"),
    "plus2": mark("Two hours later"),
    "evening": mark("That evening, at eight"),
    "tomorrow": mark("The next day, same time"),
}
EXAMPLE: Final = time(18, 30)
HOME_AHEAD: Final = "home.upcoming"  # the home slice's list of what comes


def screen(say: Say, person: Person, html: Html, *, buttons: Rows = ()) -> Outgoing:
    """One answer."""
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)


def refusal_label(say: Say, refusal: Refusal) -> str:
    """Why nothing was changed, for the short answer to a press."""
    return say.label_looked_up(REFUSALS[refusal])


def refused(say: Say, person: Person, refusal: Refusal) -> Outgoing:
    """Why nothing was changed, in place of a screen that is out of date."""
    return screen(say, person, say.looked_up(REFUSALS[refusal]))


def started(say: Say, person: Person, sitting: Sitting, *, now: datetime) -> Outgoing:
    """It has begun; when its check-in comes."""
    zone = say.reader.tz
    begun = (sitting.started_at or now).astimezone(zone).time()
    asked = (sitting.check_at or now).astimezone(zone).time()
    return screen(
        say,
        person,
        lines(
            say("Begun at {time}. Enjoy it.", time=say.time(begun)),
            say("At {time} I will ask how it went.", time=say.time(asked)),
        ),
        buttons=((Button(say.label("Finished already"), "check.ask", f"{sitting.row_id}"),),),
    )


def skipped(say: Say, person: Person, sitting: Sitting, *, may_undo: bool) -> Outgoing:
    """It is left out, and does not count."""
    undo = (Button(say.label("Take it back"), "sit.unskip", sitting.arg),)
    ahead = (Button(say.label("What comes next"), HOME_AHEAD),)
    return screen(
        say,
        person,
        say("Skipped: {moment}. It counts neither for nor against you.",
            moment=say.moment(sitting.starts_at)),
        buttons=(undo, ahead) if may_undo else (ahead,),
    )  # fmt: skip


def unskipped(say: Say, person: Person, sitting: Sitting) -> Outgoing:
    """The skip was taken back."""
    rows: list[tuple[Button, ...]] = []
    if sitting.state is State.NUDGED:
        rows.append((Button(say.label("Start"), "sit.start", sitting.arg),))
    rows.append((Button(say.label("What comes next"), HOME_AHEAD),))
    return screen(
        say,
        person,
        say("It is planned again: {moment}.", moment=say.moment(sitting.starts_at)),
        buttons=tuple(rows),
    )


def moved(say: Say, person: Person, sitting: Sitting) -> Outgoing:
    """It begins at another time, once."""
    return screen(
        say,
        person,
        lines(
            say("Moved to {moment}, this once.", moment=say.moment(sitting.starts_at)),
            say("The weekly time stays as it is."),
        ),
        buttons=((Button(say.label("What comes next"), HOME_AHEAD),),),
    )


def ask_move(say: Say, sitting: Sitting, choices: Mapping[str, Target]) -> Question:
    """When instead?"""
    return Question(
        say=say,
        html=lines(
            say("This sitting begins: {moment}.", moment=say.moment(sitting.starts_at)),
            say(
                "When instead, just this once? Press one, or type a time such as {example}.",
                example=say.time(EXAMPLE),
            ),
        ),
        choices=tuple((Choice(say.label_looked_up(MOVES[name]), name),) for name in choices),
    )


def ask_which_time(say: Say, targets: Mapping[str, Target]) -> Question:
    """A typed time that means two."""
    zone = ZoneInfo(say.reader.zone)
    choices = []
    for name, target in targets.items():
        at = instant_of(target.start, zone, target.on)
        if at is not None:
            choices.append((Choice(say.plain(say.moment(at)), name),))
    return Question(say=say, html=say("Which one?"), choices=tuple(choices))


def not_a_time(say: Say) -> Html:
    """A time that was not understood."""
    return say("I could not read that time. For example: {example}.", example=say.time(EXAMPLE))


def buttons_of(say: Say, sitting: Sitting, *, may_start: bool) -> tuple[Button, ...]:
    """What can be done with a sitting in a list of them."""
    if sitting.state is State.SKIPPED:
        return (Button(say.label("Take it back"), "sit.unskip", sitting.arg),)
    if sitting.state is State.STARTED:
        return (Button(say.label("Finished already"), "check.ask", f"{sitting.row_id}"),)
    start = Button(say.label("Start"), "sit.start", sitting.arg)
    skip = Button(say.label("Skip"), "sit.skip", sitting.arg)
    move = Button(say.label("Move"), "sit.move", sitting.arg)
    if sitting.state is State.PLANNED:
        return (start, skip, move) if may_start else (skip, move)
    return (start,) if may_start and sitting.state in {State.NUDGED, State.EXPIRED} else ()
