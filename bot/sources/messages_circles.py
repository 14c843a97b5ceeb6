"""What people read about the sources that their fellow members share."""

from collections.abc import Sequence

from bot.circles.records import Circle
from bot.goals.messages import screen, short
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.reading.links import is_openable
from bot.sources import rules
from bot.sources.messages import KINDS, to_list, turning
from bot.sources.messages_source import source_text
from bot.sources.records import Shared
from bot.texts import Html, Say, lines, paragraphs


def circles_screen(say: Say, person: Person, circles: Sequence[tuple[Circle, int]]) -> Outgoing:
    """Which circle's?"""
    rows = tuple(
        (
            Button(
                say.label("{circle}: {n}", circle=short(circle.name), n=count),
                "src.circle",
                f"{circle.id}.0",
            ),
        )
        for circle, count in circles
    )
    html = lines(say("<b>What my circles share</b>"), say("Which circle?"))
    return screen(person, say, html, (*rows, (to_list(say),)))


def circle_screen(
    say: Say, person: Person, circle: Circle, shared: Sequence[Shared], *, page: int
) -> Outgoing:
    """What fellow members share with one circle."""
    shown = rules.cut(shared, page)
    rows: list[tuple[Button, ...]] = [
        (Button(short(each.source.title), "src.seen", str(each.source.id)),) for each in shown
    ]
    rows.append(turning(say, "src.circle", str(circle.id), page=page, count=len(shared)))
    rows.append((to_list(say),))
    html = paragraphs(
        lines(
            say("<b>What my circles share</b>"),
            say("Circle: {circle}", circle=say.bold(circle.name)),
        ),
        *(_entry(say, each) for each in shown),
        None if shown else say("Nobody shares a source here yet. Yours may be the first."),
    )
    return screen(person, say, html, tuple(row for row in rows if row))


def _entry(say: Say, shared: Shared) -> Html:
    return lines(
        say("Source: {title}", title=say.bold(shared.source.title)),
        say("Kind: {kind}", kind=say.looked_up(KINDS[shared.source.kind])),
        say("Shared by: {name}", name=shared.owner_name),
        say("For: {fields}", fields=say.listed(shared.fields)) if shared.fields else None,
    )


def seen_screen(say: Say, person: Person, circle: Circle, shared: Shared) -> Outgoing:
    """A fellow member's source."""
    source = shared.source
    tags = say("Tags: {tags}", tags=say.listed(source.tags)) if source.tags else None
    fields = say("For: {fields}", fields=say.listed(shared.fields)) if shared.fields else None
    html = paragraphs(
        source_text(say, source),
        lines(
            tags,
            fields,
            say("Shared by: {name}", name=shared.owner_name),
            say("Circle: {circle}", circle=circle.name),
        ),
    )
    rows: list[tuple[Button, ...]] = []
    if is_openable(source.url):
        rows.append((Button(say.label("Open"), None, url=source.url),))
    rows.append((Button(say.label("Save to mine"), "src.save", str(source.id)),))
    rows.append((Button(say.label("Back"), "src.circle", f"{circle.id}.0"),))
    return screen(person, say, html, tuple(rows))
