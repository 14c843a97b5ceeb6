"""What is said when a circle is asked for communities elsewhere."""

from collections.abc import Sequence

from bot.circles.records import Circle, MemberId
from bot.goals.messages import screen, short
from bot.goals.records import Goal
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.reading.links import is_openable
from bot.sources.records import CommunityAsk, Source
from bot.texts import Html, Say, lines, paragraphs


def _to_sources(say: Say, goal: Goal) -> Button:
    return Button(say.label("Not now"), "src.goal", f"{goal.id}.0")


def which_circle(say: Say, person: Person, goal: Goal, circles: Sequence[Circle]) -> Outgoing:
    """Which circle shall be asked?"""
    rows = tuple(
        (Button(short(circle.name), "src.askin", f"{goal.id}.{circle.id}"),) for circle in circles
    )
    html = lines(
        say("Goal: {goal}", goal=say.bold(goal.title)),
        say("Which circle shall I ask for communities elsewhere?"),
    )
    return screen(person, say, html, (*rows, (_to_sources(say, goal),)))


def _words(say: Say, *, name: str, field: str) -> Html:
    return say(
        "{name} is learning {field} and asks: which communities elsewhere are you in "
        "(a LinkedIn group, a Slack, a subreddit)?",
        name=name,
        field=field,
    )


def preview(say: Say, person: Person, goal: Goal, circle: Circle, *, n: int) -> Outgoing:
    """What will be sent, to how many."""
    html = paragraphs(
        lines(
            say("Circle: {circle}", circle=say.bold(circle.name)),
            say.n(
                "{n} fellow member gets this question, once:",
                "{n} fellow members get this question, once each:",
                n=n,
            ),
        ),
        _words(say, name=person.name, field=goal.field),
        say("A circle is asked once for each goal."),
    )
    ask = Button(say.label("Ask them"), "src.asknow", f"{goal.id}.{circle.id}")
    return screen(person, say, html, ((ask, _to_sources(say, goal)),))


def asked(say: Say, circle: Circle, *, n: int) -> Html:
    """It is on its way."""
    return say.n(
        "{n} member of {circle} is asked. Their answer comes to you here.",
        "{n} members of {circle} are asked. Their answers come to you here.",
        n=n,
        circle=circle.name,
    )


def question(
    say: Say, fellow: Person, goal: Goal, *, name: str, circle: Circle, member_id: MemberId
) -> Outgoing:
    """The question, as a fellow member gets it."""
    about = f"{member_id}.{goal.id}"
    html = paragraphs(
        say("Circle: {circle}", circle=circle.name), _words(say, name=name, field=goal.field)
    )
    add = Button(say.label("Add one"), "src.answer", about)
    none = Button(say.label_within("communities", "None"), "src.none", about)
    return screen(fellow, say, html, ((add, none),))


def noted(say: Say) -> Html:
    """None."""
    return say("Noted, and thank you for reading it.")


def answered(
    say: Say, fellow: Person, source: Source, ask: CommunityAsk, *, asker: str
) -> Outgoing:
    """It is kept and shown; more may follow."""
    html = lines(
        say("Saved: {title}", title=say.bold(source.title)),
        say("{name} hears of it, and your circle sees it.", name=asker),
    )
    another = Button(say.label("Add another"), "src.answer", f"{ask.member_id}.{ask.goal_id}")
    page = Button(say.label("Its page"), "src.show", str(source.id))
    return screen(fellow, say, html, ((another, page),))


def found(
    say: Say, asker: Person, source: Source, ask: CommunityAsk, *, name: str, circle: Circle
) -> Outgoing:
    """A fellow member named one."""
    html = lines(
        say("{name} of {circle} names a community for {field}:",
            name=name, circle=circle.name, field=ask.field),
        say("Source: {title}", title=say.bold(source.title)),
        say("Link: {link}", link=say.literal(source.url)) if source.url else None,
    )  # fmt: skip
    rows: list[tuple[Button, ...]] = []
    if is_openable(source.url):
        rows.append((Button(say.label("Open"), None, url=source.url),))
    rows.append((Button(say.label("Save to mine"), "src.save", f"{source.id}.{ask.goal_id}"),))
    return screen(asker, say, html, tuple(rows))
