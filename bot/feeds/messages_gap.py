"""What people read after a gap."""

from bot.goals.messages import screen
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.texts import Say, lines


def question(say: Say, person: Person, *, n: int, feeds: int, about: str) -> Outgoing:
    """What I missed, or from now on?

    Args:
        say: their voice.
        person: who was away.
        n: how many items came meanwhile.
        feeds: from how many feeds.
        about: the question's moment.
    """
    return screen(
        person,
        say,
        lines(
            say.n(
                "Meanwhile {n} new thing has come from your feeds.",
                "Meanwhile {n} new things have come from your feeds.",
                n=n,
            ),
            say("Shall we look through it, or go on from now on?")
            if feeds == 1
            else say(
                "They are from several feeds. Shall we look through it, or go on from now on?"
            ),
            say("If you leave this as it is, we go on from now on in a week."),
        ),
        (
            (
                Button(say.label("What I missed"), "feed.missed", about),
                Button(say.label("From now on"), "feed.fromnow", about),
            ),
        ),
    )


def from_now_on(say: Say, person: Person) -> Outgoing:
    """They go on."""
    return screen(
        person,
        say,
        say("We go on from now on. What came until now is still to be seen by “Look now” on the page of "
            "each source."),
    )  # fmt: skip


def settled(say: Say, person: Person) -> Outgoing:
    """The question is not open any more."""
    return screen(
        person,
        say,
        say("That is settled already: what is new is offered as it comes. “Look now” on a source's page "
            "shows what came before."),
    )  # fmt: skip
