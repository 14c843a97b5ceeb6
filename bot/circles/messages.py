"""What members read about their circles: the list, one circle, the log, leaving."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.circles.records import Circle, Member, Refusal, Roll
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person, PersonId
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.html import isolated, one_line
from bot.texts.say import mark

REFUSALS: Final = {
    Refusal.TOO_MANY_HOSTED: mark(
        "You host as many circles as one person can. Hand one of them over first, or close it."
    ),
    Refusal.TOO_MANY_CIRCLES: mark(
        "You are in as many circles as one person can be. Leave one of them first."
    ),
    Refusal.LAST_HOST: mark(
        "You are the only host, and a circle always has one. Hand it over to another member first."
    ),
    Refusal.NOT_A_MEMBER: mark("They have left the circle in the meantime."),
    Refusal.ALREADY_HOST: mark("They are a host already."),
    Refusal.ONESELF: mark("That is you. To go, use Leave on the circle's own screen."),
    Refusal.TOO_FEW_SEATS: mark("There are more members than that. Nothing was changed."),
    Refusal.NOT_A_VALUE: mark("That value is not possible. Nothing was changed."),
}


def screen(say: Say, person: Person, html: Html, *rows: tuple[Button, ...]) -> Outgoing:
    """A screen of a circle."""
    return Outgoing(to=person.chat_id, html=html, buttons=rows, rtl=say.reader.is_rtl)


def to_circle(say: Say, circle_id: int) -> Button:
    """Back to one circle."""
    return Button(say.label("To the circle"), "circ.show", str(circle_id))


def to_list(say: Say) -> Button:
    """Back to the list."""
    return Button(say.label("Back"), "circ.list")


def name_button(name: str, action: str, arg: str) -> Button:
    """A button that is somebody's or a circle's name and nothing else."""
    return Button(isolated(one_line(name)), action, arg)


def refused(say: Say, person: Person, refusal: Refusal, *rows: tuple[Button, ...]) -> Outgoing:
    """Why something was not done."""
    return screen(say, person, say.looked_up(REFUSALS[refusal]), *rows)


# The list and one circle ---------------------------------------------------------------------------


def my_circles(say: Say, person: Person, circles: Sequence[tuple[Circle, Member]]) -> Outgoing:
    """The circles somebody is in, or how to come into one."""
    opening = (Button(say.label("Open a circle"), "circ.new"),)
    if not circles:
        html = paragraphs(
            say("You are in no circle yet."),
            lines(
                say(
                    "If somebody gave you an invite code: {command}", command=say.literal("/join")
                ),
                say("Or open a circle of your own and invite people you know."),
            ),
        )
        return screen(say, person, html, opening)
    rows = [(name_button(circle.name, "circ.show", str(circle.id)),) for circle, _ in circles]
    html = say.n("You are in {n} circle.", "You are in {n} circles.", n=len(circles))
    return screen(say, person, html, *rows, opening)


def circle(
    say: Say, person: Person, roll: Roll, me: Member, hosts: Sequence[str], *, may_invite: bool
) -> Outgoing:
    """One circle, as one of its members sees it.

    Args:
        say: their voice.
        person: the member.
        roll: the circle.
        me: their stay.
        hosts: the hosts' names.
        may_invite: whether they may invite now.
    """
    of = roll.circle
    arg = str(of.id)
    html = paragraphs(
        say("<b>The circle “{circle}”</b>", circle=of.name),
        lines(
            say("Field: {field}", field=of.field),
            say("It begins with: {focus}", focus=of.focus) if of.focus else None,
            say("Seats taken: {members} of {seats}", members=of.members, seats=of.seats),
            say("Hosts: {names}", names=say.listed(hosts)),
        ),
        say("You are a host here.") if me.is_host else None,
        say("Muted: posts of this circle do not come to you.") if me.is_muted else None,
        full_circle(say) if me.is_host and not of.free_seats else None,
    )
    first = [Button(say.label("Members"), "home.members", arg)]
    if may_invite and of.free_seats:
        first.append(Button(say.label("Invite somebody"), "inv.circle", arg))
    mute = (
        Button(say.label("Unmute"), "circ.mute", f"{arg}.0")
        if me.is_muted
        else Button(say.label("Mute"), "circ.mute", f"{arg}.1")
    )
    tools = ((Button(say.label("Host's tools"), "circ.host", arg),),) if me.is_host else ()
    return screen(
        say,
        person,
        html,
        tuple(first),
        (Button(say.label("Log"), "circ.log", arg), mute),
        *tools,
        (Button(say.label("Leave"), "circ.leave", arg), to_list(say)),
    )


def full_circle(say: Say) -> Html:
    """Advice to the host of a full circle."""
    return lines(
        say("All seats are taken."),
        say("Small circles hold together best: this one could split in two. Whoever wants to begin "
            "the second one opens it with the command {command} and invites some of the members.",
            command=say.literal("/new")),
    )  # fmt: skip


# Opening -------------------------------------------------------------------------------------------


def opened(say: Say, person: Person, of: Circle) -> Outgoing:
    """A circle was opened; what to do next."""
    html = paragraphs(
        say("The circle “{circle}” is open, and you are its host.", circle=of.name),
        lines(
            say("Next, invite one or two people you know well: a circle grows from one "
                "acquaintance to the next."),
            say("Everybody who comes later is known by at least one member."),
        ),
    )  # fmt: skip
    return screen(
        say,
        person,
        html,
        (Button(say.label("Invite somebody"), "inv.circle", str(of.id)),),
        (to_circle(say, of.id),),
    )


# Leaving -------------------------------------------------------------------------------------------


def ask_leave(say: Say, person: Person, roll: Roll, me: Member) -> Outgoing:
    """Really? What it means."""
    of = roll.circle
    yes = Button(say.label("Leave the circle"), "circ.leave.y", f"{of.id}.{me.id}")
    is_alone = len(roll.members) == 1
    html = paragraphs(
        say("Leave the circle “{circle}”?", circle=of.name),
        lines(
            say("You are its only member, so it is closed with that.") if is_alone else None,
            say("Your invites to it stop working, and the log says that you left."),
            say("To come back you need a new invite.") if not is_alone else None,
        ),
    )
    return screen(say, person, html, (yes,), (to_circle(say, of.id),))


def hand_over_first(say: Say, person: Person, of: Circle) -> Outgoing:
    """The last host may not just go."""
    choose = Button(say.label("Choose a new host"), "circ.pick", f"{of.id}.over")
    return refused(say, person, Refusal.LAST_HOST, (choose,), (to_circle(say, of.id),))


def left(say: Say, person: Person, of: Circle, *, is_archived: bool) -> Outgoing:
    """They have left."""
    html = (
        say("You have left “{circle}”, and it is closed.", circle=of.name)
        if is_archived
        else say("You have left “{circle}”. Whatever you planned to learn stays with you.",
                 circle=of.name)
    )  # fmt: skip
    return screen(say, person, html, (Button(say.label("My circles"), "circ.list"),))


def not_there(say: Say, person: Person) -> Outgoing:
    """A pressed screen whose circle is not theirs any more."""
    return screen(
        say,
        person,
        say("You are not in that circle any more."),
        (Button(say.label("My circles"), "circ.list"),),
    )


# Names ---------------------------------------------------------------------------------------------


def names_of(people: Mapping[PersonId, Person], members: Sequence[Member]) -> list[str]:
    """The names of some members, in their order."""
    return [people[member.person_id].name for member in members if member.person_id in people]
