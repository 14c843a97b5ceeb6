"""What newcomers read once they have asked to join."""

from dataclasses import replace
from typing import Final

from bot.admissions.records import (
    Admission,
    Decline,
    Ended,
    Exchange,
    Outcome,
    State,
)
from bot.admissions.rules import (
    LONGEST_ANSWER,
)
from bot.circles.records import Circle
from bot.dialogue import Question
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

DECLINED: Final = {
    Decline.NOT_KNOWN: mark(
        "The members do not know you well enough yet. You may meet one of them first, and ask again "
        "with a new invite."
    ),
    Decline.OTHER_FIELD: mark(
        "The circle learns something that lies too far from what you wrote. Another circle will "
        "suit you better, or one that you open yourself: {command}"
    ),
    Decline.STAYS_SMALL: mark(
        "The circle wants to stay as small as it is for now. You may ask again in some months, or "
        "open a circle of your own: {command}"
    ),
    Decline.LATER: mark(
        "The circle is in the middle of something and takes nobody in just now. You may ask again "
        "in a few weeks with a new invite."
    ),
    Decline.OTHER: mark(
        "It does not fit this time. That is no judgement of you; you can learn with others in a "
        "circle of your own: {command}"
    ),
}
ENDED: Final = {
    Ended.NOBODY: mark(
        "Nobody in the circle “{circle}” could confirm yet that they know you. You may ask again "
        "and name somebody else from the circle, as long as your invite lasts."
    ),
    Ended.NO_WORD: mark(
        "Your request to join the circle “{circle}” has ended without a decision. You may ask "
        "again later."
    ),
    Ended.LINE_OVER: mark(
        "No seat became free in the circle “{circle}” in these two weeks, so your place in line has "
        "ended. A new invite opens the door again."
    ),
    Ended.OFFER_OVER: mark(
        "The seat in the circle “{circle}” was kept for you for three days and now goes to the next "
        "person. A new invite opens the door again."
    ),
    Ended.CIRCLE_CLOSED: mark(
        "The circle “{circle}” was closed, and your request to join it has ended with it."
    ),
    Ended.TOO_MANY_CIRCLES: mark(
        "The members of “{circle}” know you, but you are in as many circles as one can be in by now. "
        "Leave one first, then ask again with a new invite."
    ),
}


def screen(say: Say, person: Person, html: Html, buttons: Rows = ()) -> Outgoing:
    """A message to one person."""
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)


# While they wait ---------------------------------------------------------------------------------


def under_way(say: Say, person: Person, circle: Circle, admission: Admission) -> Outgoing:
    """The request is with the members. The same whoever was named, and whoever is asked."""
    return screen(
        say,
        person,
        lines(
            say("Your request to join “{circle}” is with its members.", circle=circle.name),
            say("They have until {moment}. I write to you as soon as there is a decision.",
                moment=say.moment(admission.closes_at)),
        ),
        _withdraw_button(say, admission),
    )  # fmt: skip


def request_decided(say: Say, person: Person, circle: Circle) -> Outgoing:
    """What stands in place of `under_way` once there is a decision."""
    html = say(
        "Your request to join “{circle}” is decided. The newest message says how.",
        circle=circle.name,
    )
    return screen(say, person, html)


def _withdraw_button(say: Say, admission: Admission) -> Rows:
    return ((Button(say.label("Withdraw my request"), "adm.back", str(admission.id)),),)


def ask_withdraw(say: Say, person: Person, circle: Circle, admission: Admission) -> Outgoing:
    """Sure?"""
    return screen(
        say,
        person,
        say("Withdraw your request to join “{circle}”? The members are told only that it has ended.",
            circle=circle.name),
        (
            (
                Button(say.label("Yes, withdraw it"), "adm.withdraw", str(admission.id)),
                Button(say.label("No, keep it"), "adm.keep", str(admission.id)),
            ),
        ),
    )  # fmt: skip


def withdrawn(say: Say, person: Person, circle: Circle) -> Outgoing:
    """Done."""
    return screen(
        say, person, say("Your request to join “{circle}” is withdrawn.", circle=circle.name)
    )


# How it ended -----------------------------------------------------------------


def standing(say: Say, person: Person, outcome: Outcome) -> Outgoing:
    """What the newcomer is shown of an admission, in whatever state it is."""
    admission, circle = outcome.admission, outcome.circle
    match admission.state:
        case State.ASKING | State.HELD | State.HOST:
            return under_way(say, person, circle, admission)
        case State.LINE:
            return in_line(say, person, circle, admission)
        case State.ADMITTED:
            return welcome(say, person, outcome)
        case State.DECLINED:
            return declined(say, person, circle, Decline(admission.reason or Decline.OTHER))
        case State.WITHDRAWN:
            return withdrawn(say, person, circle)
        case State.CLOSED:
            ended = Ended(admission.reason or Ended.NO_WORD)
            return screen(say, person, say.looked_up(ENDED[ended], circle=circle.name))


def welcome(say: Say, person: Person, outcome: Outcome) -> Outgoing:
    """In."""
    circle = outcome.circle
    known_by = (
        say("You are known here by {names}.", names=say.listed(p.name for p in outcome.vouchers))
        if outcome.vouchers
        else None
    )
    return screen(
        say,
        person,
        paragraphs(
            say("You are in: {circle}", circle=circle.name),
            known_by,
            say("The pledge: what is said here stays here."),
            lines(
                say("Your fellow members: {command}", command=say.literal("/circles")),
                say("What you want to learn: {command}", command=say.literal("/goals")),
                say("When you can learn: {command}", command=say.literal("/times")),
            ),
        ),
        ((Button(say.label("To the circle"), "circ.show", str(circle.id)),),),
    )


def declined(say: Say, person: Person, circle: Circle, reason: Decline) -> Outgoing:
    """No, with what helps on; nobody is named."""
    return screen(
        say,
        person,
        paragraphs(
            say("The circle “{circle}” cannot take you in this time.", circle=circle.name),
            say.looked_up(DECLINED[reason], command=say.literal("/new")),
        ),
    )


def in_line(say: Say, person: Person, circle: Circle, admission: Admission) -> Outgoing:
    """Known, but no seat."""
    until = admission.offered_until
    if until is not None:
        return seat_free(say, person, circle, admission)
    return screen(
        say,
        person,
        lines(
            say("The members of “{circle}” know you, but every seat is taken right now.",
                circle=circle.name),
            say("Your place in line is kept for 14 days. If a seat becomes free, it is offered to "
                "you in your turn."),
        ),
        ((Button(say.label("Leave the line"), "adm.back", str(admission.id)),),),
    )  # fmt: skip


def seat_free(say: Say, person: Person, circle: Circle, admission: Admission) -> Outgoing:
    """A freed seat is kept for them."""
    until = admission.offered_until or admission.closes_at
    return screen(
        say,
        person,
        lines(
            say("A seat in “{circle}” is free, and it is your turn.", circle=circle.name),
            say("It is kept for you until {moment}.", moment=say.moment(until)),
        ),
        (
            (
                Button(say.label("Take the seat"), "adm.take", str(admission.id)),
                Button(say.label("Leave the line"), "adm.back", str(admission.id)),
            ),
        ),
    )


def no_room_for_more(say: Say, person: Person, circle: Circle, admission: Admission) -> Outgoing:
    """They cannot take it while they are in so many circles; it is kept."""
    until = admission.offered_until or admission.closes_at
    return replace(
        seat_free(say, person, circle, admission),
        html=lines(
            say("You are in as many circles as one can be in. Leave one first, then take the seat "
                "in “{circle}”.", circle=circle.name),
            say("It is kept for you until {moment}.", moment=say.moment(until)),
            say("Your circles: {command}", command=say.literal("/circles")),
        ),
    )  # fmt: skip


def asked_again(say: Say, person: Person, circle: Circle, admission: Admission) -> Outgoing:
    """Those who knew them have left meanwhile."""
    return screen(
        say,
        person,
        lines(
            say("A seat in “{circle}” is free. Before it is yours, the members are asked once more: "
                "the circle has changed since.", circle=circle.name),
            say("They have until {moment}. I write to you as soon as there is a decision.",
                moment=say.moment(admission.closes_at)),
        ),
        _withdraw_button(say, admission),
    )  # fmt: skip


# Relayed questions -------------------------------------------------------------------------------


def relayed_question(say: Say, person: Person, circle: Circle, exchange: Exchange) -> Outgoing:
    """A member asks, without a name."""
    return screen(
        say,
        person,
        lines(
            say("A question from the circle “{circle}” before they answer:", circle=circle.name),
            say.quote(exchange.question),
        ),
        (
            (
                Button(say.label("Answer"), "adm.reply",
                       f"{exchange.admission_id}.{exchange.id}"),
            ),
        ),
    )  # fmt: skip


def ask_reply(say: Say, exchange: Exchange) -> Question:
    """What do you answer?"""
    return Question(
        say=say,
        html=lines(
            say("The question:"),
            say.quote(exchange.question),
            say("Your answer goes to everybody who is asked about you: at most {longest} characters.",
                longest=LONGEST_ANSWER),
        ),
    )  # fmt: skip


def too_long(say: Say, longest: int) -> Html:
    """More than fits."""
    return say.n(
        "That is too long: {n} character fits. Please shorten it.",
        "That is too long: {n} characters fit. Please shorten it.",
        n=longest,
    )


def type_it(say: Say) -> Html:
    """Nothing was typed."""
    return say("Please type it as a text.")


def reply_sent(say: Say, person: Person) -> Outgoing:
    """Relayed."""
    return screen(say, person, say("Your answer is on its way to them."))


def nothing_needed(say: Say) -> Html:
    """The request or the question has ended meanwhile."""
    return say("This has been decided meanwhile; nothing more is needed.")


def not_passed_on(say: Say) -> Html:
    """They have left the circle, or the request is gone."""
    return say(
        "This request is not before you any more, so nothing of what you write is passed on."
    )


def nothing_open(say: Say, person: Person) -> Outgoing:
    """The same as a message."""
    return screen(say, person, nothing_needed(say))
