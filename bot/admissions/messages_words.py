"""What members are asked and told around a concern or a question of theirs."""

from typing import Final

from bot.admissions.messages import screen
from bot.admissions.messages_members import exchanged
from bot.admissions.records import Admission, Exchange, NoQuestion, Request
from bot.admissions.rules import LONGEST_CONCERN, LONGEST_QUESTION, SMALL_CIRCLE
from bot.circles.records import Circle
from bot.dialogue import Question
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.texts import Say, lines, paragraphs
from bot.texts.say import mark

NOT_RELAYED: Final = {
    NoQuestion.DECIDED: mark("This is decided already."),
    NoQuestion.ONE_EACH: mark("You have asked something already; each member may ask once."),
    NoQuestion.ENOUGH: mark("Five questions were asked already. The answers come to you too."),
}


def decided_already(say: Say) -> str:
    """The short answer to a late press."""
    return not_relayed(say, NoQuestion.DECIDED)


# A concern ---------------------------------------------------------------------------------------


def ask_concern(say: Say, newcomer: Person, circle: Circle) -> Question:
    """What is it?"""
    return Question(
        say=say,
        html=paragraphs(
            say("What is your concern about {name}? At most {longest} characters.",
                name=newcomer.name, longest=LONGEST_CONCERN),
            lines(
                say("The hosts of “{circle}” read the text without your name, and they decide.",
                    circle=circle.name),
                say("This circle is small: a host may guess who wrote it.")
                if circle.members < SMALL_CIRCLE
                else None,
            ),
        ),
    )  # fmt: skip


def ask_late_concern(say: Say, newcomer: Person, circle: Circle) -> Question:
    """It is decided; what may still be said?"""
    return Question(
        say=say,
        html=lines(
            say("It is decided already: {name} may join “{circle}”.",
                name=newcomer.name, circle=circle.name),
            say("If you write your concern, the hosts get it as a note, without your name. At most "
                "{longest} characters.", longest=LONGEST_CONCERN),
            say("This circle is small: a host may guess who wrote it.")
            if circle.members < SMALL_CIRCLE
            else None,
        ),
    )  # fmt: skip


def concern_kept(say: Say, person: Person, admission: Admission) -> Outgoing:
    """It is with the hosts."""
    return screen(
        say,
        person,
        lines(
            say("Your concern is with the hosts, without your name. They decide now."),
            say("You can change your answer until the decision."),
        ),
        ((Button(say.label("Change my answer"), "adm.again", str(admission.id)),),),
    )


def late_concern_kept(say: Say, person: Person) -> Outgoing:
    """It is decided already: a note."""
    return screen(
        say,
        person,
        say("It was decided before. The hosts get your concern as a note, without your name."),
    )


# A relayed question ------------------------------------------------------------------------------


def ask_question(say: Say, newcomer: Person) -> Question:
    """What would you like to know?"""
    return Question(
        say=say,
        html=lines(
            say("What would you like to ask {name}? At most {longest} characters.",
                name=newcomer.name, longest=LONGEST_QUESTION),
            say("I pass it on without your name. The answer goes to everybody who is asked."),
        ),
    )  # fmt: skip


def question_sent(say: Say, person: Person, newcomer: Person) -> Outgoing:
    """Relayed."""
    return screen(
        say,
        person,
        say("Your question is on its way to {name}. You get the answer here.", name=newcomer.name),
    )


def not_relayed(say: Say, why: NoQuestion) -> str:
    """The short answer to a press."""
    return say.label_looked_up(NOT_RELAYED[why])


def not_relayed_screen(say: Say, person: Person, why: NoQuestion) -> Outgoing:
    """The same, where something was typed meanwhile."""
    return screen(say, person, say.looked_up(NOT_RELAYED[why]))


def relayed_reply(say: Say, person: Person, about: Request, exchange: Exchange) -> Outgoing:
    """The newcomer's answer, to all who are asked."""
    return screen(
        say,
        person,
        paragraphs(
            say("About {name}, who asks to join “{circle}”:", name=about.newcomer.name,
                circle=about.circle.name),
            exchanged(say, exchange),
        ),
    )  # fmt: skip
