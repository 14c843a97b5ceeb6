"""What is said after Halqa was away."""

from bot.nudges.messages import screen
from bot.nudges.records import Absence, Cause
from bot.outbox.records import Outgoing
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs


def line(say: Say, person: Person, absence: Absence) -> Outgoing:
    """The one line: what did not go out, what comes late, what is lost."""
    return screen(say, person, paragraphs(_missed(say, absence), _lost(say, absence)))


def _missed(say: Say, absence: Absence) -> Html | None:
    waits = Cause.WAITS in absence.causes
    comes = (
        say("What waited for you meanwhile comes now, one message a minute.") if waits else None
    )
    if Cause.NUDGE in absence.causes:
        return lines(
            say("I could not write to you for a while, and a nudge for a learning time did not go "
                "out. It does not count; the next ones come as planned."),
            comes,
            say("Today's sittings: {command}", command=say.literal("/today")),
        )  # fmt: skip
    return lines(say("I could not write to you for a while."), comes) if waits else None


def _lost(say: Say, absence: Absence) -> Html | None:
    if absence.lost_until is None:
        return None
    return say(
        "For more than a day I could not hear you. What was written to me before {moment} did not "
        "reach me: please send it again.",
        moment=say.moment(absence.lost_until),
    )
