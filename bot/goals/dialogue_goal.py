"""The guided talks about a goal: a new one, and another focus or date for one that is there."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.goals import actions, messages, rules, store
from bot.goals import messages_talk as talking
from bot.goals.records import (
    LONGEST_ANSWER,
    LONGEST_FIELD,
    LONGEST_FOCUS,
    Goal,
    GoalDraft,
    GoalState,
)
from bot.goals.rules_line import read_line
from bot.outbox.records import Outgoing
from bot.people.actions import speaker
from bot.people.records import Person
from bot.reading.dates import read_date
from bot.reading.records import Question as Unclear
from bot.texts import Html
from bot.texts.html import one_line
from bot.work import Work

NEW, EDIT = "goal", "goal_edit"
# Data keys beside the draft's own: `goal` (the one that is changed), `pushed` (the push was given),
# `short` (typed in one line: the other questions are not asked), `dates` (readings of a date).
_LONGEST: Final = {"why": LONGEST_ANSWER, "measure": LONGEST_ANSWER, "whom": LONGEST_ANSWER}


def draft_of(data: Mapping[str, Any]) -> GoalDraft:
    """What was answered so far."""
    horizon = data.get("horizon")
    return GoalDraft(
        field=data.get("field", ""),
        focus=data.get("focus", ""),
        why=data.get("why", ""),
        measure=data.get("measure", ""),
        horizon_on=date.fromisoformat(horizon) if horizon else None,
        whom=data.get("whom", ""),
    )


def today_of(work: Work, person: Person) -> date:
    """The date where they live."""
    return work.now.astimezone(person.reader.tz).date()


def step_after_line(data: Mapping[str, Any]) -> str:
    """Where a talk that began with one line goes on."""
    if data.get("dates"):
        return "which_date"
    if rules.needs_a_push(draft_of(data)) and not data.get("pushed"):
        return "push"
    return "summary"


# Field and focus ---------------------------------------------------------------------------------


async def ask_field(work: Work, talk: Talk) -> Question:
    """What is it about?"""
    _, say = await speaker(work, talk)
    return talking.ask_field(say)


async def read_field(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A field, or the whole goal in one line."""
    person, say = await speaker(work, talk)
    text = one_line(answer.text or "")
    if ":" in text:
        data = read_line(text, today=today_of(work, person))
        if data is not None and data["focus"]:
            data["short"] = True
            return Goto(step_after_line(data), data)
    if len(text) > LONGEST_FIELD:
        return Again(talking.too_long(say, n=LONGEST_FIELD))
    if not rules.fits(GoalDraft(field=text)):
        return Again(talking.no_words(say))
    return Goto("focus", {"field": text})


async def ask_focus(work: Work, talk: Talk) -> Question:
    """Which part first?"""
    _, say = await speaker(work, talk)
    return talking.ask_focus(say, field=talk.data["field"])


async def read_focus(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A part; one that is too broad gets its one push."""
    _, say = await speaker(work, talk)
    focus = one_line(answer.text or "")
    if len(focus) > LONGEST_FOCUS:
        return Again(talking.too_long(say, n=LONGEST_FOCUS))
    if not focus and not answer.is_skip:
        return Again(talking.no_words(say))
    if rules.is_too_broad(talk.data["field"], focus) and not talk.data.get("pushed"):
        return Goto("push", {"focus": focus, "pushed": True})
    return await _after_focus(work, talk, focus)


async def ask_push(work: Work, talk: Talk) -> Question:
    """What is its first part?"""
    _, say = await speaker(work, talk)
    return talking.push(say, field=talk.data["field"], focus=talk.data.get("focus", ""))


async def read_push(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A first part, or as it is: there is only one push."""
    _, say = await speaker(work, talk)
    if answer.choice == talking.KEEP:
        return await _after_focus(work, talk, talk.data.get("focus", ""))
    focus = one_line(answer.text or "")
    if len(focus) > LONGEST_FOCUS:
        return Again(talking.too_long(say, n=LONGEST_FOCUS))
    if not focus:
        return Again(talking.no_words(say))
    return await _after_focus(work, talk, focus)


async def _after_focus(work: Work, talk: Talk, focus: str) -> Answered:
    if "goal" in talk.data:
        person, _ = await speaker(work, talk)
        goal = await actions.change_focus(work, person, talk.data["goal"], focus)
        return await _changed(work, person, goal)
    step = "summary" if talk.data.get("short") else "why"
    return Goto(step, {"focus": focus, "pushed": True})


# Why, measure, horizon, whom ---------------------------------------------------------------------


async def ask_why(work: Work, talk: Talk) -> Question:
    """Which gap?"""
    return talking.ask_why((await speaker(work, talk))[1])


async def read_why(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A reason in their words."""
    return await _read_words(work, talk, answer, key="why", then="measure")


async def ask_measure(work: Work, talk: Talk) -> Question:
    """How will it be known?"""
    return talking.ask_measure((await speaker(work, talk))[1])


async def read_measure(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A measure in their words."""
    then = "whom" if talk.data.get("horizon") else "horizon"
    return await _read_words(work, talk, answer, key="measure", then=then)


async def ask_whom(work: Work, talk: Talk) -> Question:
    """From or with whom?"""
    return talking.ask_whom((await speaker(work, talk))[1])


async def read_whom(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Somebody, in their words."""
    return await _read_words(work, talk, answer, key="whom", then="summary")


async def _read_words(work: Work, talk: Talk, answer: Answer, *, key: str, then: str) -> Answered:
    _, say = await speaker(work, talk)
    text = one_line(answer.text or "")
    if len(text) > _LONGEST[key]:
        return Again(talking.too_long(say, n=_LONGEST[key]))
    if not text and not answer.is_skip:
        return Again(talking.no_words(say))
    return Goto(then, {key: text})


async def ask_horizon(work: Work, talk: Talk) -> Question:
    """By when?"""
    _, say = await speaker(work, talk)
    return talking.ask_horizon(say, is_change="goal" in talk.data)


async def read_horizon(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A number of months, a typed date, or none."""
    person, say = await speaker(work, talk)
    today = today_of(work, person)
    if answer.is_skip or answer.choice == "none":
        return await _after_horizon(work, talk, None)
    if answer.choice in talking.MONTHS:
        on = rules.months_after(today, talking.MONTHS[answer.choice])
        return await _after_horizon(work, talk, on)
    read = read_date(answer.text or "", today=today)
    if isinstance(read, Unclear):
        dates = [choice.on.isoformat() for choice in read.choices if choice.on is not None]
        return Goto("which_date", {"dates": dates})
    if read is None:
        return Again(talking.not_a_date(say))
    if (wrong := rules.refuse_horizon(read, today=today)) is not None:
        return Again(talking.wrong_date(say, wrong))
    return await _after_horizon(work, talk, read)


async def ask_which_date(work: Work, talk: Talk) -> Question:
    """One of two readings."""
    _, say = await speaker(work, talk)
    return talking.ask_which_date(say, [date.fromisoformat(on) for on in talk.data["dates"]])


async def read_which_date(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of them, or another date typed."""
    if answer.choice is None:
        return await read_horizon(work, talk, answer)
    person, say = await speaker(work, talk)
    on = date.fromisoformat(answer.choice)
    if (wrong := rules.refuse_horizon(on, today=today_of(work, person))) is not None:
        return Again(talking.wrong_date(say, wrong))
    return await _after_horizon(work, talk, on)


async def _after_horizon(work: Work, talk: Talk, on: date | None) -> Answered:
    if "goal" in talk.data:
        person, _ = await speaker(work, talk)
        goal = await actions.change_horizon(work, person, talk.data["goal"], on)
        return await _changed(work, person, goal)
    data = {"horizon": on.isoformat() if on else "", "dates": []}
    if talk.data.get("short"):
        return Goto(step_after_line({**talk.data, **data}), data)
    return Goto("whom", data)


# The end -----------------------------------------------------------------------------------------


async def ask_summary(work: Work, talk: Talk) -> Question:
    """Is this your goal?"""
    person, say = await speaker(work, talk)
    return talking.ask_right(
        say,
        draft_of(talk.data),
        today=today_of(work, person),
        is_short=bool(talk.data.get("short")),
    )


async def read_summary(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Save it, unless too many are active by now."""
    person, say = await speaker(work, talk)
    if answer.choice == talking.MORE:
        return Goto("why", {"short": False})
    if answer.choice != talking.SAVE:
        return Again(talking.use_the_buttons(say))
    outcome = await actions.set_goal(work, person, draft_of(talk.data))
    if not isinstance(outcome, Goal):
        return Goto("full")
    return Finished(await screen_of(work, person, outcome, note=say("Your goal is saved.")))


async def ask_full(work: Work, talk: Talk) -> Question:
    """Which one makes room?"""
    person, say = await speaker(work, talk)
    return talking.ask_which_to_pause(say, await store.list_active(work.conn, person.id))


async def read_full(work: Work, talk: Talk, answer: Answer) -> Answered:
    """The goal that pauses; then the new one goes on where it was."""
    person, say = await speaker(work, talk)
    if answer.choice is None:
        return Again(talking.use_the_buttons(say))
    await actions.set_state(work, person, int(answer.choice[1:]), GoalState.PAUSED)
    return Goto(step_after_line(talk.data) if talk.data.get("field") else "field")


async def _changed(work: Work, person: Person, goal: Goal) -> Finished:
    say = work.say_to(person.reader)
    return Finished(await screen_of(work, person, goal, note=say("Changed.")))


async def screen_of(
    work: Work, person: Person, goal: Goal, *, note: Html | None = None
) -> Outgoing:
    """One goal's screen as it stands."""
    circles = await actions.list_sharing(work, person, goal)
    today = today_of(work, person)
    say = work.say_to(person.reader)
    return messages.goal_screen(say, person, goal, circles, today=today, note=note)


GOAL: Final = Dialogue(
    name=NEW,
    command="/goals",
    steps={
        "field": Step(ask_field, read_field),
        "focus": Step(ask_focus, read_focus, may_skip=True),
        "push": Step(ask_push, read_push),
        "why": Step(ask_why, read_why, may_skip=True),
        "measure": Step(ask_measure, read_measure, may_skip=True),
        "horizon": Step(ask_horizon, read_horizon, may_skip=True),
        "which_date": Step(ask_which_date, read_which_date, may_skip=False),
        "whom": Step(ask_whom, read_whom, may_skip=True),
        "summary": Step(ask_summary, read_summary),
        "full": Step(ask_full, read_full),
    },
)
GOAL_EDIT: Final = Dialogue(
    name=EDIT,
    command=None,
    steps={
        "focus": Step(ask_focus, read_focus),
        "push": Step(ask_push, read_push),
        "horizon": Step(ask_horizon, read_horizon),
        "which_date": Step(ask_which_date, read_which_date),
    },
)
