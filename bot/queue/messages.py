"""What people read of their list, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.goals.records import Goal, GoalId
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.queue.records import MOST_OPEN, Entry, EntryState, Refusal, Shelf, View
from bot.queue.rules_list import LENGTHS, by_mode, page_of, pages_of
from bot.reading.records import Mode
from bot.resources.messages_lists import cut
from bot.slots.messages import MODE_LABELS, MODE_WORDS
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

A_ROW: Final = 4  # buttons with a number
MODES_A_ROW: Final = 3
LIST: Final = "queue.list"

REFUSALS: Final = {
    Refusal.FULL: mark("Your queue holds {most} links: finish or drop one first."),
    Refusal.ENDED: mark("That one is finished or dropped already."),
    Refusal.NOT_ENDED: mark("That one is on your queue already."),
    Refusal.TOO_LONG: mark("That is too long for a note. Please say it in fewer words."),
}
# How an entry's state is told beside it; what waits needs no word.
STATES: Final = {
    EntryState.STARTED: mark("begun"),
    EntryState.DONE: mark("done"),
    EntryState.DROPPED: mark("dropped"),
}


def screen(say: Say, person: Person, html: Html, *, buttons: Rows = ()) -> Outgoing:
    """One answer."""
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)


def refusal_label(say: Say, refusal: Refusal) -> str:
    """Why nothing was changed, as the short answer to a press."""
    return say.label_looked_up(REFUSALS[refusal], most=MOST_OPEN)


def refusal_text(say: Say, refusal: Refusal) -> Html:
    """Why nothing was changed."""
    return say.looked_up(REFUSALS[refusal], most=MOST_OPEN)


def to_list(say: Say, view: View | None = None) -> Button:
    """The way to the list."""
    return Button(say.label("My queue"), LIST, (view or View()).arg)


# The list ----------------------------------------------------------------------------------------


def list_screen(
    say: Say,
    person: Person,
    found: Sequence[Entry],
    view: View,
    *,
    goals: Mapping[GoalId, Goal],
    within_length: Sequence[Entry] = (),
    put_off: int = 0,
    has_ended: bool = False,
    today: date,
) -> Outgoing:
    """One page.

    Args:
        say: the person's voice.
        person: who.
        found: all that the view shows, in order.
        view: which part, which mode, which length, which page.
        goals: what the entries are for, by id.
        within_length: what the view would show of all modes: they are counted on the buttons.
        put_off: how many entries are put off.
        has_ended: whether anything was finished or dropped.
        today: the person's local date.
    """
    number, shown = page_of(found, view.page)
    view = replace(view, page=number)
    rows = [*_numbers(say, shown, view), *_pages(say, view, pages_of(len(found)))]
    if view.shelf is Shelf.OPEN:
        rows += _filters(say, view, within_length)
        rows += _shelves(say, put_off=put_off, has_ended=has_ended)
    else:
        rows.append((to_list(say),))
    html = paragraphs(
        _title(say, view, len(found)),
        *(_item(say, n, entry, goals, today=today) for n, entry in numbered(shown)),
        None if shown else _nothing(say, view),
        say("Page {page} of {pages}.", page=number, pages=pages_of(len(found)))
        if pages_of(len(found)) > 1
        else None,
    )
    return screen(say, person, html, buttons=tuple(row for row in rows if row))


def found_screen(
    say: Say,
    person: Person,
    found: Sequence[Entry],
    words: str,
    *,
    goals: Mapping[GoalId, Goal],
    today: date,
) -> Outgoing:
    """What a search found, the first page of it."""
    _, shown = page_of(found, 1)
    more = len(found) - len(shown)
    html = paragraphs(
        lines(say("<b>My queue</b>"), say("Looked for: {words}", words=words)),
        *(_item(say, n, entry, goals, today=today) for n, entry in numbered(shown)),
        say.n("{n} more holds these words; add one to find it.",
              "{n} more hold these words; add one to find it.", n=more) if more else None,
        None if shown else say("Nothing on your queue holds these words. Try fewer of them."),
    )  # fmt: skip
    rows = [*_numbers(say, shown, View()), (to_list(say),)]
    return screen(say, person, html, buttons=tuple(row for row in rows if row))


def numbered(shown: Sequence[Entry]) -> list[tuple[int, Entry]]:
    """What stands on a page, each with its number there."""
    return list(enumerate(shown, start=1))


def _title(say: Say, view: View, count: int) -> Html:
    match view.shelf:
        case Shelf.LATER:
            return say("<b>Put off</b>")
        case Shelf.ENDED:
            return say("<b>Finished and dropped</b>")
        case Shelf.OPEN:
            pass
    counted = say.n("{n} link.", "{n} links.", n=count) if count else None
    return lines(say("<b>My queue</b>"), _narrowed(say, view), counted)


def _narrowed(say: Say, view: View) -> Html | None:
    """What the list is narrowed to."""
    mode = say.looked_up(MODE_WORDS[view.mode]) if view.mode else None
    if view.minutes is None:
        return say("Only: {mode}.", mode=mode) if mode else None
    most = say.length(timedelta(minutes=view.minutes))
    if mode is None:
        return say("At most: {length}.", length=most)
    return say("Only: {mode}, at most {length}.", mode=mode, length=most)


def _nothing(say: Say, view: View) -> Html:
    if view.shelf is not Shelf.OPEN:
        return say("Nothing is here.")
    if view.mode is not None or view.minutes is not None:
        return say("Nothing on your queue fits that. Another mode or length may.")
    return lines(
        say("Nothing is on your queue yet."),
        say("Send me a link, or save one that a fellow member shared; it is proposed when its time comes."),
    )  # fmt: skip


def _item(
    say: Say, number: int, entry: Entry, goals: Mapping[GoalId, Goal], *, today: date
) -> Html:
    title = say.bold(cut(entry.resource.name))
    return lines(
        say("{number}. {title}", number=say.digits(str(number)), title=title),
        details(say, entry, goals, today=today),
    )


def details(
    say: Say, entry: Entry, goals: Mapping[GoalId, Goal], *, today: date | None = None
) -> Html | None:
    """How, how long, what for, and where it stands, on one line."""
    resource, state = entry.resource, STATES.get(entry.state)
    goal = goals.get(resource.goal_id) if resource.goal_id is not None else None
    parts = [
        say.looked_up(MODE_WORDS[resource.mode]) if resource.mode else None,
        say.length(timedelta(minutes=resource.minutes)) if resource.minutes else None,
        say("goal: {goal}", goal=goal.title) if goal else None,
        say.looked_up(state) if state else None,
        say("from {day}", day=say.day(entry.later_on, today=today))
        if today is not None and entry.later_on is not None and entry.later_on > today
        else None,
    ]
    told: Html | None = None
    for part in reversed([part for part in parts if part]):
        told = part if told is None else say("{first}, {rest}", first=part, rest=told)
    return told


# Its buttons -------------------------------------------------------------------------------------


def _numbers(say: Say, shown: Sequence[Entry], view: View) -> Rows:
    buttons = [
        Button(say.digits(str(n)), "queue.open", f"{entry.id}.{view.arg}")
        for n, entry in numbered(shown)
    ]
    return tuple(tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW))


def _pages(say: Say, view: View, pages: int) -> Rows:
    row = []
    if view.page > 1:
        row.append(Button(say.label("Page before"), LIST, replace(view, page=view.page - 1).arg))
    if view.page < pages:
        row.append(Button(say.label("Next page"), LIST, replace(view, page=view.page + 1).arg))
    return (tuple(row),) if row else ()


def _filters(say: Say, view: View, within_length: Sequence[Entry]) -> Rows:
    """A button holds what it leads to; what is chosen already leads back."""
    counts = by_mode(within_length)
    chosen = {view.mode} - set(counts) - {None}
    modes: list[Button] = []
    for mode, count in [*counts.items(), *((mode, 0) for mode in chosen if mode)]:
        modes.append(_mode_button(say, view, mode, count))
    lengths = [_length_button(say, view, minutes) for minutes in LENGTHS]
    if len(counts) + len(chosen) <= 1 and view.mode is None:
        modes = []  # nothing to choose from
    if not within_length and view.minutes is None:
        lengths = []
    rows = [tuple(modes[at : at + MODES_A_ROW]) for at in range(0, len(modes), MODES_A_ROW)]
    return (*rows, tuple(lengths))


def _mode_button(say: Say, view: View, mode: Mode, count: int) -> Button:
    label = say.label_looked_up(MODE_LABELS[mode])
    is_chosen = view.mode is mode
    text = (
        say.label("{mode} ✓", mode=label)
        if is_chosen
        else say.label("{mode}: {count}", mode=label, count=count)
    )
    wanted = replace(view, mode=None if is_chosen else mode, page=1)
    return Button(text, LIST, wanted.arg)


def _length_button(say: Say, view: View, minutes: int) -> Button:
    is_chosen = view.minutes == minutes
    text = (
        say.label_n("{n} min ✓", "{n} min ✓", n=minutes)
        if is_chosen
        else say.label_n("Up to {n} min", "Up to {n} min", n=minutes)
    )
    wanted = replace(view, minutes=None if is_chosen else minutes, page=1)
    return Button(text, LIST, wanted.arg)


def _shelves(say: Say, *, put_off: int, has_ended: bool) -> Rows:
    row = []
    if put_off:
        text = say.label("Put off: {count}", count=put_off)
        row.append(Button(text, LIST, View(shelf=Shelf.LATER).arg))
    if has_ended:
        row.append(Button(say.label("Finished list"), LIST, View(shelf=Shelf.ENDED).arg))
    return (tuple(row),) if row else ()
