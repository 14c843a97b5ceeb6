"""What people read about their learning times."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.goals.records import Goal, GoalId
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.reading.records import DAYS_A_WEEK, Energy, Mode, Place
from bot.reading.weeks import week_start
from bot.slots.records import LONGEST_MINUTES, SHORTEST_MINUTES, Slot, SlotDraft, Timing
from bot.slots.rules import Refusal
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

LEADS: Final = (0, 5, 10, 15, 30, 60)  # minutes; what a nudge before the start is good for
MOST_DAYS_ON_BUTTON: Final = 3  # longer lists of names do not fit on a phone's button

MODE_WORDS: Final = {
    Mode.LISTEN: mark("listen"),
    Mode.READ: mark("read"),
    Mode.WATCH: mark("watch"),
    Mode.PRACTISE: mark("practise"),
    Mode.DISCUSS: mark("discuss"),
}
MODE_LABELS: Final = {
    Mode.LISTEN: mark("Listen"),
    Mode.READ: mark("Read"),
    Mode.WATCH: mark("Watch"),
    Mode.PRACTISE: mark("Practise"),
    Mode.DISCUSS: mark("Discuss"),
}
PLACE_LABELS: Final = {
    Place.DRIVING: mark("Driving"),
    Place.TRANSIT: mark("On public transport"),
    Place.WORKOUT: mark("Working out"),
    Place.HOUSEWORK: mark("Doing housework"),
    Place.DESK: mark("At a desk"),
    Place.ANYWHERE: mark("Anywhere"),
}
ENERGY_LABELS: Final = {Energy.HIGH: mark("High energy"), Energy.LOW: mark("Low energy")}


def screen(person: Person, say: Say, html: Html, buttons: Rows = ()) -> Outgoing:
    """One screen for one person."""
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)


def timing_line(say: Say, timing: Timing, mode: Mode | None) -> Html:
    """Days, start, length and mode as one line."""
    return _timing(say, say.weekdays(timing.days, first=True), timing, mode)


def timing_text(say: Say, timing: Timing, mode: Mode | None) -> Html:
    """The same within a sentence."""
    return _timing(say, say.weekdays(timing.days), timing, mode)


def _timing(say: Say, days: Html, timing: Timing, mode: Mode | None) -> Html:
    start = say.time(timing.start)
    length = say.length(timedelta(minutes=timing.minutes))
    if mode is None:
        return say("{days}, {time}, {length}", days=days, time=start, length=length)
    word = say.looked_up(MODE_WORDS[mode])
    return say("{days}, {time}, {length}, {mode}", days=days, time=start, length=length, mode=word)


def details(say: Say, draft: SlotDraft, goal: Goal | None) -> Html:
    """Where, how awake, what for: a line each."""
    return lines(
        say("Place: {place}", place=say.looked_up(PLACE_LABELS[draft.place]))
        if draft.place is not None
        else None,
        say.looked_up(ENERGY_LABELS[draft.energy]) if draft.energy is not None else None,
        say("Goal: {goal}", goal=say.bold(goal.title)) if goal is not None else None,
    )


def times_label(say: Say, timing: Timing) -> str:
    """A slot on a button."""
    start = say.plain(say.time(timing.start, short=True))
    if MOST_DAYS_ON_BUTTON < len(timing.days) < DAYS_A_WEEK:
        return say.label_n(
            "{n} day a week, {time}", "{n} days a week, {time}", n=len(timing.days), time=start
        )
    days = say.plain(say.weekdays(timing.days, first=True))
    return say.label("{days}, {time}", days=days, time=start)


def in_week_order(slots: Sequence[Slot], country: str | None) -> list[Slot]:
    """Slots as the week of that country runs, by their first day in it."""
    first = week_start(country)

    def place(slot: Slot) -> tuple[int, int, int]:
        day = min((day - first) % DAYS_A_WEEK for day in slot.days)
        return (day, slot.start.hour, slot.start.minute)

    return sorted(slots, key=place)


def times_screen(
    say: Say, person: Person, slots: Sequence[Slot], goals: Mapping[GoalId, Goal]
) -> Outgoing:
    """`/times`: the week, a button for each slot."""
    ordered = in_week_order(slots, person.country)
    rows = [(Button(times_label(say, s.timing), "slot.show", str(s.id)),) for s in ordered]
    rows.append((Button(say.label("Add a time"), "slot.add"),))
    if not ordered:
        text = lines(
            say("You have no learning time yet."),
            say("Two short ones a week are a good beginning, for example on the way to work."),
        )
    else:
        text = paragraphs(*(_line(say, slot, goals) for slot in ordered))
    return screen(person, say, paragraphs(say("<b>My learning times</b>"), text), tuple(rows))


def _line(say: Say, slot: Slot, goals: Mapping[GoalId, Goal]) -> Html:
    goal = goals.get(slot.goal_id) if slot.goal_id is not None else None
    return lines(
        timing_line(say, slot.timing, slot.mode),
        say("Goal: {goal}", goal=say.bold(goal.title)) if goal is not None else None,
    )


def slot_screen(
    say: Say,
    person: Person,
    slot: Slot,
    goal: Goal | None,
    *,
    next_at: datetime | None,
    has_goals: bool,
    note: Html | None = None,
    nudges: Html | None = None,
    first: tuple[Button, ...] = (),
) -> Outgoing:
    """One slot with what can be changed; `nudges` is said where they do not come as set."""
    number = str(slot.id)
    rows: list[tuple[Button, ...]] = [
        (
            Button(say.label("Change the days"), "slot.days", number),
            Button(say.label("Change the time"), "slot.hour", number),
        ),
        (
            Button(say.label("Change the length"), "slot.length", number),
            Button(say.label("Change the mode"), "slot.mode", number),
        ),
        (
            Button(say.label("Change the place"), "slot.place", number),
            Button(say.label("When to nudge me"), "slot.leads", number),
        ),
        (Button(say.label("Remove"), "slot.remove", number),),
        (Button(say.label("All my times"), "slot.list"),),
    ]
    if has_goals:
        goal_button = Button(say.label("Choose a goal for it"), "slot.goal", number)
        rows[3] = (goal_button, *rows[3])
    return screen(
        person,
        say,
        paragraphs(
            note,
            timing_line(say, slot.timing, slot.mode),
            details(say, slot.draft, goal),
            nudges or _lead_line(say, slot),
            say("Next: {moment}", moment=say.moment(next_at)) if next_at is not None else None,
        ),
        (first, *rows) if first else tuple(rows),
    )


def _lead_line(say: Say, slot: Slot) -> Html | None:
    if not slot.lead_minutes:
        return None
    return say("Nudge: {when}", when=lead_text(say, slot.lead_minutes))


def lead_text(say: Say, minutes: int) -> Html:
    """When the nudge comes."""
    if not minutes:
        return say("At the start")
    return say.n("{n} minute before", "{n} minutes before", n=minutes)


def leads_screen(say: Say, person: Person, slot: Slot) -> Outgoing:
    """How long before the start the nudge comes."""
    buttons = [
        Button(
            say.label("{when} ✓", when=str(lead_text(say, minutes)))
            if minutes == slot.lead_minutes
            else str(lead_text(say, minutes)),
            "slot.lead",
            f"{slot.id}.{minutes}",
        )
        for minutes in LEADS
    ]
    return screen(
        person,
        say,
        lines(
            timing_line(say, slot.timing, slot.mode), say("When shall I nudge you for this time?")
        ),
        (
            *(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2)),
            (Button(say.label("Back"), "slot.show", str(slot.id)),),
        ),
    )


def confirm_remove(say: Say, person: Person, slot: Slot) -> Outgoing:
    """Asked once before it is removed."""
    return screen(
        person,
        say,
        lines(
            say("Remove this learning time?"),
            timing_line(say, slot.timing, slot.mode),
            say("What you did in it stays in your progress."),
        ),
        (
            (
                Button(say.label("Yes, remove it"), "slot.removed", str(slot.id)),
                Button(say.label("Back"), "slot.show", str(slot.id)),
            ),
        ),
    )


def removed(say: Say, person: Person) -> Outgoing:
    """It is gone."""
    return screen(
        person,
        say,
        say("This learning time is removed."),
        ((Button(say.label("All my times"), "slot.list"),),),
    )


def zone_first(say: Say, person: Person) -> Outgoing:
    """Without a zone no time can be kept; what was typed waits."""
    return screen(
        person,
        say,
        lines(
            say("Your times follow your own clock, and I do not know it yet."),
            say("First your city; then we go on from here."),
        ),
    )


def refused(say: Say, refusal: Refusal, *, most: int) -> Html:
    """Why it is not kept, and what helps."""
    match refusal:
        case Refusal.TOO_MANY_SLOTS:
            return lines(
                say.n("You have {n} learning time, and more are not kept.",
                      "You have {n} learning times, and more are not kept.", n=most),
                say("Remove one first, or add days to one that you have."),
            )  # fmt: skip
        case Refusal.TOO_MANY_A_WEEK:
            return lines(
                say.n("That would be more than {n} sitting a week.",
                      "That would be more than {n} sittings a week.", n=most),
                say("Fewer days, or one time less, and it fits."),
            )  # fmt: skip
        case Refusal.TOO_SHORT | Refusal.TOO_LONG:
            return say(
                "A learning time lasts from {shortest} to {longest} minutes.",
                shortest=SHORTEST_MINUTES,
                longest=LONGEST_MINUTES,
            )


def no_room(say: Say, person: Person, refusal: Refusal, *, most: int) -> Outgoing:
    """As many as there may be."""
    return screen(
        person,
        say,
        refused(say, refusal, most=most),
        ((Button(say.label("All my times"), "slot.list"),),),
    )


def not_understood(say: Say) -> Html:
    """Nothing in it was read."""
    return lines(
        say("I could not read a time in that."),
        say("For example: {example}", example=say.code(say.label("Mon Wed 19:00 45m listen"))),
    )
