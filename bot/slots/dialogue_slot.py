"""The guided talks about a learning time: a new one, and another part of one that is there.

Every step reads its own buttons, its own short answers, and a whole typed line; then the sketch says what
is asked next. Nothing is kept before the echo was answered.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import time
from typing import Final

from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.dialogue.talks import Talks
from bot.goals.records import Goal, GoalId
from bot.outbox.records import Button, Outgoing
from bot.people.actions import speaker
from bot.people.records import Person
from bot.reading.normalise import normalise
from bot.reading.records import EVERY_DAY, Energy, Mode, Place
from bot.reading.slot_text import read_clock, read_minutes
from bot.slots import actions, messages, rules, rules_sketch, store
from bot.slots import messages_talk as talking
from bot.slots.dialogue_sketch import (
    data_of,
    go_to_next,
    read_line,
    read_typed,
    sketch_in,
)
from bot.slots.records import Sketch, Slot
from bot.slots.rules import Refusal
from bot.slots.rules_instants import next_occurrence
from bot.texts import Html
from bot.work import Work

NEW, EDIT = "slot", "slot_edit"
AFTER_ZONE: Final = "slot"  # what follows the talk about the zone
# Data keys: `sketch`; and `hour`, between the hour and the minute.


# Days --------------------------------------------------------------------------------------------


async def ask_days(work: Work, talk: Talk) -> Question:
    """On which days?"""
    _, say = await speaker(work, talk)
    return talking.ask_days(say, sketch_in(talk.data))


async def read_days(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Toggles, whole sets, or a typed line."""
    person, say = await speaker(work, talk)
    sketch = sketch_in(talk.data)
    match answer.choice:
        case None:
            return await read_typed(work, talk, answer)
        case talking.ENOUGH:
            chosen = rules_sketch.with_days(replace(sketch, unread=()), sketch.days)
            return await go_to_next(work, person, chosen)
        case talking.DAILY:
            days = EVERY_DAY
        case talking.WORKDAYS:
            days = talking.days_of_work(say)
        case toggle:
            days = sketch.days ^ {int(toggle[1:])}
    return Goto("days", data_of(replace(sketch, days=days)), keeps_buttons=True)


# Start -------------------------------------------------------------------------------------------


async def ask_hour(work: Work, talk: Talk) -> Question:
    """At what hour?"""
    _, say = await speaker(work, talk)
    return talking.ask_hour(say, sketch_in(talk.data))


async def read_hour(work: Work, talk: Talk, answer: Answer) -> Answered:
    """An hour, whose minute is asked next, or a typed time."""
    if answer.choice is not None:
        cleared = replace(sketch_in(talk.data), unread=())
        return Goto("minute", {**data_of(cleared), "hour": int(answer.choice[1:])})
    return await _read_time(work, talk, answer)


async def ask_minute(work: Work, talk: Talk) -> Question:
    """At which quarter of it?"""
    _, say = await speaker(work, talk)
    return talking.ask_minute(say, hour=talk.data["hour"])


async def read_minute(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A quarter, or a typed minute or time."""
    person, _ = await speaker(work, talk)
    hour = talk.data["hour"]
    minute = read_minutes(answer.text or "") if answer.choice is None else None
    if answer.choice is not None:
        minute = int(answer.choice[1:])
    elif minute is None or minute >= 60 or ":" in (answer.text or ""):  # noqa: PLR2004 - an hour
        return await _read_time(work, talk, answer)
    sketch = replace(sketch_in(talk.data), start=time(hour, minute), unread=())
    return await go_to_next(work, person, sketch)


async def _read_time(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A time of day by itself knows its days; with more around it, it is a line."""
    person, _ = await speaker(work, talk)
    sketch = sketch_in(talk.data)
    text = answer.text or ""
    if read_line(work, person, text).days:
        return await read_typed(work, talk, answer)
    clock = read_clock(text, days=sketch.days)
    if clock.start is None and not any(question.choices for question in clock.asks):
        return await read_typed(work, talk, answer)
    return await go_to_next(work, person, rules_sketch.merged_clock(sketch, clock))


# Length, place, energy, mode, goal ---------------------------------------------------------------


async def ask_length(work: Work, talk: Talk) -> Question:
    """How long?"""
    _, say = await speaker(work, talk)
    sketch = sketch_in(talk.data)
    wrong = None
    if sketch.wrong_minutes is not None:
        refusal = rules.refuse_minutes(sketch.wrong_minutes)
        most = work.settings.limits.slots_per_person
        wrong = messages.refused(say, refusal, most=most) if refusal is not None else None
    return talking.ask_length(say, sketch, wrong=wrong)


async def read_length(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of the lengths, another one typed, or the usual one."""
    person, say = await speaker(work, talk)
    sketch = replace(sketch_in(talk.data), unread=())
    if answer.is_skip:
        return await go_to_next(work, person, rules_sketch.skipped(sketch, "length"))
    if answer.choice is not None:
        minutes: int | None = int(answer.choice[1:])
    else:
        minutes = read_minutes(answer.text or "")
    if minutes is None or (answer.text and read_line(work, person, answer.text).days):
        return await read_typed(work, talk, answer)
    if (wrong := rules.refuse_minutes(minutes)) is not None:
        most = work.settings.limits.slots_per_person
        return Again(messages.refused(say, wrong, most=most))
    known = replace(sketch, minutes=minutes, wrong_minutes=None)
    return await go_to_next(work, person, known)


async def ask_place(work: Work, talk: Talk) -> Question:
    """Where?"""
    return talking.ask_place((await speaker(work, talk))[1])


async def ask_energy(work: Work, talk: Talk) -> Question:
    """How awake?"""
    return talking.ask_energy((await speaker(work, talk))[1])


async def ask_mode(work: Work, talk: Talk) -> Question:
    """How?"""
    return talking.ask_mode((await speaker(work, talk))[1], sketch_in(talk.data))


async def ask_goal(work: Work, talk: Talk) -> Question:
    """What for?"""
    person, say = await speaker(work, talk)
    return talking.ask_goal(say, await actions.list_goals(work, person))


def _with_place(sketch: Sketch, choice: str) -> Sketch:
    return replace(sketch, place=Place(choice))


def _with_energy(sketch: Sketch, choice: str) -> Sketch:
    return replace(sketch, energy=Energy(choice))


def _with_mode(sketch: Sketch, choice: str) -> Sketch:
    return replace(sketch, mode=Mode(choice))


def _with_goal(sketch: Sketch, choice: str) -> Sketch:
    return replace(sketch, goal_id=GoalId(int(choice[1:])))


def _reader_of(
    part: str, put: Callable[[Sketch, str], Sketch]
) -> Callable[[Work, Talk, Answer], Awaitable[Answered]]:
    """Reads a part that is pressed, typed as a word, or left open."""

    async def read(work: Work, talk: Talk, answer: Answer) -> Answered:
        person, _ = await speaker(work, talk)
        sketch = replace(sketch_in(talk.data), unread=())
        if answer.is_skip:
            return await go_to_next(work, person, rules_sketch.skipped(sketch, part))
        if answer.choice is not None:
            return await go_to_next(work, person, put(sketch, answer.choice))
        if part == "goal" and (goal := await _goal_named(work, person, answer.text)) is not None:
            return await go_to_next(work, person, replace(sketch, goal_id=goal.id))
        return await read_typed(work, talk, answer)

    return read


async def _goal_named(work: Work, person: Person, text: str | None) -> Goal | None:
    wanted = normalise(text or "")
    goals = await actions.list_goals(work, person)
    return next((g for g in goals if normalise(g.title) == wanted), None)


# What can mean several things --------------------------------------------------------------------


async def ask_open(work: Work, talk: Talk) -> Question:
    """Which meaning?"""
    _, say = await speaker(work, talk)
    return talking.ask_open(say, sketch_in(talk.data))


async def read_open(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of the meanings, or a clearer line."""
    person, say = await speaker(work, talk)
    sketch = sketch_in(talk.data)
    if answer.choice is None:
        return await _read_time(work, talk, answer)
    choice = sketch.asks[0].choices[int(answer.choice[1:])]
    if choice.once:
        return Again(talking.weekly_only(say))
    return await go_to_next(
        work, person, rules_sketch.answered(replace(sketch, unread=()), choice)
    )


# The echo ----------------------------------------------------------------------------------------


async def ask_echo(work: Work, talk: Talk) -> Question:
    """Right?"""
    person, say = await speaker(work, talk)
    sketch = sketch_in(talk.data)
    draft = rules_sketch.draft_of(sketch)
    goals = {goal.id: goal for goal in await actions.list_goals(work, person)}
    return talking.ask_right(
        say,
        draft,
        goals.get(draft.goal_id) if draft.goal_id is not None else None,
        sketch=sketch,
        overlapping=await _overlapping(work, person, sketch),
        quiet=person.quiet if rules.is_quiet(draft.timing, person.quiet) else None,
    )


async def _overlapping(work: Work, person: Person, sketch: Sketch) -> list[Slot]:
    others = [s for s in await store.list_slots(work.conn, person.id) if s.id != sketch.slot_id]
    return rules.overlapping(rules_sketch.draft_of(sketch).timing, others)


async def read_echo(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Yes keeps it; a part is asked again; a typed line corrects it."""
    person, say = await speaker(work, talk)
    sketch = replace(sketch_in(talk.data), unread=())
    if answer.choice in {"days", "hour", "length"}:
        return Goto(answer.choice, data_of(sketch))
    is_yes = normalise(answer.text or "") == normalise(say.label("Yes"))
    if answer.choice is None and not is_yes:
        return await read_typed(work, talk, answer)
    if answer.choice == talking.YES and await _overlapping(work, person, sketch):
        return Goto("echo", data_of(sketch))  # another one was kept meanwhile: said before
    outcome = await actions.keep_slot(
        work, person, rules_sketch.draft_of(sketch), slot_id=sketch.slot_id
    )
    if isinstance(outcome, Refusal):
        most = work.settings.limits.slots_per_person
        return Again(messages.refused(say, outcome, most=most))
    note = say("Kept.") if sketch.slot_id is None else say("Changed.")
    return Finished(await screen_of(work, person, outcome, note=note))


async def screen_of(
    work: Work,
    person: Person,
    slot: Slot,
    *,
    note: Html | None = None,
    nudges: Html | None = None,
    first: tuple[Button, ...] = (),
) -> Outgoing:
    """One slot's screen as it stands.

    Args:
        work: the transaction.
        person: whose.
        slot: which.
        note: what has just happened.
        nudges: what is said of its nudges; None: they come.
        first: a row of buttons before the others.
    """
    goals = {goal.id: goal for goal in await actions.list_goals(work, person)}
    coming = next_occurrence(slot, person.reader.tz, after=work.now) if person.zone else None
    return messages.slot_screen(
        work.say_to(person.reader),
        person,
        slot,
        goals.get(slot.goal_id) if slot.goal_id is not None else None,
        next_at=coming.at if coming is not None else None,
        has_goals=bool(goals),
        note=note,
        nudges=nudges,
        first=first,
    )


async def go_on(talks: Talks, work: Work, chat_id: int) -> None:
    """The zone is known now: take up the slot where it waits, or begin one."""
    await talks.begin(
        work, chat_id=chat_id, name=NEW, step="days", data=data_of(Sketch()), fresh=False
    )


STEPS: Final[Mapping[str, Step]] = {
    "days": Step(ask_days, read_days),
    "hour": Step(ask_hour, read_hour),
    "minute": Step(ask_minute, read_minute),
    "length": Step(ask_length, read_length, may_skip=True),
    "place": Step(ask_place, _reader_of("place", _with_place), may_skip=True),
    "energy": Step(ask_energy, _reader_of("energy", _with_energy), may_skip=True),
    "mode": Step(ask_mode, _reader_of("mode", _with_mode), may_skip=True),
    "goal": Step(ask_goal, _reader_of("goal", _with_goal), may_skip=True),
    "ask": Step(ask_open, read_open),
    "echo": Step(ask_echo, read_echo),
}
SLOT: Final = Dialogue(name=NEW, command="/times", steps=STEPS)
SLOT_EDIT: Final = Dialogue(name=EDIT, command=None, steps=STEPS)
