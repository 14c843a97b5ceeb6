"""What people read about one source of theirs, and about who sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.circles.records import Circle
from bot.goals.messages import screen, short
from bot.goals.records import Goal
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.reading.links import is_openable
from bot.sources import rules
from bot.sources.messages import KINDS, to_list
from bot.sources.records import Source
from bot.texts import Html, Say, lines, paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known about a source beside itself.

    Attributes:
        goals: which it serves.
        circles: the person's circles, each with whether it sees the source.
        saved_from: the name of whose it was; None: nobody's, or they are gone.
    """

    goals: Sequence[Goal]
    circles: Sequence[tuple[Circle, bool]]
    saved_from: str | None


def source_text(say: Say, source: Source) -> Html:
    """What it is and where."""
    return lines(
        say("Source: {title}", title=say.bold(source.title)),
        say("Kind: {kind}", kind=say.looked_up(KINDS[source.kind])),
        say("Site: {site}", site=say.literal(source.site)) if source.site else None,
        say("Link: {link}", link=say.literal(source.url)) if source.url else None,
    )


def source_screen(
    say: Say, person: Person, source: Source, page: Page, *, note: Html | None = None
) -> Outgoing:
    """One source with what can be done with it."""
    seen_by = [circle.name for circle, is_shared in page.circles if is_shared]
    sharing = None
    if seen_by:
        sharing = say("Shared with: {circles}", circles=say.listed(seen_by))
    elif page.circles:
        sharing = say.within("source", "Only you see it.")
    html = paragraphs(
        note,
        source_text(say, source),
        lines(
            say("Note: {note}", note=source.note) if source.note else None,
            say("Tags: {tags}", tags=say.listed(source.tags)) if source.tags else None,
            say("For: {goals}", goals=say.listed(goal.title for goal in page.goals))
            if page.goals
            else None,
            say("Saved from {name}", name=page.saved_from) if page.saved_from else None,
        ),
        sharing,
    )
    return screen(person, say, html, _rows(say, source, page))


def _rows(say: Say, source: Source, page: Page) -> tuple[tuple[Button, ...], ...]:
    number = str(source.id)
    rows: list[tuple[Button, ...]] = []
    if is_openable(source.url):
        rows.append((Button(say.label("Open"), None, url=source.url),))
        if source.kind in rules.WITH_NEWS:
            rows.append((Button(say.label("Offer me what is new there"), "feed.find", number),))
    serving = Button(say.label("Which goals"), "src.for", number)
    sharing = (Button(say.label("Who sees it"), "src.share", number),) if page.circles else ()
    rows.append((serving, *sharing))
    rows.append(
        (
            Button(say.label("Kind"), "src.kind", number),
            Button(say.label("Rename"), "src.title", number),
        )
    )
    rows.append(
        (
            Button(say.label("Note"), "src.note", number),
            Button(say.label("Tags"), "src.tags", number),
        )
    )
    rows.append((Button(say.label("Remove"), "src.drop", number), to_list(say)))
    return tuple(rows)


def back(say: Say, source: Source) -> Button:
    """To the source's own page."""
    return Button(say.label("Back"), "src.show", str(source.id))


def kind_screen(say: Say, person: Person, source: Source) -> Outgoing:
    """What is it really?"""
    kinds = [
        Button(say.label_looked_up(text), "src.setkind", f"{source.id}.{kind.value}")
        for kind, text in KINDS.items()
    ]
    rows = [tuple(kinds[i : i + 2]) for i in range(0, len(kinds), 2)]
    html = lines(
        say("Source: {title}", title=say.bold(source.title)),
        say("Kind: {kind}", kind=say.looked_up(KINDS[source.kind])),
        say("Which kind is it really?"),
    )
    return screen(person, say, html, (*rows, (back(say, source),)))


def goals_screen(
    say: Say, person: Person, source: Source, goals: Sequence[tuple[Goal, bool]]
) -> Outgoing:
    """Which goals it serves; a tap changes one."""
    rows = []
    for goal, is_served in goals:
        name = short(goal.title)
        text = say.label("{goal} ✓", goal=name) if is_served else name
        # The button holds what it leads to, so that a double tap does not undo itself.
        wanted = "off" if is_served else "on"
        rows.append((Button(text, "src.serve", f"{source.id}.{goal.id}.{wanted}"),))
    html = lines(
        say("Source: {title}", title=say.bold(source.title)),
        say("Which goals do you learn from it for?")
        if goals
        else say("You have no goal yet: {command}", command=say.literal("/goals")),
    )
    return screen(person, say, html, (*rows, (back(say, source),)))


def share_screen(
    say: Say, person: Person, source: Source, circles: Sequence[tuple[Circle, bool]]
) -> Outgoing:
    """Which of my circles see the source; a tap changes one."""
    rows: list[tuple[Button, ...]] = []
    for circle, is_shared in circles:
        name = short(circle.name)
        text = say.label("{circle} ✓", circle=name) if is_shared else name
        wanted = "hide" if is_shared else "show"
        rows.append((Button(text, "src.circ", f"{source.id}.{circle.id}.{wanted}"),))
    number = str(source.id)
    rows.append(
        (
            Button(say.label("All of them"), "src.shareall", number),
            Button(say.label("None of them"), "src.sharenone", number),
        )
    )
    rows.append((back(say, source),))
    html = lines(
        say("Who sees this source: {source}?", source=say.bold(source.title)),
        say("Members of the circles with ✓ see its title, link and tags, and can save it. "
            "Your note stays with you."),
    )  # fmt: skip
    return screen(person, say, html, tuple(rows))


def confirm_removal(say: Say, person: Person, source: Source) -> Outgoing:
    """Asked once before it goes."""
    html = lines(
        say("Remove this source: {source}?", source=say.bold(source.title)),
        say("What others saved of it stays with them."),
    )
    remove = Button(say.label("Yes, remove the source"), "src.gone", str(source.id))
    return screen(person, say, html, ((remove, back(say, source)),))
