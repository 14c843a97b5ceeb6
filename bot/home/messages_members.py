"""Who is in a circle, as its members see each other."""

from collections.abc import Sequence
from typing import Final

from bot.circles.records import Circle
from bot.home.messages import screen
from bot.home.records import Fellow
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs

MEMBERS_A_PAGE: Final = 8  # each may write 500 characters; a message holds 4096


def members_of(
    say: Say, person: Person, circle: Circle, fellows: Sequence[Fellow], *, page: int
) -> Outgoing:
    """Everybody in a circle: since when, how they can help, what they share.

    Args:
        say: the voice.
        person: who looks.
        circle: which.
        fellows: all of them, longest-standing first.
        page: which part of them, from 0; one that is not there is the first.
    """
    first = page * MEMBERS_A_PAGE
    if not 0 <= first < len(fellows):
        page = first = 0
    turns = []
    if page:
        turns.append(Button(say.label("Previous"), "home.members", f"{circle.id}.{page - 1}"))
    if first + MEMBERS_A_PAGE < len(fellows):
        turns.append(Button(say.label("Next"), "home.members", f"{circle.id}.{page + 1}"))
    back_to_circle = (Button(say.label("Back"), "circ.show", str(circle.id)),)
    html = paragraphs(
        say("<b>Members of the circle “{circle}”</b>", circle=circle.name),
        *(_fellow(say, person, each) for each in fellows[first : first + MEMBERS_A_PAGE]),
    )
    rows = (tuple(turns), back_to_circle) if turns else (back_to_circle,)
    return screen(say, person, html, rows)


def _fellow(say: Say, person: Person, fellow: Fellow) -> Html:
    is_me = fellow.member.person_id == person.id
    since = say.day(fellow.member.joined_at.astimezone(say.reader.tz).date())
    name = say.bold(fellow.name)
    if fellow.member.is_host:
        head = (
            say("{name} (you), host, since {day}", name=name, day=since)
            if is_me
            else say("{name}, host, since {day}", name=name, day=since)
        )
    else:
        head = (
            say("{name} (you), since {day}", name=name, day=since)
            if is_me
            else say("{name}, since {day}", name=name, day=since)
        )
    helps = fellow.member.helps_with
    return lines(
        head,
        say("Can help with: {text}", text=helps) if helps else None,
        say("Learns: {goals}", goals=say.listed([goal.title for goal in fellow.goals]))
        if fellow.goals
        else None,
    )  # fmt: skip
