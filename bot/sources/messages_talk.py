"""The questions of the talks about a source."""

from collections.abc import Sequence
from typing import Final

from bot.dialogue import Choice, Question
from bot.goals.messages import short
from bot.goals.records import Goal
from bot.sources.records import LONGEST_NOTE, LONGEST_TAG, LONGEST_TITLE, MOST_TAGS
from bot.sources.rules_names import SITES
from bot.texts import Html, Say, lines, paragraphs

CLEAR: Final = "clear"  # leaves the note or the tags empty


def ask_what(say: Say) -> Question:
    """Where from?"""
    return Question(
        say=say,
        html=paragraphs(
            say("<b>A new source</b>"),
            lines(
                say("Where do you learn from? Send a link, a handle or a hashtag."),
                say("For example: {examples}",
                    examples=say.literal("example.com · @name · #python")),
            ),
        ),
    )  # fmt: skip


def ask_community(say: Say, *, field: str | None) -> Question:
    """Which community?"""
    return Question(
        say=say,
        html=lines(
            say("Field: {field}", field=say.bold(field)) if field else None,
            say("Which community is it? Send its link, or r/… for a subreddit."),
            say("It is added to your sources, and the circle that asked sees it."),
        ),
    )


def ask_site(say: Say, *, name: str) -> Question:
    """On which site?"""
    choices = [Choice(site.name, key) for key, site in SITES.items()]
    return Question(
        say=say,
        html=lines(
            say("Handle: {handle}", handle=say.literal(f"@{name}")),
            say("On which site? If it is another one, send the link of the page."),
        ),
        choices=tuple(tuple(choices[i : i + 3]) for i in range(0, len(choices), 3)),
    )


def ask_goal(say: Say, title: str, goals: Sequence[Goal]) -> Question:
    """Which goal does it serve?"""
    return Question(
        say=say,
        html=lines(
            say("Saved: {title}", title=say.bold(title)),
            say("Which goal do you learn from it for?"),
        ),
        choices=tuple((Choice(short(goal.title), f"g{goal.id}"),) for goal in goals),
    )


def ask_title(say: Say, title: str) -> Question:
    """Another name."""
    return Question(
        say=say,
        html=lines(
            say("Source: {title}", title=say.bold(title)),
            say("What shall it be called?"),
        ),
    )


def ask_note(say: Say, title: str, *, note: str) -> Question:
    """A line for themselves."""
    return Question(
        say=say,
        html=lines(
            say("Source: {title}", title=say.bold(title)),
            say("Note: {note}", note=note) if note else None,
            say("A line for yourself: what is it good for? Nobody else sees it."),
        ),
        choices=((Choice(say.label("No note"), CLEAR),),) if note else (),
    )


def ask_tags(say: Say, title: str, *, tags: Sequence[str]) -> Question:
    """A few words to find it by."""
    return Question(
        say=say,
        html=lines(
            say("Source: {title}", title=say.bold(title)),
            say("Tags: {tags}", tags=say.listed(tags)) if tags else None,
            say("Send up to {n} tags, with commas or spaces between them.", n=MOST_TAGS),
        ),
        choices=((Choice(say.label("No tags"), CLEAR),),) if tags else (),
    )


def too_long_title(say: Say) -> Html:
    """The name does not fit."""
    return say.n(
        "That is longer than {n} character. A shorter one fits on a button, too.",
        "That is longer than {n} characters. A shorter one fits on a button, too.",
        n=LONGEST_TITLE,
    )


def too_long_note(say: Say) -> Html:
    """The note does not fit."""
    return say.n(
        "That is longer than {n} character. The main thing in one line is enough.",
        "That is longer than {n} characters. The main thing in one line is enough.",
        n=LONGEST_NOTE,
    )


def wrong_tags(say: Say) -> Html:
    """Too many, or too long."""
    return say(
        "At most {most} tags fit, each of at most {longest} characters.",
        most=MOST_TAGS,
        longest=LONGEST_TAG,
    )


def no_words(say: Say) -> Html:
    """There is nothing to keep in it."""
    return say("There are no words in that. Send a few, or press Cancel.")


def not_there(say: Say, site: str) -> Html:
    """Names on that site do not look so."""
    return say(
        "A name on {site} does not look like that. Press another site, or send a link.", site=site
    )
