"""What a nudge says about the one thing that it proposes."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.queue.records import Entry
from bot.reading.links import is_openable
from bot.sittings import messages as sitting_messages
from bot.sittings.records import Sitting
from bot.texts import Html, Say, lines, paragraphs


def proposed(say: Say, entry: Entry) -> Html:
    """The one thing: its title, its length, where it is."""
    resource = entry.resource
    title = say.bold(resource.name)
    if resource.minutes is None:
        first = say("For today: {title}", title=title)
    else:
        length = say.length(timedelta(minutes=resource.minutes))
        first = say("For today: {title}, {length}", title=title, length=length)
    return lines(first, say("Site: {site}", site=resource.site) if resource.site else None)


def nothing_else(say: Say) -> Html:
    """Everything that fits was refused."""
    return say("Nothing else on your queue fits this sitting. It is yours for whatever you like.")


def buttons(say: Say, sitting: Sitting, entry: Entry) -> tuple[Button, ...]:
    """What can be done with it."""
    other = Button(say.label("Something else"), "nudge.else", f"{sitting.arg}.{entry.id}")
    if not is_openable(entry.resource.url):
        return (other,)
    return (Button(say.label("Open"), url=entry.resource.url), other)


def started(
    say: Say,
    person: Person,
    sitting: Sitting,
    entry: Entry | None,
    *,
    now: datetime,
    note: Html | None = None,
) -> Outgoing:
    """The sitting has begun; what to begin with."""
    screen = sitting_messages.started(say, person, sitting, now=now)
    html = paragraphs(screen.html, proposed(say, entry) if entry else note)
    first = (buttons(say, sitting, entry),) if entry else ()
    return replace(screen, html=html, buttons=(*first, *screen.buttons))
