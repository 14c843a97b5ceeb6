"""`/help`: every command, under the question that it serves."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.home.messages import screen
from bot.outbox.records import Outgoing
from bot.people.records import Person
from bot.registry import Command
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

# Which question a command serves; what is not here stands under "everything else".
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    mark("<b>What do I want to learn?</b>"): ("goals", "sources", "queue", "share"),
    mark("<b>When can I learn?</b>"): (
        "times", "today", "upcoming", "checkin", "progress", "timezone", "pause", "resume",
    ),
    mark("<b>With whom do I learn?</b>"): (
        "circles", "new", "join", "invite", "ask", "people", "meet", "find",
    ),
}  # fmt: skip
OTHERS: Final = mark("<b>Everything else</b>")
# What may follow a command in the same line.
FORMS: Final[Mapping[str, str]] = {
    "goals": mark("add Statistics: regression by 1 June"),
    "queue": mark("20 listen"),
    "times": mark("add Mon Wed 19:00 45m listen"),
    "timezone": mark("Cairo"),
    "pause": mark("in 2 weeks"),
    "new": mark("Stories with data"),
}
CODE_EXAMPLE: Final = "/join K7Q2-M9XP-RD4T"
LINK_EXAMPLE: Final = "/share https://example.com"


def help_screen(say: Say, person: Person, commands: Sequence[Command]) -> Outgoing:
    """All `commands`, in the order of the menu within each group."""
    placed = {name for names in GROUPS.values() for name in names}
    groups = [
        (title, [command for command in commands if command.name in names])
        for title, names in GROUPS.items()
    ]
    groups.append((OTHERS, [command for command in commands if command.name not in placed]))
    html = paragraphs(
        *(
            lines(say.looked_up(title), *(_line(say, command) for command in found))
            for title, found in groups
            if found
        ),
        say("In any question: what you type is understood too, and buttons do everything."),
    )
    return screen(say, person, html)


def _line(say: Say, command: Command) -> Html:
    what = say.looked_up(command.description)
    name = say.literal(f"/{command.name}")
    form = _form(say, command.name)
    if form is None:
        return say("• {what} — {command}", what=what, command=name)
    return say("• {what} — {command}, or in one line: {form}", what=what, command=name, form=form)


def _form(say: Say, name: str) -> Html | None:
    if name == "join":
        return say.code(CODE_EXAMPLE)
    if name == "share":
        return say.code(f"{LINK_EXAMPLE} {say.label('#statistics why I like it')}")
    if name not in FORMS:
        return None
    return say.code(f"/{name} {say.label_looked_up(FORMS[name])}")
