"""What is seen of a list, in which order, and what a line after `/queue` means. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from bot.goals.rules import months_after
from bot.queue.records import Entry, EntryState, Later, Shelf, View
from bot.queue.rules import is_put_off
from bot.reading.normalise import folded_ar
from bot.reading.records import Mode
from bot.reading.slot_text import read_minutes, read_slot
from bot.resources.records import LONGEST_MINUTES

PAGE: Final = 8  # entries: more do not fit on a phone's screen with their buttons
LENGTHS: Final = (10, 20, 45)  # minutes: a coffee, a bus ride, a sitting
_ROUNDED: Final = 5  # minutes: nobody measures more finely


# Views -------------------------------------------------------------------------------------------


def on_shelf(entries: Iterable[Entry], shelf: Shelf, *, today: date) -> list[Entry]:
    """What stands on a part of the list, in order; what has ended comes newest first."""
    found = [entry for entry in entries if _shelf_of(entry, today=today) is shelf]
    if shelf is Shelf.ENDED:
        return sorted(found, key=lambda e: (e.ended_at or e.added_at, e.id), reverse=True)
    if shelf is Shelf.LATER:
        return sorted(found, key=lambda e: (e.later_on or today, e.position, e.id))
    return sorted(found, key=lambda e: (e.position, e.id))


def _shelf_of(entry: Entry, *, today: date) -> Shelf:
    if not entry.is_open:
        return Shelf.ENDED
    return Shelf.LATER if is_put_off(entry, today=today) else Shelf.OPEN


def seen(entries: Iterable[Entry], view: View, *, today: date) -> list[Entry]:
    """All that a view shows, on whatever page."""
    return [
        entry for entry in on_shelf(entries, view.shelf, today=today)
        if _is_in_mode(entry, view.mode) and _is_within(entry, view.minutes)
    ]  # fmt: skip


def _is_in_mode(entry: Entry, mode: Mode | None) -> bool:
    return mode is None or entry.resource.mode is mode


def _is_within(entry: Entry, minutes: int | None) -> bool:
    takes = entry.resource.minutes
    return minutes is None or (takes is not None and takes <= minutes)


def pages_of(count: int) -> int:
    """How many pages so many entries fill; an empty list has one."""
    return max(1, -(-count // PAGE))


def page_of(found: Sequence[Entry], page: int) -> tuple[int, list[Entry]]:
    """The number of the page nearest to `page` that there is, and what stands on it."""
    number = min(max(page, 1), pages_of(len(found)))
    return number, list(found[(number - 1) * PAGE : number * PAGE])


def by_mode(entries: Iterable[Entry]) -> Mapping[Mode, int]:
    """How many there are of each mode that is among them, in the modes' own order."""
    modes = [entry.resource.mode for entry in entries]
    return {mode: modes.count(mode) for mode in Mode if mode in modes}


def neighbour(found: Sequence[Entry], entry: Entry, *, step: int) -> Entry | None:
    """What stands before (-1) or after (1) an entry; None: it is the first or the last."""
    at = next((n for n, each in enumerate(found) if each.id == entry.id), None)
    if at is None or not 0 <= at + step < len(found):
        return None
    return found[at + step]


# Lines -------------------------------------------------------------------------------------------


def read_view(line: str) -> View | None:
    """The minutes and the mode in a line such as `20 listen` or ٢٠ استماع; None: it is other words."""
    read = read_slot(line)
    minutes = read_minutes(line)
    if read.unread or read.days or (minutes is None and read.mode is None):
        return None
    if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES:
        return None
    return View(mode=read.mode, minutes=minutes)


def search(entries: Iterable[Entry], words: str) -> list[Entry]:
    """What holds all the words, in title, tags, note or site; what is open comes first."""
    wanted = folded_ar(words).replace("#", " ").split()
    found = [entry for entry in entries if wanted and _holds(entry, wanted)]
    ended = sorted(
        (entry for entry in found if not entry.is_open),
        key=lambda e: (e.ended_at or e.added_at, e.id),
        reverse=True,
    )
    still_open = sorted(
        (entry for entry in found if entry.is_open), key=lambda e: (e.position, e.id)
    )
    return [*still_open, *ended]


def _holds(entry: Entry, words: Iterable[str]) -> bool:
    resource = entry.resource
    about = (resource.title, resource.site, resource.url, entry.note, resource.why, *resource.tags)
    text = folded_ar(" ".join(about))
    return all(word in text for word in words)


# One entry ---------------------------------------------------------------------------------------


def later_on(later: Later, *, today: date) -> date:
    """The date that an entry is put off to."""
    match later:
        case Later.DAY:
            return today + timedelta(days=1)
        case Later.WEEK:
            return today + timedelta(weeks=1)
        case Later.MONTH:
            return months_after(today, 1)


def lengths_around(minutes: int | None) -> tuple[int, ...]:
    """Lengths to choose from where somebody says how long it took: about half, as known, half more."""
    if minutes is None:
        return LENGTHS
    half = max(_ROUNDED, round(minutes / 2 / _ROUNDED) * _ROUNDED)
    more = round(minutes * 1.5 / _ROUNDED) * _ROUNDED
    around = sorted({half, minutes, max(more, minutes + _ROUNDED)})
    return tuple(length for length in around if length <= LONGEST_MINUTES)


def state_after_return(entry: Entry) -> EntryState:
    """Where an entry goes that is brought back: what was begun is begun still."""
    return EntryState.STARTED if entry.started_at is not None else EntryState.WAITING
