"""The circle's log in the reader's language."""

from collections.abc import Mapping, Sequence

from bot.circles.messages import screen, to_circle
from bot.circles.messages_settings import NAMES, value_text
from bot.circles.records import Circle, Event, LogEntry, Setting
from bot.outbox.records import Outgoing
from bot.people.records import Person, PersonId
from bot.texts import Html, Say, lines, paragraphs


def log(
    say: Say,
    person: Person,
    circle: Circle,
    entries: Sequence[LogEntry],
    people: Mapping[PersonId, Person],
) -> Outgoing:
    """The newest lines, newest first; whoever was erased stays unnamed."""
    html = paragraphs(
        say("<b>The log of “{circle}”</b>", circle=circle.name),
        lines(*(_line(say, entry, people) for entry in entries)),
    )
    return screen(say, person, html, (to_circle(say, circle.id),))


def _name(say: Say, people: Mapping[PersonId, Person], person_id: PersonId | None) -> Html | str:
    found = people.get(person_id) if person_id is not None else None
    return found.name if found else say("a former member")


def _line(say: Say, entry: LogEntry, people: Mapping[PersonId, Person]) -> Html:
    day = say.day(entry.at.astimezone(say.reader.tz).date())
    name = _name(say, people, entry.person_id)
    by = _name(say, people, entry.by_person_id)
    match entry.event:
        case Event.OPENED:
            return say("{day}: {name} opened the circle.", day=day, name=name)
        case Event.JOINED:
            vouchers = [_name(say, people, v) for v in entry.details.get("vouchers", ())]
            if not vouchers:
                return say("{day}: {name} came.", day=day, name=name)
            return say(
                "{day}: {name} came, known by {vouchers}.",
                day=day, name=name, vouchers=say.listed(vouchers),
            )  # fmt: skip
        case Event.LEFT:
            return say("{day}: {name} left.", day=day, name=name)
        case Event.REMOVED:
            return say("{day}: {by} removed {name}.", day=day, by=by, name=name)
        case Event.ERASED:
            return say("{day}: a member left and is no longer named here.", day=day)
        case Event.HOST_ADDED:
            return say("{day}: {by} made {name} a host.", day=day, by=by, name=name)
        case Event.STEPPED_DOWN:
            return say("{day}: {name} is no longer a host, by their own wish.", day=day, name=name)
        case Event.HOST_HANDED_OVER:
            return say("{day}: {by} handed the circle over to {name}.", day=day, by=by, name=name)
        case Event.HOST_BY_STANDING:
            return say("{day}: {name} became host, having been here longest.", day=day, name=name)
        case Event.ARCHIVED:
            return say("{day}: the circle was closed.", day=day)
        case Event.CHANGED:
            setting = Setting(entry.details["setting"])
            return say(
                "{day}: {by} changed “{setting}” to: {value}.",
                day=day, by=by, setting=say.looked_up(NAMES[setting]),
                value=value_text(say, setting, entry.details["value"]),
            )  # fmt: skip
