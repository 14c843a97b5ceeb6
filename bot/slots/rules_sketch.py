"""How a sketch of a slot fills, and what is asked next. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time
from typing import Any, Final

from bot.goals.records import GoalId
from bot.reading.answers import answered as answered_typed
from bot.reading.answers import with_days as typed_with_days
from bot.reading.records import (
    Ask,
    Choice,
    Energy,
    Mode,
    Place,
    Question,
    TypedClock,
    TypedSlot,
)
from bot.slots.records import USUAL_MINUTES, Sketch, Slot, SlotDraft, SlotId, Timing
from bot.slots.rules import refuse_minutes

# What may be left open; each is the name of its step too.
OPTIONAL: Final = ("length", "place", "energy", "mode", "goal")
_ABOUT_DAYS: Final = frozenset(
    {Ask.DAYS, Ask.EVERY_DAY_OR_WORKDAYS, Ask.ONCE_OR_WEEKLY, Ask.WHICH_EVENING}
)


def next_step(sketch: Sketch, *, has_goals: bool) -> str:
    """What is asked next; `echo` when everything is known.

    Days come before all else: a question about a night can only be put with its days.
    """
    if sketch.asks and sketch.asks[0].ask in _ABOUT_DAYS:
        return "ask"
    if not sketch.days:
        return "days"
    if sketch.asks:
        return "ask"
    if sketch.start is None:
        return "hour"
    open_parts = {
        "length": sketch.minutes is None,
        "place": sketch.place is None,
        "energy": sketch.energy is None,
        "mode": sketch.mode is None,
        "goal": sketch.goal_id is None and has_goals,
    }
    for part in OPTIONAL:
        if open_parts[part] and part not in sketch.told:
            return part
    return "echo"


def skipped(sketch: Sketch, part: str) -> Sketch:
    """That part stays open."""
    wrong = None if part == "length" else sketch.wrong_minutes
    return replace(sketch, told=sketch.told | {part}, wrong_minutes=wrong)


def typed_in_one_line(sketch: Sketch) -> Sketch:
    """Only what is needed is asked after a typed line; and the mode, where a place proposes one."""
    left_open = set(OPTIONAL)
    if sketch.place is not None and sketch.mode is None:
        left_open.discard("mode")
    if any(question.ask is Ask.LENGTH for question in sketch.asks) or "length?" in sketch.told:
        left_open.discard("length")
    return replace(sketch, told=(sketch.told | left_open) - {"length?"})


def merged(sketch: Sketch, typed: TypedSlot) -> Sketch:
    """The sketch with what was typed now, which wins over what was known."""
    asked = {question.ask for question in typed.asks}
    without_choices = {question.ask for question in typed.asks if not question.choices}
    days = typed.days or sketch.days
    start = typed.start or sketch.start
    minutes = typed.minutes if typed.minutes is not None else sketch.minutes
    told = sketch.told
    if asked & _ABOUT_DAYS:
        days = frozenset()
    if typed.start is None and asked - _ABOUT_DAYS - {Ask.LENGTH, Ask.MODE, Ask.PLACE}:
        start = None
    if Ask.LENGTH in without_choices:
        minutes, told = None, (told - {"length"}) | {"length?"}
    filled = replace(
        sketch,
        days=days,
        start=start,
        minutes=minutes,
        mode=typed.mode or sketch.mode,
        place=typed.place or sketch.place,
        energy=typed.energy or sketch.energy,
        asks=_in_order(question for question in typed.asks if question.choices),
        told=told,
        unread=typed.unread,
    )
    # A time that was typed alone knows of its days only now: "midnight" is the night after one.
    return with_days(filled, days) if days else _checked(filled)


def merged_clock(sketch: Sketch, typed: TypedClock) -> Sketch:
    """The sketch with a typed time of day, and the length where a span was typed."""
    line = TypedSlot(
        start=typed.start, minutes=typed.minutes, asks=typed.asks, unread=typed.unread
    )
    return merged(sketch, line)


def answered(sketch: Sketch, choice: Choice) -> Sketch:
    """The sketch after the first open question was answered with `choice`."""
    return _checked(_taken(sketch, answered_typed(_typed(sketch), sketch.asks[0], choice)))


def with_days(sketch: Sketch, days: frozenset[int]) -> Sketch:
    """The sketch on days that were picked; what is still asked about its time follows them."""
    return _checked(_taken(sketch, typed_with_days(_typed(sketch), days)))


def says_nothing(typed: TypedSlot) -> bool:
    """Whether nothing in the text was understood."""
    known = (typed.days, typed.minutes, typed.mode, typed.place, typed.energy, typed.asks)
    return typed.start is None and not any(known)


def _typed(sketch: Sketch) -> TypedSlot:
    """The part of it that can be typed."""
    return TypedSlot(
        days=sketch.days,
        start=sketch.start,
        minutes=sketch.minutes,
        mode=sketch.mode,
        place=sketch.place,
        energy=sketch.energy,
        asks=sketch.asks,
        unread=sketch.unread,
    )


def _taken(sketch: Sketch, typed: TypedSlot) -> Sketch:
    """The sketch with all that can be typed as it is in `typed`."""
    return replace(
        sketch,
        days=typed.days,
        start=typed.start,
        minutes=typed.minutes,
        mode=typed.mode,
        place=typed.place,
        asks=_in_order(typed.asks),
    )


def _checked(sketch: Sketch) -> Sketch:
    """A length out of bounds is asked again, with what is wrong about it."""
    if sketch.minutes is None:
        return sketch
    if refuse_minutes(sketch.minutes) is None:
        return replace(sketch, wrong_minutes=None)
    told = (sketch.told - {"length"}) | {"length?"}
    return replace(sketch, minutes=None, wrong_minutes=sketch.minutes, told=told)


def _in_order(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(sorted(questions, key=lambda question: question.ask not in _ABOUT_DAYS))


# To and from other forms -------------------------------------------------------------------------


def draft_of(sketch: Sketch) -> SlotDraft:
    """What the sketch became; the usual length where none was told.

    Raises:
        ValueError: days or start are not known.
    """
    if not sketch.days or sketch.start is None:
        msg = "an unfinished sketch"
        raise ValueError(msg)
    return SlotDraft(
        timing=Timing(
            days=sketch.days, start=sketch.start, minutes=sketch.minutes or USUAL_MINUTES
        ),
        mode=sketch.mode,
        place=sketch.place,
        energy=sketch.energy,
        goal_id=sketch.goal_id,
    )


def sketch_of(slot: Slot) -> Sketch:
    """The slot as it is, to be changed: nothing else is asked."""
    return Sketch(
        days=slot.days,
        start=slot.start,
        minutes=slot.minutes,
        mode=slot.mode,
        place=slot.place,
        energy=slot.energy,
        goal_id=slot.goal_id,
        told=frozenset(OPTIONAL),
        slot_id=slot.id,
    )


def to_json(sketch: Sketch) -> dict[str, Any]:
    """A form that a talk keeps."""
    return {
        "days": sorted(sketch.days),
        "start": _time_json(sketch.start),
        "minutes": sketch.minutes,
        "mode": sketch.mode,
        "place": sketch.place,
        "energy": sketch.energy,
        "goal": sketch.goal_id,
        "asks": [[q.ask, [_choice_json(choice) for choice in q.choices]] for q in sketch.asks],
        "told": sorted(sketch.told),
        "unread": list(sketch.unread),
        "slot": sketch.slot_id,
        "wrong": sketch.wrong_minutes,
    }


def from_json(data: Mapping[str, Any]) -> Sketch:
    """The sketch that `to_json` wrote."""
    return Sketch(
        days=frozenset(data["days"]),
        start=_time(data["start"]),
        minutes=data["minutes"],
        mode=Mode(data["mode"]) if data["mode"] else None,
        place=Place(data["place"]) if data["place"] else None,
        energy=Energy(data["energy"]) if data["energy"] else None,
        goal_id=GoalId(data["goal"]) if data["goal"] is not None else None,
        asks=tuple(
            Question(ask=Ask(ask), choices=tuple(_choice(choice) for choice in choices))
            for ask, choices in data["asks"]
        ),
        told=frozenset(data["told"]),
        unread=tuple(data["unread"]),
        slot_id=SlotId(data["slot"]) if data["slot"] is not None else None,
        wrong_minutes=data.get("wrong"),
    )


def _choice_json(choice: Choice) -> dict[str, Any]:
    return {
        "days": sorted(choice.days),
        "start": _time_json(choice.start),
        "minutes": choice.minutes,
        "mode": choice.mode,
        "place": choice.place,
        "later": choice.days_later,
        "once": choice.once,
    }


def _choice(data: Mapping[str, Any]) -> Choice:
    return Choice(
        days=frozenset(data["days"]),
        start=_time(data["start"]),
        minutes=data["minutes"],
        mode=Mode(data["mode"]) if data["mode"] else None,
        place=Place(data["place"]) if data["place"] else None,
        days_later=data["later"],
        once=data["once"],
    )


def _time_json(at: time | None) -> str | None:
    return at.isoformat("minutes") if at is not None else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text is not None else None
