"""What hosts are asked and told about a newcomer."""

from collections.abc import Sequence
from typing import Final

from bot.admissions.messages import screen
from bot.admissions.messages_members import SAID, portrait
from bot.admissions.records import Decline, Outcome, Request, Said, State
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

REASONS: Final = {
    Decline.NOT_KNOWN: mark("Nobody knows them well enough"),
    Decline.OTHER_FIELD: mark("Another field than ours"),
    Decline.STAYS_SMALL: mark("We stay as small as we are"),
    Decline.LATER: mark("Not now, perhaps later"),
    Decline.OTHER: mark("Another reason"),
}


def last_word(
    say: Say,
    person: Person,
    about: Request,
    *,
    concerns: Sequence[str],
    vouches: int,
    is_enough: bool,
    may_vouch: bool,
    is_alert: bool,
) -> Outgoing:
    """A host decides.

    Args:
        say: the host's voice.
        person: the host.
        about: the request.
        concerns: their texts, without authors.
        vouches: how many count.
        is_enough: whether they are enough: only then the newcomer can be admitted.
        may_vouch: whether this host has not vouched and could.
        is_alert: whether it comes again, to hosts who stayed silent.
    """
    name, admission = about.newcomer.name, about.admission
    return screen(
        say,
        person,
        paragraphs(
            say("A decision about {name} still waits for you: three days more, then it ends without "
                "one.", name=name)
            if is_alert
            else None,
            say("{name} asks to join “{circle}”, and a host decides.", name=name,
                circle=about.circle.name),
            portrait(say, about),
            _concerns(say, concerns),
            _vouches(say, vouches, is_enough=is_enough),
        ),
        _buttons(say, str(admission.id), is_enough=is_enough, may_vouch=may_vouch),
    )  # fmt: skip


def _concerns(say: Say, concerns: Sequence[str]) -> Html | None:
    if not concerns:
        return None
    return lines(
        say.n("{n} member has a concern:", "{n} members have a concern:", n=len(concerns)),
        *(say.quote(text) for text in concerns),
    )


def _vouches(say: Say, vouches: int, *, is_enough: bool) -> Html:
    return lines(
        say.n("{n} member says that they know them.", "{n} members say that they know them.",
              n=vouches),
        None
        if is_enough
        else say("That is not enough to take them in yet. If you know them yourself, say so below."),
    )  # fmt: skip


def _buttons(say: Say, about: str, *, is_enough: bool, may_vouch: bool) -> Rows:
    rows: list[tuple[Button, ...]] = []
    decline = Button(say.label("Decline"), "adm.decline", about)
    rows.append(
        (Button(say.label("Admit"), "adm.admit", about), decline) if is_enough else (decline,)
    )
    if may_vouch:
        rows.append((Button(say.label_looked_up(SAID[Said.WELL]), "adm.hwell", about),))
        rows.append((Button(say.label_looked_up(SAID[Said.LITTLE]), "adm.hlittle", about),))
    return tuple(rows)


def ask_reason(say: Say, person: Person, about: Request) -> Outgoing:
    """Why? Each reason has a text of its own for the newcomer; none names who declined."""
    number = about.admission.id
    return screen(
        say,
        person,
        lines(
            say("Why does it not fit? {name} gets a few kind lines that match the reason, and is "
                "not told who decided.", name=about.newcomer.name),
        ),
        (
            *(
                (Button(say.label_looked_up(text), "adm.no", f"{number}.{reason}"),)
                for reason, text in REASONS.items()
            ),
            (Button(say.label("Back"), "adm.host", str(number)),),
        ),
    )  # fmt: skip


def moved(say: Say, person: Person) -> Outgoing:
    """What stands where an older screen of the decision was."""
    return screen(
        say, person, say("Something new was said about this; the newest message has it all.")
    )


def not_needed(say: Say, person: Person) -> Outgoing:
    """What stands there when the members go on without the host."""
    return screen(
        say,
        person,
        say("What needed your decision was taken back. The members are asked further."),
    )


def taken_back(say: Say, person: Person) -> Outgoing:
    """What stands there when nothing needs the host any more, and enough members know them."""
    return screen(
        say,
        person,
        say("What needed your decision was taken back, and enough members know them. Nothing is "
            "needed from you."),
    )  # fmt: skip


def for_hosts(say: Say, person: Person) -> Outgoing:
    """What stands there for somebody who is no host any more."""
    return screen(say, person, say("This decision is with the hosts of the circle now."))


def not_enough(say: Say) -> str:
    """A vouch was taken back meanwhile."""
    return say.label("There are not enough members any more who say that they know them.")


def late_concern(
    say: Say, person: Person, newcomer: Person, outcome: Outcome, text: str
) -> Outgoing:
    """A note: the newcomer is in already, or waits for a seat only."""
    name, circle = newcomer.name, outcome.circle.name
    return screen(
        say,
        person,
        lines(
            say("A concern about {name}, who waits for a free seat in “{circle}”:",
                name=name, circle=circle)
            if outcome.admission.state is State.LINE
            else say("A concern about {name}, who is a member of “{circle}” already:",
                     name=name, circle=circle),
            say.quote(text),
            say("It came after the decision; you may want to talk with them."),
        ),
    )  # fmt: skip
