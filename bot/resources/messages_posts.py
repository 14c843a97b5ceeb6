"""What members read of links that others shared, and who shared them of thanks."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.circles.records import Circle
from bot.goals.messages import screen, short
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person, PersonId
from bot.reading.links import is_openable
from bot.resources import rules
from bot.resources.messages import back, how_line, title_line
from bot.resources.messages_lists import brief, button_of, cut, shared_brief
from bot.resources.records import Resource, Shared
from bot.texts import Html, Say, lines, paragraphs


def post(
    say: Say, person: Person, circle: Circle, links: Sequence[Shared], *, sharer: str
) -> Outgoing:
    """What one member shared with a circle, as another one reads it."""
    if len(links) == 1:
        (shared,) = links
        html = _post_text(say, circle, shared, sharer=sharer)
        return screen(person, say, html, _post_rows(say, shared))
    shown = links[: rules.LINKS_A_WEEK]
    return screen(
        person,
        say,
        paragraphs(
            say("{name} shared links in “{circle}”:", name=sharer, circle=circle.name),
            *(_brief_with_why(say, each) for each in shown),
            _and_more(say, len(links) - len(shown)),
        ),
        tuple((button_of(s.resource, "res.look", f".{s.circle_id}"),) for s in shown),
    )


def _post_text(say: Say, circle: Circle, shared: Shared, *, sharer: str) -> Html:
    resource = shared.resource
    return lines(
        say("{name} shared a link in “{circle}”:", name=sharer, circle=circle.name),
        title_line(say, resource),
        how_line(say, resource),
        say.quote(resource.why) if resource.why else None,
        say("Link: {link}", link=say.literal(resource.url)),
    )


def _post_rows(say: Say, shared: Shared, *, is_own: bool = False) -> Rows:
    resource = shared.resource
    rows: list[tuple[Button, ...]] = []
    if is_openable(resource.url):
        rows.append((Button(say.label("Open"), url=resource.url),))
    if not is_own:
        rows.append(
            (
                Button(say.label("Save to my queue"), "queue.save", str(resource.id)),
                Button(say.label("Thanks"), "res.thanks", f"{resource.id}.{shared.circle_id}"),
            )
        )
    return tuple(rows)


def _brief_with_why(say: Say, shared: Shared) -> Html:
    why = say.quote(cut(shared.resource.why)) if shared.resource.why else None
    return lines(brief(say, shared.resource), why)


def _and_more(say: Say, n: int) -> Html | None:
    if n <= 0:
        return None
    return say.n(
        "{n} more is in the list: {command}",
        "{n} more are in the list: {command}",
        n=n,
        command=say.literal("/share"),
    )


def look(
    say: Say, person: Person, circle: Circle, shared: Shared, *, sharer: str, has_list: bool
) -> Outgoing:
    """One link of a circle's list."""
    is_own = shared.person_id == person.id
    rows = [*_post_rows(say, shared, is_own=is_own)]
    if is_own:
        mine = Button(say.label("To my link"), "res.show", str(shared.resource.id))
        rows.append((mine,))
    if has_list:
        rows.append((Button(say.label("Back"), "res.circ", f"{circle.id}.1"),))
    html = paragraphs(
        _post_text(say, circle, shared, sharer=sharer),
        say.n("{n} member said thanks.", "{n} members said thanks.", n=shared.thanks)
        if shared.thanks
        else None,
    )
    return screen(person, say, html, tuple(rows))


def weekly(
    say: Say,
    person: Person,
    circle: Circle,
    links: Sequence[Shared],
    names: Mapping[PersonId, str],
) -> Outgoing:
    """The links of a circle's week."""
    shown = links[: rules.LINKS_A_WEEK]
    return screen(
        person,
        say,
        paragraphs(
            say("<b>The week's links in “{circle}”</b>", circle=circle.name),
            *(shared_brief(say, each, names) for each in shown),
            _and_more(say, len(links) - len(shown)),
        ),
        tuple((button_of(s.resource, "res.look", f".{s.circle_id}"),) for s in shown),
    )


def thanks(say: Say, person: Person, resource: Resource, names: Sequence[str]) -> Outgoing:
    """Who said thanks so far."""
    return screen(
        person,
        say,
        lines(
            say("Thanks for your link came from: {names}", names=say.listed(names)),
            title_line(say, resource) or say("Link: {link}", link=say.literal(resource.url)),
        ),
        ((Button(say.label("To my link"), "res.show", str(resource.id)),),),
    )


# Sharing --------------------------------------------------------------------------------------------


def choose(
    say: Say,
    person: Person,
    resource: Resource,
    circles: Sequence[tuple[Circle, bool]],
    *,
    note: Html | None = None,
) -> Outgoing:
    """Which of my circles see it; a tap changes one."""
    rows: list[tuple[Button, ...]] = []
    for circle, is_shared in circles:
        name = short(circle.name)
        text = say.label("{circle} ✓", circle=name) if is_shared else name
        # The button holds what it leads to, so that a double tap does not undo itself.
        wanted = "hide" if is_shared else "show"
        rows.append((Button(text, "res.circle", f"{resource.id}.{circle.id}.{wanted}"),))
    return screen(
        person,
        say,
        paragraphs(
            note,
            lines(
                brief(say, resource),
                say("Which circles see it? Those with ✓ do."),
            ),
        ),
        (*rows, (back(say, resource),)),
    )


def shared_before(say: Say, circle: Circle, *, name: str, at: datetime) -> Html:
    """A fellow member was faster; nothing of the person's is lost."""
    day = say.day(at.astimezone(say.reader.tz).date())
    return lines(
        say("{name} shared this link in “{circle}” already: {day}.",
            name=name, circle=circle.name, day=day),
        say("Your own line of why stays with you."),
    )  # fmt: skip
