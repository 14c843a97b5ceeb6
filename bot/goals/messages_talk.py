"""The questions of the guided talk about a goal."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.dialogue import Choice, Question
from bot.goals.messages import short, too_many
from bot.goals.records import Goal, GoalDraft
from bot.goals.rules import WrongDate
from bot.texts import Html, Say, lines, paragraphs

KEEP: Final = "keep"
SAVE, MORE = "save", "more"
MONTHS: Final = {"m1": 1, "m3": 3, "m6": 6}  # what the buttons offer; any other date is typed


def ask_field(say: Say) -> Question:
    """What is it about?"""
    return Question(
        say=say,
        html=paragraphs(
            say("<b>A new goal</b>"),
            lines(
                say("What field is it in?"),
                say("For example: statistics, Python, writing in English."),
            ),
        ),
    )


def ask_focus(say: Say, *, field: str) -> Question:
    """Which part first?"""
    return Question(
        say=say,
        html=lines(
            say("Field: {field}", field=say.bold(field)),
            say("Which part of it do you begin with? The smaller, the better."),
        ),
    )


def push(say: Say, *, field: str, focus: str) -> Question:
    """Too broad: one friendly push to name the first part."""
    return Question(
        say=say,
        html=paragraphs(
            lines(
                say("Field: {field}", field=say.bold(field)),
                say("First part: {focus}", focus=say.bold(focus)) if focus else None,
            ),
            lines(
                say("That is still wide, and wide goals are hard to finish."),
                say("What is its first part? For example one chapter, one tool, or one thing you "
                    "want to be able to do."),
            ),
        ),
        choices=((Choice(say.label("Keep it as it is"), KEEP),),),
    )  # fmt: skip


def ask_why(say: Say) -> Question:
    """Which gap?"""
    return Question(
        say=say,
        html=lines(
            say("Why this one? Which gap does it close for you?"),
            say("One sentence is enough; it will remind you later."),
        ),
    )


def ask_measure(say: Say) -> Question:
    """How will it be known?"""
    return Question(
        say=say,
        html=lines(
            say("How will you know that you have learned it?"),
            say("For example: I can explain it to a colleague, or I finished a small project."),
        ),
    )


def ask_horizon(say: Say, *, is_change: bool) -> Question:
    """By when?"""
    rows: list[tuple[Choice, ...]] = [
        (
            Choice(say.label("1 month"), "m1"),
            Choice(say.label("3 months"), "m3"),
            Choice(say.label("6 months"), "m6"),
        )
    ]
    if is_change:
        rows.append((Choice(say.label("No date"), "none"),))
    return Question(
        say=say,
        html=lines(
            say("By when?"),
            say("Press one, or type a date: 1 December, in 6 weeks."),
        ),
        choices=tuple(rows),
    )


def ask_which_date(say: Say, dates: Sequence[date]) -> Question:
    """A date that can be read two ways."""
    rows = tuple(
        (Choice(say.plain(say.day(on, today=dates[0].replace(year=1))), on.isoformat()),)
        for on in dates
    )
    return Question(say=say, html=say("Which date do you mean?"), choices=rows)


def ask_whom(say: Say) -> Question:
    """From or with whom?"""
    return Question(
        say=say,
        html=lines(
            say("From whom, or with whom, would you like to learn it?"),
            say("For example: somebody who works with it, or two beginners like me."),
        ),
    )


def ask_right(say: Say, draft: GoalDraft, *, today: date, is_short: bool) -> Question:
    """Everything once more, before it is kept."""
    choices = [Choice(say.label("Save"), SAVE)]
    if is_short:
        choices.append(Choice(say.label("Tell more first"), MORE))
    return Question(
        say=say,
        html=paragraphs(
            say("<b>Is this your goal?</b>"),
            lines(
                say("Field: {field}", field=draft.field),
                say("First part: {focus}", focus=draft.focus) if draft.focus else None,
                say("Why: {why}", why=draft.why) if draft.why else None,
                say("How I will know: {measure}", measure=draft.measure)
                if draft.measure
                else None,
                say("By {day}", day=say.day(draft.horizon_on, today=today))
                if draft.horizon_on
                else None,
                say("From or with whom: {whom}", whom=draft.whom) if draft.whom else None,
            ),
        ),
        choices=(tuple(choices),),
    )


def ask_which_to_pause(say: Say, active: Sequence[Goal]) -> Question:
    """No more can be active: which one makes room?"""
    return Question(
        say=say,
        html=paragraphs(
            too_many(say, len(active)),
            say("To add a goal, choose one that pauses meanwhile. It can be taken up again."),
        ),
        choices=tuple((Choice(short(goal.title), f"g{goal.id}"),) for goal in active),
    )


def use_the_buttons(say: Say) -> Html:
    """Something was typed where a press is wanted."""
    return say("One of the buttons above is needed here.")


def no_words(say: Say) -> Html:
    """Nothing that can be read as words."""
    return say("I need a few words here. For example: statistics.")


def too_long(say: Say, *, n: int) -> Html:
    """Longer than what is kept."""
    return say.n(
        "That is too long: {n} character fits here.",
        "That is too long: {n} characters fit here.",
        n=n,
    )


def not_a_date(say: Say) -> Html:
    """A date that was not understood."""
    return say("I could not read that date. For example: 1 December, in 2 weeks, tomorrow.")


def wrong_date(say: Say, wrong: WrongDate) -> Html:
    """A date that is no horizon."""
    if wrong is WrongDate.PAST:
        return say("That day is not ahead of us. Which later day is it?")
    return say("That is very far away. A nearer date helps more; it can be moved later.")
