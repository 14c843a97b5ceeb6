"""What members read about who knows whom."""

from collections.abc import Sequence

from bot.acquaintances.records import Fellow, Outcome
from bot.circles.records import Circle, Member
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.html import isolated, one_line


def _screen(say: Say, person: Person, html: Html, *rows: tuple[Button, ...]) -> Outgoing:
    return Outgoing(to=person.chat_id, html=html, buttons=rows, rtl=say.reader.is_rtl)


def _names(me: Member, others: Sequence[Fellow]) -> list[tuple[Button, ...]]:
    """One button a fellow member; pressing it asks how well."""
    return [
        (
            Button(
                isolated(one_line(other.name)),
                "tie.pick",
                f"{me.id}.{other.id}",
            ),
        )
        for other in others
    ]


def _depths(say: Say, me: Member, other: Fellow) -> tuple[tuple[Button, ...], ...]:
    arg = f"{me.id}.{other.id}"
    return (
        (Button(say.label("I know them well"), "tie.well", arg),),
        (Button(say.label("I know them a little"), "tie.little", arg),),
        (Button(say.label("I don't know them"), "tie.no", arg),),
    )


def _nobody(say: Say, me: Member) -> tuple[Button, ...]:
    return (Button(say.label("Nobody yet"), "tie.none", str(me.id)),)


# Questions that the bot begins -------------------------------------------------------------------


def ask_untied(
    say: Say, person: Person, circle: Circle, me: Member, fellows: Sequence[Fellow]
) -> Outgoing:
    """To a member whom nobody is known to know any more."""
    html = paragraphs(
        say("In the circle “{circle}” somebody has left, and with them the last member who had "
            "confirmed knowing you.", circle=circle.name),
        lines(
            say("Who of the others have you come to know by now?"),
            say("It counts once they say the same. Nothing happens to your membership."),
        ),
    )  # fmt: skip
    return _screen(say, person, html, *_names(me, fellows), _nobody(say, me))


def ask_about_untied(
    say: Say, person: Person, circle: Circle, me: Member, fellows: Sequence[Fellow]
) -> Outgoing:
    """To everybody else: do you know those who are left without anybody?"""
    if len(fellows) == 1:
        name = fellows[0].name
        html = paragraphs(
            say("In the circle “{circle}” somebody has left who knew {name}.",
                circle=circle.name, name=name),
            lines(
                say("Do you and {name} know each other by now?", name=name),
                say("Only a yes from both of you is told."),
            ),
        )  # fmt: skip
        return _screen(say, person, html, *_depths(say, me, fellows[0]))
    names = say.listed(fellow.name for fellow in fellows)
    html = paragraphs(
        say("In the circle “{circle}” somebody has left who knew these members: {names}.",
            circle=circle.name, names=names),
        lines(
            say("Whom of them have you come to know by now?"),
            say("Only a yes from both of you is told."),
        ),
    )  # fmt: skip
    return _screen(say, person, html, *_names(me, fellows), _nobody(say, me))


def ask_round(
    say: Say, person: Person, circle: Circle, me: Member, fellows: Sequence[Fellow]
) -> Outgoing:
    """Once, after two months: whom else?"""
    html = paragraphs(
        say("You have been in the circle “{circle}” for two months.", circle=circle.name),
        lines(
            say("Whom else have you come to know by now?"),
            say("The more of you know each other, the less the circle hangs on one person."),
        ),
    )
    return _screen(say, person, html, *_names(me, fellows), _nobody(say, me))


def ask_confirmation(
    say: Say, person: Person, circle: Circle, me: Member, other: Fellow
) -> Outgoing:
    """To the other side of a claim."""
    html = paragraphs(
        say("{name} says that you two have come to know each other in the circle “{circle}”.",
            name=other.name, circle=circle.name),
        say("Do you and {name} know each other by now?", name=other.name),
    )  # fmt: skip
    return _screen(say, person, html, *_depths(say, me, other))


def confirmed(say: Say, person: Person, circle: Circle, name: str) -> Outgoing:
    """To the side that had said so first."""
    html = say("Confirmed by both of you: you and {name} know each other in the circle “{circle}”.",
               name=name, circle=circle.name)  # fmt: skip
    return _screen(say, person, html)


def host_hears(say: Say, person: Person, circle: Circle, name: str) -> Outgoing:
    """To the hosts, after two weeks."""
    html = paragraphs(
        say("In the circle “{circle}” nobody has confirmed knowing {name} for two weeks now.",
            circle=circle.name, name=name),
        lines(
            say("Nothing happens by itself, and it is nobody's fault."),
            say("A meeting of two or three of you is often all it takes. You may ask {name} whom "
                "they would like to meet.", name=name),
        ),
    )  # fmt: skip
    return _screen(say, person, html)


def host_hears_of_self(say: Say, person: Person, circle: Circle) -> Outgoing:
    """To a host who is the one without a tie."""
    html = paragraphs(
        say("In the circle “{circle}” nobody has confirmed knowing you for two weeks now.",
            circle=circle.name),
        lines(
            say("Nothing happens by itself, and it is nobody's fault."),
            say("A meeting of two or three of you is often all it takes."),
        ),
    )  # fmt: skip
    return _screen(say, person, html)


# Screens -----------------------------------------------------------------------------------------


def choose(
    say: Say, person: Person, circle: Circle, me: Member, fellows: Sequence[Fellow]
) -> Outgoing:
    """The fellow members that are still to be named."""
    if not fellows:
        return _screen(
            say, person, say("There is nobody left to name in “{circle}”.", circle=circle.name)
        )
    html = say("Whom of “{circle}” have you come to know by now?", circle=circle.name)
    return _screen(say, person, html, *_names(me, fellows), _nobody(say, me))


def how_well(say: Say, person: Person, circle: Circle, me: Member, other: Fellow) -> Outgoing:
    """One fellow member: how well?"""
    html = lines(
        say("The circle “{circle}”.", circle=circle.name),
        say("Do you and {name} know each other by now?", name=other.name),
    )
    back = (Button(say.label("Back"), "tie.list", str(me.id)),)
    return _screen(say, person, html, *_depths(say, me, other), back)


def outcome(
    say: Say, person: Person, me: Member, what: Outcome, *, name: str, has_more: bool
) -> Outgoing:
    """What became of what they said."""
    html: Html
    match what:
        case Outcome.CLAIMED:
            html = lines(
                say("Noted."), say("It counts as soon as {name} says the same.", name=name)
            )
        case Outcome.CONFIRMED:
            html = say("You both say so: you and {name} know each other.", name=name)
        case Outcome.KNOWN_ALREADY:
            html = say("That you and {name} know each other is confirmed already.", name=name)
        case Outcome.GONE:
            html = say("They have left the circle in the meantime.")
    more = ((Button(say.label("Somebody else"), "tie.list", str(me.id)),),) if has_more else ()
    return _screen(say, person, html, *more)


def nothing_said(say: Say, person: Person) -> Outgoing:
    """They know nobody (yet); nobody hears of it."""
    return _screen(
        say, person, lines(say("Thank you for answering."), say("Nobody is told about it."))
    )
