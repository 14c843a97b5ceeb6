"""What people read of the three weekly questions."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.checkins import rules
from bot.checkins.messages import KEEP, screen
from bot.checkins.records import Asked, Weekly
from bot.circles.records import Circle
from bot.dialogue import Choice, Question
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

STUCK: Final = mark("Where are you stuck? If nowhere, skip.")
FOCUS: Final = mark("What is your focus for the next week?")
LABELS: Final = {
    Asked.LEARNED: mark("Learned: {text}"),
    Asked.STUCK: mark("Stuck: {text}"),
    Asked.FOCUS: mark("Next focus: {text}"),
}


def invitation(say: Say, person: Person, weekly: Weekly, *, since: date | None) -> Outgoing:
    """Three questions; `since`: when they were answered last."""
    return screen(
        say,
        person,
        paragraphs(
            say("<b>Your weekly check-in</b>"),
            lines(
                learned_question(say, since=since, today=weekly.on),
                say("Then: where you are stuck, and your next focus. Two minutes in all."),
            ),
        ),
        buttons=_buttons(say, weekly),
    )


def reminder(say: Say, person: Person, weekly: Weekly) -> Outgoing:
    """The one reminder."""
    closes = say.moment(weekly.closes_at)
    return screen(
        say,
        person,
        say("Your weekly check-in is open until {moment}. Two minutes are enough.", moment=closes),
        buttons=_buttons(say, weekly),
    )


def _buttons(say: Say, weekly: Weekly) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            Button(say.label("Answer the questions"), "week.answer", str(weekly.id)),
            Button(say.label("Not this week"), "week.skip", str(weekly.id)),
        ),
    )


def learned_question(say: Say, *, since: date | None, today: date) -> Html:
    """What was learned since then; the wording fits the gap."""
    if since is None or since >= today:
        return say("What did you learn this week?")
    if rules.is_long_ago(since, today=today):
        return say("What have you learned since {day}?", day=say.day(since, today=today))
    return say("What have you learned since {day}?", day=say.weekday(since.weekday()))


def ask_learned(say: Say, *, since: date | None, today: date) -> Question:
    """The first question."""
    return Question(say=say, html=learned_question(say, since=since, today=today))


def ask_next(say: Say, asked: Asked) -> Question:
    """The second and the third question."""
    return Question(say=say, html=say.looked_up(STUCK if asked is Asked.STUCK else FOCUS))


def ask_share(say: Say, circles: Sequence[Circle]) -> Question:
    """Who may read what was learned?"""
    rows = [(Choice(say.label("Keep private"), KEEP),)]
    rows += [
        (Choice(say.label("Share with {circle}", circle=circle.name), f"c{circle.id}"),)
        for circle in circles
    ]
    return Question(
        say=say,
        html=lines(
            say("Who may read what you learned? Your fellow members see it at once."),
            say("The rest stays yours alone."),
        ),
        choices=tuple(rows),
    )


def finished(
    say: Say, person: Person, weekly: Weekly, *, shared_with: Circle | None = None
) -> Outgoing:
    """What was answered, all together."""
    if not weekly.has_answers:
        return screen(say, person, say("Put aside. The next one comes in a week."))
    texts = {Asked.LEARNED: weekly.learned, Asked.STUCK: weekly.stuck, Asked.FOCUS: weekly.focus}
    return screen(
        say,
        person,
        paragraphs(
            say("Thank you. That is your week:"),
            *(say.looked_up(LABELS[asked], text=text) for asked, text in texts.items() if text),
            say("Shared with {circle}.", circle=shared_with.name) if shared_with else None,
            say("To correct an answer, edit your message."),
        ),
    )


def closed(say: Say, person: Person) -> Outgoing:
    """An old button of a week that is over."""
    return screen(
        say,
        person,
        lines(
            say("That week is closed."),
            say("To answer for the present one: {command}", command=say.literal("/checkin")),
        ),
    )


def nothing_yet(say: Say, person: Person) -> Outgoing:
    """Without a zone there is no week."""
    return screen(
        say,
        person,
        lines(
            say("Tell me your time zone first, so that I know your week."),
            say("Time zone: {command}", command=say.literal("/timezone")),
        ),
    )
