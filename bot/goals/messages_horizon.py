"""What is said when a goal's time has come, and when it was reached."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.circles.records import Circle
from bot.goals.records import Goal, Reach
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.texts import Say, lines, paragraphs
from bot.texts.say import mark

REACHES: Final = {
    Reach.NOT_BEGUN: mark("Not begun yet"),
    Reach.A_PART: mark("A part of it"),
    Reach.MOST: mark("Most of it"),
    Reach.ALL: mark("All of it"),
}


def quote(say: Say, person: Person, goal: Goal, *, horizon_on: date) -> Outgoing:
    """The goal in their own words, and how far they got."""
    scale = [
        Button(
            say.label_looked_up(text),
            "goal.reach",
            f"{goal.id}.{horizon_on.isoformat()}.{reach.value}",
        )
        for reach, text in REACHES.items()
    ]
    field = say("Field: {field}", field=goal.field) if goal.focus else None
    measure = say("How I will know: {measure}", measure=goal.measure) if goal.measure else None
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            lines(say("You wrote:"), say.quote(goal.title)),
            lines(field, measure),
            say("The day you chose for it is here. How far did you get?"),
        ),
        buttons=((scale[0], scale[1]), (scale[2], scale[3])),
        rtl=say.reader.is_rtl,
    )


def what_next(say: Say, person: Person, goal: Goal, *, horizon_on: date) -> Outgoing:
    """Not all of it: a month more, a pause, or as it is."""
    number = str(goal.id)
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            say("Goal: {goal}", goal=say.bold(goal.title)),
            lines(
                say(
                    "So far: {reach}", reach=say.looked_up(REACHES[goal.reach or Reach.NOT_BEGUN])
                ),
                say("Every step counts. How shall it go on?"),
            ),
        ),
        buttons=(
            (
                Button(
                    say.label("One more month"),
                    "goal.extend",
                    f"{number}.{horizon_on.isoformat()}",
                ),
                Button(say.label("Pause it"), "goal.state", f"{number}.paused"),
            ),
            (Button(say.label("Keep it as it is"), "goal.show", number),),
        ),
        rtl=say.reader.is_rtl,
    )


def achieved(say: Say, person: Person, goal: Goal, circles: Sequence[str]) -> Outgoing:
    """Well done; shall the circles that see the goal hear of it?"""
    number = str(goal.id)
    done = lines(
        say("Goal: {goal}", goal=say.bold(goal.title)),
        say("You reached it. That is worth a quiet moment of joy."),
    )
    back = (Button(say.label("All my goals"), "goal.list"),)
    if not circles:
        return Outgoing(to=person.chat_id, html=done, buttons=(back,), rtl=say.reader.is_rtl)
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            done, say("Shall I tell those who know of it: {circles}?", circles=say.listed(circles))
        ),
        buttons=(
            (
                Button(say.label("Yes, tell them"), "goal.cheer", number),
                Button(say.label("Keep private"), "goal.quiet", number),
            ),
            back,
        ),
        rtl=say.reader.is_rtl,
    )


def told(say: Say, person: Person, goal: Goal, circles: Sequence[str]) -> Outgoing:
    """The circles hear of it."""
    return Outgoing(
        to=person.chat_id,
        html=lines(
            say("Goal: {goal}", goal=say.bold(goal.title)),
            say("Your circles will hear of it: {circles}", circles=say.listed(circles))
            if circles
            else say("You reached it, and it stays with you."),
        ),
        buttons=((Button(say.label("All my goals"), "goal.list"),),),
        rtl=say.reader.is_rtl,
    )


def cheer(say: Say, fellow: Person, goal: Goal, *, name: str, circle: Circle) -> Outgoing:
    """A fellow member reached a goal."""
    return Outgoing(
        to=fellow.chat_id,
        html=lines(
            say("Good news from {circle}.", circle=circle.name),
            say("{name} reached a goal: {goal}", name=name, goal=say.bold(goal.title)),
        ),
        rtl=say.reader.is_rtl,
    )
