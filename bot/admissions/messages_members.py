"""What members are asked and told about a newcomer."""

from typing import Final

from bot.admissions.messages import screen
from bot.admissions.records import (
    Admission,
    Decline,
    Ended,
    Exchange,
    NameSign,
    Outcome,
    Request,
    Said,
    State,
)
from bot.circles.records import Circle
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

SIGNS: Final = {
    NameSign.LIKE_MEMBER: mark(
        "Take care: the name looks like that of a member, {of}. It may be somebody else."
    ),
    NameSign.LIKE_REMOVED: mark(
        "Take care: somebody with the same name was removed from this circle before."
    ),
    NameSign.MIXED_SCRIPTS: mark(
        "Take care: the name mixes letters of different alphabets, which can make it look like "
        "another one."
    ),
    NameSign.HIDDEN_MARKS: mark(
        "Take care: the name holds characters that nobody sees, which can make it look like "
        "another one."
    ),
}
SAID: Final = {
    Said.WELL: mark("I know them well"),
    Said.LITTLE: mark("I know them a little"),
    Said.UNKNOWN: mark("I don't know them"),
    Said.CONCERN: mark("I have a concern"),
}


# The question ------------------------------------------------------------------------------------


def request(say: Say, person: Person, about: Request) -> Outgoing:
    """Do you know them?"""
    return screen(say, person, request_text(say, about), answers(say, about.admission))


def request_text(say: Say, about: Request) -> Html:
    """All that a member sees before they answer."""
    return paragraphs(
        say("{name} asks to join “{circle}”. Do you know them?",
            name=about.newcomer.name, circle=about.circle.name),
        portrait(say, about),
        say("A vouch means one thing: that you know this person yourself."),
    )  # fmt: skip


def portrait(say: Say, about: Request) -> Html:
    """The newcomer in their own words, with what is odd about the name and what was asked."""
    newcomer, admission = about.newcomer, about.admission
    return paragraphs(
        lines(
            say("Name in Telegram: {name}", name=newcomer.full_name),
            say("Username: {handle}", handle=say.literal(f"@{newcomer.username}"))
            if newcomer.username
            else say("Without a username"),
        ),
        *(say.looked_up(SIGNS[one.sign], of=one.of or "") for one in about.warnings),
        lines(say("In their own words:"), say.quote(admission.introduction)),
        lines(say("How they can help:"), say.quote(admission.helps_with))
        if admission.helps_with
        else None,
        *(exchanged(say, exchange) for exchange in about.exchanges if exchange.answer),
    )


def exchanged(say: Say, exchange: Exchange) -> Html:
    """A relayed question with its answer."""
    return lines(
        say("A member asked:"),
        say.quote(exchange.question),
        say("The answer:"),
        say.quote(exchange.answer or ""),
    )


def answers(say: Say, admission: Admission) -> Rows:
    """The five answers."""
    about = str(admission.id)
    return (
        (Button(say.label_looked_up(SAID[Said.WELL]), "adm.well", about),),
        (Button(say.label_looked_up(SAID[Said.LITTLE]), "adm.little", about),),
        (Button(say.label_looked_up(SAID[Said.UNKNOWN]), "adm.unknown", about),),
        (Button(say.label_looked_up(SAID[Said.CONCERN]), "adm.concern", about),),
        (Button(say.label("Ask them something"), "adm.ask", about),),
    )


def reminder(say: Say, person: Person, about: Request) -> Outgoing:
    """Once more, only to those who have not answered."""
    return screen(
        say,
        person,
        paragraphs(
            say("{name} still waits for an answer; it is needed by {moment}.",
                name=about.newcomer.name, moment=say.moment(about.admission.closes_at)),
            request_text(say, about),
        ),
        answers(say, about.admission),
    )  # fmt: skip


def held(say: Say, person: Person, about: Request) -> Outgoing:
    """Enough know them; this circle waits before the door opens."""
    until = about.admission.held_until or about.admission.closes_at
    return screen(
        say,
        person,
        paragraphs(
            say("Enough members of “{circle}” know {name}, who asks to join.",
                circle=about.circle.name, name=about.newcomer.name),
            portrait(say, about),
            say("Until {moment} every member may still raise a concern. If nobody does, there is "
                "nothing to do.", moment=say.moment(until)),
        ),
        (
            (
                Button(say.label_looked_up(SAID[Said.CONCERN]), "adm.concern",
                       str(about.admission.id)),
            ),
        ),
    )  # fmt: skip


def hold_lost(say: Say, person: Person, newcomer: Person, circle: Circle) -> Outgoing:
    """What stands where word of a hold was: enough know them no more."""
    return screen(
        say,
        person,
        say("Not enough members of “{circle}” say any more that they know {name}. The members are "
            "asked further.", circle=circle.name, name=newcomer.name),
    )  # fmt: skip


# After an answer ---------------------------------------------------------------------------------


def answered(say: Say, person: Person, about: Request, said: Said) -> Outgoing:
    """Kept; it may be changed until the decision."""
    return screen(
        say,
        person,
        lines(
            say("Your answer about {name}: {answer}.",
                name=about.newcomer.full_name, answer=say.label_looked_up(SAID[said])),
            say("You can change it until the decision."),
        ),
        ((Button(say.label("Change my answer"), "adm.again", str(about.admission.id)),),),
    )  # fmt: skip


def decided(say: Say, person: Person, newcomer: Person | None, outcome: Outcome) -> Outgoing:
    """What stands where the question was, once there is nothing to answer any more."""
    admission, circle = outcome.admission, outcome.circle
    name = newcomer.name if newcomer else "…"
    match admission.state:
        case State.ADMITTED:
            html = say("Decided: {name} is a member of “{circle}” now.", name=name,
                       circle=circle.name)  # fmt: skip
        case State.LINE:
            html = say("Enough members know {name}. They wait for a free seat in “{circle}”.",
                       name=name, circle=circle.name)  # fmt: skip
        case _:
            html = say("The request of {name} to join “{circle}” has ended.", name=name,
                       circle=circle.name)  # fmt: skip
    return screen(say, person, html)


def kept(say: Say) -> str:
    """The short answer to a press."""
    return say.label("Noted. Thank you.")


# The outcome -------------------------------------------------------------------------------------


def joined(say: Say, person: Person, newcomer: Person, outcome: Outcome) -> Outgoing:
    """Somebody is in."""
    circle = outcome.circle
    if outcome.vouchers:
        html = say(
            "{name} joined, known by {voucher}.",
            name=newcomer.name,
            voucher=say.listed(voucher.name for voucher in outcome.vouchers),
        )
    else:
        html = say("{name} joined.", name=newcomer.name)
    return screen(
        say,
        person,
        lines(say("News from “{circle}”:", circle=circle.name), html),
        ((Button(say.label("To the circle"), "circ.show", str(circle.id)),),),
    )


def guest_outcome(say: Say, person: Person, newcomer: Person, outcome: Outcome) -> Outgoing:
    """To whoever invited them: how it ended."""
    admission, name, circle = outcome.admission, newcomer.name, outcome.circle.name
    match admission.state:
        case State.ADMITTED:
            html = say("{name}, whom you invited to “{circle}”, is a member now.",
                       name=name, circle=circle)  # fmt: skip
        case State.LINE:
            html = say("{name}, whom you invited to “{circle}”, is known well enough and waits for "
                       "a free seat.", name=name, circle=circle)  # fmt: skip
        case State.WITHDRAWN:
            html = say("{name}, whom you invited to “{circle}”, took the request back.",
                       name=name, circle=circle)  # fmt: skip
        case State.CLOSED if admission.reason == Ended.NOBODY:
            html = say("{name}, whom you invited to “{circle}”, has not come in: nobody could "
                       "confirm knowing them in time.", name=name, circle=circle)  # fmt: skip
        case State.DECLINED if admission.reason == Decline.LATER:
            html = say("{name}, whom you invited to “{circle}”, has not come in this time; later it "
                       "may be different.", name=name, circle=circle)  # fmt: skip
        case _:
            html = say("{name}, whom you invited to “{circle}”, has not come in this time.",
                       name=name, circle=circle)  # fmt: skip
    return screen(say, person, html)
