"""What newcomers read at the door, and what they are asked before they knock."""

from typing import Final

from bot.admissions.messages import screen, too_long
from bot.admissions.records import KnockRefusal, NoEntry
from bot.admissions.rules import (
    LONGEST_HELP,
    LONGEST_INTRODUCTION,
    MOST_NAMED,
    SHORTEST_INTRODUCTION,
)
from bot.circles.records import Circle
from bot.dialogue import Question
from bot.invites.messages_codes import not_used
from bot.invites.records import Invite, UseRefusal
from bot.outbox.records import Button, Key, Outgoing, ReplyKeyboard
from bot.people.messages import LANGUAGE_NAMES
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

ONLY_INVITER: Final = mark("Only the person who invited me")
NOT_KNOCKED: Final = {
    KnockRefusal.ASKED_ALREADY: mark("You have asked to join this circle already."),
    KnockRefusal.TOO_MANY_TRIES: mark(
        "You have asked this circle three times within 30 days. Let some time pass, then try again."
    ),
    KnockRefusal.CIRCLE_BUSY: mark(
        "Many people are asking to join this circle right now. Please try again in a few days; "
        "your invite stays as it is."
    ),
    KnockRefusal.TOO_MANY_CIRCLES: mark(
        "You are in as many circles as one can be in. Leave one first: {command}"
    ),
}


# The door ----------------------------------------------------------------------------------------


def ask_code(say: Say) -> Question:
    """Which code?"""
    return Question(
        say=say,
        html=say("Send me the invite code or the link that you were given."),
    )


def door(
    say: Say, person: Person, circle: Circle, invite: Invite, *, inviter: Person | None
) -> Outgoing:
    """What a newcomer may know of a circle: never who is in it.

    Args:
        say: the newcomer's voice.
        person: the newcomer.
        circle: where to.
        invite: what they hold.
        inviter: named on a personal invite only.
    """
    return screen(
        say,
        person,
        paragraphs(
            say("<b>The learning circle {circle}</b>", circle=circle.name),
            say("{name} invites you.", name=inviter.name) if inviter else None,
            lines(
                say("Field: {field}", field=circle.field),
                say("Language: {language}",
                    language=LANGUAGE_NAMES.get(circle.language, circle.language)),
                say("Seats: {taken} of {seats} are taken.",
                    taken=circle.members, seats=circle.seats),
            ),
            say("The pledge: what is said here stays here."),
            say("To join, you write a few lines about yourself, and the members say whether they "
                "know you. Nobody else sees them."),
        ),
        (
            (
                Button(say.label("Ask to join"), "adm.knock", str(invite.id)),
                Button(say.label("Not now"), "adm.notnow", str(invite.id)),
            ),
        ),
    )  # fmt: skip


def not_now(say: Say, person: Person) -> Outgoing:
    """The door stays where it is."""
    return screen(
        say,
        person,
        say("As you like. Your invite stays as it is: open its link whenever you want."),
    )


def no_entry(say: Say, refusal: NoEntry) -> Html:
    """Why the door does not open, and what to do."""
    if isinstance(refusal, UseRefusal):
        return not_used(say, refusal)
    return say.looked_up(NOT_KNOCKED[refusal], command=say.literal("/circles"))


# The knock ---------------------------------------------------------------------------------------


def ask_introduction(say: Say, circle: Circle) -> Question:
    """Who are you?"""
    return Question(
        say=say,
        html=lines(
            say("<b>Asking to join {circle}</b>", circle=circle.name),
            say("Who are you, what do you do, and what brings you here? The members read it as you "
                "write it: {shortest} to {longest} characters.",
                shortest=SHORTEST_INTRODUCTION, longest=LONGEST_INTRODUCTION),
        ),
    )  # fmt: skip


def introduction_length(say: Say, n: int) -> Html:
    """Too short or too long."""
    return say.n(
        "That is {n} character. Between {shortest} and {longest} is right; please send it once more.",
        "That is {n} characters. Between {shortest} and {longest} is right; please send it once more.",
        n=n, shortest=SHORTEST_INTRODUCTION, longest=LONGEST_INTRODUCTION,
    )  # fmt: skip


def ask_help(say: Say) -> Question:
    """What can you give?"""
    return Question(
        say=say,
        html=lines(
            say("How can you help the others? Something you know well, or enjoy explaining."),
            say("Members of the circle see it beside your name."),
        ),
    )


def help_too_long(say: Say) -> Html:
    """More than fits."""
    return too_long(say, LONGEST_HELP)


def ask_knows(say: Say) -> Question:
    """Whom do you know here?"""
    return Question(
        say=say,
        html=paragraphs(
            say("<b>Whom do you know here?</b>"),
            lines(
                say("Choose people with the button below, or type their names with commas between "
                    "them."),
                say("I do not tell you whether they are in the circle; if they are, I ask them about "
                    "you."),
            ),
        ),
        keyboard=ReplyKeyboard(
            rows=(
                (Key(say.label("Choose people"), users=MOST_NAMED),),
                (Key(say.label_looked_up(ONLY_INVITER)),),
            ),
        ),
    )  # fmt: skip


def name_somebody(say: Say) -> Html:
    """No name in it."""
    return say("I see no name in that. Type a name, or use one of the buttons below.")
