"""The questions of the guided talk about a learning time."""

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Final

from bot.dialogue import Choice, Question
from bot.gate import QuietHours
from bot.goals.messages import short
from bot.goals.records import Goal
from bot.reading import records as reading
from bot.reading.records import Ask, Energy, Mode, Place
from bot.reading.weeks import work_days
from bot.slots import messages, rules
from bot.slots.records import LONGEST_MINUTES, SHORTEST_MINUTES, Sketch, Slot, SlotDraft
from bot.slots.rules_sketch import answered
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.moments import in_week_order
from bot.texts.say import mark

DAILY, WORKDAYS, ENOUGH = "daily", "work", "ok"
YES, BOTH, QUIET = "yes", "both", "quiet"
HOURS_A_ROW: Final = 4  # «11:00 م» still fits four times on a phone
MINUTES: Final = (0, 15, 30, 45)
LENGTHS: Final = (15, 30, 45, 60, 90)  # minutes; others are typed

ASKS: Final = {
    Ask.DAYS: mark("Which days do you mean?"),
    Ask.CLOCK: mark("At what time?"),
    Ask.AM_PM: mark("Morning or evening?"),
    Ask.NOON_OR_MIDNIGHT: mark("Noon or midnight?"),
    Ask.WHICH_NIGHT: mark("Which night is it?"),
    Ask.WHICH_TIME: mark("A learning time has one start. Which one first? The others can be added "
                         "after it."),
    Ask.CLOCK_OR_LENGTH: mark("When does it start, and how long is it?"),
    Ask.LENGTH: mark("How long is it?"),
    Ask.EVERY_DAY_OR_WORKDAYS: mark("Every day, or the working days?"),
    Ask.ONCE_OR_WEEKLY: mark("Only once, or every week?"),
    Ask.WHICH_EVENING: mark("Which evening is it?"),
    Ask.MODE: mark("How will you learn then?"),
    Ask.PLACE: mark("Where will you be?"),
    Ask.WHICH_DATE: mark("Which date do you mean?"),
}  # fmt: skip


def unread_note(say: Say, sketch: Sketch) -> Html | None:
    """What was typed and not understood."""
    if not sketch.unread:
        return None
    return say("I did not understand: {words}", words=say.listed(sketch.unread))


def ask_days(say: Say, sketch: Sketch) -> Question:
    """Seven toggles, in the order of the reader's week."""
    toggles = []
    for day in in_week_order(range(reading.DAYS_A_WEEK), say.reader):
        name = say.weekday(day, short=True)
        text = say.label("{day} ✓", day=name) if day in sketch.days else name
        toggles.append(Choice(text, f"d{day}"))
    rows = [
        tuple(toggles[:4]),
        tuple(toggles[4:]),
        (
            Choice(say.label("Every day"), DAILY),
            Choice(say.label("Working days"), WORKDAYS),
        ),
    ]
    if sketch.days:
        rows.append((Choice(say.label("That is all"), ENOUGH),))
    chosen = say("Chosen: {days}", days=say.weekdays(sketch.days)) if sketch.days else None
    return Question(
        say=say,
        html=paragraphs(
            unread_note(say, sketch),
            say("<b>A learning time</b>"),
            lines(say("On which days?"), chosen),
            say("Or type all of it: {example}",
                example=say.code(say.label("Mon Wed 19:00 45m listen")))
            if not sketch.days
            else None,
        ),
        choices=tuple(rows),
    )  # fmt: skip


def days_of_work(say: Say) -> frozenset[int]:
    """The working days where the reader lives."""
    return work_days(say.reader.country)


def ask_hour(say: Say, sketch: Sketch) -> Question:
    """At what hour?"""
    hours = [
        Choice(say.plain(say.time(time(hour), short=True)), f"h{hour}")
        for hour in (*range(5, 24), *range(5))  # the day begins when people wake
    ]
    rows = tuple(
        tuple(hours[first : first + HOURS_A_ROW]) for first in range(0, len(hours), HOURS_A_ROW)
    )
    return Question(
        say=say,
        html=paragraphs(
            unread_note(say, sketch),
            lines(say("At what time?"), say("Press the hour, or type the time: 19:30.")),
        ),
        choices=rows,
    )


def ask_minute(say: Say, *, hour: int) -> Question:
    """At which quarter of it?"""
    quarters = tuple(
        Choice(say.plain(say.time(time(hour, minute), short=True)), f"m{minute}")
        for minute in MINUTES
    )
    return Question(
        say=say,
        html=say("When exactly? Another minute can be typed."),
        choices=(quarters[:2], quarters[2:]),
    )


def ask_length(say: Say, sketch: Sketch, *, wrong: Html | None) -> Question:
    """How long? `wrong`: why the length that was typed is not kept."""
    choices = tuple(
        Choice(_bare(say.length(timedelta(minutes=minutes))), f"l{minutes}") for minutes in LENGTHS
    )
    return Question(
        say=say,
        html=paragraphs(
            unread_note(say, sketch),
            lines(
                wrong,
                say("How long is it?"),
                None
                if wrong
                else say(
                    "From {shortest} to {longest} minutes; another length can be typed.",
                    shortest=SHORTEST_MINUTES,
                    longest=LONGEST_MINUTES,
                ),
            ),
        ),
        choices=(choices[:3], choices[3:]),
    )


def ask_place(say: Say) -> Question:
    """Where, or what do the hands do?"""
    places = [Choice(say.label_looked_up(messages.PLACE_LABELS[p]), p.value) for p in Place]
    return Question(
        say=say,
        html=say("Where will you be, or what will your hands do?"),
        choices=tuple(tuple(places[first : first + 2]) for first in range(0, len(places), 2)),
    )


def ask_energy(say: Say) -> Question:
    """How awake?"""
    return Question(
        say=say,
        html=say("How awake are you usually at that time?"),
        choices=(
            tuple(
                Choice(say.label_looked_up(messages.ENERGY_LABELS[energy]), energy.value)
                for energy in Energy
            ),
        ),
    )


def ask_mode(say: Say, sketch: Sketch) -> Question:
    """How? What fits place and energy comes first."""
    proposed = rules.proposed_modes(sketch.place, sketch.energy)

    def choices(modes: Sequence[Mode]) -> tuple[Choice, ...]:
        return tuple(
            Choice(say.label_looked_up(messages.MODE_LABELS[mode]), mode.value) for mode in modes
        )

    rest = [
        mode for mode in rules.modes_in_order(sketch.place, sketch.energy) if mode not in proposed
    ]
    rows = (choices(proposed),) if proposed else ()
    words = [say.looked_up(messages.MODE_WORDS[mode]) for mode in proposed]
    return Question(
        say=say,
        html=lines(
            say("How will you learn then?"),
            say("Fits best: {modes}", modes=say.listed(words)) if words else None,
        ),
        choices=(*rows, choices(rest[:3]), choices(rest[3:]))
        if rest[3:]
        else (*rows, choices(rest)),
    )


def ask_goal(say: Say, goals: Sequence[Goal]) -> Question:
    """What for?"""
    return Question(
        say=say,
        html=say("Is it for one of your goals?"),
        choices=tuple((Choice(short(goal.title), f"g{goal.id}"),) for goal in goals),
    )


def ask_open(say: Say, sketch: Sketch) -> Question:
    """What was typed and can mean several things: each meaning is a button."""
    question = sketch.asks[0]
    after = [answered(sketch, choice) for choice in question.choices]
    rows = tuple(
        (Choice(_meaning(say, choice, meant, after), f"c{number}"),)
        for number, (choice, meant) in enumerate(zip(question.choices, after, strict=True))
    )
    return Question(
        say=say,
        html=paragraphs(unread_note(say, sketch), say.looked_up(ASKS[question.ask])),
        choices=rows,
    )


def _meaning(say: Say, choice: reading.Choice, meant: Sketch, others: Sequence[Sketch]) -> str:
    """One meaning on a button: only what tells it from the others."""
    days = say.plain(say.weekdays(meant.days, first=True)) if meant.days else ""
    if choice.once:
        return say.label("Only once: {days}", days=days)
    if any(other is not meant and other == meant for other in others):
        return say.label("Every week: {days}", days=days)
    clock = say.plain(say.time(meant.start, short=True)) if meant.start is not None else ""
    length = _bare(say.length(timedelta(minutes=meant.minutes))) if meant.minutes else ""
    differs = {
        part: len({getattr(other, part) for other in others}) > 1
        for part in ("days", "start", "minutes", "mode", "place")
    }
    if differs["mode"] and meant.mode is not None:
        return say.label_looked_up(messages.MODE_LABELS[meant.mode])
    if differs["place"] and meant.place is not None:
        return say.label_looked_up(messages.PLACE_LABELS[meant.place])
    if differs["start"] and differs["minutes"] and clock and length:
        return say.label("{time}, {length}", time=clock, length=length)
    if differs["minutes"] and length:
        return length
    if differs["days"] and clock:
        return say.label("{days}, {time}", days=days, time=clock)
    return days if differs["days"] or not clock else clock


def ask_right(
    say: Say,
    draft: SlotDraft,
    goal: Goal | None,
    *,
    sketch: Sketch,
    overlapping: Sequence[Slot],
    quiet: QuietHours | None,
) -> Question:
    """The echo: everything in full, with what should be known before it is kept.

    `quiet` is given only where the time lies in the quiet hours.
    """
    days, start = say.weekdays(draft.timing.days, first=True), say.time(draft.timing.start)
    length = say.length(timedelta(minutes=draft.timing.minutes))
    if draft.mode is None:
        echo = say("{days}, {time}, {length}. Right?", days=days, time=start, length=length)
    else:
        word = say.looked_up(messages.MODE_WORDS[draft.mode])
        echo = say("{days}, {time}, {length}, {mode}. Right?",
                   days=days, time=start, length=length, mode=word)  # fmt: skip
    overlaps = None
    if overlapping:
        overlaps = lines(
            say("It overlaps with:"),
            *(messages.timing_line(say, slot.timing, slot.mode) for slot in overlapping),
        )
    within_quiet = None
    if quiet is not None:
        within_quiet = say("That is in your quiet hours ({span}). If you keep it, I write to you "
                           "then all the same.", span=say.span(quiet.starts, quiet.ends))  # fmt: skip
    value, text = YES, say.label("Yes")
    if overlapping:
        value, text = BOTH, say.label("Keep both")
    elif quiet is not None:
        value, text = QUIET, say.label("Yes, keep it")
    return Question(
        say=say,
        html=paragraphs(
            unread_note(say, sketch),
            echo,
            messages.details(say, draft, goal),
            overlaps,
            within_quiet,
        ),
        choices=(
            (Choice(text, value),),
            (
                Choice(say.label("Change the days"), "days"),
                Choice(say.label("Change the time"), "hour"),
                Choice(say.label("Change the length"), "length"),
            ),
        ),
    )


def weekly_only(say: Say) -> Html:
    """A learning time comes every week."""
    return lines(
        say("I can only keep times that come every week."),
        say("For a single day: keep it every week, and remove it after that day."),
    )


def _bare(html: Html) -> str:
    """A length for a button."""
    return str(html)
