"""What people read about their goals."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.circles.records import Circle
from bot.goals.records import ENDED, Goal, GoalState
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.html import isolated, one_line
from bot.texts.say import mark

LONGEST_ON_BUTTON: Final = 36  # characters; a phone cuts what is longer
MOST_ENDED: Final = 20  # goals; the newest: more do not fit on a screen

STATES: Final = {
    GoalState.ACTIVE: mark("Active"),
    GoalState.PAUSED: mark("Paused for now"),
    GoalState.ACHIEVED: mark("Achieved"),
    GoalState.DROPPED: mark("Let go"),
}


def screen(person: Person, say: Say, html: Html, buttons: Rows = ()) -> Outgoing:
    """One screen for one person."""
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)


def short(text: str) -> str:
    """Somebody's own words on a button."""
    words = one_line(text)
    cut = words if len(words) <= LONGEST_ON_BUTTON else words[: LONGEST_ON_BUTTON - 1] + "…"
    return isolated(cut)


def goals_screen(
    say: Say, person: Person, goals: Sequence[Goal], *, most: int, today: date
) -> Outgoing:
    """`/goals`: what is active and what is paused, a button for each."""
    active = [goal for goal in goals if goal.is_active]
    paused = [goal for goal in goals if goal.state is GoalState.PAUSED]
    has_ended = any(goal.state in ENDED for goal in goals)
    rows = [(Button(short(goal.title), "goal.show", str(goal.id)),) for goal in (*active, *paused)]
    rows.append((Button(say.label("Add a goal"), "goal.add"),))
    if has_ended:
        rows.append((Button(say.label("Achieved and let go"), "goal.past"),))
    if not active and not paused:
        return screen(
            person,
            say,
            paragraphs(
                say("<b>My goals</b>"),
                say("You have no goal yet. One small goal is a good beginning."),
            ),
            tuple(rows),
        )
    return screen(
        person,
        say,
        paragraphs(
            say("<b>My goals</b>"),
            *(_summary(say, goal, today=today) for goal in active),
            say("<b>Paused</b>") if paused else None,
            *(_summary(say, goal, today=today) for goal in paused),
            say("That is as many as can be active at a time: focus is the point.")
            if len(active) >= most
            else None,
        ),
        tuple(rows),
    )


def _summary(say: Say, goal: Goal, *, today: date) -> Html:
    return lines(
        say("Goal: {goal}", goal=say.bold(goal.title)),
        say("Field: {field}", field=goal.field) if goal.focus else None,
        say("By {day}", day=say.day(goal.horizon_on, today=today)) if goal.horizon_on else None,
    )


def past_screen(say: Say, person: Person, goals: Sequence[Goal]) -> Outgoing:
    """What was achieved and what was let go, the newest first."""
    ended = sorted(
        (goal for goal in goals if goal.state in ENDED), key=lambda g: g.changed_at, reverse=True
    )
    shown = [
        lines(
            say("Goal: {goal}", goal=say.bold(goal.title)),
            say("{state}, {day}",
                state=say.looked_up(STATES[goal.state]),
                day=say.day(goal.changed_at.astimezone(say.reader.tz).date())),
        )
        for goal in ended[:MOST_ENDED]
    ]  # fmt: skip
    return screen(
        person,
        say,
        paragraphs(say("<b>Achieved and let go</b>"), *shown),
        ((_all_goals(say),),),
    )


def _all_goals(say: Say) -> Button:
    return Button(say.label("All my goals"), "goal.list")


def goal_text(
    say: Say, goal: Goal, circles: Sequence[tuple[Circle, bool]], *, today: date
) -> Html:
    """Everything about one goal."""
    seen_by = [circle.name for circle, is_shared in circles if is_shared]
    sharing = None
    if seen_by:
        sharing = say("Shared with: {circles}", circles=say.listed(seen_by))
    elif circles and goal.state not in ENDED:
        sharing = say("Only you see it.")
    return paragraphs(
        say("Goal: {goal}", goal=say.bold(goal.title)),
        lines(
            say("Field: {field}", field=goal.field) if goal.focus else None,
            say("Why: {why}", why=goal.why) if goal.why else None,
            say("How I will know: {measure}", measure=goal.measure) if goal.measure else None,
            say("By {day}", day=say.day(goal.horizon_on, today=today))
            if goal.horizon_on
            else None,
            say("From or with whom: {whom}", whom=goal.whom) if goal.whom else None,
            say("State: {state}", state=say.looked_up(STATES[goal.state]))
            if not goal.is_active
            else None,
        ),
        sharing,
    )


def goal_screen(
    say: Say,
    person: Person,
    goal: Goal,
    circles: Sequence[tuple[Circle, bool]],
    *,
    today: date,
    note: Html | None = None,
) -> Outgoing:
    """One goal with what can be done to it."""
    number = str(goal.id)

    def move(text: str, state: GoalState) -> Button:
        return Button(text, "goal.state", f"{number}.{state.value}")

    drop = Button(say.label("Let it go"), "goal.drop", number)
    sources = (Button(say.label("Sources"), "src.goal", f"{number}.0"),)
    rows: list[tuple[Button, ...]] = []
    if goal.is_active:
        rows = [
            (
                move(say.label("Achieved"), GoalState.ACHIEVED),
                move(say.label("Pause it"), GoalState.PAUSED),
                drop,
            ),
            (
                Button(say.label("Change the focus"), "goal.focus", number),
                Button(say.label("Change the date"), "goal.date", number),
            ),
        ]
        if circles:
            rows.append((Button(say.label("Share with my circles"), "goal.share", number),))
        rows.append(sources)
    elif goal.state is GoalState.PAUSED:
        rows = [(move(say.label("Take it up again"), GoalState.ACTIVE), drop), sources]
    text = paragraphs(note, goal_text(say, goal, circles, today=today))
    return screen(person, say, text, (*rows, (_all_goals(say),)))


def confirm_drop(say: Say, person: Person, goal: Goal) -> Outgoing:
    """Letting go is final: asked once."""
    return screen(
        person,
        say,
        lines(
            say("Let this goal go: {goal}?", goal=say.bold(goal.title)),
            say("It stays in your history. To come back to it later, pausing is better."),
        ),
        (
            (
                Button(say.label("Yes, let it go"), "goal.state", f"{goal.id}.dropped"),
                Button(say.label("Pause it"), "goal.state", f"{goal.id}.paused"),
            ),
            (Button(say.label("Back"), "goal.show", str(goal.id)),),
        ),
    )


def share_screen(
    say: Say, person: Person, goal: Goal, circles: Sequence[tuple[Circle, bool]]
) -> Outgoing:
    """Which of my circles see the goal; a tap changes one."""
    rows: list[tuple[Button, ...]] = []
    for circle, is_shared in circles:
        name = short(circle.name)
        text = say.label("{circle} ✓", circle=name) if is_shared else name
        # The button holds what it leads to, so that a double tap does not undo itself.
        wanted = "hide" if is_shared else "show"
        rows.append((Button(text, "goal.circle", f"{goal.id}.{circle.id}.{wanted}"),))
    rows.append(
        (
            Button(say.label("All of them"), "goal.all", str(goal.id)),
            Button(say.label("None of them"), "goal.none", str(goal.id)),
        )
    )
    rows.append((Button(say.label("Back"), "goal.show", str(goal.id)),))
    return screen(
        person,
        say,
        lines(
            say("Who sees this goal: {goal}?", goal=say.bold(goal.title)),
            say("Members of the circles with ✓ see it, and can help."),
        ),
        tuple(rows),
    )


def which_to_pause(say: Say, person: Person, active: Sequence[Goal], *, resumes: Goal) -> Outgoing:
    """No more can be active: which one makes room for the one that is taken up again?"""
    rows = [
        (Button(short(goal.title), "goal.swap", f"{goal.id}.{resumes.id}"),) for goal in active
    ]
    return screen(
        person,
        say,
        paragraphs(too_many(say, len(active)), say("Which one should pause instead?")),
        (*rows, (_all_goals(say),)),
    )


def too_many(say: Say, n: int) -> Html:
    """Focus is the point."""
    return say.n(
        "You work on {n} goal now. More at a time would leave too little for each.",
        "You work on {n} goals now. More at a time would leave too little for each.",
        n=n,
    )


def how_to_add(say: Say) -> Html:
    """The one-line form, for who typed something else."""
    example = say.label("add Python: the basics of testing by 1 December")
    return lines(
        say("A goal in one line has a field, a colon, and the part to begin with."),
        say("For example: {example}", example=say.code(f"/goals {example}")),
    )
