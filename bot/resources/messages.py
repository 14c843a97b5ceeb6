"""What people read about one link of theirs."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.circles.records import Circle
from bot.goals.messages import screen, short
from bot.goals.records import Goal
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.reading.records import Mode
from bot.resources import rules
from bot.resources.records import Refusal, Resource
from bot.slots.messages import MODE_LABELS, MODE_WORDS
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

REFUSALS: Final = {
    Refusal.TOO_MANY: mark(
        "You have as many links as one person can have. Remove some that you need no more, "
        "then send this one again."
    ),
    Refusal.TOO_FAST: mark(
        "That is as many new links as I can look at in an hour. Send the rest a little later."
    ),
}


# One link -------------------------------------------------------------------------------------------


def title_line(say: Say, resource: Resource) -> Html | None:
    """What it is called; None: nobody knows."""
    return say("Title: {title}", title=say.bold(resource.title)) if resource.title else None


def how_line(say: Say, resource: Resource) -> Html | None:
    """How it is taken in and how long that takes, as far as it is known."""
    length = None if resource.minutes is None else say.length(timedelta(minutes=resource.minutes))
    mode = None if resource.mode is None else say.looked_up(MODE_WORDS[resource.mode])
    if mode is not None and length is not None:
        return say("How: {mode}, {length}", mode=mode, length=length)
    if mode is not None:
        return say("How: {mode}", mode=mode)
    return say("Length: {length}", length=length) if length is not None else None


def description(say: Say, resource: Resource) -> Html:
    """Title, site, mode and length, link: a line each."""
    return lines(
        title_line(say, resource),
        say("Site: {site}", site=say.literal(resource.site)) if resource.site else None,
        how_line(say, resource),
        say("Link: {link}", link=say.literal(resource.url)),
    )


def page(
    say: Say,
    person: Person,
    resource: Resource,
    goal: Goal | None,
    circles: Sequence[tuple[Circle, bool]],
    *,
    note: Html | None = None,
) -> Outgoing:
    """One link with all that can be done to it."""
    number = str(resource.id)
    seen_by = [circle.name for circle, is_shared in circles if is_shared]
    html = paragraphs(
        note,
        description(say, resource),
        lines(
            say("Tags: {tags}", tags=say.listed(f"#{tag}" for tag in resource.tags))
            if resource.tags
            else None,
            say("Goal: {goal}", goal=say.bold(goal.title)) if goal is not None else None,
            say("Why: {why}", why=resource.why) if resource.why else None,
            say("Shared with: {circles}", circles=say.listed(seen_by)) if seen_by else None,
        ),
    )
    share = ((Button(say.label("Share with a circle"), "res.share", number),),) if circles else ()
    rows: Rows = (
        (Button(say.label("Save to my queue"), "queue.add", number),),
        *share,
        (
            Button(say.label_within("link", "Correct it"), "res.edit", number),
            Button(say.label("Why line"), "res.why", number),
        ),
        (
            Button(say.label("Tags"), "res.tags", number),
            Button(say.label_within("link", "Goal"), "res.goals", number),
        ),
        (
            Button(say.label("Share outside"), "res.out", number),
            Button(say.label_within("link", "Remove"), "res.drop", number),
        ),
        (my_links(say),),
    )
    return screen(person, say, html, rows)


def my_links(say: Say) -> Button:
    """To the list of one's own links."""
    return Button(say.label("My links"), "res.list", "1")


def back(say: Say, resource: Resource) -> Button:
    """Back to one link."""
    return Button(say.label("Back"), "res.show", str(resource.id))


def known_already(say: Say) -> Html:
    """The same link came again."""
    return say("You have this one already.")


# Changing it ----------------------------------------------------------------------------------------


def edit(say: Say, person: Person, resource: Resource) -> Outgoing:
    """What is to be corrected?"""
    number = str(resource.id)
    return screen(
        person,
        say,
        paragraphs(description(say, resource), say("What is not right?")),
        (
            (
                Button(say.label_within("link", "Title"), "res.title", number),
                Button(say.label_within("link", "Mode"), "res.modes", number),
                Button(say.label_within("link", "Length"), "res.lengths", number),
            ),
            (back(say, resource),),
        ),
    )


def mode_rows(say: Say, resource: Resource, *, is_asked: bool) -> Rows:
    """Five modes to choose from; `is_asked`: what is missing then is asked too."""
    end = ".a" if is_asked else ""

    def button(mode: Mode) -> Button:
        return Button(
            say.label_looked_up(MODE_LABELS[mode]), "res.mode", f"{resource.id}.{mode.value}{end}"
        )

    return (
        (button(Mode.READ), button(Mode.LISTEN), button(Mode.WATCH)),
        (button(Mode.PRACTISE), button(Mode.DISCUSS)),
    )


def length_rows(say: Say, resource: Resource, *, is_asked: bool) -> Rows:
    """Lengths to choose from, and one to be typed."""
    end = ".a" if is_asked else ""
    buttons = [
        Button(say.digits(str(n)), "res.length", f"{resource.id}.{n}{end}") for n in rules.LENGTHS
    ]
    other = Button(say.label("Another length"), "res.typed", f"{resource.id}{end}")
    return (tuple(buttons[:3]), tuple(buttons[3:]), (other,))


def choose_mode(say: Say, person: Person, resource: Resource) -> Outgoing:
    """How is it taken in?"""
    return screen(
        person,
        say,
        paragraphs(description(say, resource), how_question(say)),
        (*mode_rows(say, resource, is_asked=False), (back(say, resource),)),
    )


def choose_length(say: Say, person: Person, resource: Resource) -> Outgoing:
    """How long does it take?"""
    return screen(
        person,
        say,
        paragraphs(description(say, resource), length_question(say)),
        (*length_rows(say, resource, is_asked=False), (back(say, resource),)),
    )


def how_question(say: Say) -> Html:
    """How?"""
    return say("How is it taken in?")


def length_question(say: Say) -> Html:
    """How long?"""
    return say("How many minutes does it take?")


def choose_goal(say: Say, person: Person, resource: Resource, goals: Sequence[Goal]) -> Outgoing:
    """Which goal is it for?"""
    rows: list[tuple[Button, ...]] = [
        (Button(short(goal.title), "res.goal", f"{resource.id}.{goal.id}"),) for goal in goals
    ]
    if resource.goal_id is not None:
        rows.append((Button(say.label("For no goal"), "res.goal", f"{resource.id}.0"),))
    question = (
        say("Which goal is it for?")
        if goals
        else say("You have no active goal. To set one: {command}", command=say.literal("/goals"))
    )
    return screen(
        person,
        say,
        paragraphs(description(say, resource), question),
        (*rows, (back(say, resource),)),
    )


def confirm_remove(say: Say, person: Person, resource: Resource) -> Outgoing:
    """Removing is final: asked once."""
    return screen(
        person,
        say,
        paragraphs(
            say("Remove this link?"),
            description(say, resource),
            say("Your circles do not see it any more then. Whoever saved it keeps their copy."),
        ),
        (
            (Button(say.label("Yes, remove the link"), "res.drop.y", str(resource.id)),),
            (back(say, resource),),
        ),
    )


def removed(say: Say, person: Person) -> Outgoing:
    """It is gone."""
    return screen(person, say, say("The link is removed."), ((my_links(say),),))


def outside(say: Say, person: Person, resource: Resource) -> Outgoing:
    """A ready text to post elsewhere."""
    rows: list[tuple[Button, ...]] = []
    leading = rules.leading_outside(resource)
    if leading is not None:
        rows.append((Button(say.label("Send it in Telegram"), url=leading),))
    copied = rules.short_outside_text(resource)
    if copied is not None:
        rows.append((Button(say.label("Copy the text"), copy=copied),))
    return screen(
        person,
        say,
        lines(
            say("A text to post wherever you like:"),
            say.quote(rules.outside_text(resource)),
            say("Whoever answers may well care about the same things."),
        ),
        (*rows, (back(say, resource),)),
    )
