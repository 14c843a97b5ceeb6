"""What people read while a link is looked at, and what they are asked about it."""

from bot.dialogue import Choice, Question
from bot.goals.messages import screen
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.resources import messages, rules
from bot.resources.records import (
    LONGEST_MINUTES,
    LONGEST_TITLE,
    LONGEST_WHY,
    MOST_TAGS,
    Lookup,
    Resource,
)
from bot.texts import Html, Say, lines, paragraphs


def one_moment(say: Say, person: Person, resource: Resource) -> Outgoing:
    """It is being looked at; the screen changes within seconds."""
    return screen(
        person,
        say,
        lines(
            say("One moment: I am looking at what is behind this link."),
            say("Link: {link}", link=say.literal(resource.url)),
        ),
    )


def ask(say: Say, person: Person, resource: Resource, missing: rules.Missing | None) -> Outgoing:
    """What could not be found out is asked; the same words whatever the reason was."""
    if missing is rules.Missing.MODE:
        question, rows = (
            messages.how_question(say),
            messages.mode_rows(say, resource, is_asked=True),
        )
    else:
        question, rows = (
            messages.length_question(say),
            messages.length_rows(say, resource, is_asked=True),
        )
    return screen(
        person,
        say,
        paragraphs(why_asked(say, resource), messages.description(say, resource), question),
        (*rows, (_leave_it(say, resource),)),
    )


def ask_title_by_button(say: Say, person: Person, resource: Resource) -> Outgoing:
    """Only its title is missing."""
    rows: Rows = (
        (
            Button(say.label("Type a title"), "res.title", str(resource.id)),
            _leave_it(say, resource),
        ),
    )
    return screen(
        person,
        say,
        paragraphs(
            why_asked(say, resource),
            messages.description(say, resource),
            say("What is it called?"),
        ),
        rows,
    )


def _leave_it(say: Say, resource: Resource) -> Button:
    return Button(say.label("Skip"), "res.show", str(resource.id))


def why_asked(say: Say, resource: Resource) -> Html | None:
    """Why something is asked at all."""
    match resource.lookup:
        case Lookup.NOT_FOUND | Lookup.WAITING:
            return say("I could not find out what is behind this link, so I am asking you.")
        case Lookup.FOUND:
            return say("The page does not tell everything, so I am asking you.")
        case Lookup.NONE:
            return None


# The talk -------------------------------------------------------------------------------------------


def ask_title(say: Say, resource: Resource) -> Question:
    """What is it called?"""
    return Question(
        say=say, html=paragraphs(messages.description(say, resource), say("What is it called?"))
    )


def ask_minutes(say: Say, resource: Resource) -> Question:
    """How long, typed?"""
    return Question(
        say=say,
        html=paragraphs(
            messages.description(say, resource),
            say("How many minutes does it take? Type a number."),
        ),
    )


def ask_tags(say: Say, resource: Resource) -> Question:
    """Which tags?"""
    return Question(
        say=say,
        html=paragraphs(
            messages.description(say, resource),
            lines(
                say("Which tags? A word or several, with spaces between them."),
                say("Up to {n} of them. To have none, skip.", n=MOST_TAGS),
            ),
        ),
    )


def ask_why(say: Say, resource: Resource) -> Question:
    """Why?"""
    return Question(
        say=say,
        html=paragraphs(
            messages.description(say, resource),
            lines(
                say("Why is it worth it? One line; your circles see it too."),
                say("To have none, skip."),
            ),
        ),
    )


def not_minutes(say: Say) -> Html:
    """No number of minutes."""
    return say("Type the minutes as a number from 1 to {most}.", most=LONGEST_MINUTES)


def no_words(say: Say) -> Html:
    """Nothing was typed."""
    return say("Type it as text, please, or skip.")


def title_too_long(say: Say) -> Html:
    """More than a title."""
    return say("That is longer than a title: {n} characters at most.", n=LONGEST_TITLE)


def why_too_long(say: Say) -> Html:
    """More than a line."""
    return say("That is longer than a line: {n} characters at most.", n=LONGEST_WHY)


def ask_link(say: Say, *, has_circles: bool, has_links: bool) -> Question:
    """`/share` alone."""
    rows: list[tuple[Choice, ...]] = []
    if has_links:
        rows.append((Choice(say.label("My links"), "mine"),))
    if has_circles:
        rows.append((Choice(say.label("What my circles shared"), "circles"),))
        rows.append((Choice(say.label("How I hear of links"), "hear"),))
    example = say.label("#statistics why I like it")
    return Question(
        say=say,
        html=lines(
            say("Which link? Send it here, or forward a message that has one."),
            say("In one line, with tags and a reason: {form}", form=say.code(f"/share https://example.com {example}")),
        ),
        choices=tuple(rows),
    )  # fmt: skip


def no_link(say: Say) -> Html:
    """What was typed holds no link."""
    return say("I see no link in that. A link looks like this: {link}",
               link=say.literal("https://example.com"))  # fmt: skip
