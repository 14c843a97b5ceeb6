"""What people read about their sources: the list, by kind and by goal, and a goal's own."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from bot.goals.messages import screen, short
from bot.goals.records import Goal, GoalId
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.sources import rules
from bot.sources.records import Refusal, Source, SourceKind
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

ALL: Final = "all"  # the view of the list that leaves nothing out

KINDS: Final = {
    SourceKind.PERSON: mark("Somebody to follow"),
    SourceKind.HASHTAG: mark("Hashtag"),
    SourceKind.BLOG: mark("Site or blog"),
    SourceKind.PODCAST: mark("Podcast"),
    SourceKind.FEED: mark("Feed"),
    SourceKind.COURSE: mark("Course"),
    SourceKind.COMMUNITY: mark("Community elsewhere"),
}
GROUPS: Final = {
    SourceKind.PERSON: mark("People to follow"),
    SourceKind.HASHTAG: mark("Hashtags"),
    SourceKind.BLOG: mark("Sites and blogs"),
    SourceKind.PODCAST: mark("Podcasts"),
    SourceKind.FEED: mark("Feeds"),
    SourceKind.COURSE: mark("Courses"),
    SourceKind.COMMUNITY: mark("Communities elsewhere"),
}


def view_of_kind(kind: SourceKind) -> str:
    """The list's view of one kind, as a button carries it."""
    return f"k-{kind.value}"


def entry(say: Say, source: Source) -> Html:
    """One source in a list."""
    if source.site and source.site not in source.title:
        return say("• {title} on {site}", title=source.title, site=source.site)
    return say("• {title}", title=source.title)


def grouped(say: Say, sources: Sequence[Source]) -> Html:
    """Sources that stand in order, under the names of their kinds."""
    return paragraphs(
        *(
            lines(say.bold(say.looked_up(GROUPS[kind])), *(entry(say, s) for s in group))
            for kind, group in groupby(sources, key=lambda s: s.kind)
        )
    )


def to_list(say: Say) -> Button:
    """Back to all of them."""
    return Button(say.label("All my sources"), "src.list", f"{ALL}.0")


def turning(say: Say, action: str, before: str, *, page: int, count: int) -> tuple[Button, ...]:
    """Buttons to the page before and after; none where all is shown."""
    row = []
    if page > 0:
        row.append(Button(say.label("Previous"), action, f"{before}.{page - 1}"))
    if (page + 1) * rules.PAGE < count:
        row.append(Button(say.label("Next"), action, f"{before}.{page + 1}"))
    return tuple(row)


def list_screen(
    say: Say,
    person: Person,
    sources: Sequence[Source],
    *,
    page: int,
    view: str = ALL,
    in_circles: bool,
    note: Html | None = None,
) -> Outgoing:
    """`/sources`, or those of one kind; `sources` stand in order."""
    count = len(sources)
    shown = rules.cut(sources, page)
    rows: list[tuple[Button, ...]] = [
        (Button(short(source.title), "src.show", str(source.id)),) for source in shown
    ]
    rows.append(turning(say, "src.list", view, page=page, count=count))
    if view == ALL:
        if sources:
            by_kind = Button(say.label("By kind"), "src.kinds")
            rows.append((by_kind, Button(say.label("By goal"), "src.goals")))
        add = Button(say.label("Add a source"), "src.add")
        file = (Button(say.label("As a file"), "src.file"),) if sources else ()
        rows.append((add, *file))
        lists = (
            Button(say.label("Import (OPML)"), "feed.import"),
            Button(say.label("Export (OPML)"), "feed.export"),
        )
        rows.append(lists)
        if in_circles:
            rows.append((Button(say.label("What my circles share"), "src.circles"),))
    else:
        rows.append((to_list(say),))
    counted = say.n("You have {n} source.", "You have {n} sources.", n=count) if count else None
    nothing = lines(
        say("Nothing is here yet."),
        say("A source is where you learn from: somebody to follow, a hashtag, a blog, a podcast, "
            "a course, a community."),
    )  # fmt: skip
    html = paragraphs(
        note,
        lines(say("<b>My sources</b>"), counted if view == ALL else None),
        grouped(say, shown) if shown else nothing,
    )
    return screen(person, say, html, tuple(row for row in rows if row))


def kinds_screen(say: Say, person: Person, counts: Mapping[SourceKind, int]) -> Outgoing:
    """Which kind?"""
    rows = tuple(
        (
            Button(
                say.label("{kind}: {n}", kind=say.label_looked_up(GROUPS[kind]), n=counts[kind]),
                "src.list",
                f"{view_of_kind(kind)}.0",
            ),
        )
        for kind in SourceKind
        if counts.get(kind)
    )
    html = lines(say("<b>My sources</b>"), say("Which kind?"))
    return screen(person, say, html, (*rows, (to_list(say),)))


def goals_screen(
    say: Say, person: Person, goals: Sequence[Goal], counts: Mapping[GoalId, int]
) -> Outgoing:
    """Which goal?"""
    rows = tuple(
        (
            Button(
                say.label("{goal}: {n}", goal=short(goal.title), n=counts.get(goal.id, 0)),
                "src.goal",
                f"{goal.id}.0",
            ),
        )
        for goal in goals
    )
    question = (
        say("Which goal?")
        if goals
        else say("You have no goal yet: {command}", command=say.literal("/goals"))
    )
    html = lines(say("<b>My sources</b>"), question)
    return screen(person, say, html, (*rows, (to_list(say),)))


def goal_screen(
    say: Say,
    person: Person,
    goal: Goal,
    sources: Sequence[Source],
    *,
    page: int,
    can_ask: bool,
    note: Html | None = None,
) -> Outgoing:
    """What one goal is learned from."""
    shown = rules.cut(sources, page)
    rows: list[tuple[Button, ...]] = [
        (Button(short(source.title), "src.show", str(source.id)),) for source in shown
    ]
    rows.append(turning(say, "src.goal", str(goal.id), page=page, count=len(sources)))
    rows.append((Button(say.label("Add one"), "src.add", str(goal.id)),))
    if can_ask:
        rows.append((Button(say.label("Ask my circle"), "src.ask", str(goal.id)),))
    rows.append((Button(say.label("To the goal"), "goal.show", str(goal.id)), to_list(say)))
    html = paragraphs(
        note,
        lines(say("<b>Sources</b>"), say("Goal: {goal}", goal=say.bold(goal.title))),
        grouped(say, shown) if shown else say("No source serves this goal yet."),
        say("Fellow members may know communities elsewhere where this is learned: I can ask them.")
        if can_ask
        else None,
    )
    return screen(person, say, html, tuple(row for row in rows if row))


def refusal(say: Say, why: Refusal) -> Html:
    """Why it was not added, and what to do."""
    if why is Refusal.ALREADY:
        return say("This is among your sources already.")
    return lines(
        say.n(
            "You have {n} source, as many as one person can keep.",
            "You have {n} sources, as many as one person can keep.",
            n=rules.MOST_SOURCES,
        ),
        say("To make room, remove one that you no longer use."),
    )


def not_recognised(say: Say) -> Html:
    """What was typed is no source."""
    return lines(
        say("That is not a link, a handle or a hashtag."),
        say("For example: {examples}", examples=say.literal("example.com · @name · #python")),
    )


def own_link(say: Say) -> Html:
    """A link to the bot itself."""
    return say("That link leads to me. A source is somewhere else: a page, a person, a hashtag.")


def how_to_add(say: Say) -> Html:
    """The one-line form."""
    return lines(
        not_recognised(say),
        say("In one line: {example}", example=say.code("/sources add example.com")),
    )
