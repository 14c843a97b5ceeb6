"""Several links on one screen: those that came together, one's own, a circle's."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.circles.records import Circle
from bot.goals.messages import screen, short
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person, PersonId
from bot.resources import rules
from bot.resources.messages import REFUSALS, how_line, my_links
from bot.resources.records import Hears, Refusal, Resource, Shared
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.html import one_line, utf16_length
from bot.texts.say import mark

SHORT_URL: Final = 60  # UTF-16 units of an address in a list
LONGEST_IN_LIST: Final = 120  # UTF-16 units of a title or a why among ten: all fit into 4,096

HEARS: Final = {
    Hears.AT_ONCE: mark("At once"),
    Hears.WEEKLY: mark("Once a week"),
    Hears.NEVER: mark("Never"),
}


def brief(say: Say, resource: Resource) -> Html:
    """One link in a list: what it is called, how long it takes."""
    title, url = cut(resource.title), cut(resource.url, SHORT_URL)
    shown = say.bold(title) if title else say.literal(url)
    return lines(say("• Link: {name}", name=shown), how_line(say, resource))


def cut(text: str, most: int = LONGEST_IN_LIST) -> str:
    """One line of at most so many UTF-16 units, which is how Telegram counts."""
    line = one_line(text)
    if utf16_length(line) <= most:
        return line
    units = line.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)]
    return units.decode("utf-16-le", "ignore").rstrip() + "…"  # half a pair is left out


def button_of(resource: Resource, action: str = "res.show", rest: str = "") -> Button:
    """A button that is what a link is called."""
    return Button(short(resource.title or resource.site or resource.url), action,
                  f"{resource.id}{rest}")  # fmt: skip


# What came together ---------------------------------------------------------------------------------


def several(
    say: Say,
    person: Person,
    found: Sequence[Resource],
    *,
    refusal: Refusal | None = None,
    known: int = 0,
) -> Outgoing:
    """Links of one message, a button each; `refusal`: why none of them was taken."""
    if not found:
        refused = say.looked_up(REFUSALS[refusal]) if refusal else say("There are no links here.")
        return screen(person, say, refused, ((my_links(say),),))
    is_awaited = any(resource.is_awaited for resource in found)
    is_missing = any(not r.is_awaited and rules.first_missing(r) for r in found)
    html = paragraphs(
        say.n("Noted: {n} link.", "Noted: {n} links.", n=len(found)),
        say.n("You had {n} of them already.", "You had {n} of them already.", n=known)
        if known
        else None,
        *(brief(say, resource) for resource in found),
        say("One moment: I am looking at what is behind them.") if is_awaited else None,
        say("Some do not tell what they are. Press them to say so.")
        if is_missing and not is_awaited
        else None,
    )
    return screen(
        person, say, html, tuple((button_of(resource, "res.first"),) for resource in found)
    )


def rest_refused(say: Say, person: Person, refusal: Refusal) -> Outgoing:
    """Why the rest of the links of one message was not taken."""
    return screen(person, say, say.looked_up(REFUSALS[refusal]))


# One's own ------------------------------------------------------------------------------------------


def mine(say: Say, person: Person, shown: Sequence[Resource], *, turn: rules.Turn) -> Outgoing:
    """One's own links, newest first, a page at a time."""
    more = Button(say.label("Share a link"), "res.new")
    if not shown:
        html = lines(
            say("You have no links yet."),
            say("Send me one, or forward a message that has one."),
        )
        return screen(person, say, html, ((more,),))
    return screen(
        person,
        say,
        paragraphs(
            say.n("You have {n} link.", "You have {n} links.", n=turn.count),
            *(brief(say, resource) for resource in shown),
        ),
        (
            *((button_of(resource),) for resource in shown),
            *_turning(say, "res.list", "", turn),
            (more,),
        ),
    )


def _turning(say: Say, action: str, before: str, turn: rules.Turn) -> Rows:
    turns = []
    if turn.number > 1:
        turns.append(Button(say.label("Newer ones"), action, f"{before}{turn.number - 1}"))
    if turn.number < turn.pages:
        turns.append(Button(say.label("Older ones"), action, f"{before}{turn.number + 1}"))
    return (tuple(turns),) if turns else ()


# A circle's -----------------------------------------------------------------------------------------


def choose_circle(say: Say, person: Person, circles: Sequence[Circle]) -> Outgoing:
    """Whose links?"""
    rows = [(Button(short(circle.name), "res.circ", f"{circle.id}.1"),) for circle in circles]
    html = say("Which circle's links?") if circles else say("You are in no circle yet.")
    return screen(person, say, html, (*rows, (my_links(say),)))


def of_circle(
    say: Say,
    person: Person,
    circle: Circle,
    shown: Sequence[Shared],
    names: Mapping[PersonId, str],
    *,
    turn: rules.Turn,
) -> Outgoing:
    """What a circle's members shared, newest first, a page at a time."""
    back = Button(say.label("Back"), "res.from")
    title = say("<b>Links in “{circle}”</b>", circle=circle.name)
    if not shown:
        html = paragraphs(title, say("Nobody has shared a link here yet."))
        return screen(person, say, html, ((back,),))
    return screen(
        person,
        say,
        paragraphs(title, *(shared_brief(say, each, names) for each in shown)),
        (
            *((button_of(s.resource, "res.post", f".{s.circle_id}"),) for s in shown),
            *_turning(say, "res.circ", f"{circle.id}.", turn),
            (back,),
        ),
    )


def shared_brief(say: Say, shared: Shared, names: Mapping[PersonId, str]) -> Html:
    """One link in a circle's list: what it is, from whom, how many said thanks."""
    name = names.get(shared.person_id)
    return lines(
        brief(say, shared.resource),
        say("From {name}", name=name) if name else None,
        say.n("{n} member said thanks.", "{n} members said thanks.", n=shared.thanks)
        if shared.thanks
        else None,
    )


# How I hear of them ---------------------------------------------------------------------------------


def hearing(say: Say, person: Person, circles: Sequence[tuple[Circle, Hears]]) -> Outgoing:
    """How somebody hears of each circle's links; a tap chooses."""
    rows: list[tuple[Button, ...]] = []
    for circle, _ in circles:
        rows.append((Button(short(circle.name), "res.hears", str(circle.id)),))
    told = [
        say("{circle}: {hears}", circle=circle.name, hears=say.looked_up(HEARS[hears]))
        for circle, hears in circles
    ]
    html = paragraphs(
        say("<b>How I hear of links</b>"),
        lines(*told) if told else say("You are in no circle yet."),
        say("Press a circle to change it.") if told else None,
    )
    return screen(person, say, html, (*rows, (my_links(say),)))


def hearing_in(say: Say, person: Person, circle: Circle, hears: Hears) -> Outgoing:
    """One circle's three ways."""
    rows = []
    for each, text in HEARS.items():
        label = say.label_looked_up(text)
        shown = say.label("{choice} ✓", choice=label) if each is hears else label
        rows.append((Button(shown, "res.hear", f"{circle.id}.{each.value}"),))
    return screen(
        person,
        say,
        lines(
            say("When do you hear of links that are shared in “{circle}”?", circle=circle.name),
            say("Once a week means Saturday morning, in one message."),
        ),
        (*rows, (Button(say.label("Back"), "res.heard"),)),
    )
