"""What hosts read while they look after their circle."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.circles.messages import full_circle, name_button, screen, to_circle
from bot.circles.messages_told import REASONS
from bot.circles.records import Circle, Member, RemovalReason, Roll
from bot.dialogue import Choice, Question
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person, PersonId
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark


class Purpose(StrEnum):
    """What a member is chosen for."""

    REMOVE = "out"
    HAND_OVER = "over"
    SECOND_HOST = "cohost"


WHOM: Final = {
    Purpose.REMOVE: mark("Who should be removed? You are asked for a reason next."),
    Purpose.HAND_OVER: mark("Who should be host in your place?"),
    Purpose.SECOND_HOST: mark("Who should be host beside you?"),
}


def tools(say: Say, person: Person, roll: Roll, me: Member) -> Outgoing:
    """All that a host can do."""
    circle = roll.circle
    arg = str(circle.id)
    others = [member for member in roll.members if member.id != me.id]
    rows: list[tuple[Button, ...]] = [(Button(say.label("Settings"), "circ.set", arg),)]
    if others:
        rows.append((Button(say.label("Remove a member"), "circ.pick", f"{arg}.out"),))
    if any(not member.is_host for member in others):
        rows.append(
            (
                Button(say.label("Second host"), "circ.pick", f"{arg}.cohost"),
                Button(say.label("Hand over"), "circ.pick", f"{arg}.over"),
            )
        )
    last = [Button(say.label("Close the circle"), "circ.end", arg)]
    if len(roll.hosts) > 1:
        last.insert(0, Button(say.label("Step down as host"), "circ.step", arg))
    html = paragraphs(
        say("<b>Host's tools for “{circle}”</b>", circle=circle.name),
        full_circle(say) if not circle.free_seats else None,
        say("What you do here stands in the log, which every member can read."),
    )
    return screen(say, person, html, *rows, tuple(last), (to_circle(say, circle.id),))


def choose_member(
    say: Say,
    person: Person,
    roll: Roll,
    me: Member,
    people: Mapping[PersonId, Person],
    *,
    purpose: Purpose,
) -> Outgoing:
    """Whom? One button a member."""
    circle = roll.circle
    rows = [
        (
            name_button(
                people[member.person_id].full_name,
                "circ.sure",
                f"{circle.id}.{purpose.value}.{member.id}",
            ),
        )
        for member in roll.members
        if member.id != me.id and (purpose is Purpose.REMOVE or not member.is_host)
    ]
    html = say.looked_up(WHOM[purpose]) if rows else say("There is nobody to choose.")
    back = Button(say.label("Back"), "circ.host", str(circle.id))
    return screen(say, person, html, *rows, (back,))


def ask_new_host(
    say: Say, person: Person, circle: Circle, chosen: Member, name: str, *, purpose: Purpose
) -> Outgoing:
    """Really?"""
    html = (
        say("Hand “{circle}” over to {name}? You stay a member, and no longer a host.",
            circle=circle.name, name=name)
        if purpose is Purpose.HAND_OVER
        else say("Make {name} a host of “{circle}” beside you? Hosts can do all that you can.",
                 circle=circle.name, name=name)
    )  # fmt: skip
    yes = Button(say.label("Yes"), "circ.do", f"{circle.id}.{purpose.value}.{chosen.id}")
    back = Button(say.label("Back"), "circ.pick", f"{circle.id}.{purpose.value}")
    return screen(say, person, html, (yes, back))


def host_made(say: Say, person: Person, circle: Circle, name: str, purpose: Purpose) -> Outgoing:
    """Done; the new host is told."""
    html = (
        say("{name} is the host in your place now and hears of it.", name=name)
        if purpose is Purpose.HAND_OVER
        else say("{name} is a host beside you now and hears of it.", name=name)
    )
    return screen(say, person, html, (to_circle(say, circle.id),))


def ask_step_down(say: Say, person: Person, circle: Circle) -> Outgoing:
    """Really?"""
    yes = Button(say.label("Yes"), "circ.step.y", str(circle.id))
    back = Button(say.label("Back"), "circ.host", str(circle.id))
    html = say("Step down as host of “{circle}”? You stay a member.", circle=circle.name)
    return screen(say, person, html, (yes, back))


def ask_close(say: Say, person: Person, circle: Circle) -> Outgoing:
    """Really?"""
    yes = Button(say.label("Close it for good"), "circ.end.y", f"{circle.id}.keep")
    delete = Button(say.label("Close and delete it"), "circ.end.y", f"{circle.id}.delete")
    back = Button(say.label("Back"), "circ.host", str(circle.id))
    html = lines(
        say("Close “{circle}” for everybody?", circle=circle.name),
        say("All memberships end, its invites stop working, and the members are told. This cannot "
            "be undone."),
        say("Deleting removes its name, its log and what members wrote about themselves there too."),
    )  # fmt: skip
    return screen(say, person, html, (yes,), (delete,), (back,))


def closed(say: Say, person: Person, circle: Circle, *, is_deleted: bool) -> Outgoing:
    """Done."""
    html = (
        say("“{circle}” is closed and deleted. Its members hear of it.", circle=circle.name)
        if is_deleted
        else say("“{circle}” is closed. Its members hear of it.", circle=circle.name)
    )
    return screen(say, person, html, (Button(say.label("My circles"), "circ.list"),))


# Removing ------------------------------------------------------------------------------------------


def ask_reason(say: Say, name: str) -> Question:
    """Why? A ready reason, or one that is typed."""
    return Question(
        say=say,
        html=lines(
            say("Why should {name} be removed?", name=name),
            say("{name} gets the reason as it is here. Choose one, or type your own (up to 300 "
                "characters).", name=name),
        ),
        choices=tuple(
            (Choice(say.label_looked_up(SHORT_REASONS[reason]), reason.value),)
            for reason in RemovalReason
        ),
    )  # fmt: skip


SHORT_REASONS: Final = {
    RemovalReason.SILENT: mark("Silent for a long time"),
    RemovalReason.PLEDGE: mark("Told outside what was said here"),
    RemovalReason.TONE: mark("The way of talking"),
    RemovalReason.DIRECTION: mark("The circle learns something else"),
}


def ask_removal(say: Say, name: str, reason: str | RemovalReason) -> Question:
    """The last question before somebody is removed, with what they will read."""
    told = (
        say.looked_up(REASONS[reason]) if isinstance(reason, RemovalReason) else say.quote(reason)
    )
    return Question(
        say=say,
        html=paragraphs(
            say("Remove {name}? This is the reason that they get:", name=name),
            told,
            say("Their seat is free at once. Only a host can invite them again."),
        ),
        choices=((Choice(say.label("Remove them"), "yes"), Choice(say.label("Another reason"), "no")),),
    )  # fmt: skip


def not_a_reason(say: Say) -> Html:
    """Empty or too long."""
    return say("A reason has 1 to 300 characters. Please type it again.")


def removed(say: Say, person: Person, circle: Circle, name: str) -> Outgoing:
    """Done."""
    html = say("{name} is no longer a member and has your reason.", name=name)
    return screen(say, person, html, (to_circle(say, circle.id),))


def not_host(say: Say, person: Person) -> Outgoing:
    """The circle, or the role, is not theirs any more."""
    return screen(
        say,
        person,
        say("You are not a host of that circle any more. Nothing was changed."),
        (Button(say.label("My circles"), "circ.list"),),
    )
