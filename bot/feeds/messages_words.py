"""What people are asked about the words of what they are offered."""

from typing import Final

from bot.dialogue.records import Choice, Question
from bot.feeds import messages
from bot.feeds.records import Subscription
from bot.texts import Html, Say, lines, paragraphs

ANY: Final = "any"  # no words any more


def ask_must(say: Say, subscription: Subscription) -> Question:
    """Which must be in it?"""
    return Question(
        say=say,
        html=paragraphs(
            lines(
                say("Which words must be in what I offer from there? One of them is enough."),
                _how(say),
            ),
            messages.include_line(say, subscription) if subscription.include else None,
        ),
        choices=((Choice(say.label("Any words will do"), ANY),),) if subscription.include else (),
    )


def ask_must_not(say: Say, subscription: Subscription) -> Question:
    """Which must not?"""
    return Question(
        say=say,
        html=paragraphs(
            lines(say("Which words must not be in what I offer from there?"), _how(say)),
            messages.exclude_line(say, subscription) if subscription.exclude else None,
        ),
        choices=((Choice(say.label("Any words will do"), ANY),),) if subscription.exclude else (),
    )


def _how(say: Say) -> Html:
    example = say.label("statistics, machine learning, program*")
    return lines(
        say("With commas between them, for example: {example}", example=say.code(example)),
        say("A star asks for whatever begins so."),
    )


def no_words(say: Say) -> Html:
    """What was typed has none."""
    return say("I found no words in that. Write one or more, with commas between them.")
